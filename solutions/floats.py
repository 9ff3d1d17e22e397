"""Floating-point formats: range, spacing, rounding and bits of fp32, bf16, fp16 and fp8, exact."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from solutions._numbers import Real

__all__ = [
    "FLOAT_FORMATS",
    "FloatFormat",
    "decoded_bits",
    "encoded_bits",
    "exact_integers",
    "exponent_bias",
    "finite_values",
    "float_bits",
    "float_spacing",
    "largest_float",
    "machine_epsilon",
    "rounded_float",
    "rounded_sum",
    "smallest_normal",
    "smallest_subnormal",
]


class FloatFormat(NamedTuple):
    """A binary format: one bit for the sign, these for the exponent and the fraction.

    specials : what the largest exponent stands for: "ieee" for infinities and NaN alone; "nan" for numbers, and NaN
    where the fraction is all ones, too; then there is no infinity.
    """

    exponent: int
    fraction: int
    specials: Literal["ieee", "nan"] = "ieee"


FLOAT_FORMATS = {
    "fp64": FloatFormat(11, 52),
    "fp32": FloatFormat(8, 23),
    "tf32": FloatFormat(8, 10),
    "bf16": FloatFormat(8, 7),
    "fp16": FloatFormat(5, 10),
    "fp8_e4m3": FloatFormat(4, 3, "nan"),
    "fp8_e5m2": FloatFormat(5, 2),
}
"""IEEE 754-2019, table 3.5, for fp64, fp32 and fp16; Micikevicius et al., FP8 formats for deep learning (2022), table
1; Kalamkar et al., A study of BFLOAT16 (2019), table 1. tf32 takes 32 bits in memory, of which 19 count."""


def exponent_bias(form: FloatFormat) -> int:
    """What is subtracted from the stored exponent: 2^(bits − 1) − 1.

    Source: IEEE 754-2019, section 3.3 and table 3.5.

    >>> [exponent_bias(FLOAT_FORMATS[name]) for name in ("fp32", "bf16", "fp16")]
    [127, 127, 15]
    """
    return (1 << form.exponent - 1) - 1


def largest_float(form: FloatFormat) -> Fraction:
    """The largest finite number.

    Source: IEEE 754-2019, section 3.3; Micikevicius et al., FP8 formats for deep learning (2022), table 1.

    >>> [str(largest_float(FLOAT_FORMATS[name])) for name in ("fp16", "fp8_e4m3", "fp8_e5m2")]
    ['65504', '448', '57344']
    """
    top = (1 << form.exponent) - 1 - (form.specials == "ieee") - exponent_bias(form)
    last = 2 - Fraction(1 + (form.specials == "nan"), 1 << form.fraction)
    return last * _power(top)


def smallest_normal(form: FloatFormat) -> Fraction:
    """The smallest positive number of full precision, 2^(1 − bias).

    Source: IEEE 754-2019, section 3.3.

    >>> smallest_normal(FLOAT_FORMATS["fp16"]) == Fraction(1, 2**14)
    True
    """
    return _power(1 - exponent_bias(form))


def smallest_subnormal(form: FloatFormat) -> Fraction:
    """The smallest positive number, 2^(1 − bias − fraction bits); half of it and less is rounded to 0.

    Source: IEEE 754-2019, section 3.3.

    >>> smallest_subnormal(FLOAT_FORMATS["fp16"]) == Fraction(1, 2**24)
    True
    """
    return smallest_normal(form) / (1 << form.fraction)


def machine_epsilon(form: FloatFormat) -> Fraction:
    """The distance from 1 to the next larger number, 2^(−fraction bits); half of it bounds the relative rounding error.

    Source: Goldberg, What every computer scientist should know about floating-point arithmetic (1991), section 1.2, by
    the definition of C and NumPy, which is twice his.

    >>> machine_epsilon(FLOAT_FORMATS["bf16"])
    Fraction(1, 128)
    """
    return _power(-form.fraction)


def float_spacing(form: FloatFormat, x: Real) -> Fraction:
    """The distance of neighbouring numbers of the format at |x|, a unit in the last place; that of subnormals near 0.

    At a power of two, the distance to the larger neighbour. Raises ValueError beyond the largest number.

    Source: Goldberg, What every computer scientist should know about floating-point arithmetic (1991), section 1.2.

    >>> float_spacing(FLOAT_FORMATS["fp16"], 2048), float_spacing(FLOAT_FORMATS["bf16"], 1000)
    (Fraction(2, 1), Fraction(4, 1))
    """
    size = abs(Fraction(x))
    if size > largest_float(form):
        raise ValueError(f"{x} is beyond the largest number")
    return _step(form, size)


def exact_integers(form: FloatFormat) -> int:
    """The n up to which every whole number has a place in the format: 2^(fraction bits + 1); n + 1 does not.

    Raises ValueError for a format whose largest number is less.

    Source: Goldberg, What every computer scientist should know about floating-point arithmetic (1991), section 1.2.

    >>> [exact_integers(FLOAT_FORMATS[name]) for name in ("fp32", "fp16", "bf16")]
    [16777216, 2048, 256]
    """
    count = 1 << form.fraction + 1
    if largest_float(form) < count:
        raise ValueError("the format ends before whole numbers get a gap")
    return count


def rounded_float(form: FloatFormat, x: Real) -> Fraction | float:
    """The number of the format that is nearest to x, of two the one with an even last bit; ±∞ or NaN beyond the range.

    x : any exact or floating-point number. From the largest number plus half a unit in the last place on, the result is
    infinite ("ieee") or NaN ("nan": fp8_e4m3 without saturation).

    Source: IEEE 754-2019, section 4.3.1, roundTiesToEven; fp8: Micikevicius et al. (2022), section 3.

    >>> rounded_float(FLOAT_FORMATS["bf16"], Fraction(1, 3)), rounded_float(FLOAT_FORMATS["fp16"], 65520)
    (Fraction(171, 512), inf)
    """
    if isinstance(x, float) and not math.isfinite(x):
        return math.nan if math.isnan(x) or form.specials == "nan" else x
    value = Fraction(x)
    step = _step(form, abs(value))
    nearest = round(value / step) * step
    if abs(nearest) <= largest_float(form):
        return nearest
    return math.nan if form.specials == "nan" else math.copysign(math.inf, value)


def rounded_sum(form: FloatFormat, values: Iterable[Real]) -> Fraction | float:
    """The sum of values from the left with an accumulator of the format, rounded after every addition.

    Small values that are added to a large sum are lost; ±∞ or NaN from an overflow on.

    Source: Higham, Accuracy and stability of numerical algorithms (2002), section 4.1.

    >>> rounded_sum(FLOAT_FORMATS["fp16"], [1] * 3000), rounded_sum(FLOAT_FORMATS["bf16"], [1] * 3000)
    (Fraction(2048, 1), Fraction(256, 1))
    """
    total: Fraction | float = Fraction(0)
    for value in values:
        if isinstance(total, float):
            return total
        given = rounded_float(form, value)
        total = rounded_float(form, total + given)
    return total


def encoded_bits(form: FloatFormat, x: Real) -> str:
    """The bits of the nearest number of the format: sign, exponent and fraction, separated by spaces.

    0 has the sign +, unless x is the float −0.0. Raises ValueError where it is rounded to infinity or NaN.

    Source: IEEE 754-2019, section 3.4.

    >>> encoded_bits(FLOAT_FORMATS["bf16"], -6.5), encoded_bits(FLOAT_FORMATS["fp8_e4m3"], 448)
    ('1 10000001 1010000', '0 1111 110')
    """
    value = rounded_float(form, x)
    if isinstance(value, float):
        raise ValueError(f"{x} is rounded to {value}")
    size = abs(value)
    normal = size >= smallest_normal(form)
    exponent = _exponent(size) + exponent_bias(form) if normal else 0
    units = int(size / _step(form, size)) - (1 << form.fraction if normal else 0)
    negative = value < 0 or (isinstance(x, float) and math.copysign(1, x) < 0)
    return f"{int(negative)} {exponent:0{form.exponent}b} {units:0{form.fraction}b}"


def decoded_bits(form: FloatFormat, bits: str) -> Fraction | float:
    """The number that these bits stand for, sign first; spaces do not count. An infinity and NaN are floats.

    Raises ValueError for another number of bits, or other characters.

    Source: IEEE 754-2019, section 3.4.

    >>> decoded_bits(FLOAT_FORMATS["bf16"], "1 10000001 1010000"), decoded_bits(FLOAT_FORMATS["fp8_e5m2"], "0 11111 00")
    (Fraction(-13, 2), inf)
    """
    digits = bits.replace(" ", "")
    if len(digits) != float_bits(form) or set(digits) - {"0", "1"}:
        raise ValueError(f"{float_bits(form)} bits are needed, not {bits!r}")
    sign = -1 if digits[0] == "1" else 1
    exponent, fraction = int(digits[1 : 1 + form.exponent], 2), int(digits[1 + form.exponent :], 2)
    if exponent == (1 << form.exponent) - 1:
        if form.specials == "ieee":
            return math.nan if fraction else sign * math.inf
        if fraction == (1 << form.fraction) - 1:
            return math.nan
    hidden = 1 << form.fraction if exponent else 0
    return sign * (hidden + fraction) * smallest_subnormal(form) * _power(max(0, exponent - 1))


def float_bits(form: FloatFormat) -> int:
    """The number of bits that count: sign, exponent and fraction.

    Source: IEEE 754-2019, section 3.4.

    >>> [float_bits(form) for form in FLOAT_FORMATS.values()]
    [64, 32, 19, 16, 16, 8, 8]
    """
    return 1 + form.exponent + form.fraction


def finite_values(form: FloatFormat) -> int:
    """How many different finite numbers there are, 0 and −0 being one.

    Source: IEEE 754-2019, section 3.3.

    >>> [finite_values(FLOAT_FORMATS[name]) for name in ("fp8_e4m3", "fp8_e5m2", "fp16")]
    [253, 247, 63487]
    """
    specials = 1 << form.fraction + 1 if form.specials == "ieee" else 2
    return (1 << float_bits(form)) - specials - 1


def _exponent(size: Fraction) -> int:
    """The e with 2^e ≤ size < 2^(e + 1), of a size above 0."""
    guess = size.numerator.bit_length() - size.denominator.bit_length()
    return guess if _power(guess) <= size else guess - 1


def _power(exponent: int) -> Fraction:
    """2^exponent."""
    return Fraction(1 << exponent) if exponent >= 0 else Fraction(1, 1 << -exponent)


def _step(form: FloatFormat, size: Fraction) -> Fraction:
    """The spacing at a size of at least 0, also beyond the largest number."""
    smallest = smallest_subnormal(form)
    return max(smallest, _power(_exponent(size) - form.fraction)) if size else smallest
