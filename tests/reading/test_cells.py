"""Notebooks: which cells are text."""

from __future__ import annotations

import json

import pytest

import grader
from grader.reading import read


def notebook(*cells: tuple[str, str]) -> bytes:
    made = [
        {"cell_type": kind, "metadata": {}, "source": source} | ({"outputs": []} if kind == "code" else {})
        for kind, source in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_in_a_cell_of_text_is_read(kind: str) -> None:
    data = notebook(("markdown", "## 3.B.i"), (kind, "608"), ("markdown", "## 3.B.ii"), (kind, "28×28×8"))
    report = grader.check("hw4", "hw4.ipynb", data=data)
    assert [report[label].outcome for label in ("3.B.i", "3.B.ii")] == ["correct", "correct"]
    assert str(report["3.B.i"].source) == "cell 2, line 1"


def test_a_raw_cell_is_no_code() -> None:
    assert read("x.ipynb", data=notebook(("raw", "x = 1"), ("code", "y = 2"))).cells[0].source == "y = 2"
