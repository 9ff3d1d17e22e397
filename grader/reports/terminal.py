"""The report for a person at a terminal: one row a question, what was read, what to do; then what waits and why."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.layout import Line, Span, cells, clean, coloured, plain, shorten, wrap
from grader.model.documents import Source
from grader.model.verdicts import Outcome, Report, Verdict, number
from grader.reports import Look

SUFFIX = ".txt"

NARROW, WIDE = 40, 92

_LABEL = 8
_VERDICT = 16
_POINTS = 8
_INDENT = " " * (2 + _LABEL)

_SIGNS = {
    Outcome.CORRECT: ("✓", "+", "green"),
    Outcome.PARTIAL: ("~", "~", "yellow"),
    Outcome.INCORRECT: ("✗", "x", "red"),
    Outcome.MISSING: ("–", "-", "red"),
    Outcome.UNREADABLE: ("?", "?", "magenta"),
    Outcome.NEEDS_PERSON: ("○", "o", "cyan"),
}


def render(report: Report, look: Look) -> str:
    """The report, coloured where the look allows it, else plain; no line is wider than the look."""
    width = min(max(look.width, NARROW), WIDE)
    lines = list(_lines(report, width, look))
    text = coloured(lines, width) if look.colour else plain(lines)
    if not look.symbols:
        text = text.translate(_ASCII).encode("ascii", "replace").decode()
    return text


_ASCII = {ord(fancy): ascii_ for fancy, ascii_, _ in _SIGNS.values()} | str.maketrans(
    {"×": "x", "–": "-", "…": "...", "“": '"', "”": '"', "’": "'", "·": "-", "•": "*", "→": "->"}
)


def _lines(report: Report, width: int, look: Look) -> Iterator[Line]:
    yield [Span(clean(report.assignment), "bold"), Span("  "), Span(_cut(report.submission, width - 20, look), "dim")]
    for remark in report.remarks:
        yield from _hanging("", f"Note: {remark}", width, "yellow")
    for note in report.staff if look.reveal else ():
        yield from _hanging("", f"For staff: {note}", width, "blue")
    yield []
    if all(verdict.read is None for verdict in report.verdicts):
        yield from _nothing(report, width)
    else:
        yield from _judged(report, width, look)
    if look.one_of_many:
        yield []


def _nothing(report: Report, width: int) -> Iterator[Line]:
    """Instead of a list of questions of which each is missing."""
    yield [Span("  "), Span("No answer was found in this file.", "bold")]
    labels = ", ".join(verdict.label for verdict in report.verdicts)
    if all(verdict.outcome is Outcome.MISSING and _told(verdict) for verdict in report.verdicts):
        said = "The functions and variables that are asked for are not there, or still as they were handed out."
        yield from _hanging("  ", f"{said} An answer sheet has them all:", width)
        yield from _hanging("  ", f"grader new {report.assignment}", width, "bold")
        return
    yield from _hanging("  ", f"Answers are found by their labels: {labels}.", width)
    yield from _hanging(
        "  ", "Put each label on a line of its own above its answer. An answer sheet has them all:", width
    )
    yield from _hanging("  ", f"grader new {report.assignment}", width, "bold")


def _judged(report: Report, width: int, look: Look) -> Iterator[Line]:
    explained = False
    label_width = max((cells(verdict.label) for verdict in report.verdicts), default=0)
    for verdict in report.verdicts:
        below = list(_below(verdict, width, look))
        told = len(below) > 1
        if explained or (told and verdict is not report.verdicts[0]):
            yield []
        explained = told
        yield _row(verdict, width, max(label_width, _LABEL - 2), look)
        yield from below
    yield []
    yield from _totals(report, width)
    yield from _waiting(report, width)


def _row(verdict: Verdict, width: int, label_width: int, look: Look) -> Line:
    sign, _, colour = _SIGNS[verdict.outcome]
    word = f"{sign} {_word(verdict.outcome)}"
    score = f"{_short(verdict.points)}/{_short(verdict.max_points)}"
    room = width - _VERDICT - _POINTS - 2 - label_width - 2
    title = _cut(verdict.title, room - 1, look)
    return [
        Span("  "),
        Span(_padded(clean(verdict.label), label_width + 2), "bold"),
        Span(_padded(title, room)),
        Span(_padded(word, _VERDICT), colour),
        Span(score.rjust(_POINTS)),
    ]


def _below(verdict: Verdict, width: int, look: Look) -> Iterator[Line]:
    """What stands under a row: what was read and where, what to say about it, and what is for staff."""
    place = _place(verdict.source)
    if verdict.read and not _quoted(verdict):
        room = width - len(_INDENT) - 2 - (cells(place) + 2 if place else 0)
        yield [Span(_INDENT), Span(f"“{_cut(verdict.read, room, look)}”", "italic"), Span(f"  {place}", "dim")]
    elif _quoted(verdict):
        yield [Span(_INDENT), Span(place, "dim")]
    elif place and verdict.outcome is not Outcome.MISSING:
        yield [Span(_INDENT), Span("(nothing is written here)", "italic"), Span(f"  {place}", "dim")]
    if verdict.feedback and verdict.outcome is not Outcome.NEEDS_PERSON and verdict.outcome is not Outcome.MISSING:
        yield from _indented(verdict.feedback, width)
    named = verdict.mistake or verdict.convention
    if look.reveal:
        if named:
            yield from _indented(f"[{named}]", width, "dim")
        if verdict.staff:
            yield from _indented(_without_trace(verdict.staff), width, "blue")


def _quoted(verdict: Verdict) -> bool:
    """Whether the feedback itself shows what was read, with a mark under it."""
    return verdict.outcome is Outcome.UNREADABLE and "\n" in verdict.feedback and "^ " in verdict.feedback


def _without_trace(text: str) -> str:
    """The text for staff; of a trace only its last line."""
    return text.rstrip().rsplit("\n", 1)[-1] if text.startswith("Traceback") else text


def _totals(report: Report, width: int) -> Iterator[Line]:
    counts = dict.fromkeys(Outcome, 0)
    for verdict in report.verdicts:
        counts[verdict.outcome] += 1
    said = ", ".join(f"{count} {_word(outcome)}" for outcome, count in counts.items() if count)
    so_far = " so far" if report.waiting else ""
    total = f"{_short(report.points)} of {_short(report.max_points)} points{so_far}"
    if cells(total) + cells(said) + 5 <= width:
        yield [Span("  "), Span(total, "bold"), Span(f"  {said}", "dim")]
    else:
        yield [Span("  "), Span(total, "bold")]
        yield from _hanging("  ", said, width, "dim")


def _waiting(report: Report, width: int) -> Iterator[Line]:
    """Why each open question waits; questions with one and the same reason share a paragraph."""
    reasons: dict[str, list[Verdict]] = {}
    for verdict in report.verdicts:
        if verdict.outcome is Outcome.UNREADABLE:
            reasons.setdefault("This could not be read; see above what was expected.", []).append(verdict)
        elif verdict.outcome.open:
            reasons.setdefault(verdict.feedback or "A person decides.", []).append(verdict)
    if reasons:
        worth = sum((verdict.max_points for verdict in report.waiting), Fraction(0))
        yield []
        yield [Span("  "), Span(f"Waiting for a person: {_short(worth)} points", "bold")]
    for reason, verdicts in reasons.items():
        yield from _hanging("  ", ", ".join(verdict.label for verdict in verdicts), width, "cyan")
        yield from _hanging("    ", reason, width)
    missing = [verdict for verdict in report.verdicts if verdict.outcome is Outcome.MISSING]
    if missing:
        yield []
        yield [Span("  "), Span("Not found in this file", "bold")]
    unlabelled = ", ".join(verdict.label for verdict in missing if not _told(verdict))
    if unlabelled:
        yield from _hanging("  ", unlabelled, width, "red")
        yield from _hanging("    ", "Is it there? Put its label on a line of its own above the answer.", width)
    for verdict in filter(_told, missing):
        yield from _hanging("  ", verdict.label, width, "red")
        yield from _hanging("    ", verdict.feedback, width)


def _told(verdict: Verdict) -> bool:
    """Whether there is more to say of why nothing was read than that a label was not found."""
    return verdict.outcome is not Outcome.MISSING or not verdict.feedback.startswith("Nothing")


def _indented(text: str, width: int, style: str = "") -> Iterator[Line]:
    return _hanging(_INDENT, text, width, style)


def _hanging(indent: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    for row in wrap(text, width - len(indent)):
        yield [Span(indent), Span(row, style)]


def _cut(text: str, width: int, look: Look) -> str:
    return shorten(text, width, "…" if look.symbols else "...")


def _word(outcome: Outcome) -> str:
    return "for a person" if outcome is Outcome.NEEDS_PERSON else str(outcome)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _place(source: Source | None) -> str:
    return str(source) if source else ""


def _short(points: Fraction) -> str:
    """Points as people write them: 2, 1.5, 0.33."""
    value = number(points)
    return str(value) if isinstance(value, int) else f"{value:.2f}".rstrip("0")
