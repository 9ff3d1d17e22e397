"""Losses of regression, against scikit-learn, PyTorch's results, numerical gradients and what minimises them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from solutions import regression_losses
from tests.solutions.checks import assert_numerical_gradients, sines
from tests.tools import oracle

RNG = np.random.default_rng(20)
MADE, TRUE = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4))
ERRORS = arrays.arrays(float, st.integers(1, 8), elements=st.floats(-1e3, 1e3))


def test_they_agree_with_scikit_learn() -> None:
    metrics = oracle("sklearn.metrics")
    assert regression_losses.mean_squared_error(MADE, TRUE) == pytest.approx(metrics.mean_squared_error(TRUE, MADE))
    assert regression_losses.mean_absolute_error(MADE, TRUE) == pytest.approx(metrics.mean_absolute_error(TRUE, MADE))
    assert regression_losses.root_mean_squared_error(MADE.ravel(), TRUE.ravel()) == pytest.approx(
        metrics.root_mean_squared_error(TRUE.ravel(), MADE.ravel())
    )
    assert regression_losses.quantile_loss(MADE, TRUE, 0.3) == pytest.approx(
        metrics.mean_pinball_loss(TRUE, MADE, alpha=0.3)
    )
    assert regression_losses.huber_loss(MADE, TRUE, 0.7) == pytest.approx(
        oracle("scipy.special").huber(0.7, MADE - TRUE).mean()
    )


def test_results_of_pytorch() -> None:
    # PyTorch 2.13.0: huber_loss(3·sin(1…5), sin(9…13), delta=0.7) and smooth_l1_loss of the same
    made, true = 3 * sines(5), sines(5, first=9)
    assert regression_losses.huber_loss(made, true, 0.7) == pytest.approx(1.412366552802528, abs=1e-12)
    assert regression_losses.huber_loss(made, true) == pytest.approx(1.8676665040036116, abs=1e-12)


@pytest.mark.parametrize("name", ["mean_squared_error", "mean_absolute_error", "huber_loss"])
def test_the_gradients_are_the_numerical_ones(name: str) -> None:
    forward, backward = getattr(regression_losses, name), getattr(regression_losses, f"{name}_gradient")
    assert_numerical_gradients(
        lambda made: np.array(forward(made, TRUE)), lambda upstream, made: [upstream * backward(made, TRUE)], MADE
    )


@given(ERRORS, st.floats(0.1, 10))
def test_how_they_compare(errors: Any, delta: float) -> None:
    zero = np.zeros_like(errors)
    absolute = regression_losses.mean_absolute_error(errors, zero)
    squared = regression_losses.mean_squared_error(errors, zero)
    assert absolute <= regression_losses.root_mean_squared_error(errors, zero) + 1e-9
    huber = regression_losses.huber_loss(errors, zero, delta)
    assert huber <= squared / 2 + 1e-9
    assert delta * (absolute - delta / 2) - 1e-6 <= huber <= delta * absolute + 1e-9
    log_cosh = regression_losses.log_cosh_loss(errors, zero)
    assert absolute - np.log(2) - 1e-9 <= log_cosh <= absolute + 1e-9
    assert regression_losses.quantile_loss(errors, zero, 0.5) == pytest.approx(absolute / 2)


def test_log_cosh_of_small_errors() -> None:
    errors = np.linspace(-2, 2, 9)
    assert regression_losses.log_cosh_loss(errors, np.zeros(9)) == pytest.approx(np.log(np.cosh(errors)).mean())


@given(ERRORS, st.floats(0.05, 0.95))
def test_the_constants_that_are_best(targets: Any, quantile: float) -> None:
    for loss, best in (
        (regression_losses.mean_squared_error, targets.mean()),
        (regression_losses.mean_absolute_error, np.median(targets)),
        (
            lambda p, t: regression_losses.quantile_loss(p, t, quantile),
            np.quantile(targets, quantile, method="inverted_cdf"),
        ),
    ):
        least = loss(np.full_like(targets, best), targets)
        for shift in (-1.0, -1e-3, 1e-3, 1.0):
            assert least <= loss(np.full_like(targets, best + shift), targets) + 1e-9 * (1 + abs(least))


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: regression_losses.mean_squared_error([1.0, 2.0], [[1.0, 2.0]]), "shapes differ"),
        (lambda: regression_losses.mean_absolute_error([], []), "no predictions"),
        (lambda: regression_losses.huber_loss(MADE, TRUE, 0), "delta is above 0"),
        (lambda: regression_losses.huber_loss_gradient(MADE, TRUE, -1), "delta is above 0"),
        (lambda: regression_losses.quantile_loss(MADE, TRUE, 1), r"\(0, 1\), not 1"),
        (lambda: regression_losses.quantile_loss(MADE, TRUE, 0), r"\(0, 1\), not 0"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
