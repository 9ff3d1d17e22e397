"""Grades as they leave: points of each student, with what being late takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from fractions import Fraction
from typing import NamedTuple

from grader.authoring import Assignment
from grader.batch.gradebook import Gradebook, Standing
from grader.batch.late import Lateness, Policy, lateness


class Grade(NamedTuple):
    """One student's grade. earned : before what being late takes. final : after it, at least 0.

    priced : whether being late costs anything.
    """

    standing: Standing
    earned: Fraction
    final: Fraction
    late: Lateness
    priced: bool = False

    @property
    def penalty(self) -> Fraction:
        """Points taken for being late."""
        return self.earned - self.final

    @property
    def counts(self) -> bool:
        """Whether it is settled: something was handed in, nothing waits, and what being late takes is known."""
        return self.standing.number is not None and not self.standing.waiting and not self.unknown

    @property
    def unknown(self) -> bool:
        """Whether it is not known by how much it is late, while being late costs something."""
        return self.priced and self.late.by is None


class Grades(NamedTuple):
    """What an export needs. questions : labels with their points, in order. each : the grades, one at a time.

    column : the platform's name for the assignment. named : whether the staff named it. template : the staff's own
    file, its name and bytes.
    open_too : grades that still wait for a person go out, too, with what was earned so far. zeros : who handed in
    nothing gets 0.
    """

    assignment: str
    title: str
    questions: tuple[tuple[str, Fraction], ...]
    each: Callable[[], Iterator[Grade]]
    column: str = ""
    template: tuple[str, bytes] | None = None
    due: datetime | None = None
    open_too: bool = False
    zeros: bool = False
    named: bool = False

    @property
    def possible(self) -> Fraction:
        """Points that the assignment is worth."""
        return sum((points for _, points in self.questions), Fraction(0))

    def settled(self) -> Iterator[Grade]:
        """The grades that go out."""
        for grade in self.each():
            if grade.standing.number is None:
                if self.zeros:
                    yield grade
            elif self.open_too or grade.counts:
                yield grade


def grades(
    book: Gradebook,
    assignment: Assignment,
    *,
    rule: Policy | None = None,
    due: datetime | None = None,
    column: str = "",
    template: tuple[str, bytes] | None = None,
    open_too: bool = False,
    zeros: bool = False,
    zone: tzinfo | None = None,
) -> Grades:
    """The grades in a gradebook. due : when it was, for everybody without an extension. zone : the course's."""
    out = {label for label, drop in book.drops().items() if drop.rule == "out"}
    questions = tuple(
        (question.label, question.points) for question in assignment.questions if question.label not in out
    )
    possible = sum((points for _, points in questions), Fraction(0))
    said = book.lateness()

    def each() -> Iterator[Grade]:
        for standing in book.standings():
            student = standing.student
            received = student.cells.get("received") or standing.received
            late = lateness(rule, due, received, student.extension, standing.late, zone, said.get(student.id))
            earned = standing.points
            final = max(earned - late.share * possible, Fraction(0))
            yield Grade(standing, earned, final, late, rule is not None)

    return Grades(
        assignment.name, assignment.title, questions, each, column or assignment.title, template, due, open_too, zeros,
        bool(column),
    )  # fmt: skip


def two_decimals(points: Fraction) -> str:
    """Points as platforms take them, rounded half to even: 2, 1.5, 0.33.

    >>> two_decimals(Fraction(1, 3)), two_decimals(Fraction(2))
    ('0.33', '2')
    """
    text = f"{float(round(points, 2)):.2f}"
    return text.rstrip("0").rstrip(".")
