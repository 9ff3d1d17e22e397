"""Plain data and NumPy arrays ⇄ JSON with type tags, bounded on both ways. Also used outside, where nothing is trusted.

null, true, 3, 0.5, "a" and [ … ] stand for themselves; everything else is an object with one key:
{"f": "nan"} · {"c": [re, im]} · {"t": [ … ]} a tuple · {"d": [[key, value], … ]} · {"a": [dtype, shape, base64]} an
array · {"s": [dtype, base64]} a NumPy scalar.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from typing import Any

DEPTH = 24
"""How deep values may be nested."""
ITEMS = 400_000
"""How many commas and brackets a message may have: parsed, each costs some fifty bytes."""

_DTYPES = frozenset(
    order + kind
    for order in "<>|="
    for kind in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
)


class Unsendable(Exception):  # noqa: N818 - a finding about a value
    """The value is of a type that does not cross. The message ends a sentence that begins with "it is"."""


class Malformed(ValueError):  # noqa: N818 - a finding about a message
    """The bytes are not what `encode` makes, or too much of it."""


def encode(value: Any, depth: int = 0) -> Any:
    """The value as what JSON can say. Raises Unsendable; subclasses of the plain types don't cross either."""
    import numpy as np

    if depth > DEPTH:
        raise Unsendable("nested too deeply")
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        if value.bit_length() > 14_000:  # Python itself converts at most 4300 digits
            raise Unsendable("an integer of more than 4000 digits")
        return value
    if kind is float:
        return value if math.isfinite(value) else {"f": repr(value)}
    if kind is complex:
        return {"c": [encode(value.real), encode(value.imag)]}
    if kind is list:
        return [encode(item, depth + 1) for item in value]
    if kind is tuple:
        return {"t": [encode(item, depth + 1) for item in value]}
    if kind is dict:
        return {"d": [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]}
    if kind is np.ndarray or issubclass(kind, np.generic):
        return _array(value)
    raise Unsendable(f"of type {kind.__module__}.{kind.__qualname__}".replace("builtins.", ""))


def _array(value: Any) -> Any:
    import numpy as np

    what = "an array" if type(value) is np.ndarray else "a NumPy scalar"
    if value.dtype.hasobject:
        raise Unsendable(f"{what} of Python objects, perhaps of lists of different lengths")
    if value.dtype.str not in _DTYPES:
        raise Unsendable(f"{what} of {value.dtype}")
    raw = base64.b64encode(value.tobytes()).decode()
    if type(value) is np.ndarray:
        return {"a": [value.dtype.str, list(value.shape), raw]}
    return {"s": [value.dtype.str, raw]}


def too_much(data: bytes) -> bool:
    """Whether the JSON may have so many items that it would fill the memory."""
    return sum(map(data.count, (b",", b"[", b"{"))) > ITEMS


def load(data: bytes) -> Any:
    """The JSON in the bytes. Raises Malformed where it is none, or too much of it."""
    if too_much(data):
        raise Malformed("too many items")
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as trouble:
        raise Malformed(str(trouble)[:100]) from None


def decode(said: Any, depth: int = 0) -> Any:
    """The value that `encode` said. Raises Malformed for everything else."""
    if depth > DEPTH:
        raise Malformed("nested too deeply")
    if said is None or type(said) in (bool, int):
        return said
    if type(said) is float:
        if not math.isfinite(said):  # 1e999, or JSON's own NaN
            raise Malformed("a number out of range")
        return said
    if type(said) is str:
        return said.encode("utf-8", "replace").decode()  # no lone surrogates
    if type(said) is list:
        return [decode(item, depth + 1) for item in said]
    if type(said) is not dict or len(said) != 1:
        raise Malformed("an object without one tag")
    ((tag, body),) = said.items()
    try:
        return _TAGS[tag](body, depth)
    except (KeyError, TypeError, IndexError, OverflowError, ValueError, MemoryError, binascii.Error) as trouble:
        raise Malformed(f"{tag[:9]}: {str(trouble)[:100]}") from None


def _float(body: Any, _: int) -> float:
    return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[body]


def _complex(body: Any, depth: int) -> complex:
    real, imaginary = (decode(part, depth + 1) for part in body)
    if type(real) is not float or type(imaginary) is not float:
        raise Malformed("not two floats")
    return complex(real, imaginary)


def _tuple(body: Any, depth: int) -> tuple[Any, ...]:
    if type(body) is not list:
        raise Malformed("no list")
    return tuple(decode(item, depth + 1) for item in body)


def _dict(body: Any, depth: int) -> dict[Any, Any]:
    return {decode(key, depth + 1): decode(item, depth + 1) for key, item in body}


def _ndarray(body: Any, _: int) -> Any:
    import numpy as np

    dtype, shape, raw = body
    if dtype not in _DTYPES or type(shape) is not list:
        raise Malformed("an array of this type does not cross")
    if len(shape) > 32 or not all(type(size) is int and 0 <= size < 2**40 for size in shape):
        raise Malformed("no shape")
    data = base64.b64decode(raw, validate=True)
    if math.prod(shape) * np.dtype(dtype).itemsize != len(data):
        raise Malformed("shape and bytes differ")
    if dtype.endswith("b1"):  # a bool is one byte, 0 or 1, whatever was sent
        return (np.frombuffer(data, "u1") != 0).reshape(shape)
    return np.frombuffer(data, dtype).reshape(shape).copy()


def _scalar(body: Any, depth: int) -> Any:
    dtype, raw = body
    return _ndarray([dtype, [], raw], depth)[()]


_TAGS = {"f": _float, "c": _complex, "t": _tuple, "d": _dict, "a": _ndarray, "s": _scalar}
