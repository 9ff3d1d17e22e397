"""`grader check`: the report on what was handed in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from grader.cli import _arguments

if TYPE_CHECKING:
    from grader.authoring import Assignment
    from grader.model.verdicts import Report

RIGHT, WRONG, BAD_FILE, OURS, OPEN, NOTHING = 0, 1, 2, 3, 4, 5
_WORST_FIRST = (OURS, BAD_FILE, WRONG, NOTHING, OPEN, RIGHT)


@click.command(name="check", short_help="Read, judge and explain what was handed in.")
@_arguments.assignment
@_arguments.files
@click.option("--json", "as_json", is_flag=True, help="The same as --format json, for programs.")
@_arguments.format_name
@_arguments.question
@_arguments.student
@click.option("--reveal", is_flag=True, help="For staff: the answers, rubrics and names of the mistakes, too.")
@click.pass_context
def command(
    ctx: click.Context,
    assignment: str,
    files: Sequence[str],
    as_json: bool,
    format_name: str | None,
    questions: Sequence[str],
    student: str | None,
    reveal: bool,
) -> None:
    """Read FILE, judge it, and say what is right, what is not and why, and what waits for a person.

    FILE is a write-up (.md, .txt, .tex, .pdf, .html, .qmd, .Rmd), a notebook (.ipynb), a script (.py), an answer sheet
    (.toml) or a .zip or .tar.gz with some of these. Without it the submission is
    looked for in this folder: hw4.md, hw4.ipynb, hw4-final.md ….

    Leaves with 0 where everything that was judged is right, 1 where something is wrong or missing,
    2 where a file can't be read, 3 where grader itself failed, 4 where nothing is wrong but
    something waits for a person, 5 where no answer was found at all.
    """
    from grader import reports
    from grader.cli import _labels, _screen
    from grader.cli._trouble import Trouble

    if as_json and format_name not in (None, "json"):
        raise click.UsageError(f"--json and --format {format_name} exclude each other.")
    try:
        form = reports.load("json" if as_json else format_name or "terminal")
    except reports.UnknownFormat as error:
        raise Trouble(str(error)) from None
    chosen = _arguments.opened(assignment, student)
    labels = [question.label for question in chosen.questions]
    wanted = {label for written in questions for label in _labels.choose(labels, written)}
    look = _screen.look(reveal=reveal, one_of_many=len(files) > 1)
    codes = []
    for file in files or (_found(chosen.name),):
        report = _report(chosen, file)
        if report is None:
            codes.append(BAD_FILE)
            continue
        if wanted:
            report = replace(report, verdicts=tuple(v for v in report.verdicts if v.label in wanted))
        _screen.write(form.render(report, look))
        codes.append(_code(report))
    ctx.exit(min(codes, key=_WORST_FIRST.index))


def _found(assignment: str) -> str:
    from grader.cli import _finding
    from grader.reading import formats

    return _finding.submission(assignment, os.curdir, tuple(formats()))


def _report(assignment: Assignment, file: str) -> Report | None:
    """The report, or None after saying why the file can't be read: the other files are still to be judged."""
    import grader
    from grader.layout import clean
    from grader.model.documents import BadFile

    try:
        return grader.check(assignment, file, own=True)
    except BadFile as error:
        click.echo(f"Error: {clean(str(error))}", err=True)
        return None


def _code(report: Report) -> int:
    from grader.model.verdicts import Outcome

    outcomes = {verdict.outcome for verdict in report.verdicts}
    if report.faulty:
        _tell_fault(report)
        return OURS
    if all(verdict.read is None for verdict in report.verdicts):
        return NOTHING
    if outcomes & {Outcome.PARTIAL, Outcome.INCORRECT, Outcome.MISSING}:
        return WRONG
    return RIGHT if outcomes == {Outcome.CORRECT} else OPEN


def _tell_fault(report: Report) -> None:
    """Say that we failed on some of the questions; the traces only where GRADER_DEBUG is set."""
    traces = {verdict.label: verdict.staff for verdict in report.verdicts if verdict.staff.startswith("Traceback")}
    if os.environ.get("GRADER_DEBUG"):
        click.echo("".join(f"{label}: {trace}\n" for label, trace in traces.items()), err=True)
    click.echo(
        f"Error: grader itself failed on {', '.join(traces) or 'a question'}. This is our fault, not yours, and costs "
        "you nothing: a person decides. Please tell your course's staff; GRADER_DEBUG=1 shows where.",
        err=True,
    )
