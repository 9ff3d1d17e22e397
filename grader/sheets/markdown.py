"""The answer sheet as Markdown: a heading for each label, the question as a block quote, and room below it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.authoring import Assignment
from grader.handout import instruction
from grader.model.answers import executed
from grader.sheets import IMPORTS

SUFFIX = ".md"


def render(assignment: Assignment) -> str:
    """A sheet in Markdown; the block quotes are no part of the answers."""
    return "\n".join(_lines(assignment))


def _lines(assignment: Assignment) -> Iterator[str]:
    yield from (
        f"# {assignment.title}",
        "",
        "> Write each answer below its question. Leave the headings as they are: they say what is answered.",
        f"> When you are done: grader check {assignment.called()} {assignment.name}.md",
        "",
    )
    if any(executed(question.answer) for question in assignment.questions):
        yield from ("```python", IMPORTS, "```", "")
    above: object = None
    for question in assignment.questions:
        yield f"## {question.label} {question.title}"
        yield ""
        if question.problem is not above and question.stem():
            yield from _quoted(question.stem())
            yield ">"
        above = question.problem
        yield from _quoted(question.prompt())
        yield ">"
        yield from _quoted(f"*{instruction(question.answer)}*")
        yield ""
        kind = executed(question.answer)
        if kind:
            yield from ("```python", kind.stub, "```")
        yield ""
        yield ""


def _quoted(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"> {line}".rstrip()
