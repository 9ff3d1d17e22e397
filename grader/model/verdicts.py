"""What the judge says of a submission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from grader.model.documents import Source


class Outcome(StrEnum):
    """What became of one question. Unknown is never full and never zero: it waits for a person."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NEEDS_PERSON = "needs_person"

    @property
    def open(self) -> bool:
        """Whether a person has still to decide."""
        return self in (Outcome.UNREADABLE, Outcome.NEEDS_PERSON)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one question.

    points : what was earned so far, of max_points. read : the very characters that were judged, None where none were.
    mistake, convention : the names of the author's functions that fit, or None. feedback : for the student.
    confidence : in [0, 1], that `read` is the answer meant; None where nothing was read.
    staff : the key, the rubric, our own faults; shown to staff only.
    """

    label: str
    title: str
    outcome: Outcome
    points: Fraction
    max_points: Fraction
    read: str | None = None
    mistake: str | None = None
    convention: str | None = None
    feedback: str = ""
    confidence: float | None = None
    source: Source | None = None
    staff: str = ""

    def as_dict(self, *, reveal: bool = False) -> dict[str, Any]:
        """The verdict in plain data, as in docs/report.schema.json; `reveal` adds the key "staff"."""
        source = self.source
        data: dict[str, Any] = {
            "label": self.label,
            "status": str(self.outcome),
            "points": number(self.points),
            "max_points": number(self.max_points),
            "read": self.read,
            "mistake": self.mistake,
            "convention": self.convention,
            "feedback": self.feedback,
            "confidence": None if self.confidence is None else round(self.confidence, 3),
            "source": source
            and {"file": source.file, "cell": source.cell, "line": source.line, "end_line": source.end_line},
        }
        return data | {"staff": self.staff} if reveal else data


@dataclass(frozen=True, slots=True)
class Report:
    """All verdicts on one submission, in the order of the assignment.

    remarks : sentences about the file as a whole. faulty : one of the verdicts waits because of a fault of ours.
    staff : sentences about the file that only staff may read: what its code tried, where it was run.
    """

    assignment: str
    submission: str
    verdicts: tuple[Verdict, ...]
    remarks: tuple[str, ...] = ()
    faulty: bool = False
    staff: tuple[str, ...] = ()

    @property
    def points(self) -> Fraction:
        """Points earned so far; what waits for a person counts nothing yet."""
        return sum((verdict.points for verdict in self.verdicts), Fraction(0))

    @property
    def max_points(self) -> Fraction:
        """Points that the assignment is worth."""
        return sum((verdict.max_points for verdict in self.verdicts), Fraction(0))

    @property
    def waiting(self) -> tuple[Verdict, ...]:
        """The verdicts that a person has still to give."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome.open)

    def __getitem__(self, label: str) -> Verdict:
        for verdict in self.verdicts:
            if verdict.label == label:
                return verdict
        raise KeyError(label)

    def as_dict(self, *, reveal: bool = False) -> dict[str, Any]:
        """The report in plain data, as in docs/report.schema.json."""
        data = {
            "assignment": self.assignment,
            "submission": self.submission,
            "points": number(self.points),
            "max_points": number(self.max_points),
            "verdicts": [verdict.as_dict(reveal=reveal) for verdict in self.verdicts],
        }
        return data | {"staff": list(self.staff)} if reveal and self.staff else data

    def __str__(self) -> str:
        rows = [f"{self.assignment}: {number(self.points)} of {number(self.max_points)} points ({self.submission})"]
        for v in self.verdicts:
            name = f" {v.mistake or v.convention}" if v.mistake or v.convention else ""
            score = f"{number(v.points)}/{number(v.max_points)}"
            rows.append(f"{v.label:8} {v.outcome.replace('_', ' '):12} {score:>5}{name}")
        return "\n".join(rows)


def number(value: Fraction) -> int | float:
    """A fraction as JSON has it: an int where it is whole, else a float."""
    return int(value) if value.denominator == 1 else float(value)
