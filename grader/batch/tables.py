"""CSV as people and spreadsheets write it: any of the usual delimiters, a byte-order mark, odd encodings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from grader.batch.trees import Trouble

MAX_FIELD = 1_000_000

TITLE_ROWS = 10
"""At most so many rows stand above the header: a title, the course's name, blank ones."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def parse(name: str, data: bytes, *, strip: bool = True) -> list[list[str]]:
    """The rows of a CSV, each cell without spaces around it where `strip` is set.

    A first line "sep=;" (Excel) names the delimiter and is no row. Raises Trouble where it is no CSV, or where a quote
    is opened and not closed, which would swallow the rows below it.
    """
    text = _text(name, data)
    first = re.match(r"""["']?sep=(.)["']?\r?\n""", text, re.I)
    if first:
        text = text[first.end() :]
    csv.field_size_limit(MAX_FIELD)
    try:
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=first[1] if first else _delimiter(text), strict=True
        )
        rows = list(reader)
    except csv.Error as trouble:
        line = reader.line_num + bool(first)
        if "expected after" in str(trouble) or "unexpected end" in str(trouble):
            raise Trouble(
                f"{name}: a quotation mark is opened and not closed in or before line {line}. "
                "Close it, or save the file as CSV (UTF-8) again."
            ) from None
        raise Trouble(f"{name} is no CSV that can be read: {trouble}. Save it as CSV (UTF-8).") from None
    return [list(map(str.strip, row)) for row in rows] if strip else rows


def _text(name: str, data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Trouble(f"{name} is not text. Save it as CSV (UTF-8).")


def _delimiter(text: str) -> str:
    """The delimiter that is most frequent in the line with most of any, of the first ones: titles have few."""
    head = [line for line in text.split("\n", TITLE_ROWS)[:TITLE_ROWS] if line.strip()]
    return max(",;\t", key=lambda sign: max((line.count(sign) for line in head), default=0))


def header_row(rows: Sequence[Sequence[str]], known: Callable[[str], bool]) -> int:
    """The place of the header: of the first rows, the one with most names that are known; 0 where none has any."""
    counts = [sum(known(cell.strip().casefold()) for cell in row) for row in rows[:TITLE_ROWS]]
    return counts.index(max(counts)) if counts else 0


def read_table(name: str, data: bytes, known: Callable[[str], bool] = lambda _: False) -> list[dict[str, str]]:
    """The rows below the header by the header's names in small letters; rows without any text are left out.

    known : which names the header may have; rows above it are a title's.
    """
    rows = parse(name, data)
    if not rows:
        return []
    start = header_row(rows, known)
    header = [cell.casefold() for cell in rows[start]]
    return [dict(zip(header, row, strict=False)) for row in rows[start + 1 :] if any(row)]


def harmless(cell: object) -> str:
    r"""A cell that no spreadsheet takes for a formula, and no terminal for a command.

    OWASP, "CSV Injection": cells that begin with = + - @, a tab or a carriage return, also behind spaces; an
    apostrophe before them makes them text. Control characters are left out.

    >>> harmless("=1+1"), harmless("Ada"), harmless(7.5), harmless("a\x1b[2Jb")
    ("'=1+1", 'Ada', '7.5', 'a[2Jb')
    """
    if isinstance(cell, int | float):
        return str(cell)
    text = _CONTROL.sub("", str(cell))
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@") or text[:1] in ("\t", "\r", "\n") else text


def plain(cell: str) -> str:
    """The text that `harmless` was given."""
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell


def line(row: Sequence[object]) -> bytes:
    """A row as CSV in UTF-8, every text harmless, ended as RFC 4180 has it."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow([harmless(cell) for cell in row])
    return stream.getvalue().encode("utf-8", "backslashreplace")
