"""Quantisation: bounds of the error, the real 0, whole-number arithmetic, and NumPy."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import quantisation
from solutions.quantisation import Quantiser

reals = st.fractions(-9, 9, max_denominator=50)
vectors = st.lists(reals, min_size=1, max_size=8).filter(any)


@given(vectors, st.integers(2, 8), st.booleans())
def test_the_error_is_at_most_half_a_step_and_zero_is_exact(values: list[Fraction], bits: int, signed: bool) -> None:
    made = quantisation.affine_quantiser(min(values), max(values), bits, signed=signed)
    assert (made.low, made.high) == quantisation.quantised_range(bits, signed=signed)
    assert quantisation.dequantised(quantisation.quantised([0], made), made) == (0,)
    back = quantisation.dequantised(quantisation.quantised(values, made), made)
    # the zero point is rounded, too: by up to half a step the ends may be clipped
    assert all(abs(value - other) <= made.scale for value, other in zip(values, back, strict=True))
    even = quantisation.symmetric_quantiser(max(map(abs, values)), bits)
    back = quantisation.dequantised(quantisation.quantised(values, even), even)
    assert all(abs(value - other) <= even.scale / 2 for value, other in zip(values, back, strict=True))
    error = quantisation.mean_squared_quantisation_error(values, even)
    assert error == sum((value - other) ** 2 for value, other in zip(values, back, strict=True)) / len(values)


@given(vectors, st.integers(2, 8))
def test_symmetric_quantisation_is_odd(values: list[Fraction], bits: int) -> None:
    even = quantisation.symmetric_quantiser(max(map(abs, values)), bits)
    negated = quantisation.quantised([-value for value in values], even)
    assert negated == tuple(-code for code in quantisation.quantised(values, even))


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(-128, 127)), min_size=1, max_size=9))
def test_a_dot_product_in_whole_numbers_is_that_of_what_they_stand_for(codes: list[tuple[int, int]]) -> None:
    first, second = Quantiser(Fraction(1, 50), 117, 0, 255), Quantiser(Fraction(3, 7), -5, -128, 127)
    one, other = zip(*codes, strict=True)
    reals_ = zip(quantisation.dequantised(one, first), quantisation.dequantised(other, second), strict=True)
    assert quantisation.quantised_dot(one, first, other, second) == sum(a * b for a, b in reals_)


def test_codes_are_numpys() -> None:
    values = np.random.default_rng(1).normal(size=500)
    made = quantisation.affine_quantiser(float(values.min()), float(values.max()))
    codes = np.clip(np.round(values / made.scale) + made.zero_point, 0, 255)
    assert quantisation.quantised(values.tolist(), made) == tuple(codes.astype(int))


def test_noise_of_a_fine_quantiser_is_a_twelfth_of_a_squared_step_and_a_bit_is_worth_6_decibels() -> None:
    sine = [math.sin(0.7 * n) for n in range(5000)]
    made = Quantiser(2 / 256, 0, -128, 127)
    inside = [0.99 * value for value in sine]
    noise = quantisation.mean_squared_quantisation_error(inside, made)
    assert noise == pytest.approx(made.scale**2 / 12, rel=0.03)
    signal = sum(value**2 for value in sine) / len(sine)
    assert 10 * math.log10(signal / noise) == pytest.approx(quantisation.quantisation_signal_to_noise(8), abs=0.15)
    steps = quantisation.quantisation_signal_to_noise(9) - quantisation.quantisation_signal_to_noise(8)
    assert steps == pytest.approx(6.02, abs=0.001)


def test_ranges_that_do_not_hold_zero_are_widened() -> None:
    assert quantisation.affine_quantiser(1, 3, 2) == quantisation.affine_quantiser(0, 3, 2) == (1, 0, 0, 3)
    assert quantisation.affine_quantiser(-3, -1, 2) == (1, 3, 0, 3)


def test_bits_for_each_weight_are_those_of_the_paper() -> None:
    # Dettmers et al. (2023), section 3: double quantisation lowers 0.5 bits a parameter to 8/64 + 32/(64·256) = 0.127
    plain = quantisation.quantised_bits_per_weight(4, 64, 32)
    double = 4 + Fraction(8, 64) + Fraction(32, 64 * 256)
    assert plain - 4 == Fraction(1, 2)
    assert quantisation.quantised_bits_per_weight(4, 1, 32) == 36
    assert float(plain - double) == pytest.approx(0.373, abs=5e-4)
    assert quantisation.quantised_bits_per_weight(4, 64, 8) + Fraction(32, 64 * 256) == double


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: quantisation.quantised_range(0), "at least 1 bit"),
        (lambda: quantisation.affine_quantiser(2, 1), "above the largest"),
        (lambda: quantisation.affine_quantiser(0, 0), "no scale"),
        (lambda: quantisation.symmetric_quantiser(0), "above 0"),
        (lambda: quantisation.symmetric_quantiser(1, 1), "2 bits"),
        (lambda: quantisation.dequantised([9], Quantiser(1, 0, 0, 3)), "from 0 to 3"),
        (lambda: quantisation.mean_squared_quantisation_error([], Quantiser(1, 0, 0, 3)), "no values"),
        (lambda: quantisation.quantisation_signal_to_noise(0), "at least 1 bit"),
        (
            lambda: quantisation.quantised_dot([1], Quantiser(1, 0, 0, 3), [1, 2], Quantiser(1, 0, 0, 3)),
            "differ in length",
        ),
        (lambda: quantisation.quantised_dot([9], Quantiser(1, 0, 0, 3), [1], Quantiser(1, 0, 0, 3)), "from 0 to 3"),
        (lambda: quantisation.quantised_bits_per_weight(4, 0), "at least 1 weight"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
