"""Gradient descent on quadratic functions: which rates converge, and how fast; Newton's method.

Along an eigenvector of the Hessian with eigenvalue λ, the curvature, a step multiplies the distance from the minimum by
1 − ηλ. Everything is exact for ints and Fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._checks import above, at_least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "best_constant_rate",
    "best_momentum",
    "condition_number",
    "contraction_factor",
    "descent_path",
    "largest_stable_rate",
    "newton_step",
]


def contraction_factor(rate: Fraction | int, curvature: Fraction | int) -> Fraction:
    """By what a step of gradient descent multiplies the distance from the minimum of a parabola: 1 − ηλ.

    rate, curvature : η and λ, above 0, else ValueError. Between −1 and 1 it converges; below 0 it oscillates.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 4.3.1, equation 4.9 along an eigenvector.

    >>> contraction_factor(Fraction(3, 2), 1)
    Fraction(-1, 2)
    """
    above(0, rate=rate, curvature=curvature)
    return 1 - Fraction(rate) * curvature


def descent_path(
    start: Fraction | int, rate: Fraction | int, curvature: Fraction | int, steps: int
) -> tuple[Fraction, ...]:
    """The places of gradient descent on ½λx² from `start`, the start first: start × (1 − ηλ)^k.

    rate, curvature : above 0. steps : at least 0. Raises ValueError for others.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 4.3.

    >>> [str(place) for place in descent_path(8, Fraction(3, 4), 2, 3)]
    ['8', '-4', '2', '-1']
    """
    at_least(0, steps=steps)
    factor = contraction_factor(rate, curvature)
    return tuple(start * factor**step for step in range(steps + 1))


def largest_stable_rate(curvatures: Sequence[Fraction | int]) -> Fraction:
    """The rate 2/λ_max, below which gradient descent converges and above which it diverges; at it, it oscillates.

    curvatures : the Hessian's eigenvalues, above 0, at least one, else ValueError.

    Source: LeCun, Bottou, Orr, Müller, Efficient backprop (1998), section 5.1.

    >>> largest_stable_rate([1, 10])
    Fraction(1, 5)
    """
    return 2 / max(_eigenvalues(curvatures))


def best_constant_rate(curvatures: Sequence[Fraction | int]) -> Fraction:
    """The rate 2/(λ_min + λ_max), at which the slowest directions converge fastest: both by (κ − 1)/(κ + 1).

    curvatures : the Hessian's eigenvalues, above 0, at least one, else ValueError.

    Source: Nesterov, Introductory lectures on convex optimization (2004), theorem 2.1.15.

    >>> best_constant_rate([1, 9])
    Fraction(1, 5)
    """
    eigenvalues = _eigenvalues(curvatures)
    return 2 / (min(eigenvalues) + max(eigenvalues))


def condition_number(curvatures: Sequence[Fraction | int]) -> Fraction:
    """Condition number λ_max/λ_min, at least 1; gradient descent is slower and zigzags more, the larger it is.

    curvatures : the Hessian's eigenvalues, above 0, at least one, else ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 4.2.

    >>> condition_number([2, 9, 3])
    Fraction(9, 2)
    """
    eigenvalues = _eigenvalues(curvatures)
    return max(eigenvalues) / min(eigenvalues)


def best_momentum(curvatures: Sequence[Fraction | int]) -> tuple[float, float]:
    """Rate and momentum at which the heavy ball converges fastest: by (√κ − 1)/(√κ + 1) per step in the long run.

    They are (2/(√λ_max + √λ_min))² and ((√κ − 1)/(√κ + 1))². curvatures : the Hessian's eigenvalues, above 0, at least
    one, else ValueError.

    Source: Polyak, Some methods of speeding up the convergence of iteration methods (1964); Goh, Why momentum really
    works, Distill (2017).

    >>> best_momentum([1, 9])
    (0.25, 0.25)
    """
    eigenvalues = _eigenvalues(curvatures)
    least, most = float(min(eigenvalues)) ** 0.5, float(max(eigenvalues)) ** 0.5
    return (2 / (most + least)) ** 2, ((most - least) / (most + least)) ** 2


def newton_step(x: ArrayLike, gradient: ArrayLike, hessian: ArrayLike) -> Array:
    """The place x − H⁻¹g after a step of Newton's method: the minimum where the function is quadratic and H positive.

    x, gradient : (n,). hessian : (n, n), regular, else ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 4.12.

    >>> newton_step([8.0, 1.0], [16.0, 10.0], [[2.0, 0.0], [0.0, 10.0]]).tolist()
    [0.0, 0.0]
    """
    import numpy as np

    matrix = np.asarray(hessian, dtype=float)
    try:
        move = np.linalg.solve(matrix, np.asarray(gradient, dtype=float))
    except np.linalg.LinAlgError as error:
        raise ValueError("the Hessian has no inverse") from error
    return np.asarray(np.asarray(x, dtype=float) - move)


def _eigenvalues(curvatures: Sequence[Fraction | int]) -> list[Fraction]:
    if not len(curvatures):
        raise ValueError("at least one curvature is needed")
    for curvature in curvatures:
        above(0, curvature=curvature)
    return [Fraction(curvature) for curvature in curvatures]
