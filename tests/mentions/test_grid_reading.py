"""Which grids of a text are taken for the answer, and what leaves them to a person."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from grader.mentions.grid_reading import grid_readings
from grader.model.answers import Candidate
from grader.model.documents import Block, Segment

CASES = tomllib.loads((Path(__file__).parent / "cases" / "matrices.toml").read_text(encoding="utf-8"))["case"]
PROMPT = "Two images: 10 01 and 10 01. Pool each of them."
EXAMPLE = "such as [[1, 1/2], [0, 3]]"


def readings(text: str, count: int, prompt: str = PROMPT) -> list[Candidate[Any]]:
    segment = Segment("1", "x.md", (Block("paragraph", text, 1),), prompt=prompt)
    return sorted(grid_readings(segment, count, EXAMPLE), key=lambda each: -each.confidence)


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["text"][:40])
def test_two_matrices(row: dict[str, Any]) -> None:
    found = readings(row["text"], 2)
    if "value" not in row:
        assert found == []
        return
    best = found[0]
    assert best.answer.value == tuple(tuple(map(tuple, rows)) for rows in row["value"])
    assert row.get("held", "") in best.gate
    assert bool(best.gate) == ("held" in row)
    assert row.get("barred", "") in best.barred
    assert bool(best.barred) == ("barred" in row)
    assert best.confidence > 0.6 or "held" in row or "barred" in row


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("padded input\n0 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 0\n\noutput\n1 2\n3 4", ((1, 2), (3, 4))),
        ("The windows are\n1 0\n0 2\n\nand so on. The output:\n1 2\n3 4", ((1, 2), (3, 4))),
        ("not [[1, 2], [3, 5]] but [[1, 2], [3, 4]]", ((1, 2), (3, 4))),
        ("[[1, 2], [3, 5]]\n\nWait, I forgot the bias: [[1, 2], [3, 4]]", ((1, 2), (3, 4))),
        ("First the filter [[5, 6], [7, 9]]. This gives [[1, 2], [3, 4]]", ((1, 2), (3, 4))),
    ],
)
def test_one_of_several_is_the_answer(text: str, value: Any) -> None:
    best = readings(text, 1)[0]
    assert best.answer.value == (value,)
    assert not best.gate
    assert not best.barred


def test_two_rivals_are_left_to_a_person() -> None:
    best = readings("[[1, 2], [3, 4]]\n\n[[5, 6], [7, 8]]", 1)[0]
    assert "more" in best.gate


def test_the_span_is_what_was_written() -> None:
    text = "So we get $\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}$ and [[5, 6], [7, 8]]."
    start, end = readings(text, 2)[0].span
    assert text[start:end] == "\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}$ and [[5, 6], [7, 8]]"
