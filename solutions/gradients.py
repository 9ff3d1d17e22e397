"""Gradients: of the sigmoid chain f = σ(σ(x₁ + w₁)·w₂ + x₂), as formulas; and of any function, by differences."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["numerical_gradient", "relative_error", "sgd_step", "sigmoid_chain_gradient", "sigmoid_chain_output"]


def sigmoid_chain_output(x1: Fraction | int, x2: Fraction | int, w1: Fraction | int, w2: Fraction | int) -> str:
    """f, as a formula that holds numbers only.

    >>> sigmoid_chain_output(Fraction(1), Fraction(0), Fraction(0), Fraction(0))
    'sigma(sigma((1) + (0))*(0) + (0))'
    """
    return f"sigma(sigma(({x1}) + ({w1}))*({w2}) + ({x2}))"


def sigmoid_chain_gradient(x1: Fraction | int, x2: Fraction | int, w1: Fraction | int, w2: Fraction | int) -> str:
    """∂f/∂w₂ = σ′(z)·σ(x₁ + w₁) with z = σ(x₁ + w₁)·w₂ + x₂ and σ′ = σ(1 − σ), as a formula.

    At x = (1, 0), w = 0 this is σ(1)/4 = e/(4(1 + e)).

    Source: the chain rule; Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.5.2.

    >>> sigmoid_chain_gradient(1, 0, 0, 0)
    'sigma(sigma((1) + (0))*(0) + (0))*(1 - sigma(sigma((1) + (0))*(0) + (0)))*sigma((1) + (0))'
    """
    output = sigmoid_chain_output(x1, x2, w1, w2)
    return f"{output}*(1 - {output})*sigma(({x1}) + ({w1}))"


def sgd_step(weight: str, rate: str, slope: str) -> str:
    """Weight − rate·slope, as a formula.

    >>> sgd_step("0", "1/2", "3")
    '(0) - (1/2)*(3)'
    """
    return f"({weight}) - ({rate})*({slope})"


def numerical_gradient(f: Callable[[Array], float], x: ArrayLike, h: float = 1e-5) -> Array:
    """The gradient of f at x by central differences (f(x + h·eᵢ) − f(x − h·eᵢ))/2h, of the shape of x.

    f : takes an array of the shape of x; it is called twice for each entry. h : above 0; the error is of order h².

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 11.5, equation 11.6.

    >>> numerical_gradient(lambda x: float((x**2).sum()), [1.0, 3.0]).round(6).tolist()
    [2.0, 6.0]
    """
    import numpy as np

    point = np.array(x, dtype=float)
    gradient = np.zeros_like(point)
    for place in np.ndindex(point.shape):
        step = np.zeros_like(point)
        step[place] = h
        gradient[place] = (f(point + step) - f(point - step)) / (2 * h)
    return gradient


def relative_error(one: ArrayLike, other: ArrayLike) -> float:
    """How far two gradients are apart: the norm of their difference over the sum of their norms, in [0, 1]; 0 for 0, 0.

    >>> relative_error([3.0, 4.0], [3.0, 4.0]), relative_error([1.0], [-1.0])
    (0.0, 1.0)
    """
    import numpy as np

    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    total = float(np.linalg.norm(first) + np.linalg.norm(second))
    return float(np.linalg.norm(first - second)) / total if total else 0.0
