"""Steps of solutions.activations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._explaining import Steps
from solutions._steps._arrays import numbers, rows

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def sigmoid(step: Steps, /, x: ArrayLike) -> None:
    """Declare the steps."""
    for each in numbers(x):
        if each >= 0:
            power = step("exponential", "exp(-x)", x=each)
            step("the value", "1/(1 + p)", p=power)
        else:
            power = step("exponential", "exp(x)", x=each)
            step("the value, without overflow", "p/(1 + p)", p=power)


def sigmoid_derivative(step: Steps, /, x: ArrayLike) -> None:
    """Declare the steps."""
    for each in numbers(x):
        value = step("the value", "sigma(x)", x=each)
        step("the derivative", "v*(1 - v)", v=value)


def tanh_derivative(step: Steps, /, x: ArrayLike) -> None:
    """Declare the steps."""
    for each in numbers(x):
        value = step("the value", "tanh(x)", x=each)
        step("the derivative", "1 - v**2", v=value)


def relu(step: Steps, /, x: ArrayLike) -> None:
    """Declare the steps."""
    for each in numbers(x):
        step("the value", "max(0, x)", x=each)


def leaky_relu(step: Steps, /, x: ArrayLike, slope: float = 0.01) -> None:
    """Declare the steps."""
    for each in numbers(x):
        step("the value", "max(x, 0) + s*min(x, 0)", x=each, s=slope)


def elu(step: Steps, /, x: ArrayLike, alpha: float = 1.0) -> None:
    """Declare the steps."""
    for each in numbers(x):
        step("the value", "max(x, 0) + a*(exp(min(x, 0)) - 1)", x=each, a=alpha)


def softmax(step: Steps, /, x: ArrayLike, axis: int = -1) -> None:
    """Declare the steps."""
    import numpy as np

    for row in rows(np.moveaxis(np.atleast_1d(np.asarray(x)), axis, -1)):
        largest = step.over("max", "largest of the row", row)
        powers = [step("exponential, the largest subtracted first", "exp(x - m)", x=each, m=largest) for each in row]
        total = step.sum("sum of the exponentials", powers)
        for number, power in enumerate(powers, start=1):
            step(f"probability {number}", "p/s", p=power, s=total)
