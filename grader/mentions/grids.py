"""Grids: every rectangle of numbers in a text, however it is laid out, with its place and how often it is meant."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from grader.maths import quantity
from grader.mentions.grid_entries import Rows, exact, tokens
from grader.mentions.grid_lists import Bracketed, bracketed
from grader.mentions.grid_rows import bare_rows
from grader.model.answers import Unreadable
from grader.patterns import lazily
from grader.text.view import View, plain

__all__ = ["Grid", "Grids", "Rows", "core", "given_grids", "grids", "tells", "told", "turned"]

MAX_GRIDS = 120
"""Grids of a text; one with more is data, and none of them is the answer."""

TORN = 4
"""A bracket with so many numbers that could not be read as a grid may be one."""

_BOXES = str.maketrans("⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠⌈⌊⌉⌋", "|" * 16)
_ENVIRONMENT = lazily(
    r"\\begin\s*\{(?P<name>[a-zA-Z]{0,8}matrix|array|tabular)\*?\}(?P<body>(?:(?!\\begin\s*\{|\\end\s*\{).)*)\\end\s*\{(?P=name)\*?\}",
    re.S,
)
_COLUMNS = re.compile(r"\s*(?:\[[^\]\n]{0,9}\])?\s*\{[lcr|@{}p\s*\d.]{0,40}?\}(?=[^}]|$)")
_ROW_END = re.compile(r"\\\\(?:\[[^\]\n]{0,12}\])?|\\cr(?![a-z])|\\tabularnewline")
_RULES = re.compile(r"\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\})(?![a-z])")
_LAYOUT = re.compile(r"\\(?:[,;:! ]|quad|qquad|displaystyle|phantom\{[^{}]*\})|[{}$\s]")
_ROW_NUMBER = lazily(
    r"(?:[.;,]?\s{1,4}|^|(?<=\n))\b(?:the\s{1,4})?(?:(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|\dth)\s+row|(?:row|zeile|fila|ligne|reihe)\s*#?(?:\d|one|two|three|four|five|i{1,3}))"
    r"\b\s*(?:is|are|:|=|->|→|ist|es|est)?\s*(?=[-.\d\[(½¼¾])",
    re.I,
)
_CORNER = lazily(
    r"\b(?:(?P<row>top|upper|bottom|lower)[ -]?(?P<column>left|right)|(?P<short>[tub][lr]))\b"
    r"\s*(?:is|:|=|->|→)?\s*(?P<value>[-+]?(?:\d+/\d+|\d+[.,]\d+|\.\d+|\d+)|[½¼¾⅓⅔])",
    re.I,
)
_FACTOR = lazily(
    r"(?<![\w.)/])(?P<value>\d{0,3}(?:/\d{1,4}|\.\d{1,6})|[½¼¾⅓⅔⅛]|"
    r"\\[dt]?frac *(?:\{\d{1,4}\}|\d) *(?:\{\d{1,4}\}|\d)) *(?:[·*×]|\\cdot|\\times)? *$"
)
_TIMES_BEFORE = lazily(
    r"(?<![\w.)/])(?P<value>[2-9]) *(?:[×x*·]|\\times) *$|"
    r"\b(?P<word>two|three|four|five|six) times *(?:the +(?:matrix|array) *)?$",
    re.I,
)
_TIMES_BEHIND = lazily(
    r"[ )\]]*(?:[×x*]|\\times) *(?P<value>[2-9])(?![\w.]| *[×x*])|"
    r"[ ,;]*\(?(?:(?P<figure>[2-9])|(?P<word>two|three|four|five|six))[ -]times\b",
    re.I,
)
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


class Grid(NamedTuple):
    """A rectangle of numbers.

    rows : its entries, exact. start, end : its characters in the view. times : it is said to stand for so many.
    ambiguous : its commas could separate entries as well as be decimal ones. told : it is described in words.
    """

    rows: Rows
    start: int
    end: int
    times: int = 1
    ambiguous: bool = False
    told: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Numbers of rows and columns."""
        return len(self.rows), len(self.rows[0])


