"""Gradient descent with momentum: exact, and a step of it in NumPy."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["momentum_step", "momentum_updates", "terminal_velocity"]


def terminal_velocity(beta: Fraction) -> Fraction:
    """Size of the update under a constant gradient after many steps, over learning rate × gradient: 1/(1 − β).

    beta : momentum in [0, 1). The update is m ← βm + ηg, θ ← θ − m. Raises ValueError outside [0, 1).

    Source: Polyak (1964); Géron, Hands-on machine learning (2019), chapter 11, momentum optimization.

    >>> terminal_velocity(Fraction(9, 10))
    Fraction(10, 1)
    """
    if not 0 <= beta < 1:
        raise ValueError(f"momentum lies in [0, 1), not {beta}")
    return 1 / (1 - Fraction(beta))


def momentum_updates(beta: Fraction, steps: int) -> tuple[Fraction, ...]:
    """Sizes of the first updates under a constant gradient of learning rate × gradient = 1, from rest.

    The n-th is 1 + β + … + βⁿ⁻¹. Raises ValueError for β outside [0, 1) or fewer than 0 steps.

    >>> momentum_updates(Fraction(1, 2), 3)
    (Fraction(1, 1), Fraction(3, 2), Fraction(7, 4))
    """
    if not 0 <= beta < 1 or steps < 0:
        raise ValueError("momentum lies in [0, 1), and steps are at least 0")
    sizes, size = [], Fraction(0)
    for _ in range(steps):
        size = beta * size + 1
        sizes.append(size)
    return tuple(sizes)


def momentum_step(w: ArrayLike, v: ArrayLike, gradient: ArrayLike, rate: float, momentum: float) -> tuple[Array, Array]:
    """The parameters and the velocity after one step: v ← momentum·v + gradient, then w ← w − rate·v.

    w, v, gradient : of one shape. rate : above 0. momentum : in [0, 1).

    Source: Sutskever, Martens, Dahl, Hinton, On the importance of initialization and momentum in deep learning (2013),
    equations 1 and 2, with the rate taken out of the velocity as torch.optim.SGD does.

    >>> [each.tolist() for each in momentum_step([1.0], [2.0], [4.0], rate=0.5, momentum=0.5)]
    [[-1.5], [5.0]]
    """
    import numpy as np

    velocity = momentum * np.asarray(v, dtype=float) + np.asarray(gradient, dtype=float)
    return np.asarray(np.asarray(w, dtype=float) - rate * velocity), np.asarray(velocity)
