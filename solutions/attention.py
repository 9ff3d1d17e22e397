"""Attention: scaled dot products, masks, several heads, and gradients.

Queries, keys and values are (…, steps, width): any axes may stand before, such as those of a batch and of heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from solutions._checks import above, at_least
from solutions.activations import softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = [
    "additive_attention_weights",
    "attention_backward",
    "attention_weights",
    "causal_mask",
    "merge_heads",
    "multi_head_attention",
    "padding_mask",
    "scaled_dot_product_attention",
    "sliding_window_mask",
    "softmax_backward",
    "softmax_with_temperature",
    "split_heads",
]


def softmax_with_temperature(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Probabilities softmax(logits / temperature) along the last axis, of the shape of the logits.

    temperature : above 0, else ValueError. Towards 0 all the probability goes to the largest logit, towards ∞ it is
    shared out evenly.

    Source: Hinton, Vinyals, Dean, Distilling the knowledge in a neural network (2015), equation 1.

    >>> softmax_with_temperature([0.0, 2.0], temperature=2.0).round(3).tolist()
    [0.269, 0.731]
    """
    import numpy as np

    above(0, temperature=temperature)
    return softmax(np.asarray(logits, dtype=float) / temperature)


def softmax_backward(upstream: ArrayLike, probabilities: ArrayLike) -> Array:
    """Gradient p∘(g − Σ g∘p) of softmax in the logits, g being the gradient in the probabilities p.

    upstream, probabilities : of one shape; p is what softmax gave along the last axis.

    Source: the chain rule with ∂pᵢ/∂zⱼ = pᵢ(δᵢⱼ − pⱼ); Bishop, Pattern recognition and machine learning (2006),
    equation 4.106.

    >>> softmax_backward([1.0, 0.0], [0.5, 0.5]).tolist()
    [0.25, -0.25]
    """
    import numpy as np

    outer, shares = np.asarray(upstream, dtype=float), np.asarray(probabilities, dtype=float)
    return np.asarray(shares * (outer - (outer * shares).sum(axis=-1, keepdims=True)))


