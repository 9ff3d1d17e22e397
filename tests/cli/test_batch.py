"""The commands for a whole course: what they print, and what they leave with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ..batch import course

PEOPLE = course.students(6)
Run = Callable[..., Result]


@pytest.fixture
def submissions(here: Path) -> str:
    course.zipped(course.canvas(PEOPLE[:5]), here / "in.zip")
    course.canvas_gradebook(PEOPLE, here / "canvas.csv")
    return "in.zip"


def test_a_course_is_graded_in_one_command(run: Run, submissions: str) -> None:
    result = run("batch", "hw4", submissions, "--roster", "canvas.csv", "--workers", "1")
    assert result.exit_code == 0, result.output
    assert "hw4: 5 submissions, read as a Canvas download." in result.output
    assert "5 graded now." in result.output
    assert f"1 of the roster handed in nothing: {PEOPLE[5].ident} {PEOPLE[5].sortable}." in result.output
    assert "answers of 5 students wait for a person" in result.output
    again = run("batch", "hw4", submissions, "--workers", "0")
    assert "0 graded now, 5 before." in again.output


def test_what_can_not_be_graded_is_named_and_told_by_the_exit_code(run: Run, here: Path) -> None:
    course.unpacked({"ada.md": b"3.B.i\n608", "bob.ipynb": b"{", "cy.jpg": b"x"}, here / "in")
    result = run("batch", "hw4", "in", "-o", "x.gradebook", "--workers", "0")
    assert result.exit_code == 4
    assert "2 could not be graded" in result.output
    assert "    bob: bob.ipynb" in result.output
    assert "Kept in x.gradebook" in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nosuch", "in.zip"), "There is no assignment"),
        (("hw4", "nowhere"), "There is no folder or file nowhere"),
        (("hw4", "in.zip", "--layout", "canvass"), "There is no layout 'canvass': choose from blackboard"),
        (("hw4", "in.zip", "--layout", "nbgrader"), "is not laid out like an nbgrader tree"),
        (("hw4", "in.zip", "--roster", "none.csv"), "none.csv can't be read"),
        (("hw4", "in.zip", "-o", "no/such/folder/x"), "can't be written"),
        (("hw4", "in.zip", "-o", "canvas.csv"), "is no gradebook, or damaged"),
    ],
)
def test_what_is_in_the_way_is_told(run: Run, submissions: str, arguments: tuple[str, ...], says: str) -> None:
    result = run("batch", *arguments, "--workers", "0")
    assert result.exit_code == 2
    assert says in result.output


def test_a_missing_library_is_told_with_the_command_that_installs_it(
    run: Run, submissions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith("grader.batch.gradebook")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    result = run("batch", "hw4", submissions, "--workers", "0")
    assert result.exit_code == 2
    assert "pip install 'grader[batch]'" in result.output


def test_regrade_says_so_where_nothing_changed(run: Run, submissions: str) -> None:
    run("batch", "hw4", submissions, "--workers", "0")
    result = run("regrade", "hw4.gradebook", "--workers", "0")
    assert result.exit_code == 0
    assert "No question's rules have changed" in result.output


def test_regrade_shows_whose_points_change_and_asks(
    run: Run, submissions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import grader
    from grader.batch.worker import desk

    run("batch", "hw4", submissions, "--workers", "0")
    part = grader.load("hw4")["3.B.i"].part
    monkeypatch.setattr(part, "points", part.points * 2)
    desk.cache_clear()
    try:
        dry = run("regrade", "hw4.gradebook", "--dry-run", "--workers", "0")
        refused = run("regrade", "hw4.gradebook", "--workers", "0")
        declined = run("regrade", "hw4.gradebook", "--workers", "0", input="n\n")
        done = run("regrade", "hw4.gradebook", "--yes", "--workers", "0")
    finally:
        desk.cache_clear()
    assert "Changed questions, with the submissions that they concern: 3.B.i (5)" in dry.output
    assert "to more points" in dry.output
    assert PEOPLE[0].ident in dry.output
    assert "Enter the new verdicts?" not in dry.output
    assert refused.exit_code == 2
    assert "Nobody answered, and nothing was changed" in refused.output
    assert declined.exit_code == 0
    assert "Nothing was changed." in declined.output
    assert "Enter the new verdicts?" in refused.output
    assert done.exit_code == 0
    assert "5 submissions were graded anew" in done.output


class TestAfterwards:
    @pytest.fixture(autouse=True)
    def graded(self, run: Run, submissions: str) -> None:
        run("batch", "hw4", submissions, "--roster", "canvas.csv", "--workers", "0")

    def test_stats_shows_every_question(self, run: Run) -> None:
        result = run("stats", "hw4.gradebook")
        assert result.exit_code == 0
        assert "hw4: 5 students, 1 handed in nothing;" in result.output
        assert "3.D.iv" in result.output
        assert max(map(len, result.output.splitlines())) <= 110

    def test_stats_shows_the_groups_of_a_question(self, run: Run) -> None:
        result = run("stats", "hw4.gradebook", "-q", "3bi")
        assert "3.B.i" in result.output
        assert "2.A " not in result.output

    def test_stats_writes_a_page(self, run: Run, here: Path) -> None:
        assert run("stats", "hw4.gradebook", "--html", "s.html").output == "Wrote s.html.\n"
        assert (here / "s.html").read_text().count("<svg") == 3

    def test_a_decision_serves_all_who_gave_the_answer(self, run: Run) -> None:
        before = run("decide", "hw4.gradebook")
        assert "1.A.i     5     5" in before.output
        listed = run("decide", "hw4.gradebook", "1.A.i")
        assert listed.output.startswith("1.A.i: ")
        done = run("decide", "hw4.gradebook", "1ai", "--student", PEOPLE[0].ident, "--points", "5/2", "--why", "Good.")
        assert done.output == "1.A.i: 2.5 points for 1 student.\n"
        assert "1.A.i     4     5" in run("decide", "hw4.gradebook").output

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("3.B",), "has several questions"),
            (("9.Z",), "There is no question"),
            (("3.B.i", "--points", "1"), "Say whose answer"),
            (("3.B.i", "--points", "3", "--student", "340000"), "worth 0 to 2 points"),
            (("3.B.i", "--points", "nan", "--student", "340000"), "no number of points"),
            (("3.B.i", "--points", "-1", "--student", "340000"), "no number of points"),
            (("3.B.i", "--points", "1", "--student", "nobody"), "knows no student"),
            (("3.B.i", "--points", "1", "--student", "340005"), "handed in nothing"),
            (("3.B.i", "--points", "1", "--answer", "no such"), "Nobody answered"),
        ],
    )
    def test_a_decision_that_is_none_is_told(self, run: Run, arguments: tuple[str, ...], says: str) -> None:
        result = run("decide", "hw4.gradebook", *arguments)
        assert result.exit_code == 2
        assert says in result.output

    def test_feedback_is_a_page_and_a_file_for_each_student(self, run: Run, here: Path) -> None:
        result = run("feedback", "hw4.gradebook", "-o", "out")
        assert "Wrote 5 pages" in result.output
        assert sorted(path.name for path in (here / "out").iterdir()) == sorted(
            f"{student.ident}{suffix}" for student in PEOPLE[:5] for suffix in (".html", ".md")
        )
        page = (here / "out" / f"{PEOPLE[0].ident}.html").read_text()
        assert "reference answer" not in page
        assert "knows no student nobody" in run("feedback", "hw4.gradebook", "--student", "nobody").output

    @pytest.mark.parametrize("form", ["csv", "json", "canvas", "moodle", "nbgrader", "gradescope"])
    def test_grades_are_written_in_every_form(self, run: Run, here: Path, form: str) -> None:
        result = run("export", "hw4.gradebook", "--to", form, "-o", f"out/{form}" if form == "gradescope" else form)
        assert result.exit_code == 0, result.output
        assert "Wrote" in result.output
        left_out = form in ("canvas", "moodle", "nbgrader")
        assert ("5 grades left out: something is not graded yet" in result.output) is left_out
        assert (here / form).exists() or (here / "out" / form).is_dir()

    def test_an_export_goes_to_standard_output(self, run: Run) -> None:
        result = run("export", "hw4.gradebook", "--to", "csv", "-o", "-")
        assert result.stdout.lstrip("\ufeff").startswith("id,name,email,section,1.A.i,")

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (("--to", "excel"), "There is no form 'excel'"),
            (("--to", "csv", "--late", "10%/day"), "--late needs the deadline"),
            (("--to", "csv", "--due", "soon"), "no deadline"),
            (("--to", "csv", "-o", "no/folder/x.csv"), "can't be written"),
            (("--to", "canvas", "--template", "none.csv"), "none.csv can't be read"),
        ],
    )
    def test_an_export_that_can_not_be_is_told(self, run: Run, arguments: tuple[str, ...], says: str) -> None:
        result = run("export", "hw4.gradebook", *arguments)
        assert result.exit_code == 2
        assert says in result.output


@pytest.mark.parametrize("command", ["regrade", "stats", "decide", "feedback"])
def test_a_gradebook_that_is_not_there_is_told(run: Run, command: str) -> None:
    result = run(command, "none.gradebook")
    assert result.exit_code == 2
    assert "There is no gradebook none.gradebook. Make one with: grader batch" in result.output


def test_an_assignment_is_packed_up_for_gradescope(run: Run, here: Path) -> None:
    result = run("package", "hw4", "--for", "gradescope")
    assert result.exit_code == 0
    assert (here / "hw4-gradescope.zip").stat().st_size > 50_000
    assert "choose from gradescope" in run("package", "hw4", "--for", "moodle").output
    assert "can't be written" in run("package", "hw4", "--for", "gradescope", "-o", "no/x.zip").output
