"""Archives with one write-up in them, read in memory: nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.model.documents import BadFile, Document

SUFFIXES = (".zip", ".tar", ".tgz", ".gz")

MAX_ENTRIES = 2_000
MAX_TOTAL = 64 * 2**20
"""Bytes of all that is unpacked."""


class _Member(NamedTuple):
    name: str
    size: int


def read(name: str, data: bytes) -> Document:
    """The one document in the archive. Raises BadFile where there is none, or more than one, or it is too large."""
    from grader.reading import load

    known = _formats()
    opened, members = _opened(name, data)
    written = _written(members, known)
    if len(written) != 1:
        raise BadFile(_which(name, written, members, tuple(known)))
    (chosen,) = written
    content = _content(name, opened, chosen)
    document = load(known[_suffix(chosen.name)]).read(os.path.basename(chosen.name), content)
    others = [member.name for member in members if member is not chosen]
    remark = (f"Only {chosen.name} was read, not {_listed(others)}.",) if others else ()
    return document._replace(path=f"{name}: {chosen.name}", remarks=(*document.remarks, *remark))


def unpacked(name: str, data: bytes, most: int) -> tuple[tuple[str, bytes], ...]:
    """The names and bytes of the write-ups in an archive, at least one and at most `most`. Raises BadFile."""
    known = _formats()
    opened, members = _opened(name, data)
    written = _written(members, known)
    if not 1 <= len(written) <= most:
        raise BadFile(_which(name, written, members, tuple(known)))
    return tuple((member.name, _content(name, opened, member)) for member in written)


def _formats() -> dict[str, str]:
    from grader.reading import formats

    return {suffix: form for suffix, form in formats().items() if suffix not in SUFFIXES}


def _written(members: list[_Member], known: Mapping[str, str]) -> list[_Member]:
    """What can be read; scripts only where there is nothing else."""
    readable = [member for member in members if _suffix(member.name) in known]
    return [member for member in readable if _suffix(member.name) != ".py"] or readable


_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    zlib.error,
)


def _opened(name: str, data: bytes) -> tuple[_Zip | _Tar, list[_Member]]:
    try:
        opened = _Zip(data) if data[:2] == b"PK" else _Tar(name, data)
        return opened, [member for member in opened.members() if not _is_litter(member.name)]
    except _DAMAGE:
        raise BadFile(_damaged(name)) from None


def _content(name: str, opened: _Zip | _Tar, member: _Member) -> bytes:
    try:
        return opened.content(member)
    except _DAMAGE:
        raise BadFile(_damaged(name)) from None


def _damaged(name: str) -> str:
    return f"{name} is damaged, locked or no archive. Hand in the file itself."


def _which(name: str, written: list[_Member], members: list[_Member], known: tuple[str, ...]) -> str:
    if written:
        return f"{name} holds several write-ups: {_listed([m.name for m in written])}. Hand in the one that counts."
    held = _listed([member.name for member in members]) if members else "nothing"
    return f"{name} holds {held}, and no file that can be read: {', '.join(sorted(known))}."


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[-60:] for name in names[:5])
    return shown + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].casefold()


def _is_litter(name: str) -> bool:
    """What systems and editors leave behind."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in (".", "..")] or [""]
    return any(part.startswith((".", "__MACOSX", "__pycache__")) for part in parts) or parts[-1] == "Thumbs.db"


def _bounded(members: Iterator[_Member]) -> Iterator[_Member]:
    total = 0
    for count, member in enumerate(members):
        total += member.size
        if count >= MAX_ENTRIES or total > MAX_TOTAL:
            raise BadFile(
                f"This archive holds more than {MAX_ENTRIES} files or {MAX_TOTAL // 2**20} MB. Hand in the write-up."
            )
        yield member


class _Zip:
    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))

    def members(self) -> list[_Member]:
        regular = (info for info in self.archive.infolist() if not info.is_dir() and (info.external_attr >> 28) != 0xA)
        return list(_bounded(_Member(info.filename, info.file_size) for info in regular))

    def content(self, member: _Member) -> bytes:
        with self.archive.open(member.name) as stream:
            content = stream.read(member.size + 1)
        if len(content) > member.size:
            raise BadFile(f"{member.name} is larger than its archive says.")
        return content


class _Tar:
    def __init__(self, name: str, data: bytes) -> None:
        if data[:2] == b"\x1f\x8b":
            unpacker = zlib.decompressobj(wbits=31)
            data = unpacker.decompress(data, MAX_TOTAL + 1)
            if len(data) > MAX_TOTAL:
                raise BadFile(f"{name} holds more than {MAX_TOTAL // 2**20} MB. Hand in the write-up.")
        self.archive = tarfile.TarFile(fileobj=io.BytesIO(data))

    def members(self) -> list[_Member]:
        regular = (info for info in self.archive if info.isfile())
        return list(_bounded(_Member(info.name, info.size) for info in regular))

    def content(self, member: _Member) -> bytes:
        stream = self.archive.extractfile(self.archive.getmember(member.name))
        return stream.read(member.size) if stream is not None else b""
