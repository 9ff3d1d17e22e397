"""What people decide: points for an answer, how late a submission is, that a question is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from grader.batch.gradebook.schema import drops, lateness, overrides, responses, students, submissions
from grader.batch.late import Span, span
from grader.batch.trees import Trouble

SHOWN = 5

RULES = ("full", "out", "back")
"""Full points for everybody who handed in; out of the total; the drop is taken back."""


class Drop(NamedTuple):
    """A question that was dropped. rule : full or out."""

    rule: str
    who: str
    made: str
    why: str

    def note(self) -> str:
        """What students are told."""
        what = "everybody has full points for it" if self.rule == "full" else "it counts for nobody"
        return f"This question was dropped: {what}.{f' {self.why}' if self.why else ''}"


def now() -> str:
    """The time, in ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def decide(
    connection: Connection, targets: Iterable[tuple[int, str]], points: Fraction, who: str, why: str, *, replace: bool
) -> int:
    """Enter a person's decision on these verdicts, (submission, label), for all members of a group; how many.

    Raises Trouble where somebody else has decided otherwise and the decision is not to be replaced, or where there is
    no verdict.
    """
    wanted = dict.fromkeys(spot for target in targets for spot in _team(connection, *target))
    rows = [(number, label, _response(connection, number, label)) for number, label in wanted]
    if not replace:
        _refuse_others(connection, rows, points, who)
    made = now()
    for number, label, row in rows:
        connection.execute(
            overrides.insert().values(
                submission=number, student=row.student, label=label, read=row.read, points=str(points), who=who,
                made=made, why=why,
            )
        )  # fmt: skip
    return len(rows)


def _team(connection: Connection, number: int, label: str) -> list[tuple[int, str]]:
    """The same verdict of all members of the group that handed the submission in."""
    row = connection.execute(select(submissions).where(submissions.c.id == number)).first()
    if row is None or not row.team:
        return [(number, label)]
    alike = (submissions.c.team == row.team, submissions.c.digest == row.digest, submissions.c.current == 1)
    found = connection.execute(select(submissions.c.id).where(*alike).order_by(submissions.c.id)).scalars().all()
    return [(each, label) for each in found] or [(number, label)]


def _refuse_others(connection: Connection, rows: list[tuple[int, str, Any]], points: Fraction, who: str) -> None:
    """Raise Trouble where the latest decision on one of the verdicts is somebody else's and another one."""
    against = []
    for number, label, row in rows:
        last = connection.execute(
            select(overrides)
            .where(overrides.c.student == row.student, overrides.c.label == label)
            .order_by(overrides.c.id.desc())
            .limit(1)
        ).first()
        stands = last is not None and (last.submission == number or (last.read is not None and last.read == row.read))
        if last is not None and stands and last.who != who and Fraction(last.points) != points:
            why = f" (“{last.why[:60]}”)" if last.why else ""
            against.append(f"{row.student}: {_number(last.points)} points by {last.who}, {last.made[:10]}{why}")
    if against:
        more = f" and {len(against) - SHOWN} more" if len(against) > SHOWN else ""
        raise Trouble(
            f"Somebody else has decided this already: {'; '.join(against[:SHOWN])}{more}. Nothing was changed. "
            "To decide otherwise, add --replace."
        )


def set_late(connection: Connection, student: str, by: str, who: str, why: str) -> None:
    """Enter how late a student's submission is. Raises Trouble where there is no such student or no such time."""
    span(by)
    if connection.execute(select(students.c.id).where(students.c.id == student)).first() is None:
        raise Trouble(f"There is no student {student[:60]!r} in the gradebook.")
    connection.execute(lateness.insert().values(student=student, by=by, who=who, made=now(), why=why))


def late(connection: Connection) -> Mapping[str, Span]:
    """How late a person said that the submissions of students are; the last word counts."""
    rows = connection.execute(select(lateness.c.student, lateness.c.by).order_by(lateness.c.id))
    return {row.student: span(row.by) for row in rows}


def drop(connection: Connection, label: str, rule: str, who: str, why: str) -> None:
    """Enter that a question is dropped, or is no longer."""
    connection.execute(drops.insert().values(label=label, rule=rule, who=who, made=now(), why=why))


def dropped(connection: Connection) -> Mapping[str, Drop]:
    """The questions that are dropped."""
    found: dict[str, Drop] = {}
    for row in connection.execute(select(drops).order_by(drops.c.id)):
        found.pop(row.label, None)
        if row.rule != "back":
            found[row.label] = Drop(row.rule, row.who, row.made, row.why)
    return found


def _number(points: str) -> str:
    return f"{float(Fraction(points)):.2f}".rstrip("0").rstrip(".")


def _response(connection: Connection, number: int, label: str) -> Any:
    query = (
        select(submissions.c.student, responses.c.read)
        .join(responses, responses.c.submission == submissions.c.id)
        .where(submissions.c.id == number, responses.c.label == label)
        .order_by(responses.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    if row is None:
        raise Trouble(f"There is no verdict on {label} of that submission yet.")
    return row
