"""Gradescope's "Export Submissions": a folder for each submission, and submission_metadata.yml that says whose it is.

Keys as in exports of 2024, Ruby's symbols (YAML's key of `:name: Ada` is ":name"): submitters with name, sid and email;
created_at; history. It is read with a loader that knows nothing but texts, lists and mappings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from grader.batch.submissions import HandedIn, Person
from grader.batch.trees import Entry, Tree, Trouble

TITLE = "a Gradescope export"
RANK = 0

METADATA = "submission_metadata.yml"
MAX_METADATA = 64 * 2**20

_RUBY_TIME = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?(?: ?(Z|UTC|[+-]\d\d:?\d\d))?")


def submissions(tree: Tree, assignment: str) -> list[HandedIn] | None:
    """The submissions that the metadata lists; a folder that it does not know is told apart, not lost."""
    del assignment
    metadata = [entry for entry in tree.entries if entry.path == (METADATA,)]
    if not metadata:
        return None
    folders: dict[str, list[Entry]] = {}
    for entry in tree.entries:
        if len(entry.path) > 1:
            folders.setdefault(entry.path[0], []).append(entry)
    return list(_submissions(folders, _listed(tree, metadata[0])))


def _listed(tree: Tree, metadata: Entry) -> dict[str, Any]:
    import yaml

    texts_only = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        loader = texts_only(tree.read(metadata, MAX_METADATA))
        try:
            listed = loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, RecursionError) as trouble:
        raise Trouble(f"{METADATA} is damaged ({str(trouble).splitlines()[0][:100]}). Export it again.") from None
    if not isinstance(listed, dict):
        raise Trouble(f"{METADATA} lists no submissions. Export it again.")
    return {str(key): value for key, value in listed.items() if isinstance(value, dict)}


def _submissions(folders: dict[str, list[Entry]], listed: dict[str, Any]) -> Iterator[HandedIn]:
    for name, entries in folders.items():
        told = listed.get(name, {})
        people = [
            _person(submitter, name) for submitter in told.get(":submitters") or () if isinstance(submitter, dict)
        ]
        inner = tuple(entry._replace(path=entry.path[1:]) for entry in entries)
        yield HandedIn(tuple(people) or (Person(name),), inner, _time(told.get(":created_at")))


def _person(submitter: dict[str, Any], folder: str) -> Person:
    name, sid, email = (_text(submitter.get(key)) for key in (":name", ":sid", ":email"))
    return Person(sid or email or name or folder, name, email)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) and value not in ("null", "~") else ""


def _time(value: object) -> str:
    """ISO 8601, from "2026-02-12 23:11:00.123456000 -08:00".

    >>> _time("2026-02-12 23:11:00.123456000 -08:00")
    '2026-02-12T23:11:00-08:00'
    """
    found = _RUBY_TIME.match(_text(value))
    if not found:
        return ""
    zone = {"Z": "+00:00", "UTC": "+00:00", None: ""}.get(found[3], found[3] or "")
    return f"{found[1]}T{found[2]}{zone}"
