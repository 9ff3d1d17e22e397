"""The weights a layer starts from: their variances, exact, and draws of them in NumPy."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["he_normal", "he_variance", "uniform_variance", "xavier_uniform", "xavier_variance"]


def xavier_variance(fan_in: int, fan_out: int | None = None) -> Fraction:
    """Variance of Xavier (Glorot) initialisation: 1/fan_in, or 2/(fan_in + fan_out) where both fans are given.

    fan_in, fan_out : units that feed a unit, and units that it feeds; at least 1. Raises ValueError below that.

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010),
    equations 12 and 16 with uniform limits ±√(6/(fan_in + fan_out)).

    >>> xavier_variance(100), xavier_variance(100, 300)
    (Fraction(1, 100), Fraction(1, 200))
    """
    if fan_in < 1 or (fan_out is not None and fan_out < 1):
        raise ValueError("a fan is at least 1")
    return Fraction(1, fan_in) if fan_out is None else Fraction(2, fan_in + fan_out)


def he_variance(fan_in: int) -> Fraction:
    """Variance of He initialisation for ReLU: 2/fan_in. Raises ValueError where fan_in is below 1.

    Source: He, Zhang, Ren, Sun, Delving deep into rectifiers (2015), equation 10, where n_l is the fan-in.

    >>> he_variance(100)
    Fraction(1, 50)
    """
    if fan_in < 1:
        raise ValueError("a fan is at least 1")
    return Fraction(2, fan_in)


def uniform_variance(limit: Fraction | int) -> Fraction:
    """Variance of the uniform distribution on [−limit, limit]: limit²/3.

    >>> uniform_variance(3)
    Fraction(3, 1)
    """
    return Fraction(limit) ** 2 / 3


def xavier_uniform(fan_in: int, fan_out: int, seed: int) -> Array:
    """Weights (fan_in, fan_out) drawn evenly from ±√(6/(fan_in + fan_out)), the same ones from one seed.

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010),
    equation 16.

    >>> bool(abs(xavier_uniform(20, 30, seed=0)).max() <= (6 / 50) ** 0.5)
    True
    """
    import numpy as np

    limit = float(3 * xavier_variance(fan_in, fan_out)) ** 0.5
    return np.random.default_rng(seed).uniform(-limit, limit, (fan_in, fan_out))


def he_normal(fan_in: int, fan_out: int, seed: int) -> Array:
    """Weights (fan_in, fan_out) drawn from a normal distribution of mean 0 and variance 2/fan_in.

    Source: He, Zhang, Ren, Sun, Delving deep into rectifiers (2015), equation 10.

    >>> he_normal(20, 30, seed=0).shape
    (20, 30)
    """
    import numpy as np

    return np.random.default_rng(seed).normal(0.0, float(he_variance(fan_in)) ** 0.5, (fan_in, fan_out))
