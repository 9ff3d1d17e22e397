"""What Moodle imports: the teacher's own grading worksheet filled in, or a CSV for the gradebook's import.

Worksheet (mod/assign/feedback/offline): rows are found by Identifier, "Participant 12345", in whatever language; Grade
and Feedback comments are filled in, the rest is left to the letter. Without a worksheet: Email address, ID number, the
item, the item's feedback, as Grades > Import > CSV takes them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from grader.batch.grades import Grade, Grades, two_decimals
from grader.batch.tables import harmless, parse, written
from grader.batch.trees import Trouble

NAME = "{}-moodle.csv"

GRADE = ("grade", "bewertung", "note", "calificación", "valutazione", "nota", "beoordeling", "cijfer")
FEEDBACK = (
    "feedback comments",
    "feedback als kommentar",
    "feedback par commentaires",
    "comentarios de retroalimentación",
)
MOST = 2_000
"""Characters of feedback; the page of each student has all."""


def files(grades: Grades) -> Iterator[tuple[str, bytes]]:
    """One CSV. Raises Trouble where the worksheet has no column for grades or knows none of the students."""
    yield "", (_gradebook(grades) if grades.template is None else _worksheet(grades, *grades.template)).encode()


def _gradebook(grades: Grades) -> str:
    item = grades.column
    rows: list[list[object]] = [["Email address", "ID number", item, f"{item} (Feedback)"]]
    for grade in grades.settled():
        student = grade.standing.student
        number = student.cells.get("id number") or student.cells.get("sis user id") or student.id
        rows.append([student.email, number, two_decimals(grade.final), feedback(grade)])
    return written(rows)


def _worksheet(grades: Grades, name: str, data: bytes) -> str:
    rows = parse(name, data, strip=False)
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    column = next((header.index(word) for word in (grades.column.casefold(), *GRADE) if word in header), None)
    if column is None:
        raise Trouble(f"{name} has no column Grade. Name it with --column; it has {', '.join(header) or 'none'}.")
    told = next((header.index(word) for word in FEEDBACK if word in header), None)
    settled = {identifier: grade for grade in grades.settled() for identifier in identifiers(grade)}
    filled = 0
    for row in rows[1:]:
        grade = next((settled[cell] for cell in map(_folded, row) if cell in settled), None)
        if grade is None or len(row) <= max(column, told or 0):
            continue
        filled += 1
        row[column] = two_decimals(grade.final)
        if told is not None:
            row[told] = harmless(feedback(grade))
    if settled and not filled:
        raise Trouble(f"{name} names none of the students. Is it the worksheet of this course?")
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def identifiers(grade: Grade) -> set[str]:
    """What a worksheet may call a student."""
    student = grade.standing.student
    known = {student.id, student.email, student.cells.get("identifier", ""), student.cells.get("id number", "")}
    numbers = {f"participant {name}" for name in known if name.isdigit()}
    return ({_folded(name) for name in known} | numbers) - {""}


def _folded(cell: str) -> str:
    text = cell.strip().casefold()
    numbered = re.fullmatch(r"\D{4,30} (\d+)", text)
    return f"participant {numbered[1]}" if numbered else text


def feedback(grade: Grade) -> str:
    """The feedback on what is not right, in short."""
    told = [
        f"{verdict.label}: {verdict.feedback}"
        for verdict in grade.standing.verdicts
        if verdict.feedback and verdict.points < verdict.max_points
    ]
    if grade.penalty:
        told.append(f"Late: {two_decimals(grade.penalty)} points were taken.")
    text = " | ".join(" ".join(line.split()) for line in told)
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
