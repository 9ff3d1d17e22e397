"""Classification metrics: exact, from a confusion matrix."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._numbers import Real, ratio

__all__ = [
    "MNIST_TEST_COUNTS",
    "Scores",
    "accuracy",
    "balanced_accuracy",
    "class_iou",
    "cohen_kappa",
    "confusion_matrix",
    "f_measure",
    "f_scores",
    "macro_average",
    "matthews_correlation",
    "micro_average",
    "most_confused",
    "precision",
    "recall",
    "specificity",
    "weighted_average",
]


MNIST_TEST_COUNTS = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
"""Images of each digit in the test set of MNIST. Source: LeCun, Cortes, Burges, the file t10k-labels-idx1-ubyte."""

Matrix = tuple[tuple[int, ...], ...]


class Scores(NamedTuple):
    """Precision, recall and F1 of several classes together; None where there is nothing to divide by."""

    precision: Fraction | None
    recall: Fraction | None
    f1: Fraction | None


def confusion_matrix(true: Sequence[int], predicted: Sequence[int], classes: int) -> Matrix:
    """Counts of images, a row for each true class, a column for each predicted one; classes count from 0.

    Raises ValueError where the two are not equally long, or a label is none of the classes.

    Source: Géron, Hands-on machine learning (2019), chapter 3.

    >>> confusion_matrix([0, 1, 1], [0, 0, 1], 2)
    ((1, 0), (1, 1))
    """
    if len(true) != len(predicted):
        raise ValueError(f"{len(true)} true labels, but {len(predicted)} predicted ones")
    counts = [[0] * classes for _ in range(classes)]
    for label, guess in zip(true, predicted, strict=True):
        if not (0 <= label < classes and 0 <= guess < classes):
            raise ValueError(f"the labels {label} and {guess} are not both one of {classes} classes")
        counts[label][guess] += 1
    return tuple(map(tuple, counts))


def accuracy(matrix: Matrix) -> Fraction:
    """The share of images on the diagonal. Raises ValueError for a matrix without images.

    Source: Géron, Hands-on machine learning (2019), chapter 3.

    >>> accuracy(((1, 0), (1, 1)))
    Fraction(2, 3)
    """
    total = sum(map(sum, matrix))
    if not total:
        raise ValueError("the matrix counts no images")
    return Fraction(sum(row[place] for place, row in enumerate(matrix)), total)


def recall(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """For each class the share of its images that are recognised, None where it has none.

    Source: Géron, Hands-on machine learning (2019), chapter 3, equation 3-2.

    >>> recall(((1, 0), (1, 1)))
    (Fraction(1, 1), Fraction(1, 2))
    """
    return tuple(Fraction(row[place], sum(row)) if sum(row) else None for place, row in enumerate(matrix))


def precision(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """For each class the share of the guesses at it that are right, None where it was never guessed.

    Source: Géron, Hands-on machine learning (2019), chapter 3, equation 3-1.

    >>> precision(((1, 0), (1, 1)))
    (Fraction(1, 2), Fraction(1, 1))
    """
    return recall(tuple(zip(*matrix, strict=True)))


def most_confused(matrix: Matrix, count: int) -> tuple[tuple[int, int], ...]:
    """The pairs (true, predicted) of different classes with the most images, at least `count` of them, ties included.

    Source: Géron, Hands-on machine learning (2019), chapter 3, error analysis.

    >>> most_confused(((5, 1, 3), (1, 6, 0), (0, 3, 9)), 2)
    ((0, 2), (2, 1))
    """
    entries = {
        (true, guess): n for true, row in enumerate(matrix) for guess, n in enumerate(row) if true != guess and n
    }
    ranked = sorted(entries, key=lambda pair: (-entries[pair], pair))
    if len(ranked) <= count:
        return tuple(ranked)
    return tuple(pair for pair in ranked if entries[pair] >= entries[ranked[count - 1]])


def specificity(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """For each class the share of the images of all other classes that are not taken for it, None if there are none.

    Also called the true negative rate; 1 minus it is the false positive rate of a ROC curve.

    Source: Fawcett, An introduction to ROC analysis (2006), section 2.

    >>> specificity(((1, 0), (1, 1)))
    (Fraction(1, 2), Fraction(1, 1))
    """
    shares = []
    for hits, missed, false_alarms in _counts(matrix):
        negatives = sum(map(sum, matrix)) - hits - missed
        shares.append(Fraction(negatives - false_alarms, negatives) if negatives else None)
    return tuple(shares)


def f_measure(precision: Real, recall: Real, beta: Real = 1) -> Real:
    """F_β = (1 + β²)·P·R/(β²·P + R), the weighted harmonic mean of precision and recall, in [0, 1]; 0 if both are 0.

    beta : at least 0; above 1 it favours recall. Raises ValueError below 0 or for shares outside [0, 1].

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), section 8.3.

    >>> f_measure(Fraction(1, 2), 1), f_measure(Fraction(1, 2), 1, beta=2)
    (Fraction(2, 3), Fraction(5, 6))
    """
    if not (0 <= precision <= 1 and 0 <= recall <= 1) or beta < 0:
        raise ValueError("precision and recall lie in [0, 1], and beta is at least 0")
    below = beta**2 * precision + recall
    return ratio((1 + beta**2) * precision * recall, below) if below else 0


def f_scores(matrix: Matrix, beta: int | Fraction = 1) -> tuple[Fraction | None, ...]:
    """F_β of each class from its counts: (1 + β²)·TP/((1 + β²)·TP + β²·FN + FP).

    None for a class that neither occurs nor is guessed. beta : at least 0, exact. Raises ValueError below that.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), section 8.3.

    >>> f_scores(((1, 0), (1, 1)))
    (Fraction(2, 3), Fraction(2, 3))
    """
    if beta < 0:
        raise ValueError(f"beta is at least 0, not {beta}")
    weight = Fraction(beta) ** 2
    scores = []
    for hits, missed, false_alarms in _counts(matrix):
        below = (1 + weight) * hits + weight * missed + false_alarms
        scores.append((1 + weight) * hits / below if below else None)
    return tuple(scores)


def class_iou(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """Intersection over union (Jaccard index) of each class, TP/(TP + FN + FP); of pixels, if the matrix counts pixels.

    None for a class that neither occurs nor is guessed. Their macro average is the mean IoU of segmentation.

    Source: Long, Shelhamer, Darrell, Fully convolutional networks for semantic segmentation (2015), section 5.

    >>> class_iou(((1, 0), (1, 1)))
    (Fraction(1, 2), Fraction(1, 2))
    """
    return tuple(Fraction(counts[0], sum(counts)) if sum(counts) else None for counts in _counts(matrix))


def macro_average(scores: Sequence[Fraction | None]) -> Fraction:
    """The mean of the scores of classes, every class counting the same; None counts as 0, as in scikit-learn.

    Raises ValueError without classes.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), section 13.6.

    >>> macro_average([Fraction(1, 2), Fraction(1), None])
    Fraction(1, 2)
    """
    if not scores:
        raise ValueError("there are no classes")
    return sum((score or Fraction(0) for score in scores), Fraction(0)) / len(scores)


def weighted_average(scores: Sequence[Fraction | None], matrix: Matrix) -> Fraction:
    """The mean of the scores of classes, every image counting the same: weighted by the images of each true class.

    None counts as 0. Raises ValueError for a matrix without images or of another number of classes.

    Source: scikit-learn, User guide, section on precision, recall and F-measures, average "weighted".

    >>> weighted_average(recall(((3, 0), (1, 0))), ((3, 0), (1, 0))) == accuracy(((3, 0), (1, 0)))
    True
    """
    if len(scores) != len(matrix):
        raise ValueError(f"{len(scores)} scores for {len(matrix)} classes")
    support = [sum(row) for row in matrix]
    if not sum(support):
        raise ValueError("the matrix counts no images")
    weighted = (count * (score or Fraction(0)) for count, score in zip(support, scores, strict=True))
    return sum(weighted, Fraction(0)) / sum(support)


def micro_average(matrix: Matrix, classes: Iterable[int] | None = None) -> Scores:
    """Precision, recall and F1 of the summed counts of some classes, of all if left out: then each is the accuracy.

    Raises ValueError for a class that the matrix does not have.

    Source: Manning, Raghavan, Schütze, Introduction to information retrieval (2008), section 13.6.

    >>> micro_average(((5, 1, 0), (2, 3, 0), (0, 2, 7)), classes=[0, 1])
    Scores(precision=Fraction(8, 13), recall=Fraction(8, 11), f1=Fraction(2, 3))
    """
    counts = _counts(matrix)
    chosen = sorted(set(range(len(counts)) if classes is None else classes))
    if any(not 0 <= place < len(counts) for place in chosen):
        raise ValueError(f"the classes are 0 to {len(counts) - 1}")
    hits, missed, false_alarms = (sum(counts[place][kind] for place in chosen) for kind in range(3))
    return Scores(
        Fraction(hits, hits + false_alarms) if hits + false_alarms else None,
        Fraction(hits, hits + missed) if hits + missed else None,
        Fraction(2 * hits, 2 * hits + missed + false_alarms) if hits + missed + false_alarms else None,
    )


def balanced_accuracy(matrix: Matrix) -> Fraction:
    """The mean recall of the classes that occur. Raises ValueError for a matrix without images.

    Source: Brodersen, Ong, Stephan, Buhmann, The balanced accuracy and its posterior distribution (2010).

    >>> balanced_accuracy(((9, 0), (1, 0)))
    Fraction(1, 2)
    """
    return macro_average([share for share in recall(matrix) if share is not None])


def cohen_kappa(matrix: Matrix) -> Fraction:
    """Agreement beyond chance, (p_o − p_e)/(1 − p_e): 1 if all agree, 0 at chance; at least −1.

    Raises ValueError for a matrix without images, or where chance alone explains full agreement (p_e = 1).

    Source: Cohen, A coefficient of agreement for nominal scales (1960), equation 1.

    >>> cohen_kappa(((20, 5), (10, 15)))
    Fraction(2, 5)
    """
    observed = accuracy(matrix)
    total = sum(map(sum, matrix))
    columns = zip(*matrix, strict=True)
    chance = Fraction(sum(sum(row) * sum(column) for row, column in zip(matrix, columns, strict=True)), total**2)
    if chance == 1:
        raise ValueError("kappa is undefined for a single class")
    return (observed - chance) / (1 - chance)


def matthews_correlation(matrix: Matrix) -> float:
    """The correlation of true and predicted classes, in [−1, 1]; 0 where all images have one true or predicted class.

    Raises ValueError for a matrix without images.

    Source: Matthews (1975) for two classes; Gorodkin, Comparing two K-category assignments (2004).

    >>> round(matthews_correlation(((4, 1), (2, 3))), 4)
    0.4082
    """
    total = sum(map(sum, matrix))
    if not total:
        raise ValueError("the matrix counts no images")
    rows, columns = [sum(row) for row in matrix], [sum(column) for column in zip(*matrix, strict=True)]
    together = total * sum(hits for hits, _, _ in _counts(matrix)) - sum(
        n * m for n, m in zip(rows, columns, strict=True)
    )
    spread = (total**2 - sum(n**2 for n in rows)) * (total**2 - sum(n**2 for n in columns))
    return together / math.sqrt(spread) if spread else 0.0


def _counts(matrix: Matrix) -> list[tuple[int, int, int]]:
    """True positives, false negatives and false positives of each class."""
    columns = [sum(column) for column in zip(*matrix, strict=True)]
    return [(row[place], sum(row) - row[place], columns[place] - row[place]) for place, row in enumerate(matrix)]
