"""Ranking and thresholds: against scikit-learn, and what curves and areas do not change under."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import ranking
from tests.tools import oracle

RNG = np.random.default_rng(11)
LABELS = RNG.integers(0, 2, 80).tolist()
SCORES = [RNG.normal(size=80).tolist(), RNG.integers(0, 6, 80).tolist()]
"""Without ties and with many."""

scored = st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 1)), min_size=2, max_size=30).filter(
    lambda pairs: {label for _, label in pairs} == {0, 1}
)


@pytest.mark.parametrize("scores", SCORES, ids=["distinct", "ties"])
def test_curves_and_areas_are_those_of_scikit_learn(scores: list[float]) -> None:
    metrics = oracle("sklearn.metrics")
    false_rates, true_rates, thresholds = metrics.roc_curve(LABELS, scores, drop_intermediate=False)
    points = ranking.roc_curve(scores, LABELS)
    assert [float(point.false_positive_rate) for point in points] == pytest.approx(false_rates)
    assert [float(point.true_positive_rate) for point in points] == pytest.approx(true_rates)
    assert [point.threshold for point in points[1:]] == pytest.approx(thresholds[1:])
    assert float(ranking.roc_auc(scores, LABELS)) == pytest.approx(metrics.roc_auc_score(LABELS, scores))
    assert float(ranking.average_precision(scores, LABELS)) == pytest.approx(
        metrics.average_precision_score(LABELS, scores)
    )
    precisions, recalls, _ = metrics.precision_recall_curve(LABELS, scores)
    curve = ranking.precision_recall_curve(scores, LABELS)
    assert [float(point.precision) for point in curve] == pytest.approx(precisions[-2::-1])
    assert [float(point.recall) for point in curve] == pytest.approx(recalls[-2::-1])


def test_top_k_and_ndcg_are_those_of_scikit_learn() -> None:
    metrics = oracle("sklearn.metrics")
    scores, labels = RNG.normal(size=(50, 6)), RNG.integers(0, 6, 50)
    for k in range(1, 6):
        assert float(ranking.top_k_accuracy(scores.tolist(), labels.tolist(), k)) == pytest.approx(
            metrics.top_k_accuracy_score(labels, scores, k=k, labels=range(6))
        )
    gains = RNG.integers(0, 4, 9)
    order = -np.arange(9.0)[None]
    for k in (1, 4, 9):
        assert ranking.dcg(gains.tolist(), k) == pytest.approx(metrics.dcg_score(gains[None], order, k=k))
        assert ranking.ndcg(gains.tolist(), k) == pytest.approx(metrics.ndcg_score(gains[None], order, k=k))


@given(scored)
def test_the_area_is_that_under_the_curve_and_only_the_order_counts(pairs: list[tuple[int, int]]) -> None:
    scores, labels = [score for score, _ in pairs], [label for _, label in pairs]
    area = ranking.roc_auc(scores, labels)
    assert area == ranking.trapezoid_area([point[1:] for point in ranking.roc_curve(scores, labels)])
    assert area == ranking.roc_auc([score**3 + 2 for score in scores], labels)
    assert area == 1 - ranking.roc_auc([-score for score in scores], labels)
    assert area == ranking.roc_auc([-score for score in scores], [1 - label for label in labels])


@given(scored)
def test_recall_never_falls_and_interpolated_precision_never_rises(pairs: list[tuple[int, int]]) -> None:
    curve = ranking.precision_recall_curve(*zip(*pairs, strict=True))
    recalls = [point.recall for point in curve]
    assert recalls == sorted(recalls)
    assert recalls[-1] == 1
    heights = [ranking.interpolated_precision(curve, Fraction(step, 10)) for step in range(11)]
    assert heights == sorted(heights, reverse=True)
    assert curve[-1].precision == Fraction(sum(label for _, label in pairs), len(pairs))


def test_the_example_of_the_book() -> None:
    # Manning, Raghavan, Schütze (2008), section 8.4: precision at the rank of every relevant document is averaged
    relevant = [1, 0, 1, 0, 0, 1]
    ranks = [6 - rank for rank in range(6)]
    assert ranking.average_precision(ranks, relevant) == (Fraction(1) + Fraction(2, 3) + Fraction(3, 6)) / 3
    assert ranking.precision_at_k(relevant, 10) == Fraction(3, 10)
    assert ranking.recall_at_k(relevant, 3, total=4) == Fraction(1, 2)
    assert ranking.recall_at_k(relevant, 3, total=3) == Fraction(2, 3)


def test_equal_scores_for_all_classes_earn_nothing() -> None:
    assert ranking.top_k_accuracy([[0, 0, 0]], [0], 2) == 0
    assert ranking.top_k_accuracy([[0, 0, 0]], [0], 3) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ranking.roc_curve([1, 2], [1]), "differ in length"),
        (lambda: ranking.roc_auc([], []), "no scores and labels"),
        (lambda: ranking.roc_auc([1, 2], [1, 2]), "0 or 1"),
        (lambda: ranking.roc_auc([1, 2], [0, 0]), "no positive"),
        (lambda: ranking.roc_auc([1, 2], [1, 1]), "negative"),
        (lambda: ranking.roc_curve([1, 2], [1, 1]), "negative"),
        (lambda: ranking.trapezoid_area([(Fraction(1), Fraction(0)), (Fraction(0), Fraction(0))]), "in order"),
        (lambda: ranking.interpolated_precision([], 2), "lies in"),
        (lambda: ranking.top_k_accuracy([[1, 2]], [0], 3), "from 1 to 2"),
        (lambda: ranking.top_k_accuracy([[1, 2]], [2], 1), "none of 2"),
        (lambda: ranking.precision_at_k([1], 0), "at least 1"),
        (lambda: ranking.recall_at_k([1], 0), "at least 1"),
        (lambda: ranking.recall_at_k([0], 1), "no relevant"),
        (lambda: ranking.recall_at_k([1, 1], 1, total=1), "more than 1"),
        (lambda: ranking.mean_reciprocal_rank([]), "no queries"),
        (lambda: ranking.dcg([1], 0), "at least 1"),
        (lambda: ranking.ndcg([-1]), "at least 0"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
