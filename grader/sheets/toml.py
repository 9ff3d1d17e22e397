"""The answer sheet as TOML: a table of labels and answers, the questions in comments."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from grader.authoring import Assignment
from grader.handout import instruction
from grader.model.answers import executed
from grader.sheets import IMPORTS

SUFFIX = ".toml"

_SEVERAL_LINES = ("essay", "table", "matrices", "several")


def render(assignment: Assignment) -> str:
    """A sheet in TOML. Single quotes keep the backslashes of LaTeX as they are."""
    return "\n".join(_lines(assignment))


def _lines(assignment: Assignment) -> Iterator[str]:
    yield from _comment(assignment.title)
    yield from _comment("Write each answer between the quotes behind its label; three quotes hold several lines.")
    yield from _comment(f"When you are done: grader check {assignment.called()} {assignment.name}.toml")
    yield from ("", f'assignment = "{assignment.name}"', "", "[answers]")
    above: object = None
    for question in assignment.questions:
        yield ""
        if question.problem is not above and question.stem():
            yield from _comment(question.stem())
            yield "#"
        above = question.problem
        yield from _comment(f"{question.label} {question.title}: {question.prompt()}")
        yield from _comment(instruction(question.answer))
        kind = executed(question.answer)
        room = f"\n{IMPORTS}\n\n\n{kind.stub}\n" if kind else "\n\n" if question.answer.kind in _SEVERAL_LINES else ""
        yield f'"{question.label}" = ' + (f"'''{room}'''" if room else "''")
    yield ""


def _comment(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        for line in textwrap.wrap(paragraph, 100, break_long_words=False, break_on_hyphens=False) or [""]:
            yield f"# {line}".rstrip()
