"""Students under all the names that platforms and rosters have for them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from grader.batch.gradebook.schema import aliases, students
from grader.batch.roster import Enrolled, compact, names
from grader.batch.submissions import Person, same


class Identified(NamedTuple):
    """Whose submissions are. students : the ID of each person, in their order. doubts : what is not certain of it."""

    students: tuple[str, ...]
    doubts: tuple[str, ...]


class _Known:
    """All students and their names, held in memory: a course has 100 000 at most."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(select(students.c.id, students.c.name, students.c.enrolled)).all()
        self.enrolled = {row.id: bool(row.enrolled) for row in rows}
        self.names = {row.id: row.name for row in rows}
        self.aliases = {row.alias: row.student for row in connection.execute(select(aliases))}
        self._new_students: list[dict[str, object]] = []
        self._new_aliases: list[dict[str, str]] = []

    def named(self, ways: Iterable[str]) -> str | None:
        """The student whom one of these names means."""
        return next((self.aliases[way] for way in ways if way in self.aliases), None)

    def add(self, person: Person) -> str:
        """Enter somebody whom nobody knew before."""
        self.enrolled[person.key] = False
        self.names[person.key] = person.name
        self._new_students.append(
            {"id": person.key, "name": person.name or person.guess or person.key, "email": person.email}
        )
        return person.key

    def remember(self, student: str, ways: Iterable[str]) -> None:
        """Enter names of a student, but for those that are somebody's already."""
        for way in ways:
            if way not in self.aliases:
                self.aliases[way] = student
                self._new_aliases.append({"alias": way, "student": student})

    def save(self, connection: Connection) -> None:
        """Write down what is new."""
        for table, rows in ((students, self._new_students), (aliases, self._new_aliases)):
            if rows:
                connection.execute(table.insert(), rows)


def identify(connection: Connection, people: Sequence[Person]) -> Identified:
    """The students who are meant; those whom nobody knew before are entered.

    Two people of one download are one student only where a roster says so: "Ada" and "ada" in two folders are two.
    """
    known = _Known(connection)
    taken: dict[str, Person] = {}
    doubts = []
    found = []
    for person in people:
        student, doubt = _student(known, person, taken)
        doubts += [doubt] if doubt else []
        other = taken.setdefault(student, person)
        if other.key != person.key:
            doubts.append(f"{other.key} and {person.key} are both taken for {student} of the roster")
        known.remember(student, _identifiers(person))
        found.append(student)
    known.save(connection)
    alike: dict[str, set[str]] = {}
    for student in found:
        alike.setdefault(same(student), set()).add(student)
    doubts += [
        f"{' and '.join(sorted(held))} differ in capital letters only, and were taken for different students"
        for held in alike.values()
        if len(held) > 1
    ]
    return Identified(tuple(found), tuple(dict.fromkeys(doubts)))


def _student(known: _Known, person: Person, taken: dict[str, Person]) -> tuple[str, str]:
    """The student who is meant, and what is not certain about it."""
    by_id = person.key if person.key in known.enrolled else known.named(_identifiers(person))
    by_name = None if person.namesake else known.named(_ways(person.name or person.key))
    student, doubt = (by_id, "") if by_id is not None else (by_name, "")
    if by_id is not None and known.enrolled[by_id] and not _alike(known.names[by_id], person.name):
        # one platform's number may be somebody else's on another
        student = by_name if by_name is not None and known.enrolled[by_name] else by_id
        doubt = f"{person.key} is {known.names[by_id]} on the roster and {person.name} here; taken for {student}"
    if student is None and person.guess and not person.namesake:
        student = known.named([same(person.guess), *_ways(person.guess)])
        student = student if student is not None and known.enrolled[student] else None
    somebody_elses = student in taken and taken[student].key != person.key
    if student is None or (somebody_elses and not known.enrolled[student]):
        return known.add(person), ""
    return student, doubt


def _ways(name: str) -> list[str]:
    return [f"name:{way}" for way in sorted(names(name))]


def _alike(listed: str, written: str) -> bool:
    """Whether two names have a part in common, or one of them says nothing."""
    parts = [compact(part) for part in re.split(r"[\s,]+", listed)]
    whole = compact(written)
    return not whole or not compact(listed) or any(part in whole for part in parts if part) or whole in compact(listed)


def student_of(connection: Connection, person: Person) -> str:
    """The ID of the student who is meant; one that nobody knew before is entered."""
    return identify(connection, [person]).students[0]


def known_as(connection: Connection, wanted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """All identifiers of these students."""
    found: dict[str, list[str]] = {}
    query = select(aliases.c.student, aliases.c.alias).where(aliases.c.student.in_(wanted)).order_by(aliases.c.alias)
    for student, alias in connection.execute(query):
        found.setdefault(student, []).append(alias)
    return {student: tuple(listed) for student, listed in found.items()}


def enroll(connection: Connection, roster: Iterable[Enrolled]) -> None:
    """Enter a roster; students who are there already get its names, sections and extensions.

    Each row is another student: an identifier that several rows have is nobody's.
    """
    listed = list(roster)
    own = [_own(each) for each in listed]
    count = Counter(way for ways in own for way in dict.fromkeys(ways))
    keys = {same(each.key) for each in listed}
    by_name = Counter(way for each in listed for way in names(each.name))
    known = _Known(connection)
    strangers = _strangers(connection)
    exact = {each.key for each in listed if each.key in known.enrolled}
    taken: set[str] = set()
    fresh, changed = [], []
    for each, ways in zip(listed, own, strict=True):
        key = same(each.key)
        sure = [key, *(way for way in ways if count[way] == 1 and way not in keys)]
        mine = [way for way in names(each.name) if by_name[way] == 1]
        ways_in = [known.aliases.get(way) for way in sure] + [strangers.get(way) for way in mine]
        student = each.key if each.key in exact else None
        student = student or next((found for found in ways_in if found and found not in taken | exact), None)
        values = {
            "name": each.name or each.key,
            "email": each.email,
            "section": each.section,
            "extension": each.extension,
            "enrolled": 1,
            "cells": json.dumps(each.row, ensure_ascii=False),
        }
        if student is None:
            student = each.key
            fresh.append({"id": student, **values})
        else:
            changed.append({"student": student, **values})
        taken.add(student)
        known.remember(student, [*sure, *(f"name:{way}" for way in mine)])
    if fresh:
        connection.execute(students.insert(), fresh)
    if changed:
        connection.execute(students.update().where(students.c.id == bindparam("student")), changed)
    known.save(connection)


def _own(each: Enrolled) -> list[str]:
    """What identifies a row of a roster, the surest first; of an e-mail address, what stands before the @ last."""
    ways = [same(identifier) for identifier in each.identifiers] or [same(each.key)]
    return [*ways, *(way.partition("@")[0] for way in ways if "@" in way)]


def _identifiers(person: Person) -> list[str]:
    found = [person.key, person.email, *person.others]
    return [same(identifier) for identifier in dict.fromkeys(found) if identifier]


def _strangers(connection: Connection) -> dict[str, str]:
    """Students whom no roster named yet, by the ways to run their names together, where that names but one."""
    found: dict[str, set[str]] = {}
    for row in connection.execute(select(students.c.id, students.c.name).where(students.c.enrolled == 0)):
        for way in names(row.name):
            found.setdefault(way, set()).add(row.id)
    return {way: held.pop() for way, held in found.items() if len(held) == 1}
