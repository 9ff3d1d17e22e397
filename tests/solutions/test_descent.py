"""Gradient descent on quadratic functions, against runs of the optimisers themselves."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import descent, gradients, momentum, optimisers

CURVATURES = st.lists(st.fractions(Fraction(1, 10), 10, max_denominator=10), min_size=1, max_size=4)
RATES = st.fractions(Fraction(1, 50), 1, max_denominator=50)


@given(st.integers(-9, 9), RATES, st.fractions(Fraction(1, 10), 3, max_denominator=10), st.integers(0, 6))
def test_the_path_is_that_of_the_optimiser(start: int, rate: Fraction, curvature: Fraction, steps: int) -> None:
    x = np.array([float(start)])
    path = descent.descent_path(start, rate, curvature, steps)
    assert len(path) == steps + 1
    for place in path:
        assert x.item() == pytest.approx(float(place))
        x = optimisers.gradient_descent_step(x, float(curvature) * x, float(rate))


@given(CURVATURES)
def test_rates_around_the_largest_stable_one(curvatures: list[Fraction]) -> None:
    largest = descent.largest_stable_rate(curvatures)

    def slowest(rate: Fraction) -> Fraction:
        return max(abs(descent.contraction_factor(rate, curvature)) for curvature in curvatures)

    assert slowest(largest) == 1
    assert slowest(largest * Fraction(99, 100)) < 1 < slowest(largest * Fraction(101, 100))
    best, kappa = descent.best_constant_rate(curvatures), descent.condition_number(curvatures)
    assert slowest(best) == (kappa - 1) / (kappa + 1)
    assert all(slowest(best) <= slowest(best * change) for change in (Fraction(9, 10), Fraction(11, 10)))


def test_momentum_converges_by_the_root_of_the_condition_number() -> None:
    curvatures = np.array([1.0, 100.0])
    rate, beta = descent.best_momentum([1, 100])
    x, v = np.ones(2), np.zeros(2)
    for _ in range(400):
        x, v = momentum.momentum_step(x, v, curvatures * x, rate, beta)
    expected = (10 - 1) / (10 + 1)
    assert np.abs(x).max() ** (1 / 400) == pytest.approx(expected, rel=0.03)
    plain = float(descent.contraction_factor(descent.best_constant_rate([1, 100]), 1))
    assert plain == pytest.approx(99 / 101)


def test_newton_finds_the_minimum_at_once() -> None:
    hessian, minimum = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([0.5, -4.0])

    def f(x: np.ndarray) -> float:
        return float((x - minimum) @ hessian @ (x - minimum)) / 2

    start = np.array([7.0, 9.0])
    assert descent.newton_step(start, gradients.numerical_gradient(f, start), hessian) == pytest.approx(
        minimum, abs=1e-6
    )
    with pytest.raises(ValueError, match="no inverse"):
        descent.newton_step([1.0, 1.0], [1.0, 1.0], [[1.0, 1.0], [1.0, 1.0]])


def test_eigenvalues_may_come_from_numpy() -> None:
    assert descent.condition_number(np.array([2, 8])) == 4
    assert descent.largest_stable_rate(np.linalg.eigvalsh([[2.0, 0.0], [0.0, 4.0]])) == Fraction(1, 2)


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: descent.contraction_factor(0, 1), "rate is above 0"),
        (lambda: descent.descent_path(1, 1, 1, -1), "steps is at least 0"),
        (lambda: descent.largest_stable_rate([]), "at least one curvature"),
        (lambda: descent.best_constant_rate([1, 0]), "curvature is above 0"),
        (lambda: descent.condition_number([-1]), "curvature is above 0"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