def attention_weights(q: ArrayLike, k: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """Attention of each query to each key: softmax(q·kᵀ/√width), of shape (…, queries, keys).

    q : (…, queries, width). k : (…, keys, width). mask : True where a query may attend to a key, broadcast to
    (…, queries, keys); None for everywhere. Rows sum to 1. Raises ValueError where the widths differ, or where a query
    may attend to nothing.

    Source: Vaswani et al., Attention is all you need (2017), equation 1.

    >>> attention_weights([[1.0, 0.0]], [[2.0, 5.0], [2.0, -5.0]]).tolist()
    [[0.5, 0.5]]
    """
    import numpy as np

    queries, keys = np.asarray(q, dtype=float), np.asarray(k, dtype=float)
    if queries.shape[-1] != keys.shape[-1]:
        raise ValueError(f"queries of width {queries.shape[-1]} and keys of width {keys.shape[-1]} differ")
    scores = queries @ keys.swapaxes(-1, -2) / np.sqrt(queries.shape[-1])
    if mask is not None:
        allowed = np.asarray(mask, dtype=bool)
        if not np.all(allowed.any(axis=-1)):
            raise ValueError("the mask leaves a query no key to attend to")
        scores = np.where(allowed, scores, -np.inf)
    return softmax(scores)


def scaled_dot_product_attention(q: ArrayLike, k: ArrayLike, v: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """Scaled dot-product attention: the values weighted by attention_weights; (…, queries, value width).

    v : (…, keys, value width). Otherwise as attention_weights.

    Source: Vaswani et al., Attention is all you need (2017), equation 1.

    >>> scaled_dot_product_attention([[0.0]], [[1.0], [2.0]], [[10.0], [20.0]]).tolist()
    [[15.0]]
    >>> scaled_dot_product_attention([[0.0]], [[1.0], [2.0]], [[10.0], [20.0]], mask=[[True, False]]).tolist()
    [[10.0]]
    """
    import numpy as np

    return np.asarray(attention_weights(q, k, mask) @ np.asarray(v, dtype=float))


def attention_backward(
    upstream: ArrayLike, q: ArrayLike, k: ArrayLike, v: ArrayLike, mask: ArrayLike | None = None
) -> tuple[Array, Array, Array]:
    """Gradients in q, k and v of a loss whose gradient in the output of attention is `upstream`.

    upstream : (…, queries, value width). q, k and v have the same axes before their last two, of the same lengths.

    Source: the chain rule; Dao et al., FlashAttention (2022), appendix B.2.

    >>> [each.tolist() for each in attention_backward([[1.0]], [[0.0]], [[1.0], [3.0]], [[10.0], [20.0]])]
    [[[5.0]], [[0.0], [0.0]], [[0.5], [0.5]]]
    """
    import numpy as np

    outer, queries, keys, values = (np.asarray(each, dtype=float) for each in (upstream, q, k, v))
    weights = attention_weights(queries, keys, mask)
    in_scores = softmax_backward(outer @ values.swapaxes(-1, -2), weights) / np.sqrt(queries.shape[-1])
    return (
        np.asarray(in_scores @ keys),
        np.asarray(in_scores.swapaxes(-1, -2) @ queries),
        np.asarray(weights.swapaxes(-1, -2) @ outer),
    )


def additive_attention_weights(q: ArrayLike, k: ArrayLike, w_q: ArrayLike, w_k: ArrayLike, v: ArrayLike) -> Array:
    """Attention of each query to each key: softmax of vᵀ·tanh(q·W_q + k·W_k), of shape (queries, keys).

    q : (queries, query width). k : (keys, key width). w_q : (query width, hidden). w_k : (key width, hidden). v :
    (hidden,).

    Source: Bahdanau, Cho, Bengio, Neural machine translation by jointly learning to align and translate (2015),
    section A.1.2.

    >>> additive_attention_weights([[0.0]], [[1.0], [1.0]], [[1.0]], [[1.0]], [1.0]).tolist()
    [[0.5, 0.5]]
    """
    import numpy as np

    queries, keys, from_query, from_key, out = (np.asarray(each, dtype=float) for each in (q, k, w_q, w_k, v))
    hidden = np.tanh((queries @ from_query)[:, None] + (keys @ from_key)[None])
    return softmax(hidden @ out)


def causal_mask(queries: int, keys: int | None = None) -> Mask:
    """Causal mask, (queries, keys): True for the key of the query's own step and for earlier ones.

    queries, keys : at least 1; as many keys as queries where None. With more keys, the last query belongs to the last
    key, as when earlier keys come from a cache. Raises ValueError for fewer keys than queries.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.3.

    >>> causal_mask(3).astype(int).tolist()
    [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
    """
    import numpy as np

    columns = queries if keys is None else keys
    at_least(1, queries=queries)
    at_least(queries, keys=columns)
    return np.tri(queries, columns, columns - queries, dtype=bool)


def sliding_window_mask(steps: int, window: int) -> Mask:
    """Causal mask that leaves each query its own key and the window − 1 before it; (steps, steps).

    steps, window : at least 1, else ValueError.

    Source: Beltagy, Peters, Cohan, Longformer (2020), section 3.1; causal as in Jiang et al., Mistral 7B (2023),
    section 2.

    >>> sliding_window_mask(4, 2).astype(int).tolist()
    [[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]
    """
    import numpy as np

    at_least(1, window=window)
    return np.asarray(causal_mask(steps) & ~np.tri(steps, k=-window, dtype=bool))


def padding_mask(lengths: Sequence[int], longest: int | None = None) -> Mask:
    """Mask of padded sequences, (batch, 1, 1, keys): True where a sequence has a key, for all heads and queries.

    lengths : of each sequence, at least 1. longest : number of keys, the largest of the lengths where None. Raises
    ValueError for a length outside these bounds.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.3, masks as −∞ before the softmax.

    >>> padding_mask([1, 3])[:, 0, 0].astype(int).tolist()
    [[1, 0, 0], [1, 1, 1]]
    """
    import numpy as np

    keys = max(lengths, default=0) if longest is None else longest
    for length in lengths:
        at_least(1, length=length)
        at_least(length, longest=keys)
    return np.asarray((np.arange(keys) < np.asarray(lengths)[:, None])[:, None, None])


def split_heads(x: ArrayLike, heads: int) -> Array:
    """Separate the heads: (…, steps, heads · width) becomes (…, heads, steps, width).

    Raises ValueError where the heads do not divide the last axis.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.2.

    >>> split_heads([[1, 2, 3, 4], [5, 6, 7, 8]], 2).tolist()
    [[[1.0, 2.0], [5.0, 6.0]], [[3.0, 4.0], [7.0, 8.0]]]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    at_least(1, heads=heads)
    if values.shape[-1] % heads:
        raise ValueError(f"{heads} heads do not divide a width of {values.shape[-1]}")
    return np.asarray(values.reshape(*values.shape[:-1], heads, -1).swapaxes(-3, -2))


def merge_heads(x: ArrayLike) -> Array:
    """Join the heads: (…, heads, steps, width) becomes (…, steps, heads · width); undoes split_heads.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.2, "Concat".

    >>> merge_heads([[[1, 2], [5, 6]], [[3, 4], [7, 8]]]).tolist()
    [[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]
    """
    import numpy as np

    values = np.asarray(x, dtype=float).swapaxes(-3, -2)
    return np.asarray(values.reshape(*values.shape[:-2], -1))


def multi_head_attention(
    x: ArrayLike,
    w_q: ArrayLike,
    w_k: ArrayLike,
    w_v: ArrayLike,
    w_o: ArrayLike,
    heads: int,
    *,
    kv_heads: int | None = None,
    context: ArrayLike | None = None,
    mask: ArrayLike | None = None,
) -> Array:
    """Attention of several heads side by side, their outputs merged and mapped by W_O: (batch, steps, width).

    x : (batch, steps, width), which asks. context : (batch, keys, width), which is attended to; x itself where None.
    w_q : (width, heads · head width). w_k, w_v : (width, kv_heads · head width). w_o : (heads · head width, width);
    there are no biases. kv_heads : heads of keys and values, each of which serves heads / kv_heads neighbouring
    queries; as many as heads where None. mask : as in attention_weights, broadcast to (batch, heads, steps, keys).
    Raises ValueError where the heads do not fit the weights or each other.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.2; kv_heads: Ainslie et al., GQA (2023),
    section 2.2.

    >>> one = [[1.0, 0.0], [0.0, 1.0]]
    >>> multi_head_attention([[[1.0, 2.0]]], one, one, one, one, heads=2).tolist()
    [[[1.0, 2.0]]]
    """
    import numpy as np

    asking = np.asarray(x, dtype=float)
    attended = asking if context is None else np.asarray(context, dtype=float)
    groups = heads if kv_heads is None else kv_heads
    at_least(1, heads=heads, kv_heads=groups)
    if heads % groups:
        raise ValueError(f"{groups} heads of keys and values do not divide {heads} heads")
    queries = split_heads(asking @ np.asarray(w_q, dtype=float), heads)
    keys, values = (
        np.repeat(split_heads(attended @ np.asarray(w, dtype=float), groups), heads // groups, axis=-3)
        for w in (w_k, w_v)
    )
    merged = merge_heads(scaled_dot_product_attention(queries, keys, values, mask))
    return np.asarray(merged @ np.asarray(w_o, dtype=float))
