"""Entropies and divergences, against SciPy, scikit-learn and PyTorch's results."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from solutions import divergences
from tests.tools import oracle

COUNTS = arrays.arrays(float, (2, 4), elements=st.integers(0, 9)).filter(lambda rows: bool(rows.sum(axis=1).all()))


@pytest.fixture(scope="module")
def stats() -> Any:
    return oracle("scipy.stats")


@pytest.fixture(scope="module")
def metrics() -> Any:
    return oracle("sklearn.metrics")


@given(counts=COUNTS)
def test_categorical_ones_agree_with_scipy(stats: Any, counts: Any) -> None:
    p, q = counts / counts.sum(axis=1, keepdims=True)
    assert divergences.entropy(p) == pytest.approx(stats.entropy(p), abs=1e-9)
    made = divergences.kl_divergence(p, q)
    assert made == pytest.approx(stats.entropy(p, q), abs=1e-9)
    assert made >= -1e-12
    assert divergences.distribution_cross_entropy(p, q) == pytest.approx(stats.entropy(p) + stats.entropy(p, q))
    assert divergences.entropy(p) <= math.log(4) + 1e-9


@given(counts=COUNTS)
def test_mutual_information_agrees_with_scikit_learn(metrics: Any, counts: Any) -> None:
    expected = metrics.mutual_info_score(None, None, contingency=counts.astype(int))
    assert divergences.mutual_information(counts / counts.sum()) == pytest.approx(expected, abs=1e-9)


@given(st.floats(-3, 3), st.floats(0.3, 3), st.floats(-3, 3), st.floats(0.3, 3))
def test_of_normal_distributions_by_integration(mean: float, deviation: float, other: float, spread: float) -> None:
    x = np.linspace(mean - 12 * deviation, mean + 12 * deviation, 20_001)
    log_p = -((x - mean) ** 2) / (2 * deviation**2) - math.log(deviation * math.sqrt(2 * math.pi))
    log_q = -((x - other) ** 2) / (2 * spread**2) - math.log(spread * math.sqrt(2 * math.pi))
    step = x[1] - x[0]
    integral = float((np.exp(log_p) * (log_p - log_q)).sum() * step)
    assert divergences.kl_gaussians(mean, deviation, other, spread) == pytest.approx(integral, abs=1e-6)
    assert divergences.normal_entropy(deviation) == pytest.approx(
        float(-(np.exp(log_p) * log_p).sum() * step), abs=1e-6
    )


def test_results_of_pytorch() -> None:
    # torch.distributions.kl_divergence, PyTorch 2.13.0, of Normal and of MultivariateNormal
    assert divergences.kl_gaussians(0.3, 0.8, -1.0, 2.0) == pytest.approx(0.707540731874155, abs=1e-12)
    made = divergences.kl_multivariate_gaussians(
        [0.3, -1.0], [[2.0, 0.5], [0.5, 1.0]], [1.0, 0.5], [[1.0, -0.3], [-0.3, 3.0]]
    )
    assert made == pytest.approx(1.2559868596824084, abs=1e-12)


def test_independent_entries_are_a_diagonal_covariance() -> None:
    rng = np.random.default_rng(22)
    mean, other = rng.normal(size=(2, 3))
    deviation, spread = rng.uniform(0.5, 2, (2, 3))
    made = divergences.kl_diagonal_gaussians(mean, deviation, other, spread)
    assert made == pytest.approx(sum(map(divergences.kl_gaussians, mean, deviation, other, spread)))
    whole = divergences.kl_multivariate_gaussians(mean, np.diag(deviation**2), other, np.diag(spread**2))
    assert made == pytest.approx(whole)
    batch = divergences.kl_diagonal_gaussians(np.stack([mean, other]), np.stack([deviation, spread]))
    alone = (divergences.kl_diagonal_gaussians(mean, deviation), divergences.kl_diagonal_gaussians(other, spread))
    assert batch == pytest.approx(np.array(alone))


def test_what_is_impossible_is_infinitely_surprising() -> None:
    assert divergences.kl_divergence([0.5, 0.5], [1.0, 0.0]) == math.inf
    assert divergences.kl_divergence([1.0, 0.0], [0.5, 0.5]) == pytest.approx(math.log(2))


def test_what_does_not_fit_is_refused() -> None:
    one = [[1.0, 0.0], [0.0, 1.0]]
    for call, message in (
        (lambda: divergences.entropy([0.5, 0.6]), "sum to 1"),
        (lambda: divergences.entropy([1.5, -0.5]), "at least 0"),
        (lambda: divergences.kl_divergence([1.0], [0.5, 0.5]), "shapes"),
        (lambda: divergences.mutual_information([1.0]), "two axes, not 1"),
        (lambda: divergences.normal_entropy(0), "deviation is above 0"),
        (lambda: divergences.kl_gaussians(0, 1, 0, 0), "other deviation is above 0"),
        (lambda: divergences.kl_diagonal_gaussians([0.0], [0.0]), "deviations are above 0"),
        (lambda: divergences.kl_diagonal_gaussians([0.0], [1.0], [0.0], [0.0]), "deviations are above 0"),
        (lambda: divergences.kl_multivariate_gaussians([0, 0], [[1, 2], [2, 1]], [0, 0], one), "positive definite"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
