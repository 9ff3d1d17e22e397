"""The answer sheet: TOML with a table [answers] from labels to answers."""

from __future__ import annotations

import re
from typing import Any

from grader.decoding import decoded
from grader.model.documents import BadFile, Block, Document

SUFFIXES = (".toml",)


DEEP = 30
"""Parts of a dotted key; tomllib takes time quadratic in them."""

_PART = r"(?:[\w-]++|\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')"
_DEEP = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{DEEP}}}")


def read(name: str, data: bytes) -> Document:
    """The document in these bytes: a field for each answer. Raises BadFile with the line where TOML breaks off."""
    import tomllib

    text, remarks = decoded(name, data)
    if _DEEP.search(text):
        raise BadFile(f"{name} is not a valid answer sheet: a label has more than {DEEP} parts.")
    try:
        sheet = tomllib.loads(text.replace("\r\n", "\n"), parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as trouble:
        raise BadFile(f"{name} is not a valid answer sheet: {_told(trouble, text)}") from None
    answers = sheet.get("answers")
    if not isinstance(answers, dict):
        raise BadFile(f'{name} has no [answers]. A sheet looks like this:\n\n  [answers]\n  "1.A.i" = "…"')
    lines = _lines(text)
    blocks = []
    for label, value in _flat(answers):
        written = _written(value)
        if written.strip():
            blocks.append(Block("field", written, lines.get(label, 1), label=label))
    known = {"assignment", "answers", "student", "name", "note"}
    more = tuple(f"“{key}” in {name} is outside of [answers] and was not read." for key in sheet if key not in known)
    named = sheet.get("assignment")
    if isinstance(named, str):
        blocks.insert(0, Block("heading", f"assignment: {named}", lines.get("assignment", 1), level=1))
    return Document(name, "sheet", tuple(blocks), remarks + more)


def _told(trouble: Exception, text: str) -> str:
    said = str(trouble) or "it is nested too deeply"
    at = re.search(r"\(at line (\d+), column (\d+)\)", said)
    if not at:
        return f'{said}. Each line reads: "label" = "answer"'
    line = text.splitlines()[int(at[1]) - 1][:100] if int(at[1]) <= len(text.splitlines()) else ""
    return f'line {at[1]}, column {at[2]}\n\n  {line}\n\nEach line reads: "label" = "answer", the answer in quotes.'


def _flat(answers: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Labels and values; a label written without quotes becomes nested tables, which are put together again."""
    flat: list[tuple[str, Any]] = []
    for key, value in answers.items():
        label = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict) and label.count(".") < 6:
            flat += _flat(value, label)
        else:
            flat.append((label, value))
    return flat


def _written(value: Any) -> str:
    """The value as it stands in the file, or as near as TOML lets it be known."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value)


def _lines(text: str) -> dict[str, int]:
    """The line on which each key stands, from 1; of one that occurs twice, the first."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        key = re.match(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=""", line)
        if key:
            lines.setdefault(next(filter(None, key.groups())), number)
    return lines
