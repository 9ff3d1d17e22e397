"""Answer sheets to fill in: one file a format, found by being there; `grader.reading` reads them back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from grader.authoring import Assignment

IMPORTS = "import numpy as np"
"""What the code of an answer sheet begins with."""

MAX_HEAD = 4_000
"""Bytes within which a sheet says for whom it is."""


class Sheet(Protocol):
    """What a module of this package has."""

    SUFFIX: str

    def render(self, assignment: Assignment) -> str:
        """A sheet with every question and room for its answer, as the text of a file."""


def sheets() -> tuple[str, ...]:
    """The names of all formats."""
    import pkgutil

    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"))


def student_of(data: bytes, assignment: str) -> str | None:
    """The ID of the student for whom a sheet of that assignment was written, None where it has the printed numbers."""
    head = data[:MAX_HEAD].decode("utf-8", "replace")
    told = re.search(
        rf"grader check {re.escape(assignment)} --student (?:'([^'\n]{{1,100}})'|([\w.@+-]{{1,100}})) ", head
    )
    return (told[1] or told[2]) if told else None


def load(name: str) -> Sheet:
    """The format of that name. Raises ModuleNotFoundError where there is none."""
    import importlib

    return cast(Sheet, importlib.import_module(f"{__name__}.{name}"))