class Grids(NamedTuple):
    """The grids of a text in order. torn : brackets full of numbers that could not be read. view : the plain text."""

    found: tuple[Grid, ...]
    torn: tuple[tuple[int, int], ...]
    view: View


@lru_cache(maxsize=256)
def grids(source: str) -> Grids:
    r"""Return every grid of a text: LaTeX, lists, printed arrays, rows on lines of their own; in words where none is.

    >>> [grid.rows for grid in grids("so [[1, .5], [.5, .25]]").found]
    [((1, Fraction(1, 2)), (Fraction(1, 2), Fraction(1, 4)))]
    """
    view = plain(source)
    text = view.text.translate(_BOXES)
    found: list[Grid] = []
    torn: list[tuple[int, int]] = []
    for each in list(_ENVIRONMENT.finditer(text)):
        grid = _environment(each)
        if grid is None and "&" not in each["body"]:  # its rows stand on lines of their own
            columns = _COLUMNS.match(each["body"])
            inner = each.start("body") + (columns.end() if columns else 0)
            text = _blanked(_blanked(text, each.start(), inner), each.end("body"), each.end())
            continue
        if grid is not None:
            found.append(grid)
        elif any(letter.isdigit() for letter in each["body"]):
            torn.append(each.span())
        text = _blanked(text, *each.span())
    text = _tightened(_blanked_rows(text), view)
    for listed in _lists(text):
        if isinstance(listed, Grid):
            found.append(listed)
            text = _blanked(text, listed.start, listed.end)
        else:
            torn.append(listed)
    found += (Grid(rows, start, end, ambiguous=doubt) for rows, start, end, doubt in bare_rows(text))
    found += _cornered(text)
    found = [_multiplied(view.text, grid) for grid in sorted(found, key=lambda grid: grid.start)]
    if len(found) > MAX_GRIDS:
        return Grids((), (), view)
    return Grids(tuple(found), tuple(sorted(torn)), view)


def _blanked(text: str, start: int, end: int) -> str:
    """Return the text without a stretch, which then is a word: no row goes on over it."""
    return text[:start] + re.sub(r"[^\n]", "\x00", text[start:end]) + text[end:]


def _blanked_rows(text: str) -> str:
    """Return the text with "Row two is" as a line break of the same length."""
    return _ROW_NUMBER.sub(lambda said: "\n" + " " * (len(said[0]) - 1), text) if _ROW_NUMBER.search(text) else text


_GAP = re.compile(r"\n[ ]*\n(?=[ ]*\S)")


def _tightened(text: str, view: View) -> str:
    """Return the text without the blank lines between the items of a list, character for character."""
    if len(view.items) < 2:
        return text
    starts = sorted(view.place(item) for item in view.items)

    def closed(gap: re.Match[str]) -> str:
        behind = bisect.bisect_left(starts, gap.end())
        item = behind < len(starts) and starts[behind] <= text.find("\n", gap.end()) % (len(text) + 1)
        above = bisect.bisect_left(starts, text.rfind("\n", 0, gap.start()) + 1)
        return "\n" + " " * (len(gap[0]) - 1) if item and above < behind else gap[0]

    return _GAP.sub(closed, text)


def _environment(found: re.Match[str]) -> Grid | None:
    r"""Return what a matrix environment holds, None where it could not be read.

    Rows end with ``\\`` or, where there is none, with the line.
    """
    body = found["body"]
    if found["name"] in ("array", "tabular"):
        columns = _COLUMNS.match(body)
        body = body[columns.end() :] if columns else body
    body = _RULES.sub(" ", body)
    ends = _ROW_END.split(body)
    lines = ends if len(ends) > 1 or "&" not in body else body.split("\n")
    rows = [[_cell(cell) for cell in line.split("&")] for line in lines if line.strip()]
    if not rows or len({len(row) for row in rows}) > 1 or any(cell is None for row in rows for cell in row):
        return None
    return Grid(exact([[cell for cell in row if cell is not None] for row in rows]), *found.span())


