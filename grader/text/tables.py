"""Tables in running text: pipes, tabs, semicolons, commas, aligned columns; each cell with its row's and column's head."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.patterns import lazily

MAX_COLUMNS = 40
_RULER = lazily(r"^[ |:+]*(?:[-=_─━]{2,}[ |:+]*)+$")
_ALIGNED = lazily(r"(?<=\S)[ ]{2,}(?=\S)")
_PIPE = lazily(r"\|")
_NUMERIC = lazily(r"[-+~≈]?[ ]?[\d.,]+(?:[ ]?(?:%|[kKMG]B?|MiB|bytes?|e[-+]?\d+))?")
_WORD = lazily(r"[^\W\d_]")


class Cell(NamedTuple):
    """A cell of a table: its places in the view, the heads of its row and of its column, "" where there is none."""

    start: int
    end: int
    row_head: str
    column_head: str
    row: int
    column: int
    last_row: bool


Row = list[tuple[int, int]]


def tables(text: str) -> list[list[Cell]]:
    """Return the tables of a text, each as its cells in order, the heads included."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    found: list[list[Cell]] = []
    place = 0
    while place < len(lines):
        stop, rows = _rows(lines, place)
        if rows:
            found.append(_cells(text, rows))
            place = stop
        else:
            place += 1
    return found


def _rows(lines: list[tuple[int, str]], first: int) -> tuple[int, list[Row]]:
    """Return the rows of the table that begins at a line and the line behind it; none where no table does."""
    for separator, least in (
        (_PIPE, 2),
        (re.compile("\t"), 2),
        (re.compile(";"), 2),
        (_ALIGNED, 2),
        (re.compile(","), 2),
    ):
        rows: list[Row] = []
        place = first
        while place < len(lines):
            start, line = lines[place]
            if rows and _RULER.match(line) and line.strip():
                place += 1
                continue
            cells = _split(line, start, separator)
            if len(cells) < least or (rows and not _fits(separator, len(cells), rows)):
                break
            if (
                separator is _ALIGNED
                and len(rows) == 1
                and len(cells) == len(rows[0]) + 1
                and line_is_indented(lines[first][1])
            ):
                rows[0].insert(0, (rows[0][0][0], rows[0][0][0]))
            if separator.pattern in (",", ";") and not _is_record(line, cells, start):
                break
            rows.append(cells)
            place += 1
        if len(rows) >= 2:
            return place, rows
    return first, []


def _fits(separator: re.Pattern[str], count: int, rows: list[Row]) -> bool:
    """Return whether a row of so many cells goes on with a table."""
    if separator is _PIPE or count == len(rows[0]):
        return True
    if separator.pattern == "\t" and count == len(rows[0]) + 1:
        return True  # a tab or a remark at the end
    return separator is _ALIGNED and (2 <= count < len(rows[0]) or (len(rows) == 1 and count == len(rows[0]) + 1))


def line_is_indented(line: str) -> bool:
    """Return whether a line begins with two spaces or more, as a head above a first column without one does."""
    return line[:2] == "  "


def _is_record(line: str, cells: Row, start: int) -> bool:
    """Return whether a line is one of comma-separated values and no sentence or list."""
    texts = [line[one - start : two - start].strip() for one, two in cells]
    if re.search(r"[()\[\]{}=]|, ", line) or len(texts) > MAX_COLUMNS:
        return False
    return all(len(text) <= 30 for text in texts)


def _split(line: str, start: int, separator: re.Pattern[str]) -> Row:
    if not line.strip():
        return []
    cells: Row = []
    at = 0
    marks = [mark.span() for mark in separator.finditer(line)]
    if len(marks) > MAX_COLUMNS:
        return []
    for one, two in [*marks, (len(line), len(line))]:
        cells.append((start + at, start + one))
        at = two
    if separator is _PIPE:
        if not marks:
            return []
        if not line[: marks[0][0]].strip():
            cells = cells[1:]
        if cells and not line[marks[-1][1] :].strip():
            cells = cells[:-1]
    return cells


def _cells(text: str, rows: list[Row]) -> list[Cell]:
    texts = [[text[one:two].strip(" *_`") for one, two in row] for row in rows]
    headed = not any(_NUMERIC.fullmatch(cell) for cell in texts[0] if cell) and any(texts[0])
    named = all(bool(_WORD.search(row[0])) or not row[0] or _NUMERIC.fullmatch(row[0]) for row in texts[1:])
    cells = []
    for number, row in enumerate(rows):
        for column, (start, end) in enumerate(row):
            head = texts[0][column] if headed and number and column < len(texts[0]) else ""
            left = texts[number][0] if named and column else ""
            cells.append(Cell(start, end, left, head, number, column, number == len(rows) - 1))
    return cells
