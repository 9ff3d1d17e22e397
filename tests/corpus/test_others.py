"""Texts for rq3 and lenet by a hand that did not know the rules: no verdict is wrong."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

import pytest

import grader

from .others import lenet, rq3
from .test_corpus import judged


@pytest.mark.parametrize(("name", "table"), [("rq3", rq3), ("lenet", lenet)])
def test_what_is_read_is_right(name: str, table: ModuleType) -> None:
    assignment = grader.load(name)
    usual = {label: said[0].text for label, said in table.ANSWERS.items()}
    counted: Counter[str] = Counter()
    wrong = []
    for label, texts in table.ANSWERS.items():
        for said in texts:
            written = usual | {label: said.text}
            text = "".join(f"## {each}\n\n{answer}\n\n" for each, answer in written.items())
            verdict = grader.check(assignment, f"{name}.md", data=text.encode())[label]
            result = judged(verdict, said)
            if said.outcome != "person":
                counted[result] += 1
            if result == "wrong":
                wrong.append((label, said.text, verdict))
    assert wrong == []
    assert counted["right"] >= 0.55 * counted.total(), counted
