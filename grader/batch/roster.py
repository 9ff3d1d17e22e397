"""Who is in the course: a CSV of the staff's own, or the one that Canvas or Moodle exports."""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.batch.tables import read_table
from grader.batch.trees import Trouble

MAX_BYTES = 64 * 2**20

_COLUMNS = {
    "id": ("id", "student id", "student_id", "sid", "sis user id", "id number", "identifier", "username", "student"),
    "name": ("name", "full name", "student name", "student"),
    "email": ("email", "email address", "e-mail", "sis login id"),
    "section": ("section", "group", "class"),
    "extension": ("extension", "extension days", "extra days"),
    "received": ("received", "submitted at"),
}
_IDENTIFIERS = (
    "id", "student id", "student_id", "sid", "sis user id", "sis login id", "id number", "identifier", "username",
    "login", "user", "email", "email address", "e-mail", "canvas id", "moodle id", "gradescope id",
)  # fmt: skip


class Enrolled(NamedTuple):
    """A student of the course. key : the first identifier. identifiers : all of them.

    extension : days that the deadline is later for them. row : the file's own cells by their headers.
    """

    key: str
    name: str
    email: str
    section: str
    extension: float
    identifiers: tuple[str, ...]
    row: dict[str, str]


def roster(name: str, data: bytes) -> tuple[Enrolled, ...]:
    """The students of a roster. Raises Trouble where there is no column that could name them, or somebody twice."""
    rows = read_table(name, data)
    students: dict[str, Enrolled] = {}
    for number, row in enumerate(rows, 2):
        if _is_no_student(row):
            continue
        student = _enrolled(name, number, row)
        if student.key in students:
            raise Trouble(f"{name}, row {number}: {student.key} stands there twice.")
        students[student.key] = student
    if not students:
        raise Trouble(
            f"{name} lists no students. Its first row names the columns: id, name, email, section, extension."
        )
    return tuple(students.values())


def _is_no_student(row: dict[str, str]) -> bool:
    """Canvas' second row, and the student that Canvas makes to try things out."""
    return row.get("student", "").casefold() in ("points possible", "student, test", "test student")


def _enrolled(file: str, number: int, row: dict[str, str]) -> Enrolled:
    identifiers = tuple(dict.fromkeys(row[column] for column in _IDENTIFIERS if row.get(column)))
    key = next(iter(identifiers), "") or _first(row, "name")
    if not key:
        raise Trouble(f"{file}, row {number}: no ID. Name a column id, student id, sid, username or email.")
    extension = _first(row, "extension")
    days = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*(d|days?|h|hours?)?", extension, re.I) if extension else None
    if extension and not days:
        raise Trouble(f"{file}, row {number}: the extension {extension[:30]!r} is no number of days, such as 2 or 36h.")
    length = float(days[1]) / (24 if (days[2] or "d")[0].casefold() == "h" else 1) if days else 0.0
    email = next((row[c] for c in _COLUMNS["email"] if "@" in row.get(c, "")), "")
    return Enrolled(key, _first(row, "name"), email, _first(row, "section"), length, identifiers, row)


def _first(row: dict[str, str], what: str) -> str:
    return next((row[column] for column in _COLUMNS[what] if row.get(column)), "")


def compact(name: str) -> str:
    """A name as platforms write it into file names: "Lovelace, Ada" is "lovelaceada".

    >>> compact("Lovelace, Ada")
    'lovelaceada'
    """
    return re.sub(r"[\W_]+", "", name).casefold()


def names(name: str) -> set[str]:
    """The ways in which a name may be run together, family name first or last.

    >>> sorted(names("Ada Lovelace"))
    ['adalovelace', 'lovelaceada']
    """
    if "," in name:
        family, given = name.split(",", 1)
        return {compact(name), compact(given + family)}
    given, _, family = name.rpartition(" ")
    return {compact(name), compact(family + given)} - {""}
