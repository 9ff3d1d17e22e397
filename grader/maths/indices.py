"""Indices of names, and what an index stands for inside a sum."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = re.compile(r"([A-Za-z]+)([+-]\d+)?")


def indexed(name: str, bound: Mapping[str, int]) -> str:
    """The name with the indices that are bound replaced by their values: x_i is x_2 where i is 2.

    >>> indexed("w_ij", {"i": 2, "j": 1}), indexed("x_t-1", {"t": 3}), indexed("n_in", {"i": 1})
    ('w_21', 'x_2', 'n_in')
    """
    head, mark, index = name.rpartition("_")
    if not mark or not bound:
        return name
    index, _, tail = index.partition("^")
    parts = index.split(",")
    if len(parts) == 1 and index.isalnum() and 1 < len(index) <= 3 and index not in bound:
        letters = [letter for letter in index if letter.isalpha()]
        if not letters or not all(letter in bound or letter not in "n" for letter in letters):
            return name
        if not any(letter in bound for letter in letters) or index in ("in", "out", "max", "min"):
            return name
        parts = list(index)
    values = [_value(part, bound) for part in parts]
    if values == parts:
        return name
    joined = "".join(values) if all(len(value) == 1 for value in values) else ",".join(values)
    return f"{head}_{joined}" + (f"^{tail}" if tail else "")


def _value(part: str, bound: Mapping[str, int]) -> str:
    found = _PART.fullmatch(part)
    if found and found[1] in bound:
        return str(bound[found[1]] + int(found[2] or 0))
    return part
