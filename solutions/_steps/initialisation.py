"""Steps of solutions.initialisation."""

from __future__ import annotations

from fractions import Fraction

from solutions._explaining import Steps


def xavier_variance(step: Steps, /, fan_in: int, fan_out: int | None = None) -> None:
    """Declare the steps."""
    if fan_out is None:
        step("variance of a weight", "1/n", n=fan_in)
    else:
        step("variance of a weight", "2/(n + m)", n=fan_in, m=fan_out)


def he_variance(step: Steps, /, fan_in: int) -> None:
    """Declare the steps."""
    step("variance of a weight", "2/n", n=fan_in)


def uniform_variance(step: Steps, /, limit: Fraction | int) -> None:
    """Declare the steps."""
    step("variance", "a**2/3", a=limit)
