"""What a person gives points for in an essay."""

from __future__ import annotations

from typing import NamedTuple


class Criterion(NamedTuple):
    """One thing that a good essay says.

    points : its weight within the rubric. concepts : phrases in which students put it, any of which hints at it.
    """

    description: str
    points: float = 1
    concepts: tuple[str, ...] = ()


class Rubric:
    """The criteria of an essay, in the order in which a person looks for them."""

    def __init__(self, *criteria: Criterion) -> None:
        self.criteria = criteria
