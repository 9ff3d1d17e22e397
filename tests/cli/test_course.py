"""A course as a teaching assistant runs it: what is passed over, decided, dropped, late, and exported."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from ..batch import course, readers

Run = Callable[..., Result]

RIGHT, WRONG = b"3.B.i\n608\n\n3.B.ii\n28x28x8\n", b"3.B.i\n600\n\n3.B.ii\n28x28x3\n"


def made(here: Path, files: dict[str, bytes]) -> str:
    course.zipped(files, here / "in.zip")
    return "in.zip"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))


class TestBatch:
    def test_the_checksum_accounts_for_everybody_and_every_file(self, run: Run, here: Path) -> None:
        files = {"1/hw4.md": RIGHT, "1/photo.png": b"x", "2/hw4.ipynb": b"{", "4/hw4.md": WRONG, "roster.csv": b"id\n"}
        (here / "r.csv").write_text("id,name\n1,Ada\n2,Bob\n3,Cy\n")
        result = run("batch", "hw4", made(here, files), "--roster", "r.csv", "--workers", "0")
        assert result.exit_code == 4, result.output
        assert (
            "4 people, 4 files: 2 graded, 1 could not be graded, 1 handed in nothing, 2 files not read: "
            "1: photo.png, 2: hw4.ipynb;" in result.output
        )
        assert "(1 of the platform's own not counted)" in result.output
        assert "1: photo.png: files of this kind can't be read" in result.output
        assert "2: hw4.ipynb: hw4.ipynb is cut off" in result.output
        assert "1 handed in but not on the roster:\n    4\n" in result.output

    @pytest.mark.parametrize(
        ("files", "says"),
        [
            ({"ada/hw4.md": RIGHT, "ada/photo.jpg": b"x", "bob/hw4.md": RIGHT}, "ada: photo.jpg: files of this kind"),
            ({"ada/hw4.md": RIGHT, "bob/hw4.md": RIGHT, "lost.md": RIGHT}, "lost.md: it is not named like the others"),
            ({"Ada/hw4.md": RIGHT, "ada/hw4.md": WRONG}, "differ in capital letters only"),
            ({"W - hw4.md": RIGHT, "W - hw4 (1).md": RIGHT, "b.md": RIGHT}, "may be another file of W"),
            ({"submitted/ada/hw4/hw4.md": RIGHT, "submitted/ada/hw4/timestamp.txt": b"noon"}, "the time of ada"),
            ({"ada/hw4.md": RIGHT, "ada/old.ipynb": b"{", "bob/hw4.md": RIGHT}, "ada: old.ipynb: old.ipynb is cut off"),
        ],
    )
    def test_what_is_passed_over_or_not_certain_is_told_and_has_a_status(
        self, run: Run, here: Path, files: dict[str, bytes], says: str
    ) -> None:
        result = run("batch", "hw4", made(here, files), "--workers", "0")
        assert result.exit_code == 6, result.output
        assert says in result.output
        assert run("batch", "hw4", "in.zip", "--workers", "0").exit_code == 6

    def test_both_parts_that_a_student_handed_in_on_canvas_are_read(self, run: Run, here: Path) -> None:
        files = {
            "ada_1_10_part-1.md": b"3.B.i\n608\n",
            "ada_1_11_part-2.md": b"3.B.ii\n28x28x8\n",
            "b_2_12_x.md": RIGHT,
        }
        assert run("batch", "hw4", made(here, files), "--workers", "0").exit_code == 0
        ada, bob = rows(run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout)
        assert ada["points"] == bob["points"] == "4"

    def test_of_canvas_versions_the_newest_answer_counts_and_none_is_lost(self, run: Run, here: Path) -> None:
        files = {
            "ada_1_10_hw4.md": b"3.B.i\n600\n\n3.B.ii\n28x28x8\n",
            "ada_1_11_hw4-1.md": b"3.B.i\n608\n",
            "b_2_12_x.md": RIGHT,
        }
        assert run("batch", "hw4", made(here, files), "--workers", "0").exit_code == 0
        ada, bob = rows(run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout)
        assert ada["points"] == bob["points"] == "4"

    def test_files_that_answer_differently_are_a_persons(self, run: Run, here: Path) -> None:
        files = {"ada/a.md": b"3.B.i\n600\n", "ada/b.md": b"3.B.i\n608\n", "bob/hw4.md": RIGHT}
        assert run("batch", "hw4", made(here, files), "--workers", "0").exit_code == 0
        ada, _ = rows(run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout)
        assert (ada["3.B.i"], ada["state"]) == ("", "waits for a person")

    def test_nothing_of_a_repository_is_taken_for_an_answer(self, run: Run, here: Path) -> None:
        files = {"hw4-ada/hw4.md": RIGHT, "hw4-ada/requirements.txt": b"2.A 1.1\n3.B.i 7\n", "hw4-bob/hw4.md": RIGHT}
        result = run("batch", "hw4", made(here, files), "--workers", "0")
        assert result.exit_code == 0
        assert "ada: requirements.txt: a file of the project, without answers" in result.output
        ada, bob = rows(run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout)
        assert (ada["id"], bob["id"]) == ("ada", "bob")
        assert ada["points"] == bob["points"] == "4"

    def test_a_foreign_database_is_left_alone(self, run: Run, here: Path) -> None:
        import sqlite3

        with closing(sqlite3.connect(here / "other.db")) as connection, connection:
            connection.execute("CREATE TABLE mine (x)")
        before = (here / "other.db").read_bytes()
        result = run("batch", "hw4", made(here, {"ada/hw4.md": RIGHT}), "-o", "other.db", "--workers", "0")
        assert result.exit_code == 2
        assert "is a database of another program" in result.output
        assert "is a database of another program" in run("stats", "other.db").output
        assert (here / "other.db").read_bytes() == before

    def test_what_a_table_of_files_does_not_list_is_told(self, run: Run, here: Path) -> None:
        course.unpacked({"in/a.md": RIGHT, "in/b.md": RIGHT, "in/map.csv": b"student,file\nada,a.md\ncy,c.md\n"}, here)
        result = run("batch", "hw4", "in/map.csv", "--workers", "0")
        assert result.exit_code == 4
        assert "b.md: the table does not list it" in result.output
        assert "cy: There is no file c.md." in result.output
        assert (
            "2 people, 2 files: 1 graded, 1 could not be graded, 0 handed in nothing, 1 file not read" in result.output
        )


@pytest.mark.parametrize("layout", [*course.LAYOUTS, "github"])
def test_people_files_and_points_are_the_same_from_the_download_to_the_export(
    run: Run, here: Path, layout: str
) -> None:
    people = course.students(12)
    form = course.github if layout == "github" else course.LAYOUTS[layout]
    files = form(people[:11])
    table = [["id", "name", "email", "username"], *([s.sid, s.name, s.email, s.ident] for s in people)]
    course.table(table, here / "r.csv")
    result = run("batch", "hw4", made(here, files), "--roster", "r.csv", "--workers", "0")
    assert result.exit_code == 0, result.output
    found = re.search(
        r"12 people, (\d+) files: 11 graded, 1 handed in nothing, (\d+) files not read.*; (\S+) points", result.output
    )
    assert found, result.output
    own = re.search(r"\((\d+) of the platform's own", result.output)
    assert int(found[1]) + (int(own[1]) if own else 0) == len(files)
    assert int(found[2]) == 0
    export = run("export", "hw4.gradebook", "--to", "canvas", "--column", "X", "--include-ungraded", "-o", "-")
    imported = readers.canvas(export.stdout.encode(), {s.sid for s in people}, "X")
    assert set(imported) == {s.sid for s in people[:11]}
    assert sum(map(float, imported.values())) == pytest.approx(float(found[3]), abs=0.06)
    assert f"11 grades, {found[3]} points in all." in export.stderr


class TestTimes:
    @pytest.fixture
    def nbgrader(self, run: Run, here: Path) -> Callable[[bytes], dict[str, str]]:
        """The row of nbgrader's table of a student who handed in at a time."""

        def call(stamp: bytes, *more: str) -> dict[str, str]:
            files = {"submitted/ada/hw4/timestamp.txt": stamp, "submitted/ada/hw4/hw4.md": RIGHT}
            run("batch", "hw4", made(here, files), "--workers", "0")
            result = run(
                "export", "hw4.gradebook", "--to", "nbgrader", "--open-too", "--late", "10%/day", "-o", "-", *more
            )
            assert result.exit_code == 0, result.output
            return rows(result.stdout)[0]

        return call

    @pytest.mark.parametrize(
        ("stamp", "taken"),
        [
            (b"2026-02-12 23:30:00 CET", "0"),
            (b"2026-02-12 23:30 Europe/Berlin", "0"),
            (b"2026-02-12 23:30:00.5 +01:00", "0"),
            (b"2026-02-12 22:30:00 UTC", "0"),
            (b"2026-02-12 22:30:00", "0"),
            (b"2026-02-12 23:30:00 UTC", "5.6"),
            (b"2026-02-12 23:30:00", "5.6"),
            (b"2026-02-13T00:30 CET", "5.6"),
        ],
    )
    def test_a_timestamps_zone_is_read(self, nbgrader: Callable[..., dict[str, str]], stamp: bytes, taken: str) -> None:
        row = nbgrader(stamp, "--due", "2026-02-12T23:59+01:00")
        assert row["late_submission_penalty"] == str(min(float(taken), 4)).removesuffix(".0")

    @pytest.mark.parametrize(
        ("more", "taken"),
        [
            (("--due", "2026-10-24 23:59", "--timezone", "Europe/Berlin"), "0"),
            (("--due", "2026-10-24 23:59 Europe/Berlin"), "0"),
            (("--due", "2026-10-24T23:59+02:00", "--timezone", "UTC"), "4"),
        ],
    )
    def test_a_day_of_extension_is_one_of_the_calendar(
        self, run: Run, here: Path, nbgrader: Callable[..., dict[str, str]], more: tuple[str, ...], taken: str
    ) -> None:
        """The clocks are put back: the day after has 25 hours in Berlin, and 24 in UTC."""
        stamp = b"2026-10-25 23:30 CET"
        (here / "r.csv").write_text("id,extension\nada,1\n")
        files = {"submitted/ada/hw4/timestamp.txt": stamp, "submitted/ada/hw4/hw4.md": RIGHT}
        run("batch", "hw4", made(here, files), "--roster", "r.csv", "--workers", "0")
        assert nbgrader(stamp, *more)["late_submission_penalty"] == taken

    def test_late_without_a_time_waits_until_a_roster_or_a_person_says_when(self, run: Run, here: Path) -> None:
        files = {"ada_LATE_1_10_hw4.md": b"3.B.i\n608\n", "bob_2_11_hw4.md": b"3.B.i\n608\n"}
        run("batch", "hw4", made(here, files), "--workers", "0")
        export = (
            "export", "hw4.gradebook", "--to", "canvas", "--column", "X", "--due", "2026-02-12T23:59Z",
            "--late", "10%/day", "-o", "-",
        )  # fmt: skip
        result = run(*export)
        assert [row["ID"] for row in rows(result.stdout)][1:] == ["2"]
        assert "1 grade left out: late by an unknown time" in result.stderr
        assert "1 late by an unknown time. Say by how much: grader late GRADEBOOK --student ID --by 3h" in result.stderr
        (here / "r.csv").write_text("id,received\n1,2026-02-13T02:00Z\n2,\n")
        run("batch", "hw4", "in.zip", "--roster", "r.csv", "--workers", "0")
        result = run(*export)
        assert [(row["ID"], row["X"]) for row in rows(result.stdout)][1:] == [("1", "0"), ("2", "2")]
        assert (
            run("late", "hw4.gradebook", "--student", "1", "--by", "0", "--why", "The platform was down.").exit_code
            == 0
        )
        assert [(row["ID"], row["X"]) for row in rows(run(*export).stdout)][1:] == [("1", "2"), ("2", "2")]
        assert "The platform was down." in run("history", "hw4.gradebook", "--student", "1").output

    def test_a_time_in_the_roster_that_can_not_be_read_is_told(self, run: Run, here: Path) -> None:
        (here / "r.csv").write_text("id,received\n1,noon\n")
        result = run("batch", "hw4", made(here, {"ada_1_10_hw4.md": RIGHT}), "--roster", "r.csv", "--workers", "0")
        assert result.exit_code == 6
        assert "the time of 1 in the roster can't be read: “noon”" in result.output

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("late", "hw4.gradebook", "--student", "9", "--by", "3h"), "There is no student '9'"),
            (("late", "hw4.gradebook", "--student", "1", "--by", "soon"), "no length of time"),
            (("export", "hw4.gradebook", "--to", "csv", "--timezone", "Berlin"), "is not a time zone"),
            (("batch", "hw4", "in.zip", "--timezone", "X"), "is not a time zone"),
        ],
    )
    def test_what_is_no_time_is_told(self, run: Run, here: Path, arguments: tuple[str, ...], says: str) -> None:
        run("batch", "hw4", made(here, {"ada_1_10_hw4.md": RIGHT}), "--workers", "0")
        result = run(*arguments)
        assert result.exit_code == 2
        assert says in result.output


