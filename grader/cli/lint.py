"""`grader lint`: what an author should mend in an assignment."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from grader.cli import _arguments

if TYPE_CHECKING:
    from grader.linting import Finding

CLEAN, FOUND = 0, 1


@click.command(name="lint", short_help="For authors: what to mend in an assignment.")
@_arguments.assignment
@click.option(
    "--variants",
    "draws",
    metavar="N",
    type=click.IntRange(1, 1_000_000),
    default=200,
    show_default=True,
    help="How many draws of each problem's numbers to look at.",
)
@click.pass_context
def command(ctx: click.Context, assignment: str, draws: int) -> None:
    """Try every solver, mistake, text and range of ASSIGNMENT, and say what an author should mend.

    Leaves with 0 where there is nothing to mend, with 1 where there is.
    """
    from grader.cli import _screen
    from grader.layout import clean
    from grader.linting import lint

    chosen = _arguments.opened(assignment)
    findings: list[Finding] = []
    with _screen.progress(f"{chosen.name}", "questions") as advance:
        for step in lint(chosen, draws):
            findings += step.findings
            advance(step.done, step.of)
    for finding in findings:
        click.echo(clean(str(finding)))
    if not findings:
        parts = len(chosen.questions)
        click.echo(f"{chosen.name}: nothing to mend in {parts} questions, {draws} variants each.")
    sys.stdout.flush()
    ctx.exit(FOUND if findings else CLEAN)
