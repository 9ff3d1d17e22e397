"""Who handed in what: submissions found in what a platform lets its staff download."""

from __future__ import annotations

import importlib
import os
import pkgutil
from typing import NamedTuple, Protocol, cast

from grader.batch.roster import names
from grader.batch.submissions import HandedIn, Left, Sorted, same, where
from grader.batch.times import normal
from grader.batch.trees import Entry, Folder, Part, Tree, Trouble, opened, wrapped

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

    def submissions(self, tree: Tree, assignment: str) -> Sorted | None:
        """What was handed in, None where the tree is not laid out like this."""


class Found(NamedTuple):
    """All submissions of a download, sorted by student. layout : which one it was taken for.

    left : every file that is in no submission, with the reason. own : how many files are the platform's own, or were
    left behind by systems and editors. Each file of the download is in a submission, in `left`, or counted in `own`.
    """

    layout: str
    tree: Tree
    submissions: tuple[HandedIn, ...]
    left: tuple[Left, ...] = ()
    own: int = 0
    remarks: tuple[str, ...] = ()


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
        fits = [_found(name, each, made) for each in candidates if (made := form.submissions(each, assignment))]
        guesses += [fit for fit in fits if fit.submissions]
        if guesses and form.RANK < GENERIC:
            return guesses[0]
    if guesses:  # a folder around everything may be the platform's or the only student's
        return max(guesses, key=lambda guess: len(guess.submissions))
    if layout:
        raise Trouble(f"{path} is not laid out like {load(layout).TITLE}. Leave out --layout, and it will be guessed.")
    raise Trouble(f"Nothing in {path} looks like a submission. Is this what the platform gave you?")


def _found(name: str, tree: Tree, made: Sorted) -> Found:
    submissions = [each._replace(received=normal(each.received)) for each in made.submissions]
    paths = {entry.handle: where(entry) for entry in tree.entries}
    claimed = {entry.handle for each in submissions for entry in each.entries} | {each.handle for each in made.left}
    claimed |= {entry.handle for entry in made.own}
    rest = [entry for entry in tree.entries if entry.handle not in claimed]
    own = len(made.own) + sum(map(_ours, rest))
    left = [each._replace(path=paths[each.handle]) for each in made.left]
    why = "the table does not list it" if name == "mapping" else "it is not named like the others"
    left += [Left(where(entry), why) for entry in rest if not _ours(entry)]
    left += [Left(path, "a link or a device, too deep, or it can't be opened") for path in tree.skipped]
    left += [Left(where(entry), "one of too many files") for each in submissions for entry in _over(each)]
    ordered = sorted(map(_bounded, _namesakes(submissions)), key=lambda each: [person.key for person in each.people])
    return Found(name, tree, tuple(ordered), tuple(left), own + tree.litter, tree.remarks)


def _namesakes(submissions: list[HandedIn]) -> list[HandedIn]:
    """The submissions, with those marked whose names say nothing."""
    keys: dict[str, set[str]] = {}
    for each in submissions:
        for person in each.people:
            for way in names(person.name or person.key):
                keys.setdefault(way, set()).add(person.key)
    several = {key for held in keys.values() if len(held) > 1 for key in held}
    if not several:
        return submissions
    return [
        each._replace(people=tuple(person._replace(namesake=person.key in several) for person in each.people))
        for each in submissions
    ]


def _ours(entry: Entry) -> bool:
    """Whether the file is the platform's own."""
    name = same(entry.name)
    top = len(entry.path) == 1
    return name in ("submission_metadata.yml", "timestamp.txt") or (
        top and (name.endswith(".csv") or name == "index.html")
    )


def _bounded(handed_in: HandedIn) -> HandedIn:
    over = _over(handed_in)
    if not over:
        return handed_in
    told = f"{len(over)} files were handed in; more than {MAX_FILES_EACH} are not read."
    return handed_in._replace(entries=(), trouble=f"{told} A person has to look for the answer.")


def _over(handed_in: HandedIn) -> tuple[Entry, ...]:
    """All files of a submission with too many of them."""
    return handed_in.entries if len(handed_in.entries) > MAX_FILES_EACH else ()


def _mapped(path: str) -> Tree:
    """The folder of a CSV, with the CSV's own name for its root."""
    if not os.path.isfile(path):
        raise Trouble(f"There is no file {path}.")
    tree = Folder(os.path.dirname(path) or os.curdir)
    tree.root = path
    return tree
