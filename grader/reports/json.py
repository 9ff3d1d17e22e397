"""The report as JSON, as in docs/report.schema.json; several reports are JSON Lines, one a line."""

from __future__ import annotations

import json
import re

from grader.model.verdicts import Report
from grader.reports import Look

SUFFIX = ".json"

_UNPRINTABLE = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


def render(report: Report, look: Look) -> str:
    """The very texts; characters that could steer a terminal, or that UTF-8 can't hold, stand as escapes."""
    text = json.dumps(
        report.as_dict(reveal=look.reveal),
        ensure_ascii=not look.symbols,
        allow_nan=False,
        indent=None if look.one_of_many else 2,
    )
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
