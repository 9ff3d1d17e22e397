"""A label that two numberings explain: hw4's 3.C.i is average pooling, and in homework 2 the table of accuracies."""

from __future__ import annotations

import pytest

import grader

POOLED = "[[1, 1/2], [1/2, 1/4]], [[1/2, 1], [1/4, 1/2]], [[1/4, 1/2], [1/2, 1]], [[1/2, 1/4], [1, 1/2]]"
ACCURACIES = "\n".join(["| epoch | test accuracy |", "|---|---|", *(f"| {n} | 0.98{n} |" for n in range(1, 10))])


@pytest.mark.parametrize(("text", "settled"), [(POOLED, True), (ACCURACIES, False), ("I used my own code.", False)])
def test_what_can_be_read_settles_what_a_lone_label_means(text: str, settled: bool) -> None:
    verdict = grader.check(grader.load("hw4"), "hw4.md", data=f"## 3.C.i\n\n{text}\n".encode())["3.C.i"]
    assert (verdict.outcome == "correct") is settled
    assert verdict.outcome.open is not settled
