"""A report as Gradescope's results.json.

Gradescope's "Autograder Specifications": strict JSON; a test has score, max_score, status, name, number (a text),
output, output_format and visibility; one hidden test would hide the total.
"""

from __future__ import annotations

import re
from typing import Any

from grader.layout import clean
from grader.model.verdicts import Outcome, Report, Verdict, number

MOST = 1_000

_WORDS = {
    Outcome.CORRECT: "Correct.",
    Outcome.PARTIAL: "Partly right.",
    Outcome.INCORRECT: "Not right.",
    Outcome.MISSING: "Nothing was found.",
    Outcome.UNREADABLE: "This could not be read; a person will look at it.",
    Outcome.NEEDS_PERSON: "A person will look at it.",
}
_MARKDOWN = re.compile(
    r"([\\`*_{}\[\]<>#|~$&]|(?<=http)s?:(?=//)|(?<=www)\.|^(?:[-+=](?=[-+=\s]|$)|\d+[.)](?=\s|$)))", re.I
)


def results(report: Report, *, visibility: str = "visible", seconds: float | None = None) -> dict[str, Any]:
    """The object that results.json holds, each question a test. seconds : what grading took."""
    waiting = len(report.waiting)
    lines = [markdown(remark) for remark in report.remarks]
    if waiting:
        lines.insert(0, f"{waiting} answers wait for a person; their points are not in the score yet.")
    data: dict[str, Any] = {
        "score": number(report.points),
        "output": "\n\n".join(lines) or "Each question is a test below.",
        "output_format": "md",
        "visibility": visibility,
        "stdout_visibility": "hidden",
        "tests": [_test(verdict, visibility) for verdict in report.verdicts],
    }
    return data if seconds is None else data | {"execution_time": max(round(seconds), 0)}


def failure(message: str) -> dict[str, Any]:
    """The object where nothing could be graded: no score at all, and why."""
    return {
        "score": 0,
        "output": markdown(message),
        "output_format": "md",
        "visibility": "visible",
        "stdout_visibility": "hidden",
    }


def _test(verdict: Verdict, visibility: str) -> dict[str, Any]:
    test = {
        "score": number(verdict.points),
        "max_score": number(verdict.max_points),
        "name": f"{verdict.label} {verdict.title}",
        "number": verdict.label,
        "output": _output(verdict),
        "output_format": "md",
        "visibility": visibility,
    }
    if not verdict.outcome.open:  # a status would call it failed before anybody has looked
        test["status"] = "passed" if verdict.outcome is Outcome.CORRECT else "failed"
    return test


def _output(verdict: Verdict) -> str:
    told = [f"**{_WORDS[verdict.outcome]}**"]
    if verdict.read:
        where = f" ({verdict.source})" if verdict.source else ""
        told.append(f"Read{markdown(where)}:\n\n{fenced(verdict.read)}")
    if verdict.feedback:
        told.append(fenced(verdict.feedback) if "\n" in verdict.feedback else markdown(verdict.feedback))
    return "\n\n".join(told)


def fenced(text: str, most: int = MOST) -> str:
    """The text as a block of code that nothing in it can end."""
    shown = clean(text)
    shown = shown if len(shown) <= most else shown[: most - 1] + "…"
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}text\n{shown}\n{fence}"


def markdown(text: str) -> str:
    """The text with everything escaped that Markdown or HTML would act upon."""
    return _MARKDOWN.sub(_escaped, " ".join(clean(text).split()))


def _escaped(found: re.Match[str]) -> str:
    """A backslash before the last character, the one that makes markup of what stands before it."""
    return f"{found[0][:-1]}\\{found[0][-1]}"
