"""The gradebook CSV that Canvas imports: Student, ID, SIS User ID, SIS Login ID, Section, the assignment's column.

A row left out is a grade left as it is, a blank would be a change; two decimals. Canvas' guides, "How do I import
grades in the Gradebook?". IDs come from the roster, Canvas' own export.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from grader.batch.grades import Grades, two_decimals
from grader.batch.roster import columns
from grader.batch.submissions import same
from grader.batch.tables import line
from grader.batch.trees import Trouble

NAME = "{}-canvas.csv"

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
DROPPED = ("current score", "current grade", "final score", "final grade", "current points", "final points")
"""Columns with these words are Canvas' own, and what is in them is not imported."""


def files(grades: Grades) -> Iterator[tuple[str, Iterable[bytes]]]:
    """One CSV. Raises Trouble where the column's name would make Canvas drop it."""
    yield "", _lines(grades, _column(grades))


def _lines(grades: Grades, column: str) -> Iterator[bytes]:
    yield line([*HEADER, column])
    yield line(["    Points Possible", "", "", "", "", two_decimals(grades.possible)])
    for grade in grades.settled():
        student = grade.standing.student
        cells = student.cells
        yield line(
            [
                cells.get("student") or student.name,
                cells.get("id") or student.id,
                cells.get("sis user id", ""),
                cells.get("sis login id", ""),
                cells.get("section", student.section),
                two_decimals(grade.final),
            ]
        )


def _column(grades: Grades) -> str:
    """The assignment's column: as it was asked for, or the one in Canvas' own export of that name and a number."""
    if grades.template is not None:
        name, data = grades.template
        header = columns(name, data)
        found = [cell for cell in header if _named(cell, grades.column)]
        if len(found) == 1:
            return found[0]
        theirs = ", ".join(cell for cell in header if cell.endswith(")")) or "none"
        raise Trouble(f"{name} has no single column for {grades.column!r}. Name one with --column: {theirs}")
    if any(word in grades.column.casefold() for word in DROPPED):
        raise Trouble(f"Canvas drops a column called {grades.column!r}. Name the assignment's own with --column.")
    return grades.column


def _named(cell: str, column: str) -> bool:
    """Whether a header is the column: the whole name, with or without Canvas' number behind it."""
    return same(cell) == same(column) or re.sub(r" ?\(\d+\)$", "", same(cell)) == same(column)
