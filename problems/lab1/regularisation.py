"""Part 9: dropout, and the forward pass of batch normalisation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import VECTORISED, whole
from solutions import normalisation

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

regularisation = Problem("9", "Regularisation")

SHARE = 0.2
"""Six standard errors of the share of zeros among 2 000 entries, relative to 0.3."""


def dropout_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    for train, first in ((False, "test"), (True, "training")):
        for shape, drop in (((40, 50), 0.3), ((20, 100), 0.6)):
            arguments = (1 + abs(whole(rng, *shape)), drop, train, int(rng.integers(100)))
            yield Case(
                f"{first}: zeros", arguments, measure=_zeros, tolerance=SHARE, says="the share of zeros is not right."
            )
            yield Case(
                f"{first}: scale",
                arguments,
                measure=_scale,
                tolerance=1e-6,
                says="what is kept has not the right size.",
            )
    yield Case("nothing dropped", (np.array([[1.0, -2.0]]), 0.0, True, 0))


def _zeros(value: Array, x: Array, *_: object) -> tuple[float, float, float]:
    """The share of zeros, and how much it varies from row to row and from column to column, above 1."""
    zero = value == 0
    return float(zero.mean()), float(1 + zero.mean(axis=1).std()), float(1 + zero.mean(axis=0).std())


def _scale(value: Array, x: Array, *_: object) -> tuple[float, float]:
    """The least and the largest factor of what is kept."""
    factors = (value / x)[value != 0]
    return float(factors.min()), float(factors.max())


@regularisation.part("a", points=3, answer=Code("dropout(x, drop, train, seed)", dropout_cases), title="Dropout")
def dropout() -> Function:
    """Return what inverted dropout makes of an array x of shape (examples, units). In training (train is True) each entry is dropped with probability `drop`, independently of the others, by a NumPy generator that starts from `seed`; at test time (train is False) nothing is random. Nothing has to be changed at test time because of what is done in training."""
    return solutions.dropout


@dropout.mistake(credit=0.5)
def forgets_the_scale() -> Function:
    """A unit's next layer receives less in training than at test time. What makes up for it in inverted dropout?"""
    return lambda x, drop, train, seed: solutions.dropout(x, drop, train, seed) * (1 - drop if train else 1)


@dropout.mistake(credit=0.5)
def drops_at_test_time() -> Function:
    """Predictions should not depend on chance. What does `train` say?"""
    return lambda x, drop, train, seed: solutions.dropout(x, drop, True, seed)


@dropout.mistake(credit=0.5)
def takes_the_drop_rate() -> Function:
    """Is `drop` the share of the units that are dropped, or that are kept?"""
    return lambda x, drop, train, seed: solutions.dropout(x, 1 - drop if drop else 0.0, train, seed)


@dropout.mistake(credit=0.5)
def scales_at_test_time() -> Function:
    """This is dropout as it was first published, which scales at test time. Inverted dropout leaves nothing to do then."""

    def wrong(x: Array, drop: float, train: bool, seed: int) -> Array:
        return solutions.dropout(x, drop, True, seed) * (1 - drop) if train else x * (1 - drop)

    return wrong


@dropout.mistake(credit=0.5)
def divides_by_the_drop_rate() -> Function:
    """What is left is divided by something so that its mean stays: by the share of what?"""

    def wrong(x: Array, drop: float, train: bool, seed: int) -> Array:
        kept = solutions.dropout(x, drop, train, seed)
        return kept * (1 - drop) / drop if train and drop else kept

    return wrong


def batch_norm_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    one, none = np.ones, np.zeros
    yield Case("values", (np.array([[1.0], [3.0]]), one(1), none(1)))
    yield Case("values", (np.array([[0.0, 1.0], [2.0, 5.0], [7.0, 0.0]]), one(2), none(2)))
    yield Case("scale and shift", (np.array([[1.0], [3.0]]), np.array([2.0]), np.array([5.0])))
    yield Case("scale and shift", (whole(rng, 4, 3), whole(rng, 3), whole(rng, 3)))
    yield Case("epsilon", (np.array([[4.0], [4.0]]), one(1), none(1)))
    yield Case("epsilon", (np.array([[1.0], [3.0]]), one(1), none(1)), {"epsilon": 0.5})
    yield Case("values", (whole(rng, 30, 20), one(20), none(20)), steps=VECTORISED)


BATCH_NORM = Code("batch_norm(x, gamma, beta, epsilon=1e-5)", batch_norm_cases)


def _normalised(x: Array, gamma: Array, beta: Array, epsilon: float = 1e-5) -> Array:
    return normalisation.batch_norm(x, gamma, beta, x.mean(axis=0), x.var(axis=0), epsilon)


@regularisation.part("b", points=3, answer=BATCH_NORM, title="Batch normalisation")
def batch_norm() -> Function:
    """Return the output of batch normalisation in training for x of shape (examples, features), with the mean and the variance of this batch; gamma and beta have one entry a feature. epsilon is added to the variance. Work on whole arrays, without loops."""
    return _normalised


@batch_norm.mistake(credit=0.5)
def takes_the_sample_variance() -> Function:
    """Here the sum of squares is divided by one less than the number of examples. The paper takes the variance of the batch as it is."""
    return lambda x, gamma, beta, epsilon=1e-5: normalisation.batch_norm(
        x, gamma, beta, x.mean(axis=0), x.var(axis=0, ddof=1), epsilon
    )


@batch_norm.mistake(credit=0.25)
def normalises_each_example() -> Function:
    """Here every example has mean 0: that is layer normalisation. Over what does batch normalisation take its mean?"""
    return lambda x, gamma, beta, epsilon=1e-5: gamma * _normalised(x.T, 1, 0, epsilon).T + beta  # type: ignore[arg-type]


@batch_norm.mistake(credit=0.5)
def forgets_epsilon() -> Function:
    """What comes out for a feature that is the same in the whole batch?"""
    return lambda x, gamma, beta, epsilon=1e-5: _normalised(x, gamma, beta, 0.0)


@batch_norm.mistake(credit=0.5)
def forgets_scale_and_shift() -> Function:
    """The layer also learns to undo the normalisation, if that is better: by which two parameters?"""
    return lambda x, gamma, beta, epsilon=1e-5: _normalised(x, 1 + 0 * gamma, 0 * beta, epsilon)


@batch_norm.mistake(credit=0.75)
def adds_epsilon_to_the_deviation() -> Function:
    """Here epsilon is added after the root was taken. It belongs to the variance."""
    import numpy as np

    return lambda x, gamma, beta, epsilon=1e-5: gamma * (x - np.mean(x, axis=0)) / (np.std(x, axis=0) + epsilon) + beta


@batch_norm.mistake(credit=0.25)
def divides_by_the_variance() -> Function:
    """In which unit is the variance, in which the deviation from the mean?"""
    import numpy as np

    return lambda x, gamma, beta, epsilon=1e-5: gamma * (x - np.mean(x, axis=0)) / (np.var(x, axis=0) + epsilon) + beta
