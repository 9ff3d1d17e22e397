"""The report for programs: stable, valid, and the very text."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import grader
from grader.model.verdicts import Outcome, Report, Verdict
from grader.reports import Look
from grader.reports import json as json_report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("reveal", [False, True])
def test_a_report_with_every_outcome_is_valid(report: Report, reveal: bool, validator: Any) -> None:
    validator.validate(json.loads(json_report.render(report, Look(reveal=reveal))))


EXAMPLES = [file for file in sorted(ROOT.glob("examples/*.*")) if file.stem != "expectations"]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_what_is_said_of_the_examples_is_valid(file: Path, validator: Any) -> None:
    report = grader.check(file.stem.partition("_")[0], file)
    validator.validate(json.loads(json_report.render(report, Look(reveal=True))))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "right"},
        {"points": "2"},
        {"points": -1},
        {"confidence": 1.5},
        {"read": 608},
        {"extra": 1},
        {"status": "correct", "mistake": "forgets_biases"},
        {"status": "needs_person", "points": 1},
    ],
)
def test_the_schema_refuses_what_a_report_never_says(change: dict[str, Any], report: Report, validator: Any) -> None:
    data = report.as_dict()
    data["verdicts"][5] |= change
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(data)


def test_the_keys_are_those_that_were_promised(report: Report) -> None:
    data = json.loads(json_report.render(report, Look()))
    assert list(data) == ["assignment", "submission", "points", "max_points", "verdicts"]
    assert list(data["verdicts"][0]) == [
        "label",
        "status",
        "points",
        "max_points",
        "read",
        "mistake",
        "convention",
        "feedback",
        "confidence",
        "source",
    ]
    assert (data["points"], data["max_points"]) == (5, 21.5)


def test_the_key_staff_is_there_only_on_request(report: Report) -> None:
    assert "608" not in json_report.render(report, Look())
    assert json.loads(json_report.render(report, Look(reveal=True)))["verdicts"][5]["staff"].endswith("608.")


def test_one_of_many_reports_is_one_line(report: Report) -> None:
    text = json_report.render(report, Look(one_of_many=True))
    assert text.count("\n") == 1
    assert json.loads(text) == json.loads(json_report.render(report, Look()))


@given(st.text(st.characters()), st.booleans())
def test_the_text_read_comes_back_as_it_was_and_steers_no_terminal(text: str, symbols: bool) -> None:
    verdict = Verdict("1.A", "", Outcome.INCORRECT, Fraction(0), Fraction(1), text)
    written = json_report.render(Report("hw4", "hw4.md", (verdict,)), Look(symbols=symbols))
    assert json.loads(written)["verdicts"][0]["read"] == text
    assert not any(character in written for character in "\x1b\x7f\x9b\u202e\u200b")
    assert symbols or written.isascii()
    written.encode("utf-8")


def test_points_that_are_no_whole_number_are_numbers_still(report: Report) -> None:
    third = replace(report["3.B.i"], points=Fraction(2, 3))
    assert json.loads(json_report.render(replace(report, verdicts=(third,)), Look()))["points"] == pytest.approx(2 / 3)
