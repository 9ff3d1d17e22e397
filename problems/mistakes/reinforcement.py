"""Misconceptions about returns, advantages, updates and policies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions import planning, policies, reinforcement
from solutions._numbers import Exact, Real, ratio
from solutions.planning import MDP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


def return_without_discount(rewards: Sequence[Real], discount: Real) -> Real:
    """Is a reward that comes later worth as much as one that comes now?"""
    return sum(rewards)


def return_that_discounts_the_next_reward(rewards: Sequence[Real], discount: Real) -> Real:
    """How many steps away is the first reward that counts? What power of the discount belongs to it?"""
    return discount * reinforcement.discounted_return(rewards, discount)


def return_from_the_start(rewards: Sequence[Real], discount: Real) -> Real:
    """Which of the rewards is the most distant one? Your discounts grow towards the present."""
    return reinforcement.discounted_return([*reversed(rewards)], discount)


def error_without_discount(reward: Real, value: Real, next_value: Real, discount: Real) -> Real:
    """The next state's value counts from there. What is it worth from here?"""
    return reward + next_value - value


def error_without_the_next_state(reward: Real, value: Real, next_value: Real, discount: Real) -> Real:
    """One reward is not the whole return. What is still to come after this step?"""
    return reward - value


def error_with_the_opposite_sign(reward: Real, value: Real, next_value: Real, discount: Real) -> Real:
    """The step turned out better than expected: should the value move up or down?"""
    return value - reward - discount * next_value


def advantages_without_discount(
    rewards: Sequence[Real], values: Sequence[Real], discount: Real, trace: Real
) -> tuple[Real, ...]:
    """By what factor does the weight of an error shrink from one step to the next? Two numbers enter."""
    return reinforcement.discounted_returns(reinforcement.td_errors(rewards, values, discount), trace)


def advantages_without_trace(
    rewards: Sequence[Real], values: Sequence[Real], discount: Real, trace: Real
) -> tuple[Real, ...]:
    """Where does lambda enter your sum? For lambda zero only one error should be left."""
    return reinforcement.generalised_advantages(rewards, values, discount, 1)


def advantages_of_one_step(
    rewards: Sequence[Real], values: Sequence[Real], discount: Real, trace: Real
) -> tuple[Real, ...]:
    """That is the error of one step. What about the errors of the steps that follow?"""
    return reinforcement.td_errors(rewards, values, discount)


def q_learning_with_the_mean(
    value: Real, reward: Real, next_values: Sequence[Real], discount: Real, rate: Real
) -> Real:
    """Which action would an agent that always takes the best one choose in the next state?"""
    mean = ratio(sum(next_values), len(next_values)) if next_values else 0
    return reinforcement.sarsa_update(value, reward, mean, discount, rate)


def q_learning_that_overwrites(
    value: Real, reward: Real, next_values: Sequence[Real], discount: Real, rate: Real
) -> Real:
    """What is left of the old value? A rate says how far one goes towards the target."""
    return reinforcement.q_learning_update(value, reward, next_values, discount, 1)


def q_learning_without_subtracting(
    value: Real, reward: Real, next_values: Sequence[Real], discount: Real, rate: Real
) -> Real:
    """Does your value stop changing once it is right? What is the target compared with?"""
    return value + rate * (reward + discount * max(next_values, default=0))


def n_step_return_without_bootstrapping(
    rewards: Sequence[Real], values: Sequence[Real], discount: Real, start: int, steps: int
) -> Real:
    """The episode does not end after n steps. What stands for everything that comes later?"""
    return reinforcement.discounted_return(rewards[start : start + steps], discount)


def n_step_return_with_one_discount(
    rewards: Sequence[Real], values: Sequence[Real], discount: Real, start: int, steps: int
) -> Real:
    """How many steps away is the state whose value is added?"""
    end = min(start + steps, len(rewards))
    return reinforcement.discounted_return(rewards[start:end], discount) + discount * values[end]


