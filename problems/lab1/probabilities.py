"""Part 1.d: softmax."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import VECTORISED, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

probabilities = Problem("1.d", "Softmax")


def softmax_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("values", (np.array([[0.0, 1.0]]),))
    yield Case("rows", (whole(rng, 2, 3),))
    yield Case("rows", (whole(rng, 3, 2),))
    yield Case(
        "sums",
        (whole(rng, 2, 4),),
        measure=lambda value, x: value.sum(axis=1),
        says="each row has to sum to 1, and does not.",
    )
    yield Case("large inputs", (np.array([[1000.0, 1001.0]]),))
    yield Case("large inputs", (np.array([[1000.0, 999.0], [-1000.0, -1002.0]]),))
    yield Case("rows", (whole(rng, 30, 20),), steps=VECTORISED)


@probabilities.part(points=2, answer=Code("softmax(x)", softmax_cases), title="Softmax")
def softmax() -> Function:
    """Return the softmax of each row of an array x of shape (examples, classes): an array of the same shape. It must be right for entries of any size. Work on whole arrays, without loops."""
    return solutions.softmax


@softmax.mistake(credit=0.5)
def overflows() -> Function:
    """What is exp(1000), and what is infinity divided by infinity? Softmax stays the same if one number is subtracted from all entries of a row."""
    import numpy as np

    return lambda x: np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)


@softmax.mistake(credit=0.25)
def sums_over_the_wrong_axis() -> Function:
    """The examples stand in rows. Here each column sums to 1, as if the examples competed with each other."""
    return lambda x: solutions.softmax(x, axis=0)


@softmax.mistake(credit=0.25)
def sums_over_all_entries() -> Function:
    """Here the whole array sums to 1. Each example has probabilities of its own."""
    import numpy as np

    def wrong(x: Array) -> Array:
        powers = np.exp(x - x.max())
        return np.asarray(powers / powers.sum())

    return wrong


@softmax.mistake(credit=0.5)
def subtracts_the_maximum_of_all_rows() -> Function:
    """One number was subtracted from all rows. What is left of a row whose entries are all much smaller? Every row needs its own."""
    import numpy as np

    def wrong(x: Array) -> Array:
        powers = np.exp(x - x.max())
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    return wrong
