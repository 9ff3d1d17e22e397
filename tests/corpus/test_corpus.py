"""Generated write-ups and what may happen to them: almost all is read, and no verdict is wrong."""

from __future__ import annotations

from collections import Counter

import pytest

import grader
from grader.model.verdicts import Verdict

from . import styles
from .answers import Said
from .generator import mutant, write_up
from .mutations import MUTATIONS

HW4 = grader.load("hw4")
SUFFIXES = (".md", ".ipynb", ".crlf.md", ".tex")
HALVES = {False: styles.TUNED, True: styles.MEASURED}


def judged(verdict: Verdict, said: Said) -> str:
    """How a verdict compares with the one deserved: "right", "wrong", or "person" where a person decides."""
    if verdict.outcome.open:
        return "person"
    named = said.name is None or said.name in (verdict.mistake, verdict.convention)
    return "right" if verdict.outcome == said.outcome and named else "wrong"


@pytest.mark.parametrize("measured", [False, True])
def test_what_is_written_is_read_and_no_verdict_is_wrong(measured: bool) -> None:
    counted: Counter[str] = Counter()
    wrong = []
    for seed in range(120):
        written = write_up(seed, measured=measured, suffix=SUFFIXES[seed % len(SUFFIXES)])
        report = grader.check(HW4, written.name, data=written.data)
        for label, said in written.expected.items():
            result = judged(report[label], said)
            slip = said.outcome == "incorrect" and said.name is None  # no mathematics bears witness: a person decides
            if said.outcome not in ("missing", "person") and not slip:
                counted[result] += 1
            if result == "wrong":
                wrong.append((seed, label, said.text, report[label]))
    assert wrong == []
    assert counted["right"] >= 0.9 * counted.total(), counted


@pytest.mark.parametrize(("measured", "style"), [(half, style) for half, found in HALVES.items() for style in found])
def test_every_style_of_labels_is_read(measured: bool, style: str) -> None:
    counted: Counter[str] = Counter()
    for seed in range(4):
        written = write_up(seed, measured=measured, style=style)
        report = grader.check(HW4, written.name, data=written.data)
        counted.update(
            judged(report[label], said)
            for label, said in written.expected.items()
            if said.outcome not in ("missing", "person")
        )
    assert counted["wrong"] == 0
    assert counted["right"] >= 0.7 * counted.total(), counted


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("measured", [False, True])
def test_no_mutation_yields_a_wrong_verdict(mutation: str, measured: bool) -> None:
    wrong = []
    decided = 0
    for seed in range(30):
        text, allowed = mutant(seed, mutation, measured=measured)
        report = grader.check(HW4, "hw4.md", data=text.encode())
        for label, outcomes in allowed.items():
            verdict = report[label]
            if verdict.outcome.open:
                continue
            decided += 1
            if verdict.outcome not in outcomes:
                wrong.append((seed, label, outcomes, verdict))
    assert wrong == []
    assert decided > 30
