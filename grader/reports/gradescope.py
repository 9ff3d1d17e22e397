"""The report as Gradescope's results.json."""

from __future__ import annotations

import json

from grader.gradescope import results
from grader.model.verdicts import Report
from grader.reports import Look

SUFFIX = ".json"


def render(report: Report, look: Look) -> str:
    """One object; nothing in it is for staff."""
    text = json.dumps(results(report), allow_nan=False, ensure_ascii=True, indent=None if look.one_of_many else 1)
    return text + "\n"
