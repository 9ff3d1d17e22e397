"""What passes between the run and its workers: submissions as bytes, results as JSON in bytes; never anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from grader.model.documents import Source
from grader.model.verdicts import Outcome, Verdict

Status = Literal["graded", "unreadable", "time", "lost", "failed"]
"""graded · unreadable: no file that can be read · time: it took too long · lost: it ended its worker twice · failed:
a fault of ours."""


class Task(NamedTuple):
    """One submission to be graded.

    number : the gradebook's. student : whose numbers it is judged with, "" for the printed ones. known : all the
    identifiers of that student, in small letters. files : names and bytes. numbered : whether the platform numbers the
    versions of a file (hw4.md, hw4-1.md).
    """

    number: int
    student: str
    known: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]
    numbered: bool = False

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(len(data) for _, data in self.files)


class Result(NamedTuple):
    """What became of one submission. reason : why it is not graded, for the student.

    variants : the numbers of each question that were dealt, as text. seconds : what it took, by stage. unread : files,
    also within archives, that were not read, and why.
    """

    number: int
    status: Status
    reason: str = ""
    verdicts: tuple[Verdict, ...] = ()
    variants: Mapping[str, str] = {}
    remarks: tuple[str, ...] = ()
    faulty: bool = False
    seconds: Mapping[str, float] = {}
    unread: tuple[tuple[str, str], ...] = ()


def packed(results: Sequence[Result], version: str) -> bytes:
    """The results and the version of the rules they were reached by."""
    return json.dumps({"version": version, "results": [_plain(result) for result in results]}).encode()


def refused(why: str) -> bytes:
    """What a worker says that can't work at all."""
    return json.dumps({"refused": why}).encode()


class Refused(Exception):  # noqa: N818 - what a worker said
    """A worker can't work; the message says why."""


def unpacked(data: bytes) -> tuple[str, list[Result]]:
    """The version and the results. Raises Refused, and ValueError where the bytes are none."""
    said = json.loads(data)
    if "refused" in said:
        raise Refused(said["refused"])
    return said["version"], [_result(each) for each in said["results"]]


def _plain(result: Result) -> dict[str, Any]:
    return result._asdict() | {"verdicts": [verdict_as_list(verdict) for verdict in result.verdicts]}


def _result(said: dict[str, Any]) -> Result:
    verdicts = tuple(verdict_of_list(each) for each in said["verdicts"])
    unread = tuple((file, reason) for file, reason in said["unread"])
    return Result(**(said | {"verdicts": verdicts, "remarks": tuple(said["remarks"]), "unread": unread}))


def verdict_as_list(verdict: Verdict) -> list[Any]:
    """The verdict in plain data, exactly."""
    v = verdict
    source = None if v.source is None else list(v.source)
    return [
        v.label, v.title, str(v.outcome), str(v.points), str(v.max_points), v.read, v.mistake, v.convention, v.feedback,
        v.confidence, source, v.staff,
    ]  # fmt: skip


def verdict_of_list(said: Sequence[Any]) -> Verdict:
    """The verdict that was made plain."""
    label, title, outcome, points, most, read, mistake, convention, feedback, confidence, source, staff = said
    return Verdict(
        label, title, Outcome(outcome), Fraction(points), Fraction(most), read, mistake, convention, feedback,
        confidence, None if source is None else Source(*source), staff,
    )  # fmt: skip
