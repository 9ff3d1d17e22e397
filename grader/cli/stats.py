"""`grader stats`: what a gradebook says of the assignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli import _arguments, _course, _labels
from grader.cli._trouble import Trouble

if TYPE_CHECKING:
    from grader.batch.insight import Insight, QuestionFigures


@click.command(name="stats", short_help="Hard questions, misconceptions, doubtful keys, groups of answers.")
@_course.gradebook
@click.option("--html", "page", metavar="PAGE", help="Write a page with plots instead; - writes to standard output.")
@_course.section
@_arguments.question
def command(gradebook: str, page: str | None, section: str | None, questions: tuple[str, ...]) -> None:
    """Show for each question of GRADEBOOK how hard it was and how well it separates strong from weak students.

    An alarm stands first where the best quarter of the students agrees on one "wrong" answer: the key may be wrong.
    With --question the groups of identical answers are listed; one decision serves a whole group (grader decide).
    """
    with _course.opened(gradebook) as book:
        from grader.batch.insight import insight

        found = insight(book.assignment, _course.of_section(book.standings(), section))
        if not found.questions:
            raise Trouble(f"Nothing is graded in {gradebook} yet.")
        if page is not None:
            _page(page, found)
            return
        known = [question.label for question in found.questions]
        wanted = {label for written in questions for label in _labels.choose(known, written)}
        _show(found, wanted, gradebook)


def _page(page: str, found: Insight) -> None:
    from grader.batch.insight.page import render
    from grader.cli import _screen

    _screen.page(page, render(found))


def _show(found: Insight, wanted: set[str], place: str) -> None:
    from grader.layout import clean, shorten

    mean = sum(found.totals) / len(found.totals)
    absent = f", {found.absent} handed in nothing" if found.absent else ""
    click.echo(
        f"{found.assignment}: {found.students} students{absent}; {mean:.1f} of {found.possible:g} points on average "
        "so far"
    )
    for question in found.alarms:
        assert question.alarm is not None, "that is what makes it one"  # noqa: S101
        click.echo(
            f"  ! Look at the key of {question.label}: {question.alarm.best} of the best quarter answered "
            f"“{shorten(question.alarm.text, 40)}”, which is called {question.alarm.outcome}"
            f" ({question.alarm.students} students in all)."
        )
    for question in found.questions:
        for each in question.unfair:
            click.echo(
                f"  ! {question.label} was not equally hard: {each.students} students with {clean(each.number)} got "
                f"{each.mean:.0%} of its points, all others {each.others:.0%}."
            )
    shown = [question for question in found.questions if not wanted or question.label in wanted]
    columns = ("question", "points", "mean", "corr.", "open", "missing", "commonest misconception")
    click.echo(_course.table("", columns, [_row(question) for question in shown]).lstrip("\n"), nl=False)
    for question in shown if wanted else ():
        _groups(question)
    if any(question.open for question in shown):
        click.echo(f"What is open waits for a person: grader decide {place}")


def _row(question: QuestionFigures) -> tuple[str, ...]:
    from grader.model.verdicts import Outcome

    missing = question.outcomes.get(Outcome.MISSING, 0) / max(question.students, 1)
    corr = "–" if question.discrimination is None else f"{question.discrimination:+.2f}"
    mean = "–" if question.difficulty is None else f"{question.difficulty:.0%}"
    common = f"{question.mistakes[0][0]} {question.mistakes[0][1] / question.students:.0%}" if question.mistakes else ""
    return question.label, _course.points(question.points), mean, corr, f"{question.open:.0%}", f"{missing:.0%}", common


def _groups(question: QuestionFigures) -> None:
    from grader.layout import shorten

    rows = [
        (shorten(group.text, 50), str(group.students), group.outcome.replace("_", " ")) for group in question.groups
    ]
    if rows:
        title = f"{question.label} {question.title}: answers that stand more than once"
        click.echo(_course.table(title, ("answer", "students", "verdict"), rows), nl=False)
    for name, count in question.mistakes:
        click.echo(f"  {name}: {count} ({count / question.students:.0%})")
