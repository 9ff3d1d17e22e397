"""Inputs that a person can take in: small whole numbers, as floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Labels = np.ndarray[Any, np.dtype[np.int64]]
    Generator = np.random.Generator

VECTORISED = 100
"""Lines of a student's own code: more than any solution needs that works on whole arrays."""


def whole(rng: Generator, *shape: int) -> Array:
    """Whole numbers from −4 to 4."""
    return rng.integers(-4, 5, shape).astype(float)


def distinct(rng: Generator, *shape: int) -> Array:
    """Whole numbers, each once, so that every window has one largest."""
    import math

    return rng.permutation(math.prod(shape)).reshape(shape).astype(float)
