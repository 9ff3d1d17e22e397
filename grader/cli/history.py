"""`grader history`: what happened to a student's work."""

from __future__ import annotations

import click

from grader.cli import _course
from grader.cli._trouble import Trouble


@click.command(name="history", short_help="What happened to a student's work: verdicts, decisions, notes.")
@_course.gradebook
@click.option("--student", required=True, metavar="ID", help="Whose.")
@click.option("-q", "--question", "label", metavar="LABEL", help="Only what concerns this question.")
def command(gradebook: str, student: str, label: str | None) -> None:
    """List everything in GRADEBOOK that happened to one student's work: when, who, what, and what stood before."""
    with _course.opened(gradebook) as book:
        events = book.history(student)
        if not events:
            known = any(standing.student.id == student for standing in book.standings())
            raise Trouble(
                f"{student} handed in nothing." if known else f"There is no student {student[:60]!r} in {gradebook}."
            )
        wanted = None if label is None else label.casefold()
        rows = [
            (event.made.replace("T", " ")[:16], event.label, event.who or "grader", event.what)
            for event in events
            if wanted is None or event.label.casefold() == wanted
        ]
        click.echo(_course.table(f"{student}, times in UTC:", ("when", "question", "who", "what"), rows), nl=False)
