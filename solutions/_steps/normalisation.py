"""Steps of solutions.normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._explaining import Steps
from solutions._steps._arrays import numbers

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def batch_norm(
    step: Steps,
    /,
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    mean: ArrayLike,
    variance: ArrayLike,
    epsilon: float = 1e-5,
) -> None:
    """Declare the steps."""
    import numpy as np

    for value, scale, shift, middle, spread in zip(
        *map(numbers, np.broadcast_arrays(x, gamma, beta, mean, variance)), strict=True
    ):
        unit = step("normalised", "(x - m)/sqrt(v + e)", x=value, m=middle, v=spread, e=epsilon)
        step("scaled and shifted", "g*z + b", g=scale, z=unit, b=shift)
