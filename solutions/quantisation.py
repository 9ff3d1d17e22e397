"""Quantisation: scale and zero point, rounding errors, whole-number arithmetic, size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._numbers import Exact, Real, check_paired, ratio

__all__ = [
    "Quantiser",
    "affine_quantiser",
    "dequantised",
    "mean_squared_quantisation_error",
    "quantisation_signal_to_noise",
    "quantised",
    "quantised_bits_per_weight",
    "quantised_dot",
    "quantised_range",
    "symmetric_quantiser",
]


class Quantiser(NamedTuple):
    """The map q = clip(round(r/scale) + zero_point, low, high) from real to whole numbers.

    scale : above 0, the real distance of neighbouring q. zero_point : the q of the real 0. low, high : the q there are.
    """

    scale: Real
    zero_point: int
    low: int
    high: int


def quantised_range(bits: int, *, signed: bool = True) -> tuple[int, int]:
    """The smallest and largest whole number of so many bits, in two's complement if signed; bits : at least 1.

    Raises ValueError otherwise.

    Source: Jacob et al., Quantization and training of neural networks for efficient integer-arithmetic-only inference
    (2018), section 2.1.

    >>> quantised_range(8), quantised_range(8, signed=False)
    ((-128, 127), (0, 255))
    """
    if bits < 1:
        raise ValueError(f"there is at least 1 bit, not {bits}")
    return (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)


def affine_quantiser(smallest: Real, largest: Real, bits: int = 8, *, signed: bool = False) -> Quantiser:
    """Asymmetric quantisation of [smallest, largest], widened so that it holds 0, which then is represented exactly.

    scale = (largest − smallest)/(2^bits − 1), zero point = low − smallest/scale, rounded (ties to even). Raises
    ValueError where smallest is above largest, both are 0, or there is no bit.

    Source: Jacob et al., Quantization and training of neural networks (2018), equation 1 and section 3.

    >>> affine_quantiser(-1, Fraction(155, 100), bits=8)
    Quantiser(scale=Fraction(1, 100), zero_point=100, low=0, high=255)
    """
    low, high = quantised_range(bits, signed=signed)
    if smallest > largest:
        raise ValueError("the smallest value is above the largest")
    floor, ceiling = min(smallest, 0), max(largest, 0)
    if floor == ceiling:
        raise ValueError("a range that holds nothing but 0 has no scale")
    scale = ratio(ceiling - floor, high - low)
    return Quantiser(scale, round(low - ratio(floor, scale)), low, high)


def symmetric_quantiser(largest: Real, bits: int = 8) -> Quantiser:
    """Symmetric quantisation of [−largest, largest]: scale = largest/(2^(bits − 1) − 1), zero point 0.

    The lowest whole number is left out, so that −q exists for every q. largest : above 0, the largest absolute value.
    bits : at least 2. Raises ValueError otherwise.

    Source: Krishnamoorthi, Quantizing deep convolutional networks for efficient inference (2018), section 2.2; Jacob et
    al. (2018), section 3.

    >>> symmetric_quantiser(Fraction(254, 100))
    Quantiser(scale=Fraction(1, 50), zero_point=0, low=-127, high=127)
    """
    if largest <= 0 or bits < 2:
        raise ValueError("the largest value is above 0, and there are at least 2 bits")
    high = 2 ** (bits - 1) - 1
    return Quantiser(ratio(largest, high), 0, -high, high)


def quantised(values: Sequence[Real], quantiser: Quantiser) -> tuple[int, ...]:
    """The code q = clip(round(r/scale) + zero_point) of each value r; ties are rounded to even.

    Source: Jacob et al., Quantization and training of neural networks (2018), equation 12.

    >>> quantised([Fraction(1, 2), 0, 9], Quantiser(Fraction(1, 10), 3, 0, 15))
    (8, 3, 15)
    """
    return tuple(
        min(max(round(ratio(value, quantiser.scale)) + quantiser.zero_point, quantiser.low), quantiser.high)
        for value in values
    )


def dequantised(codes: Sequence[int], quantiser: Quantiser) -> tuple[Real, ...]:
    """The real number r = scale·(q − zero_point) of each code q.

    It is at most scale/2 away from what was quantised, if that was not clipped. Raises ValueError for a code
    outside the quantiser's range.

    Source: Jacob et al., Quantization and training of neural networks (2018), equation 1.

    >>> dequantised([8, 3, 15], Quantiser(Fraction(1, 10), 3, 0, 15))
    (Fraction(1, 2), Fraction(0, 1), Fraction(6, 5))
    """
    if any(not quantiser.low <= code <= quantiser.high for code in codes):
        raise ValueError(f"the codes lie from {quantiser.low} to {quantiser.high}")
    return tuple(quantiser.scale * (code - quantiser.zero_point) for code in codes)


def mean_squared_quantisation_error(values: Sequence[Real], quantiser: Quantiser) -> Real:
    """The mean squared difference of values and what dequantisation gives back; about scale²/12 without clipping.

    Raises ValueError without values.

    Source: Gersho and Gray, Vector quantization and signal compression (1992), chapter 5.

    >>> mean_squared_quantisation_error([Fraction(1, 4), 1], Quantiser(Fraction(1, 2), 0, -7, 7))
    Fraction(1, 32)
    """
    if not len(values):
        raise ValueError("there are no values")
    back = dequantised(quantised(values, quantiser), quantiser)
    return ratio(sum((value - other) ** 2 for value, other in zip(values, back, strict=True)), len(values))


def quantisation_signal_to_noise(bits: int) -> float:
    """The ratio of signal to quantisation noise of a sine over the full range, in decibels.

    20·log₁₀ 2^bits + 10·log₁₀ 1.5, about 6.02·bits + 1.76: every bit is worth 6 dB. bits : at least 1, or ValueError.

    Source: Bennett, Spectra of quantized signals (1948); Oppenheim and Schafer, Discrete-time signal processing (2010),
    section 4.8.3.

    >>> round(quantisation_signal_to_noise(8), 2)
    49.93
    """
    if bits < 1:
        raise ValueError(f"there is at least 1 bit, not {bits}")
    return 20 * bits * math.log10(2) + 10 * math.log10(1.5)


def quantised_dot(one: Sequence[int], first: Quantiser, other: Sequence[int], second: Quantiser) -> Real:
    """The real dot product of two quantised vectors, from whole numbers alone until the last step.

    S₁·S₂·(Σ q₁q₂ − Z₂·Σ q₁ − Z₁·Σ q₂ + N·Z₁·Z₂). Raises ValueError where the lengths N differ, or a code is outside its
    range.

    Source: Jacob et al., Quantization and training of neural networks (2018), equation 7.

    >>> half = Quantiser(Fraction(1, 2), 1, 0, 15)
    >>> quantised_dot([3, 5], half, [2, 1], half)
    Fraction(1, 2)
    """
    check_paired(one, other, "the codes of both vectors")
    dequantised(one, first)
    dequantised(other, second)
    whole = (
        sum(p * q for p, q in zip(one, other, strict=True))
        - second.zero_point * sum(one)
        - first.zero_point * sum(other)
        + len(one) * first.zero_point * second.zero_point
    )
    return first.scale * second.scale * whole


def quantised_bits_per_weight(bits: int, group: int, scale_bits: int = 16, zero_point_bits: int = 0) -> Exact:
    """The bits that a weight takes in memory, where each group of weights shares a scale, and may share a zero point.

    bits : of a weight, at least 1. group : weights in a group, at least 1. scale_bits, zero_point_bits : at least 0.
    Raises ValueError otherwise.

    Source: Dettmers, Pagnoni, Holtzman, Zettlemoyer, QLoRA (2023), section 3: blocks of 64 with 32-bit constants cost
    0.5 bits a weight.

    >>> quantised_bits_per_weight(4, 64, scale_bits=32), quantised_bits_per_weight(4, 128, 16, 4)
    (Fraction(9, 2), Fraction(133, 32))
    """
    if bits < 1 or group < 1 or scale_bits < 0 or zero_point_bits < 0:
        raise ValueError("a weight has at least 1 bit, a group at least 1 weight, and no number of bits is negative")
    return bits + Fraction(scale_bits + zero_point_bits, group)
