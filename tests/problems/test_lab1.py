"""Lab 1: code as students write it gets its verdict; every mistake is told from every other by what it returns."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import grader
from grader.answers.code import Code
from grader.model.executions import Execution, Returned
from grader.model.verdicts import Outcome
from grader.sandbox import Sandbox

LAB1 = grader.load("lab1")
ROWS = tomllib.loads(Path(__file__).with_name("lab1.toml").read_text("utf-8"))["case"]
LABELS = {question.answer.name: question.label for question in LAB1.questions}
CODE = [question for question in LAB1.questions if question.answer.kind == "code"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['name']}-{row['verdict']}" for row in ROWS])
def test_code_gets_its_verdict(row: dict[str, str], sandbox: Sandbox) -> None:
    script = f"import numpy as np\n{row['code']}"
    verdict = grader.check(LAB1, "lab1.py", data=script.encode(), run=sandbox.run)[LABELS[row["name"]]]
    said = " ".join(filter(None, (verdict.outcome, verdict.mistake)))
    assert said == row["verdict"], verdict.feedback
    assert row.get("says", "") in verdict.feedback


def outputs(answer: Code, function: Any) -> dict[str, Returned]:
    """What a function of ours returns in the place of a student's."""
    made = zip(answer.places(), answer.expected(function), strict=True)
    return {f"/{place}": Returned(value) for place, value in made}


@pytest.mark.parametrize("question", CODE, ids=lambda question: question.label)
def test_the_reference_is_right_and_every_mistake_is_named_and_worth_less(question: Any) -> None:
    key = LAB1.key(question)
    known = {"": key.reference} | {mistake.key: function for mistake, function in key.mistakes}
    for name, function in known.items():
        results = {question.label + rest: value for rest, value in outputs(question.answer, function).items()}
        with_it = grader.check(LAB1, "lab1.py", data=b"pass", run=lambda cells, calls, made=results: Execution(made))
        verdict = with_it[question.label]
        assert (verdict.mistake or "") == name
        assert (verdict.outcome is Outcome.CORRECT) == (name == "")


def test_one_belief_has_one_name_and_each_is_told_apart() -> None:
    named = {mistake.key for question in LAB1.questions for mistake in question.part.mistakes}
    assert len(named) >= 40
    assert {"forgets_biases", "takes_the_mean", "takes_the_maximum", "climbs_instead_of_descending"} <= named


@pytest.mark.parametrize("question", CODE, ids=lambda question: question.label)
def test_no_feedback_shows_what_the_reference_returns(question: Any, sandbox: Sandbox) -> None:
    """The functions return nothing of use, and are told what they did with which input, not what they should have."""
    answer: Code = question.answer
    script = f"def {answer.signature}:\n    return 'nothing of use'\n"
    told = grader.check(LAB1, "lab1.py", data=script.encode(), run=sandbox.run)[question.label].feedback
    assert "returned 'nothing of use'" in told
    reference = LAB1.key(question).reference
    for value in map(repr, answer.expected(reference)):
        assert value not in told
