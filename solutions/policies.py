"""Policies and their gradients: softmax, ε-greedy, UCB, REINFORCE, PPO."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._numbers import Exact, Real, check_paired, check_share, ratio
from solutions.activations import softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "epsilon_greedy",
    "importance_ratio",
    "policy_gradient",
    "policy_score",
    "ppo_objective",
    "ucb_scores",
]


def epsilon_greedy(values: Sequence[Real], epsilon: Exact) -> tuple[Fraction, ...]:
    """The probabilities of actions: ε shared evenly by all of them, 1 − ε more for the best; ties share it.

    values : Q of each action, at least one. epsilon : in [0, 1]. Raises ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), sections 2.2 and 5.4.

    >>> epsilon_greedy([1, 5, 2, 0], Fraction(1, 10))
    (Fraction(1, 40), Fraction(37, 40), Fraction(1, 40), Fraction(1, 40))
    """
    check_share(epsilon, "epsilon")
    if not len(values):
        raise ValueError("there are no actions")
    best = max(values)
    greedy = sum(value == best for value in values)
    return tuple(
        Fraction(epsilon) / len(values) + (1 - Fraction(epsilon)) / greedy * (value == best) for value in values
    )


def ucb_scores(values: Sequence[Real], counts: Sequence[int], confidence: float) -> tuple[float, ...]:
    """Q(a) + c·√(ln t/N(a)) of each action after t = Σ N(a) steps: the largest is taken; ∞ for one not tried yet.

    values : Q of each action. counts : N(a), at least 0. confidence c : at least 0. Raises ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 2.10.

    >>> [round(score, 4) for score in ucb_scores([1.0, 2.0, 0.0], [4, 1, 0], 2.0)]
    [2.2686, 4.5373, inf]
    """
    check_paired(values, counts, "values and counts")
    if min(counts) < 0 or confidence < 0:
        raise ValueError("counts and the confidence are at least 0")
    total = sum(counts)
    return tuple(
        float(value) + confidence * math.sqrt(math.log(total) / count) if count else math.inf
        for value, count in zip(values, counts, strict=True)
    )


def policy_score(logits: ArrayLike, action: int) -> Array:
    """The gradient of log π(action) in the logits of a softmax policy: one-hot(action) − π; it sums to 0.

    logits : (actions,). action : from 0. Raises ValueError for another action or shape.

    Source: Sutton and Barto, Reinforcement learning (2018), equations 13.2 and 13.9 (for one-hot features).

    >>> policy_score([0.0, 0.0], 1).tolist()
    [-0.5, 0.5]
    """
    import numpy as np

    preferences = np.asarray(logits, dtype=float)
    if preferences.ndim != 1 or not 0 <= action < len(preferences):
        raise ValueError("logits of shape (actions,), and one of these actions, are needed")
    score = -softmax(preferences)
    score[action] += 1
    return score


def policy_gradient(logits: ArrayLike, actions: Sequence[int], weights: Sequence[Real], baseline: Real = 0) -> Array:
    """REINFORCE's estimate of the gradient of the expected return: the mean over samples of (G − b)·∇log π(a).

    logits : (samples, actions), of the states that were visited. actions : taken, from 0. weights : the return G (or
    advantage) of each. baseline b : lowers the variance, not the mean. The result has the shape of the logits, each row
    divided by the number of samples, and is ascended. Raises ValueError where the numbers differ.

    Source: Williams (1992); Sutton and Barto, Reinforcement learning (2018), equations 13.8 and 13.11.

    >>> policy_gradient([[0.0, 0.0], [0.0, 0.0]], [0, 1], [3, 2], baseline=1).tolist()
    [[0.5, -0.5], [-0.25, 0.25]]
    """
    import numpy as np

    check_paired(actions, weights, "actions and returns")
    rows = np.asarray(logits, dtype=float)
    if rows.ndim != 2 or len(rows) != len(actions):
        raise ValueError(f"logits of shape ({len(actions)}, actions) are needed")
    return np.stack(
        [
            float(weight - baseline) * policy_score(row, action) / len(rows)
            for row, action, weight in zip(rows, actions, weights, strict=True)
        ]
    )


def importance_ratio(target: Sequence[Real], behaviour: Sequence[Real]) -> Real:
    """Π π(a_t | s_t)/b(a_t | s_t) of a trajectory: it corrects returns that another policy b has collected.

    target, behaviour : the probabilities in [0, 1] of the actions taken, those of b above 0; ValueError otherwise.

    Source: Sutton and Barto, Reinforcement learning (2018), equation 5.3.

    >>> importance_ratio([Fraction(1, 2), 1], [Fraction(1, 4), Fraction(1, 2)])
    Fraction(4, 1)
    """
    check_paired(target, behaviour, "probabilities")
    product: Real = Fraction(1)
    for one, other in zip(target, behaviour, strict=True):
        check_share(one, "a probability")
        check_share(other, "a probability")
        if not other:
            raise ValueError("the behaviour policy cannot have taken an action of probability 0")
        product *= ratio(one, other)
    return product


def ppo_objective(ratios: Sequence[Real], advantages: Sequence[Real], clip: Real = Fraction(1, 5)) -> Real:
    """PPO's clipped surrogate, the mean of min(r·Â, clip(r, 1 − ε, 1 + ε)·Â), which training maximises.

    ratios r : π(a | s)/π_old(a | s), at least 0. advantages Â. clip ε : in [0, 1]. Raises ValueError otherwise.

    Source: Schulman, Wolski, Dhariwal, Radford, Klimov, Proximal policy optimization algorithms (2017), equation 7.

    >>> ppo_objective([2, 2], [1, -1])
    Fraction(-2, 5)
    """
    check_paired(ratios, advantages, "ratios and advantages")
    check_share(clip, "the clip")
    if min(ratios) < 0:
        raise ValueError("a ratio of probabilities is at least 0")
    total: Real = 0
    for each, advantage in zip(ratios, advantages, strict=True):
        total += min(each * advantage, min(max(each, 1 - clip), 1 + clip) * advantage)
    return ratio(total, len(ratios))