def value_iteration_in_place(mdp: MDP, discount: Exact, sweeps: int) -> tuple[tuple[Fraction, ...], ...]:
    """In one sweep, does the second state see the old or the new value of the first? Both converge, but the sweeps differ."""
    values = [Fraction(0)] * len(mdp)
    history = [tuple(values)]
    for _ in range(sweeps):
        for state in range(len(mdp)):
            values[state] = max(planning.action_values(mdp, values, discount)[state].values())
        history.append(tuple(values))
    return tuple(history)


def value_iteration_with_the_mean(mdp: MDP, discount: Exact, sweeps: int) -> tuple[tuple[Fraction, ...], ...]:
    """That evaluates a policy that acts at random. What does an optimal one do?"""
    values = [Fraction(0)] * len(mdp)
    history = [tuple(values)]
    for _ in range(sweeps):
        known = planning.action_values(mdp, values, discount)
        values = [sum(each.values(), Fraction(0)) / len(each) for each in known]
        history.append(tuple(values))
    return tuple(history)


def exploration_of_other_actions_only(values: Sequence[Real], epsilon: Exact) -> tuple[Fraction, ...]:
    """When the policy explores, can it also happen to choose the greedy action?"""
    best, others = max(range(len(values)), key=lambda action: values[action]), len(values) - 1
    return tuple(1 - Fraction(epsilon) if place == best else Fraction(epsilon) / others for place in range(len(values)))


def exploration_with_epsilon_and_greed_swapped(values: Sequence[Real], epsilon: Exact) -> tuple[Fraction, ...]:
    """What does the policy do for an epsilon of zero?"""
    return policies.epsilon_greedy(values, 1 - epsilon)


def score_with_the_opposite_sign(logits: ArrayLike, action: int) -> Array:
    """Does a step along your gradient make the action that was taken more probable?"""
    return -policies.policy_score(logits, action)


def score_without_normalisation(logits: ArrayLike, action: int) -> Array:
    """Raising one logit lowers the probability of all other actions. Where is that in your gradient?"""
    import numpy as np

    score = np.zeros(len(np.asarray(logits)))
    score[action] = 1
    return score


def ratio_upside_down(target: Sequence[Real], behaviour: Sequence[Real]) -> Real:
    """An action that the behaviour policy takes too often: should it count more or less?"""
    return policies.importance_ratio(behaviour, target)


def clipping_without_the_minimum(
    ratios: Sequence[Real], advantages: Sequence[Real], clip: Real = Fraction(1, 5)
) -> Real:
    """A good action that has become far less probable: should its gradient vanish as well? Two terms are compared."""
    clipped = [min(max(each, 1 - clip), 1 + clip) for each in ratios]
    return ratio(sum(a * b for a, b in zip(clipped, advantages, strict=True)), len(ratios))


def surrogate_without_clipping(ratios: Sequence[Real], advantages: Sequence[Real], clip: Real = Fraction(1, 5)) -> Real:
    """What keeps the new policy close to the old one?"""
    return ratio(sum(a * b for a, b in zip(ratios, advantages, strict=True)), len(ratios))


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "discounted_return": (return_without_discount, return_that_discounts_the_next_reward, return_from_the_start),
    "td_error": (error_without_discount, error_without_the_next_state, error_with_the_opposite_sign),
    "generalised_advantages": (advantages_without_discount, advantages_without_trace, advantages_of_one_step),
    "q_learning_update": (q_learning_with_the_mean, q_learning_that_overwrites, q_learning_without_subtracting),
    "n_step_return": (n_step_return_without_bootstrapping, n_step_return_with_one_discount),
    "value_iteration": (value_iteration_in_place, value_iteration_with_the_mean),
    "epsilon_greedy": (exploration_of_other_actions_only, exploration_with_epsilon_and_greed_swapped),
    "policy_score": (score_with_the_opposite_sign, score_without_normalisation),
    "importance_ratio": (ratio_upside_down,),
    "ppo_objective": (clipping_without_the_minimum, surrogate_without_clipping),
}
