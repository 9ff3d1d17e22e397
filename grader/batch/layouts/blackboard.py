"""Blackboard's "Assignment File Download": `<assignment>_<user>_attempt_<time>_<file>` beside `…_attempt_<time>.txt`.

The .txt names the student and holds what was typed into the field for text; with nothing typed, Blackboard says so.
Each attempt is a whole submission; the newest counts.
"""

from __future__ import annotations

import re

from grader.batch.submissions import HandedIn, Left, Person, Sorted, fitting, newest
from grader.batch.trees import Entry, Tree, Trouble

TITLE = "a Blackboard download"
RANK = 12

_NAME = re.compile(
    r"(?P<head>.+)_attempt_(?P<day>\d{4}-\d\d-\d\d)-(?P<clock>\d\d-\d\d-\d\d)(?:_(?P<file>.+)|\.txt)", re.S
)
_WHO = re.compile(r"^Name:\s*(.+?)\s*(?:\([^()]*\))?\s*$", re.M)
NOTHING_TYPED = "There is no student submission text data"
MAX_INFO = 64 * 2**10


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """One submission for each user: all files of the newest attempt."""
    del assignment
    fits = fitting(tree, _NAME, loose=True)
    if not fits:
        return None
    start = _before_user([found["head"] for found in fits.values()])
    attempts: dict[str, dict[str, list[Entry]]] = {}
    names: dict[str, str] = {}
    over: list[Left] = []
    own: list[Entry] = []
    for entry, found in fits.items():
        user = found["head"][start:]
        kept = entry._replace(path=(found["file"] or "text.txt",))
        files = attempts.setdefault(user, {}).setdefault(f"{found['day']}T{found['clock'].replace('-', ':')}", [])
        told = "" if found["file"] else _told(tree, entry)
        names.setdefault(user, "")
        names[user] = next(iter(_WHO.findall(told)), "") or names[user]
        if NOTHING_TYPED in told:
            own.append(entry)
        else:
            files.append(kept)
    made = []
    for user, mine in attempts.items():
        time, entries, earlier = newest(mine, user)
        over += earlier
        made.append(HandedIn((Person(user, names[user]),), tuple(entries), time))
    return Sorted(made, tuple(over), tuple(own))


def _before_user(heads: list[str]) -> int:
    """Where the user begins, behind the assignment's name, which is the same for all and may have underscores."""
    different = sorted(set(heads))
    if len(different) == 1:
        return different[0].rfind("_") + 1
    first, last = different[0], different[-1]  # of sorted texts, what these share, all share
    shared = next(
        (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return first[:shared].rfind("_") + 1


def _told(tree: Tree, entry: Entry) -> str:
    try:
        return tree.read(entry, MAX_INFO).decode("utf-8", "replace")
    except Trouble:
        return ""
