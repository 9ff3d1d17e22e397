"""nbgrader's exchange: submitted/STUDENT/ASSIGNMENT/, with timestamp.txt beside the notebooks.

The timestamp is what `nbgrader submit` writes, "2026-02-12 23:11:00.123456 UTC" (nbgrader 0.9, exchange/submit.py), in
the zone that the course set; without one it is UTC.
"""

from __future__ import annotations

import re

from grader.batch.submissions import HandedIn, Person, Sorted, left
from grader.batch.trees import Entry, Tree, Trouble

TITLE = "an nbgrader tree"
RANK = 30

STAMP = "timestamp.txt"


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """The submissions for this assignment of all students."""
    depth = 1 if any(entry.path[0] == "submitted" for entry in tree.entries) else 0
    mine: dict[str, list[Entry]] = {}
    others: list[Entry] = []
    for entry in tree.entries:
        path = entry.path[depth:]
        if (depth and entry.path[0] != "submitted") or len(path) < 3:
            continue
        if path[1].casefold() == assignment.casefold():
            mine.setdefault(path[0], []).append(entry._replace(path=path[2:]))
        else:
            others.append(entry)
    fits = sum(map(len, mine.values())) + len(others)
    if not mine or (fits * 10 < len(tree.entries) * 9 and not depth):
        return None
    made = [HandedIn((Person(student),), *_with_time(tree, entries)) for student, entries in mine.items()]
    return Sorted(made, tuple(left(others, "of another assignment")))


def _with_time(tree: Tree, entries: list[Entry]) -> tuple[tuple[Entry, ...], str]:
    stamps = [entry for entry in entries if entry.path == (STAMP,)]
    rest = tuple(entry for entry in entries if entry not in stamps)
    if not stamps:
        return rest, ""
    try:
        written = tree.read(stamps[0], 100).decode("utf-8", "replace").strip()
    except Trouble:
        return rest, "?"
    return rest, f"{written} UTC" if re.fullmatch(r"[\d-]+[ T][\d:.]+", written) else written or "?"
