"""The examples get the verdicts that their expectations file states, in all formats alike."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import grader

EXAMPLES = Path(__file__).parents[1] / "examples"
EXPECTED = tomllib.loads((EXAMPLES / "expectations.toml").read_text("utf-8"))


@pytest.mark.parametrize("suffix", [".md", ".ipynb", ".toml"])
@pytest.mark.parametrize("name", EXPECTED)
def test_each_example_gets_its_expected_verdicts(name: str, suffix: str) -> None:
    report = grader.check("hw4", EXAMPLES / f"{name}{suffix}")
    kinds = {slot.label: slot.answer.kind for slot in grader.load("hw4").outline.slots}
    wrong = {}
    for verdict in report.verdicts:
        usual = "needs_person" if kinds[verdict.label] == "essay" else "correct"
        allowed = EXPECTED[name].get(verdict.label, usual).split(" | ")
        said = " ".join(filter(None, (verdict.outcome, verdict.mistake or verdict.convention)))
        if said not in allowed:
            wrong[verdict.label] = (said, allowed, verdict.read, verdict.feedback)
    assert not wrong
    assert not report.faulty


def test_together_the_examples_show_every_mistake_of_the_assignment() -> None:
    shown = {said.split()[1] for each in EXPECTED.values() for said in each.values() if len(said.split()) > 1}
    known = {mistake.key for question in grader.load("hw4").questions for mistake in question.part.mistakes}
    assert known <= shown
