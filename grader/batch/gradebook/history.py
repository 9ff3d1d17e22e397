"""Everything that happened to one student's work, in the order in which it happened."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import Connection, select

from grader.batch.gradebook.schema import drops, lateness, notes, overrides, runs, submissions, verdicts


class Event(NamedTuple):
    """made : when, in ISO 8601, UTC. label : the question, "" where it is the whole submission. who : "" for grader."""

    made: str
    label: str
    who: str
    what: str


def history(connection: Connection, student: str) -> list[Event]:
    """The events of one student: what was handed in, verdicts, decisions with what stood before, notes."""
    mine = select(submissions).where(submissions.c.student == student).order_by(submissions.c.id)
    started = {row.id: row.started for row in connection.execute(select(runs.c.id, runs.c.started))}
    events: list[tuple[str, int, Event]] = []
    numbers = []
    for row in connection.execute(mine):
        numbers.append(row.id)
        files = ", ".join(name for name, _ in json.loads(row.files)) or "no file that can be read"
        parts = [f"handed in: {files}", f"received {row.received}" if row.received else "", "late" if row.late else ""]
        state = "" if row.current else "does not count any more"
        events.append((started[row.run], 0, Event(started[row.run], "", "", "; ".join(filter(None, (*parts, state))))))
    standing: dict[tuple[int, str], str] = {}
    query = select(verdicts).where(verdicts.c.submission.in_(numbers)).order_by(verdicts.c.run, verdicts.c.place)
    for row in connection.execute(query):
        points = f"{_number(row.points)} of {_number(row.max_points)} points"
        why = f", {row.mistake}" if row.mistake else ""
        told = f"{row.outcome.replace('_', ' ')}{why}: {points}"
        standing[row.submission, row.label] = points
        events.append((started[row.run], 1, Event(started[row.run], row.label, "", told)))
    query = select(overrides).where(overrides.c.student == student).order_by(overrides.c.id)
    for row in connection.execute(query):
        before = standing.get((row.submission, row.label), "nothing")
        standing[row.submission, row.label] = f"{_number(row.points)} points by {row.who}"
        told = f"decided: {_number(row.points)} points (before: {before}){_because(row.why)}"
        events.append((row.made, 2, Event(row.made, row.label, row.who, told)))
    for row in connection.execute(select(lateness).where(lateness.c.student == student).order_by(lateness.c.id)):
        events.append((row.made, 3, Event(row.made, "", row.who, f"late by {row.by}{_because(row.why)}")))
    for row in connection.execute(select(notes).where(notes.c.submission.in_(numbers)).order_by(notes.c.id)):
        events.append((row.made, 4, Event(row.made, row.label, "", row.text)))
    for row in connection.execute(select(drops).order_by(drops.c.id)):
        what = {"full": "dropped, full points for all", "out": "dropped, counts for nobody"}.get(
            row.rule, "not dropped any more"
        )
        events.append((row.made, 5, Event(row.made, row.label, row.who, f"{what}{_because(row.why)}")))
    return [event for _, _, event in sorted(events, key=lambda each: each[:2])]


DROPPED = {"full": "dropped, full points for all", "out": "dropped, counts for nobody"}


def _because(why: str) -> str:
    return f": {why}" if why else ""


def _number(points: str) -> str:
    return f"{float(Fraction(points)):.2f}".rstrip("0").rstrip(".")
