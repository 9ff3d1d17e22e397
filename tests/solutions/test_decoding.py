"""Decoding: a wide beam is exhaustive search, a narrow one is greedy; truncated distributions stay distributions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import decoding

distributions = (
    st.lists(st.integers(0, 9), min_size=1, max_size=6)
    .filter(any)
    .map(lambda weights: [Fraction(weight, sum(weights)) for weight in weights])
)


class Drawn:
    """A language model over a, b and the end, drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __call__(self, tokens: tuple[object, ...]) -> Mapping[object, Fraction]:
        dice = random.Random(f"{self.seed} {tokens}")  # noqa: S311 - not for secrets
        weights = {token: dice.randint(1, 9) for token in "ab."}
        return {token: Fraction(weight, sum(weights.values())) for token, weight in weights.items()}


@given(st.integers(0, 999), st.integers(1, 4))
def test_a_beam_as_wide_as_the_tree_finds_the_best_and_none_finds_better(seed: int, length: int) -> None:
    model = Drawn(seed)
    best = decoding.best_sequence(model, ".", length)
    assert decoding.beam_search(model, ".", length, width=3**length)[0].probability == best.probability
    for width in (1, 2, 3):
        beam = decoding.beam_search(model, ".", length, width)
        assert len(beam) <= width
        assert [each.probability for each in beam] == sorted((each.probability for each in beam), reverse=True)
        assert beam[0].probability <= best.probability
        assert all("." not in each.tokens[:-1] for each in beam)


@given(st.integers(0, 999))
def test_greedy_takes_the_best_token_every_time(seed: int) -> None:
    model, tokens = Drawn(seed), ()
    while len(tokens) < 4 and tokens[-1:] != (".",):
        shares = model(tokens)
        tokens = (*tokens, max(shares, key=lambda token: shares[token]))
    assert decoding.greedy_decoding(model, ".", 4).tokens == tokens


def test_greedy_search_misses_what_a_beam_of_two_finds() -> None:
    tenth = Fraction(1, 10)
    model = {(): {"a": 6 * tenth, "b": 4 * tenth}, ("a",): {".": 5 * tenth, "a": 5 * tenth}, ("b",): {".": 1}}
    assert decoding.greedy_decoding(model.__getitem__, ".", 2).tokens == ("a", ".")
    assert decoding.beam_search(model.__getitem__, ".", 2, 2)[0] == (("b", "."), 4 * tenth)


@given(distributions, st.integers(1, 7), st.fractions(Fraction(1, 20), 1, max_denominator=20))
def test_truncated_distributions_keep_the_largest_and_sum_to_1(shares: list[Fraction], k: int, p: Fraction) -> None:
    for kept in (decoding.top_k_filtered(shares, k), decoding.nucleus_filtered(shares, p)):
        assert sum(kept) == 1
        dropped = [share for share, left in zip(shares, kept, strict=True) if not left]
        stayed = [share for share, left in zip(shares, kept, strict=True) if left]
        assert max(dropped, default=0) <= min(stayed)
    stayed = [share for share, left in zip(shares, decoding.nucleus_filtered(shares, p), strict=True) if left]
    assert sum(stayed) >= p
    assert sum(stayed) - min(stayed) < p
    assert sum(map(bool, decoding.top_k_filtered(shares, k))) == min(k, sum(map(bool, shares)))


def test_length_normalisation_lets_the_longer_hypothesis_win() -> None:
    short, long = (-3.0, 4), (-4.0, 13)
    assert decoding.length_normalised(*short, alpha=0) > decoding.length_normalised(*long, alpha=0)
    assert decoding.length_normalised(*short, alpha=1) < decoding.length_normalised(*long, alpha=1)
    assert decoding.length_normalised(-1.0, 1) == -1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: decoding.beam_search(Drawn(0), ".", 1, 0), "at least 1"),
        (lambda: decoding.greedy_decoding(Drawn(0), ".", 0), "at least 1"),
        (lambda: decoding.best_sequence(Drawn(0), ".", 0), "at least 1"),
        (lambda: decoding.greedy_decoding(lambda _: {"a": 0.5}, ".", 1), "sum to 1"),
        (lambda: decoding.length_normalised(1.0, 1), "at most 0"),
        (lambda: decoding.top_k_filtered([1], 0), "at least 1"),
        (lambda: decoding.nucleus_filtered([1], 0), "lies in"),
        (lambda: decoding.nucleus_filtered([2], 1), "sum to 1"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
