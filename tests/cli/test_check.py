"""`grader check`: what it prints and the code that it leaves with."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import grader
from grader.model.verdicts import Outcome, Report, Verdict

Run = Callable[..., Result]
Example = Callable[..., str]


def test_the_submission_in_the_folder_is_found_and_judged(run: Run, example: Example) -> None:
    example("hw4.md")
    result = run("check", "hw4")
    assert "3.B.i    Parameters" in result.output
    assert "points so far" in result.output
    assert result.exit_code == 4


def test_a_flawed_submission_leaves_with_1_and_says_why(run: Run, example: Example) -> None:
    result = run("check", "hw4", example("hw4_flawed.md"))
    assert "You kept the input's channels." in result.output
    assert result.exit_code == 1


def test_json_is_the_report_as_plain_data(run: Run, example: Example) -> None:
    name = example("hw4_flawed.md")
    result = run("check", "hw4", name, "--json")
    assert json.loads(result.stdout) == grader.check("hw4", name).as_dict()
    assert run("check", "hw4", name, "--format", "json").stdout == result.stdout


def test_several_files_give_a_report_each_and_one_that_can_not_be_read_stops_no_other(
    run: Run, example: Example
) -> None:
    files = (example("hw4.md"), "gone.md", example("hw4_flawed.md"))
    result = run("check", "hw4", *files, "--json")
    assert [json.loads(line)["submission"] for line in result.stdout.splitlines()] == [files[0], files[2]]
    assert "gone.md" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        (("3.B.ii",), ["3.B.ii"]),
        (("3bii",), ["3.B.ii"]),
        (("3.b",), ["3.B.i", "3.B.ii"]),
        (("3.B.i", "2.A"), ["2.A", "3.B.i"]),
    ],
)
def test_only_the_questions_asked_for_are_shown(
    run: Run, example: Example, written: tuple[str, ...], labels: list[str]
) -> None:
    options = [option for label in written for option in ("--question", label)]
    result = run("check", "hw4", example("hw4.md"), "--json", *options)
    assert [verdict["label"] for verdict in json.loads(result.stdout)["verdicts"]] == labels
    assert result.exit_code == 0


def test_an_unknown_question_is_answered_with_the_nearest(run: Run, example: Example) -> None:
    result = run("check", "hw4", example("hw4.md"), "--question", "3.B.iv")
    assert "There is no question '3.B.iv': did you mean 3.B.i" in result.stderr
    assert result.exit_code == 2


def test_reveal_shows_what_staff_need(run: Run, example: Example) -> None:
    name = example("hw4_flawed.md")
    assert "The reference answer is 608" not in run("check", "hw4", name).output
    revealed = run("check", "hw4", name, "--reveal").output
    assert "The reference answer is 608" in revealed
    assert "keeps_input_channels" in revealed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--json", "--format", "terminal"), "--json and --format terminal exclude each other"),
        (("--format", "yaml"), "There is no report format 'yaml': choose from"),
        (("--jsn",), "--json"),
    ],
)
def test_a_wrong_option_is_a_usage_error_with_a_way_out(
    run: Run, example: Example, arguments: tuple[str, ...], said: str
) -> None:
    result = run("check", "hw4", example("hw4.md"), *arguments)
    assert said in result.stderr
    assert result.exit_code == 2


def verdict(label: str, outcome: Outcome, **more: Any) -> Verdict:
    return Verdict(label, "", outcome, Fraction(0), Fraction(1), "text", **more)


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (["correct"], 0),
        (["correct", "incorrect", "needs_person"], 1),
        (["correct", "partial"], 1),
        (["correct", "missing"], 1),
        (["correct", "needs_person"], 4),
        (["correct", "unreadable"], 4),
    ],
)
def test_the_exit_code_says_what_became_of_the_submission(
    run: Run, example: Example, monkeypatch: pytest.MonkeyPatch, outcomes: list[str], code: int
) -> None:
    verdicts = tuple(verdict(f"{number}", Outcome(outcome)) for number, outcome in enumerate(outcomes))
    monkeypatch.setattr(grader, "check", lambda *_, **__: Report("hw4", "hw4.md", verdicts))
    assert run("check", "hw4", example("hw4.md")).exit_code == code


def test_where_nothing_was_answered_there_is_nothing_to_grade(run: Run, here: Path) -> None:
    (here / "hw4.md").write_text("I did something else altogether.\n")
    result = run("check", "hw4")
    assert "No answer was found in this file." in result.output
    assert result.exit_code == 5


def test_a_fault_on_one_question_is_told_in_a_line_and_leaves_with_3(
    run: Run, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = verdict("3.B.i", Outcome.NEEDS_PERSON, staff="Traceback (most recent call last):\n…\nKeyError: 'x'\n")
    report = Report("hw4", "hw4.md", (verdict("1.B", Outcome.INCORRECT), faulty), faulty=True)
    monkeypatch.setattr(grader, "check", lambda *_, **__: report)
    result = run("check", "hw4", example("hw4.md"), "--reveal")
    assert "grader itself failed on 3.B.i. This is our fault, not yours" in result.stderr
    assert result.exit_code == 3


def test_the_worst_of_several_files_decides(run: Run, example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Report("hw4", "a.md", (verdict("1", Outcome.CORRECT),))
    wrong = replace(right, verdicts=(verdict("1", Outcome.INCORRECT),))
    open_ = replace(right, verdicts=(verdict("1", Outcome.NEEDS_PERSON),))
    reports = {"right": right, "wrong": wrong, "open": open_}
    monkeypatch.setattr(grader, "check", lambda _, file, **__: reports[file])
    assert run("check", "hw4", "right", "right").exit_code == 0
    assert run("check", "hw4", "right", "open").exit_code == 4
    assert run("check", "hw4", "open", "wrong", "right").exit_code == 1
