"""A whole run: what was found is entered, what nobody has graded is graded, everything is kept as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from grader.authoring import Assignment
from grader.batch.crews import Crew
from grader.batch.discover import Found
from grader.batch.execute import CHUNK, Order, chunks, execute
from grader.batch.gradebook import Gradebook, Pending
from grader.batch.intake import Taken, take_in
from grader.batch.records import Result, Task
from grader.batch.rules import rules

Told = Callable[[str, int, int], None]
"""Is told what is being done ("reading", "grading"), how much of it is done, of how much."""


class Wish(NamedTuple):
    """How to run.

    limit : seconds for each submission. dealt : judged with each student's own numbers; None is as before.
    again : what could not be graded before is tried once more. isolation : what shuts code in.
    """

    limit: float = 60.0
    dealt: bool | None = None
    again: bool = False
    isolation: str | None = None


class Tally(NamedTuple):
    """What a run did. graded : in this run. there : were graded before. given_up : could not be graded.

    meanwhile : were entered by another run while this one was at them. outdated : graded by other rules than today's.
    taken : what became of the files.
    """

    graded: int
    there: int
    given_up: int
    meanwhile: int
    outdated: int
    seconds: dict[str, float]
    taken: Taken = Taken()


def run(
    book: Gradebook, assignment: Assignment, found: Found | None, crew: Crew, told: Told, wish: Wish | None = None
) -> Tally:
    """Enter and grade everything; safe to be stopped at any moment and called again.

    Raises Trouble, and KeyboardInterrupt: what was done until then is kept.
    """
    wish = wish or Wish()
    judged_by = rules(assignment)
    dealt = book.dealt(wish.dealt)
    number = book.begin("batch", judged_by.version)
    outcome = "stopped"
    try:
        taken = Taken()
        if found is not None:
            taken = take_in(book, number, found, lambda done, of: told("reading", done, of))
        pending = book.pending(again=wish.again)
        counts = {"graded": 0, "given up": 0, "meanwhile": 0}
        seconds = {"read": 0.0, "judge": 0.0}

        def keep(results: Sequence[Result]) -> None:
            entered = book.save(number, judged_by, results)
            counts["meanwhile"] += len(results) - entered
            counts["graded"] += sum(result.status == "graded" for result in results)
            counts["given up"] += sum(result.status != "graded" for result in results)
            for result in results:
                for stage, taken in result.seconds.items():
                    seconds[stage] = seconds.get(stage, 0.0) + taken
            told("grading", counts["graded"] + counts["given up"], len(pending))

        told("grading", 0, len(pending))
        work = chunks(_tasks(book, pending, dealt), _chunk(len(pending), crew.width))
        execute(Order(assignment.name, judged_by.version, wish.limit, wish.isolation), work, crew, keep)
        outcome = "done"
    except KeyboardInterrupt:
        outcome = "interrupted"
        raise
    finally:
        crew.close(at_once=outcome != "done")
        book.end(number, outcome)
    total = book.count().submissions
    return Tally(
        counts["graded"],
        total - len(pending),
        counts["given up"],
        counts["meanwhile"],
        len(book.outdated(judged_by)),
        seconds,
        taken,
    )


def _chunk(count: int, width: int) -> int:
    """Submissions in a chunk: enough that handing over costs little, few enough that every worker has some."""
    return max(1, min(CHUNK, count // (width * 4)))


def _tasks(book: Gradebook, pending: Sequence[Pending], dealt: bool) -> Iterator[Task]:
    for start in range(0, len(pending), CHUNK):
        yield from book.tasks(pending[start : start + CHUNK], dealt=dealt)
