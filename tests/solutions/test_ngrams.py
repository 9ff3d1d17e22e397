"""N-gram models: textbook figures, and probabilities that sum to 1."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import ngrams

SAM = [
    sentence.split()
    for sentence in ("<s> I am Sam </s>", "<s> Sam I am </s>", "<s> I do not like green eggs and ham </s>")
]
VOCABULARY = "abcd"
corpora = st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=8), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("word", "before", "probability"),
    [
        ("I", "<s>", Fraction(2, 3)),
        ("Sam", "<s>", Fraction(1, 3)),
        ("am", "I", Fraction(2, 3)),
        ("</s>", "Sam", Fraction(1, 2)),
        ("Sam", "am", Fraction(1, 2)),
        ("do", "I", Fraction(1, 3)),
    ],
)
def test_the_bigrams_of_the_book(word: str, before: str, probability: Fraction) -> None:
    # Jurafsky and Martin, Speech and language processing, chapter 3, the corpus of three sentences
    assert ngrams.ngram_probability(SAM, word, [before]) == probability


def test_a_sentence_is_the_product_of_its_ngrams() -> None:
    corpus = [sentence[1:-1] for sentence in SAM]
    probability = Fraction(2, 3) * Fraction(2, 3) * Fraction(1, 2)  # I after <s>, am after I, </s> after am
    assert ngrams.sentence_probability(corpus, ["I", "am"]) == probability
    assert ngrams.sentence_probability(corpus, ["I", "am"], n=1) == Fraction(3, 17) * Fraction(2, 17) * Fraction(3, 17)
    assert ngrams.sentence_probability(corpus, ["Sam", "I", "am"], n=3) == Fraction(1, 3) * 1 * 1 * Fraction(1, 2)
    assert ngrams.sentence_probability(corpus, ["I", "like", "cats"]) == 0
    assert ngrams.sentence_probability(corpus, ["cats", "like"], n=3) == 0


@given(corpora)
def test_smoothed_probabilities_sum_to_1_over_the_vocabulary(corpus: list[list[str]]) -> None:
    before = corpus[0][0]
    add_one = [ngrams.add_k_probability(corpus, word, [before], len(VOCABULARY)) for word in VOCABULARY]
    assert sum(add_one) == 1
    assert min(add_one) > 0
    assert sum(ngrams.kneser_ney_probability(corpus, word, before) for word in VOCABULARY) == 1
    weights = [Fraction(1, 3), Fraction(2, 3)]
    assert sum(ngrams.interpolated_probability(corpus, word, [before], weights) for word in VOCABULARY) == 1


@given(corpora)
def test_smoothing_without_strength_is_maximum_likelihood(corpus: list[list[str]]) -> None:
    before = corpus[0][0]
    for word in VOCABULARY:
        plain = ngrams.ngram_probability(corpus, word, [before])
        assert plain == ngrams.add_k_probability(corpus, word, [before], len(VOCABULARY), k=0)
        assert plain == ngrams.interpolated_probability(corpus, word, [before], [0, 1])
        assert plain == ngrams.kneser_ney_probability(corpus, word, before, discount=0)
        if plain:
            assert plain == ngrams.stupid_backoff(corpus, word, [before])


def test_kneser_ney_counts_what_a_word_follows_not_how_often_it_occurs() -> None:
    # "Francisco" is frequent, but only after "San"
    corpus = [["San", "Francisco"]] * 5 + [["new", "glasses"], ["my", "glasses"], ["read", "now"]]
    unseen = {word: ngrams.kneser_ney_probability(corpus, word, "read") for word in ("Francisco", "glasses")}
    assert unseen["glasses"] == 2 * unseen["Francisco"]


def test_backing_off_costs_a_factor_a_word() -> None:
    corpus = [["a", "b", "c", "d"]]
    assert ngrams.stupid_backoff(corpus, "d", ["b", "c"]) == 1
    assert ngrams.stupid_backoff(corpus, "d", ["a", "c"]) == Fraction(2, 5)
    assert ngrams.stupid_backoff(corpus, "d", ["a", "b"]) == Fraction(2, 5) ** 2 / 4
    assert ngrams.stupid_backoff(corpus, "x", ["a", "b"]) == 0


def test_good_turing_on_the_fish_of_the_lecture() -> None:
    # Jurafsky's 10 carp, 3 perch, 2 whitefish, 1 trout, 1 salmon, 1 eel: unseen species 3/18, a trout 2/3 of a fish
    fish = [10, 3, 2, 1, 1, 1]
    assert ngrams.good_turing_count(fish, 0) / sum(fish) == Fraction(3, 18)
    assert ngrams.good_turing_count(fish, 1) == Fraction(2, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ngrams.ngram_probability(SAM, "I", ["cat"]), "never followed"),
        (lambda: ngrams.add_k_probability(SAM, "I", ["<s>"], 1), "2 words that follow"),
        (lambda: ngrams.add_k_probability(SAM, "I", ["<s>"], 9, k=-1), "at least 0"),
        (lambda: ngrams.interpolated_probability(SAM, "I", ["<s>"], [1]), "needs 2 weights"),
        (lambda: ngrams.interpolated_probability(SAM, "I", [], [2]), "sum to 1"),
        (lambda: ngrams.stupid_backoff(SAM, "I", [], 2), "lies in"),
        (lambda: ngrams.kneser_ney_probability(SAM, "I", "</s>"), "never followed"),
        (lambda: ngrams.kneser_ney_probability(SAM, "I", "<s>", 2), "lies in"),
        (lambda: ngrams.good_turing_count([0], 1), "at least once"),
        (lambda: ngrams.good_turing_count([1], 5), "nothing occurs 5"),
        (lambda: ngrams.sentence_probability([], []), "there is a sentence"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
