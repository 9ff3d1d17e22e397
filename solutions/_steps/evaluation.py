"""Steps of solutions.evaluation."""

from __future__ import annotations

from solutions._explaining import Steps
from solutions.evaluation import Matrix


def accuracy(step: Steps, /, matrix: Matrix) -> None:
    """Declare the steps."""
    right = step.sum("images on the diagonal", [row[place] for place, row in enumerate(matrix)])
    whole = step.sum("images in all", [count for row in matrix for count in row])
    step("of the images are right", "right/whole", right=right, whole=whole)


def recall(step: Steps, /, matrix: Matrix) -> None:
    """Declare the steps."""
    _shares(step, matrix, "of its images are recognised")


def precision(step: Steps, /, matrix: Matrix) -> None:
    """Declare the steps."""
    _shares(step, tuple(zip(*matrix, strict=True)), "of the guesses at it are right")


def _shares(step: Steps, rows: Matrix, says: str) -> None:
    for place, row in enumerate(rows):
        if sum(row):
            whole = step.sum(f"images for class {place}", row)
            step(f"class {place}: {says}", "right/whole", right=row[place], whole=whole)
