"""The understanding of a document for a person at a terminal: a paragraph a question."""

from __future__ import annotations

from collections.abc import Iterator

from grader.layout import Line, Span, cells, clean, coloured, plain, shorten, wrap
from grader.responses import Status
from grader.understanding import Reading, Understanding, Understood

MOST = 5
"""Readings of one question that are listed."""

_INDENT = " " * 10
_SAID = {
    Status.READ: ("read", "green"),
    Status.ABSENT: ("not found", "red"),
    Status.DOUBTFUL: ("for a person", "cyan"),
    Status.UNREADABLE: ("nothing of its kind", "magenta"),
}


def render(understood: Understanding, width: int, *, colour: bool) -> str:
    """The text, no line wider than the width."""
    width = min(max(width, 40), 92)
    lines = list(_lines(understood, width))
    return coloured(lines, width) if colour else plain(lines)


def _lines(understood: Understanding, width: int) -> Iterator[Line]:
    yield [Span(understood.assignment, "bold"), Span(f"  {clean(understood.document.path)}", "dim")]
    yield [Span(f"Labels were read {understood.scheme}.", "dim")]
    for remark in understood.remarks:
        yield from ([Span(row, "yellow")] for row in wrap(f"Note: {remark}", width))
    for question in understood.questions:
        yield []
        yield from _question(question, width)
    if understood.left_over:
        yield []
        yield [Span("Under no question", "bold")]
    for segment in understood.left_over:
        place = str(segment.source(0, len(segment.text)))
        yield [Span(f"  {shorten(segment.text.strip(), width - len(place) - 5)}"), Span(f"  {place}", "dim")]


def _question(question: Understood, width: int) -> Iterator[Line]:
    word, style = _SAID[question.response.status]
    places = ", ".join(str(segment.source(0, len(segment.text))) for segment in question.segments)
    yield [Span(f"  {question.label:8}", "bold"), Span(word, style), Span(f"  {places}" if places else "", "dim")]
    for reading in question.readings[:MOST]:
        yield _row(reading, width)
    if len(question.readings) > MOST:
        yield [Span(f"{_INDENT}  … {len(question.readings) - MOST} more", "dim")]
    if question.response.reason and question.segments:
        yield from ([Span(_INDENT), Span(row, "dim")] for row in wrap(question.response.reason, width - len(_INDENT)))


def _row(reading: Reading, width: int) -> Line:
    head = f"{_INDENT}{'→' if reading.chosen else ' '} {reading.confidence:.2f}  "
    why = f"{reading.source}, {reading.evidence}"
    text = f"“{shorten(reading.text, max(width - cells(head) - cells(why) - 5, 14))}”"
    room = width - cells(head) - cells(text) - 2
    return [Span(head, "bold" if reading.chosen else "dim"), Span(text), Span("  "), Span(shorten(why, room), "dim")]
