"""Everything as data: an object a student, with the report as in docs/report.schema.json, without what is for staff."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from grader.batch.grades import Grade, Grades
from grader.model.verdicts import number

NAME = "{}.json"


def files(grades: Grades) -> Iterator[tuple[str, Iterable[bytes]]]:
    """One file with a list."""
    yield "", _students(grades)


def _students(grades: Grades) -> Iterator[bytes]:
    start = b"[\n"
    for grade in grades.each():
        yield start + json.dumps(_plain(grade, grades.assignment), ensure_ascii=False).encode("utf-8", "replace")
        start = b",\n"
    yield b"[]\n" if start == b"[\n" else b"\n]\n"


def _plain(grade: Grade, assignment: str) -> dict[str, object]:
    standing = grade.standing
    student = standing.student
    return {
        "id": student.id,
        "name": student.name,
        "email": student.email,
        "section": student.section,
        "handed_in": standing.number is not None,
        "received": standing.received or None,
        "status": standing.status,
        "waiting": standing.waiting,
        "late_days": grade.late.days if grade.late.late else None,
        "penalty": number(grade.penalty),
        "grade": number(grade.final),
        "report": standing.report(assignment).as_dict() if standing.number is not None else None,
        "notes": [{"label": label, "text": text} for label, text in standing.notes],
    }
