"""How well a classifier does: what a confusion matrix shows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

__all__ = ["MNIST_TEST_COUNTS", "accuracy", "confusion_matrix", "most_confused", "precision", "recall"]

MNIST_TEST_COUNTS = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
"""Images of each digit in the test set of MNIST. Source: LeCun, Cortes, Burges, the file t10k-labels-idx1-ubyte."""

Matrix = tuple[tuple[int, ...], ...]


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

    >>> accuracy(((1, 0), (1, 1)))
    Fraction(2, 3)
    """
    total = sum(map(sum, matrix))
    if not total:
        raise ValueError("the matrix counts no images")
    return Fraction(sum(row[place] for place, row in enumerate(matrix)), total)


def recall(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """For each class the share of its images that are recognised, None where it has none.

    >>> recall(((1, 0), (1, 1)))
    (Fraction(1, 1), Fraction(1, 2))
    """
    return tuple(Fraction(row[place], sum(row)) if sum(row) else None for place, row in enumerate(matrix))


def precision(matrix: Matrix) -> tuple[Fraction | None, ...]:
    """For each class the share of the guesses at it that are right, None where it was never guessed.

    >>> precision(((1, 0), (1, 1)))
    (Fraction(1, 2), Fraction(1, 1))
    """
    return recall(tuple(zip(*matrix, strict=True)))


def most_confused(matrix: Matrix, count: int) -> tuple[tuple[int, int], ...]:
    """The pairs (true, predicted) of different classes with the most images, at least `count` of them, ties included.

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
