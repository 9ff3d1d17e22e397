"""Scores of text: against sacrebleu, papers' examples, and the axioms of a distance."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import text_scores
from tests.tools import oracle

WORDS = "the a cat dog sat on under mat".split()  # noqa: SIM905 - reads as a text
RANDOM = random.Random(3)  # noqa: S311 - not for secrets
words = st.text("abc", max_size=7)


def sentence(length: int) -> list[str]:
    return [RANDOM.choice(WORDS) for _ in range(length)]


@pytest.mark.parametrize("references", [1, 3])
def test_bleu_of_a_corpus_is_sacrebleus(references: int) -> None:
    sacrebleu = oracle("sacrebleu")
    known = [[sentence(RANDOM.randint(6, 12)) for _ in range(references)] for _ in range(8)]
    candidates = [one[0][: RANDOM.randint(4, 9)] + sentence(2) for one in known]
    streams = [[" ".join(one[place]) for one in known] for place in range(references)]
    theirs = sacrebleu.corpus_bleu(
        [" ".join(one) for one in candidates], streams, tokenize="none", smooth_method="none"
    )
    assert theirs.score > 10
    assert 100 * text_scores.bleu(candidates, known) == pytest.approx(theirs.score)


@pytest.mark.parametrize("beta", [1, 2])
def test_chrf_is_sacrebleus(beta: int) -> None:
    metric = oracle("sacrebleu.metrics").CHRF(beta=beta)
    for candidate, reference in (("the cat", "the cats"), ("a dog sat on mats", "the dog sat on a mat"), ("ab", "xy")):
        theirs = metric.sentence_score(candidate, [reference]).score
        assert 100 * text_scores.chrf(candidate, reference, beta=beta) == pytest.approx(theirs)
    assert text_scores.chrf("", "abc") == 0


def test_the_examples_of_the_paper_on_bleu() -> None:
    # Papineni et al. (2002), section 2.1, example 1
    one = "It is a guide to action which ensures that the military always obeys the commands of the party".lower()
    two = "It is to insure the troops forever hearing the activity guidebook that party direct".lower()
    references = [
        reference.lower().split()
        for reference in (
            "It is a guide to action that ensures that the military will forever heed Party commands",
            "It is the guiding principle which guarantees the military forces always being under the command of the"
            " Party",
            "It is the practical guide for the army always to heed the directions of the party",
        )
    ]
    assert text_scores.modified_precision(one.split(), references, 1) == Fraction(17, 18)
    assert text_scores.modified_precision(two.split(), references, 1) == Fraction(8, 14)
    assert text_scores.modified_precision(one.split(), references, 2) == Fraction(10, 17)
    assert text_scores.modified_precision(two.split(), references, 2) == Fraction(1, 13)


def test_the_example_of_the_paper_on_rouge() -> None:
    # Lin (2004), section 3: S1 to S3; F of S2 and S3 by ROUGE-L are 3/4 and 1/2
    reference = ["police", "killed", "the", "gunman"]
    for text, share in (("police kill the gunman", Fraction(3, 4)), ("the gunman kill police", Fraction(1, 2))):
        assert text_scores.rouge_l(text.split(), reference)[2] == share
        assert text_scores.rouge_n(text.split(), reference, 2)[1] == Fraction(1, 3)


@given(words, words)
def test_the_distance_is_the_recursive_one(one: str, other: str) -> None:
    @lru_cache(None)
    def distance(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        return min(
            distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (one[i - 1] != other[j - 1])
        )

    assert text_scores.edit_distance(one, other) == distance(len(one), len(other))
    substitutions, deletions, insertions = text_scores.edit_operations(one, other)
    assert substitutions + deletions + insertions == distance(len(one), len(other))
    assert len(one) - deletions + insertions == len(other)


@given(words, words, words)
def test_the_distance_is_a_metric(one: str, other: str, third: str) -> None:
    distance = text_scores.edit_distance
    assert distance(one, other) == distance(other, one) <= distance(one, third) + distance(third, other)
    assert (distance(one, other) == 0) == (one == other)
    assert len(one) + len(other) - 2 * text_scores.lcs_length(one, other) >= distance(one, other)


@given(words, words, st.integers(1, 4))
def test_scores_lie_between_0_and_1_and_swapping_the_texts_swaps_precision_and_recall(
    one: str, other: str, n: int
) -> None:
    precision, recall, score = text_scores.rouge_n(one, other, n)
    assert 0 <= score <= max(precision, recall) <= 1
    assert text_scores.rouge_n(other, one, n) == (recall, precision, score)
    assert 0 <= text_scores.bleu([one], [[other]], n) <= 1
    assert text_scores.bleu([one], [[one]], n) == (1 if len(one) >= n else 0)
    assert text_scores.ngram_counts(one, n).total() == max(0, len(one) - n + 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: text_scores.ngram_counts("a", 0), "at least 1"),
        (lambda: text_scores.modified_precision("a", [], 1), "no references"),
        (lambda: text_scores.brevity_penalty(-1, 0), "at least 0"),
        (lambda: text_scores.bleu([], []), "at least one"),
        (lambda: text_scores.bleu(["a"], [["a"]], 0), "at least 1"),
        (lambda: text_scores.chrf("a", "a", 0), "at least 1"),
        (lambda: text_scores.word_error_rate("a", ""), "empty"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
