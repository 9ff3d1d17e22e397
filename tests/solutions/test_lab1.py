"""The layers of lab 1: forward against loops and limits, backward against numerical gradients."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import solutions

RNG = np.random.default_rng(5)
X, W, B = RNG.normal(size=(4, 3)), RNG.normal(size=(3, 2)), RNG.normal(size=2)
IMAGES = RNG.permutation(2 * 2 * 5 * 7).reshape(2, 2, 5, 7).astype(float)


def upstream_of(f: Callable[[Any], Any], x: Any) -> tuple[Any, Callable[[Any], float]]:
    """A gradient in the output of f, and the loss that has it."""
    upstream = RNG.normal(size=f(x).shape)
    return upstream, lambda x: float((upstream * f(x)).sum())


def test_the_dense_layers_gradients_are_the_numerical_ones() -> None:
    upstream, loss = upstream_of(lambda x: solutions.dense_forward(x, W, B), X)
    dx, dw, db = solutions.dense_backward(upstream, X, W)
    assert np.allclose(dx, solutions.numerical_gradient(loss, X), atol=1e-6)
    in_w = solutions.numerical_gradient(lambda w: float((upstream * solutions.dense_forward(X, w, B)).sum()), W)
    in_b = solutions.numerical_gradient(lambda b: float((upstream * solutions.dense_forward(X, W, b)).sum()), B)
    assert np.allclose(dw, in_w, atol=1e-6)
    assert np.allclose(db, in_b, atol=1e-6)


@pytest.mark.parametrize(("size", "stride"), [(2, 2), (2, 1), (3, 2)])
@pytest.mark.parametrize("name", ["max_pool", "average_pool"])
def test_a_pooling_layers_gradient_is_the_numerical_one(name: str, size: int, stride: int) -> None:
    forward, backward = getattr(solutions, name), getattr(solutions, f"{name}_backward")
    upstream, loss = upstream_of(lambda x: forward(x, size, stride), IMAGES)
    assert np.allclose(
        backward(upstream, IMAGES, size, stride), solutions.numerical_gradient(loss, IMAGES, 1e-3), atol=1e-6
    )


def test_pooling_agrees_with_the_exact_one() -> None:
    rows = IMAGES[0, 0].astype(int).tolist()
    for name in ("max_pool", "average_pool"):
        exact = getattr(solutions, f"{name}2d")(rows, 3, stride=2)
        assert np.allclose(getattr(solutions, name)(IMAGES, 3, 2)[0, 0], np.array(exact, dtype=float))


def test_windows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        solutions.max_pool(IMAGES, 6, 1)


def test_log_sum_exp_and_cross_entropy_agree_with_softmax_and_bear_any_logits() -> None:
    labels = np.array([0, 2, 1, 1])
    shares = solutions.softmax(X)[np.arange(4), labels]
    assert np.isclose(solutions.cross_entropy(X, labels), -np.log(shares).mean())
    assert np.allclose(solutions.log_sum_exp(X), np.log(np.exp(X).sum(axis=1)))
    assert solutions.cross_entropy([[1e4, 0.0]], [1]) == 1e4
    assert solutions.log_sum_exp([[-1e4, -1e4]])[0] == pytest.approx(-1e4 + np.log(2))


def test_momentum_steps_add_up_to_the_exact_updates() -> None:
    w, v = np.zeros(1), np.zeros(1)
    for size in solutions.momentum_updates(beta=Fraction(1, 2), steps=4):
        before = w
        w, v = solutions.momentum_step(w, v, [1.0], rate=1.0, momentum=0.5)
        assert before - w == pytest.approx(float(size))


@pytest.mark.parametrize("seed", range(3))
def test_initial_weights_have_the_variance_that_their_rule_states(seed: int) -> None:
    even, normal = solutions.xavier_uniform(300, 200, seed), solutions.he_normal(300, 200, seed)
    assert even.var() == pytest.approx(float(solutions.xavier_variance(300, 200)), rel=0.03)
    assert normal.var() == pytest.approx(float(solutions.he_variance(300)), rel=0.03)
    assert abs(even).max() <= (6 / 500) ** 0.5
    assert np.array_equal(even, solutions.xavier_uniform(300, 200, seed))


def test_dropout_keeps_the_mean_and_leaves_the_test_alone() -> None:
    x = np.ones((200, 100))
    dropped = solutions.dropout(x, drop=0.3, train=True, seed=1)
    assert (dropped == 0).mean() == pytest.approx(0.3, rel=0.05)
    assert dropped.mean() == pytest.approx(1, rel=0.02)
    assert np.array_equal(solutions.dropout(x, drop=0.3, train=False, seed=1), x)
    with pytest.raises(ValueError, match="probability"):
        solutions.dropout(x, drop=1.0, train=True, seed=1)


def test_a_relative_error_lies_between_0_and_1() -> None:
    assert solutions.relative_error(X, X) == 0
    assert solutions.relative_error(X, -X) == pytest.approx(1)
    assert solutions.relative_error([0.0], [0.0]) == 0
