"""Words behind a value: units of measure, nouns that only say what is counted; all others are not understood."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

_BYTES = {"": 0, "k": 3, "m": 6, "g": 9, "t": 12}
_MEASURES: dict[str, tuple[str, Fraction]] = {
    "byte": ("byte", Fraction(1)), "bit": ("byte", Fraction(1, 8)), "flop": ("flop", Fraction(1)),
    "mac": ("mac", Fraction(1)), "s": ("second", Fraction(1)), "sec": ("second", Fraction(1)), "second": ("second", Fraction(1)),
    "ms": ("second", Fraction(1, 1000)), "millisecond": ("second", Fraction(1, 1000)), "µs": ("second", Fraction(1, 10**6)),
    "us": ("second", Fraction(1, 10**6)), "ns": ("second", Fraction(1, 10**9)), "min": ("second", Fraction(60)),
    "minute": ("second", Fraction(60)), "h": ("second", Fraction(3600)), "hour": ("second", Fraction(3600)),
    "day": ("second", Fraction(86400)), "hz": ("hertz", Fraction(1)), "nat": ("nat", Fraction(1)), "degree": ("degree", Fraction(1)),
} | {f"{prefix}b": ("byte", Fraction(10) ** power) for prefix, power in _BYTES.items() if prefix} | {
    f"{prefix}ib": ("byte", Fraction(1024) ** (power // 3)) for prefix, power in _BYTES.items() if prefix
} | {f"{prefix}flop": ("flop", Fraction(10) ** power) for prefix, power in _BYTES.items() if prefix}  # fmt: skip
"""Units of measure in lower case and singular: what they measure, and how much of its base unit they are."""

_NOUNS = frozenset(
    {"parameter", "param", "weight", "bias", "biases", "neuron", "unit", "node", "time", "filter", "kernel",
     "channel", "layer", "map", "feature", "image", "sample", "step", "epoch", "iteration", "pixel", "px",
     "operation", "multiplication", "addition", "connection", "value", "entry", "entries", "number", "class",
     "classes", "point", "input", "output", "example", "digit", "batch", "batches", "token", "word", "vector",
     "matrix", "matrices", "row", "column", "element", "count", "dimension", "dim", "case", "update", "gradient",
     "variable", "coefficient", "head", "block", "stage", "position", "location", "patch", "patches", "window",
     "object", "instance"}
)  # fmt: skip
_GLUE = frozenset(
    {"in", "total", "altogether", "overall", "trainable", "learnable", "free", "hidden", "scalar", "real", "of",
     "the", "a", "an", "all", "exactly", "learned"}
)  # fmt: skip
"""Words beside a noun that do not change what is counted."""


_IN_ALL = (["in", "total"], ["total"], ["altogether"], ["overall"], ["in", "all"])


class Words(NamedTuple):
    """What words say. measure : what a unit of measure measures, "" for a noun. factor : of its base unit."""

    noun: str
    measure: str = ""
    factor: Fraction = Fraction(1)


def meaning(words: str) -> Words | None:
    """What the words behind a value say; None where they are not understood.

    >>> meaning("MB"), meaning("trainable parameters in total")
    (Words(noun='mb', measure='byte', factor=Fraction(1000000, 1)), Words(noun='parameter', measure='', factor=Fraction(1, 1)))
    >>> meaning("squared") is None
    True
    """
    parts = re.findall(r"[^\W\d_]+", words)
    if not parts or re.search(r"[\d_/^*+=?<>\\]", words) or len(parts) > 6:
        return None
    if len(parts) == 1:
        unit = _singular(parts[0].lower())
        if parts[0][1:] == "b":  # Mb: megabits, or megabytes in a hurry
            return None
        if parts[0] == "b":
            unit = "bit"
        elif parts[0] == "B":
            unit = "byte"
        if parts[0] not in ("M", "S", "H") and unit in _MEASURES:
            measure, factor = _MEASURES[unit]
            return Words(unit, measure, factor)
    nouns = [noun for part in parts if (noun := _singular(part.lower())) not in _GLUE and part.lower() not in _GLUE]
    ends = parts[:-2] if parts[-2:] == ["in", "total"] else parts
    if len(nouns) == 1 and nouns[0] in _NOUNS and _singular(ends[-1].lower()) == nouns[0]:
        return Words(nouns[0])
    return Words("") if parts in _IN_ALL else None


def _singular(word: str) -> str:
    if word in ("s", "ms", "µs", "us", "ns", "bias", "pixels") or len(word) < 3:
        return "pixel" if word == "pixels" else word
    if word == "biases":
        return "bias"
    if word in ("px",):
        return "pixel"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
