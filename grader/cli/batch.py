"""`grader batch`: a whole course in one command."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from grader.cli import _arguments, _course

if TYPE_CHECKING:
    from grader.batch.discover import Found
    from grader.batch.gradebook import Gradebook
    from grader.batch.running import Tally

OURS, OPEN = 3, 4
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
    dealt: bool | None,
    sandbox: str | None,
    unsafe: bool,
    again: bool,
) -> None:
    """Grade every submission in SUBMISSIONS: what Gradescope, Canvas, Moodle, nbgrader or Drive let you download.

    A folder or a zip, or a CSV that maps students to files. It can be stopped at any moment and called again: nothing
    is graded twice, nothing is lost. Leaves with 0 where every submission was graded, 4 where some could not be,
    3 where grader itself failed on one, 2 where something is in the way, 130 where it was interrupted.
    """
    chosen = _arguments.opened(assignment)
    place = output or f"{chosen.name}.gradebook"
    with _course.told():
        from grader.batch import crews, running
        from grader.batch.discover import discover
        from grader.batch.roster import roster as read_roster

        _known_layout(layout)
        enrolled = read_roster(roster, _course.contents(roster)) if roster else ()
        found = discover(submissions, chosen.name, layout)
        with _course.opened(place, chosen.name) as book:
            book.enroll(enrolled)
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
            faulty = _summary(book, place, found, tally)
    ctx.exit(OURS if faulty else OPEN if tally.given_up else 0)


def _known_layout(layout: str | None) -> None:
    from grader.batch.discover import layouts
    from grader.batch.trees import Trouble

    if layout is not None and layout not in layouts():
        raise Trouble(f"There is no layout {layout[:60]!r}: choose from {', '.join(sorted(layouts()))}.")


def _summary(book: Gradebook, place: str, found: Found, tally: Tally) -> int:
    """Say what was done and what is to be done; how many submissions grader itself failed on."""
    from grader.batch.discover import load
    from grader.layout import clean

    said = [f"{book.assignment}: {len(found.submissions)} submissions, read as {load(found.layout).TITLE}."]
    said += [f"  Note: {remark}" for remark in found.remarks]
    before = f", {tally.there} before" if tally.there else ""
    said.append(f"  {tally.graded} graded now{before}.")
    if tally.meanwhile:
        said.append(f"  {tally.meanwhile} of them were entered by another run meanwhile and left as they are.")
    troubles, absent, waiting, answers, total, faulty, stale = [], [], 0, 0, 0.0, 0, 0
    graded = 0
    for standing in book.standings():
        who = " ".join(dict.fromkeys((standing.student.id, standing.student.name))).strip()
        if standing.number is None:
            absent.append(who)
            continue
        if standing.status != "graded":
            troubles.append(f"{who}: {standing.reason or 'not tried yet'}")
        faulty += standing.status == "failed" or any(v.staff.startswith("Traceback") for v in standing.machine)
        graded += standing.status == "graded"
        waiting += standing.waiting
        answers += sum(verdict.outcome.open for verdict in standing.verdicts)
        total += float(standing.points)
        stale += len(standing.stale)
    if troubles:
        said.append(f"  {len(troubles)} could not be graded; a person has to look at them:")
        said += [f"    {trouble[:200]}" for trouble in troubles[:SHOWN]]
        said += [f"    and {len(troubles) - SHOWN} more"] if len(troubles) > SHOWN else []
    if absent:
        said.append(f"  {len(absent)} of the roster handed in nothing: {_course.listed(absent)}.")
    if answers:
        said.append(f"  {answers} answers of {waiting} students wait for a person: grader decide {place}")
    if stale:
        said.append(f"  {stale} decisions of people were on answers that were handed in anew, and count no more.")
    if tally.outdated:
        said.append(f"  {tally.outdated} were graded by other rules than today's: grader regrade {place}")
    if faulty:
        said.append(f"  grader itself failed on {faulty} of them. This is our fault; please tell us.")
    if graded:
        said.append(f"  {total / graded:.1f} points on average so far.")
    said.append(f"Kept in {place}. Next: grader stats {place}")
    click.echo(clean("\n".join(said)))
    return faulty
