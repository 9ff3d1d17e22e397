"""Reports in many forms: one file a format, found by being there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from grader.model.verdicts import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to be shown.

    width : columns of the terminal, or of a line of plain text. colour : escape codes are understood there.
    symbols : letters beyond ASCII are. reveal : for staff, with keys and rubrics. one_of_many : other reports follow.
    """

    width: int = 80
    colour: bool = False
    symbols: bool = True
    reveal: bool = False
    one_of_many: bool = False


class Format(Protocol):
    """What a module of this package has."""

    SUFFIX: str

    def render(self, report: Report, look: Look) -> str:
        """The report as text that ends in a line break."""


class UnknownFormat(Exception):  # noqa: N818 - the message is for a person
    """There is no report of that name; the message tells which there are."""


def formats() -> tuple[str, ...]:
    """The names of all formats."""
    import pkgutil

    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"))


def load(name: str) -> Format:
    """The format of that name. Raises UnknownFormat."""
    if name not in formats():
        raise UnknownFormat(f"There is no report format {name[:60]!r}: choose from {', '.join(formats())}.")
    import importlib

    return cast(Format, importlib.import_module(f"{__name__}.{name}"))
