"""A CSV that says which file is whose, with paths below its own folder.

Columns: student, file; and name, email, received where they are known.
"""

from __future__ import annotations

import os

from grader.batch.submissions import HandedIn, Person, Sorted
from grader.batch.tables import read_table
from grader.batch.trees import Entry, Tree, Trouble, shown

TITLE = "a CSV of students and files"
RANK = 0

MAX_BYTES = 64 * 2**20


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """What a mapping lists; several rows of one student are one submission. Raises Trouble."""
    del assignment
    if not tree.root.casefold().endswith(".csv"):
        return None
    name = os.path.basename(tree.root)
    sources = [entry for entry in tree.entries if entry.path == (shown(name),)]
    if not sources:
        raise Trouble(f"{name} can't be read: it is no ordinary file.")
    (source,) = sources
    rows = read_table(name, tree.read(source, MAX_BYTES))
    if not rows or not {"student", "file"} <= set(rows[0]):
        raise Trouble(f"{name} needs the columns student and file; it has {', '.join(rows[0]) if rows else 'no rows'}.")
    files = {"/".join(entry.path): entry for entry in tree.entries}
    found: dict[str, HandedIn] = {}
    for number, row in enumerate(rows, 2):
        if not row["student"]:
            raise Trouble(f"{name}, row {number}: it does not say whose {row['file'] or 'file'} is.")
        person = Person(row["student"], row.get("name", ""), row.get("email", ""))
        mine = found.get(person.key, HandedIn((person,), (), row.get("received", "")))
        entries, trouble = _looked_up(row["file"], files)
        found[person.key] = mine._replace(entries=mine.entries + entries, trouble=mine.trouble or trouble)
    return Sorted(list(found.values()))


def _looked_up(written: str, files: dict[str, Entry]) -> tuple[tuple[Entry, ...], str]:
    path = shown(os.path.normpath(written)).replace("\\", "/")
    if os.path.isabs(written) or path.startswith(".."):
        return (), f"{written} lies outside of the mapping's folder and was not read."
    inside = tuple(
        entry._replace(path=tuple(name[len(path) + 1 :].split("/")))
        for name, entry in files.items()
        if name.startswith(f"{path}/")
    )
    if path in files:
        return (files[path]._replace(path=(files[path].name,)),), ""
    return inside, "" if inside else f"There is no file {written}."
