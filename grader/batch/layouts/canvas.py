"""Canvas' "Download Submissions": loose files called `<name>[_LATE]_<user id>_<attachment id>_<file>`.

The name is the sortable one without spaces, in small letters ("lovelaceada"); a file that was handed in again is called
hw4-1.md, hw4-2.md …; a text that was typed into Canvas is `…_text.html`.
"""

from __future__ import annotations

import re

from grader.batch.submissions import HandedIn, Person, latest
from grader.batch.trees import Entry, Tree

TITLE = "a Canvas download"
RANK = 10

_NAME = re.compile(
    r"(?P<who>[^_]+)(?P<late>_LATE)?_(?P<user>\d+|[A-Za-z0-9]{5})_(?P<attachment>\d+|text)(?:_(?P<file>.+)|\.html)"
)


def submissions(tree: Tree, assignment: str) -> list[HandedIn] | None:
    """One submission for each user, where nearly all files are named like this."""
    del assignment
    named = {entry: _NAME.fullmatch(entry.name) for entry in tree.entries if len(entry.path) == 1}
    fits = {entry: found for entry, found in named.items() if found}
    if not fits or len(fits) * 10 < len(tree.entries) * 9:
        return None
    by_user: dict[str, list[Entry]] = {}
    for entry, found in fits.items():
        by_user.setdefault(found["user"], []).append(entry)
    return [_submission(user, entries, fits) for user, entries in by_user.items()]


def _submission(user: str, entries: list[Entry], fits: dict[Entry, re.Match[str]]) -> HandedIn:
    names = {entry: fits[entry]["file"] or "text.html" for entry in entries}
    kept = [entry._replace(path=(names[entry],)) for entry in latest(entries, names)]
    late = any(fits[entry]["late"] for entry in entries)
    return HandedIn((Person(user, fits[entries[0]]["who"]),), tuple(kept), late=late)
