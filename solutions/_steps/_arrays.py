"""Small arrays as lists of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from solutions._explaining import Value


def numbers(x: ArrayLike) -> list[Value]:
    """All numbers of an array in order."""
    import numpy as np

    return cast("list[Value]", np.asarray(x).ravel().tolist())


def rows(x: ArrayLike) -> list[list[Value]]:
    """The numbers of an array along its last axis, row by row."""
    import numpy as np

    whole = np.atleast_1d(np.asarray(x))
    return cast("list[list[Value]]", whole.reshape(-1, whole.shape[-1]).tolist())


def columns(x: ArrayLike) -> list[list[Value]]:
    """The numbers of a matrix, column by column."""
    return [list(column) for column in zip(*rows(x), strict=True)]
