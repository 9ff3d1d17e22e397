"""Reinforcement learning from rewards: returns, TD errors, GAE, value updates."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from solutions._numbers import Real, check_distribution, check_paired, check_share

__all__ = [
    "discounted_return",
    "discounted_returns",
    "double_q_target",
    "expected_sarsa_update",
    "generalised_advantages",
    "incremental_mean",
    "lambda_returns",
    "n_step_return",
    "q_learning_update",
    "sarsa_update",
    "td_error",
    "td_errors",
    "td_update",
]


def discounted_return(rewards: Sequence[Real], discount: Real) -> Real:
    """G₀ = Σ γᵏ·R_{k+1} of the rewards that follow, the next one undiscounted; 0 without rewards.

    discount γ : in [0, 1], ValueError otherwise. Exact where all numbers are.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 3.8.

    >>> discounted_return([1, 2, 4], Fraction(1, 2))
    Fraction(3, 1)
    """
    return discounted_returns([*rewards, 0], discount)[0]


def discounted_returns(rewards: Sequence[Real], discount: Real) -> tuple[Real, ...]:
    """The return G_t of every step of an episode, by G_t = R_{t+1} + γ·G_{t+1} from its end.

    rewards : R₁ … R_T. discount γ : in [0, 1], ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 3.9, exercise 3.8.

    >>> discounted_returns([-1, 2, 6, 3, 2], Fraction(1, 2))[0], discounted_returns([1, 1, 1], 1)
    (Fraction(2, 1), (3, 2, 1))
    """
    check_share(discount, "the discount")
    returns: list[Real] = []
    following: Real = 0
    for reward in reversed(rewards):
        following = reward + discount * following
        returns.append(following)
    return tuple(reversed(returns))


def td_error(reward: Real, value: Real, next_value: Real, discount: Real) -> Real:
    """δ = R + γ·V(S′) − V(S): by how much one step turned out better than expected.

    next_value : 0 for a terminal S′. discount γ : in [0, 1], ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 6.5.

    >>> td_error(1, 5, 10, Fraction(9, 10))
    Fraction(5, 1)
    """
    check_share(discount, "the discount")
    return reward + discount * next_value - value


def td_errors(rewards: Sequence[Real], values: Sequence[Real], discount: Real) -> tuple[Real, ...]:
    """δ₀ … δ_{T−1} of T steps.

    rewards : R₁ … R_T. values : V(S₀) … V(S_T), one more than rewards, the last 0 where the episode ended. Raises
    ValueError for another number of values, or a discount outside [0, 1].

    Source: Sutton and Barto, Reinforcement learning (2018), equation 6.5.

    >>> td_errors([1, 1], [0, 2, 0], 1)
    (3, -1)
    """
    _check_values(rewards, values)
    return tuple(td_error(reward, values[step], values[step + 1], discount) for step, reward in enumerate(rewards))


def td_update(value: Real, target: Real, rate: Real) -> Real:
    """V + α·(target − V), a step from an estimate towards a target. rate α : in [0, 1], ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equations 6.1 and 6.2.

    >>> td_update(10, 20, Fraction(1, 10))
    Fraction(11, 1)
    """
    check_share(rate, "the rate")
    return value + rate * (target - value)


def incremental_mean(mean: Real, value: Real, count: int) -> Real:
    """The mean of `count` values from that of all but the last: m + (value − m)/count.

    count : at least 1, this value counted; ValueError below.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 2.3.

    >>> incremental_mean(4, 10, 3)
    Fraction(6, 1)
    """
    if count < 1:
        raise ValueError(f"at least 1 value is counted, not {count}")
    return mean + Fraction(1, count) * (value - mean)


def n_step_return(rewards: Sequence[Real], values: Sequence[Real], discount: Real, start: int, steps: int) -> Real:
    """G_{t:t+n} = R_{t+1} + … + γⁿ⁻¹·R_{t+n} + γⁿ·V(S_{t+n}); the full return where the episode ends before.

    rewards, values : as for td_errors. start t : from 0 to T − 1. steps n : at least 1. Raises ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 7.1.

    >>> n_step_return([1, 2, 4], [0, 0, 8, 0], Fraction(1, 2), start=0, steps=2)
    Fraction(4, 1)
    """
    _check_values(rewards, values)
    if not 0 <= start < len(rewards) or steps < 1:
        raise ValueError("a return starts at one of the steps, and takes at least 1")
    end = min(start + steps, len(rewards))
    return discounted_return([*rewards[start:end], values[end]], discount)


def lambda_returns(rewards: Sequence[Real], values: Sequence[Real], discount: Real, trace: Real) -> tuple[Real, ...]:
    """G^λ_t = R_{t+1} + γ·((1 − λ)·V(S_{t+1}) + λ·G^λ_{t+1}) of each step: λ = 0 is TD(0), λ = 1 Monte Carlo.

    rewards, values : as for td_errors. discount γ, trace λ : in [0, 1]. Raises ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equations 12.2 and 12.18.

    >>> lambda_returns([1, 1], [0, 2, 0], 1, Fraction(1, 2))
    (Fraction(5, 2), Fraction(1, 1))
    """
    advantages = generalised_advantages(rewards, values, discount, trace)
    return tuple(advantage + value for advantage, value in zip(advantages, values, strict=False))


def generalised_advantages(
    rewards: Sequence[Real], values: Sequence[Real], discount: Real, trace: Real
) -> tuple[Real, ...]:
    """GAE: Â_t = Σ (γλ)ˡ·δ_{t+l} of each step, by Â_t = δ_t + γλ·Â_{t+1} from the end.

    λ = 0 gives the TD errors, λ = 1 the returns less the values. rewards, values : as for td_errors. discount γ and
    trace λ : in [0, 1]. Raises ValueError otherwise.

    Source: Schulman, Moritz, Levine, Jordan, Abbeel, High-dimensional continuous control using generalized advantage
    estimation (2016), equation 16.

    >>> generalised_advantages([1, 1], [0, 2, 0], 1, Fraction(1, 2))
    (Fraction(5, 2), Fraction(-1, 1))
    """
    check_share(discount, "the discount")
    check_share(trace, "lambda")
    return discounted_returns(td_errors(rewards, values, discount), discount * trace)


def q_learning_update(value: Real, reward: Real, next_values: Sequence[Real], discount: Real, rate: Real) -> Real:
    """Q(S, A) after a step: Q + α·(R + γ·max Q(S′, ·) − Q), whichever action is taken next (off-policy).

    next_values : Q(S′, a) of every action, none where S′ is terminal. discount γ, rate α : in [0, 1]. Raises ValueError
    otherwise.

    Source: Watkins (1989); Sutton and Barto, Reinforcement learning (2018), equation 6.8.

    >>> q_learning_update(0, 1, [2, 6], discount=Fraction(1, 2), rate=Fraction(1, 4))
    Fraction(1, 1)
    """
    return td_update(value, value + td_error(reward, value, max(next_values, default=0), discount), rate)


def sarsa_update(value: Real, reward: Real, next_value: Real, discount: Real, rate: Real) -> Real:
    """Q(S, A) after a step: Q + α·(R + γ·Q(S′, A′) − Q) with the action A′ that is taken next (on-policy).

    next_value : Q(S′, A′), 0 where S′ is terminal. discount γ, rate α : in [0, 1]. Raises ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 6.7.

    >>> sarsa_update(0, 1, 2, discount=Fraction(1, 2), rate=Fraction(1, 4))
    Fraction(1, 2)
    """
    return td_update(value, value + td_error(reward, value, next_value, discount), rate)


def expected_sarsa_update(
    value: Real, reward: Real, next_values: Sequence[Real], policy: Sequence[Real], discount: Real, rate: Real
) -> Real:
    """Q(S, A) after a step: Q + α·(R + γ·Σ π(a | S′)·Q(S′, a) − Q).

    next_values : Q(S′, a) of every action. policy : π(a | S′), sums to 1. discount γ, rate α : in [0, 1]. Raises
    ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 6.9.

    >>> expected_sarsa_update(0, 1, [2, 6], [Fraction(1, 2)] * 2, discount=Fraction(1, 2), rate=Fraction(1, 4))
    Fraction(3, 4)
    """
    check_paired(next_values, policy, "values and probabilities of actions")
    check_distribution(policy)
    expected = sum(share * each for share, each in zip(policy, next_values, strict=True))
    return sarsa_update(value, reward, expected, discount, rate)


def double_q_target(reward: Real, choosing: Sequence[Real], judging: Sequence[Real], discount: Real) -> Real:
    """Double Q-learning's target R + γ·Q₂(S′, argmax Q₁(S′, ·)): one table chooses the action, the other values it.

    It does not overestimate as the maximum of one table does. choosing Q₁, judging Q₂ : values of every action in S′,
    none where it is terminal; of equal ones the first is chosen. discount γ : in [0, 1]. Raises ValueError otherwise.

    Source: van Hasselt (2010); van Hasselt, Guez, Silver, Deep reinforcement learning with double Q-learning (2016),
    equation 4.

    >>> double_q_target(1, [5, 9], [4, 2], Fraction(1, 2))
    Fraction(2, 1)
    """
    if len(choosing) != len(judging):
        raise ValueError(f"the tables have {len(choosing)} and {len(judging)} actions")
    best = max(range(len(choosing)), key=lambda action: choosing[action], default=None)
    return td_error(reward, 0, 0 if best is None else judging[best], discount)


def _check_values(rewards: Sequence[Real], values: Sequence[Real]) -> None:
    if len(values) != len(rewards) + 1:
        raise ValueError(f"{len(rewards)} rewards need {len(rewards) + 1} values, not {len(values)}")
