"""Changes of form turn no verdict into a wrong one; they may hand it to a person."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import grader

from .changes import CHANGES, changed
from .sheets import filled, references

WHOLE = Path(__file__).parents[1] / "corpus" / "whole"
EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = json.loads((WHOLE / "expected.json").read_text("utf-8"))
STATED = tomllib.loads((EXAMPLES / "expectations.toml").read_text("utf-8"))
KNOWN = set(tomllib.loads((Path(__file__).parent / "known.toml").read_text("utf-8"))["harmless"])
DOCUMENTS = [name for name in EXPECTED if not name.endswith(".tex")]


def wrong(name: str, change: str) -> set[str]:
    """The verdicts on a changed document that are decided, and not as its answers deserve."""
    outline = grader.load(EXPECTED[name]["assignment"]).outline
    data = changed(name, (WHOLE / name).read_bytes(), CHANGES[change], outline)
    report = grader.check(EXPECTED[name]["assignment"], name, data=data)
    deserved = EXPECTED[name]["verdicts"]
    decided = {label: report[label].outcome for label in deserved if not report[label].outcome.open}
    return {f"{name} {change} {label}" for label, outcome in decided.items() if outcome != deserved[label]}


def wrong_on_an_example(name: str, change: str) -> set[str]:
    """The verdicts on a changed example that are decided, and not those that its expectations state."""
    assignment = grader.load("hw4")
    data = changed(f"{name}.md", (EXAMPLES / f"{name}.md").read_bytes(), CHANGES[change], assignment.outline)
    failed = set()
    for verdict in grader.check(assignment, f"{name}.md", data=data).verdicts:
        said = " ".join(filter(None, (verdict.outcome, verdict.mistake or verdict.convention)))
        stated = STATED[name].get(verdict.label, "correct").split(" | ")
        if not verdict.outcome.open and said not in stated:
            failed.add(f"{name}.md {change} {verdict.label}")
    return failed


@pytest.mark.parametrize("change", CHANGES)
def test_no_verdict_becomes_wrong(change: str) -> None:
    failed = set().union(*(wrong(name, change) for name in DOCUMENTS))
    failed |= set().union(*(wrong_on_an_example(name, change) for name in STATED if name.startswith("hw4")))
    known = {line for line in KNOWN if f" {change} " in line}
    assert failed - known == set()
    assert known - failed == set(), "these are mended: take them off tests/laws/known.toml"


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["hw2", "hw4", "rq3", "lenet"])
def test_no_right_answer_on_a_sheet_of_ours_becomes_wrong(name: str, change: str) -> None:
    assignment = grader.load(name)
    right = references(assignment)
    file, data = filled(assignment, "markdown", right)
    report = grader.check(assignment, file, data=changed(file, data, CHANGES[change], assignment.outline))
    decided = {
        label: report[label].outcome for label in right if report[label].outcome not in ("unreadable", "needs_person")
    }
    assert set(decided.values()) <= {"correct"}, decided
