"""A sheet of ours, filled in with what our own answer types write, gets the verdicts that it deserves.

What today's answer types still leave to a person in free text is listed in known.toml, which may only shrink.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader
from grader.model.answers import executed

from .sheets import ASSIGNMENTS, FORMATS, filled, references, variants

KNOWN = set(tomllib.loads((Path(__file__).parent / "known.toml").read_text("utf-8"))["own_sheet"])
VERDICTS = [name for name in ASSIGNMENTS if references(grader.load(name))]


def failures(name: str, form: str) -> Iterator[str]:
    """The answers of a filled-in sheet that do not get their verdict."""
    assignment = grader.load(name)
    right = references(assignment)
    report = grader.check(assignment, filled(assignment, form, right)[0], data=filled(assignment, form, right)[1])
    for label in right:
        if report[label].outcome != "correct":
            yield f"{name} {form} {label} reference"
    for variant in variants(assignment):
        file, data = filled(assignment, form, right | {variant.label: variant.text})
        if grader.check(assignment, file, data=data)[variant.label].outcome != variant.outcome:
            yield f"{name} {form} {variant.label} {variant.name}"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", VERDICTS)
def test_each_reference_convention_and_mistake_gets_its_verdict(name: str, form: str) -> None:
    failed = set(failures(name, form))
    known = {line for line in KNOWN if line.startswith(f"{name} {form} ")}
    assert failed - known == set()
    assert known - failed == set(), "these are mended: take them off tests/laws/known.toml"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", VERDICTS)
def test_what_fails_is_left_to_a_person(name: str, form: str) -> None:
    assignment = grader.load(name)
    file, data = filled(assignment, form, references(assignment))
    report = grader.check(assignment, file, data=data)
    assert {
        label for label in references(assignment) if report[label].outcome in ("partial", "incorrect", "missing")
    } == set()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_blank_sheet_is_missing_everything(name: str, form: str) -> None:
    assignment = grader.load(name)
    file, data = filled(assignment, form, {})
    report = grader.check(assignment, file, data=data)
    assert {verdict.outcome for verdict in report.verdicts} == {"missing"}
    assert report.remarks == () or any(map(executed, (slot.answer for slot in assignment.outline.slots)))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", VERDICTS)
def test_one_answer_alone_is_found_and_the_others_are_missing(name: str, form: str) -> None:
    assignment = grader.load(name)
    right = references(assignment)
    for label, text in right.items():
        file, data = filled(assignment, form, {label: text})
        report = grader.check(assignment, file, data=data)
        assert report[label].outcome not in ("missing", "incorrect"), label
        assert {verdict.label for verdict in report.verdicts if verdict.outcome != "missing"} == {label}
