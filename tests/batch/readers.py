"""Readers of what platforms import, written from their documentation; each refuses what the platform would refuse."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection
from typing import Any

import jsonschema

RESULTS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number", "minimum": 0},
        "execution_time": {"type": "integer"},
        "output": {"type": "string"},
        "output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
        "test_output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
        "test_name_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
        "visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
        "stdout_visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
                    "tags": {"type": "array"},
                    "visibility": {"enum": ["hidden", "after_due_date", "after_published", "visible"]},
                    "extra_data": {"type": "object"},
                },
            },
        },
    },
}
"""Gradescope's "Autograder Specifications", results.json."""


def canvas(data: bytes, known: Collection[str], column: str, possible: float = 56) -> dict[str, str]:
    """Grades by ID, as Canvas' import takes them.

    The delimiter is told from the header; students go by ID, SIS User ID or SIS Login ID, the assignment by its number
    in brackets; a row of points possible is skipped; a blank would clear the grade; columns of Canvas' own are dropped.
    """
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;", key=text.split("\n")[0].count)))
    header = rows[0]
    assert header[:2] == ["Student", "ID"]
    assert "Section" in header
    assert not any(word in column.casefold() for word in ("final score", "current grade"))
    place = header.index(column)
    identifiers = [header.index(name) for name in ("ID", "SIS User ID", "SIS Login ID")]
    found = {}
    for row in rows[1:]:
        if row[0].strip() == "Points Possible":
            assert row[0].startswith("    ")
            assert float(row[place]) == possible
            continue
        by = next(row[each] for each in identifiers if row[each])
        assert by in known, f"Canvas would ask who {by} is"
        assert row[place], "a blank would clear the grade"
        assert len(row[place].partition(".")[2]) <= 2
        found[by] = row[place]
    return found


def moodle(data: bytes) -> dict[str, dict[str, str]]:
    """The rows of a grading worksheet by Identifier, as Moodle's import takes them.

    A grade is within the maximum; a row whose "Last modified (grade)" differs from Moodle's own would be skipped.
    """
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for row in rows:
        assert row["Identifier"].startswith("Participant ")
        assert row["Last modified (grade)"] == "-"
        if row["Grade"]:
            assert 0 <= float(row["Grade"]) <= float(row["Maximum grade"])
    return {row["Identifier"]: row for row in rows}


def gradescope(data: bytes) -> dict[str, Any]:
    """A results.json as Gradescope takes it: strict JSON of the documented form."""
    found: dict[str, Any] = json.loads(data, parse_constant=_refused)
    jsonschema.validate(found, RESULTS)
    return found


def _refused(word: str) -> float:
    raise AssertionError(f"{word} is no JSON")
