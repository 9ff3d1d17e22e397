"""Several files of one student are one submission: of each question, the answer that stands in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from grader.model.verdicts import Outcome, Report, Verdict

_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})(?P<suffix>\.\w+)?")


def merged(reports: Sequence[Report]) -> Report:
    """One report on all files. Where two of them answer a question differently, a person decides.

    reports : at least one, all of the same assignment.
    """
    if len(reports) == 1:
        return reports[0]
    return _together(reports, tuple(_one(same) for same in zip(*(report.verdicts for report in reports), strict=True)))


def newest(reports: Sequence[Report]) -> Report:
    """One report on all versions of a file, the newest first: of each question, the newest answer counts."""
    if len(reports) == 1:
        return reports[0]
    verdicts = tuple(_newest(same) for same in zip(*(report.verdicts for report in reports), strict=True))
    told = f"{reports[0].submission} was taken for the newest version; what it leaves out was read in the earlier one."
    found = _together(reports, verdicts)
    return replace(found, remarks=(*found.remarks, told))


def versions(names: Sequence[str]) -> list[list[str]]:
    """The files that a platform numbered as versions of one another, hw4.md, hw4-1.md, hw4-2.md, the newest first.

    Where no file has the name without a number, the numbers may be the student's own, and each file is alone.

    >>> versions(["hw4.md", "hw4-1.md", "part-1.md", "part-2.md"])
    [['hw4-1.md', 'hw4.md'], ['part-1.md'], ['part-2.md']]
    """
    known = set(names)
    chains: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        found = _NUMBERED.fullmatch(name)
        bare = found["stem"] + (found["suffix"] or "") if found else name
        is_version = found is not None and bare in known
        chains.setdefault(bare if is_version else name, []).append(
            (int(found["number"]) if found and is_version else 0, name)
        )
    return [[name for _, name in sorted(chain, key=lambda each: -each[0])] for chain in chains.values()]


def _together(reports: Sequence[Report], verdicts: tuple[Verdict, ...]) -> Report:
    remarks = [f"{report.submission}: {remark}" for report in reports for remark in report.remarks]
    names = ", ".join(report.submission for report in reports)
    staff = tuple(dict.fromkeys(line for report in reports for line in report.staff))
    faulty = any(report.faulty for report in reports)
    return replace(
        reports[0],
        submission=names,
        verdicts=verdicts,
        remarks=tuple(dict.fromkeys(remarks)),
        staff=staff,
        faulty=faulty,
    )


def _newest(verdicts: tuple[Verdict, ...]) -> Verdict:
    return next((verdict for verdict in verdicts if verdict.read is not None or verdict.outcome.open), verdicts[0])


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
