"""Losses that compare embeddings: contrastive pairs, triplets, InfoNCE, and those of SimCLR and CLIP.

Embeddings are (examples, features), and losses means over examples, at least 0.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from solutions._checks import above, at_least, same_shape
from solutions.losses import cross_entropy, log_sum_exp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "clip_loss",
    "contrastive_pair_loss",
    "cosine_similarities",
    "info_nce_bound",
    "info_nce_loss",
    "nt_xent_loss",
    "triplet_loss",
]


def cosine_similarities(one: ArrayLike, other: ArrayLike) -> Array:
    """Cosines of the angles between all embeddings of one set and all of another, (examples, examples'), in [−1, 1].

    one : (examples, features). other : (examples', features). Raises ValueError where the features differ, or for an
    embedding of length 0.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), equation 6.10.

    >>> cosine_similarities([[2.0, 0.0]], [[1.0, 0.0], [0.0, 3.0]]).tolist()
    [[1.0, 0.0]]
    """
    first, second = _embeddings(one), _embeddings(other)
    if first.shape[1] != second.shape[1]:
        raise ValueError(f"embeddings of {first.shape[1]} and {second.shape[1]} features")
    return _unit(first) @ _unit(second).T


def contrastive_pair_loss(one: ArrayLike, other: ArrayLike, same: ArrayLike, *, margin: float = 1.0) -> float:
    """Contrastive loss, the mean of ½d² for pairs of one class, else of ½max(0, margin − d)²; d is Euclidean.

    one, other : (pairs, features). same : (pairs,), whether each pair is of one class. margin : above 0, else
    ValueError.

    Source: Hadsell, Chopra, LeCun, Dimensionality reduction by learning an invariant mapping (2006), equation 4.

    >>> contrastive_pair_loss([[0.0], [0.0]], [[1.0], [0.5]], [True, False])
    0.3125
    """
    import numpy as np

    above(0, margin=margin)
    distances = _distances(one, other)
    alike = np.asarray(same, dtype=bool)
    same_shape(pairs=distances.shape, same=alike.shape)
    return float(np.where(alike, distances**2, np.maximum(0, margin - distances) ** 2).mean() / 2)


def triplet_loss(
    anchors: ArrayLike, positives: ArrayLike, negatives: ArrayLike, *, margin: float = 0.2, squared: bool = True
) -> float:
    """Triplet loss, the mean of max(0, d(anchor, positive) − d(anchor, negative) + margin).

    anchors, positives, negatives : (triplets, features). margin : at least 0, else ValueError. squared : squared
    distances, as in FaceNet, else Euclidean ones, as in torch.nn.TripletMarginLoss.

    Source: Schroff, Kalenichenko, Philbin, FaceNet (2015), section 3.1.

    >>> triplet_loss([[0.0]], [[1.0]], [[2.0]]), triplet_loss([[0.0]], [[2.0]], [[1.0]], margin=0.5)
    (0.0, 3.5)
    """
    import numpy as np

    at_least(0, margin=margin)
    near, far = _distances(anchors, positives), _distances(anchors, negatives)
    if squared:
        near, far = near**2, far**2
    return float(np.maximum(0, near - far + margin).mean())


def info_nce_loss(queries: ArrayLike, keys: ArrayLike, *, temperature: float = 0.1) -> float:
    """InfoNCE loss, the mean of −log softmax(cosines / temperature) at each query's own key among all keys; in nats.

    queries, keys : (examples, features); the i-th key belongs to the i-th query. temperature : above 0, else
    ValueError. Equal similarities give log(examples).

    Source: van den Oord, Li, Vinyals, Representation learning with contrastive predictive coding (2018), equation 4; He
    et al., Momentum contrast (2020), equation 1.

    >>> round(info_nce_loss([[1.0, 0.0], [1.0, 0.0]], [[1.0, 0.0], [1.0, 0.0]]), 3)
    0.693
    """
    above(0, temperature=temperature)
    logits = cosine_similarities(queries, keys) / temperature
    if logits.shape[0] != logits.shape[1]:
        raise ValueError(f"{logits.shape[0]} queries need as many keys, not {logits.shape[1]}")
    return cross_entropy(logits, range(len(logits)))


def info_nce_bound(loss: float, examples: int) -> float:
    """Lower bound log(examples) − loss, in nats, of the mutual information of what InfoNCE compares.

    loss : at least 0. examples : the positive and its negatives, at least 1. Raises ValueError for others. The bound
    never exceeds log(examples), however much information there is.

    Source: van den Oord, Li, Vinyals, Representation learning with contrastive predictive coding (2018), section 2.3.

    >>> round(info_nce_bound(0.5, 256), 3)
    5.045
    """
    at_least(0, loss=loss)
    at_least(1, examples=examples)
    return math.log(examples) - loss


def nt_xent_loss(one: ArrayLike, other: ArrayLike, *, temperature: float = 0.5) -> float:
    """Loss of SimCLR: each of the 2N views picks its partner among the 2N − 1 others; in nats.

    one, other : (examples, features), two views of each example. temperature : above 0, else ValueError. Raises
    ValueError where the shapes differ.

    Source: Chen et al., A simple framework for contrastive learning (2020), equation 1 and algorithm 1.

    With all views alike, each of 3 others is as likely:

    >>> round(nt_xent_loss([[1.0], [1.0]], [[1.0], [1.0]]), 3)
    1.099
    """
    import numpy as np

    above(0, temperature=temperature)
    first, second = _embeddings(one), _embeddings(other)
    same_shape(one=first.shape, other=second.shape)
    views = np.concatenate([first, second])
    logits = cosine_similarities(views, views) / temperature
    np.fill_diagonal(logits, -np.inf)
    partners = np.roll(np.arange(len(views)), len(first))
    return float((log_sum_exp(logits) - logits[np.arange(len(views)), partners]).mean())


def clip_loss(images: ArrayLike, texts: ArrayLike, *, temperature: float = 0.07) -> float:
    """Loss of CLIP: the mean of InfoNCE from images to texts and from texts to images; in nats.

    images, texts : (examples, features), the i-th text belonging to the i-th image. temperature : above 0, else
    ValueError.

    Source: Radford et al., Learning transferable visual models from natural language supervision (2021), figure 3.

    >>> clip_loss([[1.0, 0.0], [0.0, 1.0]], [[2.0, 0.0], [0.0, 2.0]]) < 1e-5
    True
    """
    there = info_nce_loss(images, texts, temperature=temperature)
    return (there + info_nce_loss(texts, images, temperature=temperature)) / 2


def _embeddings(x: ArrayLike) -> Array:
    import numpy as np

    values = np.asarray(x, dtype=float)
    if values.ndim != 2 or not values.size:
        raise ValueError(f"embeddings are (examples, features), not {values.shape}")
    return values


def _unit(x: Array) -> Array:
    import numpy as np

    lengths = np.linalg.norm(x, axis=1, keepdims=True)
    if np.any(lengths == 0):
        raise ValueError("an embedding of length 0 has no direction")
    return np.asarray(x / lengths)


def _distances(one: ArrayLike, other: ArrayLike) -> Array:
    """Euclidean distances of the i-th of one to the i-th of the other."""
    import numpy as np

    first, second = _embeddings(one), _embeddings(other)
    same_shape(one=first.shape, other=second.shape)
    return np.asarray(np.linalg.norm(first - second, axis=1))
