"""Object detection and segmentation: IoU, box encodings, non-maximum suppression, average precision, Dice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._numbers import Real, check_share, ratio

__all__ = [
    "Detection",
    "box_area",
    "box_centre",
    "box_corners",
    "decode_box",
    "detection_average_precision",
    "dice_coefficient",
    "encode_box",
    "generalised_iou",
    "iou",
    "mask_iou",
    "match_detections",
    "non_maximum_suppression",
    "soft_nms",
]

Box = tuple[Real, Real, Real, Real]
"""(left, top, right, bottom) in pixels, as continuous coordinates: the width is right − left, without + 1."""
Mask = Sequence[Sequence[int]]


class Detection(NamedTuple):
    """A box that was found in an image, and how sure of it the detector is."""

    image: int
    score: Real
    box: Box


def box_area(box: Box) -> Real:
    """The area of a box (left, top, right, bottom), at least 0. Raises ValueError where a side is negative.

    Source: Everingham et al., The Pascal visual object classes challenge (2010), section 4.2.

    >>> box_area((1, 1, 4, 3))
    6
    """
    left, top, right, bottom = box
    if right < left or bottom < top:
        raise ValueError(f"{box} is no box: left ≤ right and top ≤ bottom")
    return (right - left) * (bottom - top)


def iou(one: Box, other: Box) -> Real:
    """Intersection over union of two boxes, in [0, 1]; 0 where both are empty. Raises ValueError for a negative side.

    Source: Everingham et al., The Pascal visual object classes challenge (2010), section 4.2.

    >>> iou((0, 0, 2, 2), (1, 1, 3, 3))
    Fraction(1, 7)
    """
    common, union = _overlap(one, other)
    return ratio(common, union) if union else 0


def generalised_iou(one: Box, other: Box) -> Real:
    """GIoU = IoU − (C − union)/C with C the area of the smallest box around both, in [−1, 1].

    Raises ValueError for a negative side, or where C is 0.

    Source: Rezatofighi et al., Generalized intersection over union (2019), algorithm 1.

    >>> generalised_iou((0, 0, 1, 1), (2, 0, 3, 1))
    Fraction(-1, 3)
    """
    _, union = _overlap(one, other)
    around = box_area((*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:])))  # type: ignore[arg-type]
    if not around:
        raise ValueError("the box around both has no area")
    return iou(one, other) - ratio(around - union, around)


def _overlap(one: Box, other: Box) -> tuple[Real, Real]:
    """The areas of intersection and union."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    common = width * height if width > 0 and height > 0 else 0
    return common, box_area(one) + box_area(other) - common


def mask_iou(one: Mask, other: Mask) -> Fraction:
    """Intersection over union of two masks of one shape, rows of 0 and 1; 1 where both are empty.

    Raises ValueError where the shapes differ.

    Source: Long, Shelhamer, Darrell, Fully convolutional networks for semantic segmentation (2015), section 5.

    >>> mask_iou([[1, 1, 0]], [[0, 1, 1]])
    Fraction(1, 3)
    """
    common, first, second = _pixels(one, other)
    return Fraction(common, first + second - common) if first + second else Fraction(1)


def dice_coefficient(one: Mask, other: Mask) -> Fraction:
    """Dice coefficient 2|A ∩ B|/(|A| + |B|) of two masks of one shape, in [0, 1]; 1 where both are empty.

    It is the F1 of the pixels, and 2·IoU/(1 + IoU). Raises ValueError where the shapes differ.

    Source: Dice (1945); Milletari, Navab, Ahmadi, V-Net (2016), section 3.

    >>> dice_coefficient([[1, 1, 0]], [[0, 1, 1]])
    Fraction(1, 2)
    """
    common, first, second = _pixels(one, other)
    return Fraction(2 * common, first + second) if first + second else Fraction(1)


def _pixels(one: Mask, other: Mask) -> tuple[int, int, int]:
    """How many pixels both have, the first has, the second has."""
    if [len(row) for row in one] != [len(row) for row in other]:
        raise ValueError("the masks have different shapes")
    pairs = [(bool(a), bool(b)) for rows in zip(one, other, strict=True) for a, b in zip(*rows, strict=True)]
    return sum(a and b for a, b in pairs), sum(a for a, _ in pairs), sum(b for _, b in pairs)


