"""Whatever numbers stand before the answers, with prompts left in or not, no answer becomes wrong or is lost."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable

import pytest

import grader
from grader.authoring import Assignment, Question
from grader.handout import instruction

from .sheets import references

LABELS: dict[str, Callable[[int, Question], str]] = {
    "ours": lambda _, question: f"## {question.label}",
    "ours and titles": lambda _, question: f"**{question.label}) {question.title}**",
    "titles": lambda _, question: f"## {question.title}",
    "counted": lambda number, _: f"{number}.",
    "counted, with titles": lambda number, question: f"### Question {number}: {question.title}",
    "of a chapter": lambda number, question: f"## 4.{number} {question.title}",
    "Q": lambda number, _: f"Q{number})",
    "none": lambda _, __: "",
}
PROMPTS: dict[str, Callable[[Question], str]] = {
    "quoted": lambda question: textwrap.indent(
        f"{question.stem()}\n\n{question.prompt()}\n\n*{instruction(question.answer)}*", "> ", lambda _: True
    ),
    "plain": lambda question: "\n\n".join(filter(None, (question.stem(), question.prompt()))),
    "wrapped": lambda question: textwrap.fill(question.prompt(), 34),
    "bold": lambda question: f"**{question.prompt()}**",
    "none": lambda _: "",
}
ANSWERS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: f"Answer: {text}",
    lambda text: f"> {text}",
    lambda text: f"**{text}**",
    lambda text: f"**Answer:**\n\n{text}",
)
ESSAY = "It helps a lot, because there are many layers."


def outcomes(assignment: Assignment, labels: str, prompts: str, answer: Callable[[str], str]) -> dict[str, str]:
    """What becomes of the right answers in a write-up with these labels and prompts."""
    right = references(assignment)
    text = f"# {assignment.title}"
    for number, question in enumerate(assignment.questions, 1):
        written = answer(right.get(question.label, ESSAY))
        text += f"\n\n{LABELS[labels](number, question)}\n\n{PROMPTS[prompts](question)}\n\n{written}"
    report = grader.check(assignment, "x.md", data=text.encode())
    return {label: report[label].outcome for label in right}


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("name", ["hw2", "hw4", "rq3", "lenet"])
def test_no_right_answer_becomes_wrong_or_is_lost(name: str, labels: str) -> None:
    assignment = grader.load(name)
    forms = itertools.cycle(ANSWERS)
    for prompts in PROMPTS:
        if prompts == "none" and labels in ("counted", "Q", "none"):
            continue  # nothing says what is answered
        answer = next(forms)
        found = outcomes(assignment, labels, prompts, answer)
        assert not {label for label, outcome in found.items() if outcome in ("incorrect", "partial", "missing")}, (
            prompts
        )
        usual = outcomes(assignment, "ours", "none", answer)
        lost = [label for label in usual if usual[label] == "correct" != found[label]]
        assert len(lost) <= 1, (prompts, lost)
