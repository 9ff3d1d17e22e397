"""The report as Markdown, to be mailed or put beside a submission; nothing that a student wrote is markup in it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.gradescope import fenced, markdown
from grader.model.verdicts import Outcome, Report, Verdict, number
from grader.reports import Look

SUFFIX = ".md"

_WORDS = {
    Outcome.CORRECT: "correct",
    Outcome.PARTIAL: "partly right",
    Outcome.INCORRECT: "not right",
    Outcome.MISSING: "not found",
    Outcome.UNREADABLE: "could not be read; a person will look at it",
    Outcome.NEEDS_PERSON: "a person will look at it",
}


def render(report: Report, look: Look) -> str:
    """A heading a question: what was read and where, the verdict, feedback, points."""
    return "\n\n".join(_blocks(report, look)) + "\n"


def _blocks(report: Report, look: Look) -> Iterator[str]:
    yield f"# {markdown(report.assignment)}"
    yield f"Handed in: {markdown(report.submission)}"
    so_far = " so far" if report.waiting else ""
    yield f"**{_points(report.points)} of {_points(report.max_points)} points{so_far}**"
    if report.waiting:
        labels = ", ".join(verdict.label for verdict in report.waiting)
        yield f"Waiting for a person: {markdown(labels)}"
    if report.remarks:
        yield "\n".join(f"- {markdown(remark)}" for remark in report.remarks)
    for verdict in report.verdicts:
        yield from _question(verdict, look)


def _question(verdict: Verdict, look: Look) -> Iterator[str]:
    earned = "open" if verdict.outcome.open else _points(verdict.points)
    points = f"{earned} of {_points(verdict.max_points)}"
    yield f"## {markdown(verdict.label)} {markdown(verdict.title)}"
    yield f"**{_WORDS[verdict.outcome].capitalize()}**, {points} points"
    if verdict.read:
        where = f", {markdown(str(verdict.source))}" if verdict.source else ""
        yield f"Read{where}:"
        yield fenced(verdict.read)
    if verdict.feedback:
        yield fenced(verdict.feedback) if "\n" in verdict.feedback else markdown(verdict.feedback)
    if look.reveal and (verdict.mistake or verdict.staff):
        yield f"For staff: {markdown(' '.join(filter(None, (verdict.mistake, verdict.staff))))}"


def _points(points: object) -> str:
    value = number(points)  # type: ignore[arg-type]
    return markdown(str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0"))
