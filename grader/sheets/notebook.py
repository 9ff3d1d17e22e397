"""The answer sheet as a Jupyter notebook: each question in a cell, below it one that is tagged with its label."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from grader.authoring import Assignment, Question
from grader.handout import instruction
from grader.model.answers import executed
from grader.sheets import IMPORTS

SUFFIX = ".ipynb"

_PROSE = ("essay", "table", "text")


def render(assignment: Assignment) -> str:
    """A notebook of format 4.5. Short answers are assigned to a variable, others are written into a Markdown cell."""
    notebook = {
        "cells": list(_cells(assignment)),
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _cells(assignment: Assignment) -> Iterator[dict[str, Any]]:
    asked = [bool(executed(question.answer)) for question in assignment.questions]
    tags = "" if all(asked) else "Leave the tags of the cells as they are: they say what is answered."
    names = "Leave the names of functions and variables as they are: they say what is answered." if any(asked) else ""
    told = " ".join(filter(None, (tags, names)))
    yield _markdown(
        "title",
        f"# {assignment.title}\n\n"
        f"> Write each answer into the cell below its question; you may add cells there. {told}\n"
        f"> When you are done, save and call: `grader check {assignment.called()} {assignment.name}.ipynb`",
    )
    if any(asked):
        yield _code("imports", IMPORTS)
    above: object = None
    for question in assignment.questions:
        name = question.label.replace(".", "-")
        stem = question.stem() if question.problem is not above else ""
        above = question.problem
        text = "\n\n".join(filter(None, (stem, question.prompt(), f"*{instruction(question.answer)}*")))
        quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        yield _markdown(f"question-{name}", f"## {question.label} {question.title}\n\n{quoted}")
        yield _answer(question, f"answer-{name}")


def _answer(question: Question, cell_id: str) -> dict[str, Any]:
    if question.answer.kind in _PROSE:
        return _markdown(cell_id, "", question.label)
    kind = executed(question.answer)
    return _code(cell_id, kind.stub) if kind else _code(cell_id, f"{question.variable} = None", question.label)


def _code(cell_id: str, text: str, label: str = "") -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {"tags": [label]} if label else {},
        "outputs": [],
        "source": text.splitlines(keepends=True),
    }


def _markdown(cell_id: str, text: str, label: str = "") -> dict[str, Any]:
    metadata = {"tags": [label]} if label else {}
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": text.splitlines(keepends=True)}
