"""Misconceptions about metrics of classifiers, rankings, boxes and texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from solutions import calibration, detection, evaluation, ranking, text_scores
from solutions._numbers import Real, ratio
from solutions.detection import Box, Mask
from solutions.evaluation import Matrix
from solutions.text_scores import Tokens


def precision_over_true_images(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """Which images is this a share of: all images of this class, or all that were taken for it?"""
    return evaluation.recall(matrix)


def recall_over_guesses(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """How many images of this class were there to find? That isn't the number of images taken for it."""
    return evaluation.precision(matrix)


def recall_of_all_images(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """The hits were divided by all images. Which images could have been hits for this class?"""
    total = sum(map(sum, matrix))
    return tuple(Fraction(row[place], total) if total else None for place, row in enumerate(matrix))


def f_measure_as_arithmetic_mean(precision: Real, recall: Real, beta: Real = 1) -> Real:
    """What would this mean give a classifier that takes everything for positive? Which mean punishes the smaller number?"""
    return ratio(precision + recall, 2)


def f_measure_without_doubling(precision: Real, recall: Real, beta: Real = 1) -> Real:
    """What should F be where precision and recall are equal? Check it with a perfect classifier."""
    return ratio(precision * recall, precision + recall) if precision + recall else 0


def specificity_as_precision(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """Specificity asks about the images of the other classes. What share of them was recognised as such?"""
    return evaluation.precision(matrix)


def auc_that_ignores_ties(scores: Sequence[Real], labels: Sequence[int]) -> Fraction:
    """What is a pair with two equal scores worth? Think of a classifier that gives everyone the same score."""
    pairs = [
        (high, low)
        for high, y in zip(scores, labels, strict=True)
        if y
        for low, z in zip(scores, labels, strict=True)
        if not z
    ]
    return Fraction(sum(high > low for high, low in pairs), len(pairs))


def auc_with_the_axes_swapped(scores: Sequence[Real], labels: Sequence[int]) -> Fraction:
    """Which rate is on which axis? A good classifier's curve rises early."""
    return 1 - ranking.roc_auc(scores, labels)


def precision_averaged_over_all_ranks(scores: Sequence[Real], labels: Sequence[int]) -> Fraction:
    """At which ranks is precision taken? A rank that adds no recall spans no area."""
    points = ranking.precision_recall_curve(scores, labels)
    return sum((point.precision for point in points), Fraction(0)) / len(points)


def calibration_error_with_equal_bins(confidences: Sequence[Real], right: Sequence[int], bins: int = 15) -> Real:
    """Should a bin with one example count as much as a bin with a thousand?"""
    made = calibration.reliability_bins(confidences, right, bins)
    return ratio(sum(_size(each.accuracy - each.confidence) for each in made), len(made))


def calibration_error_with_signs(confidences: Sequence[Real], right: Sequence[int], bins: int = 15) -> Real:
    """Can overconfidence in one bin make up for underconfidence in another?"""
    made = calibration.reliability_bins(confidences, right, bins)
    return _size(ratio(sum(each.examples * (each.accuracy - each.confidence) for each in made), len(right)))


def iou_over_the_sum_of_areas(one: Box, other: Box) -> Real:
    """In the sum of both areas, how often does the part that they share count? What is the IoU of a box with itself?"""
    return ratio(_intersection(one, other), detection.box_area(one) + detection.box_area(other))


def iou_over_the_smaller_box(one: Box, other: Box) -> Real:
    """What would this give for a tiny box inside a huge one? Which area contains both boxes and nothing else?"""
    return ratio(_intersection(one, other), min(detection.box_area(one), detection.box_area(other)))


def iou_of_enclosing_box(one: Box, other: Box) -> Real:
    """The smallest box around both also covers area that belongs to neither of them. Is that part of the union?"""
    around = (*map(min, one[:2], other[:2]), *map(max, one[2:], other[2:]))
    return ratio(_intersection(one, other), detection.box_area(around))  # type: ignore[arg-type]


def dice_as_iou(one: Mask, other: Mask) -> Fraction:
    """Two coefficients compare masks. In which of them do shared pixels count once for each mask?"""
    return detection.mask_iou(one, other)


def nms_against_suppressed_boxes(boxes: Sequence[Box], scores: Sequence[Real], threshold: Real) -> tuple[int, ...]:
    """Can a box that was itself removed still remove others?"""
    ranked = sorted(range(len(boxes)), key=lambda place: scores[place], reverse=True)
    return tuple(
        place
        for rank, place in enumerate(ranked)
        if all(detection.iou(boxes[place], boxes[other]) <= threshold for other in ranked[:rank])
    )


def nms_in_order_of_the_list(boxes: Sequence[Box], scores: Sequence[Real], threshold: Real) -> tuple[int, ...]:
    """Of two boxes that overlap, which one should survive? Look at the order in which they are visited."""
    return detection.non_maximum_suppression(boxes, [0] * len(boxes), threshold)


def precision_without_clipping(candidate: Tokens, references: Sequence[Tokens], n: int) -> Fraction:
    """What does this give for a candidate that repeats one word of the reference? How often can a word be matched?"""
    known = {ngram for reference in references for ngram in text_scores.ngram_counts(reference, n)}
    counts = text_scores.ngram_counts(candidate, n)
    return Fraction(sum(count for ngram, count in counts.items() if ngram in known), counts.total() or 1)


def bleu_without_brevity_penalty(
    candidates: Sequence[Tokens], references: Sequence[Sequence[Tokens]], max_n: int = 4
) -> float:
    """What would a candidate of a few safe words score? Precision alone does not notice what is missing."""
    lengths = sum(map(len, candidates)), sum(len(known[0]) for known in references)
    penalty = text_scores.brevity_penalty(*lengths)
    return text_scores.bleu(candidates, references, max_n) / penalty if penalty else 0.0


def bleu_as_arithmetic_mean(
    candidates: Sequence[Tokens], references: Sequence[Sequence[Tokens]], max_n: int = 4
) -> float:
    """How are the precisions of the different lengths combined? The score should be low if any of them is."""
    shares = [_share(candidates, references, n) for n in range(1, max_n + 1)]
    geometric = math.prod(shares) ** (1 / max_n)
    return text_scores.bleu(candidates, references, max_n) / geometric * sum(shares) / max_n if geometric else 0.0


def edit_distance_place_by_place(one: Tokens, other: Tokens) -> int:
    """What happens to everything behind one inserted letter, if letters are compared place by place?"""
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def edit_distance_without_substitutions(one: Tokens, other: Tokens) -> int:
    """How many edits does it take to replace one letter by another?"""
    return len(one) + len(other) - 2 * text_scores.lcs_length(one, other)


def error_rate_of_the_hypothesis(hypothesis: Tokens, reference: Tokens) -> Fraction:
    """Which length are the errors divided by? With yours, a system could lower its rate by saying more."""
    return Fraction(text_scores.edit_distance(reference, hypothesis), len(hypothesis))


def _share(candidates: Sequence[Tokens], references: Sequence[Sequence[Tokens]], n: int) -> float:
    counts = [(text_scores.ngram_counts(one, n).total(), text_scores.modified_precision(one, known, n))
              for one, known in zip(candidates, references, strict=True)]  # fmt: skip
    return float(sum(total * share for total, share in counts) / (sum(total for total, _ in counts) or 1))


def _size(value: Real) -> Real:
    return value if value >= 0 else -value


def _intersection(one: Box, other: Box) -> Real:
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "precision": (precision_over_true_images,),
    "recall": (recall_over_guesses, recall_of_all_images),
    "f_measure": (f_measure_as_arithmetic_mean, f_measure_without_doubling),
    "specificity": (specificity_as_precision,),
    "roc_auc": (auc_that_ignores_ties, auc_with_the_axes_swapped),
    "average_precision": (precision_averaged_over_all_ranks,),
    "expected_calibration_error": (calibration_error_with_equal_bins, calibration_error_with_signs),
    "iou": (iou_over_the_sum_of_areas, iou_over_the_smaller_box, iou_of_enclosing_box),
    "dice_coefficient": (dice_as_iou,),
    "non_maximum_suppression": (nms_against_suppressed_boxes, nms_in_order_of_the_list),
    "modified_precision": (precision_without_clipping,),
    "bleu": (bleu_without_brevity_penalty, bleu_as_arithmetic_mean),
    "edit_distance": (edit_distance_place_by_place, edit_distance_without_substitutions),
    "word_error_rate": (error_rate_of_the_hypothesis,),
}
