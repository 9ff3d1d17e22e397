"""Who handed in what: submissions found in what a platform lets its staff download."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Protocol, cast

from grader.batch.roster import compact
from grader.batch.submissions import HandedIn
from grader.batch.trees import Folder, Part, Tree, Trouble, opened, wrapped

MAX_FILES_EACH = 1_000
"""Files of one submission; with more it is not read but told."""


GENERIC = 40
"""Layouts of this rank and above fit nearly anything; of these the one that finds more submissions is taken."""


WRAPPINGS = 3
"""So many folders that hold everything are looked into."""


class Layout(Protocol):
    """What a module in `layouts` has."""

    TITLE: str
    RANK: int
    """Layouts of a lower rank are tried first: the surest."""

    def submissions(self, tree: Tree, assignment: str) -> list[HandedIn] | None:
        """What was handed in, None where the tree is not laid out like this."""


class Found(NamedTuple):
    """All submissions of a download, sorted by student. layout : which one it was taken for."""

    layout: str
    tree: Tree
    submissions: tuple[HandedIn, ...]
    remarks: tuple[str, ...]


def layouts() -> tuple[str, ...]:
    """The names of all layouts, the surest first."""
    from grader.batch import layouts as package

    names = [module.name for module in pkgutil.iter_modules(package.__path__) if module.name[0] != "_"]
    return tuple(sorted(names, key=lambda name: (load(name).RANK, name)))


def load(name: str) -> Layout:
    """The layout of that name. Raises ModuleNotFoundError where there is none."""
    return cast(Layout, importlib.import_module(f"grader.batch.layouts.{name}"))


def discover(path: str, assignment: str, layout: str | None = None) -> Found:
    """Every submission below a path: a folder, a zip, or a CSV that maps students to files.

    layout : the layout's name, None where it is to be told from the files. Raises Trouble where nothing is found.
    """
    tree = _mapped(path) if path.casefold().endswith(".csv") else opened(path)
    if not tree.entries:
        raise Trouble(f"{path} holds no files. Name the folder or zip that the platform gave you.")
    candidates = [tree]
    while wrapped(candidates[-1]) and len(candidates) <= WRAPPINGS:
        candidates.append(Part(candidates[-1]))
    guesses: list[Found] = []
    for name in (layout,) if layout else layouts():
        form = load(name)
        fits = [_found(name, each, form.submissions(each, assignment) or ()) for each in candidates]
        guesses += [fit for fit in fits if fit.submissions]
        if guesses and form.RANK < GENERIC:
            return guesses[0]
    if guesses:  # a folder around everything may be the platform's or the only student's
        return max(guesses, key=lambda guess: len(guess.submissions))
    if layout:
        raise Trouble(f"{path} is not laid out like {load(layout).TITLE}. Leave out --layout, and it will be guessed.")
    raise Trouble(f"Nothing in {path} looks like a submission. Is this what the platform gave you?")


def _found(name: str, tree: Tree, submissions: Iterable[HandedIn]) -> Found:
    listed = list(submissions)
    claimed = {entry.handle for each in listed for entry in each.entries}
    over = ["/".join(entry.path) for entry in tree.entries if entry.handle not in claimed and not _ours(entry.path[-1])]
    more = f" and {len(over) - 5} more" if len(over) > 5 else ""
    left = (f"Nobody's, or of earlier versions, and not read: {', '.join(over[:5])}{more}.",) if over and listed else ()
    ordered = sorted(map(_bounded, _namesakes(listed)), key=lambda each: [person.key for person in each.people])
    return Found(name, tree, tuple(ordered), (*tree.remarks, *left))


def _namesakes(submissions: list[HandedIn]) -> list[HandedIn]:
    """The submissions, with those marked whose names say nothing."""
    counts = Counter(compact(person.name or person.key) for each in submissions for person in each.people)
    if all(count == 1 for count in counts.values()):
        return submissions
    return [
        each._replace(
            people=tuple(
                person._replace(namesake=counts[compact(person.name or person.key)] > 1) for person in each.people
            )
        )
        for each in submissions
    ]


def _ours(name: str) -> bool:
    """Whether a file of that name is the platform's own."""
    return name in ("submission_metadata.yml", "timestamp.txt") or name.casefold().endswith(".csv")


def _bounded(handed_in: HandedIn) -> HandedIn:
    count = len(handed_in.entries)
    if count <= MAX_FILES_EACH:
        return handed_in
    told = (
        f"{count} files were handed in; more than {MAX_FILES_EACH} are not read. A person has to look for the answer."
    )
    return handed_in._replace(entries=(), trouble=told)


def _mapped(path: str) -> Tree:
    """The folder of a CSV, with the CSV's own name for its root."""
    if not os.path.isfile(path):
        raise Trouble(f"There is no file {path}.")
    tree = Folder(os.path.dirname(path) or os.curdir)
    tree.root = path
    return tree
