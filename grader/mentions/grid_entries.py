"""The entries of grids: numbers in every spelling, what separates them, and rows made of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple, cast

from grader.patterns import lazily

Entry = Fraction | int
Rows = tuple[tuple[Entry, ...], ...]
Kind = Literal["number", "open", "close", "comma", "semicolon", "slash", "bar", "line", "word", "other"]

MAX_TOKENS = 6_000
"""Tokens of a text; one with more is a log or a table of data."""

_VULGAR = {
    "½": (1, 2),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_VULGAR |= {"⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅑": (1, 9), "⅒": (1, 10)}
_PART = r"(?:\{{\s*(?P<{0}>\d{{1,9}})\s*\}}|(?P<{0}1>\d))"
_TOKEN = lazily(
    r"(?P<number>(?:(?<![\w.)\]}])[-+])?(?>"
    r"\\[dtsc]?(?:nice)?frac\s*" + _PART.format("over") + r"\s*" + _PART.format("under") + "|"
    rf"\d{{0,3}}(?P<vulgar>[{''.join(_VULGAR)}])|"
    r"(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,2}(?!\d))?(?:/\d{1,9}(?![\d./]))?)"
    r"(?P<percent>\\?%(?=[\s,;/|&)\]}]|$))?(?![^\W\d_]))"
    r"|(?P<word>[^\W\d_][\w.]*)"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)|(?P<semicolon>;|\\\\)|(?P<slash>/)|(?P<bar>[|&])|(?P<line>\n)"
    r"|(?P<other>[^\s])"
)


class Token(NamedTuple):
    """A number, a bracket or a mark with its place; numbers have a value."""

    kind: Kind
    start: int
    end: int
    text: str
    value: Fraction | None = None


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a stretch; none where there are more than `MAX_TOKENS`."""
    found: list[Token] = []
    for mark in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = cast(Kind, mark.lastgroup)
        value = _value(mark) if kind == "number" else None
        if kind == "number" and value is None:
            kind = "other"
        found.append(Token(kind, mark.start(), mark.end(), mark[0], value))
        if len(found) > MAX_TOKENS:
            return []
    return found


def _value(mark: re.Match[str]) -> Fraction | None:
    written = mark["number"]
    body = written.lstrip("+-")
    sign = Fraction(-1 if written.startswith("-") else 1, 100 if mark["percent"] else 1)
    body = body.removesuffix(mark["percent"] or "")
    try:
        if mark["under"] or mark["under1"]:
            return sign * Fraction(int(mark["over"] or mark["over1"]), int(mark["under"] or mark["under1"]))
        if mark["vulgar"]:
            return sign * (int(body[:-1] or 0) + Fraction(*_VULGAR[mark["vulgar"]]))
        over, _, under = body.partition("/")
        return sign * Fraction(over.rstrip(".") or "0") / (int(under) if under else 1)
    except (ValueError, ZeroDivisionError):
        return None


class Leaf(NamedTuple):
    """Rows of entries with the mark that ended a row: ";", "/", "line", or "" where there is one row."""

    rows: tuple[tuple[Fraction, ...], ...]
    mark: str


_ROW_MARKS = ("semicolon", "slash", "line")


def leaf(found: Sequence[Token], *, decimal: bool) -> Leaf | None:
    """Return the rows that a stretch of numbers and separators makes; None where they are not equally long.

    decimal : a comma right between two digits is a decimal comma.
    """
    rows: list[list[Fraction]] = [[]]
    mark = ""
    separated = True
    if decimal and any(
        _is_decimal(found[at : at + 3]) and _is_decimal(found[at + 2 : at + 5]) for at in range(len(found) - 4)
    ):
        return None  # 0,1,0
    for token in _merged(found) if decimal else found:
        if token.kind == "number" and token.value is not None:
            rows[-1].append(token.value)
            separated = False
        elif token.kind == "comma":
            if separated:
                return None
            separated = True
        elif token.kind in _ROW_MARKS:
            if rows[-1]:
                rows.append([])
                mark = token.kind if mark in ("", "line") else mark
            separated = True
        elif token.kind == "bar":
            separated = True
        else:
            return None
    rows = [row for row in rows if row]
    if not rows or len({len(row) for row in rows}) > 1:
        return None
    return Leaf(tuple(map(tuple, rows)), mark if len(rows) > 1 else "")


def _merged(found: Sequence[Token]) -> list[Token]:
    """Return the tokens with decimal commas made points."""
    out: list[Token] = []
    place = 0
    while place < len(found):
        if place + 2 < len(found) and _is_decimal(found[place : place + 3]):
            whole, _, rest = found[place : place + 3]
            text = f"{whole.text}.{rest.text}"
            out.append(Token("number", whole.start, rest.end, text, Fraction(text)))
            place += 3
        else:
            out.append(found[place])
            place += 1
    return out


def _is_decimal(three: Sequence[Token]) -> bool:
    one, comma, two = three
    glued = one.end == comma.start and comma.end == two.start
    return glued and comma.kind == "comma" and bool(re.fullmatch(r"[-+]?\d{1,9}", one.text) and two.text.isdigit())


def commas(found: Sequence[Token], *, nested: bool = False) -> tuple[bool, bool, bool]:
    """Return whether commas stand between digits, whether anything else separates entries, whether one must be decimal.

    nested : the row stands in a list of lists, where semicolons separate entries.
    """
    glued = mixed = zero = False
    for place, (one, two) in enumerate(pairwise(found)):
        three = found[place : place + 3]
        if len(three) == 3 and _is_decimal(three):
            glued = True
            zero = zero or (len(three[2].text) > 1 and (three[2].text[0] == "0" or three[2].text[-1] in "05"))
        elif one.kind == two.kind == "number" or (one.kind == "comma" and one.end < two.start):
            mixed = True
        else:
            mixed = mixed or (nested and one.kind == "semicolon" and two.kind == "number")
    return glued, mixed, zero


def exact(rows: Iterable[Iterable[Fraction]]) -> Rows:
    """Return rows with whole numbers as such."""
    return tuple(tuple(int(entry) if entry.denominator == 1 else entry for entry in row) for row in rows)
