"""Part 4: a convolution layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

convolution = Problem("4", "Convolution layer")


def cases(rng: Generator) -> Iterator[Case]:
    import numpy as np

    def case(group: str, images: tuple[int, ...], filters: tuple[int, ...], **keywords: int) -> Case:
        b = whole(rng, filters[0]) if group == "bias" else np.zeros(filters[0])
        return Case(group, (whole(rng, *images), whole(rng, *filters), b), keywords)

    yield case("values", (1, 1, 2, 2), (1, 1, 1, 1))
    yield case("values", (1, 1, 2, 3), (1, 1, 2, 2))
    yield case("values", (1, 1, 4, 4), (1, 1, 3, 3))
    yield Case("bias", (whole(rng, 1, 1, 2, 2), whole(rng, 1, 1, 2, 2), np.array([3.0])))
    yield case("bias", (1, 1, 3, 3), (2, 1, 2, 2))
    yield case("channels", (1, 2, 2, 2), (1, 2, 2, 2))
    yield case("channels", (2, 3, 4, 5), (4, 3, 3, 3))
    yield case("stride", (1, 1, 3, 3), (1, 1, 1, 1), stride=2)
    yield case("stride", (1, 1, 4, 5), (1, 1, 2, 2), stride=2)
    yield case("stride", (2, 2, 7, 8), (2, 2, 3, 3), stride=3)
    yield case("padding", (1, 1, 2, 2), (1, 1, 2, 2), padding=1)
    yield case("padding", (1, 1, 2, 3), (1, 1, 3, 3), padding=1)
    yield case("padding", (2, 2, 4, 5), (2, 2, 3, 3), padding=2)
    yield case("stride and padding", (1, 1, 3, 3), (1, 1, 2, 2), stride=2, padding=1)
    yield case("stride and padding", (2, 2, 5, 6), (3, 2, 3, 3), stride=2, padding=1)


CONV2D = Code("conv2d(x, w, b, stride=1, padding=0)", cases, weights={"values": 2})


@convolution.part(points=6, answer=CONV2D, title="Convolution layer")
def conv2d() -> Function:
    """Return the output of a convolution layer as deep-learning frameworks compute it, of shape (images, filters, height', width'). x has the shape (images, channels, height, width), w the shape (filters, channels, rows, columns), b the shape (filters,). `padding` zeros are added on every side of each image; the filters move by `stride` pixels, and a last step that does not fit is dropped. Loops are allowed."""
    return solutions.conv2d


@conv2d.mistake(credit=0.5)
def flips_the_kernel() -> Function:
    """This is convolution as in signal processing, which turns the filter by 180° first. What do layers do, whose filters are learned anyway?"""

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        return solutions.conv2d(x, w[:, :, ::-1, ::-1], b, stride=stride, padding=padding)

    return wrong


@conv2d.mistake(credit=0.75)
def forgets_biases() -> Function:
    """Each filter also adds one number to all of its outputs."""

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        return solutions.conv2d(x, w, stride=stride, padding=padding)

    return wrong


@conv2d.mistake(credit=0.75)
def ignores_the_stride() -> Function:
    """The filters should move by `stride` pixels, down as well as to the right."""

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        return solutions.conv2d(x, w, b, padding=padding)

    return wrong


@conv2d.mistake(credit=0.75)
def ignores_the_padding() -> Function:
    """Zeros should be added around the image, as many as `padding` says."""
    import numpy as np

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        if min(x.shape[2] - w.shape[2], x.shape[3] - w.shape[3]) < 0:  # as slices that run out of the image do
            return np.zeros((len(x), len(w), 0, 0))
        return solutions.conv2d(x, w, b, stride=stride)

    return wrong


@conv2d.mistake(credit=0.75)
def pads_one_axis_only() -> Function:
    """Here zeros are added to the left and right, but not above and below. Which axes of x are the height and the width?"""
    import numpy as np

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        padded = np.pad(x, ((0, 0), (0, 0), (0, 0), (padding, padding)))
        if padded.shape[2] < w.shape[2]:
            return np.zeros((len(x), len(w), 0, (padded.shape[3] - w.shape[3]) // stride + 1))
        return solutions.conv2d(padded, w, b, stride=stride)

    return wrong


@conv2d.mistake(credit=0.75)
def pads_one_side_only() -> Function:
    """Here zeros are added below and to the right only. They belong on every side."""
    import numpy as np

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        padded = np.pad(x, ((0, 0), (0, 0), (0, padding), (0, padding)))
        return solutions.conv2d(padded, w, b, stride=stride)

    return wrong


@conv2d.mistake(credit=0.75)
def pads_with_the_border() -> Function:
    """Here the pixels of the border are repeated. The layer pads with zeros."""
    import numpy as np

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
        return solutions.conv2d(padded, w, b, stride=stride)

    return wrong


@conv2d.mistake(credit=0.5)
def takes_the_first_channel_only() -> Function:
    """A filter has a kernel for each channel of the input. What becomes of the other channels?"""

    def wrong(x: Array, w: Array, b: Array, stride: int = 1, padding: int = 0) -> Array:
        return solutions.conv2d(x[:, :1], w[:, :1], b, stride=stride, padding=padding)

    return wrong
