"""Several files of one student are one submission: of each question, the answer that stands in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from grader.model.verdicts import Outcome, Report, Verdict


def merged(reports: Sequence[Report]) -> Report:
    """One report on all files. Where two of them answer a question differently, a person decides.

    reports : at least one, all of the same assignment.
    """
    if len(reports) == 1:
        return reports[0]
    verdicts = tuple(_one(same) for same in zip(*(report.verdicts for report in reports), strict=True))
    remarks = [f"{report.submission}: {remark}" for report in reports for remark in report.remarks]
    names = ", ".join(report.submission for report in reports)
    faulty = any(report.faulty for report in reports)
    return Report(reports[0].assignment, names, verdicts, tuple(dict.fromkeys(remarks)), faulty=faulty)


def _one(verdicts: tuple[Verdict, ...]) -> Verdict:
    read = [verdict for verdict in verdicts if verdict.read is not None]
    if not read:
        open_ = [verdict for verdict in verdicts if verdict.outcome.open]
        return (open_ or verdicts)[0]
    first = read[0]
    if all(_same(first, other) for other in read[1:]):
        return first
    places = ", ".join(dict.fromkeys(verdict.source.file for verdict in read if verdict.source))
    told = f"More than one file answers this, and not in the same way: {places}. Hand in the one that counts."
    return replace(
        first, outcome=Outcome.NEEDS_PERSON, points=Fraction(0), mistake=None, convention=None, feedback=told
    )


def _same(one: Verdict, other: Verdict) -> bool:
    if " ".join((one.read or "").split()) == " ".join((other.read or "").split()):
        return True
    judged = one.outcome == other.outcome and not one.outcome.open
    return judged and (one.points, one.mistake, one.convention) == (other.points, other.mistake, other.convention)
