"""Dropout, in training and at test time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["dropout", "dropout_at_test", "dropout_training"]


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

    Source: Srivastava et al., Dropout (2014), section 4 and figure 2.

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
