"""Auto-graded homework for deep-learning courses: `check("hw4", "hw4.md")` reads, judges and explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os

    from grader.authoring import Assignment
    from grader.model.verdicts import Report, Verdict

__version__ = "0.1.0"
__all__ = ["Report", "Verdict", "__version__", "check", "load"]


def load(name: str) -> Assignment:
    """The installed assignment of that name ("hw4").

    Raises grader.authoring.UnknownAssignment, whose message suggests the nearest name.
    """
    from grader.authoring import load

    return load(name)


def check(assignment: str | Assignment, path: str | os.PathLike[str], *, data: bytes | None = None) -> Report:
    """The verdicts on what was handed in: a sheet, a write-up or a notebook.

    data : the file's bytes where they are at hand; `path` then only names it. Raises grader.model.documents.BadFile
    where the file can't be read and grader.authoring.UnknownAssignment where there is no such assignment; both
    messages are fit for the student.
    """
    from grader.reading import read
    from grader.scoring import grade

    chosen = load(assignment) if isinstance(assignment, str) else assignment
    return grade(chosen, read(path, data=data))


def __getattr__(name: str) -> Any:
    if name in ("Report", "Verdict"):
        from grader.model import verdicts

        return getattr(verdicts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
