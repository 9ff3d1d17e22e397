"""A folder with Gradescope's results.json of each student."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from grader.batch.grades import Grade, Grades, two_decimals
from grader.batch.naming import file_name
from grader.gradescope import failure, results
from grader.model.verdicts import number

NAME = "{}-gradescope/"


def files(grades: Grades) -> Iterator[tuple[str, Iterable[bytes]]]:
    """`<student>/results.json` of everybody who handed in."""
    for grade in grades.each():
        if grade.standing.number is not None:
            text = json.dumps(_results(grade, grades), allow_nan=False, ensure_ascii=False, indent=1)
            yield f"{file_name(grade.standing.student.id)}/results.json", (text.encode("utf-8", "replace"),)


def _results(grade: Grade, grades: Grades) -> dict[str, object]:
    standing = grade.standing
    if standing.status != "graded":
        return failure(standing.reason or "This was not graded yet.")
    found = results(standing.report(grades.assignment))
    if grade.penalty:
        found["score"] = number(grade.final)
        found["output"] += f"\n\nLate: {two_decimals(grade.penalty)} points were taken."
    return found
