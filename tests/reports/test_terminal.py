"""The report for a person: what it shows, that it holds its width, and that no text steers the terminal."""

import os
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.layout import cells
from grader.model.verdicts import Outcome, Report, Verdict
from grader.reports import Look, terminal

GOLDEN = Path(__file__).parent / "golden"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("plain_80", Look(80)),
        ("plain_40", Look(40)),
        ("plain_120", Look(120)),
        ("staff_80", Look(80, reveal=True)),
        ("ascii_80", Look(80, symbols=False)),
    ],
)
def test_the_report_looks_as_it_was_approved(name: str, look: Look, report: Report) -> None:
    golden = GOLDEN / f"{name}.txt"
    text = terminal.render(report, look)
    if os.environ.get("GRADER_UPDATE_GOLDENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 80, 92, 120])
def test_no_line_is_wider_than_the_terminal(width: int, report: Report) -> None:
    for symbols in (True, False):
        lines = terminal.render(report, Look(width, reveal=True, symbols=symbols)).splitlines()
        assert max(map(cells, lines)) <= width


def test_feedback_is_wrapped_and_never_cut(report: Report) -> None:
    long = " ".join(f"word{number}" for number in range(300))
    told = replace(report, verdicts=(replace(report["3.B.ii"], feedback=long),))
    assert long in " ".join(terminal.render(told, Look(60)).split())


def test_what_was_read_is_shortened_to_a_line(report: Report) -> None:
    read = "a very long essay " * 500
    text = terminal.render(replace(report, verdicts=(replace(report["3.D.iii"], read=read),)), Look(80))
    assert text.count("a very long essay") < 5
    assert "…”" in text


def test_the_verdict_is_a_word_and_a_sign_not_only_a_colour(report: Report) -> None:
    text = terminal.render(report, Look(80))
    for row in ("✓ correct", "~ partial", "✗ incorrect", "– missing", "? unreadable", "○ for a person"):
        assert row in text


def test_colour_changes_nothing_but_the_colour(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = terminal.render(report, Look(80, colour=True))
    assert ESCAPE.search(coloured)
    assert ESCAPE.sub("", coloured) == terminal.render(report, Look(80))


def test_plain_text_has_no_escape_codes_and_no_boxes(report: Report) -> None:
    text = terminal.render(report, Look(80))
    assert "\x1b" not in text
    assert not re.search("[─-╿]", text)


def test_markup_and_escape_sequences_of_a_student_do_nothing(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for look in (Look(80), Look(80, colour=True)):
        row = next(row for row in terminal.render(report, look).splitlines() if "normalisation" in row)
        assert "Batch normalisation [bold]helped[/bold] most" in ESCAPE.sub("", row)
        assert "\x1b[31m" not in row


@given(st.text(), st.text(), st.text(), st.text(), st.integers(1, 200))
def test_no_text_steers_the_terminal_or_breaks_the_layout(
    title: str, read: str, feedback: str, remark: str, width: int
) -> None:
    verdict = Verdict("1.A", title, Outcome.INCORRECT, Fraction(0), Fraction(1), read or "x", feedback=feedback)
    text = terminal.render(Report("hw4", read, (verdict,), (remark,)), Look(width))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]", text)
    assert max(map(cells, text.split("\n"))) <= max(width, terminal.NARROW)


def test_staff_see_the_answer_and_the_mistakes_name_only_on_request(report: Report) -> None:
    assert "608" not in terminal.render(report, Look(80))
    assert "forgets_biases" not in terminal.render(report, Look(80))
    revealed = terminal.render(report, Look(80, reveal=True))
    assert "The reference answer is 608." in revealed
    assert "forgets_biases" in revealed


def test_of_a_trace_staff_see_only_the_last_line(report: Report) -> None:
    faulty = replace(report["3.C.ii"], staff="Traceback (most recent call last):\n  File …\nValueError: no such axis\n")
    text = terminal.render(replace(report, verdicts=(faulty,)), Look(80, reveal=True))
    assert "ValueError: no such axis" in text
    assert "Traceback" not in text


def test_questions_that_wait_for_one_reason_share_it(report: Report) -> None:
    text = terminal.render(report, Look(80))
    assert text.count("A person reads this.") == 1
    assert "1.A.i, 3.D.iii\n    A person reads this." in text
    assert "Waiting for a person: 10.5 points" in text


def test_where_no_answer_was_found_it_says_how_to_label_them(report: Report) -> None:
    text = terminal.render(replace(report, verdicts=(report["1.B"],)), Look(80))
    assert "No answer was found in this file." in text
    assert "grader new hw4" in text
    assert "missing" not in text


def test_letters_beyond_ascii_are_replaced_where_they_can_not_be_shown(report: Report) -> None:
    text = terminal.render(report, Look(80, symbols=False))
    assert text.isascii()
    assert "+ correct" in text
    assert "28x28x3" in text
