"""Part 2.b: the loss of a network that knows nothing yet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

from grader.answers.variable import Variable
from grader.authoring import Problem, one_of


@dataclass(frozen=True)
class Untrained:
    """A network with {classes} classes whose last layer starts from zero is shown a batch of {batch} images."""

    classes: Annotated[int, one_of(5, 10, 20, 50, 100, 1000)] = 10
    batch: Annotated[int, one_of(16, 32, 64, 128)] = 32


start = Problem("2.b", "The loss at the start", Untrained)


@start.part(points=1, answer=Variable("initial_loss", tolerance=1e-3), title="The loss at the start")
def initial_loss(given: Untrained) -> float:
    """Compute its loss on this batch with your own `cross_entropy`, and assign it to `initial_loss`."""
    return math.log(given.classes)


@initial_loss.mistake(credit=0.5)
def sums_over_the_batch(given: Untrained) -> float:
    """This is the loss of all images together. Should it grow with the batch?"""
    return given.batch * math.log(given.classes)


@initial_loss.mistake(credit=0.5)
def takes_the_logarithm_to_base_two(given: Untrained) -> float:
    """This is in bits. Which logarithm does `cross_entropy` take?"""
    return math.log2(given.classes)


@initial_loss.mistake()
def gives_the_probability(given: Untrained) -> float:
    """This is the probability of the true class. How does the loss follow from it?"""
    return 1 / given.classes
