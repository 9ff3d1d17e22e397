"""`grader drop`: a question counts for nobody, or gives everybody full points."""

from __future__ import annotations

import click

from grader.cli import _arguments, _course, _labels
from grader.cli._trouble import Trouble


@click.command(name="drop", short_help="Drop a question: full points for all, or out of the total.")
@_course.gradebook
@click.argument("label", required=False)
@click.option("--full", "rule", flag_value="full", help="Everybody who handed in has full points for it.")
@click.option("--out", "rule", flag_value="out", help="It leaves the total: nobody can have points for it.")
@click.option("--back", "rule", flag_value="back", help="Take a drop back; the verdicts count again as before.")
@click.option("--why", default="", metavar="TEXT", help="What the students are told, in the note that all of them get.")
@_course.who
def command(gradebook: str, label: str | None, rule: str | None, why: str, who: str | None) -> None:
    """Drop the question LABEL of GRADEBOOK for everybody, with a note to each student.

    Verdicts and decisions stay as they are and count again with --back. Without LABEL: what is dropped.
    """
    with _course.opened(gradebook) as book:
        if label is None:
            rows = [(each, drop.rule, drop.who, drop.made[:10], drop.why) for each, drop in book.drops().items()]
            told = (
                _course.table("Dropped:", ("question", "", "who", "when", "why"), rows)
                if rows
                else "Nothing is dropped.\n"
            )
            click.echo(told, nl=False)
            return
        labels = [question.label for question in _arguments.opened(book.assignment).questions]
        chosen = _labels.choose(labels, label)
        if len(chosen) != 1:
            raise Trouble(f"{label} has several questions: {', '.join(chosen)}. Name one.")
        if rule is None:
            raise Trouble(f"Say what becomes of {chosen[0]}: --full (full points for all) or --out (out of the total).")
        book.drop(chosen[0], rule, who or _course.login(), why)
        students = sum(standing.number is not None for standing in book.standings())
        what = {"full": "full points for", "out": "counts no more for", "back": "counts again for"}[rule]
        click.echo(f"{chosen[0]}: {what} {students} students.")
