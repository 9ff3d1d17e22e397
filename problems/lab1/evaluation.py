"""Part 10: how well a classifier does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem

if TYPE_CHECKING:
    from problems.lab1.inputs import Generator, Labels

evaluation = Problem("10", "Evaluation")


def cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("counts", (np.array([0, 1]), np.array([1, 1]), 2))
    yield Case("counts", (np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1]), 2))
    yield Case("counts", (rng.integers(0, 3, 9), rng.integers(0, 3, 9), 3))
    yield Case("absent classes", (np.array([0]), np.array([2]), 4))
    yield Case("many images", (np.zeros(300, dtype=int), np.zeros(300, dtype=int), 2))
    yield Case("many images", (rng.integers(0, 10, 2_000), rng.integers(0, 10, 2_000), 10))


@evaluation.part(points=2, answer=Code("confusion_matrix(true, predicted, classes)", cases), title="Confusion matrix")
def confusion_matrix() -> Function:
    """Return the confusion matrix as an array of whole numbers of shape (classes, classes): a row for each true class, a column for each predicted one. true and predicted are arrays of as many labels, from 0; classes may be more than occur. Loops are allowed."""
    return _counted


@confusion_matrix.mistake(credit=0.5)
def swaps_true_and_predicted() -> Function:
    """Do the rows stand for the true classes or for the predicted ones?"""
    return lambda true, predicted, classes: _counted(predicted, true, classes)


@confusion_matrix.mistake(credit=0.5)
def overflows_a_byte() -> Function:
    """How many images can an entry of this type count, before it begins at 0 again?"""
    import numpy as np

    return lambda true, predicted, classes: _counted(true, predicted, classes).astype(np.uint8)


@confusion_matrix.mistake(credit=0.5)
def marks_what_occurs() -> Function:
    """Here every pair counts once. What becomes of a pair that occurs twice?"""
    import numpy as np

    return lambda true, predicted, classes: np.minimum(_counted(true, predicted, classes), 1)


@confusion_matrix.mistake(credit=0.5)
def gives_shares() -> Function:
    """These are shares of all images. How many images were there?"""
    return lambda true, predicted, classes: _counted(true, predicted, classes) / len(true)


def _counted(true: Labels, predicted: Labels, classes: int) -> Labels:
    import numpy as np

    return np.array(solutions.confusion_matrix(true.tolist(), predicted.tolist(), classes))
