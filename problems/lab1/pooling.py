"""Part 5: max pooling, forward and backward."""

from __future__ import annotations

import solutions
from grader.answers.code import Code, Function
from grader.authoring import Problem
from problems.lab1.windows import backward_cases, forward_cases, overwritten

pooling = Problem("5", "Max pooling")


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


@pooling.part(
    "b",
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
    return lambda upstream, x, size, stride: overwritten(upstream, x, size, stride, largest=True)
