"""One budget for a whole comparison: what it may cost is bounded, however the answer is written."""

from __future__ import annotations

from grader.model.answers import Unreadable

STEPS = 12_000
"""Steps of one comparison; a step is about a microsecond of a slow machine."""


class Spent(Unreadable):
    """The budget is spent: nothing more is known of the formula."""


class Budget:
    """Steps that are left. Raises Spent, an Unreadable, when there are none."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Take steps off."""
        self.left -= steps
        if self.left < 0:
            raise Spent("this takes too long to compare")

    def __bool__(self) -> bool:
        return self.left > 0
