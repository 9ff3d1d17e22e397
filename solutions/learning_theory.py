"""Learning theory: dichotomies, VC dimension by enumeration, Rademacher complexity, sample bounds."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from solutions._numbers import Exact

__all__ = [
    "growth_function",
    "half_plane_dichotomies",
    "hoeffding_bound",
    "hoeffding_samples",
    "interval_dichotomies",
    "pac_samples",
    "rademacher_complexity",
    "rectangle_dichotomies",
    "sauer_bound",
    "shatters",
    "threshold_dichotomies",
    "vc_dimension",
]

Dichotomies = frozenset[tuple[int, ...]]
"""The ways in which a class labels points: for each a tuple of 0 and 1."""
Point = tuple[Exact, Exact]
Class = Callable[[Sequence[Any]], Dichotomies]


def threshold_dichotomies(points: Sequence[Exact]) -> Dichotomies:
    """The labellings of points on a line by x ≥ t, for all t.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), section 6.3.1.

    >>> sorted(threshold_dichotomies([1, 5]))
    [(0, 0), (0, 1), (1, 1)]
    """
    return frozenset(tuple(int(x >= edge) for x in points) for edge in (*points, math.inf))


def interval_dichotomies(points: Sequence[Exact]) -> Dichotomies:
    """The labellings of points on a line by a ≤ x ≤ b, for all a and b; an empty interval labels all with 0.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), section 6.3.2.

    >>> len(interval_dichotomies([1, 2, 3])), (1, 0, 1) in interval_dichotomies([1, 2, 3])
    (7, False)
    """
    empty = (0,) * len(points)
    return frozenset({empty, *(tuple(int(low <= x <= high) for x in points) for low in points for high in points)})


def rectangle_dichotomies(points: Sequence[Point]) -> Dichotomies:
    """The labellings of points (x, y) in the plane as inside of a rectangle whose sides are parallel to the axes.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), section 6.3.3.

    >>> len(rectangle_dichotomies([(0, 1), (1, 0), (0, -1), (-1, 0)]))
    16
    """
    columns, rows = (interval_dichotomies([point[axis] for point in points]) for axis in (0, 1))
    return frozenset(tuple(map(int.__and__, inside, between)) for inside, between in itertools.product(columns, rows))


def half_plane_dichotomies(points: Sequence[Point]) -> Dichotomies:
    """The labellings of points (x, y) in the plane by a·x + b·y ≥ c, for all a, b and c: those that a line separates.

    Exact, by Kirchberger's theorem: two finite sets can be separated if those of every four points can.

    Source: Kirchberger (1903); Shalev-Shwartz and Ben-David, Understanding machine learning (2014), theorem 9.3.

    >>> [len(half_plane_dichotomies([(0, 0), (1, 0), (0, 1), (1, 1)][:count])) for count in (3, 4)]
    [8, 14]
    """
    return frozenset(
        labels
        for labels in itertools.product((0, 1), repeat=len(points))
        if _separable([p for p, label in zip(points, labels, strict=True) if label],
                      [p for p, label in zip(points, labels, strict=True) if not label])
    )  # fmt: skip


def _separable(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether no triangle of one set holds a point of the other, and no segment of one meets one of the other."""
    if any(_holds(each, corners) for each in one for corners in itertools.combinations_with_replacement(other, 3)):
        return False
    if any(_holds(each, corners) for each in other for corners in itertools.combinations_with_replacement(one, 3)):
        return False
    return not any(
        _cross(*first, *second)
        for first in itertools.combinations(one, 2)
        for second in itertools.combinations(other, 2)
    )


