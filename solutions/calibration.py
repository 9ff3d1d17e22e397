"""Calibration: whether confidence is the probability of being right."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._numbers import Real, check_distribution, check_paired, check_share, ratio

__all__ = [
    "Bin",
    "brier_score",
    "expected_calibration_error",
    "maximum_calibration_error",
    "reliability_bins",
]


class Bin(NamedTuple):
    """A bin of a reliability diagram: its right edge, the number, accuracy and mean confidence of its examples."""

    edge: Fraction
    examples: int
    accuracy: Fraction
    confidence: Real


def reliability_bins(confidences: Sequence[Real], right: Sequence[int], bins: int = 15) -> tuple[Bin, ...]:
    """The bins ((m − 1)/M, m/M] of a reliability diagram that hold examples, from the left; 0 is in the first.

    confidences : in [0, 1], of the predicted class. right : 1 where the prediction is right, else 0. bins M : at least
    1. Raises ValueError otherwise, or without examples.

    Source: Guo, Pleiss, Sun, Weinberger, On calibration of modern neural networks (2017), section 2.

    >>> [(str(b.edge), b.examples, str(b.accuracy), str(b.confidence)) for b in
    ...  reliability_bins([Fraction(1, 2), Fraction(9, 10), Fraction(7, 10)], [1, 1, 0], bins=2)]
    [('1/2', 1, '1', '1/2'), ('1', 2, '1/2', '4/5')]
    """
    check_paired(confidences, right, "confidences and outcomes")
    if bins < 1:
        raise ValueError(f"there is at least 1 bin, not {bins}")
    filled: dict[int, list[tuple[Real, int]]] = {}
    for confidence, hit in zip(confidences, right, strict=True):
        check_share(confidence, "a confidence")
        filled.setdefault(_place(confidence, bins), []).append((confidence, int(bool(hit))))
    return tuple(
        Bin(
            Fraction(place, bins),
            len(inside),
            Fraction(sum(hit for _, hit in inside), len(inside)),
            ratio(sum(confidence for confidence, _ in inside), len(inside)),
        )
        for place, inside in sorted(filled.items())
    )


def _place(confidence: Real, bins: int) -> int:
    # a float meets edges that are rounded as it is, so that 0.3 of 10 bins lies at the edge of the third
    edges = ((m / bins if isinstance(confidence, float) else Fraction(m, bins)) for m in range(1, bins + 1))
    return next(place for place, edge in enumerate(edges, start=1) if confidence <= edge)


def expected_calibration_error(confidences: Sequence[Real], right: Sequence[int], bins: int = 15) -> Real:
    """ECE = Σ |B|/n·|accuracy(B) − confidence(B)| over the bins B, in [0, 1]. Arguments, errors: as reliability_bins.

    Source: Guo, Pleiss, Sun, Weinberger, On calibration of modern neural networks (2017), equation 3.

    >>> expected_calibration_error([Fraction(1, 2), Fraction(9, 10), Fraction(7, 10)], [1, 1, 0], bins=2)
    Fraction(11, 30)
    """
    made = reliability_bins(confidences, right, bins)
    return ratio(sum(each.examples * _gap(each) for each in made), len(right))


def maximum_calibration_error(confidences: Sequence[Real], right: Sequence[int], bins: int = 15) -> Real:
    """MCE, the largest |accuracy(B) − confidence(B)| of a bin, in [0, 1]. Arguments, errors: as reliability_bins.

    Source: Guo, Pleiss, Sun, Weinberger, On calibration of modern neural networks (2017), equation 5.

    >>> maximum_calibration_error([Fraction(1, 2), Fraction(9, 10), Fraction(7, 10)], [1, 1, 0], bins=2)
    Fraction(1, 2)
    """
    return max(map(_gap, reliability_bins(confidences, right, bins)))


def _gap(each: Bin) -> Real:
    gap = each.accuracy - each.confidence
    return gap if gap >= 0 else -gap


def brier_score(probabilities: Sequence[Sequence[Real]], labels: Sequence[int]) -> Real:
    """The mean over examples of the squared distance Σ (p_c − y_c)² to the one-hot label, in [0, 2].

    probabilities : (examples, classes), every row sums to 1. labels : classes from 0. Raises ValueError otherwise.

    Source: Brier, Verification of forecasts expressed in terms of probability (1950); the binary score that
    many libraries give is half of it.

    >>> brier_score([[Fraction(3, 4), Fraction(1, 4)], [Fraction(1, 2), Fraction(1, 2)]], [0, 1])
    Fraction(5, 16)
    """
    check_paired(probabilities, labels, "examples and labels")
    total: Real = 0
    for row, label in zip(probabilities, labels, strict=True):
        check_distribution(row)
        if not 0 <= label < len(row):
            raise ValueError(f"{label} is none of {len(row)} classes")
        total += sum((share - (place == label)) ** 2 for place, share in enumerate(row))
    return ratio(total, len(labels))
