"""Hidden Markov models: against sums over all paths, and textbook figures."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import sequences
from solutions.sequences import HMM

TENTH = Fraction(1, 10)
WARD = HMM(
    [6 * TENTH, 4 * TENTH],
    [[7 * TENTH, 3 * TENTH], [4 * TENTH, 6 * TENTH]],
    [[5 * TENTH, 4 * TENTH, TENTH], [TENTH, 3 * TENTH, 6 * TENTH]],
)
"""Healthy and fever, which show as normal, cold and dizzy: the example of the encyclopedias."""


def drawn(seed: int, states: int = 3, symbols: int = 2) -> HMM:
    dice = random.Random(seed)  # noqa: S311 - not for secrets

    def row(length: int) -> list[Fraction]:
        weights = [dice.randint(0, 4) for _ in range(length - 1)] + [dice.randint(1, 4)]
        return [Fraction(weight, sum(weights)) for weight in weights]

    return HMM(row(states), [row(states) for _ in range(states)], [row(symbols) for _ in range(states)])


def joint(model: HMM, path: tuple[int, ...], observed: list[int]) -> Fraction:
    probability = Fraction(model.start[path[0]])
    for one, other in itertools.pairwise(path):
        probability *= model.transitions[one][other]
    return probability * math.prod(model.emissions[state][symbol] for state, symbol in zip(path, observed, strict=True))


observations = st.lists(st.integers(0, 1), min_size=1, max_size=5)
seeds = st.integers(0, 999)


@given(seeds, observations)
def test_sums_over_all_paths_agree(seed: int, observed: list[int]) -> None:
    model = drawn(seed)
    paths = {path: joint(model, path, observed) for path in itertools.product(range(3), repeat=len(observed))}
    total = sum(paths.values())
    assert sequences.sequence_probability(model, observed) == total
    path, probability = sequences.viterbi(model, observed)
    assert probability == max(paths.values()) == paths[path]
    rows = zip(
        sequences.forward_probabilities(model, observed), sequences.backward_probabilities(model, observed), strict=True
    )
    assert all(sum(a * b for a, b in zip(*pair, strict=True)) == total for pair in rows)
    if total:
        for time, row in enumerate(sequences.state_posteriors(model, observed)):
            for state, share in enumerate(row):
                assert share == sum(p for path, p in paths.items() if path[time] == state) / total
        for time, matrix in enumerate(sequences.transition_posteriors(model, observed)):
            for one, other in itertools.product(range(3), repeat=2):
                moved = sum(p for path, p in paths.items() if path[time : time + 2] == (one, other))
                assert matrix[one][other] == moved / total


@given(seeds, observations)
def test_a_step_of_baum_welch_never_makes_the_sequence_less_probable(seed: int, observed: list[int]) -> None:
    model = drawn(seed)
    if before := sequences.sequence_probability(model, observed):
        assert sequences.sequence_probability(sequences.baum_welch_step(model, observed), observed) >= before


def test_the_example_of_the_ward() -> None:
    path, probability = sequences.viterbi(WARD, [0, 1, 2])
    assert path == (0, 0, 1)
    assert probability == Fraction(1512, 100_000)
    assert float(sequences.sequence_probability(WARD, [0, 1, 2])) == pytest.approx(0.03628)


def test_the_umbrella_world() -> None:
    # Russell and Norvig, Artificial intelligence, chapter 15: an umbrella on five days but the third
    half = Fraction(1, 2)
    umbrella = HMM(
        [half, half], [[7 * TENTH, 3 * TENTH], [3 * TENTH, 7 * TENTH]], [[9 * TENTH, TENTH], [2 * TENTH, 8 * TENTH]]
    )
    rain = [float(row[0]) for row in sequences.state_posteriors(umbrella, [0, 0, 1, 0, 0])]
    assert rain == pytest.approx([0.8673, 0.8204, 0.3075, 0.8204, 0.8673], abs=5e-5)


def test_the_best_states_need_not_be_the_best_path() -> None:
    half = Fraction(1, 2)
    model = HMM([4 * TENTH, 6 * TENTH], [[1, 0], [half, half]], [[1], [1]])
    assert sequences.viterbi(model, [0, 0])[0] == (0, 0)
    assert [row.index(max(row)) for row in sequences.state_posteriors(model, [0, 0])] == [1, 0]


@pytest.mark.parametrize(
    ("model", "observed", "message"),
    [
        (WARD, [], "at least one symbol"),
        (WARD, [3], "from 0 to 2"),
        (WARD._replace(start=[1]), [0], "one row a state"),
        (WARD._replace(start=[1, 1]), [0], "sum to 1"),
        (WARD._replace(transitions=[[1], [1]]), [0], "square"),
        (WARD._replace(emissions=[[1], [0, 1]]), [0], "same symbols"),
        (HMM([1], [[1]], [[1, 0]]), [1], "cannot emit"),
    ],
)
def test_what_is_no_model_or_no_sequence_is_refused(model: HMM, observed: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        sequences.state_posteriors(model, observed)
