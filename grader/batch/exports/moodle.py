"""What Moodle imports: the teacher's own grading worksheet filled in, or a CSV for the gradebook's import.

Worksheet (mod/assign/feedback/offline): rows are found by Identifier, "Participant 12345", in whatever language; Grade
and Feedback comments are filled in, the rest is left to the letter. Without a worksheet: Email address, ID number, the
item, the item's feedback, as Grades > Import > CSV takes them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from grader.batch.grades import Grade, Grades, two_decimals
from grader.batch.roster import IDENTIFIERS, is_header
from grader.batch.submissions import same
from grader.batch.tables import harmless, header_row, line, parse
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


def files(grades: Grades) -> Iterator[tuple[str, Iterable[bytes]]]:
    """One CSV. Raises Trouble where the worksheet has no column for grades or knows none of the students."""
    yield "", _gradebook(grades) if grades.template is None else [_worksheet(grades, *grades.template)]


def _gradebook(grades: Grades) -> Iterator[bytes]:
    item = grades.column
    yield line(["Email address", "ID number", item, f"{item} (Feedback)"])
    for grade in grades.settled():
        student = grade.standing.student
        number = student.cells.get("id number") or student.cells.get("sis user id") or student.id
        yield line([student.email, number, two_decimals(grade.final), feedback(grade)])


def _worksheet(grades: Grades, name: str, data: bytes) -> bytes:
    rows = parse(name, data, strip=False)
    start = header_row(rows, is_header)
    header = [same(cell) for cell in rows[start]] if rows else []
    column = _column(grades, name, header)
    told = next((header.index(word) for word in FEEDBACK if word in header), None)
    keys = [place for place, cell in enumerate(header) if cell in IDENTIFIERS]
    settled = _by_identifier(grades)
    filled = 0
    for row in rows[start + 1 :]:
        cells = [_folded(row[place]) for place in keys if place < len(row)]
        grade = next((settled[cell] for cell in cells if cell in settled), None)
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
    return stream.getvalue().encode("utf-8", "backslashreplace")


def _column(grades: Grades, name: str, header: list[str]) -> int:
    """The place of the one column for grades: the one that the staff named, else what Moodle calls it."""
    wanted = (same(grades.column),) if grades.named else GRADE
    found = next((word for word in wanted if word in header), None)
    if found is None or header.count(found) > 1:
        why = (
            f"{header.count(found)} columns {found}"
            if found
            else f"no column {grades.column if grades.named else 'Grade'}"
        )
        raise Trouble(f"{name} has {why}. Name one with --column; it has {', '.join(header) or 'none'}.")
    return header.index(found)


def _by_identifier(grades: Grades) -> dict[str, Grade]:
    """The grades that go out by what a worksheet may call the student; what may mean two students means none."""
    found: dict[str, Grade] = {}
    twice = set()
    for grade in grades.settled():
        for identifier in identifiers(grade):
            if identifier in found:
                twice.add(identifier)
            found[identifier] = grade
    return {identifier: grade for identifier, grade in found.items() if identifier not in twice}


def identifiers(grade: Grade) -> set[str]:
    """What a worksheet may call a student."""
    student = grade.standing.student
    known = {student.id, student.email, *(cell for name, cell in student.cells.items() if name in IDENTIFIERS)}
    numbers = {f"participant {student.id}"} if student.id.isdigit() and not student.enrolled else set()
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
