"""Regularised linear models: against scikit-learn, numerical gradients, all masks, and each other."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import solutions
from solutions import regularised_regression
from tests.tools import oracle

RNG = np.random.default_rng(9)
X, Y = RNG.normal(size=(10, 3)), RNG.normal(size=10)
numbers = st.integers(-4, 4)
problems = st.integers(1, 3).flatmap(
    lambda features: st.tuples(
        st.lists(st.lists(numbers, min_size=features, max_size=features), min_size=3, max_size=3),
        st.lists(numbers, min_size=3, max_size=3),
        st.lists(numbers, min_size=features, max_size=features),
    )
)
Problem = tuple[list[list[int]], list[int], list[int]]


@pytest.mark.parametrize("penalty", [0.0, 0.3, 20.0])
def test_ridge_is_scikit_learns_and_the_gradient_vanishes_there(penalty: float) -> None:
    model = oracle("sklearn.linear_model").Ridge(alpha=penalty, fit_intercept=False).fit(X, Y)
    weights = regularised_regression.ridge_regression(X, Y, penalty)
    assert np.allclose(weights, model.coef_)
    assert np.allclose(regularised_regression.ridge_gradient(X, Y, weights, penalty), 0)


def test_the_gradient_is_the_numerical_one() -> None:
    point = RNG.normal(size=3)
    numerical = solutions.numerical_gradient(lambda w: float(((Y - X @ w) ** 2).sum() + 0.7 * (w**2).sum()), point)
    assert np.allclose(regularised_regression.ridge_gradient(X, Y, point, 0.7), numerical, atol=1e-6)


@given(problems, st.fractions(Fraction(1, 9), 9, max_denominator=9))
def test_exact_ridge_is_the_numerical_one(problem: Problem, penalty: Fraction) -> None:
    x, y, _ = problem
    exact = regularised_regression.ridge_regression_exact(x, y, penalty)
    assert np.allclose([float(w) for w in exact], regularised_regression.ridge_regression(x, y, float(penalty)))


@given(problems, st.fractions(Fraction(1, 9), 1, max_denominator=9))
def test_dropout_is_ridge_scaled_by_the_inputs(problem: Problem, keep: Fraction) -> None:
    x, y, weights = problem
    loss = regularised_regression.dropout_expected_loss
    assert loss(x, y, weights, keep) == regularised_regression.dropout_loss_over_masks(x, y, weights, keep)
    assert loss(x, y, weights, 1) == sum(
        (target - sum(a * b for a, b in zip(row, weights, strict=True))) ** 2 for row, target in zip(x, y, strict=True)
    )
    if keep < 1 and all(any(column) for column in zip(*x, strict=True)):
        best = regularised_regression.dropout_regression(x, y, keep)
        assert loss(x, y, best, keep) <= loss(x, y, weights, keep)


def test_without_dropout_it_is_least_squares() -> None:
    x, y = [[1, 2], [3, 1], [0, 1]], [1, 2, 3]
    assert regularised_regression.dropout_regression(x, y, 1) == regularised_regression.ridge_regression_exact(x, y, 0)


@given(st.fractions(Fraction(1, 9), 9, max_denominator=9), st.fractions(0, 9, max_denominator=9))
def test_weight_decay_scales_ridge_along_an_eigenvector(curvature: Fraction, decay: Fraction) -> None:
    factor = regularised_regression.weight_decay_factor(curvature, decay)
    # with one input of square λ, ridge gives λ/(λ + α) of the least-squares weight
    (shrunk,) = regularised_regression.ridge_regression_exact([[1]], [6], decay / curvature)
    assert shrunk == 6 * factor
    assert 0 < factor <= 1


def test_stopping_early_resembles_weight_decay() -> None:
    rate, steps = Fraction(1, 1000), 20
    decay = regularised_regression.early_stopping_decay(rate, steps)
    for curvature in (Fraction(1, 10), Fraction(1)):
        stopped = regularised_regression.gradient_descent_factor(curvature, rate, steps)
        decayed = regularised_regression.weight_decay_factor(curvature, decay)
        assert float(stopped) == pytest.approx(float(decayed), rel=0.02)
    weight, target = Fraction(0), Fraction(5)
    for _ in range(steps):
        weight -= rate * 3 * (weight - target)
    assert weight == target * regularised_regression.gradient_descent_factor(3, rate, steps)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: regularised_regression.ridge_regression([[1.0]], [1.0, 2.0], 1), "of shape"),
        (lambda: regularised_regression.ridge_regression([[1.0]], [1.0], -1), "at least 0"),
        (lambda: regularised_regression.ridge_regression_exact([[1]], [1], -1), "at least 0"),
        (lambda: regularised_regression.ridge_regression_exact([[1, 1]], [1], 0), "no single solution"),
        (lambda: regularised_regression.ridge_regression_exact([], [], 0), "no examples"),
        (lambda: regularised_regression.ridge_regression_exact([[1], [1, 2]], [1, 1], 0), "same features"),
        (lambda: regularised_regression.weight_decay_factor(0, 0), "not both 0"),
        (lambda: regularised_regression.gradient_descent_factor(1, 1, -1), "at least 0"),
        (lambda: regularised_regression.early_stopping_decay(0, 1), "above 0"),
        (lambda: regularised_regression.dropout_expected_loss([[1]], [1], [1], 0), "lies in"),
        (lambda: regularised_regression.dropout_loss_over_masks([[1]], [1], [1, 1], 1), "differ in length"),
        (lambda: regularised_regression.dropout_regression([[1]], [1], 2), "lies in"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
