"""The report as one page of HTML that needs nothing else: no script, no picture, no font from elsewhere.

It can be read aloud (headings, lists, words beside every sign), printed, and read without colours; the contrast of
every text is at least 4.5 to 1 (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from html import escape

from grader.layout import clean
from grader.model.verdicts import Outcome, Report, Verdict, number
from grader.reports import Look

SUFFIX = ".html"

MOST = 4_000
"""Characters of an answer that are shown."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; margin: 0; }
body { color: #1c1c1c; background: #f5f5f3; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
.quiet { color: #555; margin: .2rem 0; overflow-wrap: anywhere; }
.head { margin-bottom: 1rem; }
.score { font-size: 1.2rem; margin: 1rem 0 .25rem; }
.bar { display: flex; height: .6rem; border: 1px solid #767676; background: #fff; margin: .25rem 0 1rem; }
.bar span { background: #2f6f3a; } .bar i { background: repeating-linear-gradient(45deg, #aaa 0 4px, #eee 4px 8px); }
ul.notes { background: #fff8e0; border: 1px solid #b58900; padding: .6rem .8rem .6rem 1.8rem; margin: 0 0 1rem; }
article { background: #fff; border: 1px solid #ccc; border-left: .4rem solid; margin: 0 0 .8rem; padding: .7rem .9rem; }
article { break-inside: avoid; }
header.question { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; }
.points { white-space: nowrap; font-variant-numeric: tabular-nums; }
.verdict { font-weight: 600; margin: .15rem 0 .35rem; }
pre { font: .9rem/1.45 ui-monospace, SFMono-Regular, Consolas, monospace; background: #f2f2f0; margin: .35rem 0; }
pre { padding: .45rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
p { margin: .35rem 0; overflow-wrap: anywhere; }
.correct { border-left-color: #2f6f3a; } .correct .verdict { color: #22592c; }
.partial { border-left-color: #8a6100; } .partial .verdict { color: #6f4e00; }
.incorrect, .missing { border-left-color: #a4262c; } .incorrect .verdict, .missing .verdict { color: #8f1d23; }
.unreadable, .needs_person { border-left-color: #245a9c; border-left-style: double; }
.unreadable .verdict, .needs_person .verdict { color: #1d4a82; }
@media print {
  body { background: #fff; font-size: 11pt; } main { max-width: none; padding: 0; }
  article, .bar, .bar * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

_SAID = {
    Outcome.CORRECT: ("✓", "Correct"),
    Outcome.PARTIAL: ("~", "Partly right"),
    Outcome.INCORRECT: ("✗", "Not right"),
    Outcome.MISSING: ("–", "Not found"),
    Outcome.UNREADABLE: ("?", "Could not be read; a person will look at it"),
    Outcome.NEEDS_PERSON: ("○", "A person will look at it"),
}


def render(report: Report, look: Look) -> str:
    """The page; every text in it is escaped."""
    title = f"{report.assignment}: {report.submission}"
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(title)}</title><style>{_STYLE}</style></head>\n<body><main>\n",
            *_head(report),
            *(_question(verdict, look) for verdict in report.verdicts),
            "</main></body></html>\n",
        )
    )


def _head(report: Report) -> Iterator[str]:
    yield f'<div class="head"><h1>{_text(report.assignment)}</h1>\n'
    yield f'<p class="quiet">{_text(report.submission)}</p>\n'
    so_far = " so far" if report.waiting else ""
    score = f"{_points(report.points)} of {_points(report.max_points)} points{so_far}"
    yield f'<p class="score"><strong>{score}</strong></p>\n'
    waiting = sum((verdict.max_points for verdict in report.waiting), Fraction(0))
    if report.max_points:
        earned = float(report.points / report.max_points) * 100
        more = float(waiting / report.max_points) * 100
        yield (
            f'<div class="bar" aria-hidden="true"><span style="width:{earned:.1f}%"></span>'
            f'<i style="width:{more:.1f}%"></i></div>\n'
        )
    if report.waiting:
        labels = ", ".join(verdict.label for verdict in report.waiting)
        yield f'<p class="quiet">{_points(waiting)} points wait for a person: {_text(labels)}</p>\n'
    if report.remarks:
        yield f'<ul class="notes">{"".join(f"<li>{_text(remark)}</li>" for remark in report.remarks)}</ul>\n'
    yield "</div>\n"


def _question(verdict: Verdict, look: Look) -> str:
    sign, word = _SAID[verdict.outcome]
    name = f"q-{_identifier(verdict.label)}"
    parts = [
        f'<article class="{verdict.outcome}" aria-labelledby="{name}"><header class="question">',
        f'<h2 id="{name}">{_text(verdict.label)} {_text(verdict.title)}</h2>',
        f'<span class="points">{_worth(verdict)}</span></header>',
        f'<p class="verdict"><span aria-hidden="true">{sign}</span> {word}</p>',
    ]
    if verdict.read:
        where = f", {_text(str(verdict.source))}" if verdict.source else ""
        shown = verdict.read if len(verdict.read) <= MOST else verdict.read[:MOST] + "…"
        parts.append(f'<p class="quiet">What was read{where}</p><pre>{_text(shown)}</pre>')
    if verdict.feedback:
        tag = "pre" if "\n" in verdict.feedback else "p"
        parts.append(f"<{tag}>{_text(verdict.feedback)}</{tag}>")
    if look.reveal and (verdict.mistake or verdict.staff):
        told = " ".join(filter(None, (verdict.mistake, verdict.staff)))
        parts.append(f'<p class="quiet">For staff: {_text(told)}</p>')
    return "".join(parts) + "</article>\n"


def _worth(verdict: Verdict) -> str:
    """The points; what waits has none yet, which is not the same as 0."""
    earned = "open" if verdict.outcome.open else _points(verdict.points)
    return f"{earned} of {_points(verdict.max_points)} points"


def _identifier(label: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in label)


def _points(points: Fraction) -> str:
    value = number(points)
    return str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0")


def _text(text: str) -> str:
    return escape(clean(text).encode("utf-8", "replace").decode())
