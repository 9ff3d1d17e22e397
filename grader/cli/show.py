"""`grader show`: the questions of an assignment, without their answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from grader.cli import _arguments

if TYPE_CHECKING:
    from grader.authoring import Assignment, Question
    from grader.layout import Line


@click.command(name="show", short_help="The questions of an assignment.")
@_arguments.assignment
@_arguments.label
@_arguments.student
def command(assignment: str, label: str | None, student: str | None) -> None:
    """Show the questions of an assignment, or only LABEL (3.B.i, or all below 3.B), and how to write the answers."""
    from grader.cli import _labels, _screen
    from grader.layout import coloured, plain

    chosen = _arguments.opened(assignment, student)
    labels = [question.label for question in chosen.questions]
    wanted = _labels.choose(labels, label) if label else tuple(labels)
    look = _screen.look()
    width = min(look.width, 92)
    lines = list(_lines(chosen, wanted, width))
    _screen.write(coloured(lines, width) if look.colour else plain(lines))


def _lines(assignment: Assignment, labels: tuple[str, ...], width: int) -> Iterator[Line]:
    from grader.layout import Span, wrap

    yield [Span(f"{assignment.name}  ", "bold"), Span(assignment.title)]
    above: object = None
    for question in assignment.questions:
        if question.label not in labels:
            continue
        if question.problem is not above:
            above = question.problem
            for number, paragraph in enumerate(wrap(question.stem(), width) if question.stem() else []):
                if number == 0:
                    yield []
                yield [Span(paragraph)]
        yield []
        yield from _question(question, width)


def _question(question: Question, width: int) -> Iterator[Line]:
    from grader.layout import Span, wrap
    from grader.model.verdicts import number

    points = number(question.points)
    yield [
        Span(f"{question.label:8}", "bold"),
        Span(f"  {question.title}", "bold"),
        Span(f"  {points} {'point' if points == 1 else 'points'}", "dim"),
    ]
    for row in wrap(question.prompt(), width - 10):
        yield [Span(" " * 10), Span(row)]
    for row in wrap(f"Write {question.answer.hint}.", width - 10):
        yield [Span(" " * 10), Span(row, "dim")]
