"""Planning in a small Markov decision process: Bellman equations, value and policy iteration, exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._linear_systems import solved
from solutions._numbers import Exact, check_distribution

__all__ = [
    "Outcome",
    "action_values",
    "bellman_residual",
    "greedy_policy",
    "policy_evaluation",
    "policy_evaluation_sweep",
    "policy_iteration",
    "value_iteration",
]


class Outcome(NamedTuple):
    """One outcome of an action: its probability, the next state (None ends the episode), and the reward."""

    probability: Exact
    state: int | None
    reward: Exact


MDP = Sequence[Mapping[str, Sequence[Outcome]]]
"""For each state from 0 on, its actions by name, each with its outcomes, whose probabilities sum to 1."""
Policy = Sequence[Mapping[str, Exact]]
"""For each state the probabilities of its actions; an action that is left out has 0."""


def action_values(mdp: MDP, values: Sequence[Exact], discount: Exact) -> tuple[dict[str, Fraction], ...]:
    """Q(s, a) = Σ p(s′, r | s, a)·(r + γ·V(s′)) of every action in every state; the end is worth 0.

    values : V(s) of each state. discount γ : in [0, 1]. Raises ValueError for another number of values, an action whose
    probabilities do not sum to 1, a state that does not exist, or another discount.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 4.6.

    >>> toss, end = [Outcome(Fraction(1, 2), 0, 2), Outcome(Fraction(1, 2), None, 0)], [Outcome(1, None, 0)]
    >>> action_values([{"bet": toss, "stop": end}], [4], Fraction(1, 2))
    ({'bet': Fraction(2, 1), 'stop': Fraction(0, 1)},)
    """
    _check(mdp, values, discount)
    return tuple(
        {action: _expected(outcomes, values, discount) for action, outcomes in actions.items()} for actions in mdp
    )


def policy_evaluation_sweep(mdp: MDP, policy: Policy, values: Sequence[Exact], discount: Exact) -> tuple[Fraction, ...]:
    """The values after one sweep of iterative policy evaluation, all from the old ones: V(s) ← Σ π(a | s)·Q(s, a).

    Arguments and errors: as for action_values and policy_evaluation.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 4.5.

    >>> coin = [{"bet": [Outcome(Fraction(1, 2), 0, 2), Outcome(Fraction(1, 2), None, 0)]}]
    >>> policy_evaluation_sweep(coin, [{"bet": 1}], [0], 1)
    (Fraction(1, 1),)
    """
    _check_policy(mdp, policy)
    return tuple(
        sum((share * known[action] for action, share in shares.items()), Fraction(0))
        for shares, known in zip(policy, action_values(mdp, values, discount), strict=True)
    )


def policy_evaluation(mdp: MDP, policy: Policy, discount: Exact) -> tuple[Fraction, ...]:
    """The values of a policy, exact: the solution of the linear Bellman equations V = r_π + γ·P_π·V.

    policy : π(a | s). discount γ : in [0, 1]. Raises ValueError for a policy that does not fit the process, for other
    arguments as action_values, and where γ = 1 and an episode need not end, so that there is no one solution.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 4.4.

    >>> coin = [{"bet": [Outcome(Fraction(1, 2), 0, 2), Outcome(Fraction(1, 2), None, 0)]}]
    >>> policy_evaluation(coin, [{"bet": 1}], 1)
    (Fraction(2, 1),)
    """
    _check(mdp, [0] * len(mdp), discount)
    _check_policy(mdp, policy)
    rows = [[Fraction(place == state) for place in range(len(mdp))] for state in range(len(mdp))]
    rewards = [Fraction(0)] * len(mdp)
    for state, shares in enumerate(policy):
        for action, share in shares.items():
            for probability, following, reward in mdp[state][action]:
                rewards[state] += share * probability * Fraction(reward)
                if following is not None:
                    rows[state][following] -= discount * share * Fraction(probability)
    return solved(rows, rewards)


def greedy_policy(mdp: MDP, values: Sequence[Exact], discount: Exact) -> tuple[str, ...]:
    """The action of the largest Q(s, a) in each state, the first of equal ones. Arguments, errors: as action_values.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 4.9.

    >>> toss, end = [Outcome(Fraction(1, 2), 0, 2), Outcome(Fraction(1, 2), None, 0)], [Outcome(1, None, 0)]
    >>> greedy_policy([{"stop": end, "bet": toss}], [0], 1)
    ('bet',)
    """
    return tuple(max(known, key=lambda action: known[action]) for known in action_values(mdp, values, discount))


def value_iteration(mdp: MDP, discount: Exact, sweeps: int) -> tuple[tuple[Fraction, ...], ...]:
    """The values after 0, 1, …, `sweeps` sweeps of V(s) ← max Q(s, a) from 0, each sweep all from the old values.

    sweeps : at least 0. Raises ValueError below, and as action_values.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 4.10.

    >>> toss, end = [Outcome(Fraction(1, 2), 0, 2), Outcome(Fraction(1, 2), None, 0)], [Outcome(1, None, 0)]
    >>> [str(value) for (value,) in value_iteration([{"stop": end, "bet": toss}], 1, sweeps=3)]
    ['0', '1', '3/2', '7/4']
    """
    if sweeps < 0:
        raise ValueError(f"there are at least 0 sweeps, not {sweeps}")
    history = [(Fraction(0),) * len(mdp)]
    for _ in range(sweeps):
        history.append(tuple(max(known.values()) for known in action_values(mdp, history[-1], discount)))
    return tuple(history)


def bellman_residual(mdp: MDP, values: Sequence[Exact], discount: Exact) -> Fraction:
    """The largest |max Q(s, a) − V(s)|; 0 for the optimal values, which are at most residual/(1 − γ) away.

    Arguments and errors: as for action_values.

    Source: Williams and Baird, Tight performance bounds on greedy policies based on imperfect value functions (1993).

    >>> bellman_residual([{"stay": [Outcome(1, 0, 1)]}], [0], Fraction(1, 2))
    Fraction(1, 1)
    """
    known = action_values(mdp, values, discount)
    return max(abs(max(each.values()) - value) for each, value in zip(known, values, strict=True))


def policy_iteration(mdp: MDP, discount: Exact) -> tuple[tuple[str, ...], tuple[Fraction, ...]]:
    """An optimal policy and its values, exact: evaluate, act greedily, until nothing changes.

    It starts from the first action of each state, and leaves an action only for a better one, so that it ends. discount
    γ : in [0, 1]. Raises ValueError as policy_evaluation; with γ = 1 every policy must come to an end.

    Source: Sutton and Barto, Reinforcement learning (2018), section 4.3.

    >>> toss, end = [Outcome(Fraction(1, 2), 0, 2), Outcome(Fraction(1, 2), None, 0)], [Outcome(1, None, 0)]
    >>> policy_iteration([{"stop": end, "bet": toss}], 1)
    (('bet',), (Fraction(2, 1),))
    """
    chosen = tuple(next(iter(actions), "") for actions in mdp)
    while True:
        values = policy_evaluation(mdp, [{action: 1} for action in chosen], discount)
        known = action_values(mdp, values, discount)
        better = tuple(
            action if each[action] == max(each.values()) else max(each, key=lambda other: each[other])
            for action, each in zip(chosen, known, strict=True)
        )
        if better == chosen:
            return chosen, values
        chosen = better


def _expected(outcomes: Sequence[Outcome], values: Sequence[Exact], discount: Exact) -> Fraction:
    return sum(
        (
            Fraction(probability) * (reward + (0 if state is None else discount * values[state]))
            for probability, state, reward in outcomes
        ),
        Fraction(0),
    )


def _check(mdp: MDP, values: Sequence[Exact], discount: Exact) -> None:
    if not 0 <= discount <= 1:
        raise ValueError(f"the discount lies in [0, 1], not {discount}")
    if not mdp or len(values) != len(mdp):
        raise ValueError(f"{len(mdp)} states with {len(values)} values")
    for actions in mdp:
        if not actions:
            raise ValueError("every state has an action; one that leads to no state ends the episode")
        for outcomes in actions.values():
            check_distribution(
                [outcome.probability for outcome in outcomes], "the probabilities of an action's outcomes"
            )
            if any(state is not None and not 0 <= state < len(mdp) for _, state, _ in outcomes):
                raise ValueError(f"the states are 0 to {len(mdp) - 1}")


def _check_policy(mdp: MDP, policy: Policy) -> None:
    if len(policy) != len(mdp):
        raise ValueError(f"{len(mdp)} states, but a policy for {len(policy)}")
    for actions, shares in zip(mdp, policy, strict=True):
        check_distribution(list(shares.values()), "the probabilities of actions")
        if not shares.keys() <= actions.keys():
            raise ValueError(f"the actions are {', '.join(actions)}")
