"""Regularisation of linear models: ridge, weight decay, early stopping and dropout, in closed form."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._linear_systems import solved
from solutions._numbers import Exact, Real, check_paired, ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "dropout_expected_loss",
    "dropout_loss_over_masks",
    "dropout_regression",
    "early_stopping_decay",
    "gradient_descent_factor",
    "ridge_gradient",
    "ridge_regression",
    "ridge_regression_exact",
    "weight_decay_factor",
]

Rows = Sequence[Sequence[Exact]]


def ridge_regression(x: ArrayLike, y: ArrayLike, penalty: float) -> Array:
    """The weights (XᵀX + λI)⁻¹·Xᵀy that minimise ‖y − Xw‖² + λ‖w‖², (features,).

    x : (examples, features). y : (examples,). penalty λ : above 0, or 0 where XᵀX is invertible. No intercept: centre x
    and y, or it is penalised as a column of ones. Raises ValueError for a negative penalty or shapes that do not fit,
    LinAlgError where nothing is unique.

    Source: Hastie, Tibshirani, Friedman, The elements of statistical learning (2009), equation 3.44.

    >>> ridge_regression([[1.0], [2.0]], [1.0, 2.0], penalty=5.0).tolist()
    [0.5]
    """
    import numpy as np

    data, labels = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if data.ndim != 2 or labels.shape != data.shape[:1]:
        raise ValueError("x of shape (examples, features) and y of shape (examples,) are needed")
    if penalty < 0:
        raise ValueError(f"the penalty is at least 0, not {penalty}")
    return np.asarray(np.linalg.solve(data.T @ data + penalty * np.eye(data.shape[1]), data.T @ labels))


def ridge_gradient(x: ArrayLike, y: ArrayLike, weights: ArrayLike, penalty: float) -> Array:
    """The gradient 2Xᵀ(Xw − y) + 2λw of ‖y − Xw‖² + λ‖w‖², (features,); 0 at ridge_regression.

    Arguments: as for ridge_regression; weights w : (features,).

    Source: Hastie, Tibshirani, Friedman, The elements of statistical learning (2009), equation 3.43, differentiated.

    >>> ridge_gradient([[1.0], [2.0]], [1.0, 2.0], [0.5], penalty=5.0).tolist()
    [0.0]
    """
    import numpy as np

    data, point = np.asarray(x, dtype=float), np.asarray(weights, dtype=float)
    return np.asarray(2 * data.T @ (data @ point - np.asarray(y, dtype=float)) + 2 * penalty * point)


def ridge_regression_exact(x: Rows, y: Sequence[Exact], penalty: Exact) -> tuple[Fraction, ...]:
    """As ridge_regression, in fractions.

    Raises ValueError for no example, shapes that do not fit, a negative penalty, or a solution that is not unique.

    Source: Hastie, Tibshirani, Friedman, The elements of statistical learning (2009), equation 3.44.

    >>> ridge_regression_exact([[1, 0], [1, 1]], [1, 3], penalty=1)
    (Fraction(1, 1), Fraction(1, 1))
    """
    return _penalised_solution(x, y, [penalty] * _features(x, y))


def weight_decay_factor(curvature: Real, decay: Real) -> Real:
    """By what L2 regularisation scales the optimal weights along an eigenvector of the Hessian: λ/(λ + α), in [0, 1].

    Directions of curvature λ well above α are left alone, others shrink to 0.

    curvature λ, decay α : at least 0, not both 0. Raises ValueError otherwise.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 7.1.1, equation 7.13.

    >>> weight_decay_factor(3, 1)
    Fraction(3, 4)
    """
    if curvature < 0 or decay < 0 or not curvature + decay:
        raise ValueError("curvature and decay are at least 0, and not both 0")
    return ratio(curvature, curvature + decay)


def gradient_descent_factor(curvature: Exact, rate: Exact, steps: int) -> Fraction:
    """How far gradient descent from 0 comes along an eigenvector of the Hessian, over the optimum: 1 − (1 − ηλ)^τ.

    curvature λ, rate η : at least 0; it approaches 1 where ηλ < 2. steps τ : at least 0. Raises ValueError otherwise.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 7.8, equation 7.40.

    >>> gradient_descent_factor(2, Fraction(1, 4), steps=3)
    Fraction(7, 8)
    """
    if curvature < 0 or rate < 0 or steps < 0:
        raise ValueError("curvature, rate and steps are at least 0")
    return 1 - (1 - Fraction(rate) * curvature) ** steps


def early_stopping_decay(rate: Exact, steps: int) -> Fraction:
    """The weight decay that stopping after τ steps of rate η resembles, for small ητλ: α ≈ 1/(ητ).

    rate : above 0. steps : at least 1. Raises ValueError otherwise.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 7.8, equation 7.45.

    >>> early_stopping_decay(Fraction(1, 100), 50)
    Fraction(2, 1)
    """
    if rate <= 0 or steps < 1:
        raise ValueError("the rate is above 0, and there is at least 1 step")
    return 1 / (Fraction(rate) * steps)


def dropout_expected_loss(x: Rows, y: Sequence[Exact], weights: Sequence[Exact], keep: Exact) -> Fraction:
    """E‖y − (M ∘ X)w‖² over masks M of inputs kept with probability p, in closed form; not divided by p.

    ‖y − p·Xw‖² + p(1 − p)·Σ_j w_j²·Σ_i x_ij²: ridge regression whose penalty follows the inputs' scale.

    x : (examples, features). y : (examples,). weights : (features,). keep p : in (0, 1]. Raises ValueError otherwise.

    Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, Dropout (2014), section 9.1.

    >>> dropout_expected_loss([[2, 1]], [3], [1, 1], keep=Fraction(1, 2))
    Fraction(7, 2)
    """
    _check_keep(keep)
    check_paired(weights, [0] * _features(x, y), "weights and features")
    misfit = sum((target - keep * _dot(row, weights)) ** 2 for row, target in zip(x, y, strict=True))
    spread = sum(weight**2 * sum(row[place] ** 2 for row in x) for place, weight in enumerate(weights))
    return Fraction(misfit + keep * (1 - keep) * spread)


def dropout_loss_over_masks(x: Rows, y: Sequence[Exact], weights: Sequence[Exact], keep: Exact) -> Fraction:
    """The same as dropout_expected_loss, as the sum over all masks of each example: 2^features of them.

    Arguments and errors: as there.

    Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, Dropout (2014), section 9.1.

    >>> dropout_loss_over_masks([[2, 1]], [3], [1, 1], keep=Fraction(1, 2))
    Fraction(7, 2)
    """
    _check_keep(keep)
    check_paired(weights, [0] * _features(x, y), "weights and features")
    total = Fraction(0)
    for row, target in zip(x, y, strict=True):
        for mask in itertools.product((0, 1), repeat=len(weights)):
            share = Fraction(keep) ** sum(mask) * (1 - Fraction(keep)) ** (len(mask) - sum(mask))
            total += share * (target - _dot([m * value for m, value in zip(mask, row, strict=True)], weights)) ** 2
    return total


def dropout_regression(x: Rows, y: Sequence[Exact], keep: Exact) -> tuple[Fraction, ...]:
    """The weights that minimise dropout_expected_loss, exact: (p²·XᵀX + p(1 − p)·diag(XᵀX))⁻¹·p·Xᵀy.

    At test time they are multiplied by p. Arguments and errors: as there; ValueError where they are not unique, too.

    Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, Dropout (2014), section 9.1.

    >>> dropout_regression([[2, 0], [0, 1]], [2, 3], keep=Fraction(1, 2))
    (Fraction(1, 1), Fraction(3, 1))
    """
    _check_keep(keep)
    squares = [sum(row[place] ** 2 for row in x) for place in range(_features(x, y))]
    # with v = p·w the loss is ‖y − Xv‖² + (1 − p)/p·Σ v_j²·Σ_i x_ij²
    scaled = _penalised_solution(x, y, [(1 - Fraction(keep)) / keep * square for square in squares])
    return tuple(weight / keep for weight in scaled)


def _penalised_solution(x: Rows, y: Sequence[Exact], penalties: Sequence[Exact]) -> tuple[Fraction, ...]:
    if any(penalty < 0 for penalty in penalties):
        raise ValueError("a penalty is at least 0")
    columns = list(zip(*x, strict=True))
    squares = [[_dot(one, other) for other in columns] for one in columns]
    for place, penalty in enumerate(penalties):
        squares[place][place] += penalty
    return solved(squares, [_dot(column, y) for column in columns])


def _features(x: Rows, y: Sequence[Exact]) -> int:
    check_paired(x, y, "examples and labels")
    if len(set(map(len, x))) != 1 or not len(x[0]):
        raise ValueError("every example has the same features, at least 1")
    return len(x[0])


def _dot(one: Sequence[Exact], other: Sequence[Exact]) -> Exact:
    return sum((a * b for a, b in zip(one, other, strict=True)), 0)


def _check_keep(keep: Exact) -> None:
    if not 0 < keep <= 1:
        raise ValueError(f"the probability of keeping an input lies in (0, 1], not {keep}")
