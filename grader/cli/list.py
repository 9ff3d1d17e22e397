"""`grader list`: the assignments that are installed."""

from __future__ import annotations

import click


@click.command(name="list", short_help="The assignments that are installed.")
def command() -> None:
    """List the assignments that are installed, with what they ask and are worth."""
    from fractions import Fraction

    import grader
    from grader.authoring import assignments
    from grader.cli import _screen
    from grader.cli._trouble import Trouble
    from grader.layout import clean
    from grader.model.verdicts import number

    rows = []
    for name in assignments():
        assignment = grader.load(name)
        worth = number(sum((question.points for question in assignment.questions), Fraction(0)))
        rows.append((name, clean(assignment.title), f"{len(assignment.questions)} questions, {worth} points"))
    if not rows:
        raise Trouble("No assignment is installed. A package brings them by the entry point grader.assignments.")
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    _screen.write("".join(f"{name:{widths[0]}}  {title:{widths[1]}}  {worth}\n" for name, title, worth in rows))
