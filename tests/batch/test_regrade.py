"""A changed question is graded anew, and only that; people are shown it first, students are told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

import grader
from grader.batch.crews import Here
from grader.batch.discover import discover
from grader.batch.gradebook import Gradebook, Standing
from grader.batch.regrade import Plan, carry_out, plan
from grader.batch.running import run
from grader.model.verdicts import Outcome

from . import course, tiny

FILES = {
    "ada.md": tiny.answers("8", "12"),
    "bob.md": tiny.answers("7", "12"),
    "cy.md": tiny.answers("9", "11"),
    "di.md": tiny.answers("9", "12"),
}


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Write the course anew."""
    monkeypatch.syspath_prepend(str(tmp_path / "course"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def forget() -> None:
        from grader.batch.worker import desk

        desk.cache_clear()
        for name in [name for name in sys.modules if name.partition(".")[0] == "tiny"]:
            del sys.modules[name]

    def write(**values: object) -> None:
        tiny.course(tmp_path / "course", **values)  # type: ignore[arg-type]
        forget()

    write()
    yield write
    forget()


@pytest.fixture
def book(tmp_path: Path, changed: object) -> Iterator[Gradebook]:
    """A gradebook with four students graded by the first rules."""
    opened = Gradebook(str(tmp_path / "tiny.gradebook"), "tiny")
    found = discover(str(course.unpacked(FILES, tmp_path / "in")), "tiny")
    run(opened, grader.load("tiny"), found, Here(), lambda *_: None)
    yield opened
    opened.close()


def planned(book: Gradebook, **wish: bool) -> Plan:
    return plan(book, grader.load("tiny"), Here(), lambda *_: None, **wish)  # type: ignore[arg-type]


def by_id(book: Gradebook) -> dict[str, Standing]:
    return {standing.student.id: standing for standing in book.standings()}


def scores(book: Gradebook) -> dict[str, list[float]]:
    return {key: [float(v.points) for v in standing.verdicts] for key, standing in by_id(book).items()}


def test_unchanged_rules_need_no_regrade(book: Gradebook) -> None:
    assert planned(book).labels == {}


def test_only_the_changed_question_is_graded_anew(book: Gradebook, changed: Callable[..., None]) -> None:
    assert scores(book) == {"ada": [2, 2], "bob": [1, 2], "cy": [0, 0], "di": [0, 2]}
    changed(apples=9)
    plan = planned(book)
    assert plan.labels == {"1.a": 4}
    assert {change.student: float(change.difference) for change in plan.changes} == {
        "ada": -1,
        "bob": -1,
        "cy": 2,
        "di": 2,
    }
    assert scores(book)["ada"] == [2, 2], "a plan enters nothing"
    assert carry_out(book, plan) == 4
    assert scores(book) == {"ada": [1, 2], "bob": [0, 2], "cy": [2, 0], "di": [2, 2]}
    assert planned(book).labels == {}


def test_every_change_leaves_a_note_for_the_student(book: Gradebook, changed: Callable[..., None]) -> None:
    changed(apples=9)
    carry_out(book, planned(book))
    assert by_id(book)["cy"].notes == (("1.a", "Graded anew since this question's rules were changed: 0 → 2 points."),)
    assert "1.a: Graded anew" in by_id(book)["cy"].report("tiny").remarks[-1]


def test_nobodys_points_fall_where_that_is_the_policy(book: Gradebook, changed: Callable[..., None]) -> None:
    changed(apples=9)
    carry_out(book, planned(book, never_lower=True))
    assert scores(book) == {"ada": [2, 2], "bob": [1, 2], "cy": [2, 0], "di": [2, 2]}
    assert by_id(book)["ada"].notes[0][1].endswith("Your points stay as they were.")
    assert by_id(book)["ada"].machine[0].points == 1


def test_a_persons_decision_outlives_a_regrade(book: Gradebook, changed: Callable[..., None]) -> None:
    number = by_id(book)["bob"].number
    assert number is not None
    book.decide([(number, "1.a")], Fraction(2), "tina", "He said why.")
    changed(apples=9)
    plan = planned(book)
    assert "bob" not in {change.student for change in plan.changes}
    carry_out(book, plan)
    verdict = by_id(book)["bob"].verdicts[0]
    assert (verdict.points, verdict.feedback) == (2, "A person decided: He said why.")
    assert by_id(book)["bob"].notes == ()


def test_rules_that_go_back_are_followed_back(book: Gradebook, changed: Callable[..., None]) -> None:
    before = scores(book)
    changed(apples=9)
    carry_out(book, planned(book))
    changed(apples=8)
    assert carry_out(book, planned(book)) == 4
    assert scores(book) == before
    assert len(by_id(book)["ada"].notes) == 2


def test_a_plan_is_not_entered_twice(book: Gradebook, changed: Callable[..., None]) -> None:
    changed(points=4)
    plan = planned(book)
    assert carry_out(book, plan) == 4
    assert carry_out(book, plan) == 0
    assert [len(standing.notes) for standing in book.standings()] == [1, 1, 0, 0]


def test_a_batch_run_after_a_change_leaves_the_graded_to_regrade(
    book: Gradebook, changed: Callable[..., None], tmp_path: Path
) -> None:
    changed(apples=9)
    files = FILES | {"eve.md": tiny.answers("9", "12")}
    found = discover(str(course.unpacked(files, tmp_path / "again")), "tiny")
    tally = run(book, grader.load("tiny"), found, Here(), lambda *_: None)
    assert (tally.graded, tally.there, tally.outdated) == (1, 4, 4)
    assert scores(book)["eve"] == [2, 2]
    assert scores(book)["cy"] == [0, 0]


def test_a_question_that_is_withdrawn_counts_no_more(
    book: Gradebook, changed: Callable[..., None], tmp_path: Path
) -> None:
    module = tmp_path / "course" / "tiny" / "counting.py"
    changed()
    text = module.read_text()
    module.write_text(text[: text.index('@problem.part("b"')])
    plan = planned(book)
    assert plan.labels == {"1.b": 4}
    carry_out(book, plan)
    assert scores(book) == {"ada": [2], "bob": [1], "cy": [0], "di": [0]}
    assert by_id(book)["ada"].notes == (("1.b", "This question was withdrawn; it counts no more."),)
    assert planned(book).labels == {}


def test_what_was_read_is_entered_anew_only_where_it_differs(book: Gradebook, changed: Callable[..., None]) -> None:
    from sqlalchemy import func, select

    from grader.batch.gradebook.schema import responses, verdicts

    changed(apples=9)
    carry_out(book, planned(book))
    with book.database.reading() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar() for table in (responses, verdicts)
        ]
    assert counts == [8, 12]


def test_the_verdicts_are_those_of_a_fresh_gradebook(
    book: Gradebook, changed: Callable[..., None], tmp_path: Path
) -> None:
    changed(apples=9, credit=0.25)
    carry_out(book, planned(book))
    fresh = Gradebook(str(tmp_path / "fresh.gradebook"), "tiny")
    run(fresh, grader.load("tiny"), discover(str(tmp_path / "in"), "tiny"), Here(), lambda *_: None)
    assert [s.verdicts for s in book.standings()] == [s.verdicts for s in fresh.standings()]
    assert by_id(fresh)["ada"].verdicts[0].outcome == Outcome.PARTIAL
    fresh.close()
