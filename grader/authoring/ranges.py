"""What may vary between students: the annotations of a problem's givens."""

from __future__ import annotations

from typing import Any, NamedTuple


class OneOf(NamedTuple):
    """The sensible values of a given, in order."""

    values: tuple[Any, ...]


def one_of(*values: Any) -> OneOf:
    """The given takes one of these values.

    >>> one_of(3, 5, 7).values
    (3, 5, 7)
    """
    if len(set(map(repr, values))) < max(len(values), 1):
        raise ValueError(f"one_of{values!r}: at least one value is needed, and no value twice")
    return OneOf(values)


def between(low: int, high: int, *, step: int = 1) -> OneOf:
    """The given takes a whole number from low to high, both included, in steps.

    >>> between(8, 32, step=8).values
    (8, 16, 24, 32)
    """
    if step < 1 or high < low:
        raise ValueError(f"between({low}, {high}, step={step}) holds no number")
    return OneOf(tuple(range(low, high + 1, step)))
