"""Whole submissions in the manner of real ones, by a hand that did not know the rules: no verdict is wrong.

expected.json has the verdict that each answer deserves; where a mistake's author gives credit for it, "partial".
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import grader

WHOLE = Path(__file__).parent / "whole"
EXPECTED = json.loads((WHOLE / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_decided_is_right(name: str) -> None:
    expected = EXPECTED[name]
    report = grader.check(expected["assignment"], WHOLE / name)
    decided = {label: report[label] for label in expected["verdicts"] if not report[label].outcome.open}
    wrong = [(label, verdict) for label, verdict in decided.items() if verdict.outcome != expected["verdicts"][label]]
    assert not report.faulty
    assert wrong == []


def test_half_of_the_answers_are_decided() -> None:
    reports = {name: grader.check(expected["assignment"], WHOLE / name) for name, expected in EXPECTED.items()}
    wanted = [(name, label) for name in EXPECTED for label, v in EXPECTED[name]["verdicts"].items() if v != "person"]
    decided = sum(not reports[name][label].outcome.open for name, label in wanted)
    assert decided >= 0.55 * len(wanted), (decided, len(wanted))
