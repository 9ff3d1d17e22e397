"""Submissions into the tables: each once, and of each student the newest counts."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from datetime import tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select

from grader.batch.gradebook import people
from grader.batch.gradebook.schema import contents, submissions
from grader.batch.submissions import Person
from grader.batch.times import instant


class Delivery(NamedTuple):
    """A submission with its bytes, ready to be entered. files : what can be read. others : names of what can't.

    students : the IDs of the people, where they are known already. order : see HandedIn.
    """

    people: tuple[Person, ...]
    files: tuple[tuple[str, bytes], ...]
    others: tuple[str, ...] = ()
    received: str = ""
    late: bool = False
    trouble: str = ""
    order: int = 0
    students: tuple[str, ...] = ()


def digest(files: Iterable[tuple[str, str]]) -> str:
    """The hash of a submission, from its files' names and hashes."""
    whole = "".join(f"{held} {name}\n" for name, held in sorted(files))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def entered(connection: Connection, run: int, layout: str, delivery: Delivery, zone: tzinfo | None) -> bool:
    """Enter a submission for each of its people; whether it is the current one of any of them."""
    files = [(name, hashlib.sha256(data).hexdigest()) for name, data in delivery.files]
    wanted = {held: data for (_, held), (_, data) in zip(files, delivery.files, strict=True)}
    there = set(connection.execute(select(contents.c.digest).where(contents.c.digest.in_(wanted))).scalars())
    fresh = [{"digest": held, "data": zlib.compress(data, 1)} for held, data in wanted.items() if held not in there]
    if fresh:
        connection.execute(contents.insert(), fresh)
    marked = digest([*files, *((f"unread: {name}", "") for name in delivery.others), (delivery.trouble, "")])
    members = delivery.students or people.identify(connection, delivery.people).students
    values = {
        "received": delivery.received,
        "late": int(delivery.late),
        "sequence": delivery.order,
        "layout": layout,
        "team": json.dumps(sorted(members)) if len(members) > 1 else "",
    }
    row = {
        "digest": marked,
        "run": run,
        "trouble": delivery.trouble,
        "files": json.dumps(files),
        "others": json.dumps(delivery.others),
    }
    counts = [_for_one(connection, student, delivery, row | values, values, zone) for student in members]
    return any(counts)


def _for_one(
    connection: Connection, student: str, delivery: Delivery, row: dict[str, Any], values: dict[str, Any],
    zone: tzinfo | None,
) -> bool:  # fmt: skip
    """Enter a submission for one student; whether it is the current one now."""
    mine = submissions.c.student == student
    own = and_(mine, submissions.c.digest == row["digest"])
    current = connection.execute(select(submissions).where(mine, submissions.c.current == 1)).first()
    again = current is not None and current.digest == row["digest"]
    newer = current is None or again or not _older(delivery, row["layout"], current, zone)
    if newer and not again:
        connection.execute(submissions.update().where(mine, submissions.c.current == 1).values(current=0))
    if connection.execute(select(submissions.c.id).where(own)).first() is None:
        connection.execute(submissions.insert().values(student=student, current=int(newer), **row))
    elif newer:
        connection.execute(submissions.update().where(own).values(current=1, **values))
    return newer


def _older(delivery: Delivery, layout: str, current: Any, zone: tzinfo | None) -> bool:
    """Whether a submission was certainly handed in before the current one."""
    mine, other = instant(delivery.received, zone), instant(current.received, zone)
    if mine is not None and other is not None:
        return mine < other
    return bool(0 < delivery.order < current.sequence and layout == current.layout)
