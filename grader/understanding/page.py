"""The understanding of a document as one page of HTML: its lines on the left, the readings on the right; no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from grader.layout import clean, shorten
from grader.model.documents import Block, Segment
from grader.responses import Status
from grader.understanding import Understanding, Understood

MOST_LINES = 5_000
MOST_CELLS = 160

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0; color: #1b1b1b; background: #fff; }
header { padding: 1rem 1.5rem; border-bottom: 1px solid #ccc; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; }
header p { margin: .15rem 0; color: #444; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; padding: 1rem 1.5rem; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
.document { font: 13px/1.5 ui-monospace, monospace; border: 1px solid #ccc; }
.row { display: grid; grid-template-columns: 3.5rem 4.5rem minmax(0, 1fr); border-left: 6px solid transparent; }
.row span { padding: 0 .4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.number { color: #666; text-align: right; }
.label { font-weight: 600; }
.question { border: 1px solid #ccc; border-left-width: 6px; padding: .5rem .75rem; margin-bottom: .75rem; }
.question { break-inside: avoid; }
.question h3 { font-size: .95rem; margin: 0; }
.question p { margin: .25rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; table-layout: fixed; }
th:first-child { width: 4rem; }
th:last-child { width: 38%; }
th, td { text-align: left; vertical-align: top; padding: .15rem .4rem .15rem 0; overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; }
.chosen { font-weight: 600; }
.quiet { color: #555; }
@media (max-width: 60rem) { main { grid-template-columns: 1fr; } }
@media print { main { display: block; } .document { margin-bottom: 1rem; } }
"""

_WORDS = {
    Status.READ: "read",
    Status.ABSENT: "not found",
    Status.DOUBTFUL: "for a person",
    Status.UNREADABLE: "nothing of its kind was found",
}


def render(understood: Understanding) -> str:
    """The page; every text of the student's is escaped."""
    labels = [question.label for question in understood.questions]
    colours = {label: place * 360 * 5 // 13 % 360 for place, label in enumerate(labels)}
    name = _text(understood.document.path)
    parts = [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}: how it was read</title><style>{_STYLE}",
        *(
            f'[data-q="{_text(label)}"] {{ border-left-color: hsl({hue} 60% 42%); background: hsl({hue} 70% 96%); }}\n'
            for label, hue in colours.items()
        ),
        f"</style></head><body><header><h1>{name}</h1><p>Read as {_text(understood.assignment)}, its labels "
        f"{_text(understood.scheme)}.</p>",
        *(f"<p>{_text(remark)}</p>" for remark in understood.remarks),
        '</header><main><section aria-label="The document"><h2>The document</h2><div class="document">',
        *_document(understood),
        '</div></section><section aria-label="What was read"><h2>What was read</h2>',
        *(_question(question) for question in understood.questions),
        "</section></main></body></html>\n",
    ]
    return "".join(parts)


def _document(understood: Understanding) -> Iterator[str]:
    owners = _owners(understood)
    cell = None
    shown = 0
    for block in understood.document.blocks:
        if block.cell != cell:
            cell = block.cell
            yield f'<div class="row"><span></span><span class="quiet">cell {cell}</span><span></span></div>'
        for number, line in enumerate(block.text.split("\n"), block.line):
            shown += 1
            if shown > MOST_LINES:
                yield '<div class="row"><span></span><span></span><span class="quiet">… and more lines</span></div>'
                return
            found = owners.get((block.cell, number), [])
            mark = f' data-q="{_text(found[0])}"' if found else ""
            yield (
                f'<div class="row"{mark}><span class="number">{number}</span>'
                f'<span class="label">{_text(" ".join(found))}</span><span>{_text(line) or "&nbsp;"}</span></div>'
            )


def _owners(understood: Understanding) -> dict[tuple[int | None, int], list[str]]:
    """The questions that each line of the document was given to."""
    owners: dict[tuple[int | None, int], list[str]] = {}
    for question in understood.questions:
        for segment in question.segments:
            for place in _lines(segment):
                owners.setdefault(place, []).append(question.label)
    return owners


def _lines(segment: Segment) -> Iterator[tuple[int | None, int]]:
    for block in segment.blocks:
        for number, line in enumerate(block.text.split("\n"), block.line):
            if line.strip() or _is_heading(block):
                yield block.cell, number


def _is_heading(block: Block) -> bool:
    return block.kind == "heading"


def _question(question: Understood) -> str:
    rows = "".join(
        f'<tr class="{"chosen" if reading.chosen else ""}"><td>{"→ " if reading.chosen else ""}{reading.confidence:.2f}'
        f'</td><td>{_text(shorten(reading.text, MOST_CELLS))}</td><td class="quiet">{_text(str(reading.source))}, '
        f"{_text(reading.evidence)}</td></tr>"
        for reading in question.readings[:20]
    )
    table = f"<table><tr><th>sure</th><th>reading</th><th>where, and why</th></tr>{rows}</table>" if rows else ""
    reason = f'<p class="quiet">{_text(question.response.reason)}</p>' if question.response.reason else ""
    return (
        f'<article class="question" data-q="{_text(question.label)}"><h3>{_text(question.label)} '
        f"{_text(question.title)}</h3><p>{_WORDS[question.response.status]}</p>{table}{reason}</article>"
    )


def _text(text: str) -> str:
    return escape(clean(text))
