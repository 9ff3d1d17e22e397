"""Transformer blocks: GELU, SwiGLU, feed-forward layers, and a block with its normalisation before or after."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from solutions.activations import sigmoid
from solutions.attention import multi_head_attention
from solutions.normalisation import layer_norm

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "BlockWeights",
    "feed_forward",
    "gelu",
    "patch_tokens",
    "silu",
    "swiglu",
    "transformer_block",
]


class BlockWeights(NamedTuple):
    """Weights of a block without biases in its attention.

    w_q, w_k, w_v, w_o : (width, width). w_up : (width, hidden) with b_up, w_down : (hidden, width) with b_down.
    gamma_1, beta_1 : (width,), of the attention's normalisation; gamma_2, beta_2 : of the feed-forward layer's.
    """

    w_q: ArrayLike
    w_k: ArrayLike
    w_v: ArrayLike
    w_o: ArrayLike
    w_up: ArrayLike
    b_up: ArrayLike
    w_down: ArrayLike
    b_down: ArrayLike
    gamma_1: ArrayLike
    beta_1: ArrayLike
    gamma_2: ArrayLike
    beta_2: ArrayLike


def gelu(x: ArrayLike, *, approximate: bool = False) -> Array:
    """Gaussian error linear unit x·Φ(x), Φ being the standard normal distribution function; of the shape of x.

    approximate : ½x(1 + tanh(√(2/π)(x + 0.044715x³))), as in GPT-2.

    Source: Hendrycks and Gimpel, Gaussian error linear units (2016), section 2.

    >>> gelu([0.0, 1.0]).round(4).tolist(), gelu([0.0, 1.0], approximate=True).round(4).tolist()
    ([0.0, 0.8413], [0.0, 0.8412])
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    if approximate:
        return np.asarray(values / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (values + 0.044715 * values**3))))
    upper = np.array([math.erfc(-value / math.sqrt(2)) / 2 for value in values.ravel()])
    return np.asarray(values * upper.reshape(values.shape))


def silu(x: ArrayLike) -> Array:
    """Sigmoid linear unit x·σ(x), also called swish; of the shape of x.

    Source: Elfwing, Uchibe, Doya, Sigmoid-weighted linear units (2018).

    >>> silu([0.0, 1.0]).round(4).tolist()
    [0.0, 0.7311]
    """
    import numpy as np

    return np.asarray(np.asarray(x, dtype=float) * sigmoid(x))


def feed_forward(
    x: ArrayLike, w_up: ArrayLike, b_up: ArrayLike, w_down: ArrayLike, b_down: ArrayLike, *, relu: bool = False
) -> Array:
    """Feed-forward layer of a transformer, GELU(x·W₁ + b₁)·W₂ + b₂, of the shape of x.

    x : (…, width). w_up : (width, hidden). b_up : (hidden,). w_down : (hidden, width). b_down : (width,). relu : as in
    the first transformer, in place of GELU.

    Source: Vaswani et al., Attention is all you need (2017), equation 2; GELU as in Devlin et al., BERT (2019), A.2.

    >>> feed_forward([[1.0]], [[1.0, -1.0]], [0.0, 0.0], [[2.0], [2.0]], [0.5], relu=True).tolist()
    [[2.5]]
    """
    import numpy as np

    hidden = np.asarray(x, dtype=float) @ np.asarray(w_up, dtype=float) + np.asarray(b_up, dtype=float)
    active = np.maximum(hidden, 0) if relu else gelu(hidden)
    return np.asarray(active @ np.asarray(w_down, dtype=float) + np.asarray(b_down, dtype=float))


def swiglu(x: ArrayLike, w_gate: ArrayLike, w_up: ArrayLike, w_down: ArrayLike) -> Array:
    """Gated feed-forward layer of LLaMA, (silu(x·W_gate)∘(x·W_up))·W_down, of the shape of x; without biases.

    x : (…, width). w_gate, w_up : (width, hidden). w_down : (hidden, width).

    Source: Shazeer, GLU variants improve transformer (2020), equation 6.

    >>> swiglu([[1.0]], [[0.0]], [[3.0]], [[4.0]]).tolist(), swiglu([[2.0]], [[50.0]], [[3.0]], [[1.0]]).tolist()
    ([[0.0]], [[600.0]])
    """
    import numpy as np

    values, gate, up, down = (np.asarray(each, dtype=float) for each in (x, w_gate, w_up, w_down))
    return np.asarray((silu(values @ gate) * (values @ up)) @ down)


def transformer_block(
    x: ArrayLike,
    weights: BlockWeights,
    heads: int,
    *,
    mask: ArrayLike | None = None,
    pre_norm: bool = True,
    epsilon: float = 1e-5,
) -> Array:
    """One block of a transformer: attention and a feed-forward layer, each added to its input; (batch, steps, width).

    x : (batch, steps, width). pre_norm : x + f(norm(x)), as in GPT-2 and ViT, else norm(x + f(x)), as in the first
    transformer and BERT. mask : as in attention_weights. Raises ValueError where the heads do not divide the width.

    Source: Vaswani et al., Attention is all you need (2017), section 3.1; Xiong et al., On layer normalization in the
    transformer architecture (2020), table 1.

    With all matrices 0, a pre-norm block leaves its input unchanged:

    >>> zero, one = [[0.0, 0.0], [0.0, 0.0]], [1.0, 1.0]
    >>> nothing = BlockWeights(zero, zero, zero, zero, zero, zero[0], zero, zero[0], one, zero[0], one, zero[0])
    >>> transformer_block([[[1.0, 3.0]]], nothing, heads=1).tolist()
    [[[1.0, 3.0]]]
    >>> transformer_block([[[1.0, 3.0]]], nothing, heads=1, pre_norm=False).round(3).tolist()
    [[[-1.0, 1.0]]]
    """
    import numpy as np

    def attend(values: Array) -> Array:
        return multi_head_attention(values, weights.w_q, weights.w_k, weights.w_v, weights.w_o, heads, mask=mask)

    def feed(values: Array) -> Array:
        return feed_forward(values, weights.w_up, weights.b_up, weights.w_down, weights.b_down)

    stream = np.asarray(x, dtype=float)
    norms = ((weights.gamma_1, weights.beta_1), (weights.gamma_2, weights.beta_2))
    for layer, (gamma, beta) in zip((attend, feed), norms, strict=True):
        if pre_norm:
            stream = stream + layer(layer_norm(stream, gamma, beta, epsilon))
        else:
            stream = layer_norm(stream + layer(stream), gamma, beta, epsilon)
    return stream


def patch_tokens(images: ArrayLike, patch: int) -> Array:
    """Images cut into patches, each flattened to a token: (images, patches, patch² · channels).

    images : (images, channels, height, width). patch : side in pixels, which divides height and width, else ValueError.
    The patches run row by row; in a token the channels of a pixel stand together.

    Source: Dosovitskiy et al., An image is worth 16×16 words (2021), section 3.1.

    >>> patch_tokens([[[[1, 2, 3, 4], [5, 6, 7, 8]]]], 2).tolist()
    [[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0]]]
    """
    import numpy as np

    values = np.asarray(images, dtype=float)
    if values.ndim != 4 or patch < 1 or values.shape[2] % patch or values.shape[3] % patch:
        raise ValueError(f"patches of {patch} pixels do not tile images {values.shape}")
    count, channels, height, width = values.shape
    tiles = values.reshape(count, channels, height // patch, patch, width // patch, patch)
    return tiles.transpose(0, 2, 4, 3, 5, 1).reshape(count, -1, patch**2 * channels)
