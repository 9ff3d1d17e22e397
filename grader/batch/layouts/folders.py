"""One folder for each student, called by their name or ID; of GitHub Classroom, called "hw4-<user>"."""

from __future__ import annotations

from grader.batch.owners import student
from grader.batch.submissions import HandedIn, Left, Person, Sorted, left
from grader.batch.trees import Entry, Tree

TITLE = "a folder for each student"
RANK = 40


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """One submission for each folder; of folders called by assignments within it, this one's."""
    folders: dict[str, list[Entry]] = {}
    for entry in tree.entries:
        if len(entry.path) > 1:
            folders.setdefault(entry.path[0], []).append(entry)
    if not folders or sum(map(len, folders.values())) * 2 < len(tree.entries):
        return None
    called = {name: student(f"{name}.md", assignment) for name in folders}
    if len(set(called.values())) < len(called):  # what is a mark in a file's name is part of a folder's
        called = {name: name for name in folders}
    made, over = [], []
    for name, entries in folders.items():
        own, others = _own(entries, assignment)
        over += others
        made.append(HandedIn((Person(called[name], others=(name,)),), own))
    return Sorted(made, tuple(over))


def _own(entries: list[Entry], assignment: str) -> tuple[tuple[Entry, ...], list[Left]]:
    """The files of this assignment, by their paths within the student's folder, and those of others."""
    mine = [entry for entry in entries if len(entry.path) > 2 and entry.path[1].casefold() == assignment.casefold()]
    if not mine:
        return tuple(entry._replace(path=entry.path[1:]) for entry in entries), []
    folders = {entry.path[1] for entry in entries if len(entry.path) > 2} - {mine[0].path[1]}
    others = [entry for entry in entries if len(entry.path) > 2 and entry.path[1] in folders]
    loose = [entry for entry in entries if len(entry.path) == 2]
    own = [entry._replace(path=entry.path[2:]) for entry in mine] + [
        entry._replace(path=entry.path[1:]) for entry in loose
    ]
    return tuple(own), left(others, "of another assignment")
