"""One folder for each student, called by their name or ID."""

from __future__ import annotations

from grader.batch.submissions import HandedIn, Person
from grader.batch.trees import Entry, Tree

TITLE = "a folder for each student"
RANK = 40


def submissions(tree: Tree, assignment: str) -> list[HandedIn] | None:
    """One submission for each folder; of folders called by assignments within it, this one's."""
    folders: dict[str, list[Entry]] = {}
    for entry in tree.entries:
        if len(entry.path) > 1:
            folders.setdefault(entry.path[0], []).append(entry._replace(path=entry.path[1:]))
    if not folders or sum(map(len, folders.values())) * 2 < len(tree.entries):
        return None
    return [HandedIn((Person(name),), tuple(_own(entries, assignment))) for name, entries in folders.items()]


def _own(entries: list[Entry], assignment: str) -> list[Entry]:
    inner = [entry for entry in entries if len(entry.path) > 1 and entry.path[0].casefold() == assignment.casefold()]
    return [entry._replace(path=entry.path[1:]) for entry in inner] or entries
