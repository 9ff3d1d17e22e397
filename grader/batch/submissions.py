"""One submission as it was handed in: whose it is, and its files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from grader.batch.trees import Entry, Tree


class Person(NamedTuple):
    """A student as a platform describes them; what is not known is "".

    key : the name under which they handed in, unique within the download. others : further identifiers.
    guess : the name without a mark such as "(1)", which counts only where a roster has exactly that name.
    namesake : somebody else in the download has the same name, so that the name identifies nobody.
    """

    key: str
    name: str = ""
    email: str = ""
    others: tuple[str, ...] = ()
    guess: str = ""
    namesake: bool = False


class HandedIn(NamedTuple):
    """One submission. people : the student, or all of a group. received : when, as the platform writes it, or "".

    late : whether the platform marks it as late. trouble : why it can't be graded. doubt : what is not certain about
    whose it is. order : a number that rises from one submission of a student to their next, 0 where there is none.
    """

    people: tuple[Person, ...]
    entries: tuple[Entry, ...]
    received: str = ""
    late: bool = False
    trouble: str = ""
    doubt: str = ""
    order: int = 0


class Left(NamedTuple):
    """A file that is not read, and why.

    settled : whether nothing can be lost by it, so that nobody needs to look. handle : the tree's own of the file.
    """

    path: str
    reason: str
    settled: bool = False
    handle: Any = None


class Sorted(NamedTuple):
    """What a layout makes of a tree. own : the platform's own files. Files that are in no list belong to nobody."""

    submissions: list[HandedIn]
    left: tuple[Left, ...] = ()
    own: tuple[Entry, ...] = ()


def where(entry: Entry) -> str:
    """The entry's path as text."""
    return "/".join(entry.path)


def same(text: str) -> str:
    r"""The form in which identifiers and names are compared: composed letters (NFC), without case.

    >>> same("Jo\u0308rg") == same("J\u00d6RG")
    True
    """
    return unicodedata.normalize("NFC", text.strip()).casefold()


def fitting(tree: Tree, pattern: re.Pattern[str], own: int = 0, *, loose: bool = False) -> dict[Entry, re.Match[str]]:
    """The files whose first name, a folder's or their own, fits the pattern; none where fewer than nine in ten do.

    own : so many files are the platform's own and have other names. loose : only files that lie in no folder fit.
    """
    found = {
        entry: match
        for entry in tree.entries
        if (not loose or len(entry.path) == 1) and (match := pattern.fullmatch(entry.path[0]))
    }
    return found if len(found) * 10 >= (len(tree.entries) - own) * 9 else {}


def newest(attempts: dict[str, list[Entry]], who: str) -> tuple[str, list[Entry], list[Left]]:
    """The newest of a student's attempts by its time in ISO 8601, its files, and the files of earlier attempts."""
    last = max(attempts)
    earlier = [entry for time, entries in attempts.items() if time != last for entry in entries]
    return last, attempts[last], left(earlier, f"an earlier attempt of {who}")


def left(entries: Iterable[Entry], reason: str) -> list[Left]:
    """The entries as files that are left out for a reason that needs nobody's attention."""
    return [Left(where(entry), reason, True, entry.handle) for entry in entries]
