"""Part 2.a: the loss of a classifier, from its logits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import VECTORISED, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator, Labels

loss = Problem("2.a", "Cross-entropy")


def cross_entropy_cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    yield Case("one example", (np.array([[0.0, 1.0]]), np.array([0])))
    yield Case("one example", (np.array([[2.0, -1.0, 0.0]]), np.array([1])))
    yield Case("batches", (whole(rng, 2, 3), np.array([2, 0])))
    yield Case("batches", (whole(rng, 4, 3), np.array([1, 1, 0, 2])))
    yield Case("large logits", (np.array([[1000.0, 0.0]]), np.array([1])))
    yield Case("large logits", (np.array([[1000.0, 0.0], [0.0, 800.0]]), np.array([0, 0])))
    yield Case("batches", (whole(rng, 200, 5), rng.integers(0, 5, 200)), steps=VECTORISED)


@loss.part(
    points=3,
    answer=Code("cross_entropy(logits, labels)", cross_entropy_cases, scalars=True),
    title="Cross-entropy",
)
def cross_entropy() -> Function:
    """Return the cross-entropy of softmax(logits), averaged over the batch, as one number, with the natural logarithm. logits has the shape (examples, classes), labels the shape (examples,); a label is the number of the true class, from 0. It must be right for logits of any size. Work on whole arrays, without loops."""
    return solutions.cross_entropy


@cross_entropy.mistake(credit=0.5)
def sums_over_the_batch() -> Function:
    """A batch twice as large should not have twice the loss."""
    return lambda logits, labels: solutions.cross_entropy(logits, labels) * len(labels)


@cross_entropy.mistake(credit=0.5)
def overflows() -> Function:
    """What becomes of the logarithm of a probability that is too small to be told from 0? Write log softmax without taking softmax first."""
    import numpy as np

    def wrong(logits: Array, labels: Labels) -> float:
        shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        return float(np.mean(-np.log(shares[np.arange(len(labels)), labels])))

    return wrong


@cross_entropy.mistake(credit=0.5)
def takes_the_logarithm_of_a_vanished_probability() -> Function:
    """This softmax is stable, but the logarithm of a probability that is too small to be told from 0 is not. Write log softmax without taking softmax first."""
    import numpy as np

    def wrong(logits: Array, labels: Labels) -> float:
        return float(np.mean(-np.log(solutions.softmax(logits)[np.arange(len(labels)), labels])))

    return wrong


@cross_entropy.mistake(credit=0.5)
def forgets_the_minus_sign() -> Function:
    """A loss that falls without bound as the network gets worse? Look at its sign."""
    return lambda logits, labels: -solutions.cross_entropy(logits, labels)


@cross_entropy.mistake(credit=0.5)
def averages_over_the_classes_too() -> Function:
    """Each example has one true class, and contributes one number to the average, however many classes there are."""
    return lambda logits, labels: solutions.cross_entropy(logits, labels) / logits.shape[1]
