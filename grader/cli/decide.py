"""`grader decide`: what a person decides, on one student's answer or on all that are the same."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import click

from grader.cli import _course, _labels
from grader.cli._trouble import Trouble

if TYPE_CHECKING:
    from grader.batch.gradebook import Gradebook

SHOWN = 30


@click.command(name="decide", short_help="A person's decision on an answer, or on all that are the same.")
@_course.gradebook
@click.argument("label", required=False)
@click.option("--answer", metavar="TEXT", help="All who wrote this, however it is spaced.")
@click.option("--student", metavar="ID", help="This student.")
@click.option("--points", metavar="POINTS", help="What it is worth, such as 1.5 or 2/3.")
@click.option("--why", default="", metavar="TEXT", help="What the students are told.")
@click.option("--replace", is_flag=True, help="Also where somebody else has decided otherwise.")
@_course.section
@_course.who
def command(
    gradebook: str,
    label: str | None,
    answer: str | None,
    student: str | None,
    points: str | None,
    why: str,
    replace: bool,
    section: str | None,
    who: str | None,
) -> None:
    """Decide what an answer in GRADEBOOK is worth; it stands beside the machine's verdict, and no regrade undoes it.

    Without LABEL: which questions wait, and how many answers. With it: the answers, the same ones together. With
    --points and --answer or --student: the decision, which holds for all members of a group. What somebody else has
    decided otherwise is changed with --replace only; grader history shows who decided what, and what stood before.
    """
    with _course.opened(gradebook) as book:
        if label is None:
            _waiting(book, section)
            return
        chosen = _label(book, label)
        if points is None:
            _answers(book, chosen, section)
            return
        if (answer is None) == (student is None):
            raise Trouble("Say whose answer: --answer TEXT for all who wrote it, or --student ID.")
        worth, most = _points(points), _most(book, chosen)
        if not 0 <= worth <= most:
            raise Trouble(f"{chosen} is worth 0 to {_course.points(most)} points, not {points}.")
        targets = _targets(book, chosen, answer, student, section)
        count = book.decide(targets, worth, who or _course.login(), why, replace=replace)
        click.echo(f"{chosen}: {_course.points(worth)} points for {count} student{'s' if count != 1 else ''}.")


def _waiting(book: Gradebook, section: str | None) -> None:
    counts: dict[str, list[int]] = {}
    for standing in _course.of_section(book.standings(), section):
        for verdict in standing.verdicts:
            held = counts.setdefault(verdict.label, [0, 0])
            held[0] += verdict.outcome.open
            held[1] += 1
    rows = [(label, str(open_), str(total)) for label, (open_, total) in counts.items() if open_]
    if not rows:
        click.echo("Nothing waits for a person.")
        return
    click.echo(_course.table("Waiting for a person:", ("question", "open", "of"), rows), nl=False)
    click.echo(f"The answers: grader decide {book.place} {rows[0][0]}")


def _answers(book: Gradebook, label: str, section: str | None) -> None:
    from grader.batch.insight import groups
    from grader.layout import shorten

    found = groups(_course.of_section(book.standings(), section), label)
    rows = [
        (
            str(len(group.members)),
            ", ".join(
                f"{count} {outcome.replace('_', ' ')}" if len(group.outcomes) > 1 else outcome.replace("_", " ")
                for outcome, count in sorted(group.outcomes.items())
            ),
            "decided" if group.decided == len(group.members) else f"{group.decided} decided" if group.decided else "",
            _course.listed([student for student, _ in group.members], 3),
            shorten(group.text, 60),
        )
        for group in found[:SHOWN]
    ]
    title = f"{label}: {sum(len(group.members) for group in found)} answers, {len(found)} different ones"
    click.echo(_course.table(title, ("students", "verdict", "", "who", "answer"), rows), nl=False)
    if len(found) > SHOWN:
        click.echo(f"  and {len(found) - SHOWN} more")
    click.echo(f'Decide: grader decide {book.place} {label} --answer "…" --points N --why "…"')


def _targets(
    book: Gradebook, label: str, answer: str | None, student: str | None, section: str | None
) -> list[tuple[int, str]]:
    from grader.batch.insight import groups, spelled

    if answer is not None:
        listed = groups(_course.of_section(book.standings(), section), label)
        found = [group for group in listed if spelled(answer) in map(spelled, group.texts)]
        if not found:
            raise Trouble(
                f"Nobody answered {answer[:60]!r} to {label}. The answers: grader decide {book.place} {label}"
            )
        return [(number, label) for group in found for _, number in group.members]
    for standing in book.standings():
        if standing.student.id == student:
            if standing.number is None:
                raise Trouble(f"{student} handed in nothing.")
            return [(standing.number, label)]
    raise Trouble(f"{book.place} knows no student {student!r}.")


def _label(book: Gradebook, written: str) -> str:
    known = list(dict.fromkeys(verdict.label for standing in book.standings() for verdict in standing.verdicts))
    if not known:
        raise Trouble(f"Nothing is graded in {book.place} yet.")
    chosen = _labels.choose(known, written)
    if len(chosen) != 1:
        raise Trouble(f"{written} has several questions: {', '.join(chosen)}. Name one.")
    return chosen[0]


def _most(book: Gradebook, label: str) -> Fraction:
    return max(v.max_points for standing in book.standings() for v in standing.verdicts if v.label == label)


def _points(written: str) -> Fraction:
    import re

    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,4}|/[1-9]\d{0,3})?", written.strip()):
        raise Trouble(f"{written[:30]!r} is no number of points, such as 1.5 or 2/3.")
    return Fraction(written.strip())
