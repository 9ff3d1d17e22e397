"""Grades in the forms that platforms import: one file a form, found by being there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, cast

from grader.batch.grades import Grades
from grader.batch.trees import Trouble


class Export(Protocol):
    """What a module of this package has."""

    NAME: str
    """The file's usual name, with {} for the assignment; of a folder, where it ends in a slash."""

    def files(self, grades: Grades) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The files: a name, "" for the only one, and the bytes, in pieces. Raises Trouble."""


def exports() -> tuple[str, ...]:
    """The names of all forms."""
    import pkgutil

    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"))


def load(name: str) -> Export:
    """The form of that name. Raises Trouble, which tells which there are."""
    if name not in exports():
        raise Trouble(f"There is no form {name[:60]!r}: choose from {', '.join(exports())}.")
    import importlib

    return cast(Export, importlib.import_module(f"{__name__}.{name}"))
