"""Exports hold what the platforms' imports read back: each reader here is written from their documentation."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import grader
from grader.batch import exports
from grader.batch.gradebook import Gradebook
from grader.batch.grades import Grade, Grades, grades, two_decimals
from grader.batch.late import lateness, policy
from grader.batch.roster import roster
from grader.batch.running import Tally
from grader.batch.tables import harmless, plain
from grader.batch.times import moment
from grader.batch.trees import Trouble

from . import course, readers

PEOPLE = course.students(30)
HANDED_IN = PEOPLE[:28]
Graded = Callable[..., Tally]


@pytest.fixture
def canvas_book(book: Gradebook, graded: Graded, tmp_path: Path) -> Gradebook:
    """A course from Canvas with its own gradebook for a roster; everything is decided for the first 20."""
    book.enroll(roster("g.csv", course.canvas_gradebook(PEOPLE, tmp_path / "canvas.csv").read_bytes()))
    graded(course.canvas(HANDED_IN, late=[3]))
    decide(book, 20)
    return book


def decide(book: Gradebook, count: int) -> None:
    """A person gives one point for all that waits, for the first students."""
    for standing in list(book.standings())[:count]:
        if standing.number is not None:
            number = standing.number
            open_ = [(number, verdict.label) for verdict in standing.verdicts if verdict.outcome.open]
            book.decide(open_, Fraction(1), "tina", "")


def exported(form: str, book: Gradebook, **wish: Any) -> dict[str, bytes]:
    return {
        name: b"".join(pieces) for name, pieces in exports.load(form).files(grades(book, grader.load("hw4"), **wish))
    }


def expected(book: Gradebook) -> dict[str, Fraction]:
    return {s.student.id: s.points for s in book.standings() if s.number is not None and not s.waiting}


class TestCanvas:
    def test_settled_grades_are_imported_and_no_other(self, canvas_book: Gradebook, tmp_path: Path) -> None:
        template = ("canvas.csv", (tmp_path / "canvas.csv").read_bytes())
        files = exported("canvas", canvas_book, column="Homework 4", template=template)
        known = {student.ident: student.sid for student in PEOPLE}
        found = readers.canvas(files[""], known, "Homework 4 (123456)")
        assert found == {key: two_decimals(points) for key, points in expected(canvas_book).items()}
        assert 0 < len(found) < len(HANDED_IN)

    def test_names_are_those_of_canvas_and_harmless(self, canvas_book: Gradebook) -> None:
        text = exported("canvas", canvas_book, column="Homework 4 (1)", open_too=True)[""].decode()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        names = [row[0] for row in rows[2:]]
        assert names == [s.sortable for s in HANDED_IN]
        assert not any(cell.lstrip()[:1] in tuple("=+-@") for row in rows for cell in row)

    def test_who_handed_in_nothing_gets_zero_only_when_asked(self, canvas_book: Gradebook) -> None:
        files = exported("canvas", canvas_book, column="H (1)", open_too=True, zeros=True)
        rows = list(csv.reader(io.StringIO(files[""].decode(), newline="")))
        assert {row[1]: row[5] for row in rows}[PEOPLE[29].ident] == "0"

    @pytest.mark.parametrize("column", ["Final Score", "My current grade"])
    def test_a_column_that_canvas_drops_is_refused(self, canvas_book: Gradebook, column: str) -> None:
        with pytest.raises(Trouble, match="Canvas drops"):
            exported("canvas", canvas_book, column=column)

    def test_a_column_that_is_not_there_is_told(self, canvas_book: Gradebook, tmp_path: Path) -> None:
        template = ("canvas.csv", (tmp_path / "canvas.csv").read_bytes())
        with pytest.raises(Trouble, match=r"no single column for 'Lab'.*Homework 4 \(123456\)"):
            exported("canvas", canvas_book, column="Lab", template=template)


class TestMoodle:
    @pytest.fixture
    def moodle_book(self, book: Gradebook, graded: Graded, tmp_path: Path) -> Gradebook:
        book.enroll(roster("w.csv", course.moodle_worksheet(PEOPLE, tmp_path / "w.csv").read_bytes()))
        graded(course.moodle(HANDED_IN))
        decide(book, 20)
        return book

    @pytest.mark.parametrize("language", ["en", "de"])
    def test_the_teachers_worksheet_is_filled_in_and_the_rest_is_left(
        self, moodle_book: Gradebook, tmp_path: Path, language: str
    ) -> None:
        original = (tmp_path / "w.csv").read_bytes()
        if language == "de":
            assert b"Participant" in original
            translated = original.replace(b",Grade,", b",Bewertung,").replace(b"Participant ", b"Teilnehmer/in")
            translated = translated.replace(b"Teilnehmer/in", b"Teilnehmer/in ")
            files = exported("moodle", moodle_book, template=("w.csv", translated))
            rows = list(csv.DictReader(io.StringIO(files[""].decode(), newline="")))
            assert sum(bool(row["Bewertung"]) for row in rows) == len(expected(moodle_book))
            return
        files = exported("moodle", moodle_book, template=("w.csv", original))
        found, before = readers.moodle(files[""]), readers.moodle(original)
        filled = {key for key, row in found.items() if row["Grade"]}
        assert len(filled) == len(expected(moodle_book)) > 0
        for key, row in found.items():
            keep = set(row) - {"Grade", "Feedback comments"}
            assert {name: row[name] for name in keep} == {name: before[key][name] for name in keep}
        by_participant = {f"Participant {s.ident}": s for s in PEOPLE}
        points = expected(moodle_book)
        standings = {s.student.cells["identifier"]: s.student.id for s in moodle_book.standings() if s.student.cells}
        assert {key: found[key]["Grade"] for key in filled} == {
            key: two_decimals(points[standings[key]]) for key in filled if by_participant[key]
        }
        assert any(row["Feedback comments"] for row in found.values())

    def test_without_a_worksheet_it_is_a_gradebook_csv(self, moodle_book: Gradebook) -> None:
        files = exported("moodle", moodle_book, column="Set 4")
        rows = list(csv.DictReader(io.StringIO(files[""].decode(), newline="")))
        assert list(rows[0]) == ["Email address", "ID number", "Set 4", "Set 4 (Feedback)"]
        emails = {s.email for s in PEOPLE}
        assert all(row["Email address"] in emails for row in rows)
        assert len(rows) == len(expected(moodle_book))

    def test_a_worksheet_of_another_course_is_refused(self, moodle_book: Gradebook) -> None:
        with pytest.raises(Trouble, match="names none of the students"):
            exported("moodle", moodle_book, template=("w.csv", b"Identifier,Grade\nParticipant 1,\n"))
        with pytest.raises(Trouble, match="no column Grade"):
            exported("moodle", moodle_book, template=("w.csv", b"Identifier,Colour\nParticipant 1,\n"))


class TestGradescope:
    def test_every_student_has_a_results_file_of_the_documented_form(self, book: Gradebook, graded: Graded) -> None:
        graded(course.gradescope(PEOPLE))
        files = exported("gradescope", book)
        assert set(files) == {f"{s.sid}/results.json" for s in PEOPLE}
        points = {standing.student.id: standing.points for standing in book.standings()}
        for name, data in files.items():
            found = json.loads(data)
            jsonschema.validate(found, readers.RESULTS)
            assert found["score"] == float(points[name.partition("/")[0]])
            assert sum(test["score"] for test in found["tests"]) == pytest.approx(found["score"])
            assert "The reference answer" not in data.decode()

    def test_what_waits_is_not_called_failed(self, book: Gradebook, graded: Graded) -> None:
        graded({"ada.md": b"1.A.i\nBecause all of the gradients are zero, nothing ever moves at all.\n\n3.B.i\n208"})
        (data,) = exported("gradescope", book).values()
        tests = {test["number"]: test for test in json.loads(data)["tests"]}
        assert "status" not in tests["1.A.i"]
        assert tests["3.B.i"]["status"] == "failed"
        assert "A person will look at it." in tests["1.A.i"]["output"]

    def test_text_of_a_student_is_no_markup(self, book: Gradebook, graded: Graded) -> None:
        evil = b"3.B.i\n608 parameters ```` \n<script>alert(1)</script> ![x](http://evil) 609 parameters"
        graded({"ada.md": evil})
        (data,) = exported("gradescope", book).values()
        output = {test["number"]: test for test in json.loads(data)["tests"]}["3.B.i"]["output"]
        fence = next(line for line in output.splitlines() if line.startswith("`")).removesuffix("text")
        outside = "".join(output.split(fence)[::2])
        assert "<script>" not in outside
        assert "](http" not in outside


def test_nbgraders_columns_are_those_of_its_exporter(book: Gradebook, graded: Graded) -> None:
    graded(course.nbgrader(HANDED_IN))
    due = moment("2026-02-12T00:00:00+00:00", "deadline")
    files = exported("nbgrader", book, open_too=True, due=due, rule=policy("10%/day"))
    rows = list(csv.DictReader(io.StringIO(files[""].decode(), newline="")))
    assert list(rows[0]) == [
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
        "late_submission_penalty", "score", "max_score",
    ]  # fmt: skip
    assert len(rows) == len(HANDED_IN)
    for row in rows:
        taken = float(row["raw_score"]) - float(row["late_submission_penalty"])
        assert float(row["score"]) == pytest.approx(taken, abs=0.011)
        assert row["max_score"] == "56"
    assert any(float(row["late_submission_penalty"]) for row in rows)


class TestCsv:
    def test_everybody_is_in_it_with_their_state(self, canvas_book: Gradebook) -> None:
        text = exported("csv", canvas_book)[""].decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [plain(row["name"]) for row in rows] == [s.sortable for s in PEOPLE]
        states = [row["state"] for row in rows]
        assert set(states) == {"settled", "waits for a person", "nothing handed in"}
        settled = [row for row in rows if row["state"] == "settled"]
        labels = [question.label for question in grader.load("hw4").questions]
        for row in settled:
            assert sum(float(row[label]) for label in labels) == pytest.approx(float(row["points"]), abs=0.1)
        assert any(row["late by days"] == "?" for row in rows), "Canvas does not say by how much"

    @pytest.mark.parametrize(
        "name",
        [
            "=1+1",
            "+1",
            "-1",
            "@x",
            "\t=1",
            " =1",
            "\r=1",
            '=HYPERLINK("http://x","y")',
            "Ada",
            'O\'Neil, "Bo"',
            "'x",
            "李",
            "0",
        ],
    )
    def test_no_name_becomes_a_formula(self, name: str, book: Gradebook, graded: Graded) -> None:
        book.enroll(roster("r.csv", ('id,name\n1,"' + name.replace('"', '""') + '"\n').encode()))
        text = exported("csv", book)[""].decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        cell = row["name"]
        assert cell.lstrip()[:1] not in tuple("=+-@")
        assert cell[:1] not in ("\t", "\r")
        assert plain(cell) == name.strip()
        assert plain(harmless(name)) == name


def test_json_holds_the_reports_and_nothing_for_staff(canvas_book: Gradebook) -> None:
    data = exported("json", canvas_book)[""]
    found = json.loads(data)
    schema = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text())
    reports = [student["report"] for student in found if student["report"]]
    for report in reports:
        jsonschema.validate(report, schema)
    assert len(reports) == len(HANDED_IN)
    assert len(found) == len(PEOPLE)
    assert b"reference answer" not in data


def test_an_unknown_form_is_told() -> None:
    with pytest.raises(Trouble, match="choose from canvas, csv, gradescope, json, moodle, nbgrader"):
        exports.load("excel")


class TestLate:
    DUE = moment("2026-02-12T23:59:00+00:00", "deadline")

    @pytest.mark.parametrize(
        ("rule", "received", "extension", "share", "days"),
        [
            ("10%/day", "2026-02-12T23:59:00+00:00", 0, 0, "0"),
            ("10%/day", "2026-02-12T23:59:01+00:00", 0, Fraction(1, 10), "1"),
            ("10%/day", "2026-02-12T16:00:00-08:00", 0, Fraction(1, 10), "1"),
            ("10%/day", "2026-02-14T00:00:00+00:00", 0, Fraction(2, 10), "2"),
            ("10%/day, 2 grace", "2026-02-14T20:00:00+00:00", 0, 0, "2"),
            ("10%/day, 2 grace", "2026-02-15T20:00:00+00:00", 0, Fraction(1, 10), "3"),
            ("10% per day, 36h grace", "2026-02-14T20:00:00+00:00", 0, Fraction(1, 10), "2"),
            ("1%/hour", "2026-02-13T02:30:00+00:00", 0, Fraction(3, 100), "1"),
            ("10%/day", "2026-02-14T20:00:00+00:00", 2, 0, "0"),
            ("10%/day, at most 30%", "2026-02-28T00:00:00+00:00", 0, Fraction(3, 10), "16"),
            ("10%/day, nothing after 3 days", "2026-02-16T00:00:00+00:00", 0, 1, "4"),
            ("50%/day", "2026-02-28T00:00:00+00:00", 0, 1, "16"),
        ],
    )
    def test_what_it_costs(self, rule: str, received: str, extension: float, share: Fraction, days: str) -> None:
        found = lateness(policy(rule), self.DUE, received, extension, False)
        assert (found.share, found.days) == (share, days)

    def test_what_is_late_by_an_unknown_time_loses_nothing_and_is_shown(self) -> None:
        found = lateness(policy("10%/day"), self.DUE, "", 0, True)
        assert (found.late, found.share, found.days) == (True, 0, "?")

    @pytest.mark.parametrize("text", ["10", "ten percent", "10%/week", "2 grace", "", "10%/day; 2 grace"])
    def test_what_is_no_rule_is_told_with_an_example(self, text: str) -> None:
        with pytest.raises(Trouble, match="It reads like"):
            policy(text)

    def test_a_deadline_that_is_none_is_told(self) -> None:
        with pytest.raises(Trouble, match="no deadline"):
            moment("tomorrow", "deadline")


def test_grades_come_one_at_a_time(book: Gradebook, graded: Graded) -> None:
    graded(course.canvas(HANDED_IN))
    found: Grades = grades(book, grader.load("hw4"))
    first = next(iter(found.each()))
    assert first.standing.student.id == HANDED_IN[0].ident


@pytest.mark.parametrize("form", ["csv", "json", "canvas", "nbgrader", "gradescope", "moodle"])
def test_an_export_holds_one_grade_at_a_time(book: Gradebook, graded: Graded, form: str) -> None:
    graded({f"s{n}.md": b"3.B.i\n608" for n in range(12)})
    whole = grades(book, grader.load("hw4"), open_too=True)
    given: list[int] = []

    def counted() -> Iterator[Grade]:
        for number, grade in enumerate(whole.each()):
            given.append(number)
            yield grade

    ahead = [len(given) for _, pieces in exports.load(form).files(whole._replace(each=counted)) for _ in pieces]
    assert len(ahead) >= 12
    assert all(asked <= place + 1 for place, asked in enumerate(ahead))
