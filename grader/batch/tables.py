"""CSV as people and spreadsheets write it: any of the usual delimiters, a byte-order mark, odd encodings."""

from __future__ import annotations

import csv
import io

from grader.batch.trees import Trouble

MAX_FIELD = 1_000_000


def parse(name: str, data: bytes, *, strip: bool = True) -> list[list[str]]:
    """The rows of a CSV, each cell without spaces around it where `strip` is set. Raises Trouble where it is none."""
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Trouble(f"{name} is not text. Save it as CSV (UTF-8).")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(MAX_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as trouble:
        raise Trouble(f"{name} is no CSV that can be read: {trouble}. Save it as CSV (UTF-8).") from None
    return [list(map(str.strip, row)) for row in rows] if strip else rows


def read_table(name: str, data: bytes) -> list[dict[str, str]]:
    """The rows below the header by the header's names in small letters; rows without any text are left out."""
    rows = parse(name, data)
    if not rows:
        return []
    header = [cell.casefold() for cell in rows[0]]
    return [dict(zip(header, row, strict=False)) for row in rows[1:] if any(row)]


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula.

    OWASP, "CSV Injection": cells that begin with = + - @, a tab or a carriage return, also behind spaces; an
    apostrophe before them makes them text.

    >>> harmless("=1+1"), harmless("Ada"), harmless(7.5)
    ("'=1+1", 'Ada', '7.5')
    """
    if isinstance(cell, int | float):
        return str(cell)
    text = str(cell).replace("\0", "")
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@") or text[:1] in ("\t", "\r", "\n") else text


def plain(cell: str) -> str:
    """The text that `harmless` was given."""
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell


def written(rows: list[list[object]]) -> str:
    """The rows as CSV, every text harmless, lines ended as RFC 4180 has them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows([[harmless(cell) for cell in row] for row in rows])
    return stream.getvalue()
