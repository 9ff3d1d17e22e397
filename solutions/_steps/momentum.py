"""Steps of solutions.momentum."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._explaining import Steps, Value
from solutions._steps._arrays import numbers

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def terminal_velocity(step: Steps, /, beta: Fraction) -> None:
    """Declare the step."""
    step("times the learning rate and the gradient", "1/(1 - b)", b=beta)


def momentum_updates(step: Steps, /, beta: Fraction, steps: int) -> None:
    """Declare the step."""
    size: Value = 0
    for number in range(1, steps + 1):
        size = step(f"update {number}", "b*m + 1", b=beta, m=size)


def momentum_step(
    step: Steps, /, w: ArrayLike, v: ArrayLike, gradient: ArrayLike, rate: float, momentum: float
) -> None:
    """Declare the step."""
    for weight, velocity, slope in zip(numbers(w), numbers(v), numbers(gradient), strict=True):
        after = step("new velocity", "m*v + g", m=momentum, v=velocity, g=slope)
        step("new weight", "w - r*v", w=weight, r=rate, v=after)
