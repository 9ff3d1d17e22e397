"""Students under all the names that platforms and rosters have for them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from grader.batch.gradebook.schema import aliases, students
from grader.batch.roster import Enrolled, names
from grader.batch.submissions import Person


def student_of(connection: Connection, person: Person) -> str:
    """The ID of the student who is meant; one that nobody knew before is entered."""
    known = _known(connection, _identifiers(person))
    if known is None and not person.namesake:
        known = _known(connection, [f"name:{way}" for way in sorted(names(person.name or person.key))])
    if known is None:
        known = person.key
        connection.execute(students.insert().values(id=known, name=person.name or person.key, email=person.email))
    _remember(connection, known, _identifiers(person))
    return known


def known_as(connection: Connection, wanted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """All identifiers of these students."""
    found: dict[str, list[str]] = {}
    query = select(aliases.c.student, aliases.c.alias).where(aliases.c.student.in_(wanted)).order_by(aliases.c.alias)
    for student, alias in connection.execute(query):
        found.setdefault(student, []).append(alias)
    return {student: tuple(listed) for student, listed in found.items()}


def enroll(connection: Connection, roster: Iterable[Enrolled]) -> None:
    """Enter a roster; students who are there already get its names, sections and extensions."""
    listed = list(roster)
    by_name: dict[str, list[Enrolled]] = {}
    for each in listed:
        for way in names(each.name):
            by_name.setdefault(way, []).append(each)
    strangers = _strangers(connection)
    for each in listed:
        identifiers = [identifier.casefold() for identifier in each.identifiers] or [each.key.casefold()]
        identifiers += [mail.partition("@")[0] for mail in identifiers if "@" in mail]
        ways = [f"name:{way}" for way in names(each.name) if len(by_name[way]) == 1]
        known = _known(connection, identifiers) or next(
            (strangers[way] for way in names(each.name) if way in strangers and len(by_name[way]) == 1), None
        )
        values = {
            "name": each.name or each.key,
            "email": each.email,
            "section": each.section,
            "extension": each.extension,
            "enrolled": 1,
            "cells": json.dumps(each.row, ensure_ascii=False),
        }
        if known is None:
            known = each.key
            connection.execute(students.insert().values(id=known, **values))
        else:
            connection.execute(students.update().where(students.c.id == known).values(**values))
        _remember(connection, known, [*identifiers, *ways])


def _identifiers(person: Person) -> list[str]:
    found = [person.key, person.email, *person.others]
    return [identifier.casefold() for identifier in dict.fromkeys(found) if identifier]


def _strangers(connection: Connection) -> dict[str, str]:
    """Students whom no roster named yet, by the ways to run their names together, where that names but one."""
    found: dict[str, set[str]] = {}
    for row in connection.execute(select(students.c.id, students.c.name).where(students.c.enrolled == 0)):
        for way in names(row.name):
            found.setdefault(way, set()).add(row.id)
    return {way: held.pop() for way, held in found.items() if len(held) == 1}


def _known(connection: Connection, identifiers: Iterable[str]) -> str | None:
    wanted = list(identifiers)
    rows = connection.execute(select(aliases.c.alias, aliases.c.student).where(aliases.c.alias.in_(wanted))).all()
    found = {row.alias: row.student for row in rows}
    return next((found[identifier] for identifier in wanted if identifier in found), None)


def _remember(connection: Connection, student: str, identifiers: Iterable[str]) -> None:
    wanted = dict.fromkeys(identifiers)
    there = set(connection.execute(select(aliases.c.alias).where(aliases.c.alias.in_(wanted))).scalars())
    fresh = [{"alias": alias, "student": student} for alias in wanted if alias not in there]
    if fresh:
        connection.execute(aliases.insert(), fresh)
