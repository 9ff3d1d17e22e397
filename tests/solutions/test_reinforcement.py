"""Returns, advantages and updates: published figures, and the identities between them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import reinforcement

numbers = st.fractions(-9, 9, max_denominator=9)
shares = st.fractions(0, 1, max_denominator=10)
episodes = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8).map(
    lambda steps: ([reward for reward, _ in steps], [value for _, value in steps] + [Fraction(0)])
)
Episode = tuple[list[Fraction], list[Fraction]]


def test_the_exercises_of_the_book() -> None:
    # Sutton and Barto (2018), exercises 3.8 and 3.9
    assert reinforcement.discounted_returns([-1, 2, 6, 3, 2], Fraction(1, 2)) == (
        2, 6, 8, 4, 2
    )  # fmt: skip
    sevens = reinforcement.discounted_return([2] + [7] * 400, 0.9)
    assert sevens == pytest.approx(65)


@given(episodes, shares)
def test_a_return_is_the_sum_of_its_definition(episode: Episode, discount: Fraction) -> None:
    rewards, _ = episode
    for start, value in enumerate(reinforcement.discounted_returns(rewards, discount)):
        assert value == sum(discount**k * reward for k, reward in enumerate(rewards[start:]))


@given(episodes, shares, shares)
def test_advantages_are_the_discounted_sums_of_td_errors_and_bridge_two_extremes(
    episode: Episode, discount: Fraction, trace: Fraction
) -> None:
    rewards, values = episode
    errors = reinforcement.td_errors(rewards, values, discount)
    advantages = reinforcement.generalised_advantages(rewards, values, discount, trace)
    for start, advantage in enumerate(advantages):
        assert advantage == sum((discount * trace) ** k * error for k, error in enumerate(errors[start:]))
    assert reinforcement.generalised_advantages(rewards, values, discount, 0) == errors
    returns = reinforcement.discounted_returns(rewards, discount)
    assert reinforcement.lambda_returns(rewards, values, discount, 1) == returns


@given(episodes, shares, shares)
def test_a_lambda_return_is_the_weighted_mean_of_n_step_returns(
    episode: Episode, discount: Fraction, trace: Fraction
) -> None:
    rewards, values = episode
    last = len(rewards)
    returns = [reinforcement.n_step_return(rewards, values, discount, 0, n) for n in range(1, last + 1)]
    mixed = (
        sum((1 - trace) * trace ** (n - 1) * returns[n - 1] for n in range(1, last)) + trace ** (last - 1) * returns[-1]
    )
    assert reinforcement.lambda_returns(rewards, values, discount, trace)[0] == mixed
    assert reinforcement.n_step_return(rewards, values, discount, 0, last + 5) == returns[-1]


@given(numbers, numbers, st.lists(numbers, min_size=1, max_size=4), shares, shares)
def test_updates_agree_where_the_policy_is_greedy(
    value: Fraction, reward: Fraction, following: list[Fraction], discount: Fraction, rate: Fraction
) -> None:
    best = following.index(max(following))
    greedy = [Fraction(place == best) for place in range(len(following))]
    expected = reinforcement.q_learning_update(value, reward, following, discount, rate)
    assert expected == reinforcement.expected_sarsa_update(value, reward, following, greedy, discount, rate)
    assert expected == reinforcement.sarsa_update(value, reward, following[best], discount, rate)
    assert expected == (1 - rate) * value + rate * reinforcement.double_q_target(reward, following, following, discount)


def test_at_a_terminal_state_only_the_reward_counts() -> None:
    assert reinforcement.q_learning_update(4, 2, [], 1, 1) == 2
    assert reinforcement.double_q_target(2, [], [], 1) == 2


@given(st.lists(numbers, min_size=1, max_size=9))
def test_a_running_mean_is_the_mean(values: list[Fraction]) -> None:
    mean = Fraction(0)
    for count, value in enumerate(values, start=1):
        mean = reinforcement.incremental_mean(mean, value, count)
    assert mean == sum(values) / len(values)
    assert reinforcement.incremental_mean(fmean([1.5, 2.5]), 4.0, 3) == pytest.approx(fmean([1.5, 2.5, 4.0]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reinforcement.discounted_return([1], 2), "lies in"),
        (lambda: reinforcement.td_error(1, 1, 1, -1), "lies in"),
        (lambda: reinforcement.td_errors([1], [1], 1), "need 2 values"),
        (lambda: reinforcement.td_update(1, 1, 2), "lies in"),
        (lambda: reinforcement.incremental_mean(1, 1, 0), "at least 1"),
        (lambda: reinforcement.n_step_return([1], [1, 0], 1, 1, 1), "starts at"),
        (lambda: reinforcement.generalised_advantages([1], [1, 0], 1, 2), "lambda lies in"),
        (lambda: reinforcement.expected_sarsa_update(0, 1, [1], [1, 0], 1, 1), "differ in length"),
        (lambda: reinforcement.expected_sarsa_update(0, 1, [1], [2], 1, 1), "sum to 1"),
        (lambda: reinforcement.double_q_target(1, [1], [], 1), "1 and 0 actions"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
