"""Amounts under names: whose each of them is, with which scale."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from grader.answers.count import Count
from grader.answers.series import Series
from grader.mentions.claims import cue_pattern
from grader.model.documents import Block, Segment

CASES = tomllib.loads((Path(__file__).parent / "cases" / "series.toml").read_text(encoding="utf-8"))["case"]
also = {"A": ("Net-11",), "B": ("Net-13",), "C": ("Net-16",)}
NETS = Series(Count("parameters", digits=3), *"ABC", also=also, alone="C")


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["text"][:40])
def test_a_figure_per_name(row: dict[str, Any]) -> None:
    found = NETS.find(Segment("1", "x.md", (Block("paragraph", row["text"], 1),)))
    if "value" not in row:
        assert found == []
        return
    best = max(found, key=lambda each: each.confidence)
    assert [value or 0 for value in best.answer.value] == row["value"]
    assert row.get("held", "") in best.gate
    assert bool(best.gate) == ("held" in row)
    assert not best.barred


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("A: 608", True),
        ("net A has", True),
        ("А: 608", True),
        ("A total of 608", False),
        ("a: 608", False),
        ("A2: 608", False),
    ],
)
def test_a_capital_is_a_name_and_an_article_is_none(said: str, named: bool) -> None:
    assert bool(cue_pattern(("A",)).search(said)) is named


KEY = (125000, 250000, 380000)


@pytest.mark.parametrize(
    ("text", "equal"),
    [
        ("380,000", True),
        ("380K", True),
        ("381,000", False),
        ("A: 125K\nB: 250K\nC: 380K", True),
        ("A: 125K\nB: 250K", None),
    ],
)
def test_the_one_that_is_enough_is_judged_alone(text: str, equal: bool | None) -> None:
    found = NETS.find(Segment("1", "x.md", (Block("paragraph", text, 1),)))
    best = max(found, key=lambda each: each.confidence)
    assert NETS.match(best.answer, KEY).equal is equal
