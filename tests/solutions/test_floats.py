"""Float formats: NumPy's own, the tables of the papers, and rounding against a search through all numbers."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import floats
from solutions.floats import FLOAT_FORMATS

NUMPY = {"fp64": np.float64, "fp32": np.float32, "fp16": np.float16}
SMALL = ["fp8_e4m3", "fp8_e5m2"]


@pytest.mark.parametrize("name", NUMPY)
def test_limits_are_numpys(name: str) -> None:
    form, info = FLOAT_FORMATS[name], np.finfo(NUMPY[name])
    assert floats.largest_float(form) == Fraction(float(info.max))
    assert floats.smallest_normal(form) == Fraction(float(info.smallest_normal))
    assert floats.smallest_subnormal(form) == Fraction(float(info.smallest_subnormal))
    assert floats.machine_epsilon(form) == Fraction(float(info.eps))


def test_limits_are_those_of_the_tables() -> None:
    # Micikevicius et al. (2022), table 1; Kalamkar et al. (2019), table 1
    e4m3, e5m2, bf16 = (FLOAT_FORMATS[name] for name in ("fp8_e4m3", "fp8_e5m2", "bf16"))
    assert [floats.largest_float(form) for form in (e4m3, e5m2)] == [448, 57344]
    assert [floats.smallest_normal(form) for form in (e4m3, e5m2)] == [Fraction(1, 2**6), Fraction(1, 2**14)]
    assert [floats.smallest_subnormal(form) for form in (e4m3, e5m2)] == [Fraction(1, 2**9), Fraction(1, 2**16)]
    assert float(floats.largest_float(bf16)) == pytest.approx(3.38953139e38)
    assert float(floats.smallest_normal(bf16)) == pytest.approx(1.17549435e-38)


@pytest.mark.parametrize("name", ["fp32", "fp16"])
@given(st.floats(allow_nan=False))
def test_rounding_spacing_and_bits_are_numpys(name: str, x: float) -> None:
    form, kind = FLOAT_FORMATS[name], NUMPY[name]
    with np.errstate(over="ignore", under="ignore"):
        expected = kind(x)
    ours = floats.rounded_float(form, x)
    assert float(ours) == float(expected)
    if not math.isfinite(expected):
        with pytest.raises(ValueError, match="rounded to"):
            floats.encoded_bits(form, x)
        return
    bits = floats.encoded_bits(form, x)
    assert bits.replace(" ", "") == f"{int.from_bytes(expected.tobytes()[::-1]):0{floats.float_bits(form)}b}"
    assert floats.decoded_bits(form, bits) == ours
    if abs(ours) < floats.largest_float(form):
        above = np.nextafter(abs(expected), kind(np.inf), dtype=kind)
        assert floats.float_spacing(form, ours) == Fraction(float(above)) - abs(ours)


@given(st.floats(-3e38, 3e38, allow_subnormal=False))
def test_bf16_is_the_upper_half_of_fp32(x: float) -> None:
    single = float(np.float32(x))
    (word,) = struct.unpack(">I", struct.pack(">f", single))
    even = (word >> 16) & 1
    half = (word + 0x7FFF + even) >> 16
    bits = floats.encoded_bits(FLOAT_FORMATS["bf16"], single).replace(" ", "")
    assert bits == f"{half:016b}"


@pytest.mark.parametrize("name", SMALL)
def test_all_codes_of_eight_bits_decode_to_as_many_numbers_and_back(name: str) -> None:
    form = FLOAT_FORMATS[name]
    values = {f"{code:08b}": floats.decoded_bits(form, f"{code:08b}") for code in range(256)}
    finite = {bits: value for bits, value in values.items() if math.isfinite(value)}
    assert len(set(finite.values())) == floats.finite_values(form)
    assert max(finite.values()) == floats.largest_float(form)
    assert all(floats.decoded_bits(form, floats.encoded_bits(form, value)) == value for value in finite.values())
    assert sum(map(math.isinf, values.values())) == (2 if name == "fp8_e5m2" else 0)
    assert sum(map(math.isnan, values.values())) == (6 if name == "fp8_e5m2" else 2)


@pytest.mark.parametrize("name", SMALL)
@given(st.fractions(-448, 448, max_denominator=4096))
def test_the_nearest_number_is_found_among_all(name: str, x: Fraction) -> None:
    form = FLOAT_FORMATS[name]
    values = [floats.decoded_bits(form, f"{code:08b}") for code in range(256)]
    distance = min(abs(value - x) for value in values if math.isfinite(value))
    nearest = {value for value in values if math.isfinite(value) and abs(value - x) == distance}
    rounded = floats.rounded_float(form, x)
    assert rounded in nearest
    if len(nearest) == 2:
        assert floats.encoded_bits(form, rounded).endswith("0")


def test_beyond_the_range_lies_infinity_or_nan() -> None:
    fp16, e4m3 = FLOAT_FORMATS["fp16"], FLOAT_FORMATS["fp8_e4m3"]
    assert floats.rounded_float(fp16, Fraction(65519)) == 65504
    assert floats.rounded_float(fp16, -65520) == floats.rounded_float(fp16, -math.inf) == -math.inf
    assert floats.rounded_float(e4m3, 464) == 448
    assert math.isnan(floats.rounded_float(e4m3, 465))
    assert math.isnan(floats.rounded_float(e4m3, math.inf))
    assert math.isnan(floats.rounded_float(fp16, math.nan))
    assert floats.rounded_sum(fp16, [65504, 65504, -65504]) == math.inf
    assert floats.encoded_bits(fp16, -0.0)[0] == "1"


@pytest.mark.parametrize("name", ["fp32", "bf16", "fp16"])
def test_whole_numbers_have_a_place_up_to_the_stated_one(name: str) -> None:
    form = FLOAT_FORMATS[name]
    last = floats.exact_integers(form)
    assert all(floats.rounded_float(form, n) == n for n in range(last - 300, last + 1))
    assert floats.rounded_float(form, last + 1) == last
    assert floats.rounded_float(form, Fraction(1) + floats.machine_epsilon(form)) == 1 + floats.machine_epsilon(form)
    assert floats.rounded_float(form, Fraction(1) + floats.machine_epsilon(form) / 2) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: floats.float_spacing(FLOAT_FORMATS["fp16"], 65505), "beyond"),
        (lambda: floats.exact_integers(floats.FloatFormat(2, 9)), "ends before"),
        (lambda: floats.decoded_bits(FLOAT_FORMATS["fp16"], "0 11"), "16 bits"),
        (lambda: floats.decoded_bits(FLOAT_FORMATS["fp8_e5m2"], "0000000x"), "8 bits"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
