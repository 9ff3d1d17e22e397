"""The answer sheet as a Python script in cells: each question in comments, below it the code to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from grader.authoring import Assignment, Question
from grader.handout import instruction
from grader.model.answers import executed
from grader.sheets import IMPORTS

SUFFIX = ".py"


def render(assignment: Assignment) -> str:
    """A script whose cells begin with `# %%`, as editors and Jupytext have them."""
    return "\n".join(_lines(assignment)) + "\n"


def _lines(assignment: Assignment) -> Iterator[str]:
    yield "# %% [markdown]"
    yield from _comment(f"# {assignment.title}\n")
    yield from _comment("> Write each answer below its question: code as code, text as comments.")
    yield from _comment(f"> When you are done: grader check {assignment.called()} {assignment.name}.py")
    if any(executed(question.answer) for question in assignment.questions):
        yield from ("", "# %%", IMPORTS)
    above: object = None
    for question in assignment.questions:
        stem = question.stem() if question.problem is not above else ""
        above = question.problem
        yield from ("", "# %% [markdown]")
        yield from _comment(f"## {question.label} {question.title}\n")
        text = "\n\n".join(filter(None, (stem, question.prompt(), f"*{instruction(question.answer)}*")))
        yield from _comment("\n".join(f"> {line}".rstrip() for line in text.split("\n")))
        yield from _answer(question)


def _answer(question: Question) -> Iterator[str]:
    """Room for the answer."""
    kind = executed(question.answer)
    yield from ("", "# %%", kind.stub) if kind else ("#", "#")


def _comment(text: str) -> Iterator[str]:
    yield from (f"# {line}".rstrip() for line in text.split("\n"))
