"""Answers to single questions with their verdicts: one table an assignment."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import grader

CASES = Path(__file__).parent / "cases"


def rows() -> list[Any]:
    return [
        pytest.param(file.stem, row, id=f"{file.stem}-{row['label']}-{row['answer'][:30]}")
        for file in sorted(CASES.glob("*.toml"))
        for row in tomllib.loads(file.read_text("utf-8"))["case"]
    ]


@pytest.mark.parametrize(("assignment", "row"), rows())
def test_an_answer_gets_its_verdict(assignment: str, row: dict[str, str]) -> None:
    sheet = f"[answers]\n{json.dumps(row['label'])} = {json.dumps(row['answer'])}\n"
    verdict = grader.check(assignment, f"{assignment}.toml", data=sheet.encode())[row["label"]]
    assert " ".join(filter(None, (verdict.outcome, verdict.mistake or verdict.convention))) == row["verdict"]


def test_every_mistake_of_an_assignment_with_a_table_is_diagnosed_by_its_own_answer() -> None:
    """Each mistake's own value, shown as its type shows it, gets that mistake's name, and no points of a right one."""
    for name in ("hw4", "rq3", "lenet"):
        assignment = grader.load(name)
        for question in assignment.questions:
            for mistake, value in assignment.key(question).mistakes:
                if question.answer.kind in ("network", "several"):
                    continue
                text = question.answer.show(value)
                sheet = f"[answers]\n{json.dumps(question.label)} = {json.dumps(text)}\n"
                verdict = grader.check(assignment, f"{name}.toml", data=sheet.encode())[question.label]
                assert verdict.mistake == mistake.key or verdict.outcome == "needs_person", (
                    question.label,
                    text,
                    verdict,
                )
