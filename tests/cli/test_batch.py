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
        (("hw4", "in.zip", "--layout", "canvass"), "There is no layout 'canvass': choose from canvas"),
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
        done = run("regrade", "hw4.gradebook", "--yes", "--workers", "0")
    finally:
        desk.cache_clear()
    assert "Changed questions, with the submissions that they concern: 3.B.i (5)" in dry.output
    assert "to more points" in dry.output
    assert PEOPLE[0].ident in dry.output
    assert "Enter the new verdicts?" not in dry.output
    assert refused.exit_code == 130
    assert "Enter the new verdicts?" in refused.output
    assert done.exit_code == 0
    assert "5 submissions were graded anew" in done.output