def box_centre(box: Box) -> Box:
    """A box (left, top, right, bottom) as (centre x, centre y, width, height). Raises ValueError for a negative side.

    Source: Redmon, Divvala, Girshick, Farhadi, You only look once (2016), section 2.

    >>> box_centre((0, 0, 4, 2))
    (Fraction(2, 1), Fraction(1, 1), 4, 2)
    """
    box_area(box)
    left, top, right, bottom = box
    return ratio(left + right, 2), ratio(top + bottom, 2), right - left, bottom - top


def box_corners(centred: Box) -> Box:
    """A box (centre x, centre y, width, height) as (left, top, right, bottom): the inverse of box_centre.

    Raises ValueError for a negative width or height.

    Source: Redmon, Divvala, Girshick, Farhadi, You only look once (2016), section 2.

    >>> box_corners((2, 1, 4, 2))
    (Fraction(0, 1), Fraction(0, 1), Fraction(4, 1), Fraction(2, 1))
    """
    x, y, width, height = centred
    if width < 0 or height < 0:
        raise ValueError(f"{centred} is no box: width and height are at least 0")
    return x - ratio(width, 2), y - ratio(height, 2), x + ratio(width, 2), y + ratio(height, 2)


def encode_box(box: Box, anchor: Box) -> tuple[float, float, float, float]:
    """What a detector regresses, (tx, ty, tw, th): offsets over the anchor's size, and logarithms of ratios of sizes.

    box, anchor : (left, top, right, bottom), both of positive area; ValueError otherwise.

    Source: Ren, He, Girshick, Sun, Faster R-CNN (2015), equation 2.

    >>> encode_box((1, 0, 3, 2), (0, 0, 2, 2))
    (0.5, 0.0, 0.0, 0.0)
    """
    if not (box_area(box) and box_area(anchor)):
        raise ValueError("box and anchor have a positive area")
    x, y, width, height = map(float, box_centre(box))
    x_anchor, y_anchor, width_anchor, height_anchor = map(float, box_centre(anchor))
    return (
        (x - x_anchor) / width_anchor,
        (y - y_anchor) / height_anchor,
        math.log(width / width_anchor),
        math.log(height / height_anchor),
    )


def decode_box(offsets: tuple[float, float, float, float], anchor: Box) -> tuple[float, float, float, float]:
    """The box (left, top, right, bottom) that these offsets from an anchor encode: the inverse of encode_box.

    Raises ValueError for an anchor without area.

    Source: Ren, He, Girshick, Sun, Faster R-CNN (2015), equation 2.

    >>> decode_box((0.5, 0.0, 0.0, 0.0), (0, 0, 2, 2))
    (1.0, 0.0, 3.0, 2.0)
    """
    if not box_area(anchor):
        raise ValueError("the anchor has no area")
    x, y, width, height = map(float, box_centre(anchor))
    centred = (
        x + offsets[0] * width, y + offsets[1] * height, width * math.exp(offsets[2]), height * math.exp(offsets[3])
    )  # fmt: skip
    left, top, right, bottom = map(float, box_corners(centred))
    return left, top, right, bottom


def non_maximum_suppression(boxes: Sequence[Box], scores: Sequence[Real], threshold: Real) -> tuple[int, ...]:
    """The indices of the boxes that are kept, by falling score: none overlaps one before it by more than the threshold.

    threshold : an IoU in [0, 1]. Of equal scores the first box comes first. Raises ValueError for another threshold, or
    where boxes and scores differ in number.

    Source: Girshick, Donahue, Darrell, Malik, Rich feature hierarchies (2014), section 2.2.

    >>> non_maximum_suppression([(0, 0, 2, 2), (0, 0, 2, 3), (5, 5, 6, 6)], [0.8, 0.9, 0.3], Fraction(1, 2))
    (1, 2)
    """
    check_share(threshold, "the threshold")
    _check_scored(boxes, scores)
    kept: list[int] = []
    for place in sorted(range(len(boxes)), key=lambda place: scores[place], reverse=True):
        if all(iou(boxes[place], boxes[other]) <= threshold for other in kept):
            kept.append(place)
    return tuple(kept)


