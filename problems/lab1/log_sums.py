"""Part 1.c: log-sum-exp, which softmax and the loss are built on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import VECTORISED, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Generator

log_sums = Problem("1.c", "Log-sum-exp")


def log_sum_exp_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("values", (np.array([[0.0, 0.0]]),))
    yield Case("values", (np.array([[1.0, 2.0, 3.0]]),))
    yield Case("rows", (whole(rng, 2, 3),))
    yield Case("large inputs", (np.array([[1000.0, 1000.0]]),))
    yield Case("large inputs", (np.array([[-1000.0, -1001.0], [1000.0, 1002.0]]),))
    yield Case("rows", (whole(rng, 30, 20),), steps=VECTORISED)


@log_sums.part(points=2, answer=Code("log_sum_exp(x)", log_sum_exp_cases), title="Log-sum-exp")
def log_sum_exp() -> Function:
    """For each row of an array x of shape (rows, columns) return log(Σ exp(entry)), as an array of shape (rows,). It must be right for entries of any size. Work on whole arrays, without loops."""
    return solutions.log_sum_exp


@log_sum_exp.mistake(credit=0.5)
def overflows() -> Function:
    """What is exp(1000)? Draw a factor out of the sum, so that the largest exponent that is left is 0."""
    import numpy as np

    return lambda x: np.log(np.exp(x).sum(axis=1))


@log_sum_exp.mistake(credit=0.5)
def forgets_to_add_the_maximum_back() -> Function:
    """A number was subtracted inside, so that nothing overflows. What has to happen to it outside the logarithm?"""
    import numpy as np

    return lambda x: solutions.log_sum_exp(x) - np.max(x, axis=1)


@log_sum_exp.mistake(credit=0.5)
def subtracts_the_maximum_of_all_rows() -> Function:
    """One number was subtracted from all rows. What is left of a row whose entries are all much smaller? Every row needs its own."""
    import numpy as np

    return lambda x: np.log(np.exp(x - np.max(x)).sum(axis=1)) + np.max(x)
