"""Archives with write-ups in them, read in memory: nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from grader.model.documents import BadFile, Document

SUFFIXES = (".zip", ".tar", ".tgz", ".gz")

MAX_ENTRIES = 2_000
MAX_TOTAL = 64 * 2**20
"""Bytes of all that is unpacked."""

MAX_HEADER = 64 * 2**10
"""Bytes of a tar's extended header; names are the longest things in it."""

DEEP = 1
"""Archives within archives are read to this depth."""


class Unpacked(NamedTuple):
    """What is in an archive. files : the names and bytes of what can be read. over : what is not read, and why."""

    files: tuple[tuple[str, bytes], ...]
    over: tuple[tuple[str, str], ...]


class _Member(NamedTuple):
    name: str
    size: int


def read(name: str, data: bytes) -> Document:
    """The one document in the archive. Raises BadFile where there is none, or more than one, or it is too large."""
    from grader.reading import documents

    found = documents(name, data)
    if len(found.documents) != 1:
        written = [document.path.removeprefix(f"{name}: ") for document in found.documents]
        raise BadFile(f"{name} holds several write-ups: {_listed(written)}. Hand in the one that counts.")
    (document,) = found.documents
    others = [each.removeprefix(f"{name}: ") for each, _ in found.unread]
    only = document.path.removeprefix(f"{name}: ")
    remark = (f"Only {only} was read, not {_listed(others)}.",) if others else ()
    return document._replace(remarks=(*document.remarks, *remark))


def unpacked(name: str, data: bytes) -> Unpacked:
    """Everything in an archive, and in archives within it. Raises BadFile where there is nothing that can be read."""
    found = _unpacked(name, data, DEEP)
    if not found.files:
        from grader.reading import formats

        held = _listed([each for each, _ in found.over]) if found.over else "nothing"
        why = next((reason for _, reason in found.over if reason != UNKNOWN), "")
        known = ", ".join(sorted(set(formats()) - set(SUFFIXES)))
        more = f" ({why})" if why else ""
        raise BadFile(f"{name} holds {held}, and no file that can be read{more}: {known}.")
    return found


UNKNOWN = "files of this kind can't be read"


def _unpacked(name: str, data: bytes, deep: int) -> Unpacked:
    from grader.reading import form, limit

    files: list[tuple[str, bytes]] = []
    over: list[tuple[str, str]] = []
    opened, members = _opened(name, data)
    for member in members:
        known = form(member.name)
        if known is None:
            over.append((member.name, UNKNOWN))
        elif known == "archive" and not deep:
            over.append((member.name, "an archive within an archive within an archive"))
        elif member.size > limit(member.name):
            over.append((member.name, f"it has {member.size / 2**20:.0f} MB"))
        elif known != "archive":
            files.append((member.name, _content(name, opened, member)))
        else:
            try:
                inner = _unpacked(member.name, _content(name, opened, member), deep - 1)
            except BadFile as trouble:
                over.append((member.name, str(trouble)))
                continue
            files += [(f"{member.name}: {each}", content) for each, content in inner.files]
            over += [(f"{member.name}: {each}", reason) for each, reason in inner.over]
    if sum(len(content) for _, content in files) > MAX_TOTAL:
        raise BadFile(_too_much(name))
    return Unpacked(tuple(files), tuple(over))


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


def _too_much(name: str) -> str:
    return f"{name} holds more than {MAX_ENTRIES} files or {MAX_TOTAL // 2**20} MB. Hand in the write-up."


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[-60:] for name in names[:5])
    return shown + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _is_litter(name: str) -> bool:
    """What systems and editors leave behind."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in (".", "..")] or [""]
    return any(part.startswith((".", "__MACOSX", "__pycache__")) for part in parts) or parts[-1] == "Thumbs.db"


def _bounded(members: Iterator[_Member]) -> Iterator[_Member]:
    total = 0
    for count, member in enumerate(members):
        total += member.size
        if count >= MAX_ENTRIES or total > MAX_TOTAL:
            raise BadFile(_too_much("This archive"))
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
        _refuse_long_headers(data)
        self.archive = tarfile.TarFile(fileobj=io.BytesIO(data))

    def members(self) -> list[_Member]:
        regular = (info for info in self.archive if info.isfile())
        return list(_bounded(_Member(info.name, info.size) for info in regular))

    def content(self, member: _Member) -> bytes:
        stream = self.archive.extractfile(self.archive.getmember(member.name))
        return stream.read(member.size) if stream is not None else b""


def _refuse_long_headers(data: bytes) -> None:
    """Raise ValueError where an extended header is longer than names are: tarfile reads some in quadratic time."""
    place = 0
    while place + tarfile.BLOCKSIZE <= len(data):
        written = data[place + 124 : place + 136].strip(b"\0 ")
        size = int(written, 8) if written and not written.strip(b"01234567") else 0
        if data[place + 156 : place + 157] in (b"x", b"g", b"X", b"L", b"K") and size > MAX_HEADER:
            raise ValueError("a header of a tar is too long")
        place += tarfile.BLOCKSIZE * (1 + -(-size // tarfile.BLOCKSIZE))
