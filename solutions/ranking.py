"""Ranking and thresholds: ROC and precision–recall curves, their areas, top-k, NDCG."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._numbers import Real, check_paired

__all__ = [
    "PrecisionRecallPoint",
    "RocPoint",
    "average_precision",
    "dcg",
    "interpolated_precision",
    "mean_reciprocal_rank",
    "ndcg",
    "precision_at_k",
    "precision_recall_curve",
    "recall_at_k",
    "reciprocal_rank",
    "roc_auc",
    "roc_curve",
    "top_k_accuracy",
    "trapezoid_area",
]


class RocPoint(NamedTuple):
    """Rates where a score of at least the threshold counts as positive; no threshold (None) lets nothing pass."""

    threshold: Real | None
    false_positive_rate: Fraction
    true_positive_rate: Fraction


class PrecisionRecallPoint(NamedTuple):
    """Precision and recall where a score of at least the threshold counts as positive."""

    threshold: Real
    precision: Fraction
    recall: Fraction


def roc_curve(scores: Sequence[Real], labels: Sequence[int]) -> tuple[RocPoint, ...]:
    """The points of a ROC curve from (0, 0) to (1, 1), one for each distinct score, the largest first.

    scores : larger for positives. labels : 1 for a positive, 0 for a negative. Raises ValueError where the two differ
    in length, a label is neither 0 nor 1, or one of the classes has no example.

    Source: Fawcett, An introduction to ROC analysis (2006), algorithm 1.

    >>> [(str(x), str(y)) for _, x, y in roc_curve([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0])]
    [('0', '0'), ('0', '1/2'), ('1/2', '1/2'), ('1/2', '1'), ('1', '1')]
    """
    positives, negatives = _classes(scores, labels)
    if not negatives:
        raise ValueError("a ROC curve needs a negative example")
    points = [RocPoint(None, Fraction(0), Fraction(0))]
    for threshold, hits, false_alarms in _thresholds(scores, labels):
        points.append(RocPoint(threshold, Fraction(false_alarms, negatives), Fraction(hits, positives)))
    return tuple(points)


def precision_recall_curve(scores: Sequence[Real], labels: Sequence[int]) -> tuple[PrecisionRecallPoint, ...]:
    """The points of a precision–recall curve, one for each distinct score, the largest first; recall never falls.

    scores, labels : as for roc_curve. Raises ValueError as there; negatives are not needed.

    Source: Davis and Goadrich, The relationship between precision-recall and ROC curves (2006), section 2.

    >>> [(str(p), str(r)) for _, p, r in precision_recall_curve([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0])]
    [('1', '1/2'), ('1/2', '1/2'), ('2/3', '1'), ('1/2', '1')]
    """
    positives, _ = _classes(scores, labels)
    return tuple(
        PrecisionRecallPoint(threshold, Fraction(hits, hits + false_alarms), Fraction(hits, positives))
        for threshold, hits, false_alarms in _thresholds(scores, labels)
    )


def trapezoid_area(points: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The area under straight lines between points (x, y), by the trapezoidal rule.

    Raises ValueError for fewer than two points, or if x falls.

    Source: Fawcett, An introduction to ROC analysis (2006), algorithm 2.

    >>> trapezoid_area([(Fraction(0), Fraction(0)), (Fraction(1, 2), Fraction(1)), (Fraction(1), Fraction(1))])
    Fraction(3, 4)
    """
    if len(points) < 2 or any(right[0] < left[0] for left, right in itertools.pairwise(points)):
        raise ValueError("an area needs at least two points, their x in order")
    return sum(
        ((right[0] - left[0]) * (left[1] + right[1]) / 2 for left, right in itertools.pairwise(points)), Fraction(0)
    )


def roc_auc(scores: Sequence[Real], labels: Sequence[int]) -> Fraction:
    """The area under the ROC curve, in [0, 1]: the share of pairs in which the positive scores above the negative.

    A tie counts half. scores, labels, errors : as for roc_curve.

    Source: Hanley and McNeil, The meaning and use of the area under a ROC curve (1982); Fawcett (2006), section 7.

    >>> roc_auc([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0])
    Fraction(3, 4)
    """
    positives, negatives = _classes(scores, labels)
    if not negatives:
        raise ValueError("a ROC curve needs a negative example")
    halves = sum(
        2 if high > low else int(high == low)
        for high, positive in zip(scores, labels, strict=True)
        if positive
        for low, other in zip(scores, labels, strict=True)
        if not other
    )
    return Fraction(halves, 2 * positives * negatives)


def average_precision(scores: Sequence[Real], labels: Sequence[int]) -> Fraction:
    """Σ (Rₙ − Rₙ₋₁)·Pₙ over the precision–recall curve, without interpolation, in [0, 1].

    Without ties this is the mean, over the positives, of the precision at each one's rank. scores, labels, errors : as
    for precision_recall_curve.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), section 8.4.

    >>> average_precision([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0])
    Fraction(5, 6)
    """
    total, before = Fraction(0), Fraction(0)
    for _, precision, recall in precision_recall_curve(scores, labels):
        total += (recall - before) * precision
        before = recall
    return total


def interpolated_precision(points: Sequence[PrecisionRecallPoint], recall: Real) -> Fraction:
    """The largest precision at this recall or above it; 0 where no point reaches it.

    recall : in [0, 1]; ValueError otherwise.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), section 8.4.

    >>> interpolated_precision(precision_recall_curve([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 0]), Fraction(3, 4))
    Fraction(2, 3)
    """
    if not 0 <= recall <= 1:
        raise ValueError(f"a recall lies in [0, 1], not {recall}")
    return max((point.precision for point in points if point.recall >= recall), default=Fraction(0))


