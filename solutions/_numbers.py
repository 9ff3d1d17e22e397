"""Types of numbers, and checks of arguments, that several chapters share."""

from __future__ import annotations

import math
from collections.abc import Sequence, Sized
from fractions import Fraction
from numbers import Rational

Exact = int | Fraction
"""Arithmetic on these has no rounding."""
Real = int | float | Fraction
"""Exact in, exact out; a float makes the result a float."""


def ratio(numerator: Real, denominator: Real) -> Fraction | float:
    """The quotient: a Fraction of exact numbers, otherwise a float."""
    # NumPy's whole numbers are rational by registration, its floats of other sizes than Python's are not floats
    if isinstance(numerator, Rational) and isinstance(denominator, Rational):
        return Fraction(int(numerator.numerator), int(numerator.denominator)) / Fraction(
            int(denominator.numerator), int(denominator.denominator)
        )
    return float(numerator) / float(denominator)


def check_paired(one: Sized, other: Sized, names: str) -> None:
    """Raise ValueError unless both have the same length, at least 1."""
    if len(one) != len(other):
        raise ValueError(f"{names} differ in length: {len(one)} and {len(other)}")
    if not len(one):
        raise ValueError(f"there are no {names}")


def check_share(value: Real, name: str) -> None:
    """Raise ValueError unless the value lies in [0, 1]."""
    if not 0 <= value <= 1:
        raise ValueError(f"{name} lies in [0, 1], not {value}")


def check_distribution(values: Sequence[Real], name: str = "probabilities") -> None:
    """Raise ValueError unless the values are at least 0 and sum to 1; exactly where they are exact, else to 1e-9."""
    total = sum(values)
    if not len(values) or min(values) < 0 or not math.isclose(total, 1, rel_tol=1e-9):
        raise ValueError(f"{name} are at least 0 and sum to 1, not to {total}")
    if isinstance(total, Rational) and total != 1:
        raise ValueError(f"{name} sum to {total}, not 1")
