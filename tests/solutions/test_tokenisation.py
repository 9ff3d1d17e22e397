"""Subwords: the example of the paper, and that tokens spell the word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import tokenisation

corpora = st.dictionaries(st.text("abc", min_size=1, max_size=6), st.integers(1, 9), min_size=1, max_size=5)


def test_the_ten_merges_of_the_papers_program() -> None:
    # Sennrich et al. (2016), algorithm 1, run as printed
    words = {"low": 5, "lower": 2, "newest": 6, "widest": 3}
    assert tokenisation.bpe_merges(words, 10) == (
        ("e", "s"), ("es", "t"), ("est", "</w>"), ("l", "o"), ("lo", "w"),
        ("n", "e"), ("ne", "w"), ("new", "est</w>"), ("low", "</w>"), ("w", "i"),
    )  # fmt: skip


def test_the_unknown_word_of_the_paper() -> None:
    # Sennrich et al. (2016), figure 1: r· → r·, l o → lo, lo w → low, e r· → er· ; "lower" becomes low er·
    merges = [("r", "·"), ("l", "o"), ("lo", "w"), ("e", "r·")]
    assert tokenisation.bpe_encoded("lower", merges, end="·") == ("low", "er·")


@given(corpora, st.integers(0, 12))
def test_tokens_spell_the_word_and_every_merge_adds_one(words: dict[str, int], count: int) -> None:
    merges = tokenisation.bpe_merges(words, count)
    assert len(merges) <= count
    assert merges == tokenisation.bpe_merges(words, 20)[:count]
    for word in words:
        tokens = tokenisation.bpe_encoded(word, merges)
        assert "".join(tokens) == f"{word}</w>"
        assert len(tokens) <= len(word) + 1
    letters = {letter for word in words for letter in word}
    made = {one + other for one, other in merges}
    assert tokenisation.bpe_vocabulary_size(words, merges) == len(letters) + 1 + len(made)
    assert all(len(tokenisation.bpe_encoded(word, tokenisation.bpe_merges(words, 99))) == 1 for word in words)


def test_pairs_that_overlap_merge_from_the_left_and_words_stay_apart() -> None:
    assert tokenisation.bpe_encoded("aaa", [("a", "a")], end="") == ("aa", "a")
    assert tokenisation.bpe_pair_counts({("a", "a", "a"): 2, ("b",): 9}) == {("a", "a"): 4}


@given(st.text("ab", min_size=1, max_size=8), st.sets(st.text("ab", min_size=1, max_size=3)))
def test_wordpieces_spell_the_word_or_it_is_unknown(word: str, pieces: set[str]) -> None:
    vocabulary = pieces | {f"##{piece}" for piece in pieces}
    tokens = tokenisation.wordpiece_encoded(word, vocabulary)
    if tokens != ("[UNK]",):
        assert set(tokens) <= vocabulary
        assert "".join(token.removeprefix("##") for token in tokens) == word
        assert not tokens[0].startswith("##")
    if {"a", "b"} <= pieces:
        assert tokens != ("[UNK]",)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tokenisation.bpe_merges({}, -1), "at least 0"),
        (lambda: tokenisation.wordpiece_encoded("", set()), "empty"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
