"""Policies: gradients against numerical ones, expectations against sums over all actions."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import solutions
from solutions import policies

LOGITS = np.random.default_rng(6).normal(size=(3, 4))
numbers = st.fractions(-9, 9, max_denominator=9)


@pytest.mark.parametrize("action", range(4))
def test_the_score_is_the_numerical_gradient_of_the_log_probability(action: int) -> None:
    numerical = solutions.numerical_gradient(lambda x: float(np.log(solutions.softmax(x)[action])), LOGITS[0])
    assert np.allclose(policies.policy_score(LOGITS[0], action), numerical, atol=1e-6)
    assert policies.policy_score(LOGITS[0], action).sum() == pytest.approx(0)


@pytest.mark.parametrize("baseline", [0, 2.5])
def test_the_estimate_has_the_gradient_of_the_expected_return_as_its_mean(baseline: float) -> None:
    rewards = np.array([1.0, -2.0, 0.5, 3.0])
    numerical = solutions.numerical_gradient(lambda x: float(solutions.softmax(x) @ rewards), LOGITS[0])
    expected = sum(
        share * policies.policy_gradient(LOGITS[:1], [action], [rewards[action]], baseline)[0]
        for action, share in enumerate(solutions.softmax(LOGITS[0]))
    )
    assert np.allclose(expected, numerical, atol=1e-6)


def test_the_gradient_is_the_mean_over_samples() -> None:
    together = policies.policy_gradient(LOGITS, [0, 3, 2], [1, 2, -1])
    alone = [
        policies.policy_gradient(LOGITS[n : n + 1], [a], [g])[0] for n, (a, g) in enumerate([(0, 1), (3, 2), (2, -1)])
    ]
    assert np.allclose(together, np.stack(alone) / 3)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=6), st.fractions(0, 1, max_denominator=10))
def test_epsilon_greedy_is_a_distribution_that_favours_the_best(values: list[int], epsilon: Fraction) -> None:
    shares = policies.epsilon_greedy(values, epsilon)
    assert sum(shares) == 1
    assert min(shares) >= epsilon / len(values)
    best = [share for share, value in zip(shares, values, strict=True) if value == max(values)]
    assert best == [max(shares)] * len(best)


def test_confidence_bounds_shrink_with_trials_and_an_untried_action_comes_first() -> None:
    scores = policies.ucb_scores([0, 0, 0], [0, 10, 90], 1.0)
    assert scores[0] == math.inf
    assert scores[1] == pytest.approx(math.sqrt(math.log(100) / 10))
    assert scores[1] == pytest.approx(3 * scores[2])


def test_importance_sampling_corrects_the_mean() -> None:
    target, behaviour, rewards = (0.7, 0.2, 0.1), (0.2, 0.3, 0.5), (1.0, 5.0, -2.0)
    corrected = sum(
        b * float(policies.importance_ratio([pi], [b])) * reward
        for pi, b, reward in zip(target, behaviour, rewards, strict=True)
    )
    assert corrected == pytest.approx(sum(pi * reward for pi, reward in zip(target, rewards, strict=True)))


@given(st.fractions(0, 3, max_denominator=10), numbers, st.fractions(0, 1, max_denominator=10))
def test_the_clipped_objective_is_a_pessimistic_bound(ratio: Fraction, advantage: Fraction, clip: Fraction) -> None:
    objective = policies.ppo_objective([ratio], [advantage], clip)
    assert objective <= ratio * advantage
    if abs(ratio - 1) <= clip:
        assert objective == ratio * advantage
    elif (ratio > 1) == (advantage > 0):
        assert objective == (1 + (clip if ratio > 1 else -clip)) * advantage
    else:
        assert objective == ratio * advantage


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: policies.epsilon_greedy([], 0), "no actions"),
        (lambda: policies.epsilon_greedy([1], 2), "lies in"),
        (lambda: policies.ucb_scores([1], [-1], 1), "at least 0"),
        (lambda: policies.ucb_scores([1], [1, 2], 1), "differ in length"),
        (lambda: policies.policy_score([0.0], 1), "one of these actions"),
        (lambda: policies.policy_gradient([[0.0]], [0, 0], [1, 1]), "shape"),
        (lambda: policies.importance_ratio([1], [0]), "probability 0"),
        (lambda: policies.importance_ratio([2], [1]), "lies in"),
        (lambda: policies.ppo_objective([-1], [1]), "at least 0"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
