"""Part 8: the weights a layer starts from, judged by their statistics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

initialisation = Problem("8", "Initialisation")

LARGE, SMALL = 120, 70
"""Fans of the layers whose weights are looked at: 8 400 weights."""

MEAN, SPREAD, FORM = 0.08, 0.05, 0.15
"""Five to six standard errors of the differences of two such samples of normal numbers, relative to what is measured."""


def cases(rng: Generator) -> Iterator[Case]:
    yield Case("shape", (2, 3, 0), measure=lambda w, *_: w.shape, says="its shape is not right.")
    for fan_in, fan_out, seed in ((LARGE, SMALL, 1), (SMALL, LARGE, 2)):
        arguments = (fan_in, fan_out, seed)
        yield Case("mean", arguments, measure=_mean, tolerance=MEAN, says="their mean is not near 0.")
        yield Case("spread", arguments, measure=_deviation, tolerance=SPREAD, says="their spread is not right.")
        yield Case(
            "distribution",
            arguments,
            measure=_kurtosis,
            tolerance=FORM,
            says="they do not come from this distribution.",
        )


def _mean(w: Array, *_: int) -> float:
    """1 for a mean of 0, in standard deviations."""
    return float(1 + w.mean() / w.std())


def _deviation(w: Array, *_: int) -> float:
    return float(w.std())


def _kurtosis(w: Array, *_: int) -> float:
    """1.8 for even numbers, 3 for normal ones."""
    squares = (w - w.mean()) ** 2
    return float((squares * squares).mean() / squares.mean() ** 2)


@initialisation.part(
    "a", points=2, answer=Code("xavier_uniform(fan_in, fan_out, seed)", cases), title="Xavier initialisation"
)
def xavier_uniform() -> Function:
    """Return weights of shape (fan_in, fan_out) by Xavier's (Glorot's) uniform initialisation with both fans, drawn from a NumPy generator that starts from `seed`."""
    return solutions.xavier_uniform


@xavier_uniform.mistake(credit=0.5)
def takes_the_deviation_for_the_limit() -> Function:
    """The standard deviation of even numbers from −a to a is not a. How do the two belong together?"""
    return lambda fan_in, fan_out, seed: solutions.xavier_uniform(fan_in, fan_out, seed) / 3**0.5


@xavier_uniform.mistake(credit=0.5)
def takes_the_fan_in_alone() -> Function:
    """This keeps the variance in the forward pass alone. Xavier's rule is a compromise between both directions."""
    return lambda fan_in, fan_out, seed: (
        solutions.xavier_uniform(fan_in, fan_out, seed) * ((fan_in + fan_out) / (2 * fan_in)) ** 0.5
    )


@xavier_uniform.mistake(credit=0.5)
def draws_normal_numbers() -> Function:
    """The spread is right, but these come from a normal distribution; even ones are asked for."""
    import numpy as np

    def wrong(fan_in: int, fan_out: int, seed: int) -> Array:
        return np.random.default_rng(seed).normal(0, (2 / (fan_in + fan_out)) ** 0.5, (fan_in, fan_out))

    return wrong


@initialisation.part("b", points=2, answer=Code("he_normal(fan_in, fan_out, seed)", cases), title="He initialisation")
def he_normal() -> Function:
    """Return weights of shape (fan_in, fan_out) by He's normal initialisation for ReLU, drawn from a NumPy generator that starts from `seed`."""
    return solutions.he_normal


@he_normal.mistake(credit=0.5)
def takes_the_fan_out() -> Function:
    """How many numbers does a unit of this layer add up: fan_in or fan_out of them?"""
    return lambda fan_in, fan_out, seed: solutions.he_normal(fan_in, fan_out, seed) * (fan_in / fan_out) ** 0.5


@he_normal.mistake(credit=0.5)
def takes_the_variance_for_the_deviation() -> Function:
    """NumPy's `normal` takes the standard deviation. Which of the two does He's rule state?"""
    return lambda fan_in, fan_out, seed: solutions.he_normal(fan_in, fan_out, seed) * (2 / fan_in) ** 0.5


@he_normal.mistake(credit=0.5)
def forgets_that_relu_halves() -> Function:
    """ReLU sets about half of its inputs to zero. What does that do to the variance, and what makes up for it?"""
    return lambda fan_in, fan_out, seed: solutions.he_normal(fan_in, fan_out, seed) / 2**0.5


@he_normal.mistake(credit=0.5)
def draws_even_numbers() -> Function:
    """The spread is right, but these are drawn evenly from a range; normal ones are asked for."""
    import numpy as np

    def wrong(fan_in: int, fan_out: int, seed: int) -> Array:
        limit = (6 / fan_in) ** 0.5
        return np.random.default_rng(seed).uniform(-limit, limit, (fan_in, fan_out))

    return wrong
