"""Part 5: pooling, forward and backward."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case, Code, Function
from grader.authoring import Problem
from problems.lab1.inputs import distinct, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

pooling = Problem("5", "Pooling")

SHAPES = (
    ("values", (1, 1, 2, 2), 2, 2),
    ("values", (1, 1, 2, 4), 2, 2),
    ("channels", (2, 3, 4, 4), 2, 2),
    ("what does not fit", (1, 1, 3, 3), 2, 2),
    ("overlapping windows", (1, 1, 3, 3), 2, 1),
    ("overlapping windows", (2, 2, 5, 7), 3, 2),
)
"""Group, shape of the images, size and stride."""


def forward_cases(rng: Generator) -> Iterator[Case]:
    yield from (Case(group, (distinct(rng, *shape), size, stride)) for group, shape, size, stride in SHAPES)
    yield Case("values", (-1 - distinct(rng, 1, 1, 2, 2), 2, 2))


def backward_cases(rng: Generator) -> Iterator[Case]:
    for group, shape, size, stride in SHAPES:
        x = distinct(rng, *shape)
        yield Case(group, (1 + abs(whole(rng, *solutions.max_pool(x, size, stride).shape)), x, size, stride))


@pooling.part("a", points=2, answer=Code("max_pool(x, size, stride)", forward_cases), title="Max pooling")
def max_pool() -> Function:
    """Return the largest entry of every window of size × size pixels, of shape (images, channels, height', width'). x has the shape (images, channels, height, width); the windows move by `stride` pixels, and a last one that does not fit is dropped. Loops are allowed."""
    return solutions.max_pool


@max_pool.mistake()
def takes_the_mean() -> Function:
    """This is average pooling; here each window is replaced by its largest entry."""
    return solutions.average_pool


@max_pool.mistake(credit=0.5)
def starts_from_zero() -> Function:
    """What is the largest entry of a window in which all are negative?"""
    import numpy as np

    return lambda x, size, stride: np.maximum(solutions.max_pool(x, size, stride), 0)


@max_pool.mistake(credit=0.5)
def moves_by_the_windows_size() -> Function:
    """The windows should move by `stride` pixels. Is that always their size?"""
    return lambda x, size, stride: solutions.max_pool(x, size, size)


@pooling.part("b", points=1, answer=Code("average_pool(x, size, stride)", forward_cases), title="Average pooling")
def average_pool() -> Function:
    """Return the mean of every window; otherwise as for max_pool."""
    return solutions.average_pool


@average_pool.mistake()
def takes_the_maximum() -> Function:
    """This is max pooling; here each window is replaced by its mean."""
    return solutions.max_pool


@average_pool.mistake(credit=0.5)
def takes_the_sum() -> Function:
    """This is the sum of each window, not its mean."""
    return lambda x, size, stride: solutions.average_pool(x, size, stride) * size**2


@average_pool.mistake(credit=0.5)
def divides_by_the_windows_width() -> Function:
    """How many entries has a window?"""
    return lambda x, size, stride: solutions.average_pool(x, size, stride) * size


@average_pool.mistake(credit=0.5)
def averages_in_steps_of_the_windows_size() -> Function:
    """The windows should move by `stride` pixels. Is that always their size?"""
    return lambda x, size, stride: solutions.average_pool(x, size, size)


@pooling.part(
    "c",
    points=3,
    answer=Code("max_pool_backward(upstream, x, size, stride)", backward_cases),
    title="Max pooling, backward",
)
def max_pool_backward() -> Function:
    """Return the gradient of a loss in x, of the shape of x. upstream, of the shape that max_pool returns, is the gradient in its output. Where windows overlap, think of what a pixel owes to each. Loops are allowed."""
    return solutions.max_pool_backward


@max_pool_backward.mistake(credit=0.25)
def shares_the_gradient_out() -> Function:
    """Does a small change of an entry that is not the largest of its window change the output at all?"""
    return solutions.average_pool_backward


@max_pool_backward.mistake(credit=0.5)
def marks_the_largest_without_their_gradient() -> Function:
    """This says where the largest entries are. By the chain rule, what comes from above goes there."""
    import numpy as np

    return lambda upstream, x, size, stride: solutions.max_pool_backward(np.ones_like(upstream), x, size, stride)


@max_pool_backward.mistake(credit=0.5)
def overwrites_where_windows_overlap() -> Function:
    """An entry may be the largest of several windows. What does it owe to each of them, and what is that together?"""
    return lambda upstream, x, size, stride: _overwritten(upstream, x, size, stride, largest=True)


@pooling.part(
    "d",
    points=2,
    answer=Code("average_pool_backward(upstream, x, size, stride)", backward_cases),
    title="Average pooling, backward",
)
def average_pool_backward() -> Function:
    """Return the gradient of a loss in x, of the shape of x; otherwise as for max_pool_backward."""
    return solutions.average_pool_backward


@average_pool_backward.mistake(credit=0.5)
def does_not_divide_by_the_windows_area() -> Function:
    """Each entry moves the mean of its window by a fraction only. By which?"""
    return lambda upstream, x, size, stride: solutions.average_pool_backward(upstream, x, size, stride) * size**2


@average_pool_backward.mistake(credit=0.25)
def hands_it_to_the_largest() -> Function:
    """This is the backward pass of max pooling. Which entries take part in a mean?"""
    return solutions.max_pool_backward


@average_pool_backward.mistake(credit=0.5)
def overwrites_shares_where_windows_overlap() -> Function:
    """An entry may lie in several windows. What does it owe to each of them, and what is that together?"""
    return lambda upstream, x, size, stride: _overwritten(upstream, x, size, stride, largest=False)


def _overwritten(upstream: Array, x: Array, size: int, stride: int, *, largest: bool) -> Array:
    """The gradient where the last window that sets an entry wins."""
    import numpy as np

    gradient = np.zeros_like(x)
    for image, channel, row, column in np.ndindex(upstream.shape):
        rows, columns = slice(row * stride, row * stride + size), slice(column * stride, column * stride + size)
        window, came = x[image, channel, rows, columns], upstream[image, channel, row, column]
        place = gradient[image, channel, rows, columns]
        if largest:
            place[np.unravel_index(window.argmax(), window.shape)] = came
        else:
            place[:] = came / size**2
    return gradient
