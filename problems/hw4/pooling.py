"""Problem 3.C: average and max pooling of four small images."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Annotated

from grader.answers.essay import Essay
from grader.answers.matrices import Matrices, Rows, Value
from grader.authoring import Criterion, Problem, Rubric, one_of
from solutions.pooling import average_pool2d, max_pool2d


def _image(rows: str) -> Rows:
    return tuple(tuple(int(pixel) for pixel in row) for row in rows.split())


PRINTED = (
    _image("1110 1110 1110 0000"),
    _image("0111 0111 0111 0000"),
    _image("0000 0111 0111 0111"),
    _image("0000 1110 1110 1110"),
)


@dataclass(frozen=True)
class FourImages:
    """Four images of 4×4 binary pixels, one row after the other: {shown}. Each is pooled over windows of 2×2 with stride 2."""

    images: Annotated[tuple[Rows, ...], one_of(*itertools.permutations(PRINTED))] = PRINTED

    @property
    def shown(self) -> str:
        return " · ".join(" ".join("".join(map(str, row)) for row in image) for image in self.images)


four_images = Problem("3.C", "Pooling", FourImages)


def _scaled(images: Value, factor: int) -> Value:
    return tuple(tuple(tuple(entry * factor for entry in row) for row in image) for image in images)


@four_images.part("i", points=3, answer=Matrices(4), title="Average pooling")
def average_pooling(given: FourImages) -> Value:
    """Apply average pooling to each of the four images."""
    return tuple(average_pool2d(image, 2) for image in given.images)


@average_pooling.mistake()
def takes_the_maximum(given: FourImages) -> Value:
    """This is max pooling; here each window is replaced by its mean."""
    return max_pooling.solve(given)


@average_pooling.mistake(credit=0.5)
def takes_the_sum(given: FourImages) -> Value:
    """You added up each window. What is left to do for a mean?"""
    return _scaled(average_pooling.solve(given), 4)


@average_pooling.mistake(credit=0.5)
def divides_by_the_window_width(given: FourImages) -> Value:
    """You divided by the width of the window. Over how many pixels is the mean taken?"""
    return _scaled(average_pooling.solve(given), 2)


@average_pooling.mistake()
def moves_by_one_pixel(given: FourImages) -> Value:
    """This is pooling with stride 1: here the windows don't overlap."""
    return tuple(average_pool2d(image, 2, stride=1) for image in given.images)


@four_images.part("ii", points=3, answer=Matrices(4), title="Max pooling")
def max_pooling(given: FourImages) -> Value:
    """Apply max pooling to each of the four images."""
    return tuple(max_pool2d(image, 2) for image in given.images)


@max_pooling.mistake()
def takes_the_mean(given: FourImages) -> Value:
    """This is average pooling; here each window is replaced by its largest value."""
    return average_pooling.solve(given)


@max_pooling.mistake(credit=0.5)
def gives_only_one_matrix(given: FourImages) -> Value:
    """One matrix is given for four images. Say which image it belongs to, or that it holds for all of them."""
    return max_pooling.solve(given)[:1]


@four_images.part("iii", points=2, answer=Essay(), title="Pooling, noise and missing pixels")
def robustness(given: FourImages) -> Rubric:
    """The images might be one shape, shifted a little and with some noise. Why may pooling help with noise and missing pixels?"""
    return Rubric(
        Criterion(
            "single pixels count little: they are averaged out or ignored",
            1,
            ("average", "noise", "single pixel", "ignore", "missing"),
        ),
        Criterion("small shifts change the result little", 1, ("shift", "translation", "invarian", "position")),
    )
