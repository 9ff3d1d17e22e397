"""The unit words of an amount: parameters, MB, hidden layers; their spelling is forgiven a letter or two."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from grader.patterns import lazily


class Unit(NamedTuple):
    """A unit word; an answer in it is multiplied by `scale` ("MB"), then `offset` is added ("hidden layers")."""

    name: str
    offset: int = 0
    scale: int = 1


_SHORTENED = {"parameters": r"(?i:params?|param\.|parameters?)", "dimensions": r"(?i:dims?|dimensions?)"}


@cache
def _unit_pattern(name: str) -> re.Pattern[str]:
    words = [_SHORTENED.get(word, f"(?i:{re.escape(word.rstrip('s'))}s?)") for word in name.split()]
    kind = r"(?:(?:fully[ -]connected|dense|linear|weight|trainable|learnable|different|such)[ \t]+)?"
    return re.compile(r"[ \t~$}\\,*_-]*(?:\n(?=[ \t]*[a-z]))?[ \t$*_]*" + kind + r"[\s-]+".join(words) + r"\b")


_OTHER_WORD = lazily(r"[ \t~$}*_]*([^\W\d_]{5,})")


def unit_after(text: str, end: int, units: tuple[Unit, ...]) -> Unit | None:
    """The unit that follows, its spelling forgiven by a letter or two; the longest name wins."""
    for unit in sorted(units, key=lambda unit: -len(unit.name)):
        if _unit_pattern(unit.name).match(text, end):
            return unit
    word = _OTHER_WORD.match(text, end)
    if word:
        for unit in units:
            if " " not in unit.name and len(unit.name) > 5 and _near(word[1].casefold(), unit.name):
                return unit
    return None


def _near(word: str, name: str) -> bool:
    if word[0] != name[0] or abs(len(word) - len(name)) > 2:
        return False
    from rapidfuzz.distance import OSA

    return min(OSA.distance(word, name), OSA.distance(word, name.rstrip("s"))) <= 2
