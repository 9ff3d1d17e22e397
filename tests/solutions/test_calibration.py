"""Calibration errors: against NumPy's bins and scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import calibration
from tests.tools import oracle

outcomes = st.lists(st.tuples(st.fractions(0, 1, max_denominator=20), st.integers(0, 1)), min_size=1, max_size=30)


def test_the_errors_are_those_of_bins_in_numpy() -> None:
    rng = np.random.default_rng(3)
    confidences, right = rng.random(500), rng.integers(0, 2, 500)
    places = np.ceil(confidences * 15).astype(int)
    gaps = {m: abs(confidences[places == m].mean() - right[places == m].mean()) for m in range(1, 16)}
    expected = sum(gap * (places == m).mean() for m, gap in gaps.items())
    ours = confidences.tolist(), right.tolist()
    assert calibration.expected_calibration_error(*ours) == pytest.approx(expected)
    assert calibration.maximum_calibration_error(*ours) == pytest.approx(max(gaps.values()))


@pytest.mark.parametrize("kind", [float, lambda text: Fraction(text)], ids=["floats", "fractions"])
def test_a_confidence_on_an_edge_is_in_the_bin_below(kind: object) -> None:
    for place in range(1, 11):
        (only,) = calibration.reliability_bins([kind(f"{place / 10}")], [1], bins=10)  # type: ignore[operator]
        assert only.edge == Fraction(place, 10)
    assert calibration.reliability_bins([0], [1], bins=10)[0].edge == Fraction(1, 10)


def test_the_brier_score_is_scikit_learns() -> None:
    metrics = oracle("sklearn.metrics")
    rng = np.random.default_rng(4)
    shares = rng.dirichlet(np.ones(3), 40)
    labels = rng.integers(0, 3, 40)
    assert calibration.brier_score(shares.tolist(), labels.tolist()) == pytest.approx(
        ((shares - np.eye(3)[labels]) ** 2).sum(axis=1).mean()
    )
    two = np.stack([1 - shares[:, 0], shares[:, 0]], axis=1)
    assert calibration.brier_score(two.tolist(), (labels == 0).astype(int).tolist()) == pytest.approx(
        2 * metrics.brier_score_loss(labels == 0, shares[:, 0])
    )


@given(outcomes, st.integers(1, 20))
def test_the_expected_error_is_at_most_the_largest_and_one_bin_compares_the_means(
    pairs: list[tuple[Fraction, int]], bins: int
) -> None:
    confidences, right = zip(*pairs, strict=True)
    expected = calibration.expected_calibration_error(confidences, right, bins)
    assert 0 <= expected <= calibration.maximum_calibration_error(confidences, right, bins) <= 1
    assert calibration.expected_calibration_error(confidences, right, 1) == abs(sum(confidences) - sum(right)) / len(
        right
    )


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: calibration.reliability_bins([0.5], [1], bins=0), "at least 1 bin"),
        (lambda: calibration.reliability_bins([1.5], [1]), "lies in"),
        (lambda: calibration.reliability_bins([], []), "no confidences"),
        (lambda: calibration.brier_score([[0.5, 0.6]], [0]), "sum to 1"),
        (lambda: calibration.brier_score([[0.5, 0.5]], [2]), "none of 2"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
