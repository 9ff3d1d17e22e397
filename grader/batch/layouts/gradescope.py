"""Gradescope's "Export Submissions": a folder for each submission, and submission_metadata.yml that says whose it is.

Keys as in exports of 2024, Ruby's symbols (YAML's key of `:name: Ada` is ":name"): submitters with name, sid and email;
created_at; history. It is read with a loader that knows nothing but texts, lists and mappings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.batch.submissions import HandedIn, Person, Sorted
from grader.batch.trees import Entry, Tree, Trouble

TITLE = "a Gradescope export"
RANK = 0

METADATA = "submission_metadata.yml"
MAX_METADATA = 64 * 2**20


def submissions(tree: Tree, assignment: str) -> Sorted | None:
    """The submissions that the metadata lists, and the folders that it does not know under their own names."""
    del assignment
    metadata = [entry for entry in tree.entries if entry.path == (METADATA,)]
    if not metadata:
        return None
    listed = _listed(tree, metadata[0])
    files: dict[str, list[Entry]] = {name: [] for name in listed}
    for entry in tree.entries:
        if len(entry.path) > 1:
            files.setdefault(entry.path[0], []).append(entry._replace(path=entry.path[1:]))
        elif entry.name in listed:  # an assignment of PDF files has no folders
            files[entry.name].append(entry)
    return Sorted(list(_submissions(files, listed)))


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


def _submissions(files: dict[str, list[Entry]], listed: dict[str, Any]) -> Iterator[HandedIn]:
    for name, entries in files.items():
        told = listed.get(name, {})
        people = [
            _person(submitter, name) for submitter in told.get(":submitters") or () if isinstance(submitter, dict)
        ]
        doubt = "" if people else f"{METADATA} does not say whose {name} is"
        trouble = "" if entries else f"Gradescope lists {name}, but the export holds none of its files."
        time = _text(told.get(":created_at"))
        yield HandedIn(tuple(people) or (Person(name),), tuple(entries), time, trouble=trouble, doubt=doubt)


def _person(submitter: dict[str, Any], folder: str) -> Person:
    name, sid, email = (_text(submitter.get(key)) for key in (":name", ":sid", ":email"))
    return Person(sid or email or name or folder, name, email)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) and value not in ("null", "~") else ""
