"""Boxes and masks: against rasters, inverses, and properties of overlap."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import detection
from solutions.detection import Detection
from tests.tools import oracle

sides = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 8), st.integers(1, 8))
boxes = sides.map(lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3]))
Box = tuple[int, int, int, int]


def raster(box: Box) -> np.ndarray:
    grid = np.zeros((20, 20), dtype=int)
    grid[box[1] : box[3], box[0] : box[2]] = 1
    return grid


@given(boxes, boxes)
def test_overlaps_of_whole_boxes_are_those_of_their_pixels(one: Box, other: Box) -> None:
    first, second = raster(one), raster(other)
    assert detection.iou(one, other) == Fraction(int((first & second).sum()), int((first | second).sum()))
    assert detection.mask_iou(first.tolist(), second.tolist()) == detection.iou(one, other)
    share = detection.mask_iou(first.tolist(), second.tolist())
    assert detection.dice_coefficient(first.tolist(), second.tolist()) == 2 * share / (1 + share)


@given(boxes, boxes, st.integers(-9, 9), st.integers(1, 9))
def test_iou_is_symmetric_and_does_not_change_with_place_or_scale(one: Box, other: Box, shift: int, scale: int) -> None:
    def moved(box: Box) -> Box:
        return tuple(scale * side + shift for side in box)  # type: ignore[return-value]

    assert detection.iou(one, one) == detection.generalised_iou(one, one) == 1
    assert detection.iou(one, other) == detection.iou(other, one) == detection.iou(moved(one), moved(other))
    assert -1 < detection.generalised_iou(one, other) <= detection.iou(one, other) <= 1


@given(boxes, boxes)
def test_encodings_of_boxes_can_be_undone(box: Box, anchor: Box) -> None:
    assert detection.box_corners(detection.box_centre(box)) == box
    assert detection.decode_box(detection.encode_box(box, anchor), anchor) == pytest.approx(box)
    assert detection.encode_box(anchor, anchor) == (0, 0, 0, 0)


@given(st.lists(st.tuples(boxes, st.integers(0, 99)), max_size=9), st.fractions(0, 1, max_denominator=10))
def test_what_suppression_keeps_does_not_overlap_and_what_it_drops_does(
    scored: list[tuple[Box, int]], threshold: Fraction
) -> None:
    found, scores = [box for box, _ in scored], [score for _, score in scored]
    kept = detection.non_maximum_suppression(found, scores, threshold)
    for place in range(len(found)):
        better = [other for other in kept if other != place and scores[other] >= scores[place]]
        overlaps = [detection.iou(found[place], found[other]) for other in better]
        if place in kept:
            assert all(
                overlap <= threshold or scores[other] == scores[place]
                for overlap, other in zip(overlaps, better, strict=True)
            )
        else:
            assert max(overlaps) > threshold
    assert list(kept) == sorted(kept, key=lambda place: -scores[place])


def test_soft_suppression_lowers_by_the_gaussian_of_the_overlap() -> None:
    found = [(0, 0, 2, 2), (1, 0, 3, 2), (9, 9, 10, 10)]
    lowered = detection.soft_nms(found, [0.9, 0.8, 0.7])
    assert lowered == pytest.approx((0.9, 0.8 * math.exp(-((1 / 3) ** 2) / 0.5), 0.7))
    assert detection.soft_nms([], []) == ()


def test_average_precision_without_interpolation_to_do_is_scikit_learns() -> None:
    metrics = oracle("sklearn.metrics")
    truths = [[(0, 0, 2, 2)], [(0, 0, 2, 2)], [(0, 0, 2, 2)]]
    found = [Detection(0, 0.9, (0, 0, 2, 2)), Detection(1, 0.8, (5, 5, 6, 6)), Detection(2, 0.7, (0, 0, 2, 2))]
    found += [Detection(2, 0.6, (5, 5, 6, 6)), Detection(1, 0.5, (0, 0, 2, 2))]
    hits = detection.match_detections(found, truths)
    assert hits == (1, 0, 1, 0, 1)
    assert float(detection.detection_average_precision(found, truths)) == pytest.approx(
        metrics.average_precision_score(hits, [each.score for each in found])
    )


def test_interpolation_takes_the_best_precision_to_the_right() -> None:
    truths = [[(0, 0, 2, 2), (4, 4, 6, 6), (8, 8, 9, 9)]]
    found = [Detection(0, score, box) for score, box in zip((5, 4, 3), ((7, 0, 8, 1), *truths[0][:2]), strict=True)]
    assert detection.detection_average_precision(found, truths) == 2 * Fraction(2, 3) / 3


def test_a_second_detection_of_an_object_is_a_false_positive_and_the_threshold_itself_counts() -> None:
    truths = [[(0, 0, 2, 2), (1, 0, 3, 2)]]
    assert detection.match_detections([Detection(0, 1, (0, 0, 1, 2)), Detection(0, 2, (0, 0, 2, 2))], truths) == (1, 0)
    half = Detection(0, 1, (0, 0, 1, 2))
    assert detection.match_detections([half], truths) == (1,)
    assert detection.match_detections([half._replace(box=(0, 0, 0.99, 2))], truths) == (0,)
    assert detection.detection_average_precision([half], truths) == Fraction(1, 2)
    assert detection.match_detections([half], [[]]) == (0,)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: detection.iou((2, 0, 1, 1), (0, 0, 1, 1)), "no box"),
        (lambda: detection.generalised_iou((1, 1, 1, 1), (1, 1, 1, 1)), "no area"),
        (lambda: detection.mask_iou([[1]], [[1, 0]]), "different shapes"),
        (lambda: detection.box_corners((0, 0, -1, 1)), "at least 0"),
        (lambda: detection.encode_box((0, 0, 0, 1), (0, 0, 1, 1)), "positive area"),
        (lambda: detection.decode_box((0, 0, 0, 0), (0, 0, 0, 1)), "no area"),
        (lambda: detection.non_maximum_suppression([(0, 0, 1, 1)], [], 0), "but 0 scores"),
        (lambda: detection.non_maximum_suppression([], [], 2), "lies in"),
        (lambda: detection.soft_nms([], [], 0), "above 0"),
        (lambda: detection.soft_nms([], [1]), "but 1 scores"),
        (lambda: detection.match_detections([Detection(1, 1, (0, 0, 1, 1))], [[]]), "no image 1"),
        (lambda: detection.detection_average_precision([], [[]]), "no objects"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_empty_boxes_and_masks() -> None:
    assert detection.iou((1, 1, 1, 1), (1, 1, 1, 1)) == 0
    assert detection.mask_iou([[0]], [[0]]) == detection.dice_coefficient([[0]], [[0]]) == 1
