"""Inputs of the pooling layers, and the misconception that both share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import solutions
from grader.answers.code import Case
from problems.lab1.inputs import distinct, whole

if TYPE_CHECKING:
    from problems.lab1.inputs import Array, Generator

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


def overwritten(upstream: Array, x: Array, size: int, stride: int, *, largest: bool) -> Array:
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