def soft_nms(boxes: Sequence[Box], scores: Sequence[Real], sigma: float = 0.5) -> tuple[float, ...]:
    """The scores after soft-NMS, in the order of the boxes: a chosen box lowers those left by exp(−IoU²/σ).

    sigma : above 0; ValueError otherwise. Nothing is removed: the caller thresholds the scores.

    Source: Bodla, Singh, Chellappa, Davis, Soft-NMS (2017), section 3, Gaussian penalty.

    >>> soft_nms([(0, 0, 1, 1), (0, 0, 1, 1), (5, 5, 6, 6)], [1.0, 0.5, 0.25], sigma=1.0)[0::2]
    (1.0, 0.25)
    """
    if sigma <= 0:
        raise ValueError(f"sigma is above 0, not {sigma}")
    _check_scored(boxes, scores)
    lowered = dict(enumerate(map(float, scores)))
    final = [0.0] * len(boxes)
    while lowered:
        best = max(lowered, key=lambda place: lowered[place])
        final[best] = lowered.pop(best)
        for place in lowered:
            lowered[place] *= math.exp(-(float(iou(boxes[best], boxes[place])) ** 2) / sigma)
    return tuple(final)


def match_detections(
    detections: Sequence[Detection], truths: Sequence[Sequence[Box]], threshold: Real = Fraction(1, 2)
) -> tuple[int, ...]:
    """1 for each detection that finds an object, else 0, in the order of falling score.

    Every detection meets the object of its image that it overlaps most; it finds it if their IoU is at least
    `threshold` and no better detection has found it before: the second is a false positive.

    detections : of one class. truths : the boxes in each image. Raises ValueError for an unknown image or threshold.

    Source: Everingham et al., The Pascal visual object classes challenge (2010), section 4.2.

    >>> found = [Detection(0, 0.9, (0, 0, 2, 2)), Detection(0, 0.8, (0, 0, 2, 2)), Detection(0, 0.7, (5, 5, 6, 6))]
    >>> match_detections(found, [[(0, 0, 2, 2)]])
    (1, 0, 0)
    """
    check_share(threshold, "the threshold")
    taken: set[tuple[int, int]] = set()
    hits = []
    for image, _, box in sorted(detections, key=lambda each: each.score, reverse=True):
        if not 0 <= image < len(truths):
            raise ValueError(f"there is no image {image}")
        overlaps = [iou(box, truth) for truth in truths[image]]
        best = max(range(len(overlaps)), key=lambda place: overlaps[place], default=-1)
        hit = best >= 0 and overlaps[best] >= threshold and (image, best) not in taken
        if hit:
            taken.add((image, best))
        hits.append(int(hit))
    return tuple(hits)


def detection_average_precision(
    detections: Sequence[Detection], truths: Sequence[Sequence[Box]], threshold: Real = Fraction(1, 2)
) -> Fraction:
    """The area under the interpolated precision–recall curve of a class; mAP is the mean over classes.

    Precision at a recall is the largest at that recall or above; objects that are never found keep the curve short of
    recall 1. Arguments and errors: as for match_detections; ValueError without objects.

    Source: Everingham et al., The Pascal visual object classes challenge: a retrospective (2015); all points, as
    from VOC 2010 on, not the eleven of VOC 2007.

    >>> found = [Detection(0, 0.9, (0, 0, 2, 2)), Detection(0, 0.8, (5, 5, 6, 6)), Detection(0, 0.7, (8, 0, 9, 1))]
    >>> detection_average_precision(found, [[(0, 0, 2, 2), (8, 0, 9, 1)]])
    Fraction(5, 6)
    """
    objects = sum(map(len, truths))
    if not objects:
        raise ValueError("there are no objects")
    hits = match_detections(detections, truths, threshold)
    precisions = [Fraction(sum(hits[:rank]), rank) for rank in range(1, len(hits) + 1)]
    found = (max(precisions[rank:]) for rank, hit in enumerate(hits) if hit)
    return sum(found, Fraction(0)) / objects


def _check_scored(boxes: Sequence[Box], scores: Sequence[Real]) -> None:
    if len(boxes) != len(scores):
        raise ValueError(f"{len(boxes)} boxes, but {len(scores)} scores")
