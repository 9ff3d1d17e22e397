"""Pooling, exact on small matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

__all__ = ["average_pool2d", "max_pool2d"]

Entry = int | Fraction
Rows = tuple[tuple[Entry, ...], ...]


def average_pool2d(matrix: Sequence[Sequence[Entry]], size: int = 2, *, stride: int | None = None) -> Rows:
    """Mean of every window of a matrix, row by row.

    Parameters
    ----------
    matrix : rows of equal length, exact numbers.
    size : height and width of a window, at least 1. stride : step between windows, `size` where it is left out.

    Returns
    -------
    Rows of Fractions (ints where whole); a last window that does not fit is dropped.

    Raises
    ------
    ValueError
        If the rows differ in length, or no window fits.

    References
    ----------
    Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, section 3.

    Examples
    --------
    >>> average_pool2d([[1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 0]])
    ((1, Fraction(1, 2)), (Fraction(1, 2), Fraction(1, 4)))
    """

    def mean(window: Iterable[Entry]) -> Entry:
        entries = list(window)
        value = Fraction(sum(entries), len(entries))
        return int(value) if value.denominator == 1 else value

    return _pooled(matrix, size, stride, mean)


def max_pool2d(matrix: Sequence[Sequence[Entry]], size: int = 2, *, stride: int | None = None) -> Rows:
    """Largest entry of every window of a matrix, row by row; otherwise as average_pool2d.

    Examples
    --------
    >>> max_pool2d([[1, 2, 0, 0], [3, 4, 0, 0], [0, 0, 5, 6], [0, 0, 7, 8]])
    ((4, 0), (0, 8))
    """
    return _pooled(matrix, size, stride, max)


def _pooled(
    matrix: Sequence[Sequence[Entry]], size: int, stride: int | None, pick: Callable[[Iterable[Entry]], Entry]
) -> Rows:
    step = size if stride is None else stride
    height, width = len(matrix), len(matrix[0]) if matrix else 0
    if any(len(row) != width for row in matrix):
        raise ValueError("the rows of the matrix have different lengths")
    if size < 1 or step < 1 or size > height or size > width:
        raise ValueError(f"a window of {size}×{size} with stride {step} does not fit into {height}×{width}")
    return tuple(
        tuple(
            pick(matrix[top + down][left + right] for down in range(size) for right in range(size))
            for left in range(0, width - size + 1, step)
        )
        for top in range(0, height - size + 1, step)
    )
