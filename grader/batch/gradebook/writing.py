"""Results into the tables: append-only, in one transaction, nothing twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, select

from grader.batch.gradebook.schema import gradings, notes, responses, verdicts
from grader.batch.records import Result
from grader.batch.rules import Rules
from grader.model.verdicts import Verdict

Spot = tuple[int, str]


def written(
    connection: Connection,
    run: int,
    rules: Rules,
    results: Sequence[Result],
    labels: Mapping[int, Sequence[str]] | None,
    floors: Mapping[Spot, Fraction],
    said: Mapping[Spot, str],
) -> int:
    """Enter results; how many were not there already."""
    fresh = _not_there(connection, rules.version, results)
    numbers = _latest(connection, verdicts, [result.number for result in fresh]) if labels is not None else {}
    read = _read(connection, [result.number for result in fresh]) if labels is not None else {}
    rows: dict[str, list[dict[str, Any]]] = {"gradings": [], "responses": [], "verdicts": [], "notes": []}
    for result in fresh:
        rows["gradings"].append(_grading(run, rules.version, result))
        wanted = None if labels is None else labels.get(result.number, ())
        for place, verdict in enumerate(result.verdicts):
            if wanted is not None and verdict.label not in wanted:
                continue
            spot = (result.number, verdict.label)
            response = _response(result.number, verdict)
            before = read.get(spot)
            if before is None or {**before, "number": 0} != {**response, "number": 0}:
                response["number"] = (before["number"] if before else 0) + 1
                rows["responses"].append(response)
            else:
                response["number"] = before["number"]
            floor = floors.get(spot)
            rows["verdicts"].append(
                _verdict(run, verdict, result)
                | {"number": numbers.get(spot, 0) + 1, "response": response["number"], "place": place}
                | {"rule": rules.questions[verdict.label], "floor": None if floor is None else str(floor)}
            )
            if spot in said:
                rows["notes"].append(
                    {"submission": spot[0], "label": spot[1], "run": run, "made": _now(), "text": said[spot]}
                )
    for table in (gradings, responses, verdicts, notes):
        if rows[table.name]:
            connection.execute(table.insert(), rows[table.name])
    return len(fresh)


def _not_there(connection: Connection, version: str, results: Sequence[Result]) -> list[Result]:
    """The results that no other run has entered; an attempt that failed gives way to one that did not."""
    numbers = [result.number for result in results]
    query = select(gradings.c.submission, gradings.c.status).where(
        gradings.c.version == version, gradings.c.submission.in_(numbers)
    )
    there = {row.submission: row.status for row in connection.execute(query)}
    given_up = [number for number, status in there.items() if status != "graded"]
    better = [result for result in results if result.number in given_up and result.status == "graded"]
    if better:
        connection.execute(
            gradings.delete().where(
                gradings.c.version == version, gradings.c.submission.in_([result.number for result in better])
            )
        )
    return [result for result in results if result.number not in there] + better


def _latest(connection: Connection, table: Any, numbers: Iterable[int]) -> dict[Spot, int]:
    query = (
        select(table.c.submission, table.c.label, func.max(table.c.number))
        .where(table.c.submission.in_(list(numbers)))
        .group_by(table.c.submission, table.c.label)
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def _read(connection: Connection, numbers: Iterable[int]) -> dict[Spot, dict[str, Any]]:
    """The latest response on each question."""
    query = select(responses).where(responses.c.submission.in_(list(numbers))).order_by(responses.c.number)
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
    }


def _response(number: int, verdict: Verdict) -> dict[str, Any]:
    source = verdict.source
    return {
        "submission": number,
        "label": verdict.label,
        "number": 1,
        "read": _storable(verdict.read),
        "confidence": verdict.confidence,
        "file": source and _storable(source.file),
        "cell": source and source.cell,
        "line": source and source.line,
        "end_line": source and source.end_line,
    }


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
