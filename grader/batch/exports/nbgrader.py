"""nbgrader's own table of grades, as `nbgrader export` writes it (nbgrader 0.9, plugins/export.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.batch.grades import Grades, two_decimals
from grader.batch.tables import line

NAME = "{}-nbgrader.csv"

HEADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def files(grades: Grades) -> Iterator[tuple[str, Iterable[bytes]]]:
    """One CSV."""
    yield "", _lines(grades)


def _lines(grades: Grades) -> Iterator[bytes]:
    due = grades.due.strftime("%Y-%m-%d %H:%M:%S") if grades.due else ""
    yield line(HEADER)
    for grade in grades.settled():
        student = grade.standing.student
        last, first = parts(student.name)
        yield line(
            [
                grades.assignment,
                due,
                grade.standing.received,
                student.id,
                last,
                first,
                student.email,
                two_decimals(grade.earned),
                two_decimals(grade.penalty),
                two_decimals(grade.final),
                two_decimals(grades.possible),
            ]
        )


def parts(name: str) -> tuple[str, str]:
    """Family name and given names.

    >>> parts("Ada King Lovelace"), parts("Lovelace, Ada"), parts("Wei")
    (('Lovelace', 'Ada King'), ('Lovelace', 'Ada'), ('Wei', ''))
    """
    if "," in name:
        last, first = name.split(",", 1)
        return last.strip(), first.strip()
    first, _, last = name.rpartition(" ")
    return last, first
