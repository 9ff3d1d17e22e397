"""A table for people: one row a student, one column a question; everybody is in it, whatever waits."""

from __future__ import annotations

from collections.abc import Iterator

from grader.batch.grades import Grade, Grades, two_decimals
from grader.batch.tables import written

NAME = "{}.csv"

LAST = ("points", "possible", "late by days", "taken for it", "grade", "state")


def files(grades: Grades) -> Iterator[tuple[str, bytes]]:
    """One CSV. An empty cell is a question that nobody has decided yet; points are those so far."""
    labels = [label for label, _ in grades.questions]
    rows: list[list[object]] = [["id", "name", "email", "section", *labels, *LAST]]
    rows += [_row(grade, labels, grades) for grade in grades.each()]
    yield "", ("\ufeff" + written(rows)).encode()


def _row(grade: Grade, labels: list[str], grades: Grades) -> list[object]:
    standing = grade.standing
    student = standing.student
    points = {v.label: "" if v.outcome.open else two_decimals(v.points) for v in standing.verdicts}
    start: list[object] = [student.id, student.name, student.email, student.section]
    if standing.number is None:
        return [*start, *[""] * len(labels), "", two_decimals(grades.possible), "", "", "", "nothing handed in"]
    state = "not graded" if standing.status != "graded" else "waits for a person" if standing.waiting else "settled"
    return [
        *start,
        *(points.get(label, "") for label in labels),
        two_decimals(grade.earned),
        two_decimals(grades.possible),
        grade.late.days,
        two_decimals(grade.penalty),
        two_decimals(grade.final),
        state,
    ]