class TestDecisions:
    @pytest.fixture(autouse=True)
    def graded(self, run: Run, here: Path) -> None:
        texts = {"1": b"600", "2": b"600 parameters", "3": b"5*5*3*8 = 600", "4": b"608", "5": b"There are 608."}
        files = {f"{key}/hw4.md": b"3.B.i\n" + text + b"\n" for key, text in texts.items()}
        listing = b"G:\n  :submitters:\n  - :name: X\n    :sid: x\n  - :name: Y\n    :sid: y\n"
        for key in texts:
            listing += f"{key}:\n  :submitters:\n  - :name: N{key}\n    :sid: '{key}'\n".encode()
        files |= {"submission_metadata.yml": listing, "G/hw4.md": b"3.B.i\n601\n"}
        assert run("batch", "hw4", made(here, files), "--workers", "0").exit_code == 0

    def points(self, run: Run, label: str = "3.B.i") -> dict[str, str]:
        return {row["id"]: row[label] for row in rows(run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout)}

    def test_answers_are_grouped_by_what_they_say(self, run: Run) -> None:
        assert "3.B.i: 7 answers, 3 different ones" in run("decide", "hw4.gradebook", "3.B.i").output
        run("decide", "hw4.gradebook", "3.B.i", "--answer", "600", "--points", "1.5", "--who", "tina")
        assert [self.points(run)[key] for key in "12345"] == ["1.5", "1.5", "1.5", "2", "2"]

    def test_somebody_elses_decision_is_not_changed_without_a_word(self, run: Run) -> None:
        one = (
            "decide",
            "hw4.gradebook",
            "3.B.i",
            "--student",
            "1",
            "--points",
            "1.5",
            "--who",
            "tina",
            "--why",
            "Near.",
        )
        assert run(*one).exit_code == 0
        assert run(*one).exit_code == 0
        for target in (("--student", "1"), ("--answer", "600")):
            refused = run("decide", "hw4.gradebook", "3.B.i", *target, "--points", "0", "--who", "uwe")
            assert refused.exit_code == 2
            assert "Somebody else has decided this already: 1: 1.5 points by tina" in refused.output
            assert "“Near.”" in refused.output
        assert (self.points(run)["1"], self.points(run)["2"]) == ("1.5", "1")
        changed = run(
            "decide", "hw4.gradebook", "3.B.i", "--answer", "600", "--points", "0", "--who", "uwe", "--replace"
        )
        assert changed.output == "3.B.i: 0 points for 3 students.\n"
        assert self.points(run)["1"] == "0"
        told = run("history", "hw4.gradebook", "--student", "1", "-q", "3.b.i").output
        assert "tina    decided: 1.5 points (before: 1 of 2 points): Near." in told
        assert "uwe     decided: 0 points (before: 1.5 points by tina)" in told

    def test_a_decision_reaches_all_of_a_group(self, run: Run) -> None:
        result = run("decide", "hw4.gradebook", "3.B.i", "--student", "y", "--points", "1")
        assert result.output == "3.B.i: 1 points for 2 students.\n"
        assert (self.points(run)["x"], self.points(run)["y"]) == ("1", "1")

    def test_a_question_is_dropped_for_all_with_a_note_and_taken_back(self, run: Run, here: Path) -> None:
        before = self.points(run)
        assert (
            "full points for 7 students"
            in run("drop", "hw4.gradebook", "3.B.i", "--full", "--why", "It was not taught.").output
        )
        assert set(self.points(run).values()) == {"2"}
        run("feedback", "hw4.gradebook", "-o", "out", "--student", "1")
        assert "This question was dropped: everybody has full points for it. It was not taught." in (
            here / "out" / "1.md"
        ).read_text().replace("\\", "")
        assert run("drop", "hw4.gradebook", "3bi", "--out").exit_code == 0
        out = rows(run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout)
        assert "3.B.i" not in out[0]
        assert {row["possible"] for row in out} == {"54"}
        assert "3.B.i" in run("drop", "hw4.gradebook").output
        assert run("drop", "hw4.gradebook", "3.B.i", "--back").exit_code == 0
        assert self.points(run) == before

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("drop", "hw4.gradebook", "3.B.i"), "Say what becomes of 3.B.i"),
            (("drop", "hw4.gradebook", "3.B", "--out"), "has several questions"),
            (("history", "hw4.gradebook", "--student", "z"), "There is no student 'z'"),
        ],
    )
    def test_what_is_none_is_told(self, run: Run, arguments: tuple[str, ...], says: str) -> None:
        result = run(*arguments)
        assert result.exit_code == 2
        assert says in result.output


