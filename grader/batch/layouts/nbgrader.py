"""nbgrader's exchange: submitted/STUDENT/ASSIGNMENT/, with timestamp.txt beside the notebooks.

The timestamp is what `nbgrader submit` writes, "2026-02-12 23:11:00.123456 UTC" (nbgrader 0.9, exchange/submit.py).
"""

from __future__ import annotations

import re

from grader.batch.submissions import HandedIn, Person
from grader.batch.trees import Entry, Tree, Trouble

TITLE = "an nbgrader tree"
RANK = 30

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(?: ?(?:UTC|Z|\+00:?00))?")


def submissions(tree: Tree, assignment: str) -> list[HandedIn] | None:
    """The submissions for this assignment of all students."""
    depth = 1 if any(entry.path[0] == "submitted" for entry in tree.entries) else 0
    mine: dict[str, list[Entry]] = {}
    fits = 0
    for entry in tree.entries:
        path = entry.path[depth:]
        if depth and entry.path[0] != "submitted":
            continue
        if len(path) > 2 and path[1].casefold() == assignment.casefold():
            mine.setdefault(path[0], []).append(entry._replace(path=path[2:]))
        fits += len(path) > 2
    if not mine or (fits * 10 < len(tree.entries) * 9 and not depth):
        return None
    return [HandedIn((Person(student),), *_with_time(tree, entries)) for student, entries in mine.items()]


def _with_time(tree: Tree, entries: list[Entry]) -> tuple[tuple[Entry, ...], str]:
    stamps = [entry for entry in entries if entry.path == ("timestamp.txt",)]
    rest = tuple(entry for entry in entries if entry not in stamps)
    if not stamps:
        return rest, ""
    try:
        found = _TIME.match(tree.read(stamps[0], 100).decode("ascii", "replace").strip())
    except Trouble:
        return rest, ""
    return rest, f"{found[1]}T{found[2]}+00:00" if found else ""
