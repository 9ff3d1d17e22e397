"""What was downloaded, as a list of files: a folder or a zip, of which nothing is unpacked and no link is followed."""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

MAX_FILES = 1_000_000
MAX_DEPTH = 24
"""Folders within folders beyond this are not entered."""

LITTER = frozenset({"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini", "node_modules"})

_UTF8_NAME = 0x800


class Trouble(Exception):  # noqa: N818 - a message for the person who called, with a way out
    """Something outside of us is in the way; the message says what and what to do."""


class Entry(NamedTuple):
    """A regular file. path : its folders and its name, in letters that can be shown. size : in bytes.

    handle : what its tree opens it by.
    """

    path: tuple[str, ...]
    size: int
    handle: Any

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path[-1]


class Tree(Protocol):
    """A folder or a zip."""

    root: str
    entries: tuple[Entry, ...]
    skipped: tuple[str, ...]
    """Paths of links, devices and what can't be opened: none of them is an entry."""
    litter: int
    """Number of files and folders that systems and editors left behind; none of them is an entry."""
    remarks: tuple[str, ...]

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most `limit` bytes of the file. Raises Trouble where it can't be read."""


class Folder:
    """The regular files below a folder; links and devices are named in the remarks, never opened."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._skipped: list[str] = []
        self._odd = 0
        self.litter = 0
        self.entries = tuple(sorted(self._walk(root, ())))
        self.skipped = tuple(self._skipped)
        self.remarks = tuple(_told(self._odd))

    def _walk(self, folder: str, above: tuple[str, ...]) -> Iterator[Entry]:
        try:
            found = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as trouble:
            self._skipped.append(f"{'/'.join(above) or folder} ({trouble.strerror})")
            return
        for item in found:
            name = shown(item.name)
            self._odd += not item.name.isascii() and _undecoded(item.name)
            path = (*above, name)
            if is_litter(name):
                self.litter += 1
                continue
            if item.is_symlink() or not (item.is_file(follow_symlinks=False) or item.is_dir(follow_symlinks=False)):
                self._skipped.append("/".join(path))
            elif item.is_file(follow_symlinks=False):
                yield Entry(path, item.stat(follow_symlinks=False).st_size, item.path)
            elif len(path) < MAX_DEPTH:
                yield from self._walk(item.path, path)
            else:
                self._skipped.append("/".join(path)[:200])

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most `limit` bytes of the file. Raises Trouble where it can't be read."""
        try:
            descriptor = os.open(entry.handle, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with open(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise Trouble(f"{entry.name} is no ordinary file.")
                return file.read(limit)
        except OSError as trouble:
            raise Trouble(f"{entry.name} can't be opened: {trouble.strerror}.") from None


class Zip:
    """The regular files in a zip, read one by one. Raises Trouble where it is damaged."""

    def __init__(self, root: str) -> None:
        self.root = root
        try:
            self.archive = zipfile.ZipFile(root)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as trouble:
            raise Trouble(
                f"{root} can't be opened as a zip ({trouble}). Was the download cut short? Fetch it again, or unpack "
                "it and name the folder."
            ) from None
        self._skipped: list[str] = []
        self._odd = 0
        self.litter = 0
        self.entries = tuple(sorted(self._listed(), key=lambda entry: entry.path))
        self.skipped = tuple(self._skipped)
        self.remarks = tuple(_told(self._odd))

    def _listed(self) -> Iterator[Entry]:
        for count, info in enumerate(self.archive.infolist()):
            if count >= MAX_FILES:
                raise Trouble(f"{self.root} holds more than {MAX_FILES} files.")
            name, odd = _zip_name(info)
            self._odd += odd
            parts = tuple(part for part in shown(name).replace("\\", "/").split("/") if part not in ("", "."))
            if info.is_dir() or not parts:
                continue
            if any(map(is_litter, parts)):
                self.litter += 1
                continue
            if ".." in parts or name.startswith(("/", "\\")) or (info.external_attr >> 28) == 0xA:
                self._skipped.append(shown(name)[:200])
            else:
                yield Entry(parts, info.file_size, info)

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most `limit` bytes of the file. Raises Trouble where it can't be read."""
        try:
            with self.archive.open(entry.handle) as stream:
                return stream.read(limit)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error):
            raise Trouble(f"{entry.name} is damaged or locked within {os.path.basename(self.root)}.") from None


class Part:
    """A tree without its outermost folder, where that is the only one."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.root, self.remarks = tree.root, tree.remarks
        self.skipped, self.litter = tree.skipped, tree.litter
        self.entries = tuple(entry._replace(path=entry.path[1:]) for entry in tree.entries)

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most `limit` bytes of the file. Raises Trouble where it can't be read."""
        return self._tree.read(entry, limit)


def opened(path: str) -> Tree:
    """The tree at a path. Raises Trouble where there is neither a folder nor a zip."""
    if os.path.isdir(path):
        return Folder(path)
    if not os.path.isfile(path):
        raise Trouble(f"There is no folder or file {shown(path)}. Name the folder or zip that the platform gave you.")
    return Zip(path)


def wrapped(tree: Tree) -> bool:
    """Whether everything lies in one folder."""
    tops = {entry.path[0] for entry in tree.entries}
    return len(tops) == 1 and all(len(entry.path) > 1 for entry in tree.entries)


def shown(name: str) -> str:
    r"""A file's name in letters that can be stored: composed (NFC), and bytes that are no UTF-8 stand as escapes.

    >>> shown("caf\udce9.md")
    'caf\\xe9.md'
    """
    whole = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", whole)


def _undecoded(name: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in name)


def is_litter(name: str) -> bool:
    """Whether a file or folder of that name is what systems leave behind."""
    return (name[:1] == "." and name != "..") or name in LITTER


def _zip_name(info: zipfile.ZipInfo) -> tuple[str, bool]:
    """The name, and whether it was not said to be UTF-8; then it is tried all the same, as Unix tools write it."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename, False
    try:
        return info.filename.encode("cp437").decode("utf-8"), True
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename, True


def _told(odd: int) -> Iterator[str]:
    if odd:
        yield f"{odd} file names are not UTF-8; what could not be read in them is shown as \\x…."
