"""Jupyter notebooks: Markdown, raw text, code and text outputs, read without running anything."""

from __future__ import annotations

import json
import re
from typing import Any

from grader.blocks import split
from grader.decoding import decoded
from grader.model.documents import BadFile, Block, Document
from grader.model.executions import Cell

SUFFIXES = (".ipynb",)

MAX_CELLS = 10_000
"""A notebook that people write has a hundred."""

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_PICTURE = re.compile(
    rb'(?<!\\)("(?:image/[\w.+-]+|text/html|application/(?!json")[\w.+-]+)"\s*:\s*)'
    rb"(?:" + _STRING + rb"|\[\s*" + _STRING + rb"(?:\s*,\s*" + _STRING + rb")*+\s*\])",
    re.S,
)
"""A picture, a page or a program in an output or an attachment: the key of its kind, and a text or a list of texts."""

_LABEL = re.compile(r"(?:answer[:_-]|question[:_-]|q)?(\d+(?:[._-]?[A-Za-z0-9]+)*)$", re.I)
_OUTPUT_LIMIT = 200_000


def read(name: str, data: bytes) -> Document:
    """The document in these bytes. Raises BadFile where it is no notebook, or one of an unknown version."""
    text, remarks = decoded(name, data)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as trouble:
        raise BadFile(_told(name, text, trouble)) from None
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        raise BadFile(
            f"{name} is JSON, but no notebook: it holds data or settings. Hand in the notebook itself, the .ipynb."
        )
    cells = _cells(name, notebook, text)
    if len(cells) > MAX_CELLS:
        raise BadFile(f"{name} has {len(cells)} cells; at most {MAX_CELLS} are read. Leave out logs and data.")
    blocks: list[Block] = []
    code: list[Cell] = []
    pictures = 0
    for number, cell in enumerate(cells, 1):
        label = _label(cell)
        source = _joined(cell.get("source"))
        if cell.get("cell_type") in ("markdown", "raw"):
            blocks += split(source, cell=number, label=label)
        elif cell.get("cell_type") == "code":
            if source.strip():
                blocks.append(Block("code", source, 1, number, label))
                code.append(Cell(source, number))
            outputs, seen = _outputs(cell, number, label)
            blocks += outputs
            pictures += seen
        attachments = cell.get("attachments")
        pictures += len(attachments) if isinstance(attachments, dict) else 0
    if pictures:
        remarks += (f"{pictures} picture{'s' * (pictures > 1)} in {name} can't be read by the machine.",)
    return Document(name, "notebook", tuple(blocks), remarks, tuple(code))


def without_pictures(data: bytes) -> bytes:
    """The notebook with every picture and page in its outputs made empty; text, code and printed output stay."""
    return _PICTURE.sub(rb'\1""', data)


def _told(name: str, text: str, trouble: Exception) -> str:
    """What the file is instead of a notebook, and what to do about it."""
    start = text.lstrip()[:200].casefold()
    if start.startswith("<"):
        return (
            f"{name} is a web page, not a notebook: it was saved from the browser. In Jupyter choose File > Download, "
            "in Colab File > Download > Download .ipynb, on GitHub “Download raw file”."
        )
    if not start.startswith("{"):
        return f"{name} is text, not a notebook. If your answers are in it, hand it in under a name that ends in .md."
    at_end = isinstance(trouble, json.JSONDecodeError) and trouble.pos >= len(text.rstrip()) - 1
    if at_end or "Unterminated" in str(trouble):
        return (
            f"{name} is cut off: it ends in the middle (line {text.count(chr(10)) + 1}), as when a disk is full or an "
            "upload breaks off. Save the notebook again where it is whole, and hand in that."
        )
    where = f"line {trouble.lineno}" if isinstance(trouble, json.JSONDecodeError) else "it is nested too deeply"
    return (
        f"{name} is damaged: what is in it is no JSON ({where}). Jupyter can't open it either; hand in the notebook "
        "from your computer, or an earlier checkpoint of it."
    )


def _cells(name: str, notebook: dict[str, Any], text: str) -> list[dict[str, Any]]:
    version = notebook["nbformat"]
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= 4:
        raise BadFile(f"{name} is a notebook of version {str(version)[:20]}; versions 3 and 4 can be read.")
    cells = notebook.get("cells")
    if version == 4 and isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells):
        return cells
    return _upgraded(name, text)


def _upgraded(name: str, text: str) -> list[dict[str, Any]]:
    """The cells of an older or odd notebook, by nbformat."""
    import warnings

    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [dict(cell) for cell in nbformat.reads(text, as_version=4).cells]  # type: ignore[no-untyped-call]
    except Exception as trouble:  # noqa: BLE001 - whatever nbformat raises, the file is what is wrong
        raise BadFile(
            f"{name} is not a notebook that can be read ({type(trouble).__name__}). "
            "Open it in Jupyter and save it again."
        ) from None


def _label(cell: dict[str, Any]) -> str | None:
    """The label that the cell is tagged with."""
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    for tag in tags if isinstance(tags, list) else ():
        found = _LABEL.match(tag) if isinstance(tag, str) and len(tag) < 40 else None
        if found:
            return re.sub(r"[_-]", ".", found[1])
    return None


def _outputs(cell: dict[str, Any], number: int, label: str | None) -> tuple[list[Block], int]:
    blocks, pictures = [], 0
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if not isinstance(output, dict):
            continue
        data = output.get("data")
        data = data if isinstance(data, dict) else {}
        text = _joined(output.get("text") if output.get("output_type") == "stream" else data.get("text/plain"))
        picture = any(str(kind).startswith("image/") for kind in data)
        pictures += picture
        if text.strip() and not picture:
            blocks.append(Block("output", text[:_OUTPUT_LIMIT], 1, number, label))
    return blocks, pictures


def _joined(source: Any) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
