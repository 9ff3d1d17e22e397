"""Planning: the grid worlds of Sutton and Barto, and the fixed points of Bellman's equations."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from fractions import Fraction

import pytest

from solutions import planning
from solutions._linear_systems import solved
from solutions.planning import MDP, Outcome

MOVES = {"up": (-1, 0), "down": (1, 0), "right": (0, 1), "left": (0, -1)}
EVEN = dict.fromkeys(MOVES, Fraction(1, 4))


def four_by_four() -> MDP:
    """Sutton and Barto (2018), example 4.1: −1 a move, two corners are terminal; those lead to no state."""
    states = [place for place in itertools.product(range(4), repeat=2) if place not in {(0, 0), (3, 3)}]

    def move(row: int, column: int, down: int, right: int) -> Outcome:
        after = (row + down, column + right)
        if not (0 <= after[0] < 4 and 0 <= after[1] < 4):
            after = (row, column)
        return Outcome(1, states.index(after) if after in states else None, -1)

    return [{name: [move(*state, *step)] for name, step in MOVES.items()} for state in states]


def five_by_five() -> MDP:
    """Sutton and Barto (2018), example 3.5: −1 for leaving the grid; A leads to A′ for 10, B to B′ for 5."""

    def move(row: int, column: int, down: int, right: int) -> Outcome:
        if (row, column) in {(0, 1), (0, 3)}:
            return Outcome(1, 21 if column == 1 else 13, 10 if column == 1 else 5)
        if not (0 <= row + down < 5 and 0 <= column + right < 5):
            return Outcome(1, 5 * row + column, -1)
        return Outcome(1, 5 * (row + down) + column + right, 0)

    return [
        {name: [move(row, column, *step)] for name, step in MOVES.items()}
        for row, column in itertools.product(range(5), repeat=2)
    ]


def drawn(seed: int, states: int = 4) -> MDP:
    dice = random.Random(seed)  # noqa: S311 - not for secrets

    def outcomes() -> list[Outcome]:
        weights = [dice.randint(1, 5) for _ in range(states)]
        return [Outcome(Fraction(n, sum(weights)), to, dice.randint(-5, 5)) for to, n in enumerate(weights)]

    return [{name: outcomes() for name in "abc"} for _ in range(states)]


def test_the_random_policys_values_in_the_four_by_four_grid() -> None:
    # figure 4.1, k = ∞, then k = 1 and 2
    mdp = four_by_four()
    final = planning.policy_evaluation(mdp, [EVEN] * 14, 1)
    assert final == (-14, -20, -22, -14, -18, -20, -20, -20, -20, -18, -14, -22, -20, -14)
    once = planning.policy_evaluation_sweep(mdp, [EVEN] * 14, [0] * 14, 1)
    assert once == (-1,) * 14
    twice = planning.policy_evaluation_sweep(mdp, [EVEN] * 14, once, 1)
    assert twice[:3] == (Fraction(-7, 4), -2, -2)
    assert planning.policy_evaluation_sweep(mdp, [EVEN] * 14, final, 1) == final


def test_optimal_values_in_the_four_by_four_grid_are_distances() -> None:
    history = planning.value_iteration(four_by_four(), 1, sweeps=3)
    assert history[3] == (-1, -2, -3, -1, -2, -3, -2, -2, -3, -2, -1, -3, -2, -1)
    assert planning.bellman_residual(four_by_four(), history[3], 1) == 0
    assert planning.value_iteration(four_by_four(), 1, sweeps=0) == ((0,) * 14,)


def test_the_five_by_five_grid() -> None:
    # figure 3.2, the random policy; figure 3.5, optimal
    mdp, discount = five_by_five(), Fraction(9, 10)
    values = [round(float(value), 1) for value in planning.policy_evaluation(mdp, [EVEN] * 25, discount)]
    assert values[:5] == [3.3, 8.8, 4.4, 5.3, 1.5]
    assert values[20:] == [-1.9, -1.3, -1.2, -1.4, -2.0]
    policy, optimal = planning.policy_iteration(mdp, discount)
    assert [round(float(value), 1) for value in optimal[:5]] == [22.0, 24.4, 22.0, 19.4, 17.5]
    assert [round(float(value), 1) for value in optimal[20:]] == [14.4, 16.0, 14.4, 13.0, 11.7]
    assert policy[0] == "right"
    assert planning.bellman_residual(mdp, optimal, discount) == 0


@pytest.mark.parametrize("seed", range(5))
def test_both_iterations_find_the_same_and_the_error_is_bounded(seed: int) -> None:
    mdp, discount = drawn(seed), Fraction(1, 2)
    policy, optimal = planning.policy_iteration(mdp, discount)
    assert planning.policy_evaluation(mdp, [{action: 1} for action in policy], discount) == optimal
    history = planning.value_iteration(mdp, discount, sweeps=6)
    for values in history:
        error = max(abs(one - other) for one, other in zip(values, optimal, strict=True))
        assert error <= planning.bellman_residual(mdp, values, discount) / (1 - discount)
    assert planning.greedy_policy(mdp, optimal, discount) == policy
    best = max(
        (
            planning.policy_evaluation(mdp, [{action: 1} for action in each], discount)
            for each in itertools.product("abc", repeat=4)
        ),
        key=sum,
    )
    assert best == optimal


def test_a_system_without_a_single_solution_is_refused() -> None:
    assert solved([[0, 2], [1, 1]], [4, 5]) == (3, 2)
    for rows, right in (([[1, 1], [2, 2]], [1, 2]), ([[1, 1]], [1])):
        with pytest.raises(ValueError, match=r"single solution|square"):
            solved(rows, right)


LOOP: MDP = [{"stay": [Outcome(1, 0, 1)]}]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: planning.policy_evaluation(LOOP, [{"stay": 1}], 1), "no single solution"),
        (lambda: planning.policy_evaluation(LOOP, [{"go": 1}], 0), "actions are stay"),
        (lambda: planning.policy_evaluation(LOOP, [], 0), "policy for 0"),
        (lambda: planning.policy_evaluation_sweep(LOOP, [{"stay": Fraction(1, 2)}], [0], 0), "sum to 1"),
        (lambda: planning.action_values(LOOP, [0], 2), "lies in"),
        (lambda: planning.action_values(LOOP, [], 1), "1 states with 0 values"),
        (lambda: planning.action_values([{}], [0], 1), "has an action"),
        (lambda: planning.action_values([{"a": [Outcome(1, 3, 0)]}], [0], 1), "states are 0 to 0"),
        (lambda: planning.action_values([{"a": [Outcome(Fraction(1, 2), 0, 0)]}], [0], 1), "sum to 1"),
        (lambda: planning.value_iteration(LOOP, 1, -1), "at least 0 sweeps"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
