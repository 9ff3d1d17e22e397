"""python -m grader.maths: how an answer is understood, and where two formulas differ."""

from __future__ import annotations

import pytest

from grader.maths.__main__ import main


def test_two_formulas_that_differ_are_shown_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["w - eta*g", "w - eta*max(min(g,5),-5)"]) == 1
    told = capsys.readouterr().out
    assert "not equal" in told
    values = {row.split()[0]: row for row in told.splitlines() if row[:1].isalpha()}
    assert "g = " in values["at"]
    assert values["answer"].split()[1] != values["reference"].split()[1]


def test_what_is_equal_is_not_argued_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["(a+b)^2", "a^2 + 2ab + b^2"]) == 0
    assert "reference" not in capsys.readouterr().out


def test_what_is_not_known_gets_a_caret(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([r"x + \foo"]) == 2
    assert "    ^ “\\foo” is not known here" in capsys.readouterr().out
