"""Moodle's "Download all submissions": folders called `<Full name>_<id>_assignsubmission_file_`.

Without "Download submissions in folders" the same stands before the file's name. The number is the participant's,
"Participant 12345" in the grading worksheet. With groups their name and a dash stand before the full name (Moodle 4,
mod/assign/locallib.php).
"""

from __future__ import annotations

import re

from grader.batch.submissions import HandedIn, Person, Sorted, fitting
from grader.batch.trees import Entry, Tree

TITLE = "a Moodle download"
RANK = 20

_NAME = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)", re.S)


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """One submission for each participant."""
    del assignment
    names: dict[str, str] = {}
    files: dict[str, list[Entry]] = {}
    for entry, found in fitting(tree, _NAME).items():
        inner = entry.path[1:] or (found["file"] or entry.name,)
        names[found["id"]] = found["name"]
        files.setdefault(found["id"], []).append(entry._replace(path=inner))
    made = [HandedIn((_person(number, names[number]),), tuple(entries)) for number, entries in files.items()]
    return Sorted(made) if made else None


def _person(number: str, name: str) -> Person:
    behind = name.rpartition("-")[2].strip()  # the group's name and a dash stand before the student's
    return Person(number, name, others=(f"Participant {number}",), guess=behind if behind != name else "")
