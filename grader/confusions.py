"""Confusion matrices as students hand them in, with or without labels, sums and blanks for 0; and named pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from grader.patterns import lazily

MAX_TEXT = 60_000
MAX_LINE = 600

Grid = tuple[tuple[Fraction, ...], ...]


class Found(NamedTuple):
    """A square table of numbers. first : the label of its first class, None where there are no labels.

    sure : blanks were placed by a header, or there are none.
    """

    grid: Grid
    first: int | None
    span: tuple[int, int]
    sure: bool = True


class _Line(NamedTuple):
    cells: list[str]
    start: int
    end: int


_LOOK_ALIKE = str.maketrans("зЗОоOolІ|", "330000111")
"""Letters that a recogniser of handwriting or print reads for digits."""

_NUMBER = lazily(r"[-−]?\d{1,9}(?:\.\d*)?|\.\d+")
_RULE = lazily(r"[\s|:+=-]*|\\hline|\\(?:top|mid|bottom)rule")
_WORD = lazily(r"[^\W\d_]{3,}")


def matrices(text: str, classes: int) -> list[Found]:
    """Every table of classes × classes numbers, in order. Time is linear in the text."""
    lines = list(_lines(text[:MAX_TEXT]))
    found = []
    place = 0
    while place < len(lines):
        grid = _labelled(lines, place, classes) or _plain(lines, place, classes)
        if grid is None:
            place += 1
            continue
        found.append(grid[0]._replace(grid=_whole(grid[0].grid)))
        place = grid[1]
    return found


def _whole(grid: Grid) -> Grid:
    """The counts, where those of a thousand and more are written with a point: 1.127 beside 980."""
    broken = [entry for row in grid for entry in row if entry.denominator > 1]
    largest = max(entry for row in grid for entry in row)
    if not broken or largest < 20 or any(entry < 1 or (entry * 1000).denominator > 1 for entry in broken):
        return grid
    return tuple(tuple(entry * 1000 if entry.denominator > 1 else entry for entry in row) for row in grid)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for raw in text.split("\n"):
        place = start
        for row in _rows_of_a_line(raw):
            stripped = row[:MAX_LINE]
            if stripped.strip() and not _RULE.fullmatch(stripped.strip()):
                yield _Line(_cells(stripped), place, place + len(row.rstrip()))
            place += len(row) + 1
        start += len(raw) + 1


def _rows_of_a_line(line: str) -> list[str]:
    """The rows of a matrix that is written in one line, as in MATLAB: [1 2; 3 4]."""
    rows = line.split(";")
    widths = {len(row.strip(" []").replace(",", " ").split()) for row in rows if row.strip(" ]")}
    return rows if len(rows) > 3 and min(widths, default=0) > 3 else [line]


def _cells(line: str) -> list[str]:
    """The cells by the mark that parts them; blanks count as cells where there is such a mark."""
    line = re.sub(r"\\\\\s*(?:\\hline)?\s*$", "", line.rstrip())
    line = re.sub(r"^(\s*\d{1,2})\s?:(?=\s*\d+\s*,)", r"\1,", line)
    for mark in ("\t", "|", "&", ";"):
        if line.count(mark) > 3:
            parts = line.split(mark)
            if mark == "|":
                parts = parts[1 if not parts[0].strip() else 0 : -1 if not parts[-1].strip() else None]
            return [part.strip(" *$`\r") for part in parts]
    bare = re.sub(r"array|tensor|[\[\](){};]", " ", line)
    if bare.count(",") > 3:
        return [part.strip() for part in bare.strip().rstrip(",;").split(",")]
    return bare.split()


def _number(cell: str) -> Fraction | None:
    written = cell.translate(_LOOK_ALIKE) if len(cell) < 6 else cell
    written = written.rstrip("%").strip().replace("−", "-")
    return Fraction(written.rstrip(".") or "0") if _NUMBER.fullmatch(written) else None


def _labels(cells: Sequence[str], classes: int) -> tuple[int, list[int]] | None:
    """The first label and the columns of a row that names the classes in order."""
    for first in (0, 1):
        places = [place for place, cell in enumerate(cells) if cell]
        for skip in (0, 1):
            chosen = places[skip : skip + classes]
            named = [_label(cells[place]) for place in chosen]
            if named == list(range(first, first + classes)):
                return first, chosen
    return None


def _label(cell: str) -> int | None:
    number = re.fullmatch(r"(?:class|digit|pred(?:icted)?|true|label)?[ _]?(\d{1,2})", cell, re.I)
    return int(number[1]) if number else None


def _labelled(lines: list[_Line], place: int, classes: int) -> tuple[Found, int] | None:
    """A table whose header, above or below, says in which column each class stands."""
    above = _labels(lines[place].cells, classes)
    if above is not None:
        rows = _rows(lines[place + 1 : place + 2 + classes], above[1], classes)
        if rows is not None:
            last = lines[place + rows[1]]
            found = Found(rows[0], above[0], (lines[place].start, last.end))
            return found, place + rows[1] + 1
        return None
    if place + classes >= len(lines):
        return None
    below = _labels(lines[place + classes].cells, classes)
    if below is None:
        return None
    rows = _rows(lines[place : place + classes], below[1], classes)
    if rows is None:
        return None
    return Found(rows[0], below[0], (lines[place].start, lines[place + classes].end)), place + classes + 1


def _rows(lines: Sequence[_Line], columns: list[int], classes: int) -> tuple[Grid, int] | None:
    """The numbers in these columns of the next lines that hold any, and how many lines that took."""
    grid: list[tuple[Fraction, ...]] = []
    for taken, line in enumerate(lines, 1):
        shift = _shift(line.cells, columns, len(grid))
        entries = [_entry(line.cells, column + shift) for column in columns]
        if None in entries:
            if not grid and not any(map(_number, line.cells)):
                continue  # "Predicted class"
            return None
        if not any(entries):
            return None
        grid.append(tuple(entry for entry in entries if entry is not None))
        if len(grid) == classes:
            return tuple(grid), taken
    return None


def _shift(cells: Sequence[str], columns: list[int], row: int) -> int:
    """How many more cells stand before the first class than in the header, as where row labels have no heading."""
    del row
    extra = len(cells) - (columns[-1] + 1)
    full = [place for place, cell in enumerate(cells) if _number(cell) is not None]
    if extra == 1 and len(full) == len(columns) + 1 and columns[0] == 0:
        return 1
    return 0


def _entry(cells: Sequence[str], column: int) -> Fraction | None:
    """The number in a cell; 0 where it is blank or a dash."""
    if column >= len(cells) or cells[column] in ("", "-", "–", "·", "."):
        return Fraction(0)
    return _number(cells[column])


def _plain(lines: list[_Line], place: int, classes: int) -> tuple[Found, int] | None:
    """Rows of nothing but numbers: as many as there are classes, perhaps with a label before and a sum behind."""
    grid: list[list[Fraction]] = []
    for line in lines[place : place + classes]:
        cells = [cell for cell in line.cells if cell]
        numbers = [number for cell in cells if (number := _number(cell)) is not None]
        if len(numbers) < classes or len(numbers) > classes + 2 or any(map(_WORD.search, cells[2:])):
            return None
        if len(cells) - len(numbers) > 2 or (grid and len(numbers) != len(grid[0])):
            return None
        grid.append(numbers)
    if len(grid) != classes:
        return None
    cut = _cut(grid, classes)
    if cut is None:
        return None
    first, rows = cut
    return Found(tuple(map(tuple, rows)), first, (lines[place].start, lines[place + classes - 1].end)), place + classes


def _cut(grid: list[list[Fraction]], classes: int) -> tuple[int | None, list[list[Fraction]]] | None:
    """The rows without labels and sums, both recognised for certain, and the first label."""
    first: int | None = None
    for start in (0, 1):
        if len(grid[0]) > classes and [row[0] for row in grid] == list(range(start, start + classes)):
            first, grid = start, [row[1:] for row in grid]
            break
    if len(grid[0]) == classes + 1 and all(sum(row[:-1]) == row[-1] for row in grid):
        grid = [row[:-1] for row in grid]
    return (first, grid) if len(grid[0]) == classes else None


# What is said about it

_WORDS = {
    name: str(digit)
    for digit, name in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}  # fmt: skip
_DIGIT = r"(?<![\d.])(\d{1,2}|" + "|".join(_WORDS) + r")(?:'?s)?(?![\d.]*\d)"
_ARTICLE = r"\s*(?:(?:an?|the|eine?|der|die|das|une?|le|la|el|los?)\s)?(?:(?:digit|ziffer)\s)?(?:['‘“\"]\s?)?"
_TAKEN = (
    r"['’”\"]?\s*(?:(?:is |was |are |were |got |gets? |wird |est |es )?(?:often |frequently |mostly |most )?"
    r"(?:confus\w+|mis\w+|taken|predicted|recogni[sz]ed|classified|labell?ed|read|seen|pris\w*|verwechselt|confond\w+|"
    r"confundid\w+|gelesen|erkannt)\s*(?:as|for|with|to be|by|into|pour|mit|als|avec|con|por|como)"
    r"|\s*(?:that |which )?(?:is|are|was) called)"
)
_INTO = r"['’”\"]?\s*(?:as|for|with|als|con|por|mit|pour|->|→|⇒|=>|\\(?:to|rightarrow))"
_WITH = r"['’”\"]?\s*(?:and|&|vs\.?|versus|/|-|–|,|↔|<->|\\leftrightarrow|or|und|et|y)"
_SAID = lazily(_DIGIT + _TAKEN + _ARTICLE + _DIGIT, re.I)
_DIRECTED = lazily(_DIGIT + _INTO + _ARTICLE + _DIGIT, re.I)
_UNDIRECTED = lazily(_DIGIT + _WITH + _ARTICLE + _DIGIT, re.I)
_ABOUT = lazily(
    r"confus|pair|misclass|mistak|mix|wrong|swap|interchang|look(?:s|ed)? (?:like|alike|similar)|worst|frequent|"
    r"most often|come up most|errors?\b|verwechs|fehler|häufig|confond|confund",
    re.I,
)
_NOTHING_ELSE = lazily(r"(?:\W|\d|\b(?:as|for|with|and|n|then|als|und|pour|et|con|y|por|taken)\b){3,60}", re.I)
_SENTENCE = lazily(r"[^.;!?\n]+(?:\.(?=\d)[^.;!?\n]+)*")


class Pair(NamedTuple):
    """Two classes that the text says are confused. directed : `one` is the true class, `other` the predicted one."""

    one: int
    other: int
    directed: bool


def pairs(text: str) -> list[Pair]:
    """Return the pairs that are named, in order; each once, or once each way round."""
    named: dict[tuple[int, int], Pair] = {}
    about = False
    for sentence in _SENTENCE.finditer(text[:MAX_TEXT]):
        said = sentence[0][:2_000]
        about = bool(_ABOUT.search(said)) or (about and len(said) < 60)
        ways = [(_SAID, True)]
        if about or _NOTHING_ELSE.fullmatch(said):
            ways += [(_DIRECTED, True), (_UNDIRECTED, False)]
        taken: list[tuple[int, int]] = []
        for pattern, directed in ways:
            position = 0
            while found := pattern.search(said, position):
                position = found.end()
                if any(start < found.end() and found.start() < end for start, end in taken):
                    continue
                taken.append(found.span())
                one, other = (int(_WORDS.get(digit.casefold(), digit)) for digit in found.groups())
                if directed or (other, one) not in named:
                    named.setdefault((one, other), Pair(one, other, directed))
    return list(named.values())


def both_ways(named: Sequence[Pair]) -> bool:
    """Return whether a pair is named both ways round, as by someone who does not know which way to read the matrix."""
    ways = {(pair.one, pair.other) for pair in named if pair.one != pair.other}
    return any((other, one) in ways for one, other in ways)