class TestExports:
    @pytest.fixture(autouse=True)
    def graded(self, run: Run, here: Path) -> None:
        files = course.canvas(course.students(3)) | {"n_340003_7_hw4.md": b"3.B.i\n608\n"}
        course.canvas_gradebook(course.students(5), here / "canvas.csv", "Homework 40 (790)")
        assert run("batch", "hw4", made(here, files), "--roster", "canvas.csv", "--workers", "0").exit_code == 0

    @pytest.mark.parametrize("column", ["Homework 4", "Homework", "homework 40 (79", "Homework 40 (791)", "790"])
    def test_no_grade_goes_into_a_column_of_a_like_name(self, run: Run, here: Path, column: str) -> None:
        arguments = (
            "--to",
            "canvas",
            "--template",
            "canvas.csv",
            "--column",
            column,
            "--include-ungraded",
            "-o",
            "x.csv",
        )
        result = run("export", "hw4.gradebook", *arguments)
        assert result.exit_code == 2
        assert "no single column" in result.output
        assert "Homework 40 (790)" in result.output
        assert not (here / "x.csv").exists()

    @pytest.mark.parametrize("column", ["Homework 40", "homework 40 (790)"])
    def test_a_columns_whole_name_is_found(self, run: Run, column: str) -> None:
        arguments = ("--to", "canvas", "--template", "canvas.csv", "--column", column, "--include-ungraded", "-o", "-")
        found = rows(run("export", "hw4.gradebook", *arguments).stdout)
        assert len(found) == 5
        assert all(row["Homework 40 (790)"] for row in found)

    def test_a_column_that_moodles_worksheet_lacks_is_told(self, run: Run, here: Path) -> None:
        (here / "w.csv").write_text("Identifier,Grade,Set 40\nParticipant 340000,,\n")
        result = run("export", "hw4.gradebook", "--to", "moodle", "--template", "w.csv", "--column", "Set 4", "-o", "-")
        assert result.exit_code == 2
        assert "w.csv has no column Set 4" in result.output

    def test_a_number_in_another_column_is_nobodys(self, run: Run, here: Path) -> None:
        (here / "w.csv").write_text("Identifier,ID number,Maximum grade,Grade\nParticipant 8,A9,340000,\n")
        arguments = ("--to", "moodle", "--template", "w.csv", "--include-ungraded", "-o", "-")
        result = run("export", "hw4.gradebook", *arguments)
        assert result.exit_code == 2
        assert "names none of the students" in result.output

    def test_a_dry_run_writes_nothing_and_says_what_is_left_out_and_why(self, run: Run, here: Path) -> None:
        before = sorted(os.listdir(here))
        result = run("export", "hw4.gradebook", "--to", "canvas", "--column", "X (1)", "--dry-run")
        assert result.exit_code == 0
        assert sorted(os.listdir(here)) == before
        assert result.stdout.startswith("Student,ID,SIS User ID,SIS Login ID,Section,X (1)\n")
        assert "Nothing was written." in result.stderr
        assert "3 grades left out: something is not graded yet; --include-ungraded takes them along." in result.stderr
        assert "1 handed in nothing: left out" in result.stderr

    def test_what_is_not_graded_yet_goes_out_when_asked_and_is_counted(self, run: Run) -> None:
        for option in ("--include-ungraded", "--open-too"):
            result = run("export", "hw4.gradebook", "--to", "canvas", "--column", "X", option, "-o", "-")
            assert len(rows(result.stdout)) == 5
            assert "4 grades, " in result.stderr
            assert "3 of them with what was earned so far: something is not graded yet." in result.stderr
        assert "--open-too" not in run("export", "--help").output

    def test_a_file_is_there_whole_or_as_it_was(self, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from grader.batch.exports import csv as form

        (here / "good.csv").write_text("before")
        lines = form._lines

        def full(grades: object) -> object:
            yield next(iter(lines(grades)))  # type: ignore[arg-type]
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(form, "_lines", full)
        result = run("export", "hw4.gradebook", "--to", "csv", "-o", "good.csv")
        assert result.exit_code == 2
        assert "good.csv can't be written: No space left on device" in result.output
        assert (here / "good.csv").read_text() == "before"
        assert not [name for name in os.listdir(here) if name.startswith(".grader-")]

    def test_a_gradebook_that_can_not_be_written_is_exported_from(
        self, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        wanted = run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout
        monkeypatch.setattr(os, "access", lambda path, mode: False)
        before = sorted(os.listdir(here))
        result = run("export", "hw4.gradebook", "--to", "csv", "-o", "-")
        assert (result.exit_code, result.stdout) == (0, wanted)
        assert sorted(os.listdir(here)) == before
        refused = run("decide", "hw4.gradebook", "3.B.i", "--student", "340003", "--points", "1")
        assert refused.exit_code == 2
        assert "can't be written. Copy it into a folder of yours" in refused.output

    def test_changed_bytes_are_told_with_a_way_out(self, run: Run, here: Path) -> None:
        path = here / "hw4.gradebook"
        data = bytearray(path.read_bytes())
        for place in range(4_096, len(data), 97):
            data[place] ^= 0xFF
        path.write_bytes(data)
        result = run("export", "hw4.gradebook", "--to", "csv", "-o", "-")
        assert result.exit_code == 2
        assert ".recover | sqlite3 ANOTHER" in result.output


def test_listings_and_exports_know_sections(run: Run, here: Path) -> None:
    (here / "r.csv").write_text("id,section\n1,A\n2,A\n3,B\n")
    files = {f"{key}/hw4.md": WRONG for key in "123"}
    run("batch", "hw4", made(here, files), "--roster", "r.csv", "--workers", "0")
    assert "hw4: 2 students" in run("stats", "hw4.gradebook", "--section", "a").output
    assert "1 answers, 1 different" in run("decide", "hw4.gradebook", "3.B.i", "--section", "B").output
    arguments = ("--answer", "600", "--points", "0", "--section", "A")
    assert "0 points for 2 students." in run("decide", "hw4.gradebook", "3.B.i", *arguments).output
    assert "Wrote 1 pages" in run("feedback", "hw4.gradebook", "--section", "B", "-o", "out").output
    told = run("stats", "hw4.gradebook", "--section", "C")
    assert (told.exit_code, "The roster has: A, B." in told.output) == (2, True)
    found = rows(run("export", "hw4.gradebook", "--to", "csv", "-o", "-").stdout)
    assert [(row["section"], row["3.B.i"]) for row in found] == [("A", "0"), ("A", "0"), ("B", "1")]


def test_the_page_of_a_reading_runs_and_fetches_nothing(run: Run, here: Path) -> None:
    (here / "hw4.md").write_bytes(RIGHT)
    assert "Content-Security-Policy" in run("read", "hw4", "hw4.md", "--html", "-").output
