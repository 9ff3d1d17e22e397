"""What code returned: compared with what it should have, exactly in type and shape, and shown to a person."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.model.executions import Failure

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

MANNER = Fraction(3, 4)
"""The share that right numbers are worth which came in a wrong manner: as a list, by loops, by changing the input."""

MOST_ENTRIES = 24
"""An array of more entries is told by its shape."""

MOST_ITEMS = 9

SINGLE = 1e-4
"""The tolerance at least, where 32-bit numbers came."""

_KINDS = {"f": "real numbers", "i": "whole numbers", "u": "whole numbers", "b": "truth values", "c": "complex numbers"}


class Difference(NamedTuple):
    """How a value differs from the one it should be. said : a sentence on the value alone.

    code : "none", "type", "length", "shape", "nan", "value", or of the manner "list", "dtype", "scalar".
    manner : the name of the fault where the numbers are right, but not the type that they came in; else "".
    """

    code: str
    said: str
    manner: str = ""


def difference(
    given: Any, key: Any, tolerance: float | None = 1e-6, *, scalars: bool = False, what: str = "it"
) -> Difference | None:
    """How a value that came back differs from the key; None where it doesn't.

    tolerance : how much a number may be off, relative to itself and to the largest of its array; None compares only
    types and shapes. scalars : whether a NumPy scalar may stand for a number. NaN is equal to NaN only, and never to
    a number; a bool is no number.
    """
    import numpy as np

    if isinstance(key, np.generic):
        key = key.item()
    if given is None and key is not None:
        return Difference("none", f"{what} is None: is there a return at the end of the function?")
    if isinstance(key, tuple | list):
        return _sequence(given, key, tolerance, scalars, what)
    if isinstance(key, dict):
        return _mapping(given, key, tolerance, scalars, what)
    if isinstance(key, np.ndarray):
        return _array(given, key, tolerance, what)
    if key is None or isinstance(key, bool | str):
        return _plain(given, key, tolerance, scalars, what)
    return _number(given, key, tolerance, scalars, what)


def _sequence(given: Any, key: Sequence[Any], tolerance: float | None, scalars: bool, what: str) -> Difference | None:
    if not isinstance(given, tuple | list):
        return Difference("type", f"{what} is {kind(given)}, not a tuple of {len(key)} values.")
    if len(given) != len(key):
        return Difference("length", f"{what} holds {len(given)} values; {len(key)} are asked for.")
    of = f"of {what}" if what != "it" else "that was returned"
    found = [
        difference(one, other, tolerance, scalars=scalars, what=f"value {place} {of}")
        for place, (one, other) in enumerate(zip(given, key, strict=True), 1)
    ]
    return _worst(found)


def _mapping(given: Any, key: dict[Any, Any], tolerance: float | None, scalars: bool, what: str) -> Difference | None:
    if not isinstance(given, dict):
        return Difference("type", f"{what} is {kind(given)}, not a dict.")
    if set(given) != set(key):
        return Difference("length", f"{what} has other keys than asked for: {shown(list(given))}.")
    return _worst(
        [difference(given[name], key[name], tolerance, scalars=scalars, what=f"its entry {name!r}") for name in key]
    )


def _worst(found: Sequence[Difference | None]) -> Difference | None:
    """A wrong value before a wrong type of right numbers."""
    there = [each for each in found if each is not None]
    return min(there, key=lambda each: bool(each.manner), default=None)


def _array(given: Any, key: Array, tolerance: float | None, what: str) -> Difference | None:
    import numpy as np

    values, listed = given, isinstance(given, list | tuple)
    if listed:
        try:
            values = np.array(given)
        except (ValueError, TypeError, OverflowError):
            return Difference("type", f"{what} is {kind(given)}, not an array.")
    if not isinstance(values, np.ndarray) or values.dtype.kind not in _KINDS:
        return Difference("type", f"{what} is {kind(given)}, not an array of numbers.")
    if values.shape != key.shape:
        return Difference("shape", f"{what} has the wrong shape, {sizes(values.shape)}.")
    if tolerance is not None and not _close(values, key, tolerance):
        if np.isnan(values).any() and not np.isnan(key).any():
            return Difference("nan", f"{what} holds NaN.")
        return Difference("value", f"{what} has the right shape, but not the right values.")
    if listed:
        return Difference("list", f"{what} is a list, not an array.", "returns_a_list")
    if _KINDS[values.dtype.kind] != _KINDS[key.dtype.kind]:
        said = f"{what} has the type {values.dtype}; {_KINDS[key.dtype.kind]} are asked for."
        return Difference("dtype", said, "returns_another_dtype")
    return None


def _close(values: Array, key: Array, tolerance: float) -> bool:
    import numpy as np

    if values.dtype.kind in "iub" and key.dtype.kind in "iub":
        return bool(np.array_equal(values, key))
    single = values.dtype.kind in "fc" and values.dtype.itemsize < (8 if values.dtype.kind == "f" else 16)
    tolerance = max(tolerance, SINGLE) if single else tolerance
    with np.errstate(all="ignore"):
        sizes_of = np.abs(np.where(np.isfinite(key), key, 0))
        scale = float(sizes_of.max(initial=0)) or 1.0
        near = np.abs(values - key.astype(complex if "c" in (values.dtype.kind, key.dtype.kind) else float))
        fits = (values == key) | (near <= tolerance * (sizes_of + scale)) | (np.isnan(values) & np.isnan(key))
    return bool(fits.all())


def _plain(given: Any, key: Any, tolerance: float | None, scalars: bool, what: str) -> Difference | None:
    import numpy as np

    if scalars and isinstance(given, np.bool_):
        given = bool(given)
    if type(given) is not type(key):
        return Difference("type", f"{what} is {kind(given)}, not {kind(key)}.")
    if tolerance is None or given == key:
        return None
    return Difference("value", f"{what} is not right.")


def _number(given: Any, key: complex, tolerance: float | None, scalars: bool, what: str) -> Difference | None:
    import numpy as np

    asked = _asked(key)
    value = given.item() if isinstance(given, np.generic) else given
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "iufc":
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float | complex):
        return Difference("type", f"{what} is {kind(given)}, not {asked}.")
    if isinstance(value, complex) and not isinstance(key, complex):
        return Difference("type", f"{what} is a complex number, not {asked}.")
    if tolerance is not None:
        wrong = _far(value, key, tolerance, what)
        if wrong:
            return wrong
    if isinstance(key, int) and not isinstance(value, int):
        return Difference("dtype", f"{what} is {kind(given)}, not {asked}.", "returns_another_type")
    if type(given) is not type(value) and not (scalars and isinstance(given, np.generic)):
        return Difference("scalar", f"{what} is {kind(given)}, not {asked} of Python's own.", "returns_another_type")
    return None


def _far(value: complex, key: complex, tolerance: float, what: str) -> Difference | None:
    if isinstance(value, int) and isinstance(key, int):
        return None if value == key else Difference("value", f"{what} is not right.")
    try:
        one, other = complex(value), complex(key)
    except OverflowError:
        return Difference("value", f"{what} is not right.")
    if one == other or (one != one and other != other):
        return None
    if one != one:
        return Difference("nan", f"{what} is NaN.")
    if math.isfinite(abs(one)) and math.isfinite(abs(other)) and abs(one - other) <= tolerance * (abs(other) or 1):
        return None
    return Difference("value", f"{what} is not right.")


def _asked(key: complex) -> str:
    return "a whole number" if isinstance(key, int) else "a number"


def kind(value: Any) -> str:
    """What a value is, in words: "a list", "a NumPy scalar (float64)"."""
    import numpy as np

    if isinstance(value, np.ndarray):
        return f"an array of shape {sizes(value.shape)} ({value.dtype})"
    if isinstance(value, np.generic):
        return f"a NumPy scalar ({value.dtype})"
    names = {
        str: "a text",
        int: "a whole number",
        float: "a number",
        complex: "a complex number",
        bool: "True or False",
    }
    if value is None or isinstance(value, bool):
        return str(value)
    return names.get(type(value), f"a {type(value).__name__}")


def sizes(shape: Sequence[int]) -> str:
    """A shape as Python writes it.

    >>> sizes((2, 3)), sizes(())
    ('(2, 3)', '()')
    """
    return str(tuple(shape))


def shown(value: Any, width: int = 400) -> str:
    """A value as a person can take it in, cut to about `width` characters; a large array by its shape.

    >>> shown([1.0, 2]), shown(10**60)
    ('[1.0, 2]', 'a whole number of about 61 digits')
    """
    text = _shown(value, width, 3)
    return text if len(text) <= width else text[: width - 1] + "…"


def _shown(value: Any, width: int, depth: int) -> str:
    import numpy as np

    if isinstance(value, np.ndarray):
        if value.size > MOST_ENTRIES:
            return f"an array of shape {sizes(value.shape)}"
        text = np.array2string(value, precision=5, separator=", ", threshold=MOST_ENTRIES, floatmode="maxprec")
        return " ".join(text.split()).replace("[ ", "[")
    if isinstance(value, np.generic):
        return _shown(value.item(), width, depth)
    if isinstance(value, int) and value.bit_length() > 160:
        return f"a whole number of about {int(value.bit_length() * math.log10(2)) + 1} digits"
    if isinstance(value, float):
        return repr(value) if len(repr(value)) < 10 else f"{value:.7g}"
    if isinstance(value, list | tuple | dict) and depth:
        return _collection(value, width, depth - 1)
    if isinstance(value, str):
        return repr(value[:width])
    return "…" if isinstance(value, list | tuple | dict) else repr(value)


def _collection(value: list[Any] | tuple[Any, ...] | dict[Any, Any], width: int, depth: int) -> str:
    if isinstance(value, dict):
        pairs = itertools.islice(value.items(), MOST_ITEMS)
        texts = [f"{_shown(name, width, depth)}: {_shown(item, width, depth)}" for name, item in pairs]
    else:
        texts = [_shown(item, width, depth) for item in value[:MOST_ITEMS]]
    texts += ["…"] if len(value) > len(texts) else []
    left, right = ("[", "]") if isinstance(value, list) else ("{", "}") if isinstance(value, dict) else ("(", ")")
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return f"{left}{', '.join(texts)}{comma}{right}"


_ENDS = {
    "time": "did not come to an end in time: is there a loop that never ends, or one over every entry?",
    "memory": "needed more memory than there is",
    "output": "printed or returned more than is taken",
    "lost": "ended the whole process before it answered",
}


def told(failure: Failure) -> str:
    """How a call came to nothing, as the end of a sentence, with the student's own error and line."""
    if failure.kind in _ENDS:
        return f"{_ENDS[failure.kind]}{place(failure)}."
    if failure.kind == "not_callable":
        return "is there, but is no function."
    if failure.kind == "unsendable":
        return f"returned what can't be taken: {failure.message}."
    return f"stopped with {failure.message or 'an error'}{place(failure)}."


def place(failure: Failure) -> str:
    """Where it happened, in brackets; "" where that is not known."""
    where = [f"cell {failure.number}"] if failure.number is not None else []
    where += [f"line {failure.line}"] if failure.line is not None else []
    return f" ({', '.join(where)})" if where else ""
