"""Steps of solutions.regularisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._explaining import Steps
from solutions._steps._arrays import numbers

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def dropout_training(step: Steps, /, x: ArrayLike, mask: ArrayLike, keep: float, *, inverted: bool = True) -> None:
    """Declare the steps."""
    for value, kept in zip(numbers(x), numbers(mask), strict=True):
        says = "kept" if kept else "dropped"
        step(says, "x*m/k" if inverted else "x*m", x=value, m=int(kept), k=keep)


def dropout_at_test(step: Steps, /, x: ArrayLike, keep: float, *, inverted: bool = True) -> None:
    """Declare the steps."""
    for value in numbers(x):
        if inverted:
            step("unchanged, having been divided in training", "1*x", x=value)
        else:
            step("scaled", "x*k", x=value, k=keep)
