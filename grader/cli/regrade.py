"""`grader regrade`: a question was changed; whose points change, and then the new verdicts."""

from __future__ import annotations

import click

from grader.cli import _arguments, _course
from grader.cli._trouble import Trouble

SHOWN = 40


@click.command(name="regrade", short_help="Grade changed questions anew, after showing whose points change.")
@_course.gradebook
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--never-lower", is_flag=True, help="Nobody's points fall.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_course.workers
@_course.scheduler
@_course.limit
@_course.sandbox
@_course.unsafe
def command(
    gradebook: str,
    dry_run: bool,
    never_lower: bool,
    yes: bool,
    workers: int | None,
    scheduler: str | None,
    limit: float,
    sandbox: str | None,
    unsafe: bool,
) -> None:
    """Grade those questions of GRADEBOOK anew whose rules were changed, from what was handed in then.

    Shows whose points change and asks. Decisions of people stand. Each change leaves a note for the student.
    """
    with _course.opened(gradebook) as book:
        from grader.batch import crews
        from grader.batch.regrade import carry_out, plan

        chosen = _arguments.opened(book.assignment)
        with _course.progress() as tell:
            planned = plan(
                book,
                chosen,
                crews.crew(workers, scheduler),
                tell,
                never_lower=never_lower,
                limit=limit,
                isolation="process" if unsafe else sandbox,
            )
        if not planned.labels:
            click.echo("No question's rules have changed since everything was graded.")
            return
        counts = ", ".join(f"{label} ({count})" for label, count in planned.labels.items())
        click.echo(f"Changed questions, with the submissions that they concern: {counts}")
        _show(planned.changes, everything=dry_run)
        if dry_run:
            return
        if not yes and not _confirmed():
            click.echo("Nothing was changed.")
            return
        entered = carry_out(book, planned)
        click.echo(f"{entered} submissions were graded anew; {len(planned.changes)} notes were left for students.")


def _confirmed() -> bool:
    """Ask; where nobody can answer, say how to go on without being asked."""
    try:
        return click.confirm("Enter the new verdicts?")
    except click.Abort as abort:
        if isinstance(abort.__context__, EOFError):
            raise Trouble(
                "\nNobody answered, and nothing was changed. To enter them without being asked: --yes"
            ) from None
        raise


def _show(changes: object, *, everything: bool) -> None:
    from grader.batch.regrade import Change

    assert isinstance(changes, tuple)  # noqa: S101 - for the type checker
    mine: list[Change] = list(changes)
    if not mine:
        click.echo("Nobody's points or verdicts change.")
        return
    rows = [
        (
            change.student,
            change.name,
            change.label,
            _said(change.before),
            _said(change.after),
            "kept" if change.kept else f"{'+' if change.difference > 0 else ''}{_course.points(change.difference)}",
        )
        for change in (mine if everything else mine[:SHOWN])
    ]
    up = sum(change.difference > 0 for change in mine)
    down = sum(change.difference < 0 for change in mine)
    title = f"{len(mine)} verdicts change: {up} to more points, {down} to less."
    click.echo(_course.table(title, ("id", "name", "question", "before", "after", "points"), rows), nl=False)
    if len(rows) < len(mine):
        click.echo(f"  and {len(mine) - len(rows)} more; --dry-run shows all")


def _said(verdict: object) -> str:
    from grader.model.verdicts import Verdict

    if not isinstance(verdict, Verdict):
        return "–"
    return f"{verdict.outcome.replace('_', ' ')} {_course.points(verdict.points)}/{_course.points(verdict.max_points)}"
