"""Part 6: average pooling, forward and backward."""

from __future__ import annotations

import solutions
from grader.answers.code import Code, Function
from grader.authoring import Problem
from problems.lab1.windows import backward_cases, forward_cases, overwritten

average_pooling = Problem("6", "Average pooling")


@average_pooling.part(
    "a", points=1, answer=Code("average_pool(x, size, stride)", forward_cases), title="Average pooling"
)
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
def divides_by_the_window_width() -> Function:
    """How many entries has a window?"""
    return lambda x, size, stride: solutions.average_pool(x, size, stride) * size


@average_pool.mistake(credit=0.5)
def moves_by_the_windows_size() -> Function:
    """The windows should move by `stride` pixels. Is that always their size?"""
    return lambda x, size, stride: solutions.average_pool(x, size, size)


@average_pooling.part(
    "b",
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
def overwrites_where_windows_overlap() -> Function:
    """An entry may lie in several windows. What does it owe to each of them, and what is that together?"""
    return lambda upstream, x, size, stride: overwritten(upstream, x, size, stride, largest=False)
