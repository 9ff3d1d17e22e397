"""Bias and variance: identities over all samples, and ridge regression against simulation."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import estimators, regularised_regression
from solutions.estimators import sample_mean, sample_variance
from tests.tools import oracle

values = st.lists(st.integers(-5, 5), min_size=1, max_size=4)
RNG = np.random.default_rng(4)
X, WEIGHTS = RNG.normal(size=(12, 3)), np.array([1.0, -2.0, 0.5])


@given(values, st.integers(1, 3))
def test_the_mean_is_unbiased_and_its_variance_falls_with_the_sample(population: list[int], size: int) -> None:
    spread = sample_variance(population, ddof=0)
    error = estimators.estimator_error(sample_mean, sample_mean(population), population, size)
    assert error == (0, spread / size, spread / size)


@given(values, st.integers(2, 3))
def test_dividing_by_n_underestimates_the_variance_by_its_nth_part(population: list[int], size: int) -> None:
    spread = sample_variance(population, ddof=0)
    unbiased = estimators.estimator_error(sample_variance, spread, population, size)
    biased = estimators.estimator_error(lambda sample: sample_variance(sample, 0), spread, population, size)
    assert unbiased.bias == 0
    assert biased.bias == -spread / size
    for error in (unbiased, biased):
        assert error.mean_squared_error == error.bias**2 + error.variance


def test_probabilities_weigh_the_samples() -> None:
    shares = [Fraction(1, 4), Fraction(3, 4)]
    error = estimators.estimator_error(sample_mean, Fraction(3, 4), [0, 1], 2, shares)
    assert error == (0, Fraction(3, 32), Fraction(3, 32))
    spread = estimators.estimator_error(lambda sample: median(map(Fraction, sample)), 0, [0, 1], 3, shares)
    assert spread.bias == Fraction(3, 4) ** 3 + 3 * Fraction(3, 4) ** 2 * Fraction(1, 4)


@given(values, st.integers(-3, 3), st.fractions(0, 4, max_denominator=4))
def test_the_parts_of_the_error_sum_to_it(predictions: list[int], truth: int, noise: Fraction) -> None:
    parts = estimators.prediction_error_parts(predictions, truth, noise)
    assert sum(parts) == sum((Fraction(each) - truth) ** 2 for each in predictions) / len(predictions) + noise


@pytest.mark.parametrize("penalty", [0.0, 0.7, 10.0])
def test_bias_and_covariance_of_ridge_are_those_of_simulated_labels(penalty: float) -> None:
    noise = RNG.normal(scale=0.5, size=(20_000, len(X)))
    drawn = np.array([regularised_regression.ridge_regression(X, X @ WEIGHTS + each, penalty) for each in noise])
    assert np.allclose(drawn.mean(axis=0) - WEIGHTS, estimators.ridge_bias(X, WEIGHTS, penalty), atol=0.01)
    covariance = estimators.ridge_covariance(X, 0.25, penalty)
    assert np.allclose(np.cov(drawn.T), covariance, atol=0.03 * covariance.max())


def test_a_penalty_trades_variance_for_bias() -> None:
    penalties = [0.0, 0.1, 1.0, 10.0, 100.0]
    variances = [np.trace(estimators.ridge_covariance(X, 1.0, penalty)) for penalty in penalties]
    biases = [np.linalg.norm(estimators.ridge_bias(X, WEIGHTS, penalty)) for penalty in penalties]
    assert variances == sorted(variances, reverse=True)
    assert biases == sorted(biases)
    assert biases[0] == 0


def test_degrees_of_freedom_are_the_trace_of_the_hat_matrix() -> None:
    linalg = oracle("scipy.linalg")
    for penalty in (0.5, 3.0):
        hat = X @ linalg.solve(X.T @ X + penalty * np.eye(3), X.T, assume_a="pos")
        assert estimators.ridge_degrees_of_freedom(X, penalty) == pytest.approx(np.trace(hat))
    assert estimators.ridge_degrees_of_freedom(np.hstack([X, X]), 0) == pytest.approx(3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sample_mean([]), "empty"),
        (lambda: sample_variance([1]), "too small"),
        (lambda: estimators.estimator_error(sample_mean, 0, [], 1), "at least 1 value"),
        (lambda: estimators.estimator_error(sample_mean, 0, [1], 0), "at least 1 draw"),
        (lambda: estimators.estimator_error(sample_mean, 0, [1], 1, [1, 0]), "but 2 probabilities"),
        (lambda: estimators.estimator_error(sample_mean, 0, [1], 1, [2]), "sum to 1"),
        (lambda: estimators.prediction_error_parts([1], 1, -1), "at least 0"),
        (lambda: estimators.ridge_bias(X, WEIGHTS, -1), "at least 0"),
        (lambda: estimators.ridge_covariance(X, -1, 1), "at least 0"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
