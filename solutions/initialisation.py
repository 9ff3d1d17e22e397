"""Variances of the weights a layer starts from, exact and as formulas."""

from __future__ import annotations

from fractions import Fraction


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
