"""Scores of generated text: BLEU, ROUGE, chrF, edit distance, word error rate."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from fractions import Fraction

from solutions.evaluation import f_measure

__all__ = [
    "bleu",
    "brevity_penalty",
    "chrf",
    "edit_distance",
    "edit_operations",
    "lcs_length",
    "modified_precision",
    "ngram_counts",
    "rouge_l",
    "rouge_n",
    "word_error_rate",
]

Tokens = Sequence[Hashable]


def ngram_counts(tokens: Tokens, n: int) -> Counter[tuple[Hashable, ...]]:
    """How often each run of n tokens occurs; there are max(0, length − n + 1). n : at least 1, ValueError below.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition), chapter 3.

    >>> ngram_counts("abab", 2)[("a", "b")]
    2
    """
    if n < 1:
        raise ValueError(f"n is at least 1, not {n}")
    return Counter(tuple(tokens[start : start + n]) for start in range(len(tokens) - n + 1))


def modified_precision(candidate: Tokens, references: Sequence[Tokens], n: int) -> Fraction:
    """The share of the candidate's n-grams that references have, each counted at most as often as in one reference.

    0 for a candidate of fewer than n tokens. Raises ValueError without references.

    Source: Papineni, Roukos, Ward, Zhu, BLEU (2002), section 2.1, example 2.

    >>> references = ["the cat is on the mat".split(), "there is a cat on the mat".split()]
    >>> modified_precision(["the"] * 7, references, 1)
    Fraction(2, 7)
    """
    matched, total = _clipped(candidate, references, n)
    return Fraction(matched, total) if total else Fraction(0)


def brevity_penalty(candidate: int, reference: int) -> float:
    """BLEU's factor for short translations: 1 if the candidate is longer than the reference, else exp(1 − r/c).

    candidate c, reference r : lengths in tokens, at least 0; ValueError below. 0 for an empty candidate.

    Source: Papineni, Roukos, Ward, Zhu, BLEU (2002), section 2.3.

    >>> brevity_penalty(12, 12), round(brevity_penalty(10, 12), 4)
    (1.0, 0.8187)
    """
    if candidate < 0 or reference < 0:
        raise ValueError("lengths are at least 0")
    if not candidate:
        return 0.0
    return 1.0 if candidate > reference else math.exp(1 - reference / candidate)


def bleu(candidates: Sequence[Tokens], references: Sequence[Sequence[Tokens]], max_n: int = 4) -> float:
    """BLEU of a corpus in [0, 1]: the brevity penalty times the geometric mean of the modified precisions.

    Counts are summed over sentences before they are divided. The length of the reference is, for each sentence, the one
    closest to the candidate's, the shorter of two. No smoothing: 0 if no n-gram of some length matches.

    candidates : tokens of each sentence. references : one or more for each. max_n : at least 1. Raises ValueError where
    the numbers differ, or there are no sentences or no references.

    Source: Papineni, Roukos, Ward, Zhu, BLEU (2002), section 2.3.

    >>> round(bleu(["the cat is on mat".split()], [["the cat is on the mat".split()]], max_n=2), 4)
    0.709
    """
    if len(candidates) != len(references) or not candidates:
        raise ValueError("every candidate needs its references, and there is at least one")
    if max_n < 1:
        raise ValueError(f"the longest n-gram has at least 1 token, not {max_n}")
    logarithm = 0.0
    for n in range(1, max_n + 1):
        counts = [_clipped(candidate, known, n) for candidate, known in zip(candidates, references, strict=True)]
        matched, total = sum(pair[0] for pair in counts), sum(pair[1] for pair in counts)
        if not matched:
            return 0.0
        logarithm += math.log(matched / total) / max_n
    nearest = (
        min((abs(len(one) - len(candidate)), len(one)) for one in known)[1]
        for candidate, known in zip(candidates, references, strict=True)
    )
    return brevity_penalty(sum(map(len, candidates)), sum(nearest)) * math.exp(logarithm)


def _clipped(candidate: Tokens, references: Sequence[Tokens], n: int) -> tuple[int, int]:
    """How many n-grams of the candidate references have, and how many it has."""
    if not references:
        raise ValueError("there are no references")
    counts = ngram_counts(candidate, n)
    most: Counter[tuple[Hashable, ...]] = Counter()
    for reference in references:
        most |= ngram_counts(reference, n)
    return (counts & most).total(), counts.total()


def rouge_n(candidate: Tokens, reference: Tokens, n: int) -> tuple[Fraction, Fraction, Fraction]:
    """Precision, recall and F1 of the n-grams that candidate and reference share, each in [0, 1].

    The recall is ROUGE-N as it was defined; 0 where there are no n-grams.

    Source: Lin, ROUGE: a package for automatic evaluation of summaries (2004), equation 1.

    >>> rouge_n("the cat was found".split(), "the cat was under the bed".split(), 2)
    (Fraction(2, 3), Fraction(2, 5), Fraction(1, 2))
    """
    ours, theirs = ngram_counts(candidate, n), ngram_counts(reference, n)
    return _scores((ours & theirs).total(), ours.total(), theirs.total())


def rouge_l(candidate: Tokens, reference: Tokens) -> tuple[Fraction, Fraction, Fraction]:
    """Precision, recall and F1 of the longest common subsequence, each in [0, 1]; 0 where a text is empty.

    Source: Lin, ROUGE: a package for automatic evaluation of summaries (2004), equations 2 to 4 with β = 1.

    >>> rouge_l("police kill the gunman".split(), "police killed the gunman".split())
    (Fraction(3, 4), Fraction(3, 4), Fraction(3, 4))
    """
    return _scores(lcs_length(candidate, reference), len(candidate), len(reference))


def _scores(shared: int, ours: int, theirs: int) -> tuple[Fraction, Fraction, Fraction]:
    precision = Fraction(shared, ours) if ours else Fraction(0)
    recall = Fraction(shared, theirs) if theirs else Fraction(0)
    return precision, recall, Fraction(f_measure(precision, recall))


def lcs_length(one: Tokens, other: Tokens) -> int:
    """The length of the longest common subsequence, whose tokens keep their order but need not be adjacent.

    Source: Cormen, Leiserson, Rivest, Stein, Introduction to algorithms (2009), section 15.4, equation 15.9.

    >>> lcs_length("ABCBDAB", "BDCABA")
    4
    """
    row = [0] * (len(other) + 1)
    for token in one:
        before = row
        row = [0]
        for place, against in enumerate(other):
            row.append(before[place] + 1 if token == against else max(before[place + 1], row[place]))
    return row[-1]


def chrf(candidate: str, reference: str, max_n: int = 6, beta: int = 2) -> float:
    """F_β of character n-grams, spaces left out, in [0, 1]; precision and recall are means over n = 1 … max_n.

    A length that candidate or reference is too short for is left out of the means; 0 where one of them is empty.
    max_n : at least 1, ValueError below.

    Source: Popović, chrF: character n-gram F-score for automatic MT evaluation (2015), equation 1.

    >>> round(chrf("the cat", "the cats"), 4)
    0.7757
    """
    if max_n < 1:
        raise ValueError(f"the longest n-gram has at least 1 character, not {max_n}")
    ours, theirs = "".join(candidate.split()), "".join(reference.split())
    lengths = range(1, min(max_n, len(ours), len(theirs)) + 1)
    if not lengths:
        return 0.0
    scores = [rouge_n(ours, theirs, n) for n in lengths]
    precision = sum((score[0] for score in scores), Fraction(0)) / len(lengths)
    recall = sum((score[1] for score in scores), Fraction(0)) / len(lengths)
    return float(f_measure(precision, recall, beta))


def edit_distance(one: Tokens, other: Tokens) -> int:
    """The least number of insertions, deletions and substitutions that turn one sequence into the other.

    Source: Levenshtein (1966); Wagner and Fischer, The string-to-string correction problem (1974).

    >>> edit_distance("kitten", "sitting")
    3
    """
    return _distances(one, other)[-1][-1]


def edit_operations(one: Tokens, other: Tokens) -> tuple[int, int, int]:
    """The numbers of substitutions, deletions and insertions of a shortest edit; they sum to the edit distance.

    Of several shortest edits, the one that, read from the end, pairs two tokens wherever it can.

    Source: Wagner and Fischer, The string-to-string correction problem (1974).

    >>> edit_operations("kitten", "sitting")
    (2, 0, 1)
    """
    table = _distances(one, other)
    row, column = len(one), len(other)
    substitutions = deletions = insertions = 0
    while row or column:
        here = table[row][column]
        same = row and column and one[row - 1] == other[column - 1]
        if row and column and table[row - 1][column - 1] + (not same) == here:
            row, column, substitutions = row - 1, column - 1, substitutions + (not same)
        elif row and table[row - 1][column] + 1 == here:
            row, deletions = row - 1, deletions + 1
        else:
            column, insertions = column - 1, insertions + 1
    return substitutions, deletions, insertions


def _distances(one: Tokens, other: Tokens) -> list[list[int]]:
    """Distances of every beginning of one sequence, a row each, to every beginning of the other."""
    table = [list(range(len(other) + 1))]
    for above, token in enumerate(one, start=1):
        before, row = table[-1], [above]
        for place, against in enumerate(other):
            row.append(min(before[place + 1] + 1, row[place] + 1, before[place] + (token != against)))
        table.append(row)
    return table


def word_error_rate(hypothesis: Tokens, reference: Tokens) -> Fraction:
    """The edit distance over the length of the reference; above 1 where much is inserted. Of characters: the CER.

    Raises ValueError for an empty reference.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition), chapter on speech recognition.

    >>> word_error_rate("the cat sat down".split(), "the cat sat".split())
    Fraction(1, 3)
    """
    if not len(reference):
        raise ValueError("the reference is empty")
    return Fraction(edit_distance(reference, hypothesis), len(reference))
