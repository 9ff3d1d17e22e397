"""Optimisers, against PyTorch's after four steps, exact averages, and how they must not depend on scale."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from solutions import momentum, optimisers
from tests.solutions.checks import sines

GRADIENTS = arrays.arrays(float, 4, elements=st.integers(-(10**5), 10**5).map(lambda thousandths: thousandths / 1000))
BETAS = st.fractions(0, Fraction(99, 100), max_denominator=100)


# PyTorch 2.13.0, float64: the parameter sin(1), sin(2), sin(3) after four steps with the gradients sin(10)…, sin(20)…,
# sin(30)…, sin(40)…, of SGD(lr=0.1, weight_decay=0.1), SGD(lr=0.1, momentum=0.9), the same with nesterov=True,
# Adagrad(lr=0.1), RMSprop(lr=0.1, alpha=0.9), Adam(lr=0.1) and AdamW(lr=0.1, weight_decay=0.1)
PYTORCH = {
    "gradient_descent": [0.7949260352381641, 0.9443578044891463, 0.22555136342195517],
    "momentum": [0.8943663744252726, 1.1190898003070509, 0.31492722473355844],
    "nesterov": [0.8764762678410605, 1.1707100511731559, 0.3885984124626675],
    "adagrad": [0.8779772413959366, 0.9862712790914828, 0.2476926759858277],
    "rmsprop": [0.9507029052344197, 1.1586667376930597, 0.47688325929800013],
    "adam": [0.9314722209263934, 1.0587898999366614, 0.3400714180645875],
    "adamw": [0.8956674191996075, 1.019701977243256, 0.33027335743036357],
}


@pytest.mark.parametrize("name", PYTORCH)
def test_four_steps_are_those_of_pytorch(name: str) -> None:
    state: tuple[Any, ...] = (sines(3), np.zeros(3), np.zeros(3))
    for step in range(1, 5):
        gradient = sines(3, first=10 * step)
        if name == "gradient_descent":
            state = (optimisers.gradient_descent_step(state[0], gradient, 0.1, weight_decay=0.1),)
        elif name == "momentum":
            state = momentum.momentum_step(*state[:2], gradient, 0.1, 0.9)
        elif name == "nesterov":
            state = optimisers.nesterov_step(*state[:2], gradient, 0.1, 0.9)
        elif name == "adagrad":
            state = optimisers.adagrad_step(*state[:2], gradient, 0.1)
        elif name == "rmsprop":
            state = optimisers.rmsprop_step(*state[:2], gradient, 0.1)
        elif name == "adam":
            state = optimisers.adam_step(*state, gradient, step, 0.1)
        else:
            state = optimisers.adamw_step(*state, gradient, step, 0.1, weight_decay=0.1)
    assert state[0] == pytest.approx(PYTORCH[name], abs=1e-12)


@given(GRADIENTS, st.floats(0.01, 100))
def test_adam_does_not_see_the_gradients_scale(gradient: Any, scale: float) -> None:
    zero = np.zeros(4)
    step, first, second = optimisers.adam_step(zero, zero, zero, gradient, 1, 0.1, epsilon=0)
    assert step == pytest.approx(-0.1 * np.sign(gradient))
    again = optimisers.adam_step(step, first, second, gradient / 2, 2, 0.1, epsilon=0)[0]
    scaled = optimisers.adam_step(zero, zero, zero, scale * gradient, 1, 0.1, epsilon=0)
    assert optimisers.adam_step(*scaled, scale * gradient / 2, 2, 0.1, epsilon=0)[0] == pytest.approx(again)


def test_under_a_constant_gradient_every_step_of_adam_is_as_long() -> None:
    state = (np.zeros(2), np.zeros(2), np.zeros(2))
    for step in range(1, 20):
        before = state[0]
        state = optimisers.adam_step(*state, [3.0, -0.01], step, 0.5, epsilon=0)
        assert state[0] - before == pytest.approx([-0.5, 0.5])


def test_where_there_is_no_gradient_there_is_no_step_but_decay() -> None:
    zero, w = np.zeros(3), np.array([1.0, -2.0, 4.0])
    assert np.array_equal(optimisers.adagrad_step(w, zero, zero, 0.1, epsilon=0)[0], w)
    assert np.array_equal(optimisers.adam_step(w, zero, zero, zero, 1, epsilon=0)[0], w)
    assert np.allclose(optimisers.adamw_step(w, zero, zero, zero, 1, 0.1, weight_decay=0.5)[0], 0.95 * w)


@given(BETAS, st.lists(st.integers(-9, 9), min_size=1, max_size=6))
def test_averages_are_weighted_means(beta: Fraction, values: list[int]) -> None:
    weights = [(1 - beta) * beta ** (len(values) - 1 - place) for place in range(len(values))]
    total = sum((weight * value for weight, value in zip(weights, values, strict=True)), Fraction(0))
    assert optimisers.exponential_average(values, beta, corrected=False)[-1] == total
    assert optimisers.bias_correction(beta, len(values)) == sum(weights)
    corrected = optimisers.exponential_average(values, beta)
    assert corrected[-1] == total / sum(weights)
    assert corrected[0] == values[0]
    assert min(values) <= corrected[-1] <= max(values)
    assert optimisers.averaging_window(beta) * (1 - beta) == 1


def test_the_moments_of_adam_are_such_averages() -> None:
    gradients, state = [3, -1, 4, 1], (np.zeros(1), np.zeros(1), np.zeros(1))
    for step, gradient in enumerate(gradients, 1):
        state = optimisers.adam_step(*state, [float(gradient)], step, beta1=0.5, beta2=0.75)
    first = optimisers.exponential_average(gradients, Fraction(1, 2), corrected=False)[-1]
    second = optimisers.exponential_average([g**2 for g in gradients], Fraction(3, 4), corrected=False)[-1]
    assert (state[1].item(), state[2].item()) == pytest.approx((float(first), float(second)))


@given(GRADIENTS, st.floats(0.01, 50))
def test_clipping(gradient: Any, limit: float) -> None:
    by_value, by_norm = optimisers.clip_by_value(gradient, limit), optimisers.clip_by_norm(gradient, limit)
    assert np.abs(by_value).max() <= limit
    inside = np.abs(gradient) <= limit
    assert np.array_equal(by_value[inside], gradient[inside])
    norm = np.linalg.norm(gradient)
    assert np.linalg.norm(by_norm) == pytest.approx(min(norm, limit))
    assert by_norm * norm == pytest.approx(gradient * np.linalg.norm(by_norm))
    halves = optimisers.clip_by_global_norm([gradient[:1], gradient[1:].reshape(3, 1)], limit)
    assert np.concatenate([half.ravel() for half in halves]) == pytest.approx(by_norm)
    assert optimisers.global_norm([gradient[:1], gradient[1:]]) == pytest.approx(norm)


def test_what_does_not_fit_is_refused() -> None:
    one = [1.0]
    for call, message in (
        (lambda: optimisers.gradient_descent_step(one, [1.0, 2.0], 0.1), r"shapes differ: w \(1,\), gradient \(2,\)"),
        (lambda: optimisers.gradient_descent_step(one, one, 0), "rate is above 0"),
        (lambda: optimisers.gradient_descent_step(one, one, 1, weight_decay=-1), "weight decay is at least 0"),
        (lambda: optimisers.nesterov_step(one, one, one, 1, 1), r"momentum lies in \[0, 1\)"),
        (lambda: optimisers.rmsprop_step(one, one, one, 1, decay=1), r"decay lies in \[0, 1\)"),
        (lambda: optimisers.adagrad_step(one, [-9.0], one, 1), "mean squares are at least 0"),
        (lambda: optimisers.adam_step(one, one, one, one, 0), "step is at least 1"),
        (lambda: optimisers.adam_step(one, one, one, one, 1, beta1=1.0), r"beta lies in \[0, 1\)"),
        (lambda: optimisers.adam_step(one, one, one, one, 1, epsilon=-1), "epsilon is at least 0"),
        (lambda: optimisers.adamw_step(one, one, one, one, 1, weight_decay=-1), "weight decay is at least 0"),
        (lambda: optimisers.exponential_average([1], Fraction(1)), r"beta lies in \[0, 1\)"),
        (lambda: optimisers.averaging_window(Fraction(1)), r"beta lies in \[0, 1\)"),
        (lambda: optimisers.clip_by_value(one, 0), "limit is above 0"),
        (lambda: optimisers.clip_by_norm(one, -1), "limit is above 0"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
