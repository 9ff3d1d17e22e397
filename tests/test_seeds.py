"""Real submissions, where they lie beside the project: what the catalogue implies, or a person; nothing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import grader
from grader.model.verdicts import Report

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real submissions are not part of the project")

IMPLIED: dict[tuple[str, str], dict[str, str]] = {
    ("000", "hw2"): {
        "2.i": "correct",
        "2.ii": "incorrect keeps_input_channels",
        "3.i": "correct",
        "3.ii": "correct",
        "3.C.i": "needs_person",
        "3.C.ii": "needs_person",
    },
    ("001", "hw4"): {
        "1.C.ii": "correct",
        "2.A": "correct",
        "2.B.i": "correct",
        "2.B.ii": "correct one_input_alone",
        "3.B.i": "correct",
        "3.B.ii": "incorrect keeps_input_channels",
        "3.C.i": "correct",
        "3.C.ii": "correct",
        "2.C": "needs_person",
        "2.D": "needs_person",
        "2.E": "needs_person",
    },
    ("003", "rq3"): {
        "1.b": "correct",
        "1.d": "correct",
        "4.a": "correct",
        "4.b": "correct",
        "4.c": "correct",
        "5": "correct",
        "6.a": "partial forgets_biases",
        "7": "correct",
    },
    ("004", "lenet"): {
        "1.1.a": "incorrect takes_sigma_of_one_minus_x_and_drops_the_inner_sigmoid",
        "1.1.b": "partial climbs_instead_of_descending",
        "1.5.a": "correct",
        "1.5.b": "correct",
        "1.5.c": "correct sum_of_the_papers_table",
        "4.1": "needs_person",
        "4.2": "correct",
    },
}


def report(number: str, assignment: str) -> Report:
    (file,) = SEEDS.glob(f"{number}_*")
    return grader.check(assignment, file)


@pytest.mark.parametrize(("number", "assignment"), IMPLIED)
def test_each_verdict_is_the_one_implied_and_the_others_are_a_persons(number: str, assignment: str) -> None:
    implied = IMPLIED[number, assignment]
    found = report(number, assignment)
    assert not found.faulty
    for verdict in found.verdicts:
        said = " ".join(filter(None, (verdict.outcome, verdict.mistake or verdict.convention)))
        if verdict.label in implied:
            assert said == implied[verdict.label], verdict
        else:
            assert verdict.outcome.open, verdict


def test_what_the_flags_say() -> None:
    assert "0.976" in report("004", "lenet")["4.1"].feedback
    assert "0.9605" in report("004", "lenet")["4.1"].feedback
    assert "training accuracy" in report("000", "hw2")["3.C.i"].feedback
    assert "Or:" in report("004", "lenet")["1.1.b"].feedback


@pytest.mark.parametrize(("number", "assignment"), IMPLIED)
def test_under_another_assignment_nothing_is_scored_for_certain(number: str, assignment: str) -> None:
    """The wrong file: labels and answers of another sheet hardly ever fit."""
    for other in ("hw2", "hw4", "lenet", "rq3"):
        if other == assignment or {other, assignment} == {"hw2", "hw4"}:  # hw4 was handed out under hw2's labels
            continue
        judged = [verdict for verdict in report(number, other).verdicts if verdict.outcome == "correct"]
        assert len(judged) <= 1, [(other, verdict) for verdict in judged]
