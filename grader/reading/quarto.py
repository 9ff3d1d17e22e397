"""Quarto and R Markdown: Markdown with a head of YAML and with chunks of code, ```{python}."""

from __future__ import annotations

import re

from grader.blocks import split
from grader.decoding import decoded
from grader.model.documents import Document
from grader.model.executions import Cell

SUFFIXES = (".qmd", ".rmd")

_HEAD = re.compile(r"\A\ufeff?---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_CHUNK = re.compile(r"^(?P<mark>`{3,})[ \t]*\{[ \t]*(?P<language>\w+)[^}\n]*\}[ \t]*$")


def read(name: str, data: bytes) -> Document:
    """The document in these bytes, with the Python chunks as code. Raises BadFile where they are no text."""
    text, remarks = decoded(name, data)
    text = text.replace("\r\n", "\n")
    text = _HEAD.sub(lambda head: "\n" * head[0].count("\n"), text, count=1)
    lines = text.split("\n")
    cells = []
    place = 0
    while place < len(lines):
        chunk = _CHUNK.match(lines[place])
        place += 1
        if chunk is None:
            continue
        lines[place - 1] = f"{chunk['mark']}{chunk['language']}"
        start = place
        while place < len(lines) and not re.fullmatch(rf"{chunk['mark']}`*[ \t]*", lines[place]):
            place += 1
        if chunk["language"].casefold() == "python":
            cells.append(Cell("\n".join(lines[start:place]), None, start + 1))
    return Document(name, "markdown", split("\n".join(lines)), remarks, tuple(cells))