def top_k_accuracy(scores: Sequence[Sequence[Real]], labels: Sequence[int], k: int) -> Fraction:
    """The share of examples whose true class is among the k with the largest scores; a tie at the edge counts against.

    scores : (examples, classes). labels : classes from 0. k : from 1 to the number of classes. Raises ValueError
    otherwise.

    Source: Krizhevsky, Sutskever, Hinton, ImageNet classification with deep CNNs (2012), section 2.

    >>> top_k_accuracy([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]], [1, 0], k=2)
    Fraction(1, 2)
    """
    check_paired(scores, labels, "scores and labels")
    hits = 0
    for row, label in zip(scores, labels, strict=True):
        if not 1 <= k <= len(row):
            raise ValueError(f"k lies from 1 to {len(row)}, not at {k}")
        if not 0 <= label < len(row):
            raise ValueError(f"{label} is none of {len(row)} classes")
        hits += sum(score >= row[label] for score in row) <= k
    return Fraction(hits, len(labels))


def precision_at_k(relevant: Sequence[int], k: int) -> Fraction:
    """The share of relevant documents among the first k.

    relevant : 1 or 0 for each rank, the best first; a shorter ranking counts as if irrelevant ones followed.
    k : at least 1; ValueError below.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), section 8.4.

    >>> precision_at_k([1, 0, 1, 1], 3)
    Fraction(2, 3)
    """
    if k < 1:
        raise ValueError(f"k is at least 1, not {k}")
    return Fraction(sum(map(bool, relevant[:k])), k)


def recall_at_k(relevant: Sequence[int], k: int, total: int | None = None) -> Fraction:
    """The share of all relevant documents that are among the first k.

    relevant : as for precision_at_k. total : relevant documents that exist, those in the ranking if left out. Raises
    ValueError for k below 1, or a total of 0 or less than the ranking shows.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), sections 8.3 and 8.4.

    >>> recall_at_k([1, 0, 1, 1], 3)
    Fraction(2, 3)
    """
    found = sum(map(bool, relevant))
    if k < 1:
        raise ValueError(f"k is at least 1, not {k}")
    if total is not None and total < found:
        raise ValueError(f"the ranking shows {found} relevant documents, more than {total}")
    if not (found if total is None else total):
        raise ValueError("there are no relevant documents")
    return Fraction(sum(map(bool, relevant[:k])), found if total is None else total)


def reciprocal_rank(relevant: Sequence[int]) -> Fraction:
    """One over the rank of the first relevant document, counted from 1; 0 if there is none.

    Source: Voorhees, The TREC-8 question answering track report (1999).

    >>> reciprocal_rank([0, 0, 1, 1])
    Fraction(1, 3)
    """
    return next((Fraction(1, rank) for rank, hit in enumerate(relevant, start=1) if hit), Fraction(0))


def mean_reciprocal_rank(rankings: Sequence[Sequence[int]]) -> Fraction:
    """The mean reciprocal rank over queries. Raises ValueError without queries.

    Source: Voorhees, The TREC-8 question answering track report (1999).

    >>> mean_reciprocal_rank([[1, 0], [0, 1], [0, 0]])
    Fraction(1, 2)
    """
    if not len(rankings):
        raise ValueError("there are no queries")
    return sum(map(reciprocal_rank, rankings), Fraction(0)) / len(rankings)


def dcg(gains: Sequence[Real], k: int | None = None) -> float:
    """Discounted cumulative gain Σ gᵢ/log₂(i + 1) over the first k ranks i = 1, 2, …; over all if k is left out.

    gains : the graded relevance of each rank, the best first. k : at least 1; ValueError below.

    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002); the discount log₂(i + 1)
    is usual since Burges et al., Learning to rank using gradient descent (2005).

    >>> dcg([3, 0, 2])
    4.0
    """
    if k is not None and k < 1:
        raise ValueError(f"k is at least 1, not {k}")
    return math.fsum(float(gain) / math.log2(rank + 1) for rank, gain in enumerate(gains[:k], start=1))


def ndcg(gains: Sequence[Real], k: int | None = None) -> float:
    """DCG over that of the best order of the same gains, in [0, 1] for gains of at least 0; 0 where all gains are 0.

    Raises ValueError for negative gains or k below 1.

    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002).

    >>> ndcg([3, 2, 1]), round(ndcg([1, 2, 3]), 3)
    (1.0, 0.79)
    """
    if any(gain < 0 for gain in gains):
        raise ValueError("gains are at least 0")
    best = dcg(sorted(gains, reverse=True), k)
    return dcg(gains, k) / best if best else 0.0


def _classes(scores: Sequence[Real], labels: Sequence[int]) -> tuple[int, int]:
    """The numbers of positives, at least 1, and of negatives."""
    check_paired(scores, labels, "scores and labels")
    if any(label not in (0, 1) for label in labels):
        raise ValueError("a label is 0 or 1")
    positives = sum(map(bool, labels))
    if not positives:
        raise ValueError("there is no positive example")
    return positives, len(labels) - positives


def _thresholds(scores: Sequence[Real], labels: Sequence[int]) -> list[tuple[Real, int, int]]:
    """True and false positives at each distinct score, the largest first."""
    found, hits, false_alarms = [], 0, 0
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: pair[0], reverse=True)
    for threshold, group in itertools.groupby(ranked, key=lambda pair: pair[0]):
        tied = [label for _, label in group]
        hits += sum(map(bool, tied))
        false_alarms += len(tied) - sum(map(bool, tied))
        found.append((threshold, hits, false_alarms))
    return found
