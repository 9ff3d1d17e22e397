"""Canvas' "Download Submissions": loose files called `<name>[_LATE]_<user id>_<attachment id>_<file>`.

The name is the sortable one without spaces, in small letters ("lovelaceada"); a file that was handed in again is called
hw4-1.md, hw4-2.md …; a text that was typed into Canvas is `…_text.html`. Where students are anonymous, the name is
"anon…" and the ID five letters and digits.
"""

from __future__ import annotations

import re
from collections import Counter

from grader.batch.submissions import HandedIn, Person, Sorted, fitting
from grader.batch.trees import Entry, Tree

TITLE = "a Canvas download"
RANK = 10

_NAME = re.compile(
    r"(?P<who>[^_]+)(?P<late>_LATE)?_(?P<user>\d+|(?<=anon_)[A-Za-z0-9]{5}|(?<=_LATE_)[A-Za-z0-9]{5})"
    r"_(?P<attachment>\d+|text)(?:_(?P<file>.+)|\.html)",
    re.S,
)


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """One submission for each user, where nearly all files are named like this."""
    del assignment
    fits = fitting(tree, _NAME, loose=True)
    if not fits:
        return None
    attachments = Counter(found["attachment"] for found in fits.values() if found["attachment"] != "text")
    if any(count > 1 for count in attachments.values()):  # Canvas numbers every file anew
        return None
    by_user: dict[str, list[Entry]] = {}
    for entry, found in fits.items():
        by_user.setdefault(found["user"], []).append(entry)
    return Sorted([_submission(user, entries, fits) for user, entries in by_user.items()])


def _submission(user: str, entries: list[Entry], fits: dict[Entry, re.Match[str]]) -> HandedIn:
    kept = [entry._replace(path=(fits[entry]["file"] or "text.html",)) for entry in entries]
    late = any(fits[entry]["late"] for entry in entries)
    uploads = [int(fits[entry]["attachment"]) for entry in entries if fits[entry]["attachment"].isdigit()]
    order = max(uploads, default=0)
    return HandedIn((Person(user, fits[entries[0]]["who"]),), tuple(kept), late=late, order=order % 2**62)
