"""`grader list`: the assignments that are installed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from grader.layout import Line


@click.command(name="list", short_help="The assignments that are installed.")
@click.option("--markdown", is_flag=True, help="As a Markdown document with a table of every question.")
def command(markdown: bool) -> None:
    """List the assignments that are installed, with what they ask and are worth."""
    from grader.authoring import assignments
    from grader.cli import _screen
    from grader.cli._trouble import Trouble
    from grader.layout import coloured, plain

    names = list(assignments())
    if not names:
        raise Trouble("No assignment is installed. A package brings them by the entry point grader.assignments.")
    if markdown:
        click.echo("\n".join(_tables(names)))
        return
    look = _screen.look()
    width = min(look.width, 92)
    lines = list(_lines(names, width))
    _screen.write(coloured(lines, width) if look.colour else plain(lines))


def _lines(names: list[str], width: int) -> Iterator[Line]:
    import grader
    from grader.layout import Span, cells, wrap
    from grader.model.verdicts import number

    column = max(map(cells, names)) + 2
    for name in names:
        assignment = grader.load(name)
        points = number(sum((question.points for question in assignment.questions), Fraction(0)))
        judged = sum(question.answer.kind != "essay" for question in assignment.questions)
        worth = f"{len(assignment.questions)} questions, {judged} auto-graded, {points} points"
        room = width - column - cells(worth) - 2
        for row, title in enumerate(wrap(assignment.title, room)):
            first = row == 0
            gap = " " * (room - cells(title) + 2)
            yield [
                Span((name if first else "").ljust(column), "bold"),
                Span(title + gap),
                Span(worth if first else "", "dim"),
            ]


def _tables(names: list[str]) -> Iterator[str]:
    """A chapter for each assignment, without a single answer."""
    import grader
    from grader.authoring.dealing import count
    from grader.model.verdicts import number

    yield "# The questions"
    yield ""
    yield "Made by `grader list --markdown`. Essays are prepared for a person, all else is judged by the machine; draws"
    yield "is how many sets of numbers there are for `--student`."
    for name in names:
        assignment = grader.load(name)
        yield from ("", f"## {name}: {assignment.title}", "")
        yield "| label | question | answer | points | mistakes | conventions | draws |"
        yield "| --- | --- | --- | ---: | ---: | ---: | ---: |"
        for question in assignment.questions:
            part = question.part
            draws = count(part.problem)
            cells = (
                question.label,
                question.title,
                question.answer.kind,
                number(question.points),
                len(part.mistakes) or "",
                len(part.conventions) or "",
                draws if draws > 1 else "",
            )
            yield f"| {' | '.join(map(str, cells))} |"
