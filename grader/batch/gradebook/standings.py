"""Where every student stands: the latest verdicts on the current submission, and what people decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, select

from grader.batch.gradebook import decisions
from grader.batch.gradebook.schema import gradings, notes, overrides, responses, students, submissions, verdicts
from grader.model.documents import Source
from grader.model.verdicts import Outcome, Report, Verdict


class Student(NamedTuple):
    """extension : days. enrolled : whether a roster names them. cells : the roster's own row."""

    id: str
    name: str
    email: str
    section: str
    extension: float
    enrolled: bool
    cells: dict[str, str]


class Decision(NamedTuple):
    """What a person decided on one question, instead of the machine."""

    label: str
    points: Fraction
    who: str
    made: str
    why: str


class Standing(NamedTuple):
    """One student with what counts now. number : of the submission, None where nothing was handed in.

    machine : the verdicts as the machine gave them; verdicts : as they count. status, reason : whether it could be
    graded, None before it was tried. variants : the numbers dealt, by label. unread : files that the reading could not
    read, with the reason.
    """

    student: Student
    number: int | None = None
    received: str = ""
    late: bool = False
    files: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    status: str | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()
    machine: tuple[Verdict, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    decisions: Mapping[str, Decision] = {}
    notes: tuple[tuple[str, str], ...] = ()
    variants: Mapping[str, str] = {}
    stale: tuple[Decision, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def report(self, assignment: str) -> Report:
        """What counts now as a report for the student, with a note on each change."""
        told = [f"{label}: {text}" for label, text in self.notes]
        why = [self.reason] if self.reason else []
        return Report(assignment, ", ".join(self.files) or "nothing", self.verdicts, (*self.remarks, *why, *told))

    @property
    def points(self) -> Fraction:
        """Earned so far."""
        return sum((verdict.points for verdict in self.verdicts), Fraction(0))

    @property
    def waiting(self) -> bool:
        """Whether a person has still to decide on something, or the submission could not be graded."""
        return self.number is not None and (
            self.status != "graded" or any(verdict.outcome.open for verdict in self.verdicts)
        )


def latest() -> Any:
    """The highest number of each verdict."""
    return (
        select(verdicts.c.submission, verdicts.c.label, func.max(verdicts.c.number).label("number"))
        .group_by(verdicts.c.submission, verdicts.c.label)
        .subquery()
    )


def is_latest(newest: Any) -> Any:
    """That a verdict is the one that `latest` names."""
    return and_(
        newest.c.submission == verdicts.c.submission,
        newest.c.label == verdicts.c.label,
        newest.c.number == verdicts.c.number,
    )


def standings(connection: Connection) -> Iterator[Standing]:
    """Every student in the order of their IDs."""
    decided = _decisions(connection)
    told = _notes(connection)
    dropped = decisions.dropped(connection)
    graded = _grouped(connection)
    query = (
        select(students, submissions.c.id.label("number"), submissions.c.received, submissions.c.late,
               submissions.c.files, submissions.c.others, submissions.c.trouble)
        .outerjoin(submissions, and_(submissions.c.student == students.c.id, submissions.c.current == 1))
        .order_by(students.c.id)
    )  # fmt: skip
    statuses = _statuses(connection)
    following = next(graded, None)
    for row in connection.execute(query.execution_options(yield_per=500)):
        rows: list[Any] = []
        if following is not None and following[0] == row.id:
            rows = following[1]
            following = next(graded, None)
        standing = _standing(row, rows, statuses.get(row.number), decided.get(row.id, ()), told.get(row.number, ()))
        yield _without(standing, dropped) if dropped else standing


def _without(standing: Standing, dropped: Mapping[str, decisions.Drop]) -> Standing:
    """The standing with the questions that were dropped: full points, or none to be had, and a note for the student."""
    counted = []
    said = list(standing.notes)
    for verdict in standing.verdicts:
        drop = dropped.get(verdict.label)
        if drop is None:
            counted.append(verdict)
            continue
        said.append((verdict.label, drop.note()))
        if drop.rule == "full":
            counted.append(
                replace(
                    verdict,
                    outcome=Outcome.CORRECT,
                    points=verdict.max_points,
                    feedback=drop.note(),
                    read=verdict.read or "",
                )
            )
    return standing._replace(verdicts=tuple(counted), notes=tuple(said))


def _grouped(connection: Connection) -> Iterator[tuple[str, list[Any]]]:
    """The latest verdicts on current submissions, student by student."""
    newest = latest()
    query = (
        select(verdicts, responses.c.read, responses.c.confidence, responses.c.file, responses.c.cell, responses.c.line,
               responses.c.end_line, submissions.c.student)
        .join(newest, is_latest(newest))
        .join(submissions, submissions.c.id == verdicts.c.submission)
        .join(responses, and_(responses.c.submission == verdicts.c.submission, responses.c.label == verdicts.c.label,
                              responses.c.number == verdicts.c.response))
        .where(submissions.c.current == 1, verdicts.c.rule != "withdrawn")
        .order_by(submissions.c.student, verdicts.c.place)
    )  # fmt: skip
    rows = connection.execute(query.execution_options(yield_per=2_000))
    for student, group in groupby(rows, key=lambda row: row.student):
        yield student, list(group)


def _statuses(connection: Connection) -> dict[int, Any]:
    """The last grading of each submission."""
    query = select(gradings.c.submission, gradings.c.status, gradings.c.reason, gradings.c.remarks, gradings.c.unread)
    return {row.submission: row for row in connection.execute(query.order_by(gradings.c.run))}


def _decisions(connection: Connection) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in connection.execute(select(overrides).order_by(overrides.c.id)):
        found.setdefault(row.student, []).append(row)
    return found


def _notes(connection: Connection) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(select(notes).order_by(notes.c.id)):
        found.setdefault(row.submission, []).append((row.label, row.text))
    return found


def _standing(row: Any, rows: list[Any], grading: Any, decided: Iterable[Any], told: Iterable[Any]) -> Standing:
    student = Student(
        row.id, row.name, row.email, row.section, row.extension, bool(row.enrolled), json.loads(row.cells)
    )
    if row.number is None:
        return Standing(student)
    machine = tuple(map(verdict_of, rows))
    held = {each.label: each for each in rows}
    made: dict[str, Decision] = {}
    stale = []
    for each in decided:
        decision = Decision(each.label, Fraction(each.points), each.who, each.made, each.why)
        verdict = held.get(each.label)
        same = verdict is not None and verdict.read == each.read and each.read is not None
        if each.submission == row.number or same:
            made[each.label] = decision
        else:
            stale.append(decision)
    counted = tuple(effective(verdict, made.get(verdict.label), held[verdict.label].floor) for verdict in machine)
    return Standing(
        student, row.number, row.received, bool(row.late), tuple(name for name, _ in json.loads(row.files)),
        tuple(json.loads(row.others)), grading and grading.status,
        row.trouble or (grading.reason if grading else ""), tuple(json.loads(grading.remarks)) if grading else (),
        machine, counted, made, tuple(told), {each.label: each.variant for each in rows if each.variant},
        tuple(stale), tuple((file, why) for file, why in json.loads(grading.unread)) if grading else (),
    )  # fmt: skip


def verdict_of(row: Any) -> Verdict:
    """The verdict in a row of the table, with its response."""
    source = None if row.line is None else Source(row.file or "", row.line, row.end_line, row.cell)
    return Verdict(
        row.label, row.title, Outcome(row.outcome), Fraction(row.points), Fraction(row.max_points), row.read,
        row.mistake, row.convention, row.feedback, row.confidence, source, row.staff,
    )  # fmt: skip


def effective(verdict: Verdict, decision: Decision | None, floor: str | None = None) -> Verdict:
    """The verdict as it counts: a person's decision before the machine's, never less than a policy keeps."""
    if decision is not None:
        points = decision.points
        outcome = (
            Outcome.CORRECT if points >= verdict.max_points else Outcome.PARTIAL if points > 0 else Outcome.INCORRECT
        )
        told = f"A person decided: {decision.why}" if decision.why else "A person decided this."
        return replace(verdict, outcome=outcome, points=points, feedback=told, read=verdict.read or "")
    if floor is not None and Fraction(floor) > verdict.points:
        return replace(verdict, points=Fraction(floor))
    return verdict
