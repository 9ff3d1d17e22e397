"""The examples get the verdicts that their expectations file states, in all formats alike."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import grader
from grader.sandbox import Sandbox

EXAMPLES = Path(__file__).parents[1] / "examples"
EXPECTED = tomllib.loads((EXAMPLES / "expectations.toml").read_text("utf-8"))


FILES = [file for name in EXPECTED for file in sorted(EXAMPLES.glob(f"{name}.*"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_example_gets_its_expected_verdicts(file: Path, sandbox: Sandbox) -> None:
    assignment = grader.load(file.stem.partition("_")[0])
    report = grader.check(assignment, file, run=sandbox.run)
    kinds = {slot.label: slot.answer.kind for slot in assignment.outline.slots}
    wrong = {}
    for verdict in report.verdicts:
        usual = "needs_person" if kinds[verdict.label] == "essay" else "correct"
        allowed = EXPECTED[file.stem].get(verdict.label, usual).split(" | ")
        said = " ".join(filter(None, (verdict.outcome, verdict.mistake or verdict.convention)))
        if said not in allowed:
            wrong[verdict.label] = (said, allowed, verdict.read, verdict.feedback)
    assert not wrong
    assert not report.faulty


def test_every_example_is_held_to_its_expectations_and_hw4_comes_in_three_formats() -> None:
    names = {file.stem for file in EXAMPLES.iterdir() if file.name != "expectations.toml"}
    assert names == set(EXPECTED)
    for name in filter(lambda name: name.startswith("hw4"), EXPECTED):
        assert {file.suffix for file in FILES if file.stem == name} == {".md", ".ipynb", ".toml"}


def test_together_the_examples_show_every_mistake_of_the_assignment() -> None:
    examples = [each for name, each in EXPECTED.items() if name.startswith("hw4")]
    shown = {said.split()[1] for each in examples for said in each.values() if len(said.split()) > 1}
    known = {mistake.key for question in grader.load("hw4").questions for mistake in question.part.mistakes}
    assert known <= shown
