"""Decoding from a language model: greedy, beam search, top-k and nucleus."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

from solutions._numbers import Real, check_distribution, ratio

__all__ = [
    "Hypothesis",
    "beam_search",
    "best_sequence",
    "greedy_decoding",
    "length_normalised",
    "nucleus_filtered",
    "top_k_filtered",
]

Token = Hashable
Model = Callable[[tuple[Token, ...]], Mapping[Token, Real]]
"""The probabilities of the next token after these; they sum to 1."""


class Hypothesis(NamedTuple):
    """Tokens so far, the end of sequence included if it was reached, and their probability."""

    tokens: tuple[Token, ...]
    probability: Real


def greedy_decoding(model: Model, end: Token, max_length: int) -> Hypothesis:
    """The sequence that takes the most probable token at every step, until the end or `max_length` tokens.

    model : the probabilities of the next token after a tuple of tokens. end : the token that ends a sequence. Raises
    ValueError for max_length below 1, or probabilities that do not sum to 1.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition), section on greedy decoding.

    >>> model = {(): {"a": 0.5, "b": 0.25, ".": 0.25}, ("a",): {"a": 0.5, "b": 0.25, ".": 0.25}}
    >>> greedy_decoding(lambda tokens: model[tokens], ".", max_length=2)
    Hypothesis(tokens=('a', 'a'), probability=0.25)
    """
    return beam_search(model, end, max_length, width=1)[0]


def beam_search(model: Model, end: Token, max_length: int, width: int) -> tuple[Hypothesis, ...]:
    """The hypotheses in the beam when all have ended or are `max_length` tokens long, the most probable first.

    At every step each unfinished hypothesis is continued by every token, and of these and the finished ones the `width`
    most probable stay; of equal ones the first. model, end : as for greedy_decoding. Raises ValueError for a width or a
    length below 1, or probabilities that do not sum to 1.

    Source: Graves, Sequence transduction with recurrent neural networks (2012); Sutskever, Vinyals, Le, Sequence to
    sequence learning (2014), section 3.2.

    >>> from fractions import Fraction
    >>> third = Fraction(1, 3)
    >>> model = {(): {"a": 2 * third, "b": third}, ("a",): {"a": third, "b": third, ".": third}, ("b",): {".": 1}}
    >>> [("".join(each.tokens), str(each.probability)) for each in beam_search(model.get, ".", max_length=2, width=2)]
    [('b.', '1/3'), ('aa', '2/9')]
    """
    if width < 1 or max_length < 1:
        raise ValueError("the width of the beam and the length are at least 1")
    beam = [Hypothesis((), 1)]
    for _ in range(max_length):
        grown = []
        for hypothesis in beam:
            if hypothesis.tokens[-1:] == (end,):
                grown.append(hypothesis)
                continue
            for token, share in _following(model, hypothesis.tokens).items():
                grown.append(Hypothesis((*hypothesis.tokens, token), hypothesis.probability * share))
        beam = sorted(grown, key=lambda each: each.probability, reverse=True)[:width]
    return tuple(beam)


def best_sequence(model: Model, end: Token, max_length: int) -> Hypothesis:
    """The most probable sequence that ends or has `max_length` tokens, found by trying all: of vocabulary^max_length.

    Arguments and errors: as for greedy_decoding. What beam search approximates.

    Source: Sutskever, Vinyals, Le, Sequence to sequence learning with neural networks (2014), equation 2.

    >>> from fractions import Fraction
    >>> third = Fraction(1, 3)
    >>> model = {(): {"a": 2 * third, "b": third}, ("a",): {"a": third, "b": third, ".": third}, ("b",): {".": 1}}
    >>> best_sequence(model.get, ".", max_length=2)
    Hypothesis(tokens=('b', '.'), probability=Fraction(1, 3))
    """
    if max_length < 1:
        raise ValueError("the length is at least 1")

    def best(hypothesis: Hypothesis) -> Hypothesis:
        if len(hypothesis.tokens) == max_length or hypothesis.tokens[-1:] == (end,):
            return hypothesis
        ends = (
            best(Hypothesis((*hypothesis.tokens, token), hypothesis.probability * share))
            for token, share in _following(model, hypothesis.tokens).items()
        )
        return max(ends, key=lambda each: each.probability)

    return best(Hypothesis((), 1))


def length_normalised(log_probability: float, length: int, alpha: float = 0.6) -> float:
    """The score log P/lp of a hypothesis, with the length penalty lp = ((5 + length)/6)^α: without it short ones win.

    log_probability : at most 0. length : tokens, at least 1. alpha : 0 for no penalty. Raises ValueError otherwise.

    Source: Wu et al., Google's neural machine translation system (2016), equation 14, without its coverage penalty.

    >>> length_normalised(-4.0, 7, alpha=1.0), length_normalised(-4.0, 7, alpha=0.0)
    (-2.0, -4.0)
    """
    if log_probability > 0 or length < 1:
        raise ValueError("a log-probability is at most 0, and a length at least 1")
    return log_probability / math.pow((5 + length) / 6, alpha)


def top_k_filtered(probabilities: Sequence[Real], k: int) -> tuple[Real, ...]:
    """The distribution of top-k sampling: the k largest probabilities divided by their sum, 0 elsewhere.

    Of equal probabilities the first are kept. k : at least 1. Raises ValueError otherwise.

    Source: Fan, Lewis, Dauphin, Hierarchical neural story generation (2018).

    >>> from fractions import Fraction
    >>> top_k_filtered([Fraction(1, 2), Fraction(3, 8), Fraction(1, 8)], 2)
    (Fraction(4, 7), Fraction(3, 7), 0)
    """
    check_distribution(probabilities)
    if k < 1:
        raise ValueError(f"k is at least 1, not {k}")
    return _kept(probabilities, _ranked(probabilities)[:k])


def nucleus_filtered(probabilities: Sequence[Real], p: Real) -> tuple[Real, ...]:
    """The distribution of top-p sampling: the fewest largest probabilities that sum to p or more, divided by their sum.

    0 elsewhere; of equal probabilities the first are kept. p : in (0, 1]. Raises ValueError otherwise.

    Source: Holtzman, Buys, Du, Forbes, Choi, The curious case of neural text degeneration (2020), equations 2 and 3.

    >>> from fractions import Fraction
    >>> nucleus_filtered([Fraction(1, 2), Fraction(3, 8), Fraction(1, 8)], Fraction(3, 4))
    (Fraction(4, 7), Fraction(3, 7), 0)
    """
    check_distribution(probabilities)
    if not 0 < p <= 1:
        raise ValueError(f"p lies in (0, 1], not {p}")
    kept: list[int] = []
    for place in _ranked(probabilities):
        if kept and sum(probabilities[one] for one in kept) >= p:
            break
        kept.append(place)
    return _kept(probabilities, kept)


def _ranked(probabilities: Sequence[Real]) -> list[int]:
    return sorted(range(len(probabilities)), key=lambda place: probabilities[place], reverse=True)


def _kept(probabilities: Sequence[Real], places: Sequence[int]) -> tuple[Real, ...]:
    total = sum(probabilities[place] for place in places)
    return tuple(ratio(share, total) if place in places else 0 for place, share in enumerate(probabilities))


def _following(model: Model, tokens: tuple[Token, ...]) -> Mapping[Token, Real]:
    shares = model(tokens)
    check_distribution(list(shares.values()))
    return shares
