"""Values cross as they are, and whatever else is sent is refused, quickly."""

from __future__ import annotations

import json
import math
from typing import Any

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.inner.values import BYTES, ITEMS, Malformed, TooLarge, Unsendable, decode, encode, load

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=["Cs"]))
)
DTYPES = arrays.boolean_dtypes() | arrays.integer_dtypes() | arrays.floating_dtypes(sizes=(16, 32, 64))
ARRAYS = arrays.arrays(
    DTYPES | arrays.complex_number_dtypes(sizes=(64, 128)), arrays.array_shapes(min_dims=0, min_side=0)
)
VALUES = st.recursive(
    SCALARS | ARRAYS | ARRAYS.filter(lambda array: array.size > 0).map(lambda array: array.flat[0]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3, alphabet="abé") | st.integers(), inner, max_size=4)
    ),
    max_leaves=8,
)


def same(one: Any, other: Any) -> bool:
    """Whether the two are alike in value and exact type, NaN being NaN."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    if isinstance(one, np.ndarray | np.generic):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (one == other and repr(one) == repr(other))
    return bool(one == other)


@given(VALUES)
def test_what_is_encoded_is_decoded_alike(value: Any) -> None:
    assert same(decode(load(json.dumps(encode(value)).encode())), value)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("fctdas") | st.text(max_size=2), inner, max_size=2)
)))  # fmt: skip
def test_any_json_is_a_value_or_malformed(said: Any) -> None:
    try:
        value = decode(load(json.dumps(said).encode()))
    except Malformed:
        return
    encode(value)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_malformed(data: bytes) -> None:
    try:
        value = decode(load(data))
    except Malformed:
        return
    encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[" * 200_000,
        b"[" * 200 + b"]" * 200,
        b"[" + b"0," * (ITEMS + 1) + b"0]",
        b"1" * 5000,
        b"1e999",
        b"NaN",
        b"{}",
        b'{"t": [], "d": []}',
        b'{"f": "0"}',
        b'{"f": []}',
        b'{"c": [1, 2]}',
        b'{"c": 3}',
        b'{"t": {"t": []}}',
        b'{"t": "abc"}',
        b'{"d": [[[], 1]]}',
        b'{"d": [[1]]}',
        b'{"a": ["|O", [1], "AAAAAAAAAAA="]}',
        b'{"a": ["<M8[s]", [1], "AAAAAAAAAAA="]}',
        b'{"a": ["V8", [1], "AAAAAAAAAAA="]}',
        b'{"a": ["<f8", [2], "AAAAAAAAAAA="]}',
        b'{"a": ["<f8", [-1, -1], "AAAAAAAAAAA="]}',
        b'{"a": ["<f8", [1.0], "AAAAAAAAAAA="]}',
        b'{"a": ["<f8", [true], "AAAAAAAAAAA="]}',
        b'{"a": ["<f8", [1], "AAAA AAAAAAA="]}',
        b'{"a": ["<f8", [0, 1152921504606846976], ""]}',
        b'{"a": ["<f8", [1]]}',
        b'{"a": [[], [1], "AAAAAAAAAAA="]}',
        b'{"s": ["<f8", "AAAA"]}',
        b'{"x": 1}',
    ],
    ids=lambda data: data[:40].decode("latin-1"),
)
def test_what_is_no_value_is_malformed(data: bytes) -> None:
    with pytest.raises(Malformed):
        decode(load(data))


def test_bools_are_true_or_false_whatever_their_bytes() -> None:
    (array,) = decode({"t": [{"a": ["|b1", [3], "AAIB"]}]})
    assert array.tolist() == [False, True, True]
    assert array.view(np.uint8).tolist() == [0, 1, 1]


def test_half_letters_become_a_question_mark() -> None:
    assert decode(load(b'"\\ud800x"')) == "?x"


def test_what_is_decoded_can_be_written_to() -> None:
    array = decode(encode(np.zeros(2)))
    array[0] = 1
    assert array.tolist() == [1, 0]


class Text(str):
    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (object(), "of type object"),
        (Text("a"), "of type .*Text"),
        (b"", "of type bytes"),
        (1 << 14_001, "an integer of more than 4000 digits"),
        (np.array([None]), "an array of Python objects"),
        (np.array(["a"]), "an array of <U1"),
        (np.float128(1) if hasattr(np, "float128") else np.str_("a"), "a NumPy scalar of"),
        (np.datetime64(0, "s"), "a NumPy scalar of datetime64"),
        (np.ma.zeros(1), "of type numpy.ma.*MaskedArray"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_does_not_cross_says_why(value: Any, why: str) -> None:
    with pytest.raises(Unsendable, match=f"^{why}"):
        encode([value])


@pytest.mark.parametrize("value", [[0] * (ITEMS + 1), np.zeros(BYTES // 8 + 1)], ids=["list", "array"])
def test_too_much_is_told_apart(value: Any) -> None:
    with pytest.raises(TooLarge):
        encode(value)
