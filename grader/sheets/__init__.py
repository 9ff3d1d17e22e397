"""Answer sheets to fill in: one file a format, found by being there; `grader.reading` reads them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from grader.authoring import Assignment


class Sheet(Protocol):
    """What a module of this package has."""

    SUFFIX: str

    def render(self, assignment: Assignment) -> str:
        """A sheet with every question and room for its answer, as the text of a file."""


def sheets() -> tuple[str, ...]:
    """The names of all formats."""
    import pkgutil

    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"))


def load(name: str) -> Sheet:
    """The format of that name. Raises ModuleNotFoundError where there is none."""
    import importlib

    return cast(Sheet, importlib.import_module(f"{__name__}.{name}"))
