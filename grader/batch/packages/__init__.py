"""An assignment packed up for a platform that grades by itself: one file a platform, found by being there."""

from __future__ import annotations

from typing import Protocol, cast

from grader.authoring import Assignment
from grader.batch.trees import Trouble


class Package(Protocol):
    """What a module of this package has."""

    NAME: str
    """The file's usual name, with {} for the assignment."""

    def pack(self, assignment: Assignment) -> bytes:
        """The package. Raises Trouble."""


def packages() -> tuple[str, ...]:
    """The names of all platforms."""
    import pkgutil

    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"))


def load(name: str) -> Package:
    """The platform of that name. Raises Trouble, which tells which there are."""
    if name not in packages():
        raise Trouble(f"There is no platform {name[:60]!r}: choose from {', '.join(packages())}.")
    import importlib

    return cast(Package, importlib.import_module(f"{__name__}.{name}"))
