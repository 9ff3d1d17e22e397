"""Part 1: activation functions, stable for any input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import VECTORISED, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

activations = Problem("1", "Activations")


def sigmoid_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("values", (np.array([0.0]),))
    yield Case("values", (np.array([-1.0, 2.0]),))
    yield Case("shapes", (whole(rng, 2, 3),))
    yield Case("shapes", (whole(rng, 2, 1, 3, 2),))
    yield Case("large inputs", (np.array([1000.0]),))
    yield Case("large inputs", (np.array([-1000.0, 30.0]),))
    yield Case("values", (whole(rng, 60, 40),), steps=VECTORISED)


@activations.part("a", points=1, answer=Code("sigmoid(x)", sigmoid_cases), title="Sigmoid")
def sigmoid() -> Function:
    """Return σ(x) = 1/(1 + exp(−x)) of every entry of an array x of any shape. It must not give NaN for large entries of either sign. Work on whole arrays, without loops."""
    return solutions.sigmoid


@sigmoid.mistake(credit=0.5)
def overflows() -> Function:
    """What is exp(x) for x = 1000, and what is infinity divided by infinity? Write the same function so that only exponentials of numbers that are not positive are taken."""
    import numpy as np

    return lambda x: np.exp(x) / (1 + np.exp(x))


@sigmoid.mistake()
def forgets_the_minus_sign() -> Function:
    """For a large positive x, should the result be near 0 or near 1? Look at the sign in the exponent."""
    return lambda x: 1 - solutions.sigmoid(x)


@sigmoid.mistake()
def gives_the_derivative() -> Function:
    """This is the slope of the function, not the function itself."""
    return solutions.sigmoid_derivative


def relu_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("values", (np.array([-2.0, 3.0]),))
    yield Case("values", (np.array([0.0, 0.5, -0.5, 100.0]),))
    yield Case("shapes", (whole(rng, 2, 3),))
    yield Case("shapes", (whole(rng, 2, 1, 3, 2),))
    yield Case("values", (whole(rng, 60, 40),), steps=VECTORISED)


@activations.part("b", points=1, answer=Code("relu(x)", relu_cases), title="ReLU")
def relu() -> Function:
    """Return max(0, x) of every entry of an array x of any shape. Leave x itself as it is. Work on whole arrays, without loops."""
    return solutions.relu


@relu.mistake()
def takes_the_absolute_value() -> Function:
    """A negative entry must not come out as a positive one."""
    import numpy as np

    return np.abs


@relu.mistake()
def gives_the_derivative_of_relu() -> Function:
    """This is the slope of the function, not the function itself."""
    return solutions.relu_derivative


@relu.mistake()
def keeps_the_negative_entries() -> Function:
    """Which entries should go through unchanged, the positive or the negative ones?"""
    import numpy as np

    return lambda x: np.minimum(x, 0)


def log_sum_exp_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("values", (np.array([[0.0, 0.0]]),))
    yield Case("values", (np.array([[1.0, 2.0, 3.0]]),))
    yield Case("rows", (whole(rng, 2, 3),))
    yield Case("large inputs", (np.array([[1000.0, 1000.0]]),))
    yield Case("large inputs", (np.array([[-1000.0, -1001.0], [1000.0, 1002.0]]),))
    yield Case("rows", (whole(rng, 60, 40),), steps=VECTORISED)


@activations.part("c", points=2, answer=Code("log_sum_exp(x)", log_sum_exp_cases), title="Log-sum-exp")
def log_sum_exp() -> Function:
    """For each row of an array x of shape (rows, columns) return log(Σ exp(entry)), as an array of shape (rows,). It must be right for entries of any size. Work on whole arrays, without loops."""
    return solutions.log_sum_exp


@log_sum_exp.mistake(credit=0.5)
def overflows_in_the_sum() -> Function:
    """What is exp(1000)? Draw a factor out of the sum, so that the largest exponent that is left is 0."""
    import numpy as np

    return lambda x: np.log(np.exp(x).sum(axis=1))


@log_sum_exp.mistake(credit=0.5)
def does_not_add_the_maximum_back() -> Function:
    """A number was subtracted inside, so that nothing overflows. What has to happen to it outside the logarithm?"""
    import numpy as np

    return lambda x: solutions.log_sum_exp(x) - np.max(x, axis=1)


@log_sum_exp.mistake(credit=0.5)
def takes_the_maximum_of_all_rows() -> Function:
    """One number was subtracted from all rows. What is left of a row whose entries are all much smaller? Every row needs its own."""
    import numpy as np

    return lambda x: np.log(np.exp(x - np.max(x)).sum(axis=1)) + np.max(x)


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
    yield Case("rows", (whole(rng, 60, 40),), steps=VECTORISED)


@activations.part("d", points=2, answer=Code("softmax(x)", softmax_cases), title="Softmax")
def softmax() -> Function:
    """Return the softmax of each row of an array x of shape (examples, classes): an array of the same shape. It must be right for entries of any size. Work on whole arrays, without loops."""
    return solutions.softmax


@softmax.mistake(credit=0.5)
def overflows_in_softmax() -> Function:
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
