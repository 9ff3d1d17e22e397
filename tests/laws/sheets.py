"""Answer sheets as `grader new` writes them, filled in: the prompts stay, the answers stand where there is room."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from grader import sheets
from grader.authoring import Assignment, Question
from grader.handout import instruction
from grader.model.answers import Unreadable, executed
from grader.model.verdicts import Outcome

ASSIGNMENTS = ("hw2", "hw4", "rq3", "lenet", "lab1")
FORMATS = sheets.sheets()


class Variant(NamedTuple):
    """An answer that a question's key has a name for, as the answer type writes it, and what it deserves."""

    label: str
    name: str
    text: str
    outcome: Outcome


def references(assignment: Assignment) -> dict[str, str]:
    """The right answers of the questions whose key is a value, as their types write them."""
    shown = {
        question.label: _shown(question, assignment.key(question).reference)
        for question in assignment.questions
        if not executed(question.answer)
    }
    return {label: text for label, text in shown.items() if text}


def variants(assignment: Assignment) -> Iterator[Variant]:
    """Every convention and mistake of these questions."""
    for label in references(assignment):
        question = assignment[label]
        key = assignment.key(question)
        for convention, value in key.conventions:
            yield Variant(label, convention.key, _shown(question, value), Outcome.CORRECT)
        for mistake, value in key.mistakes:
            text = _shown(question, value)
            if text:
                yield Variant(label, mistake.key, text, _deserved(question, value, key))


def _deserved(question: Question, value: Any, key: Any) -> Outcome:
    """What the answer's least credit comes to, where several mistakes lead to it."""
    given = question.answer.read(question.answer.show(value))
    credits = [mistake.credit for mistake, other in key.mistakes if question.answer.match(given, other)]
    credit = min(credits, default=Fraction(0))
    return Outcome.PARTIAL if credit else Outcome.INCORRECT


def _shown(question: Question, value: Any) -> str:
    """The value in writing; "" where the key is a demand on the answer and no value of its own."""
    try:
        text = question.answer.show(value)
        return text if question.answer.match(question.answer.read(text), value) else ""
    except (Unreadable, AttributeError, TypeError):
        return ""


def filled(assignment: Assignment, form: str, answers: Mapping[str, str]) -> tuple[str, bytes]:
    """The name and the bytes of a sheet in that form, with these answers by label."""
    sheet = sheets.load(form)
    text = sheet.render(assignment)
    fill = {"markdown": _markdown, "notebook": _notebook, "script": _script, "toml": _toml}[form]
    return f"{assignment.name}{sheet.SUFFIX}", fill(assignment, text, answers).encode()


def _markdown(assignment: Assignment, text: str, answers: Mapping[str, str]) -> str:
    for label, answer in answers.items():
        heading = f"## {label} {assignment[label].title}\n"
        hint = f"> *{instruction(assignment[label].answer)}*\n"
        place = text.index(hint, text.index(heading)) + len(hint)
        text = f"{text[:place]}\n{answer}\n{text[place:]}"
    return text


def _script(assignment: Assignment, text: str, answers: Mapping[str, str]) -> str:
    for label, answer in answers.items():
        heading = f"# ## {label} {assignment[label].title}\n"
        hint = f"# > *{instruction(assignment[label].answer)}*\n"
        place = text.index(hint, text.index(heading)) + len(hint)
        written = "".join(f"# {line}".rstrip() + "\n" for line in answer.split("\n"))
        text = f"{text[:place]}#\n{written}{text[place:]}"
    return text


def _toml(assignment: Assignment, text: str, answers: Mapping[str, str]) -> str:
    for label, answer in answers.items():
        begins = f'\n"{label}" = '
        place = text.index(begins) + len(begins)
        end = text.index("\n\n", place) if text.startswith("'''", place) else text.index("\n", place)
        stop = text.index("'''", place + 3) + 3 if text.startswith("'''", place) else end
        text = f"{text[:place]}'''{answer}'''{text[stop:]}"
    return text


def _notebook(assignment: Assignment, text: str, answers: Mapping[str, str]) -> str:
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        (label,) = cell["metadata"].get("tags") or ("",)
        if label not in answers:
            continue
        written = cell["cell_type"] == "markdown"
        cell["source"] = answers[label] if written else f"{assignment[label].variable} = {answers[label]!r}"
    return json.dumps(notebook)
