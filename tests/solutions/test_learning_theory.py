"""Learning theory: known dimensions, separability against a linear program, bounds against what they bound."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import learning_theory
from tests.tools import oracle

GRID = list(itertools.product(range(3), repeat=2))
CIRCLE = [(0, 5), (3, 4), (5, 0), (4, -3), (-3, -4), (-5, 0)]
points = st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("dichotomies", "candidates", "dimension"),
    [
        (learning_theory.threshold_dichotomies, range(5), 1),
        (learning_theory.interval_dichotomies, range(5), 2),
        (learning_theory.half_plane_dichotomies, CIRCLE, 3),
        (learning_theory.half_plane_dichotomies, CIRCLE[:3], 3),
        (learning_theory.half_plane_dichotomies, GRID[:6], 3),
        (learning_theory.rectangle_dichotomies, [(0, 2), (2, 0), (0, -2), (-2, 0), (0, 0)], 4),
        (learning_theory.rectangle_dichotomies, [(n, n) for n in range(5)], 2),
    ],
)
def test_vc_dimensions_are_the_known_ones(dichotomies: object, candidates: list[object], dimension: int) -> None:
    assert learning_theory.vc_dimension(dichotomies, candidates) == dimension
    for size in range(len(candidates) + 1):
        found = learning_theory.growth_function(dichotomies, candidates, size)
        assert found <= learning_theory.sauer_bound(dimension, size)
        assert (found == 2**size) == (size <= dimension)


def test_points_in_general_position_are_cut_in_as_many_ways_as_cover_counted() -> None:
    # Cover (1965): 2·Σ C(m − 1, i) over i ≤ 2 ways for a line that need not pass through the origin
    for count in range(1, 7):
        ways = 2 * sum(math.comb(count - 1, size) for size in range(3))
        assert len(learning_theory.half_plane_dichotomies(CIRCLE[:count])) == ways


@pytest.fixture(scope="module")
def linprog() -> Any:
    return oracle("scipy.optimize").linprog


@settings(max_examples=25, deadline=None)  # up to 64 linear programs an example
@given(drawn=points)
def test_what_a_line_separates_is_what_a_linear_program_separates(linprog: Any, drawn: list[tuple[int, int]]) -> None:
    found = learning_theory.half_plane_dichotomies(drawn)
    for labels in itertools.product((0, 1), repeat=len(drawn)):
        signs = 2 * np.array(labels) - 1
        rows = -signs[:, None] * np.column_stack([drawn, np.ones(len(drawn))])
        feasible = linprog(np.zeros(3), A_ub=rows, b_ub=-np.ones(len(drawn)), bounds=(None, None)).status == 0
        assert (labels in found) == feasible


@given(points)
def test_rectangles_label_by_the_bounding_box(drawn: list[tuple[int, int]]) -> None:
    found = learning_theory.rectangle_dichotomies(drawn)
    for labels in itertools.product((0, 1), repeat=len(drawn)):
        inside = [point for point, label in zip(drawn, labels, strict=True) if label]
        box = [(min(axis), max(axis)) for axis in zip(*inside, strict=True)]
        tight = tuple(
            int(bool(box) and all(low <= x <= high for x, (low, high) in zip(point, box, strict=True)))
            for point in drawn
        )
        assert (labels in found) == (labels == tight)


def test_rademacher_complexity_of_shattering_classes_and_of_one_hypothesis() -> None:
    everything = list(itertools.product((-1, 1), repeat=3))
    assert learning_theory.rademacher_complexity(everything) == 1
    assert learning_theory.rademacher_complexity(everything[:1]) == 0
    thresholds = [[2 * label - 1 for label in labels] for labels in learning_theory.threshold_dichotomies(range(4))]
    complexity = learning_theory.rademacher_complexity(thresholds)
    # Massart: at most √(2 ln N/m) for N hypotheses of values ±1
    assert 0 < complexity <= math.sqrt(2 * math.log(5) / 4)
    assert complexity < learning_theory.rademacher_complexity([*thresholds, (1, -1, 1, -1)])


@pytest.mark.parametrize("samples", [1, 10, 40])
@pytest.mark.parametrize("tolerance", [0.1, 0.3])
def test_hoeffdings_bound_holds_for_a_coin(samples: int, tolerance: float) -> None:
    binomial = oracle("scipy.stats").binom(samples, 0.5)
    heads = np.arange(samples + 1)
    beyond = binomial.pmf(heads)[np.abs(heads / samples - 0.5) > tolerance + 1e-12].sum()
    assert beyond <= learning_theory.hoeffding_bound(samples, tolerance)


@given(st.floats(0.02, 0.5), st.floats(0.001, 0.5), st.integers(1, 10**6))
def test_sample_sizes_are_the_least_that_meet_their_bounds(tolerance: float, failure: float, hypotheses: int) -> None:
    samples = learning_theory.hoeffding_samples(tolerance, failure, hypotheses)
    assert learning_theory.hoeffding_bound(samples, tolerance, hypotheses) <= failure * (1 + 1e-9)
    assert learning_theory.hoeffding_bound(max(1, samples - 1), tolerance, hypotheses) > failure or samples == 1
    needed = learning_theory.pac_samples(hypotheses, tolerance, failure)
    # a hypothesis of error above ε survives m samples with a probability of at most (1 − ε)^m
    assert hypotheses * (1 - tolerance) ** needed <= failure * (1 + 1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: learning_theory.growth_function(learning_theory.interval_dichotomies, [1], 2), "0 to 1"),
        (lambda: learning_theory.sauer_bound(-1, 1), "at least 0"),
        (lambda: learning_theory.rademacher_complexity([]), "at least 1"),
        (lambda: learning_theory.rademacher_complexity([(1,), (1, 1)]), "same points"),
        (lambda: learning_theory.hoeffding_bound(0, 0.1), "at least 1"),
        (lambda: learning_theory.hoeffding_samples(0.1, 1), r"in \(0, 1\)"),
        (lambda: learning_theory.pac_samples(0, 0.1, 0.1), "at least 1"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_exact_points_need_no_tolerance() -> None:
    tiny = Fraction(1, 10**30)
    assert (0, 1, 0) in learning_theory.half_plane_dichotomies([(0, 0), (1, tiny), (2, 0)])
    assert (0, 1, 0) not in learning_theory.half_plane_dichotomies([(0, 0), (1, 0), (2, 0)])
