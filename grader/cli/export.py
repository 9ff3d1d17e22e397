"""`grader export`: grades in the form that a platform imports."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

import click

from grader.cli import _arguments, _course, _writing
from grader.cli._trouble import Trouble

if TYPE_CHECKING:
    from grader.batch.grades import Grade, Grades

FIRST = 12
"""Lines that a dry run shows."""

EVERYBODY = ("csv", "json", "gradescope")
"""Forms in which everybody is listed."""


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
@_course.timezone
@click.option("--include-ungraded", is_flag=True, help="Also grades of which something is not graded yet.")
@click.option("--open-too", is_flag=True, hidden=True)
@click.option("--zeros", is_flag=True, help="0 for those who handed in nothing; usually they are left out.")
@click.option("--dry-run", is_flag=True, help="Only show the first lines, and what would be left out and why.")
def command(
    gradebook: str,
    form: str,
    output: str | None,
    column: str,
    template: str | None,
    due: str | None,
    late: str | None,
    timezone: str | None,
    include_ungraded: bool,
    open_too: bool,
    zeros: bool,
    dry_run: bool,
) -> None:
    """Write the grades in GRADEBOOK in the form that a platform imports.

    Grades that wait for a person are left out, so that what the platform has is left as it is, and so is who handed in
    nothing. In csv and json everybody is listed.
    """
    with _course.opened(gradebook) as book:
        from grader.batch import exports
        from grader.batch import late as rules_for_late
        from grader.batch.grades import grades
        from grader.batch.times import moment, written, zone_of

        chosen = _arguments.opened(book.assignment)
        shape = exports.load(form)
        if late and not due:
            raise Trouble("--late needs the deadline: --due 2026-02-12T23:59-08:00")
        zone = zone_of(timezone) if timezone else book.zone()
        named = written(due) if due and zone is None else None
        if named is not None and hasattr(named.zone, "key"):
            zone = named.zone  # of "2026-02-12 23:59 Europe/Berlin"
        found = grades(
            book,
            chosen,
            rule=rules_for_late.policy(late) if late else None,
            due=moment(due, "deadline", zone, ends=True) if due else None,
            column=column,
            template=(template, _course.contents(template)) if template else None,
            open_too=include_ungraded or open_too,
            zeros=zeros,
            zone=zone,
        )
        place = output or shape.NAME.format(chosen.name)
        if dry_run:
            _show(shape.files(found))
        else:
            count = 0
            for count, (name, pieces) in enumerate(shape.files(found), 1):  # noqa: B007 - counted
                _writing.write(os.path.join(place, name) if name else place, pieces, within=bool(name))
            if place != "-":
                click.echo(f"Wrote {place}" + (f" with {count} files." if place.endswith(os.sep) else "."))
        _tell(found, everybody=form in EVERYBODY)


def _show(files: Iterator[tuple[str, Iterable[bytes]]]) -> None:
    """Show how a file begins."""
    from grader.layout import clean

    name, pieces = next(files, ("", ()))
    text = b""
    for piece in pieces:
        text += piece
        if text.count(b"\n") > FIRST:
            break
    lines = text.decode("utf-8", "replace").splitlines()
    shown = [clean(line)[:200] for line in lines[:FIRST]]
    click.echo("\n".join(chain([f"{name}:"] if name else [], shown, ["…"] if len(lines) > FIRST else [])))
    click.echo("Nothing was written.", err=True)


def _tell(found: Grades, *, everybody: bool) -> None:
    """Say how many grades went out, and who was left out and why."""
    from grader.batch.accounts import counted
    from grader.batch.grades import two_decimals

    out, points = 0, Fraction(0)
    left: Counter[str] = Counter()
    absent = unknown = 0
    for grade in found.each():
        if grade.standing.number is None:
            absent += 1
            continue
        unknown += grade.unknown
        goes = everybody or found.open_too or grade.counts
        out += goes
        points += grade.final if goes else Fraction(0)
        if not grade.counts:
            left[_why(grade)] += 1
    zeros = absent if found.zeros and not everybody else 0
    click.echo(f"{counted(out + zeros, 'grade')}, {two_decimals(points)} points in all.", err=True)
    for why, count in left.items():
        if everybody:
            continue
        if found.open_too:
            click.echo(f"{count} of them with what was earned so far: {why}.", err=True)
        else:
            told = f"{counted(count, 'grade')} left out: {why}; --include-ungraded takes them along."
            click.echo(told, err=True)
    if absent and not everybody:
        what = "graded with 0" if zeros else "left out; --zeros gives them 0"
        click.echo(f"{absent} handed in nothing: {what}.", err=True)
    if unknown:
        click.echo(
            f"{unknown} late by an unknown time. Say by how much: grader late GRADEBOOK --student ID --by 3h", err=True
        )


def _why(grade: Grade) -> str:
    return "something is not graded yet" if grade.standing.waiting else "late by an unknown time"
