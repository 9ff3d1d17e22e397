"""Part 1: activation functions, stable for any input."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import VECTORISED, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Generator

activations = Problem("1", "Activations")


def sigmoid_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("values", (np.array([0.0]),))
    yield Case("values", (np.array([-1.0, 2.0]),))
    yield Case("shapes", (whole(rng, 2, 3),))
    yield Case("shapes", (whole(rng, 2, 1, 3, 2),))
    yield Case("large inputs", (np.array([1000.0]),))
    yield Case("large inputs", (np.array([-1000.0, 30.0]),))
    yield Case("values", (whole(rng, 30, 20),), steps=VECTORISED)


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
    yield Case("values", (whole(rng, 30, 20),), steps=VECTORISED)


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
def keeps_the_negative_entries() -> Function:
    """Which entries should go through unchanged, the positive or the negative ones?"""
    import numpy as np

    return lambda x: np.minimum(x, 0)
