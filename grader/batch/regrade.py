"""A question's rules were changed: what would change for whom, and then, if that is wished, the new verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from grader.authoring import Assignment
from grader.batch.crews import Crew
from grader.batch.execute import CHUNK, Order, chunks, execute
from grader.batch.gradebook import Gradebook, Standing
from grader.batch.gradebook.standings import effective
from grader.batch.records import Result
from grader.batch.rules import Rules, rules
from grader.batch.running import Told
from grader.model.verdicts import Verdict, number


class Change(NamedTuple):
    """What becomes of one student's question. before, after : as they count, with decisions of people in force.

    kept : whether a policy keeps the points that the new rules would take. decided : a person's decision stands.
    """

    student: str
    name: str
    submission: int
    label: str
    before: Verdict | None
    after: Verdict | None
    kept: bool = False
    decided: bool = False

    @property
    def matters(self) -> bool:
        """Whether points or outcome change."""
        if self.before is None or self.after is None:
            return True
        return (self.before.points, self.before.outcome) != (self.after.points, self.after.outcome) or self.kept

    @property
    def difference(self) -> Fraction:
        """Points more, or less."""
        return (self.after.points if self.after else Fraction(0)) - (self.before.points if self.before else Fraction(0))

    def note(self) -> str:
        """What the student is told."""
        if self.after is None:
            return "This question was withdrawn; it counts no more."
        before = _points(self.before.points) if self.before else "nothing"
        told = f"Graded anew since this question's rules were changed: {before} → {_points(self.after.points)} points."
        return f"{told} Your points stay as they were." if self.kept else told


class Plan(NamedTuple):
    """What a regrade would do. labels : the questions whose rules changed, with how many submissions.

    results : the new verdicts, by which `carry_out` need not grade again.
    """

    rules: Rules
    labels: dict[str, int]
    changes: tuple[Change, ...]
    results: tuple[Result, ...]
    wanted: dict[int, tuple[str, ...]]


def plan(
    book: Gradebook, assignment: Assignment, crew: Crew, told: Told, *, never_lower: bool = False,
    limit: float = 60.0, isolation: str | None = None,
) -> Plan:  # fmt: skip
    """Grade the changed questions of all current submissions from their stored bytes; nothing is entered.

    never_lower : nobody's points fall. Raises Trouble.
    """
    judged_by = rules(assignment)
    outdated = book.outdated(judged_by)
    dealt = book.dealt()
    wanted = {pending.number: labels for pending, labels in outdated}
    results: dict[int, Result] = {}

    def keep(fresh: Sequence[Result]) -> None:
        for result in fresh:
            mine = wanted[result.number]
            results[result.number] = result._replace(
                verdicts=tuple(verdict for verdict in result.verdicts if verdict.label in mine)
            )
        told("grading", len(results), len(outdated))

    pendings = [pending for pending, _ in outdated]
    work = (book.tasks(pendings[start : start + CHUNK], dealt=dealt) for start in range(0, len(pendings), CHUNK))
    try:
        order = Order(assignment.name, judged_by.version, limit, isolation)
        execute(order, chunks(task for tasks in work for task in tasks), crew, keep)
    finally:
        crew.close(at_once=True)
    labels: dict[str, int] = {}
    for mine in wanted.values():
        for label in mine:
            labels[label] = labels.get(label, 0) + 1
    graded = {key: result for key, result in results.items() if result.status == "graded"}
    changes = tuple(_changes(book, graded, wanted, never_lower))
    kept = {key: wanted[key] for key in graded}
    return Plan(judged_by, labels, changes, tuple(graded[key] for key in sorted(graded)), kept)


def carry_out(book: Gradebook, planned: Plan) -> int:
    """Enter the planned verdicts, with a note for the student on each change; how many submissions were changed."""
    run = book.begin("regrade", planned.rules.version)
    floors = {
        (change.submission, change.label): change.before.points
        for change in planned.changes
        if change.kept and change.before is not None
    }
    said = {(change.submission, change.label): change.note() for change in planned.changes if change.matters}
    entered = 0
    outcome = "stopped"
    try:
        for start in range(0, len(planned.results), CHUNK):
            some = planned.results[start : start + CHUNK]
            entered += book.save(run, planned.rules, some, labels=planned.wanted, floors=floors, said=said)
        outcome = "done"
    finally:
        book.end(run, outcome)
    return entered


def _changes(
    book: Gradebook, results: dict[int, Result], wanted: dict[int, tuple[str, ...]], never_lower: bool
) -> Iterator[Change]:
    dropped = book.drops()
    for standing in book.standings():
        result = results.get(standing.number or 0)
        if result is None or standing.number is None:
            continue
        before = {verdict.label: verdict for verdict in standing.verdicts}
        after = {verdict.label: verdict for verdict in result.verdicts}
        for label in wanted[standing.number]:
            if label in dropped:  # whatever the rules say, it stays as people decided
                continue
            change = _change(standing, label, before.get(label), after.get(label), never_lower)
            if change.matters:
                yield change


def _change(standing: Standing, label: str, before: Verdict | None, after: Verdict | None, never_lower: bool) -> Change:
    decision = standing.decisions.get(label)
    kept = False
    if after is not None:
        after = effective(after, decision)
        if never_lower and before is not None and before.points > after.points:
            after, kept = effective(after, None, str(before.points)), True
    assert standing.number is not None, "it has verdicts"  # noqa: S101
    return Change(
        standing.student.id, standing.student.name, standing.number, label, before, after, kept, decision is not None
    )


def _points(points: Fraction) -> str:
    value = number(points)
    return str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0")