def _cell(written: str) -> Fraction | None:
    """Return the number in a cell; a computation gives its last value."""
    found = [token for token in tokens(written[:200]) if token.kind != "line"]
    bare = _LAYOUT.sub("", written)
    if len(found) == 1 or (
        bare and len(numbers := [token for token in found if token.kind == "number"]) == 1 and numbers[0].text == bare
    ):
        return next((token.value for token in found if token.kind == "number"), None)
    if not bare or len(bare) > 120 or any(one.kind == two.kind == "number" for one, two in pairwise(found)):
        return None
    comma = re.fullmatch(r"-?\d{1,6}(?:\{,\}|,)\d{1,6}", written.strip(" $\n"))
    if comma:
        return Fraction(comma[0].replace("{,}", ".").replace(",", "."))
    try:
        value = quantity(written.strip())
        return None if value.words or value.broken else Fraction(value.value)
    except (Unreadable, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def _lists(text: str) -> Iterator[Grid | tuple[int, int]]:
    """Return the grids in brackets, rows in brackets of their own put together; and the brackets that can't be read."""
    found = bracketed(tokens(text))
    place = 0
    while place < len(found):
        each = found[place]
        rows = _stacked(text, found[place:])
        if len(rows) > 1:
            width = len(rows[0])
            for column in range(width):
                values = exact([row[column].vector for row in rows])
                yield Grid(values, each.start, rows[-1][-1].end)
            place += width * len(rows)
            continue
        if not each.grids and not each.vector and each.many >= TORN:
            yield each.start, each.end
        for values in each.grids:
            yield Grid(values, each.start, each.end, ambiguous=each.ambiguous)
        place += 1


_BETWEEN = re.compile(r"[ \t,;|&]*")


def _stacked(text: str, found: list[Bracketed]) -> list[list[Bracketed]]:
    """Return vectors in brackets as rows, each line's in a list: below each other, or all of them on one line."""
    lines: list[list[Bracketed]] = []
    last: Bracketed | None = None
    for each in found:
        if len(each.vector) < 2 or (last is not None and len(each.vector) != len(last.vector)):
            break
        between = text[last.end : each.start] if last is not None else ""
        if last is None or (between.count("\n") == 1 and _BETWEEN.fullmatch(between.replace("\n", ""))):
            lines.append([each])
        elif "\n" not in between and _BETWEEN.fullmatch(between):
            lines[-1].append(each)
        else:
            break
        last = each
    if not lines or not _begins_line(text, lines[0][0].start):
        return []
    widths = {len(line) for line in lines}
    if len(lines) == 1 and len(lines[0]) > 1 and "," in text[lines[0][0].end : lines[0][1].start]:
        return [[each] for each in lines[0]]  # [1, 2], [3, 4]
    return lines if len(widths) == 1 and len(lines) > 1 else []


def _begins_line(text: str, start: int) -> bool:
    """Return whether nothing but a label stands before a place on its line."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return len(line) < 60 and not re.search(r"[^\W\d_]\w*[.(\[]|\x00", line)


def _multiplied(text: str, grid: Grid) -> Grid:
    """Return a grid with the factor before it multiplied in, or with how often it is said to be there."""
    before, behind = text[max(0, grid.start - 40) : grid.start], text[grid.end : grid.end + 24]
    times = _TIMES_BEFORE.search(before) or _TIMES_BEHIND.match(behind)
    if times:
        said = times.groupdict()
        figure = said.get("value") or said.get("figure")
        return grid._replace(times=int(figure) if figure else _NUMBER_WORDS[said["word"].casefold()])
    factor = _FACTOR.search(before)
    scale = _cell(factor["value"]) if factor else None
    if scale is None:
        return grid
    return grid._replace(rows=exact([[scale * entry for entry in row] for row in grid.rows]))


_CORNERS = {"t": 0, "u": 0, "b": 1, "l": 1}


def _cornered(text: str) -> Iterator[Grid]:
    """Return the grids of two rows told corner by corner: "top left 1, top right 0.5"."""
    cells: dict[tuple[int, int], Fraction] = {}
    start = 0
    for mark in _CORNER.finditer(text):
        row, column = (mark["row"], mark["column"]) if mark["row"] else (mark["short"][0], mark["short"][1])
        place = _CORNERS[row[0].casefold()], int(column[0].casefold() == "r")
        value = _cell(mark["value"].replace(",", "."))
        if value is None or place in cells:
            cells = {}
            continue
        start = start if cells else mark.start()
        cells[place] = value
        if len(cells) == 4:
            yield Grid(exact([[cells[0, 0], cells[0, 1]], [cells[1, 0], cells[1, 1]]]), start, mark.end())
            cells = {}


_SAID_SIZE = lazily(r"(?P<rows>[1-9])\s*(?:[x×*]|\\times|by|mal|por|par)\s*(?P<columns>[1-9])\b")
_MADE = lazily(
    r"\b(?:(?:np|numpy|torch|tf|jnp)\.)?(?P<entry>ones|zeros)\(\s*[(\[]?\s*(?P<rows>\d)\s*,\s*(?P<columns>\d)\s*[)\]]?"
)


def tells(text: str) -> bool:
    """Return whether a text may describe a grid in words."""
    return bool(_SAID_SIZE.search(text) or _MADE.search(text))


def told(text: str, filled: Callable[[str], int | None]) -> Iterator[Grid]:
    """Return the grids that a plain text describes: "a 2×2 matrix of ones", `ones(2, 2)`.

    filled : the number that all entries are said to be in a stretch of text, None where nothing is said.
    """
    for made in _MADE.finditer(text):
        yield _of_one(int(made["rows"]), int(made["columns"]), int(made["entry"][0] in "oO"), made.start(), made.end())
    for size in _SAID_SIZE.finditer(text):
        stop = re.compile(r"[.;\n](?!\d)").search(text, size.end())
        said = text[size.end() : min(stop.start() if stop else len(text), size.end() + 80)]
        entry = filled(said)
        if entry is not None:
            many = re.search(r"(?<![\w.])([2-9]) $", text[: size.start()])
            grid = _of_one(int(size["rows"]), int(size["columns"]), entry, size.start(), size.end() + len(said))
            yield grid._replace(times=int(many[1]) if many else 1)


def _of_one(rows: int, columns: int, entry: int, start: int, end: int) -> Grid:
    return Grid(((entry,) * max(columns, 1),) * max(rows, 1), start, end, told=True)


def turned(rows: Rows) -> Rows:
    """Return a grid turned by 180 degrees, as a convolution turns its filter."""
    return tuple(row[::-1] for row in rows[::-1])


def core(rows: Rows) -> Rows:
    """Return a grid without the zeros that were padded around it; itself where there are none."""
    while (
        len(rows) > 2
        and len(rows[0]) > 2
        and not any((*rows[0], *rows[-1]))
        and not any(row[0] or row[-1] for row in rows)
    ):
        rows = tuple(row[1:-1] for row in rows[1:-1])
    return rows


_PRINTED = re.compile(r"(?<![\w.])\d{2,9}(?:[ /]\d{2,9})+(?!\w|\.\d)")


@lru_cache(maxsize=64)
def given_grids(prompt: str) -> frozenset[Rows]:
    """Return the grids that a question prints, rows of digits ("001 100 011") or any other way.

    >>> sorted(given_grids("an image (10 01) and the filter 011 100"))
    [((0, 1, 1), (1, 0, 0)), ((1, 0), (0, 1))]
    """
    given = {grid.rows for grid in grids(prompt).found}
    for printed in _PRINTED.findall(prompt):
        groups = re.split("[ /]", printed)
        if len({len(group) for group in groups}) == 1:
            given.add(tuple(tuple(map(int, group)) for group in groups))
    return frozenset(given)
