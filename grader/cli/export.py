"""`grader export`: grades in the form that a platform imports."""

from __future__ import annotations

import os
import sys

import click

from grader.cli import _arguments, _course
from grader.cli._trouble import Trouble


def _forms(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    del ctx, param
    from grader.batch.exports import exports

    return [name for name in exports() if name.startswith(incomplete)]


@click.command(name="export", short_help="Grades for Canvas, Moodle, Gradescope, nbgrader, or as CSV or JSON.")
@_course.gradebook
@click.option("--to", "form", required=True, metavar="FORM", shell_complete=_forms,
              help="csv, json, gradescope, canvas, moodle or nbgrader.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Where to write it; - writes to standard output.")
@click.option(
    "--column", default="", metavar="NAME", help='The assignment on the platform, such as "Homework 4 (1234)".'
)
@click.option("--template", metavar="CSV", help="The platform's own export or grading worksheet, to be filled in.")
@click.option("--due", metavar="TIME", help="The deadline, such as 2026-02-12T23:59-08:00.")
@click.option("--late", metavar="RULE", help='What being late costs of the points possible: "10%/day, 2 grace".')
@click.option("--open-too", is_flag=True, help="Also grades of which something still waits for a person.")
@click.option("--zeros", is_flag=True, help="0 for those who handed in nothing; usually they are left out.")
def command(
    gradebook: str,
    form: str,
    output: str | None,
    column: str,
    template: str | None,
    due: str | None,
    late: str | None,
    open_too: bool,
    zeros: bool,
) -> None:
    """Write the grades in GRADEBOOK in the form that a platform imports.

    Grades that wait for a person are left out, so that what the platform has is left as it is, and so is who handed in
    nothing. In csv and json everybody is listed.
    """
    with _course.opened(gradebook) as book:
        from grader.batch import exports
        from grader.batch import late as rules_for_late
        from grader.batch.grades import grades

        chosen = _arguments.opened(book.assignment)
        shape = exports.load(form)
        if late and not due:
            raise Trouble("--late needs the deadline: --due 2026-02-12T23:59-08:00")
        found = grades(
            book,
            chosen,
            rule=rules_for_late.policy(late) if late else None,
            due=rules_for_late.moment(due, "deadline") if due else None,
            column=column,
            template=(template, _course.contents(template)) if template else None,
            open_too=open_too,
            zeros=zeros,
        )
        place = output or shape.NAME.format(chosen.name)
        written = 0
        for name, data in shape.files(found):
            written += 1
            _write(place, name, data)
        _tell(found, place, written, everybody=form in ("csv", "json", "gradescope"))


def _write(place: str, name: str, data: bytes) -> None:
    if place == "-" and not name:
        sys.stdout.buffer.write(data)
        return
    path = os.path.join(place, name) if name else place
    try:
        if name:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    except OSError as error:
        raise Trouble(f"{path} can't be written: {error.strerror}. Name another place with -o.") from None


def _tell(found: object, place: str, written: int, *, everybody: bool) -> None:
    from grader.batch.grades import Grades

    assert isinstance(found, Grades)  # noqa: S101 - for the type checker
    waiting = unknown = 0
    for grade in found.each():
        waiting += grade.standing.number is not None and not grade.counts
        unknown += grade.late.late and grade.late.by is None
    if place != "-":
        click.echo(f"Wrote {place}" + (f" with {written} files." if place.endswith(os.sep) else "."))
    if waiting and not found.open_too and not everybody:
        click.echo(f"{waiting} grades wait for a person and were left out; --open-too takes them along.", err=True)
    if unknown:
        click.echo(f"{unknown} are late by an unknown time; nothing was taken off for it.", err=True)
