"""File → Document: one file a format, found by being there.

A format module has `SUFFIXES`, the endings it is chosen by, and `read(name, data) -> Document`.
"""

from __future__ import annotations

import functools
import importlib
import os
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from grader.decoding import conflicted
from grader.model.documents import BadFile, Document

MAX_BYTES = 10 * 2**20
"""A file is refused above this size, a notebook without the pictures in its outputs."""

MAX_PICTURES = 100 * 2**20
"""Bytes of a notebook with its pictures."""

SLIM = 2**20
"""A notebook above this size is kept and judged without its pictures."""

MAX_WRITE_UPS = 40
"""Write-ups of one submission that are read."""

BINARY = frozenset({"archive", "docx", "pdf"})
"""Formats that are no lines of text."""

UNANSWERED = "a file of the project, without answers"
"""Why a file is not read that belongs to a repository and holds nobody's answers."""

_PROJECT = re.compile(
    r"requirements[\w.-]*\.txt|environment\.ya?ml|setup\.py|conftest\.py|test_\w+\.py|\w+_test\.py|pyproject\.toml"
    r"|licen[sc]e(?:\.txt|\.md)?|manifest\.in|__init__\.py|cmakelists\.txt|robots\.txt",
    re.I,
)

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


class Gathered(NamedTuple):
    """What is in a file. documents : at least one. unread : files within it that are not read, and why."""

    documents: tuple[Document, ...]
    unread: tuple[tuple[str, str], ...] = ()


@functools.cache
def formats() -> Mapping[str, str]:
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
    return MappingProxyType(found)


def load(name: str) -> Format:
    """The format of that name."""
    module: Format = _module(name)
    return module


def _module(name: str) -> Any:
    """A format's module, imported by its name only: formats do not know one another."""
    return importlib.import_module(f"{__name__}.{name}")


def form(name: str) -> str | None:
    """The name of the format that a file of this name is read by, None where there is none.

    A notebook is one as well where a browser or a mail program wrote .txt or .json behind its name.

    >>> form("hw4.ipynb.txt"), form("HW4.MD"), form("hw4.exe")
    ('notebook', 'markdown', None)
    """
    stem, suffix = os.path.splitext(name.casefold())
    if suffix in (".json", ".txt", ".text") and re.search(r"\.ipynb(?: ?\(\d+\))?$", stem):
        suffix = ".ipynb"
    return formats().get(suffix)


def limit(name: str) -> int:
    """The bytes that a file of this name may have on disk."""
    return MAX_PICTURES if form(name) == "notebook" else MAX_BYTES


def slim(name: str, data: bytes) -> bytes:
    """The bytes of a file as they are kept and judged: a large notebook without its pictures."""
    if form(name) != "notebook" or len(data) <= SLIM:
        return data
    without_pictures: Callable[[bytes], bytes] = _module("notebook").without_pictures
    return without_pictures(data)


def is_project_file(name: str) -> bool:
    """Whether a file of this name belongs to a repository and holds nobody's answers (requirements.txt, setup.py)."""
    return _PROJECT.fullmatch(os.path.basename(name)) is not None


def documents(path: str | os.PathLike[str], data: bytes) -> Gathered:
    """Every document in a file: of an archive all write-ups, otherwise the file itself.

    Raises BadFile as `read` does, also where nothing in an archive can be read.
    """
    name = os.fspath(path)
    _refuse(name, data)
    if form(name) != "archive":
        return Gathered((read(name, data=data),))
    files, over = _module("archive").unpacked(name, data)
    written = [file for file in files if not is_project_file(file[0])] or list(files)
    unread = [(file, UNANSWERED) for file, _ in files if all(file != other for other, _ in written)]
    found: list[Document] = []
    for file, content in sorted(written):
        if len(found) >= MAX_WRITE_UPS:
            unread.append((file, f"only {MAX_WRITE_UPS} write-ups are read"))
            continue
        try:
            found.append(read(file, data=content)._replace(path=f"{name}: {file}"))
        except BadFile as trouble:
            unread.append((file, str(trouble)))
    if not found:
        raise BadFile(f"{name}: {unread[0][1]}")
    return Gathered(tuple(found), tuple((f"{name}: {file}", why) for file, why in (*over, *unread)))


def read(path: str | os.PathLike[str], *, data: bytes | None = None) -> Document:
    """The document in a file, or in `data` under the file's name.

    Raises BadFile with a message for the student: a missing, empty, binary, too large or broken file, an unknown
    suffix.
    """
    name = os.fspath(path)
    if data is None:
        data = contents(name)
    _refuse(name, data)
    known = form(name)
    if known is None:
        listed = ", ".join(sorted(formats()))
        suffix = os.path.splitext(name)[1].lower()
        raise BadFile(f"{name}: files ending in {suffix or 'nothing'} can't be read. These can: {listed}")
    if known not in BINARY and (line := conflicted(data.decode("latin-1"))):
        raise BadFile(
            f"{name} holds git's conflict marks (<<<<<<<, in line {line}): it is two versions at once. In the "
            "repository take one with “git checkout --ours” or “--theirs” and the file's name, and hand in again."
        )
    document = load(known).read(name, slim(name, data))
    size = sum(len(block.text) for block in document.blocks if block.kind != "output")
    if size > MAX_TEXT:
        raise BadFile(
            f"{name} holds {size / 10**6:.1f} million characters of text; at most {MAX_TEXT // 10**6} million are "
            "read, which is 1000 pages. Leave out logs and data."
        )
    return document


def _refuse(name: str, data: bytes) -> None:
    """Raise BadFile where a file is too large or empty."""
    if len(data) > MAX_BYTES and (len(data) > limit(name) or len(slim(name, data)) > MAX_BYTES):
        raise BadFile(_too_large(name, len(data)))
    if not data.strip():
        raise BadFile(f"{name} is empty. Write your answers into it, or make a fresh sheet with: grader new")


def contents(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises BadFile as `read` does."""
    name = os.fspath(path)
    try:
        if os.path.isdir(name):
            raise BadFile(f"{name} is a folder. Name the file in it that holds your answers.")
        if os.path.exists(name) and not os.path.isfile(name):
            raise BadFile(f"{name} is a device or a pipe. Name an ordinary file that holds your answers.")
        size = os.path.getsize(name)
        if size > limit(name):
            raise BadFile(_too_large(name, size))
        with open(name, "rb") as file:
            return file.read(limit(name) + 1)
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
