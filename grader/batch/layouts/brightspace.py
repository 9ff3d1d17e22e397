"""Brightspace's download: `<number>-<number> - <name> - <time>` as a folder, or before each file's name.

The time is that of the submission, "Sep 24, 2026 926 PM", without a colon. A student has an entry for each submission;
the newest counts where all times can be read.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

from grader.batch.submissions import HandedIn, Left, Person, Sorted, fitting, newest
from grader.batch.trees import Entry, Tree

TITLE = "a Brightspace download"
RANK = 14

_NAME = re.compile(r"(?P<pair>\d+-\d+) ?- ?(?P<name>.+?) ?- (?P<time>[^-]*\d{4}[^-]*?)(?: - (?P<file>.+))?", re.S)


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """One submission for each student, told apart by the numbers and the name."""
    del assignment
    fits = fitting(tree, _NAME, own=sum(entry.path == ("index.html",) for entry in tree.entries))
    if not fits:
        return None
    students: dict[tuple[str, str], dict[str, list[Entry]]] = {}
    for entry, found in fits.items():
        inner = entry.path[1:] or (found["file"] or entry.name,)
        times = students.setdefault((found["pair"], found["name"]), {})
        times.setdefault(_iso(found["time"]), []).append(entry._replace(path=inner))
    names = Counter(name for _, name in students)
    made: list[HandedIn] = []
    over: list[Left] = []
    for (pair, name), times in students.items():
        person = Person(name if names[name] == 1 else f"{name} ({pair})", name, others=(pair,) * (names[name] > 1))
        if all(re.match(r"\d{4}-", time) for time in times):
            time, entries, earlier = newest(times, name)
            over += earlier
        else:
            time, entries = next(iter(times)), [entry for held in times.values() for entry in held]
        made.append(HandedIn((person,), tuple(entries), time))
    return Sorted(made, tuple(over))


def _iso(written: str) -> str:
    """ISO 8601 without a zone, or what is written where it is another language's.

    >>> _iso("Sep 24, 2026 926 PM"), _iso("24 septembre, 2026 2126")
    ('2026-09-24T21:26:00', '24 septembre, 2026 2126')
    """
    found = re.fullmatch(r"(.+?\d{4}),? (\d{1,2}):?(\d\d)(?: ?([AP]M))?", written.strip(), re.I)
    if found:
        clock = f"{int(found[2]):02}:{found[3]} {found[4] or ''}".strip()
        for day in ("%b %d, %Y", "%B %d, %Y", "%d %b, %Y", "%d %B, %Y", "%d %B %Y"):
            try:
                return datetime.strptime(
                    f"{found[1]} {clock}", f"{day} {'%I:%M %p' if found[4] else '%H:%M'}"
                ).isoformat()
            except ValueError:
                continue
    return written.strip()
