"""Steps of solutions.pooling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solutions._explaining import Steps, Value
from solutions.pooling import Entry


def average_pool2d(
    step: Steps, /, matrix: Sequence[Sequence[Entry]], size: int = 2, *, stride: int | None = None
) -> None:
    """Declare the step."""
    for says, window in _windows(matrix, size, stride):
        total = step.sum(f"sum of the window {says}", window)
        step(f"mean of the window {says}", "total/n", total=total, n=size**2)


def max_pool2d(step: Steps, /, matrix: Sequence[Sequence[Entry]], size: int = 2, *, stride: int | None = None) -> None:
    """Declare the step."""
    for says, window in _windows(matrix, size, stride):
        step.over("max", says, window)


def _windows(matrix: Sequence[Sequence[Entry]], size: int, stride: int | None) -> Iterator[tuple[str, list[Value]]]:
    pace = size if stride is None else stride
    for row, top in enumerate(range(0, len(matrix) - size + 1, pace), start=1):
        for column, left in enumerate(range(0, len(matrix[0]) - size + 1, pace), start=1):
            window = [matrix[top + down][left + right] for down in range(size) for right in range(size)]
            yield f"in row {row}, column {column}", list(window)
