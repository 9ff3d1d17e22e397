"""Batch normalisation and dropout, in training and at test time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["Normalised", "batch_norm", "batch_norm_training", "dropout", "dropout_at_test", "dropout_training"]


class Normalised(NamedTuple):
    """The output of batch normalisation in training, and the running statistics after it.

    Each of mean and variance has one entry a feature.
    """

    output: Array
    running_mean: Array
    running_variance: Array


def batch_norm(
    x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, mean: ArrayLike, variance: ArrayLike, epsilon: float = 1e-5
) -> Array:
    """γ(x − μ)/√(σ² + ε) + β, with these statistics: what the layer does at test time.

    x : (examples, features). gamma, beta, mean, variance : one entry a feature; epsilon : at least 0.
    Raises ValueError for a negative variance or epsilon.

    Source: Ioffe and Szegedy, Batch normalization (2015), algorithm 1.

    >>> batch_norm([[3.0]], gamma=2, beta=1, mean=1, variance=4, epsilon=0).tolist()
    [[3.0]]
    """
    import numpy as np

    spread = np.asarray(variance, dtype=float)
    if epsilon < 0 or np.any(spread < 0):
        raise ValueError("variance and epsilon are at least 0")
    scaled = (np.asarray(x, dtype=float) - np.asarray(mean, dtype=float)) / np.sqrt(spread + epsilon)
    return np.asarray(np.asarray(gamma, dtype=float) * scaled + np.asarray(beta, dtype=float))


def batch_norm_training(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    running_mean: ArrayLike,
    running_variance: ArrayLike,
    *,
    momentum: float = 0.9,
    epsilon: float = 1e-5,
) -> Normalised:
    """Batch normalisation with the mean and the (biased) variance of the batch; running ← m·running + (1 − m)·batch.

    x : (examples, features), at least one example. momentum m in [0, 1]. Raises ValueError for an empty batch.

    Source: Ioffe and Szegedy, Batch normalization (2015), algorithms 1 and 2.

    >>> batch_norm_training([[1.0], [3.0]], 1, 0, 0, 1, epsilon=0).output.ravel().tolist()
    [-1.0, 1.0]
    """
    import numpy as np

    batch = np.asarray(x, dtype=float)
    if batch.ndim != 2 or not len(batch):
        raise ValueError("a batch of shape (examples, features) with at least one example is needed")
    mean, variance = batch.mean(axis=0), batch.var(axis=0)
    return Normalised(
        batch_norm(batch, gamma, beta, mean, variance, epsilon),
        np.asarray(momentum * np.asarray(running_mean, dtype=float) + (1 - momentum) * mean),
        np.asarray(momentum * np.asarray(running_variance, dtype=float) + (1 - momentum) * variance),
    )


def dropout_training(x: ArrayLike, mask: ArrayLike, keep: float, *, inverted: bool = True) -> Array:
    """What dropout lets through in training: x where the mask is 1, 0 elsewhere.

    keep : the probability in (0, 1] that a unit is kept; inverted dropout divides by it, so that nothing is left to do
    at test time. Raises ValueError for another probability.

    Source: Srivastava et al., Dropout (2014), section 4; inverted: section 10.

    >>> dropout_training([2.0, 4.0], [1, 0], keep=0.5).tolist()
    [4.0, 0.0]
    """
    import numpy as np

    _probability(keep)
    kept = np.asarray(x, dtype=float) * np.asarray(mask, dtype=float)
    return np.asarray(kept / keep if inverted else kept)


def dropout_at_test(x: ArrayLike, keep: float, *, inverted: bool = True) -> Array:
    """What dropout does at test time: nothing where it is inverted, else x (or its outgoing weights) times `keep`.

    >>> dropout_at_test([2.0], keep=0.5, inverted=False).tolist()
    [1.0]
    """
    import numpy as np

    _probability(keep)
    values = np.asarray(x, dtype=float)
    return np.asarray(values if inverted else values * keep)


def dropout(x: ArrayLike, drop: float, train: bool, seed: int) -> Array:
    """Inverted dropout: in training each entry is 0 with probability `drop`, else divided by 1 − drop; else x.

    drop : in [0, 1). seed : of the mask. Raises ValueError for another probability.

    Source: Srivastava et al., Dropout (2014), section 10.

    >>> sorted(set(dropout([1.0] * 50, drop=0.5, train=True, seed=0).tolist()))
    [0.0, 2.0]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    if not train:
        return values.copy()
    mask = np.random.default_rng(seed).random(values.shape) >= drop
    return dropout_training(values, mask, 1 - drop)


def _probability(keep: float) -> None:
    if not 0 < keep <= 1:
        raise ValueError(f"the probability of keeping a unit lies in (0, 1], not {keep}")
