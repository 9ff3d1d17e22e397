"""Loose files named by their students, as Google Classroom's folder in Drive has them: "Ada Lovelace - hw4.md"."""

from __future__ import annotations

import os
import re

from grader.batch.submissions import HandedIn, Person, latest
from grader.batch.trees import Entry, Tree

TITLE = "a folder of files"
RANK = 50

_COPY = re.compile(r"\s*\(\d{1,3}\)$|[ _.-]+(?:final|copy|v\d{1,2}|submission)$", re.I)


def submissions(tree: Tree, assignment: str) -> list[HandedIn] | None:
    """One submission for all files that have the same name but for the assignment's and the marks of copies."""
    loose: dict[str, list[Entry]] = {}
    for entry in tree.entries:
        if len(entry.path) == 1:
            loose.setdefault(student(entry.name, assignment), []).append(entry)
    return [HandedIn((Person(name),), latest(entries)) for name, entries in loose.items()] or None


def student(name: str, assignment: str) -> str:
    """Whose file it is, by its name.

    >>> [student(name, "hw4") for name in ("hw4_ada.md", "Ada Lovelace - hw4 (1).ipynb", "ada-hw4-final.md", "hw4.md")]
    ['ada', 'Ada Lovelace', 'ada', 'hw4']
    """
    stem = os.path.splitext(name)[0]
    if stem.casefold().endswith(".tar"):
        stem = stem[:-4]
    shorter = _COPY.sub("", stem)
    while shorter and shorter != stem:
        stem, shorter = shorter, _COPY.sub("", shorter)
    bare = re.sub(rf"(?:^|[ _.-]+){re.escape(assignment)}(?=$|[ _.-])", "", stem, flags=re.I).strip(" _.-")
    bare = re.sub(r"-\d{1,3}$", "", bare)
    return bare or stem
