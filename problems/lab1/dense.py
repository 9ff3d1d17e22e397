"""Part 3: a dense layer, forward and backward."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import VECTORISED, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

    Gradients = tuple[Array, Array, Array]

dense = Problem("3", "Dense layer")


def forward_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("values", (whole(rng, 1, 2), whole(rng, 2, 1), np.array([0.0])))
    yield Case("bias", (whole(rng, 1, 2), whole(rng, 2, 2), np.array([1.0, -2.0])))
    yield Case("batches", (whole(rng, 3, 2), whole(rng, 2, 4), whole(rng, 4)))
    yield Case("batches", (whole(rng, 40, 10), whole(rng, 10, 12), whole(rng, 12)), steps=VECTORISED)


@dense.part("a", points=1, answer=Code("dense_forward(x, w, b)", forward_cases), title="Dense layer")
def dense_forward() -> Function:
    """Return the output of a dense layer without activation, of shape (examples, outputs). x has the shape (examples, inputs), w the shape (inputs, outputs), b the shape (outputs,). Work on whole arrays, without loops."""
    return solutions.dense_forward


@dense_forward.mistake(credit=0.5)
def forgets_biases() -> Function:
    """Each output also adds a number of its own, whatever the input is."""
    return lambda x, w, b: solutions.dense_forward(x, w, 0 * b)


@dense_forward.mistake(credit=0.5)
def subtracts_the_bias() -> Function:
    """With which sign does the bias come in?"""
    return lambda x, w, b: solutions.dense_forward(x, w, -b)


def backward_cases(rng: Generator) -> Iterator[Case]:
    for rows, inputs, outputs in ((1, 2, 1), (3, 2, 4)):
        arguments = (whole(rng, rows, outputs), whole(rng, rows, inputs), whole(rng, inputs, outputs))
        yield from (Case(name, arguments, only=place) for place, name in enumerate(("dx", "dw", "db")))
    large = (whole(rng, 40, 12), whole(rng, 40, 10), whole(rng, 10, 12))
    yield Case("dw", large, only=1, steps=VECTORISED)


@dense.part("b", points=3, answer=Code("dense_backward(upstream, x, w)", backward_cases), title="Dense layer, backward")
def dense_backward() -> Function:
    """Return the tuple (dx, dw, db): the gradients of a loss in x, w and b, each of the shape of what it is the gradient in. upstream, of shape (examples, outputs), is the gradient of the loss in the layer's output; a mean over the batch, if there is one, is in it already. Work on whole arrays, without loops."""
    return solutions.dense_backward


@dense_backward.mistake(credit=0.5)
def averages_over_the_batch_again() -> Function:
    """A mean over the batch is in upstream already. By the chain rule the examples' contributions to a weight add up."""

    def wrong(upstream: Array, x: Array, w: Array) -> Gradients:
        dx, dw, db = solutions.dense_backward(upstream, x, w)
        return dx, dw / len(dx), db / len(dx)

    return wrong


@dense_backward.mistake(credit=0.5)
def averages_the_bias_gradient() -> Function:
    """The bias takes part in every example, as a weight does. Do its contributions add up, or average out?"""

    def wrong(upstream: Array, x: Array, w: Array) -> Gradients:
        dx, dw, db = solutions.dense_backward(upstream, x, w)
        return dx, dw, db / len(dx)

    return wrong


@dense_backward.mistake(credit=0.5)
def transposes_the_weight_gradient() -> Function:
    """Each gradient has the shape of what it is the gradient in. Compare the shape of dw with that of w."""

    def wrong(upstream: Array, x: Array, w: Array) -> Gradients:
        dx, dw, db = solutions.dense_backward(upstream, x, w)
        return dx, dw.T, db

    return wrong
