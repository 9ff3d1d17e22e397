"""The gradebook CSV that Canvas imports: Student, ID, SIS User ID, SIS Login ID, Section, the assignment's column.

A row left out is a grade left as it is, a blank would be a change; two decimals. Canvas' guides, "How do I import
grades in the Gradebook?". IDs come from the roster, Canvas' own export.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.batch.grades import Grades, two_decimals
from grader.batch.tables import parse, written
from grader.batch.trees import Trouble

NAME = "{}-canvas.csv"

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
DROPPED = ("current score", "current grade", "final score", "final grade", "current points", "final points")
"""Columns with these words are Canvas' own, and what is in them is not imported."""


def files(grades: Grades) -> Iterator[tuple[str, bytes]]:
    """One CSV. Raises Trouble where the column's name would make Canvas drop it."""
    column = _column(grades)
    rows: list[list[object]] = [
        [*HEADER, column],
        ["    Points Possible", "", "", "", "", two_decimals(grades.possible)],
    ]
    for grade in grades.settled():
        student = grade.standing.student
        cells = student.cells
        rows.append(
            [
                cells.get("student") or student.name,
                cells.get("id") or student.id,
                cells.get("sis user id", ""),
                cells.get("sis login id", ""),
                cells.get("section", student.section),
                two_decimals(grade.final),
            ]
        )
    yield "", written(rows).encode()


def _column(grades: Grades) -> str:
    """The assignment's column: as it was asked for, or the one in Canvas' own export that is called like it."""
    if grades.template is not None:
        header = (parse(*grades.template) or [[]])[0]
        found = [cell for cell in header if cell.casefold().startswith(grades.column.casefold())]
        if len(found) == 1:
            return found[0]
        theirs = ", ".join(cell for cell in header if cell.endswith(")")) or "none"
        raise Trouble(
            f"{grades.template[0]} has no single column for {grades.column!r}. Name one with --column: {theirs}"
        )
    if any(word in grades.column.casefold() for word in DROPPED):
        raise Trouble(f"Canvas drops a column called {grades.column!r}. Name the assignment's own with --column.")
    return grades.column
