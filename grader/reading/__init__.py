"""File → Document: one file a format, found by being there.

A format module has `SUFFIXES`, the endings it is chosen by, and `read(name, data) -> Document`.
"""

from __future__ import annotations

import importlib
import os
import re
from typing import Protocol

from grader.model.documents import BadFile, Document

MAX_BYTES = 10 * 2**20
"""A submission is refused above this size: a notebook with its pictures removed is a hundred times smaller."""

MAX_HEAD = 6_000
"""Characters of a format's module within which it declares its suffixes."""

_SUFFIXES = re.compile(r"^SUFFIXES = \(([^)]*)\)", re.M)


MAX_TEXT = 2_000_000
"""Characters of text and code of one document."""


class Format(Protocol):
    """What a module in this folder offers."""

    SUFFIXES: tuple[str, ...]

    def read(self, name: str, data: bytes) -> Document:
        """The document in these bytes. Raises BadFile."""


def formats() -> dict[str, str]:
    """The names of the formats' modules by the suffix they are chosen by, read off this folder.

    No module is imported for it, so that a format costs only those who use it.
    """
    here = os.path.dirname(__file__)
    found: dict[str, str] = {}
    for entry in sorted(os.listdir(here)):
        stem, ending = os.path.splitext(entry)
        if ending == ".py" and not stem.startswith("_"):
            with open(os.path.join(here, entry), encoding="utf-8") as source:
                declared = _SUFFIXES.search(source.read(MAX_HEAD))
            found |= dict.fromkeys(re.findall(r'"(\.\w+)"', declared[1]) if declared else (), stem)
    return found


def load(name: str) -> Format:
    """The format of that name."""
    module: Format = importlib.import_module(f"{__name__}.{name}")
    return module


def read(path: str | os.PathLike[str], *, data: bytes | None = None) -> Document:
    """The document in a file, or in `data` under the file's name.

    Raises BadFile with a message for the student: a missing, empty, binary, too large or broken file, an unknown
    suffix.
    """
    name = os.fspath(path)
    if data is None:
        data = contents(name)
    if len(data) > MAX_BYTES:
        raise BadFile(_too_large(name, len(data)))
    if not data.strip():
        raise BadFile(f"{name} is empty. Write your answers into it, or make a fresh sheet with: grader new")
    known = formats()
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in known:
        listed = ", ".join(sorted(known))
        raise BadFile(f"{name}: files ending in {suffix or 'nothing'} can't be read. These can: {listed}")
    document = load(known[suffix]).read(name, data)
    size = sum(len(block.text) for block in document.blocks if block.kind != "output")
    if size > MAX_TEXT:
        raise BadFile(
            f"{name} holds {size / 10**6:.1f} million characters of text; at most {MAX_TEXT // 10**6} million are "
            "read, which is 1000 pages. Leave out logs and data."
        )
    return document


def contents(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises BadFile as `read` does."""
    name = os.fspath(path)
    try:
        if os.path.isdir(name):
            raise BadFile(f"{name} is a folder. Name the file in it that holds your answers.")
        if os.path.exists(name) and not os.path.isfile(name):
            raise BadFile(f"{name} is a device or a pipe. Name an ordinary file that holds your answers.")
        size = os.path.getsize(name)
        if size > MAX_BYTES:
            raise BadFile(_too_large(name, size))
        with open(name, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise BadFile(f"There is no file {name}. {_near(name)}") from None
    except (OSError, ValueError) as trouble:
        raise BadFile(f"{name} can't be opened: {getattr(trouble, 'strerror', None) or trouble}") from None


def _near(name: str) -> str:
    import difflib

    folder, base = os.path.split(name)
    try:
        there = [entry for entry in sorted(os.listdir(folder or ".")) if not entry.startswith(".")]
    except OSError:
        return f"There is no folder {folder} either."
    close = difflib.get_close_matches(base, there, n=1)
    if close:
        return f"Did you mean {os.path.join(folder, close[0])}?"
    held = ", ".join(there[:5]) + (" …" if len(there) > 5 else "") if there else "nothing"
    return f"{folder or 'This folder'} holds {held}."


def _too_large(name: str, size: int) -> str:
    return (
        f"{name} has {size / 2**20:.0f} MB; at most {MAX_BYTES / 2**20:.0f} MB are read. "
        "In a notebook, clear the outputs with pictures and save again."
    )
