"""Tables as plain text and as HTML."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence

Rows = Sequence[Sequence[str]]


def text_table(titles: Sequence[str], rows: Rows, *, right: Collection[int] = ()) -> str:
    """Return the rows in columns two spaces apart. right : columns that are flush right.

    >>> print(text_table(["layer", "count"], [["Dense", "7850"]], right=[1]))
    layer  count
    Dense   7850
    """
    whole = [titles, *rows]
    widths = [max(map(len, column)) for column in zip(*whole, strict=True)]
    lines = (
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in whole
    )
    return "\n".join(line.rstrip() for line in lines)


def html_table(titles: Sequence[str], rows: Rows, *, right: Collection[int] = ()) -> str:
    """Return the rows as a table element; the first cell of a row is its heading, two leading spaces an indent."""

    def cell(place: int, text: str, tag: str, scope: str = "") -> str:
        indent = (len(text) - len(text.lstrip(" "))) // 2
        style = f"text-align:{'right' if place in right else 'left'};padding:.2em .6em .2em {indent + 0.6:g}em"
        return f'<{tag}{scope} style="{style}">{html.escape(text.strip())}</{tag}>'

    head = "".join(cell(place, title, "th", ' scope="col"') for place, title in enumerate(titles))
    body = "\n".join(
        "<tr>"
        + cell(0, row[0], "th", ' scope="row"')
        + "".join(cell(place, text, "td") for place, text in enumerate(row[1:], start=1))
        + "</tr>"
        for row in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
