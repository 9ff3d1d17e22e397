"""Grids without brackets around them: rows on lines of their own, one after the other or side by side, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from grader.mentions.grid_entries import Rows, Token, commas, exact, leaf, tokens
from grader.patterns import lazily

MAX_LINE = 400
"""Characters of a line that may be a row."""

_EDGE = re.compile(r"^[\s\[\](){}|\"'#&]+|[\s\[\](){}|\"'#&,.;\\]+$")
_COMMENT = re.compile(r"\s(?:#|%|//).*$")
_LEAD = lazily(
    r"\s*(?:[^\W\d_][^\d\n:=→⇒|]{0,40}?\s*#?\d{0,2}|\(?[\da-hA-H]{1,2}\)|\d{1,2}(?=\s*[:=→]))\s*(?::=?|=>?|→|->|⇒|(?<=\))|\.(?=\s))\s*(?=\S)"
)
_RULE = re.compile(r"[\s|:+&]*(?:[-=─]{2,}+[\s|:+&]*+)+|[\s|]*\\hline[\s|]*")
_BARE = re.compile(r"[\s\[\](){}|\"']*")
_GLUED = re.compile(r"\d{2,9}")
_GLUED_ROWS = re.compile(r"\d{2,9}(?:(?:\s*[/,;|·]\s*|\s+)\d{2,9})+")


class Found(NamedTuple):
    """A grid on lines start…end. ambiguous : its commas can be read in two ways."""

    rows: Rows
    start: int
    end: int
    ambiguous: bool = False


class _Line(NamedTuple):
    start: int
    end: int
    found: tuple[Token, ...]
    labelled: bool


def bare_rows(text: str) -> list[Found]:
    """Return the grids that stand on lines that hold nothing but numbers and a label, in order."""
    found: list[Found] = []
    run: list[_Line] = []
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if run and line.strip() and len(line) <= MAX_LINE and (_RULE.fullmatch(line) or _BARE.fullmatch(line)):
            continue
        inline, row = _of_line(text, start, start + len(line))
        if inline or row is None or (row.labelled and run and not run[-1].labelled):
            found += _of_run(run)
            run = []
        found += inline
        if row is not None:
            if run and row.labelled != run[-1].labelled and len(run) > 1:
                found += _of_run(run)
                run = []
            run.append(row)
    found += _of_run(run)
    return found


def _of_line(text: str, start: int, end: int) -> tuple[list[Found], _Line | None]:
    """Return the grids that a line holds, or the row that it may be."""
    line = text[start:end]
    if len(line) > MAX_LINE or not any(letter.isdigit() or letter in "½¼¾⅓⅔⅛" for letter in line):
        return [], None
    lead = _LEAD.match(line)
    body = line[lead.end() if lead else 0 :]
    first = start + (lead.end() if lead else 0)
    comment = _COMMENT.search(body)
    body = body[: comment.start()] if comment else body
    inner = _EDGE.sub("", body)
    if not inner:
        return [], None
    first += body.index(inner)
    glued = _glued(inner)
    if glued:
        return [Found(glued, first, first + len(inner))], None
    mine = tokens(text, first, first + len(inner))
    if any(token.kind in ("word", "other", "open", "close") for token in mine):
        mine = _unbracketed(mine)
        if not mine:
            return [], None
    if any(token.kind in ("semicolon", "slash") for token in mine):
        return _in_line(mine), None
    return [], _Line(first, first + len(inner), tuple(mine), lead is not None)


def _unbracketed(found: Sequence[Token]) -> list[Token]:
    """Return the tokens with brackets and names of one letter as bars; none where words stand between."""
    if any(token.kind == "other" or (token.kind == "word" and len(token.text) > 1) for token in found):
        return []
    return [token._replace(kind="bar") if token.kind in ("open", "close", "word") else token for token in found]


def _glued(body: str) -> Rows:
    """Return "110 001 100", rows of single digits, as rows; a lone run of digits is one row."""
    if not _GLUED_ROWS.fullmatch(body):
        return ()
    groups = _GLUED.findall(body)
    if len({len(group) for group in groups}) > 1 or not _is_glued(groups):
        return ()
    return tuple(tuple(map(int, group)) for group in groups)


def _is_glued(groups: Sequence[str]) -> bool:
    return any(group[0] == "0" for group in groups) or all(set(group) <= set("01") for group in groups)


def _in_line(found: Sequence[Token]) -> list[Found]:
    """Return the grids of a line with rows behind each other: "1 0 / 0 1", several of them between bars."""
    pieces = [list(piece) for bar, piece in groupby(found, lambda token: token.kind == "bar") if not bar]
    grids = []
    for piece in pieces:
        read, ambiguous = _styled([piece])
        if read is None or len(read) < 2:
            return []
        grids.append(Found(exact(read), piece[0].start, piece[-1].end, ambiguous=ambiguous))
    return grids


def _styled(lines: Sequence[Sequence[Token]]) -> tuple[list[tuple[Fraction, ...]] | None, bool]:
    """Return the rows of lines with commas read one way for all, and whether the other way would do as well."""
    read = {}
    for decimal in (False, True):
        rows: list[tuple[Fraction, ...]] | None = []
        for line in lines:
            mine = leaf(line, decimal=decimal)
            rows = None if rows is None or mine is None else [*rows, *mine.rows]
        if rows and len({len(row) for row in rows}) == 1:
            read[decimal] = rows
    marks = [commas(line) for line in lines]
    if True in read and (False not in read or (read[True] != read[False] and any(g and m for g, m, _ in marks))):
        return read[True], False in read and not any(zero for *_, zero in marks)
    return read.get(False), False


def _of_run(run: Sequence[_Line]) -> Iterator[Found]:
    """Return the grids that lines of numbers below each other make."""
    digits = [line.found[0].text for line in run if len(line.found) == 1]
    if (
        len(digits) == len(run) > 1
        and all(map(_GLUED.fullmatch, digits))
        and len(set(map(len, digits))) == 1
        and _is_glued(digits)
    ):
        yield Found(tuple(tuple(map(int, each)) for each in digits), run[0].start, run[-1].end)
        return
    for lines in _equally_long(run):
        rows, ambiguous = _styled([line.found for line in lines])
        if rows is None or len(rows) < 2 or len(rows[0]) < 2:
            continue
        start, end = lines[0].start, lines[-1].end
        labelled = lines[-1].labelled
        for part in _side_by_side(lines, exact(rows)) if not labelled else [exact(rows)]:
            yield Found(part, start, end, ambiguous)


def _equally_long(run: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Return the longest stretches of lines whose rows can be equally long."""
    part: list[_Line] = []
    for line in run:
        if part and _styled([part[-1].found, line.found])[0] is None:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _side_by_side(lines: Sequence[_Line], rows: Rows) -> list[Rows]:
    """Return the grids that stand next to each other, a bar or a wider gap between them in every row."""
    columns = len(rows[0])
    gaps = [_gaps(line.found) for line in lines]
    if any(len(each) != columns - 1 for each in gaps):
        return [rows]
    for width in range(2, columns // 2 + 1):
        if columns % width:
            continue
        between = [gap for each in gaps for place, gap in enumerate(each, 1) if place % width == 0]
        within = [gap for each in gaps for place, gap in enumerate(each, 1) if place % width]
        if min(between) > max(within):
            return [tuple(row[at : at + width] for row in rows) for at in range(0, columns, width)]
    return [rows]


def _gaps(found: Sequence[Token]) -> list[int]:
    """Return how far each number stands from the one before it; a bar counts for much."""
    numbers = [place for place, token in enumerate(found) if token.kind == "number"]
    return [
        found[two].start - found[one].end + 100 * sum(token.kind == "bar" for token in found[one + 1 : two])
        for one, two in pairwise(numbers)
    ]
