"""A course of 300 students, from the platform's download to what the platform imports."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest

import grader
from grader.batch import exports
from grader.batch.crews import Processes
from grader.batch.discover import discover
from grader.batch.gradebook import Gradebook
from grader.batch.grades import grades, two_decimals
from grader.batch.roster import roster
from grader.batch.running import run

from . import course, readers

PEOPLE = course.students(300)
HANDED_IN = PEOPLE[:290]
ROOT = Path(__file__).parents[2]


def written(files: Iterable[tuple[str, Iterable[bytes]]]) -> dict[str, bytes]:
    return {name: b"".join(pieces) for name, pieces in files}


@pytest.mark.parametrize("layout", ["canvas", "moodle", "gradescope"])
def test_a_course_goes_from_the_download_to_the_import(layout: str, tmp_path: Path) -> None:
    listing = {
        "canvas": course.canvas_gradebook,
        "moodle": course.moodle_worksheet,
        "gradescope": course.canvas_gradebook,
    }[layout](PEOPLE, tmp_path / "roster.csv")
    book = Gradebook(str(tmp_path / "hw4.gradebook"), "hw4")
    book.enroll(roster("roster.csv", listing.read_bytes()))
    source = course.zipped(course.LAYOUTS[layout](HANDED_IN), tmp_path / "in.zip")
    hw4 = grader.load("hw4")
    tally = run(book, hw4, discover(str(source), "hw4"), Processes(2), lambda *_: None)
    assert (tally.graded, tally.given_up) == (290, 0)
    standings = list(book.standings())
    assert sum(standing.number is None for standing in standings) == 10
    for standing in standings[:250]:
        if standing.number is not None:
            waiting = [(standing.number, verdict.label) for verdict in standing.verdicts if verdict.outcome.open]
            book.decide(waiting, Fraction(1), "tina", "")
    settled = {s.student.id: s.points for s in book.standings() if s.number is not None and not s.waiting}
    assert len(settled) >= 240

    template = ("roster.csv", listing.read_bytes())
    if layout == "canvas":
        files = written(exports.load("canvas").files(grades(book, hw4, column="Homework 4", template=template)))
        known = {student.ident for student in PEOPLE}
        imported = readers.canvas(files[""], known, "Homework 4 (123456)")
        assert imported == {key: two_decimals(points) for key, points in settled.items()}
    elif layout == "moodle":
        files = written(exports.load("moodle").files(grades(book, hw4, template=template)))
        rows = readers.moodle(files[""])
        assert set(rows) == {f"Participant {student.ident}" for student in PEOPLE}
        filled = {row["ID number"]: row["Grade"] for row in rows.values() if row["Grade"]}
        by_sid = {s.student.cells["id number"]: s for s in book.standings()}
        assert filled == {sid: two_decimals(s.points) for sid, s in by_sid.items() if s.student.id in settled}
    else:
        files = written(exports.load("gradescope").files(grades(book, hw4)))
        assert len(files) == 290
        scores = {name.partition("/")[0]: readers.gradescope(data)["score"] for name, data in files.items()}
        assert scores == {s.student.id: float(s.points) for s in book.standings() if s.number is not None}
    book.close()


def test_the_five_commands_of_the_assistants_page_work(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "assistants.md").read_text(encoding="utf-8")
    block = page.partition("## A whole course in five commands")[2].partition("\nThey need")[0]
    commands = re.findall(r"^    (grader .*)$", block, re.M)
    assert len(commands) == 5
    answers = b"3.B.i\n608\n\n3.B.ii\n28x28x3\n"
    files = course.canvas([student._replace(data=answers, file="hw4.md") for student in PEOPLE[:4]])
    course.zipped(files, tmp_path / "submissions.zip")
    course.canvas_gradebook(PEOPLE[:5], tmp_path / "canvas.csv")
    said = []
    for command in commands:
        result = subprocess.run(
            [sys.executable, "-m", *shlex.split(command)], capture_output=True, text=True, cwd=tmp_path, timeout=120,
            env=os.environ | {"COLUMNS": "100"}, check=False,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr
        said.append(result.stdout)
    assert "3.B.ii: 0.5 points for 4 students." in said[2]
    imported = readers.canvas(
        (tmp_path / "hw4-canvas.csv").read_bytes(), {s.ident for s in PEOPLE}, "Homework 4 (123456)"
    )
    assert imported == {student.ident: "2.5" for student in PEOPLE[:4]}
    assert len(list((tmp_path / "feedback").iterdir())) == 8
    assert (tmp_path / "hw4.html").exists()
