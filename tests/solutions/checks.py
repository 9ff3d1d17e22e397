"""What the tests of several chapters need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import solutions


def assert_numerical_gradients(
    forward: Callable[..., Any], backward: Callable[..., Sequence[Any]], *arguments: Any, seed: int = 0
) -> None:
    """Hold a backward pass to central differences of Σ upstream × forward, to 1e-6, in every argument.

    backward : takes the upstream gradient and the arguments, and returns a gradient for each argument.
    """
    points = [np.asarray(argument, dtype=float) for argument in arguments]
    upstream = np.random.default_rng(seed).normal(size=np.shape(forward(*points)))
    gradients = backward(upstream, *points)
    assert len(gradients) == len(points)
    for place, (gradient, point) in enumerate(zip(gradients, points, strict=True)):

        def loss(changed: Any, place: int = place) -> float:
            return float((upstream * forward(*points[:place], changed, *points[place + 1 :])).sum())

        assert np.shape(gradient) == point.shape
        assert solutions.relative_error(gradient, solutions.numerical_gradient(loss, point)) < 1e-6


def sines(*shape: int, first: int = 1) -> Any:
    """An array of sin(first), sin(first + 1), …: numbers that another program makes as easily."""
    return np.sin(np.arange(first, first + int(np.prod(shape)))).reshape(shape)
