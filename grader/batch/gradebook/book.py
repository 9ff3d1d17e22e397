"""What is done with a gradebook: hand in, grade, decide."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

import grader
from grader.batch.gradebook import decisions, history, people, standings
from grader.batch.gradebook.database import Database
from grader.batch.gradebook.decisions import now
from grader.batch.gradebook.entering import Delivery, entered
from grader.batch.gradebook.schema import contents, gradings, meta, runs, submissions
from grader.batch.gradebook.schema import verdicts as verdict_rows
from grader.batch.gradebook.writing import WITHDRAWN, written
from grader.batch.late import Span
from grader.batch.records import Result, Task
from grader.batch.roster import Enrolled
from grader.batch.rules import Rules
from grader.batch.submissions import Person
from grader.batch.times import zone_of
from grader.batch.trees import Trouble


class Pending(NamedTuple):
    """A submission that is to be graded. number : its own. student : whose it is. layout : of its download."""

    number: int
    student: str
    files: tuple[tuple[str, str], ...]
    trouble: str = ""
    layout: str = ""


NUMBERING = frozenset({"canvas"})
"""Layouts of platforms that number the versions of a file: hw4.md, hw4-1.md, hw4-2.md."""

_PENDING = (
    submissions.c.id, submissions.c.student, submissions.c.files, submissions.c.trouble, submissions.c.layout,
)  # fmt: skip


class Count(NamedTuple):
    """Submissions that count, and those of them that are graded."""

    submissions: int
    graded: int


class Gradebook:
    """The gradebook of one assignment at a place: a file, or the address of a database.

    Raises Trouble where it can't be opened or belongs to another assignment.
    """

    def __init__(self, place: str, assignment: str | None = None) -> None:
        self.database = Database(place, create=assignment is not None)
        self.place = place
        try:
            self.assignment = self._opened(place, assignment)
        except BaseException:
            self.close()
            raise

    def _opened(self, place: str, assignment: str | None) -> str:
        if assignment is not None:
            return self.database.write(lambda connection: _named(connection, place, assignment))
        with self.database.reading() as connection:
            return _named(connection, place, None)

    def close(self) -> None:
        """Give back what it holds."""
        self.database.close()

    def dealt(self, wish: bool | None = None) -> bool:
        """Whether each student has numbers of their own, as was said when the first submission was graded.

        wish : what is said now, None where nothing is. Raises Trouble where that is something else.
        """

        def work(connection: Connection) -> bool:
            held = connection.execute(select(meta.c.value).where(meta.c.key == "dealt")).scalar()
            if held is None:
                connection.execute(meta.insert().values(key="dealt", value=str(int(bool(wish)))))
                return bool(wish)
            if wish is not None and wish != (held == "1"):
                said = "numbers of each student's own" if held == "1" else "the printed numbers"
                raise Trouble(f"{self.place} was graded with {said}. Name another gradebook with -o.")
            return bool(held == "1")

        return self.database.write(work)

    def begin(self, kind: str, version: str) -> int:
        """Enter a run; its number."""

        def work(connection: Connection) -> int:
            row = {"kind": kind, "version": version, "package": grader.__version__, "started": now()}
            return int(connection.execute(runs.insert().values(**row).returning(runs.c.id)).scalar_one())

        return self.database.write(work)

    def end(self, run: int, outcome: str) -> None:
        """Enter how a run ended: "done", "interrupted", "stopped"."""
        self.database.write(
            lambda c: c.execute(runs.update().where(runs.c.id == run).values(ended=now(), outcome=outcome))
        )

    def enroll(self, roster: Iterable[Enrolled]) -> None:
        """Enter a roster."""
        listed = tuple(roster)
        self.database.write(lambda connection: people.enroll(connection, listed))

    def zone(self, wish: str | None = None) -> tzinfo | None:
        """The course's time zone, None where nobody named one. wish : a new one. Raises Trouble."""
        if wish is not None:
            zone_of(wish)
            self.database.write(lambda connection: _set(connection, "timezone", wish))
        with self.database.reading() as connection:
            held = connection.execute(select(meta.c.value).where(meta.c.key == "timezone")).scalar()
        return zone_of(held) if held else None

    def identify(self, who: Sequence[Person]) -> people.Identified:
        """The students who are meant; those whom nobody knew before are entered."""
        return self.database.write(lambda connection: people.identify(connection, who))

    def hand_in(self, run: int, layout: str, deliveries: Sequence[Delivery]) -> list[bool]:
        """Enter submissions; what is there already is only made the student's current one.

        Returns of each whether it counts now: one that was handed in before the student's current one does not.
        """
        zone = self.zone()
        return self.database.write(
            lambda connection: [entered(connection, run, layout, delivery, zone) for delivery in deliveries]
        )

    def pending(self, *, again: bool = False) -> list[Pending]:
        """The current submissions that no run has graded, in the order they were entered.

        again : those that could not be graded before, too.
        """
        done = (
            select(gradings.c.submission).where(gradings.c.status == "graded")
            if again
            else select(gradings.c.submission)
        )
        query = (
            select(*_PENDING)
            .where(submissions.c.current == 1, submissions.c.id.not_in(done))
            .order_by(submissions.c.id)
        )
        with self.database.reading() as connection:
            return [_pending(row) for row in connection.execute(query)]

    def outdated(self, rules: Rules) -> list[tuple[Pending, tuple[str, ...]]]:
        """The graded submissions with the labels whose latest verdict was reached by other rules."""
        latest = standings.latest()
        query = (
            select(*_PENDING, verdict_rows.c.label, verdict_rows.c.rule)
            .join(verdict_rows, verdict_rows.c.submission == submissions.c.id)
            .join(latest, standings.is_latest(latest))
            .where(submissions.c.current == 1, verdict_rows.c.rule != WITHDRAWN)
            .order_by(submissions.c.id, verdict_rows.c.place)
        )
        found: dict[int, tuple[Pending, dict[str, str]]] = {}
        with self.database.reading() as connection:
            for row in connection.execute(query):
                held = found.setdefault(row.id, (_pending(row), {}))
                held[1][row.label] = row.rule
        changed = []
        for pending, by_label in found.values():
            labels = tuple(label for label, rule in rules.questions.items() if by_label.get(label) != rule)
            labels += tuple(label for label in by_label if label not in rules.questions)
            if labels:
                changed.append((pending, labels))
        return changed

    def tasks(self, pending: Sequence[Pending], *, dealt: bool = False) -> list[Task]:
        """The submissions with their bytes. dealt : judged with each student's own numbers."""
        wanted = {digest for each in pending for _, digest in each.files}
        held: dict[str, bytes] = {}
        with self.database.reading() as connection:
            query = select(contents.c.digest, contents.c.data).where(contents.c.digest.in_(wanted))
            for digest, data in connection.execute(query):
                held[digest] = zlib.decompress(data)
            known = people.known_as(connection, {each.student for each in pending}) if dealt else {}
        return [
            Task(
                each.number,
                each.student if dealt else "",
                known.get(each.student, ()),
                tuple((name, held[digest]) for name, digest in each.files),
                numbered=each.layout in NUMBERING,
            )
            for each in pending
        ]

    def save(
        self,
        run: int,
        rules: Rules,
        results: Sequence[Result],
        *,
        labels: Mapping[int, Sequence[str]] | None = None,
        floors: Mapping[tuple[int, str], Fraction] | None = None,
        said: Mapping[tuple[int, str], str] | None = None,
    ) -> int:
        """Enter results in one transaction; how many: those that another run entered meanwhile are left as they are.

        labels : of each submission, the questions that are entered, where not all are. floors : points that a policy
        keeps. said : a note for the student on a change.
        """
        return self.database.write(
            lambda connection: written(connection, run, rules, results, labels, floors or {}, said or {})
        )

    def decide(
        self, targets: Iterable[tuple[int, str]], points: Fraction, who: str, why: str, *, replace: bool = False
    ) -> int:
        """Enter a person's decision on these verdicts, (submission, label), for all members of a group; how many.

        replace : also where somebody else has decided otherwise. Raises Trouble.
        """
        wanted = list(targets)
        return self.database.write(lambda c: decisions.decide(c, wanted, points, who, why, replace=replace))

    def set_late(self, student: str, by: str, who: str, why: str = "") -> None:
        """Enter how late a student's submission is, "3h" after the deadline with extension. Raises Trouble."""
        self.database.write(lambda connection: decisions.set_late(connection, student, by, who, why))

    def lateness(self) -> Mapping[str, Span]:
        """How late people said that the submissions of students are, by the student's ID."""
        with self.database.reading() as connection:
            return decisions.late(connection)

    def drop(self, label: str, rule: str, who: str, why: str = "") -> None:
        """Enter that a question is dropped ("full", "out"), or is no longer ("back")."""
        self.database.write(lambda connection: decisions.drop(connection, label, rule, who, why))

    def drops(self) -> Mapping[str, decisions.Drop]:
        """The questions that are dropped, by their labels."""
        with self.database.reading() as connection:
            return decisions.dropped(connection)

    def history(self, student: str) -> list[history.Event]:
        """Everything that happened to one student's work."""
        with self.database.reading() as connection:
            return history.history(connection, student)

    def standings(self) -> Iterator[standings.Standing]:
        """Every student with what counts now, in the order of their IDs; one at a time, whatever their number."""
        with self.database.reading() as connection:
            yield from standings.standings(connection)

    def count(self) -> Count:
        """How many submissions count, and how many of them are graded."""
        mine = select(func.count()).select_from(submissions).where(submissions.c.current == 1)
        graded = select(gradings.c.submission).where(gradings.c.status == "graded")
        with self.database.reading() as connection:
            return Count(
                connection.execute(mine).scalar_one(),
                connection.execute(mine.where(submissions.c.id.in_(graded))).scalar_one(),
            )


def _named(connection: Connection, place: str, assignment: str | None) -> str:
    held = connection.execute(select(meta.c.value).where(meta.c.key == "assignment")).scalar()
    if held is None:
        if assignment is None:
            raise Trouble(f"{place} is no gradebook: it names no assignment.")
        connection.execute(meta.insert().values(key="assignment", value=assignment))
        return assignment
    if assignment is not None and held != assignment:
        raise Trouble(f"{place} is the gradebook of {held}, not of {assignment}. Name another with -o.")
    return str(held)


def _set(connection: Connection, key: str, value: str) -> None:
    connection.execute(meta.delete().where(meta.c.key == key))
    connection.execute(meta.insert().values(key=key, value=value))


def _pending(row: Any) -> Pending:
    files = tuple((name, held) for name, held in json.loads(row.files))
    return Pending(row.id, row.student, files, row.trouble, row.layout)
