"""Python scripts, with or without `# %%` cells: code, and the comments and texts that answers are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.blocks import split
from grader.decoding import decoded
from grader.model.documents import Block, Document
from grader.model.executions import Cell

SUFFIXES = (".py",)

MAX_SCRIPT = 200_000
"""Characters of a script that is looked through for bad lines."""

MAX_STATEMENTS = 2_000
"""Statements on the left margin of a script that is taken apart around its bad lines."""

MAX_JOINED = 4
"""So many pieces are put together where none of them is valid Python alone: a text in quotes over several lines."""

_CELL = re.compile(r"^#\s*(?:%%|In\[[\d ]*\]:?|<codecell>)(.*)$")
_COMMENT = re.compile(r"^#(?!!)\s?")
_STATEMENT = re.compile(r"(?!(?:else|elif|except|finally)\b)[^\s#)\]}]")
_QUOTES = re.compile(r'^(?:[rR]?)("""|\'\'\')')


def read(name: str, data: bytes) -> Document:
    """The document in these bytes; lines count within their cell where there are cells. Raises BadFile."""
    text, remarks = decoded(name, data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = [place for place, line in enumerate(lines) if _CELL.match(line)]
    if not starts:
        return Document(name, "script", tuple(_blocks(lines, None)), remarks, tuple(_cells(lines)))
    blocks = list(_blocks(lines[: starts[0]], 1)) if any(line.strip() for line in lines[: starts[0]]) else []
    code = [Cell("\n".join(lines[: starts[0]]), 1)] if blocks else []
    first = 2 if blocks else 1
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), first):
        head = _CELL.match(lines[start])
        cell = ["", *lines[start + 1 : stop]]
        if head and "[markdown]" in head[1].casefold():
            blocks += split("\n".join(_uncommented(cell)), cell=number)
        else:
            blocks += _blocks(cell, number)
            code.append(Cell("\n".join(cell), number))
    return Document(name, "script", tuple(blocks), remarks, tuple(code))


def _cells(lines: list[str]) -> Iterator[Cell]:
    """The script as one cell; where it is no valid Python, in pieces, so that a bad line spoils its own alone."""
    whole = "\n".join(lines)
    if len(whole) > MAX_SCRIPT or _compiles(whole):
        yield Cell(whole)
        return
    starts = [place for place, line in enumerate(lines) if _STATEMENT.match(line)]
    if len(starts) > MAX_STATEMENTS:
        yield Cell(whole)
        return
    starts = sorted({0, *starts})
    ends = [*starts[1:], len(lines)]
    good = at = 0
    while at < len(starts):
        here = starts[at]
        reach = range(at, min(at + MAX_JOINED, len(starts)))
        stop = next((place for place in reach if _compiles("\n".join(lines[here : ends[place]]))), None)
        if stop is None:
            yield from _cell(lines, good, here)
            yield from _cell(lines, here, ends[at])
            good, at = ends[at], at + 1
        else:
            at = stop + 1
    yield from _cell(lines, good, len(lines))


def _cell(lines: list[str], start: int, stop: int) -> Iterator[Cell]:
    text = "\n".join(lines[start:stop])
    if text.strip():
        yield Cell(text, None, start + 1)


def _compiles(source: str) -> bool:
    """Whether it is valid Python; nothing is run."""
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _uncommented(lines: list[str]) -> list[str]:
    return [_COMMENT.sub("", line) if not _QUOTES.match(line) else "" for line in lines]


def _blocks(lines: list[str], cell: int | None) -> Iterator[Block]:
    """Runs of whole-line comments and of texts in triple quotes as text; everything else as code."""
    place = 0
    while place < len(lines):
        kind, stop = _run(lines, place)
        chunk = lines[place:stop]
        if kind == "code":
            yield from _code(chunk, place, cell)
        else:
            told = "\n".join(_uncommented(chunk) if kind == "comment" else _unquoted(chunk))
            yield from (block._replace(line=block.line + place) for block in split(told, cell=cell))
        place = stop


def _run(lines: list[str], place: int) -> tuple[str, int]:
    quotes = _QUOTES.match(lines[place])
    if quotes:
        rest = lines[place][quotes.end() :]
        stop = place + 1
        if quotes[1] not in rest:
            while stop < len(lines) and quotes[1] not in lines[stop]:
                stop += 1
            stop = min(stop + 1, len(lines))
        return "text", stop
    kind = "comment" if _COMMENT.match(lines[place]) else "code"
    stop = place + 1
    while stop < len(lines) and not _QUOTES.match(lines[stop]):
        if bool(_COMMENT.match(lines[stop])) != (kind == "comment"):
            break
        stop += 1
    return kind, stop


def _unquoted(lines: list[str]) -> list[str]:
    return [re.sub(r'^[rR]?(?:"""|\'\'\')|(?:"""|\'\'\').*$', "", line) for line in lines]


def _code(lines: list[str], place: int, cell: int | None) -> Iterator[Block]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if filled:
        text = "\n".join(lines[filled[0] : filled[-1] + 1])
        yield Block("code", text, place + filled[0] + 1, cell)