def _turn(a: Point, b: Point, c: Point) -> Exact:
    """Positive where a, b, c turn to the left, 0 where they lie on one line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _holds(point: Point, corners: Sequence[Point]) -> bool:
    """Whether a point lies in a triangle, its border included; the triangle may be a segment or a point."""
    turns = [_turn(a, b, point) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)]
    between = all(min(c[axis] for c in corners) <= point[axis] <= max(c[axis] for c in corners) for axis in (0, 1))
    return between and (min(turns) >= 0 or max(turns) <= 0)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the segments ab and cd cross inside of both; ends that touch are points that _holds finds."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def shatters(dichotomies: Dichotomies, points: int) -> bool:
    """Whether a class labels so many points in all 2^points ways.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), definition 6.3.

    >>> shatters(interval_dichotomies([1, 2]), 2), shatters(interval_dichotomies([1, 2, 3]), 3)
    (True, False)
    """
    return len(dichotomies) == 1 << points


def growth_function(dichotomies: Class, candidates: Sequence[Any], size: int) -> int:
    """The most ways in which a class labels `size` points out of the candidates.

    It is the growth function τ(size) if the candidates are rich enough, otherwise a lower bound. size : from 0 to their
    number, ValueError otherwise.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), definition 6.9.

    >>> [growth_function(interval_dichotomies, range(5), size) for size in range(5)]
    [1, 2, 4, 7, 11]
    """
    if not 0 <= size <= len(candidates):
        raise ValueError(f"the points are 0 to {len(candidates)}, not {size}")
    return max(len(dichotomies(points)) for points in itertools.combinations(candidates, size))


def vc_dimension(dichotomies: Class, candidates: Sequence[Any]) -> int:
    """The size of the largest set of the candidates that a class shatters, by trying all.

    It is the VC dimension if the candidates are rich enough, otherwise a lower bound. dichotomies : a function from
    points to their labellings by the class, such as interval_dichotomies.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), definition 6.5.

    >>> vc_dimension(threshold_dichotomies, range(4)), vc_dimension(interval_dichotomies, range(4))
    (1, 2)
    """
    size = 0
    while size < len(candidates) and growth_function(dichotomies, candidates, size + 1) == 1 << (size + 1):
        size += 1
    return size


def sauer_bound(dimension: int, points: int) -> int:
    """Σ C(m, i) over i ≤ d: the most labellings of m points by a class of VC dimension d; 2^m for m ≤ d.

    dimension d, points m : at least 0, ValueError below.

    Source: Sauer (1972); Shalev-Shwartz and Ben-David, Understanding machine learning (2014), lemma 6.10.

    >>> [sauer_bound(2, points) for points in range(5)]
    [1, 2, 4, 7, 11]
    """
    if dimension < 0 or points < 0:
        raise ValueError("dimension and points are at least 0")
    return sum(math.comb(points, size) for size in range(dimension + 1))


def rademacher_complexity(predictions: Iterable[Sequence[Exact]]) -> Fraction:
    """E_σ max_h Σ σᵢ·h(xᵢ)/m over all 2^m signs: how well a class fits labels drawn by chance; exact.

    predictions : for each hypothesis its values at the m points, at least one. For values ±1 it lies in [0, 1], and is
    1 where the points are shattered. Raises ValueError without hypotheses or points, or where their numbers differ.

    Source: Bartlett and Mendelson (2002); Shalev-Shwartz and Ben-David, Understanding machine learning (2014), equation
    26.4.

    >>> rademacher_complexity([(1, 1), (-1, -1)]), rademacher_complexity([(1, 1)])
    (Fraction(1, 2), Fraction(0, 1))
    """
    hypotheses = [tuple(values) for values in predictions]
    if not hypotheses or len(set(map(len, hypotheses))) != 1 or not hypotheses[0]:
        raise ValueError("hypotheses with values at the same points, at least 1, are needed")
    count = len(hypotheses[0])
    best = (
        max(sum((sign * value for sign, value in zip(signs, values, strict=True)), 0) for values in hypotheses)
        for signs in itertools.product((-1, 1), repeat=count)
    )
    return Fraction(sum(best)) / (count << count)


def hoeffding_bound(samples: int, tolerance: float, hypotheses: int = 1) -> float:
    """2·|H|·exp(−2·m·ε²), a bound on the probability that the error of some hypothesis is off by more than ε.

    Above 1 it says nothing. samples m, hypotheses |H| : at least 1. tolerance ε : above 0. Raises ValueError otherwise.

    Source: Hoeffding (1963); Shalev-Shwartz and Ben-David, Understanding machine learning (2014), lemma 4.5.

    >>> round(hoeffding_bound(1000, 0.05), 4)
    0.0135
    """
    if samples < 1 or hypotheses < 1 or tolerance <= 0:
        raise ValueError("samples and hypotheses are at least 1, and the tolerance is above 0")
    return 2 * hypotheses * math.exp(-2 * samples * tolerance**2)


def hoeffding_samples(tolerance: float, failure: float, hypotheses: int = 1) -> int:
    """The samples from which on hoeffding_bound is at most δ: ⌈ln(2|H|/δ)/(2ε²)⌉.

    tolerance ε : above 0. failure δ : in (0, 1). hypotheses |H| : at least 1. Raises ValueError otherwise.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), corollary 4.6.

    >>> hoeffding_samples(0.05, 0.05)
    738
    """
    if tolerance <= 0 or not 0 < failure < 1 or hypotheses < 1:
        raise ValueError("the tolerance is above 0, the failure in (0, 1), and hypotheses are at least 1")
    return math.ceil(math.log(2 * hypotheses / failure) / (2 * tolerance**2))


def pac_samples(hypotheses: int, tolerance: float, failure: float) -> int:
    """The samples that a learner with no training error needs in a finite class that holds the truth: ⌈ln(|H|/δ)/ε⌉.

    Then its error is at most ε with a probability of at least 1 − δ. hypotheses |H| : at least 1. tolerance ε and
    failure δ : in (0, 1). Raises ValueError otherwise.

    Source: Shalev-Shwartz and Ben-David, Understanding machine learning (2014), corollary 2.3.

    >>> pac_samples(2**10, 0.1, 0.05)
    100
    """
    if hypotheses < 1 or not 0 < tolerance < 1 or not 0 < failure < 1:
        raise ValueError("hypotheses are at least 1, tolerance and failure in (0, 1)")
    return math.ceil(math.log(hypotheses / failure) / tolerance)
