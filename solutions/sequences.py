"""Hidden Markov models: forward, backward, posterior, Viterbi, one step of Baum–Welch; exact."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._numbers import Exact, check_distribution

__all__ = [
    "HMM",
    "backward_probabilities",
    "baum_welch_step",
    "forward_probabilities",
    "sequence_probability",
    "state_posteriors",
    "transition_posteriors",
    "viterbi",
]

Rows = tuple[tuple[Fraction, ...], ...]


class HMM(NamedTuple):
    """A hidden Markov model with states and symbols counted from 0; every row of probabilities sums to 1.

    start : one a state. transitions : (state, next state). emissions : (state, symbol).
    """

    start: Sequence[Exact]
    transitions: Sequence[Sequence[Exact]]
    emissions: Sequence[Sequence[Exact]]


def forward_probabilities(model: HMM, observed: Sequence[int]) -> Rows:
    """α_t(i) = P(o₁ … o_t, state i at t) for each time t, a row each.

    observed : symbols o₁ … o_T, at least one. Raises ValueError for another symbol, none, or a model whose rows do not
    sum to 1.

    Source: Rabiner, A tutorial on hidden Markov models (1989), equations 19 and 20.

    >>> half, third = Fraction(1, 2), Fraction(1, 3)
    >>> weather = HMM([half, half], [[half, half], [0, 1]], [[third, 2 * third], [1, 0]])
    >>> [[str(share) for share in row] for row in forward_probabilities(weather, [0, 1])]
    [['1/6', '1/2'], ['1/18', '0']]
    """
    _check(model, observed)
    states = range(len(model.start))
    rows = [tuple(Fraction(model.start[i]) * model.emissions[i][observed[0]] for i in states)]
    for symbol in observed[1:]:
        before = rows[-1]
        rows.append(
            tuple(
                sum((before[i] * model.transitions[i][j] for i in states), Fraction(0)) * model.emissions[j][symbol]
                for j in states
            )
        )
    return tuple(rows)


def backward_probabilities(model: HMM, observed: Sequence[int]) -> Rows:
    """β_t(i) = P(o_{t+1} … o_T | state i at t) for each time t, a row each; the last is all 1.

    Arguments and errors: as for forward_probabilities.

    Source: Rabiner, A tutorial on hidden Markov models (1989), equations 24 and 25.

    >>> half, third = Fraction(1, 2), Fraction(1, 3)
    >>> weather = HMM([half, half], [[half, half], [0, 1]], [[third, 2 * third], [1, 0]])
    >>> [[str(share) for share in row] for row in backward_probabilities(weather, [0, 1])]
    [['1/3', '0'], ['1', '1']]
    """
    _check(model, observed)
    states = range(len(model.start))
    rows = [(Fraction(1),) * len(model.start)]
    for symbol in reversed(observed[1:]):
        after = rows[-1]
        rows.append(
            tuple(
                sum((model.transitions[i][j] * model.emissions[j][symbol] * after[j] for j in states), Fraction(0))
                for i in states
            )
        )
    return tuple(reversed(rows))


def sequence_probability(model: HMM, observed: Sequence[int]) -> Fraction:
    """P(o₁ … o_T): the sum of α_T over the states. Arguments and errors: as for forward_probabilities.

    Source: Rabiner, A tutorial on hidden Markov models (1989), equation 21.

    >>> half, third = Fraction(1, 2), Fraction(1, 3)
    >>> sequence_probability(HMM([half, half], [[half, half], [0, 1]], [[third, 2 * third], [1, 0]]), [0, 1])
    Fraction(1, 18)
    """
    return sum(forward_probabilities(model, observed)[-1], Fraction(0))


def state_posteriors(model: HMM, observed: Sequence[int]) -> Rows:
    """γ_t(i) = P(state i at t | o₁ … o_T) for each time t, a row each, which sums to 1.

    The most probable state at each time need not form the most probable path. Arguments and errors: as for
    forward_probabilities; ValueError for an impossible sequence, too.

    Source: Rabiner, A tutorial on hidden Markov models (1989), equation 27.

    >>> half, third = Fraction(1, 2), Fraction(1, 3)
    >>> weather = HMM([half, half], [[half, half], [0, 1]], [[third, 2 * third], [1, 0]])
    >>> [[str(share) for share in row] for row in state_posteriors(weather, [1, 0])]
    [['1', '0'], ['1/4', '3/4']]
    """
    total = _possible(model, observed)
    pairs = zip(forward_probabilities(model, observed), backward_probabilities(model, observed), strict=True)
    return tuple(tuple(alpha * beta / total for alpha, beta in zip(*rows, strict=True)) for rows in pairs)


def transition_posteriors(model: HMM, observed: Sequence[int]) -> tuple[Rows, ...]:
    """ξ_t(i, j) = P(state i at t, j at t + 1 | o₁ … o_T), a matrix for each t but the last; each sums to 1.

    Arguments and errors: as for state_posteriors.

    Source: Rabiner, A tutorial on hidden Markov models (1989), equation 37.

    >>> half, third = Fraction(1, 2), Fraction(1, 3)
    >>> weather = HMM([half, half], [[half, half], [0, 1]], [[third, 2 * third], [1, 0]])
    >>> [[str(share) for share in row] for row in transition_posteriors(weather, [1, 0])[0]]
    [['1/4', '3/4'], ['0', '0']]
    """
    total = _possible(model, observed)
    alphas, betas = forward_probabilities(model, observed), backward_probabilities(model, observed)
    states = range(len(model.start))
    return tuple(
        tuple(
            tuple(
                alphas[t][i] * model.transitions[i][j] * model.emissions[j][symbol] * betas[t + 1][j] / total
                for j in states
            )
            for i in states
        )
        for t, symbol in enumerate(observed[1:])
    )


def viterbi(model: HMM, observed: Sequence[int]) -> tuple[tuple[int, ...], Fraction]:
    """The most probable path of states, and its probability together with the symbols, max P(path, o₁ … o_T).

    Of equally probable paths, the one whose last state that differs is smaller. Arguments and errors: as for
    forward_probabilities.

    Source: Viterbi (1967); Rabiner, A tutorial on hidden Markov models (1989), equations 32 to 35.

    >>> half, third = Fraction(1, 2), Fraction(1, 3)
    >>> viterbi(HMM([half, half], [[half, half], [0, 1]], [[third, 2 * third], [1, 0]]), [1, 0])
    ((0, 1), Fraction(1, 6))
    """
    _check(model, observed)
    states = range(len(model.start))
    best = [Fraction(model.start[i]) * model.emissions[i][observed[0]] for i in states]
    origins: list[list[int]] = []
    for symbol in observed[1:]:
        came = [max(states, key=lambda i, j=j: best[i] * model.transitions[i][j]) for j in states]  # type: ignore[misc]
        best = [best[came[j]] * model.transitions[came[j]][j] * model.emissions[j][symbol] for j in states]
        origins.append(came)
    path = [max(states, key=lambda i: best[i])]
    for came in reversed(origins):
        path.append(came[path[-1]])
    return tuple(reversed(path)), max(best)


def baum_welch_step(model: HMM, observed: Sequence[int]) -> HMM:
    """The model after one step of expectation–maximisation on one sequence: expected counts, divided by their sums.

    It never makes the sequence less probable. A row of a state that cannot occur is left as it is. Arguments and
    errors: as for state_posteriors.

    Source: Rabiner, A tutorial on hidden Markov models (1989), equations 40a to 40c.

    >>> half, third = Fraction(1, 2), Fraction(1, 3)
    >>> better = baum_welch_step(HMM([half, half], [[half, half], [0, 1]], [[third, 2 * third], [1, 0]]), [1, 0])
    >>> [str(share) for share in better.transitions[0]], [str(share) for share in better.emissions[0]]
    (['1/4', '3/4'], ['1/5', '4/5'])
    """
    gammas, xis = state_posteriors(model, observed), transition_posteriors(model, observed)
    states, symbols = range(len(model.start)), range(len(model.emissions[0]))
    moves = [[sum((xi[i][j] for xi in xis), Fraction(0)) for j in states] for i in states]
    shown = [
        [sum((row[i] for row, o in zip(gammas, observed, strict=True) if o == k), Fraction(0)) for k in symbols]
        for i in states
    ]
    return HMM(
        gammas[0],
        tuple(_normalised(counts, model.transitions[i]) for i, counts in enumerate(moves)),
        tuple(_normalised(counts, model.emissions[i]) for i, counts in enumerate(shown)),
    )


def _normalised(counts: Sequence[Fraction], otherwise: Sequence[Exact]) -> tuple[Exact, ...]:
    total = sum(counts)
    return tuple(count / total for count in counts) if total else tuple(otherwise)


def _possible(model: HMM, observed: Sequence[int]) -> Fraction:
    total = sequence_probability(model, observed)
    if not total:
        raise ValueError("the model cannot emit this sequence")
    return total


def _check(model: HMM, observed: Sequence[int]) -> None:
    if len(model.transitions) != len(model.start) or len(model.emissions) != len(model.start):
        raise ValueError("start, transitions and emissions have one row a state")
    for row in (model.start, *model.transitions, *model.emissions):
        check_distribution(row)
    if any(len(row) != len(model.start) for row in model.transitions):
        raise ValueError("the transitions are square")
    symbols = min(map(len, model.emissions))
    if max(map(len, model.emissions)) != symbols:
        raise ValueError("all states emit the same symbols")
    if not len(observed) or any(not 0 <= symbol < symbols for symbol in observed):
        raise ValueError(f"at least one symbol, each from 0 to {symbols - 1}, is needed")
