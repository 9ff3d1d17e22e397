"""Tables of a write-up or a log, whatever separates their cells: a header that names columns, and rows below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.patterns import lazily

MAX_LINE = 600
MAX_CELLS = 30
FEWEST = 2

_RULE = lazily(r"^[\s|:+=\-─━]*$|^\\(?:hline|toprule|midrule|bottomrule)\s*$")
_NUMERIC = lazily(r"^[-+−]?[\d.,]*\d[\d.,]*(?:e[-+]?\d+)?\s*(?:\\?%)?$", re.I)
_DIGIT = lazily(r"\d")
_SEPARATORS = ("|", "\t", "&", ";", ",", r"\s{2,}", r"\s+")


class Row(NamedTuple):
    """A row: its cells, and where its line begins and ends."""

    cells: tuple[str, ...]
    start: int
    end: int


class Grid(NamedTuple):
    """A table: the names of its columns, and its rows. start : where the line of its header begins."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    start: int

    @property
    def end(self) -> int:
        """Where its last row ends."""
        return self.rows[-1].end


def grids(text: str, fewest: int = FEWEST) -> list[Grid]:
    """Return every table with a header and at least so many rows, in order. Time is linear in the text."""
    lines = list(_lines(text))
    found = []
    place = 0
    while place + fewest < len(lines):
        grid = _grid(lines, place, fewest)
        if grid is None:
            place += 1
            continue
        found.append(grid)
        place += 1 + len(grid.rows)
    return found


def cells(line: str, separator: str) -> tuple[str, ...]:
    """Return the cells of a line between such separators, without emphasis."""
    line = re.sub(r"\\\\\s*(?:\\hline)?\s*$", "", line.strip())
    if separator == "|":
        line = line.strip("|")
    parts = line.split(separator) if len(separator) == 1 else re.split(separator, line)
    return tuple(part.strip(" *`$\\") for part in parts)


def numeric(cell: str) -> bool:
    """Return whether the cell holds a number and nothing else."""
    return bool(_NUMERIC.match(cell))


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        if not _RULE.match(line[:MAX_LINE]):
            yield line[:MAX_LINE], start
        start += len(line) + 1


def _grid(lines: list[tuple[str, int]], place: int, fewest: int) -> Grid | None:
    header, start = lines[place]
    below = lines[place + 1][0]
    if not _DIGIT.search(below) or header.lstrip(" |")[:1].isdigit():
        return None
    for separator in _SEPARATORS:
        row = cells(below, separator)
        if not FEWEST <= len(row) <= MAX_CELLS or not any(map(numeric, row)):
            continue
        names = cells(header, separator)
        if not FEWEST <= len(names) <= len(row) or any(map(numeric, names)):
            continue
        index = len(row) - len(names)
        if index > 1 or (index and separator.strip() in ("|", "\t", "&", ";", ",")):
            continue
        rows = []
        least = max(sum(map(numeric, row)) - 1, 1)
        for line, begin in lines[place + 1 :]:
            found = cells(line, separator)
            if len(found) != len(row) or sum(map(numeric, found)) < least:
                break
            rows.append(Row(found[index:], begin, begin + len(line.rstrip())))
        if len(rows) >= fewest:
            return Grid(names, tuple(rows), start)
    return None
