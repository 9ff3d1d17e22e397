"""From a document to verdicts: what is judged, what waits for a person, and what is never said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

import grader
from grader.answers.count import Count
from grader.answers.number import Number
from grader.authoring import Assignment, Problem
from grader.model.verdicts import Outcome, Report, Verdict


def sheet(*rows: str) -> bytes:
    return ("[answers]\n" + "\n".join(rows)).encode()


def judged(*rows: str) -> Report:
    return grader.check("hw4", "hw4.toml", data=sheet(*rows))


def written(text: str) -> Report:
    return grader.check("hw4", "hw4.md", data=text.encode())


def test_the_same_label_with_two_different_answers_waits_for_a_person() -> None:
    verdict = written("3.B.i: 608\n\n3.B.ii: 28×28×8\n\n3.B.i: 600\n")["3.B.i"]
    assert verdict.outcome is Outcome.NEEDS_PERSON
    assert "608" in verdict.feedback
    assert "600" in verdict.feedback


def test_the_same_label_with_the_same_answer_twice_is_judged() -> None:
    assert written("3.B.i: 608\n\n3.B.ii: 28×28×8\n\n3.B.i: 608\n")["3.B.i"].outcome is Outcome.CORRECT


def test_an_answer_of_the_wrong_type_is_unreadable_and_says_what_was_expected() -> None:
    verdict = judged('"3.B.i" = "blue"')["3.B.i"]
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.points == 0
    assert "a whole number of parameters" in verdict.feedback
    assert "^" in verdict.feedback


def test_what_a_sheet_leaves_out_is_missing() -> None:
    report = judged('"3.B.i" = "608"')
    assert report["3.B.ii"].outcome is Outcome.MISSING
    assert report["1.A.i"].outcome is Outcome.MISSING


def test_a_chain_whose_sides_differ_is_pointed_out_without_the_right_value() -> None:
    verdict = judged('"3.B.i" = "8*5*5*3 + 8 = 609"')["3.B.i"]
    assert verdict.outcome is Outcome.INCORRECT
    assert "not equal" in verdict.feedback
    assert "608" not in verdict.feedback


def test_an_answer_whose_label_was_lost_is_not_called_missing() -> None:
    text = "# 3\n\n## B\n\n### i\n\n608 parameters\n\nThe output is 28×28×8.\n\n## C\n\n### i\n\n[[1]]\n"
    assert written(text)["3.B.ii"].outcome is Outcome.NEEDS_PERSON


def test_a_heading_without_text_may_have_a_drawing_under_it() -> None:
    verdict = written("3.A: It keeps the size.\n\n3.B.i:\n\n3.B.ii: 28×28×8\n")["3.B.i"]
    assert verdict.outcome is Outcome.NEEDS_PERSON
    assert "drawing" in verdict.feedback


def test_every_verdict_says_where_it_was_read() -> None:
    verdict = written("3.A: It keeps the size.\n\n3.B.i:\n\n608 parameters\n")["3.B.i"]
    assert verdict.read == "608"
    assert verdict.source is not None
    assert (verdict.source.file, verdict.source.line) == ("hw4.md", 5)


def test_no_feedback_to_a_wrong_answer_holds_the_reference() -> None:
    for answer in ("600", "601", "208", "476672", "-608", "1"):
        verdict = judged(f'"3.B.i" = "{answer}"')["3.B.i"]
        assert verdict.outcome in (Outcome.INCORRECT, Outcome.PARTIAL)
        assert "608" not in verdict.feedback.replace(answer, "")
        assert "608" in verdict.staff


def test_a_fault_of_ours_waits_for_a_person_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assignment = grader.load("hw4")
    question = assignment["3.B.i"]

    def broken(*_: object) -> object:
        raise ZeroDivisionError("our own fault")

    monkeypatch.setattr(Count, "match", broken)
    report = grader.check(assignment, "hw4.toml", data=sheet('"3.B.i" = "608"'))
    verdict = report[question.label]
    assert report.faulty
    assert verdict.outcome is Outcome.NEEDS_PERSON
    assert "our own fault" in verdict.staff
    assert "our own fault" not in verdict.feedback


@dataclass(frozen=True)
class Descent:
    """Gradient descent with learning rate {rate}."""

    rate: Fraction = Fraction(1, 2)


descent = Problem("1", "Descent", Descent)


@descent.part("a", points=2, answer=Number(digits=2))
def gradient(given: Descent) -> Fraction:
    """What is the gradient?"""
    return Fraction(3)


@descent.part("b", points=2, answer=Number(digits=2), uses=gradient, carried=0.5)
def step(slope: Fraction | int | float | str, given: Descent) -> Fraction:
    """What is the step?"""
    return -given.rate * Fraction(slope)


@step.mistake(credit=0.5)
def climbs(slope: Fraction | int | float | str, given: Descent) -> Fraction:
    """Descent goes against the gradient."""
    return given.rate * Fraction(slope)


@pytest.fixture
def assignment(monkeypatch: pytest.MonkeyPatch) -> Assignment:
    package = ModuleType("descent_package")
    package.__path__ = []
    monkeypatch.setitem(__import__("sys").modules, "descent_package", package)
    return Assignment("descent", "Descent", "descent_package", borrowed={"1.a": gradient, "1.b": step})


@pytest.mark.parametrize(
    ("first", "second", "outcome", "points", "mistake"),
    [
        ("3", "-1.5", Outcome.CORRECT, 2, None),
        ("4", "-2", Outcome.PARTIAL, 1, None),
        ("3", "1.5", Outcome.PARTIAL, 1, "climbs"),
        ("4", "2", Outcome.PARTIAL, Fraction(1, 2), "climbs"),
        ("4", "7", Outcome.INCORRECT, 0, None),
        ("blue", "-2", Outcome.INCORRECT, 0, None),
    ],
)
def test_follow_through_credits_the_right_step_from_a_wrong_start(
    assignment: Assignment, first: str, second: str, outcome: Outcome, points: Fraction, mistake: str | None
) -> None:
    data = sheet(f'"1.a" = "{first}"', f'"1.b" = "{second}"')
    verdict: Verdict = grader.check(assignment, "descent.toml", data=data)["1.b"]
    assert (verdict.outcome, verdict.points, verdict.mistake) == (outcome, points, mistake)
    assert ("your own answer to 1.a" in verdict.feedback) == (first == "4" and second != "7")


SEED = Path(__file__).parents[3] / "shared" / "seeds" / "001_543b4f71778f40c3.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the real submissions are not part of the repository")
def test_a_real_submission_is_judged_as_a_person_would() -> None:
    report = grader.check("hw4", SEED)
    assert (report["3.B.i"].outcome, report["3.B.i"].read) == (Outcome.CORRECT, "608")
    assert (report["3.B.ii"].outcome, report["3.B.ii"].mistake) == (Outcome.INCORRECT, "keeps_input_channels")
    assert report["3.C.i"].outcome is Outcome.CORRECT
    assert report["3.C.ii"].outcome in (Outcome.CORRECT, Outcome.NEEDS_PERSON)
    assert report["2.B.i"].outcome is Outcome.CORRECT
    assert report["2.B.ii"].outcome is Outcome.CORRECT
    assert report["1.C.ii"].outcome is Outcome.CORRECT
    essays = ("1.A.i", "1.A.ii", "1.B", "3.A", "3.C.iii")
    assert all(report[label].outcome is Outcome.NEEDS_PERSON and report[label].read for label in essays)


MATRIX = "\n".join(
    " ".join(str(5 if row == column else int(column == row + 1)) for column in range(10)) for row in range(10)
)


def test_answers_that_disagree_with_a_related_one_wait_for_a_person() -> None:
    text = (
        "4.1\n\niter 2000: test 0.8136\niter 3000: test {0}\n\nTest accuracy: {0}\n\n4.2\n\n"
        + MATRIX
        + "\n\nConfused most: 0 taken for 1, 1 taken for 2\n"
    )
    agreeing = grader.check("lenet", "lenet.md", data=text.format(f"{50 / 59:.3f}").encode())
    assert agreeing["4.1"].outcome is Outcome.CORRECT
    differing = grader.check("lenet", "lenet.md", data=text.format("0.976").encode())["4.1"]
    assert differing.outcome is Outcome.NEEDS_PERSON
    assert differing.points == 0
    assert "the matrix shows 0.847458" in differing.feedback
    assert "488 of 500 images" in differing.feedback
