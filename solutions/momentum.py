"""Gradient descent with momentum, exact."""

from __future__ import annotations

from fractions import Fraction


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
