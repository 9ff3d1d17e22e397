"""Results into the tables: append-only, in one transaction, nothing twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, select

from grader.batch.gradebook.schema import gradings, notes, responses, verdicts
from grader.batch.records import Result
from grader.batch.rules import Rules
from grader.model.verdicts import Verdict

Spot = tuple[int, str]

WITHDRAWN = "withdrawn"
"""The rule of a question that is asked no more."""


def written(
    connection: Connection,
    run: int,
    rules: Rules,
    results: Sequence[Result],
    labels: Mapping[int, Sequence[str]] | None,
    floors: Mapping[Spot, Fraction],
    said: Mapping[Spot, str],
) -> int:
    """Enter results; how many were not there already. labels : None for what was never graded before."""
    numbers = [result.number for result in results]
    if labels is None:
        fresh, before, read = _not_there(connection, results), {}, {}
    else:
        before, read = _latest(connection, numbers), _read(connection, numbers)
        fresh = [result for result in results if _open(result, labels, before, rules)]
    rows: dict[str, list[dict[str, Any]]] = {"gradings": [], "responses": [], "verdicts": [], "notes": []}
    for result in fresh:
        rows["gradings"].append(_grading(run, rules.version, result))
        wanted = None if labels is None else _open(result, labels, before, rules)
        for place, verdict in enumerate(result.verdicts):
            spot = (result.number, verdict.label)
            if wanted is not None and verdict.label not in wanted:
                continue
            response, is_new = _response(result.number, verdict, read.get(spot))
            rows["responses"] += [response] if is_new else []
            number = before[spot].number + 1 if spot in before else 1
            floor = floors.get(spot)
            rows["verdicts"].append(
                _verdict(run, verdict, result)
                | {"number": number, "response": response["number"], "place": place}
                | {"rule": rules.questions[verdict.label], "floor": None if floor is None else str(floor)}
            )
        for label in wanted or ():
            spot = (result.number, label)
            if label not in rules.questions:
                rows["verdicts"].append(_withdrawn(run, before[spot]))
            if spot in said:
                rows["notes"].append(
                    {"submission": spot[0], "label": label, "run": run, "made": _now(), "text": said[spot]}
                )
    for table in (gradings, responses, verdicts, notes):
        if rows[table.name]:
            connection.execute(table.insert(), rows[table.name])
    return len(fresh)


def _not_there(connection: Connection, results: Sequence[Result]) -> list[Result]:
    """The results that no other run has entered meanwhile; a failed attempt gives way to one that did not fail."""
    query = select(gradings.c.submission, gradings.c.status).where(
        gradings.c.submission.in_([result.number for result in results])
    )
    there: dict[int, set[str]] = {}
    for row in connection.execute(query):
        there.setdefault(row.submission, set()).add(row.status)
    return [
        result
        for result in results
        if result.number not in there or (result.status == "graded" and "graded" not in there[result.number])
    ]


def _open(result: Result, labels: Mapping[int, Sequence[str]], before: Mapping[Spot, Any], rules: Rules) -> list[str]:
    """The questions to be entered anew whose latest verdict no other run has brought up to date."""
    wanted = labels.get(result.number, ())
    return [
        label
        for label in wanted
        if (result.number, label) not in before
        or before[result.number, label].rule != rules.questions.get(label, WITHDRAWN)
    ]


def _latest(connection: Connection, numbers: Sequence[int]) -> dict[Spot, Any]:
    """The latest verdict on each question."""
    query = select(verdicts).where(verdicts.c.submission.in_(numbers)).order_by(verdicts.c.number)
    return {(row.submission, row.label): row for row in connection.execute(query)}


def _read(connection: Connection, numbers: Sequence[int]) -> dict[Spot, dict[str, Any]]:
    """The latest response on each question."""
    query = select(responses).where(responses.c.submission.in_(numbers)).order_by(responses.c.number)
    return {(row.submission, row.label): dict(row._mapping) for row in connection.execute(query)}


def _grading(run: int, version: str, result: Result) -> dict[str, Any]:
    return {
        "submission": result.number,
        "version": version,
        "run": run,
        "status": result.status,
        "reason": result.reason,
        "remarks": json.dumps(result.remarks, ensure_ascii=False),
        "faulty": int(result.faulty),
        "unread": json.dumps(result.unread, ensure_ascii=False),
    }


def _response(number: int, verdict: Verdict, before: Mapping[str, Any] | None) -> tuple[dict[str, Any], bool]:
    """The row of what was read, and whether it is not the one that is there already."""
    source = verdict.source
    row = {
        "submission": number,
        "label": verdict.label,
        "number": before["number"] if before else 1,
        "read": _storable(verdict.read),
        "confidence": verdict.confidence,
        "file": source and _storable(source.file),
        "cell": source and source.cell,
        "line": source and source.line,
        "end_line": source and source.end_line,
    }
    if before is not None and row != before:
        row["number"] = before["number"] + 1
    return row, before is None or row["number"] != before["number"]


def _withdrawn(run: int, before: Any) -> dict[str, Any]:
    """The verdict on a question that is asked no more."""
    row = dict(before._mapping)
    return row | {"run": run, "number": before.number + 1, "rule": WITHDRAWN, "points": "0", "max_points": "0"}


def _verdict(run: int, verdict: Verdict, result: Result) -> dict[str, Any]:
    return {
        "submission": result.number,
        "label": verdict.label,
        "run": run,
        "title": verdict.title,
        "outcome": str(verdict.outcome),
        "points": str(verdict.points),
        "max_points": str(verdict.max_points),
        "mistake": verdict.mistake,
        "convention": verdict.convention,
        "feedback": _storable(verdict.feedback) or "",
        "staff": _storable(verdict.staff) or "",
        "variant": result.variants.get(verdict.label, ""),
    }


def _storable(text: str | None) -> str | None:
    """The text as databases take it: without NUL, and with half surrogates shown."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.replace("\0", "").encode("utf-8", "backslashreplace").decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
