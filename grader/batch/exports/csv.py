"""A table for people: one row a student, one column a question; everybody is in it, whatever waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from grader.batch.grades import Grade, Grades, two_decimals
from grader.batch.tables import line

NAME = "{}.csv"

LAST = ("points", "possible", "late by days", "taken for it", "grade", "state")


def files(grades: Grades) -> Iterator[tuple[str, Iterable[bytes]]]:
    """One CSV. An empty cell is a question that nobody has decided yet; points are those so far."""
    yield "", _lines(grades)


def _lines(grades: Grades) -> Iterator[bytes]:
    labels = [label for label, _ in grades.questions]
    yield "\ufeff".encode() + line(["id", "name", "email", "section", *labels, *LAST])
    for grade in grades.each():
        yield line(_row(grade, labels, grades))


def _row(grade: Grade, labels: list[str], grades: Grades) -> list[object]:
    standing = grade.standing
    student = standing.student
    points = {v.label: "" if v.outcome.open else two_decimals(v.points) for v in standing.verdicts}
    start: list[object] = [student.id, student.name, student.email, student.section]
    if standing.number is None:
        return [*start, *[""] * len(labels), "", two_decimals(grades.possible), "", "", "", "nothing handed in"]
    open_ = "waits for a person" if standing.waiting else "late by an unknown time" if grade.unknown else "settled"
    state = open_ if standing.status == "graded" else "not graded"
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
