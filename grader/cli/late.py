"""`grader late`: how late a submission is, where no platform says it."""

from __future__ import annotations

import click

from grader.cli import _course


@click.command(name="late", short_help="Say by how much a submission is late.")
@_course.gradebook
@click.option("--student", "students", metavar="ID", multiple=True, required=True, help="Whose; may be repeated.")
@click.option(
    "--by", required=True, metavar="TIME", help="After the deadline with extension: 3h, 2d, 90min; 0 is in time."
)
@click.option("--why", default="", metavar="TEXT", help="Why; it is kept in the student's history.")
@_course.who
def command(gradebook: str, students: tuple[str, ...], by: str, why: str, who: str | None) -> None:
    """Enter by how much a submission in GRADEBOOK is late.

    It counts before whatever time the platform or the roster gives; the last entry counts.
    """
    with _course.opened(gradebook) as book:
        for student in students:
            book.set_late(student, by, who or _course.login(), why)
            click.echo(f"{student}: late by {by}.")
