"""Whether a number is right to the digits given, and how near a wrong one is."""

from __future__ import annotations

import struct
from decimal import localcontext
from fractions import Fraction

from grader.maths.functions import CONTEXT, Value, pi, real
from grader.maths.identity import close
from grader.maths.quantities import significant_digits
from grader.model.answers import Match


def compare(value: Value, unit: Fraction | None, target: Value, digits: int) -> Match:
    """Whether a number is the right one: exactly where unit is None, else to the digits given; how near it is if not.

    unit : the place value of the last digit given. digits : how many significant digits a decimal has to give.
    """
    if same(value, target) or computed(value, unit, target):
        return Match(True)
    if unit is not None and rounds_to(target, value, unit):
        if significant_digits(value, unit) >= digits:
            return Match(True)
        return Match(False, f"This is rounded too far: give at least {digits} significant digits.", "rounding")
    return _near(value, target, unit)


FLOAT_DIGITS = 15
"""A decimal with so many digits was computed with floats of 64 bits."""

SINGLE_DIGITS = 7
"""A decimal with so many digits may be the print of a float of 32 bits."""

SINGLE = Fraction(1, 2**22)
"""Relative error of a number computed with floats of 32 bits: four units in the last place."""


def computed(value: Value, unit: Fraction | None, target: Value) -> bool:
    """Whether both are the same but for how they were computed: to 50 digits here, or as floats of 64 or 32 bits.

    A float of 32 bits is printed with 7 to 9 digits, or with all of a float of 64 bits; then it is one of the few that
    32 bits can hold. A number that can be written with as few digits as its print is compared to its digits.
    """
    said, exact = Fraction(value), Fraction(target)
    gap, wanted = abs(said - exact), abs(exact)
    if unit is None:
        return max(said.denominator, exact.denominator) > 10**30 and gap * 10**40 <= wanted
    given = significant_digits(value, unit)
    if given >= FLOAT_DIGITS and gap * 10**11 <= wanted:
        return True
    if given > SINGLE_DIGITS + 3:
        return gap <= SINGLE * wanted and _is_single(said)
    return SINGLE_DIGITS <= given <= SINGLE_DIGITS + 3 and gap <= SINGLE * wanted and not _is_short(exact)


def is_print_of(value: Value, target: Value) -> bool:
    """Whether a number with many digits is another one, computed with floats of 64 bits.

    >>> is_print_of(Fraction("0.30000000000000004"), Fraction(3, 10)), is_print_of(Fraction("0.3001"), Fraction(3, 10))
    (True, False)
    """
    said, exact = Fraction(value), Fraction(target)
    return said.denominator > 10**12 and abs(said - exact) * 10**11 <= abs(exact)


def _is_single(value: Fraction) -> bool:
    """Whether it is a float of 32 bits."""
    number = float(value)
    try:
        return bool(struct.unpack("f", struct.pack("f", number))[0] == number)
    except OverflowError:
        return False


def _is_short(value: Fraction) -> bool:
    """Whether a decimal of a few digits is exactly this number."""
    return bool((value * 10**SINGLE_DIGITS).denominator == 1)


def rounds_to(target: Value, value: Value, unit: Fraction) -> bool:
    """Whether `value`, whose last digit has this place value, is `target` rounded or cut off.

    >>> rounds_to(Fraction(2, 3), Fraction(66, 100), Fraction(1, 100))
    True
    """
    exact, said = Fraction(target), Fraction(value)
    if abs(exact - said) * 2 <= unit:
        return True
    return exact * said >= 0 and 0 <= abs(exact) - abs(said) < unit


def _near(value: Value, target: Value, unit: Fraction | None) -> Match:
    """How a wrong number differs from the right one."""
    one, other = Fraction(value), Fraction(target)
    slack = unit if unit is not None else abs(other) / 10**12

    def is_about(wanted: Fraction) -> bool:
        return abs(one - wanted) <= slack

    if other and is_about(-other):
        return Match(False, "Look at the sign again.", "sign")
    if other and any(is_about(other * Fraction(10) ** power) for power in (2, -2)):
        return Match(False, "A factor of 100 is off: percent or fraction?", "percent")
    if other and any(is_about(other * Fraction(10) ** power) for power in (1, -1, 3, -3, 4, -4, 6, -6)):
        return Match(False, "The digits are right, the power of ten is not.", "factor")
    if other and (is_about(other * 2) or is_about(other / 2)):
        return Match(False, "A factor of two is off.", "factor")
    if other and one and is_about(1 / other):
        return Match(False, "This is the reciprocal of what was asked for.", "reciprocal")
    if other.denominator == 1 and (one == other + 1 or one == other - 1):
        return Match(False, "This is off by one.", "off by one")
    half_turn = Fraction(180) / Fraction(pi())
    if other and (is_about(other * half_turn) or is_about(other / half_turn)):
        return Match(False, "Degrees or radians?", "degrees")
    return Match(False, "", "different")


def same(one: Value, other: Value) -> bool:
    """Whether two numbers are equal: exactly, or to 45 digits where one is no fraction."""
    if isinstance(one, int | Fraction) and isinstance(other, int | Fraction):
        return one == other
    with localcontext(CONTEXT):
        return close(real(one), real(other))


def close_enough(one: Value, other: Value) -> bool:
    """Whether two numbers are the same but for how they were computed."""
    return same(one, other) or computed(one, None, other)
