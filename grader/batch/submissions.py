"""One submission as it was handed in: whose it is, and its files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from grader.batch.trees import Entry


class Person(NamedTuple):
    """A student as a platform tells of them; what is not known is "".

    key : the name under which they handed in, unique within the download. others : further identifiers.
    namesake : another in the download has the same name, so that it says nothing.
    """

    key: str
    name: str = ""
    email: str = ""
    others: tuple[str, ...] = ()
    namesake: bool = False


class HandedIn(NamedTuple):
    """One submission. people : the student, or all of a group. received : when, in ISO 8601, "" where unknown.

    late : whether the platform marks it so. trouble : why it can't be graded.
    """

    people: tuple[Person, ...]
    entries: tuple[Entry, ...]
    received: str = ""
    late: bool = False
    trouble: str = ""


_VERSION = re.compile(r"(?P<stem>.+?)-(?P<number>\d{1,3})(?P<suffix>\.\w+)?")


def latest(entries: Iterable[Entry], name_of: dict[Entry, str] | None = None) -> tuple[Entry, ...]:
    """Of files that a platform numbered as versions (hw4.md, hw4-1.md, hw4-2.md), the last.

    name_of : the names that the student gave, where the platform put something before them.
    """
    best: dict[tuple[str, ...], tuple[int, Entry]] = {}
    for entry in entries:
        name = (name_of or {}).get(entry, entry.name)
        version = _VERSION.fullmatch(name)
        number = int(version["number"]) if version else 0
        bare = version["stem"] + (version["suffix"] or "") if version else name
        slot = (*entry.path[:-1], bare) if name_of is None else (bare,)
        if slot not in best or number > best[slot][0]:
            best[slot] = number, entry
    return tuple(sorted(entry for _, entry in best.values()))
