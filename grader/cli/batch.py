"""`grader batch`: a whole course in one command."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from grader.cli import _arguments, _course

if TYPE_CHECKING:
    from grader.batch.accounts import Account
    from grader.batch.discover import Found
    from grader.batch.running import Tally

OURS, OPEN, PASSED_OVER = 3, 4, 6
SHOWN = 10


@click.command(name="batch", short_help="Grade a whole course into a gradebook.")
@_arguments.assignment
@click.argument("submissions", metavar="SUBMISSIONS")
@click.option(
    "-o", "--output", metavar="GRADEBOOK", help="A file, or the address of a database; hw4.gradebook usually."
)
@click.option(
    "--roster", metavar="CSV", help="Who is in the course: id, name, email, section, extension; or Canvas' own."
)
@click.option(
    "--layout", metavar="NAME", help="How SUBMISSIONS is laid out, where it is guessed wrong: canvas, flat, …"
)
@_course.workers
@_course.scheduler
@_course.limit
@_course.timezone
@click.option(
    "--dealt/--printed", default=None, help="Whether each student has numbers of their own, dealt by their ID."
)
@_course.sandbox
@_course.unsafe
@click.option("--again", is_flag=True, help="Try once more what could not be graded before.")
@click.pass_context
def command(
    ctx: click.Context,
    assignment: str,
    submissions: str,
    output: str | None,
    roster: str | None,
    layout: str | None,
    workers: int | None,
    scheduler: str | None,
    limit: float,
    timezone: str | None,
    dealt: bool | None,
    sandbox: str | None,
    unsafe: bool,
    again: bool,
) -> None:
    """Grade every submission in SUBMISSIONS: what Gradescope, Canvas, Moodle, nbgrader or Drive let you download.

    A folder or a zip, or a CSV that maps students to files. It can be stopped at any moment and called again: nothing
    is graded twice, nothing is lost. At the end everybody and every file is accounted for.

    Exit status: 0 if every file was read and graded; 6 if a file was passed over, or whose it is or when it came is not
    certain; 4 if a submission could not be graded; 3 if grader itself failed on one; 2 if the command or a file is
    invalid; 130 if interrupted.
    """
    chosen = _arguments.opened(assignment)
    place = output or f"{chosen.name}.gradebook"
    with _course.told():
        from grader.batch import crews, running
        from grader.batch.accounts import account
        from grader.batch.discover import discover
        from grader.batch.roster import roster as read_roster

        _known_layout(layout)
        enrolled = read_roster(roster, _course.contents(roster)) if roster else ()
        found = discover(submissions, chosen.name, layout)
        with _course.opened(place, chosen.name) as book:
            book.enroll(enrolled)
            book.zone(timezone)
            wish = running.Wish(limit, dealt, again, "process" if unsafe else sandbox)
            try:
                with _course.progress() as tell:
                    tally = running.run(book, chosen, found, crews.crew(workers, scheduler), tell, wish)
            except KeyboardInterrupt:
                done = book.count()
                click.echo(
                    f"Stopped. {done.graded} of {done.submissions} submissions are graded and kept in {place}.\n"
                    f"To go on, call the same again: grader {shlex.join(sys.argv[1:])}",
                    err=True,
                )
                ctx.exit(_course.INTERRUPTED)
            accounted = account(book, tally.taken)
            _summary(chosen.name, place, found, tally, accounted)
    ctx.exit(OURS if accounted.faulty else OPEN if tally.given_up else PASSED_OVER if accounted.uncertain else 0)


def _known_layout(layout: str | None) -> None:
    from grader.batch.discover import layouts
    from grader.batch.trees import Trouble

    if layout is not None and layout not in layouts():
        raise Trouble(f"There is no layout {layout[:60]!r}: choose from {', '.join(sorted(layouts()))}.")


def _summary(assignment: str, place: str, found: Found, tally: Tally, accounted: Account) -> None:
    """Say what was done, what became of everybody and everything, and what is to be done."""
    from grader.batch.accounts import counted
    from grader.batch.discover import load
    from grader.layout import clean

    said = [f"{assignment}: {counted(len(found.submissions), 'submission')}, read as {load(found.layout).TITLE}."]
    said += [f"  Note: {remark}" for remark in found.remarks]
    before = f", {tally.there} before" if tally.there else ""
    said.append(f"  {tally.graded} graded now{before}.")
    if tally.meanwhile:
        said.append(f"  {tally.meanwhile} of them were entered by another run meanwhile and left as they are.")
    a = accounted
    said += _list(a.ungraded, "could not be graded; a person has to look at them")
    said += _list([f"{each.path}: {each.reason}" for each in a.unread], "not read")
    said += _list([f"{each.path}: {each.reason}" for each in a.within], "not read within archives")
    said += _list(a.doubts, "not certain")
    said += _list(a.strangers, "handed in but not on the roster")
    if a.absent:
        said.append(f"  {len(a.absent)} of the roster handed in nothing: {_course.listed(list(a.absent))}.")
    if a.answers:
        said.append(f"  {a.answers} answers of {a.waiting} students wait for a person: grader decide {place}")
    if a.stale:
        said.append(f"  {a.stale} decisions of people were on answers that were changed since, and no longer count.")
    if tally.outdated:
        said.append(f"  {tally.outdated} were graded by other rules than today's: grader regrade {place}")
    if a.faulty:
        said.append(f"  grader itself failed on {a.faulty} of them. This is our fault; please tell us.")
    if a.graded:
        said.append(f"  {float(a.points) / a.graded:.1f} points on average so far.")
    own = f" ({found.own} of the platform's own not counted)" if found.own else ""
    said.append(f"{a.checksum()}{own}.")
    said.append(f"Kept in {place}. Next: grader stats {place}")
    click.echo(clean("\n".join(said)))


def _list(lines: Sequence[str], what: str) -> list[str]:
    """Lines of the summary, of which the first ones are shown."""
    if not lines:
        return []
    more = [f"    and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return [f"  {len(lines)} {what}:", *(f"    {line[:200]}" for line in lines[:SHOWN]), *more]
