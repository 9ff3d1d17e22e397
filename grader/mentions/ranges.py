"""Ranges in a text: intervals in brackets, "from 0 to 255", "0–255", lowest and highest by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from grader.maths import quantity
from grader.mentions.mention import Mention
from grader.model.answers import Unreadable
from grader.patterns import lazily
from grader.text import Text

MAX_RANGES = 60
_END = r"[-+]?\d+(?:\.\d*)?(?:\s*\^\s*\{?\d+\}?(?:\s*-\s*1)?)?"
_RANGE = lazily(
    rf"(?P<open>[\[({{])?[ ]{{0,3}}(?<![\w.×x*/])(?P<low>{_END})\s*(?:\([^()\d\n]{{1,20}}\))?[\s*`_\"]*(?P<mark>,[ ]?(?:\d+[ ]?,[ ]?){{0,3}}(?:\.{{2,}}|…|\\l?dots)[ ]?,|,|;|-{{1,2}}|–|—|\.\.+|…|:|to|up to|and|through|until|bis|"
    rf"(?:<|≤|<=|\\leq?)\s*[^\W\d_]\w{{0,4}}\s*(?:<|≤|<=|\\leq?))\s*(?:up to\s+|to\s+)?[\s*`_\"]*(?P<high>{_END})(?![\w^]|\.\d|\s*[×x*/])\s*(?P<close>[\])}}])?",
    re.I,
)
_LEAD = lazily(
    r"\b(?:ranges?|ranging|ranged|values?|vals?|between|from|interval|scale|intensit\w+|brightness|lies?|lying|pixels?|px|goes?|go|run|runs|in|per pixel|"
    r"entries|entry|grey|gray|levels?|numbers?|integers?|uint8|of)\b[^.;\n]{0,40}$",
    re.I,
)
_LOWEST = r"(?:min(?:imum|imal)?(?:\(\))?|lowest|smallest|darkest|black|minimal value)"
_HIGHEST = r"(?:max(?:imum|imal)?(?:\(\))?|highest|largest|brightest|white|maximal value)"
_ENDS = lazily(
    rf"\b{_LOWEST}(?:\.item\(\))?(?: value)?\W{{0,6}}(?:(?:is|of|gives|da|=|:|means)\W{{0,3}})*(?P<low>{_END})(?![\w.]).{{0,60}}?"
    rf"\b{_HIGHEST}(?:\.item\(\))?(?: value)?\W{{0,6}}(?:(?:is|of|gives|da|=|:|means)\W{{0,3}})*(?P<high>{_END})(?![\w.])"
    rf"|(?<![\w.])(?P<dark>{_END})\s*\(?(?:means|is|=|for|being|represents|stands for|-|:)?\s*(?:the |background )*(?:black|white)\b.{{0,40}}?"
    rf"(?<![\w.])(?P<light>{_END})\s*\(?(?:(?:means|is|=|for|being|represents|stands for|-|:)\s*)?(?:the )?(?:white|black)\b",
    re.I | re.S,
)
_PRINTED = lazily(
    r"\bmin\b[^\n]{0,80}\bmax\b[^\n]{0,60}\n\s*(?:#|\(\(?[^()\n]{0,20}\), )?\s*[(\[]?\s*(?P<low>-?\d+(?:\.\d*)?)\s*,?\s+(?P<high>-?\d+(?:\.\d*)?)"
)


_APART = re.compile(r"[;:,]\s{0,2}$")


Ranged = Mention[tuple[Fraction, Fraction]]
"""A range in a text: its ends."""


@lru_cache(maxsize=256)
def ranges(text: Text, *, alone: bool = False) -> tuple[Ranged, ...]:
    """Return the ranges of a text in order. alone : the text is meant to be one, however its ends are separated."""
    found = [*_by_ends(text), *_between(text, alone=alone)]
    taken: list[Ranged] = []
    for each in found:
        if not any(each.start < other.end and other.start < each.end for other in taken):
            taken.append(each)
    taken.sort(key=lambda each: each.start)
    return tuple(taken) if len(taken) <= MAX_RANGES else ()


def _by_ends(text: Text) -> Iterator[Ranged]:
    for pattern in (_PRINTED, _ENDS):
        for mark in pattern.finditer(text.text):
            names = ("low", "high") if mark["low"] else ("dark", "light")
            value = _value(mark[names[0]], mark[names[1]])
            if value is not None:
                yield Ranged(value, mark.start(), mark.end(), mark.start(names[0]), "ends")
    for table in text.tables:
        low = [cell for cell in table if re.fullmatch(_LOWEST, cell.row_head or cell.column_head, re.I)]
        high = [cell for cell in table if re.fullmatch(_HIGHEST, cell.row_head or cell.column_head, re.I)]
        if len(low) == 1 and len(high) == 1:
            value = _value(text.text[low[0].start : low[0].end].strip(), text.text[high[0].start : high[0].end].strip())
            if value is not None:
                yield Ranged(value, low[0].start, high[0].end, low[0].start, "ends")


def _between(text: Text, *, alone: bool) -> Iterator[Ranged]:
    place = 0
    while mark := _RANGE.search(text.text, place):
        place = mark.end("low")  # what is no range may end where one begins: "28, 0–255"
        sign = mark["mark"].strip().casefold()
        bracketed = mark["open"] is not None and mark["close"] is not None
        led = bool(_LEAD.search(text.text[max(0, mark.start() - 70) : mark.start()]))
        first = not text.text[slice(text.line(*mark.span())[0], mark.start())].strip(" *_`:") or led
        first = first or bool(_APART.search(text.text[max(0, mark.start() - 3) : mark.start()]))
        led = led or alone
        if sign in (",", ";", ":") and not (bracketed and mark["open"] != "{") and not alone:
            continue
        if (
            sign in ("and", "-", "--", ":", ",", ";")
            and not led
            and not (sign == "," and mark["open"] == "[")
            and not (sign.startswith("-") and first)
        ):
            continue
        if mark["open"] == "(" and sign == "," and not led:
            continue
        value = _value(mark["low"], mark["high"])
        if value is None:
            continue
        place = mark.end()
        half_open = bracketed and mark["close"] == ")" and mark["open"] == "["
        if half_open and value[1].denominator == 1 and value[1] > 1:
            value = value[0], value[1] - 1
        yield Ranged(value, mark.start(), mark.end(), mark.start("low"), "led" if led or bracketed else "two numbers")


def _value(low: str | None, high: str | None) -> tuple[Fraction, Fraction] | None:
    if low is None or high is None:
        return None
    try:
        ends = [Fraction(quantity(re.sub(r"[{}\s]", "", end).rstrip(".")).value) for end in (low, high)]
    except (Unreadable, ValueError, TypeError):
        return None
    return (ends[0], ends[1]) if ends[0] < ends[1] else None
