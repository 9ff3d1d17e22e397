"""Classification metrics: against scikit-learn, and their bounds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import evaluation
from solutions._numbers import check_distribution
from tests.tools import oracle

RNG = np.random.default_rng(7)
TRUE, GUESSED = RNG.integers(0, 4, 200).tolist(), RNG.integers(0, 4, 200).tolist()
MATRIX = evaluation.confusion_matrix(TRUE, GUESSED, 5)
"""Its last class neither occurs nor is guessed."""

matrices = st.integers(2, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=n, max_size=n)
)


@pytest.mark.parametrize("beta", [0, Fraction(1, 2), 1, 2])
def test_f_scores_are_those_of_scikit_learn(beta: Fraction) -> None:
    metrics = oracle("sklearn.metrics")
    scores = evaluation.f_scores(MATRIX, beta)
    kept = {"labels": range(5), "beta": float(beta), "zero_division": 0}
    assert scores[4] is None
    assert [float(score or 0) for score in scores] == pytest.approx(
        metrics.fbeta_score(TRUE, GUESSED, average=None, **kept)
    )
    assert float(evaluation.macro_average(scores)) == pytest.approx(
        metrics.fbeta_score(TRUE, GUESSED, average="macro", **kept)
    )
    assert float(evaluation.weighted_average(scores, MATRIX)) == pytest.approx(
        metrics.fbeta_score(TRUE, GUESSED, average="weighted", **kept)
    )


def test_other_statistics_are_those_of_scikit_learn() -> None:
    metrics = oracle("sklearn.metrics")
    assert evaluation.matthews_correlation(MATRIX) == pytest.approx(metrics.matthews_corrcoef(TRUE, GUESSED))
    assert float(evaluation.cohen_kappa(MATRIX)) == pytest.approx(metrics.cohen_kappa_score(TRUE, GUESSED))
    assert float(evaluation.balanced_accuracy(MATRIX)) == pytest.approx(metrics.balanced_accuracy_score(TRUE, GUESSED))
    assert [float(share) for share in evaluation.class_iou(MATRIX)[:4] if share is not None] == pytest.approx(
        metrics.jaccard_score(TRUE, GUESSED, average=None)
    )
    micro = metrics.precision_recall_fscore_support(TRUE, GUESSED, average="micro", labels=[0, 2])[:3]
    assert [float(share or 0) for share in evaluation.micro_average(MATRIX, [2, 0])] == pytest.approx(micro)


def test_the_specificity_of_a_class_is_the_recall_of_all_others() -> None:
    for place, share in enumerate(evaluation.specificity(MATRIX)):
        against = evaluation.confusion_matrix([x == place for x in TRUE], [x == place for x in GUESSED], 2)
        assert share == evaluation.recall(against)[0]


@given(matrices)
def test_metrics_stay_within_their_bounds(rows: list[list[int]]) -> None:
    matrix = tuple(map(tuple, rows))
    if not sum(map(sum, matrix)):
        with pytest.raises(ValueError, match="no images"):
            evaluation.matthews_correlation(matrix)
        return
    shares = [*evaluation.specificity(matrix), *evaluation.f_scores(matrix), *evaluation.class_iou(matrix)]
    assert all(0 <= share <= 1 for share in shares if share is not None)
    assert -1 - 1e-12 <= evaluation.matthews_correlation(matrix) <= 1 + 1e-12
    assert evaluation.micro_average(matrix) == (evaluation.accuracy(matrix),) * 3
    for iou, score in zip(evaluation.class_iou(matrix), evaluation.f_scores(matrix), strict=True):
        assert score == (None if iou is None else 2 * iou / (1 + iou))
    parts = zip(evaluation.precision(matrix), evaluation.recall(matrix), evaluation.f_scores(matrix), strict=True)
    for precision, recall, score in parts:
        if precision is not None and recall is not None:
            assert evaluation.f_measure(precision, recall) == score


def test_a_perfect_classifier_and_one_that_is_always_wrong() -> None:
    perfect, reversed_ = ((3, 0), (0, 4)), ((0, 3), (4, 0))
    assert evaluation.cohen_kappa(perfect) == evaluation.matthews_correlation(perfect) == 1
    assert evaluation.matthews_correlation(reversed_) == -1
    assert evaluation.matthews_correlation(((3, 0), (4, 0))) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: evaluation.f_measure(2, 1), "lie in"),
        (lambda: evaluation.f_scores(MATRIX, -1), "at least 0"),
        (lambda: evaluation.macro_average([]), "no classes"),
        (lambda: evaluation.weighted_average([Fraction(1)], MATRIX), "1 scores for 5 classes"),
        (lambda: evaluation.weighted_average([None, None], ((0, 0), (0, 0))), "no images"),
        (lambda: evaluation.micro_average(MATRIX, [5]), "classes are 0 to 4"),
        (lambda: evaluation.balanced_accuracy(((0, 0), (0, 0))), "no classes"),
        (lambda: evaluation.cohen_kappa(((3, 0), (0, 0))), "single class"),
        (lambda: check_distribution([Fraction(1, 3)] * 2), "sum to 1"),
        (lambda: check_distribution([Fraction(10**12, 10**12 + 1)]), "not 1"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
