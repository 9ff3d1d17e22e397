"""A generated course in the layouts of the platforms."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..corpus.generator import write_up

SUFFIXES = (".md", ".ipynb", ".tex", ".md")
GIVEN = ("Ada", "Zoë", "Jean-Luc", "Ng\u1ecdc", "Mary Ann", "=Bob", "O'Neil", "李")
FAMILY = ("Lovelace", "Müller", "d'Alembert", "Nguyễn", 'Smith "Jr"', "Cell()", "Shaw", "Wei")


class Student(NamedTuple):
    """number : from 0. ident : Canvas' user ID and Moodle's participant. sid : the registrar's."""

    number: int
    ident: str
    sid: str
    name: str
    email: str
    file: str
    data: bytes

    @property
    def sortable(self) -> str:
        given, _, family = self.name.rpartition(" ")
        return f"{family}, {given}"


def students(count: int, *, absent: Iterable[int] = ()) -> list[Student]:
    """Students with write-ups of the corpus; the same for the same count."""
    del absent
    made = []
    for n in range(count):
        suffix = SUFFIXES[n % len(SUFFIXES)]
        work = write_up(n, measured=False, suffix=suffix)
        given, family = GIVEN[n % len(GIVEN)], FAMILY[n // len(GIVEN) % len(FAMILY)]
        made.append(
            Student(n, str(340_000 + n), f"A{n:05}", f"{given} {family}", f"s{n}@u.example", f"hw4{suffix}", work.data)
        )
    return made


def canvas(people: Iterable[Student], *, late: Iterable[int] = ()) -> dict[str, bytes]:
    marked = set(late)
    return {
        f"{''.join(filter(str.isalnum, s.sortable)).casefold()}{'_LATE' if s.number in marked else ''}_{s.ident}_"
        f"{9_000_000 + s.number}_{s.file}": s.data
        for s in people
    }


def moodle(people: Iterable[Student]) -> dict[str, bytes]:
    return {f"{s.name.replace('/', '')}_{s.ident}_assignsubmission_file_/{s.file}": s.data for s in people}


def gradescope(people: Iterable[Student]) -> dict[str, bytes]:
    listing = io.StringIO()
    files = {}
    for s in people:
        files[f"assignment_7_export/submission_{s.ident}/{s.file}"] = s.data
        quoted = s.name.replace("'", "''")
        listing.write(
            f"submission_{s.ident}:\n  :submitters:\n  - :name: '{quoted}'\n    :sid: {s.sid}\n    :email: {s.email}\n"
            f"  :created_at: 2026-02-{10 + s.number % 5:02} 21:11:0{s.number % 10}.123456000 Z\n  :score: 0.0\n"
            "  :history: []\n"
        )
    return files | {"assignment_7_export/submission_metadata.yml": listing.getvalue().encode()}


def nbgrader(people: Iterable[Student]) -> dict[str, bytes]:
    files = {}
    for s in people:
        files[f"submitted/{s.sid}/hw4/{s.file}"] = s.data
        files[f"submitted/{s.sid}/hw4/timestamp.txt"] = f"2026-02-{10 + s.number % 5:02} 21:11:00.123456 UTC".encode()
    return files


def flat(people: Iterable[Student]) -> dict[str, bytes]:
    return {f"{s.sid} - {s.file}": s.data for s in people}


def folders(people: Iterable[Student]) -> dict[str, bytes]:
    return {f"{s.sid}/work/{s.file}": s.data for s in people}


def blackboard(people: Iterable[Student]) -> dict[str, bytes]:
    files = {}
    for s in people:
        start = f"Homework_4_{s.sid}_attempt_2026-02-{10 + s.number % 5:02}-21-11-00"
        files[f"{start}_{s.file}"] = s.data
        told = f"Name: {s.name} ({s.sid})\nAssignment: Homework 4\n\nSubmission Field:\n"
        files[f"{start}.txt"] = f"{told}There is no student submission text data for this assignment.\n".encode()
    return files


def brightspace(people: Iterable[Student]) -> dict[str, bytes]:
    return {f"{s.ident}-77 - {s.name} - Feb {10 + s.number % 5}, 2026 911 PM/{s.file}": s.data for s in people}


def github(people: Iterable[Student]) -> dict[str, bytes]:
    return {f"hw4-{s.sid}/{s.file}": s.data for s in people}


LAYOUTS = {f.__name__: f for f in (canvas, moodle, gradescope, nbgrader, blackboard, brightspace, flat, folders)}


def zipped(files: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def unpacked(files: dict[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def table(rows: list[list[str]], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def canvas_gradebook(people: Iterable[Student], path: Path, column: str = "Homework 4 (123456)") -> Path:
    """The gradebook as Canvas exports it, with its second row of points and its test student."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column]
    rows = [[s.sortable, s.ident, s.sid, s.email, f"Section {s.number % 3}", ""] for s in people]
    points = ["    Points Possible", "", "", "", "", "56"]
    return table([head, points, *rows, ["Student, Test", "999", "", "t", "Section 0", ""]], path)


def moodle_worksheet(people: Iterable[Student], path: Path) -> Path:
    """The grading worksheet as Moodle 4 writes it."""
    head = [
        "Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum grade",
        "Grade can be changed", "Last modified (submission)", "Last modified (grade)", "Feedback comments",
    ]  # fmt: skip
    rows = [
        [f"Participant {s.ident}", s.name, s.sid, s.email, "Submitted for grading - ", "", "56.00", "Yes",
         "Thursday, 12 February 2026, 9:11 PM", "-", ""]
        for s in people
    ]  # fmt: skip
    return table([head, *rows], path)
