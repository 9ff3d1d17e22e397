"""How a document was understood: which lines answer which question, what was read there, what was left over."""

from __future__ import annotations

from typing import NamedTuple

from grader.alignment import align
from grader.authoring import Assignment
from grader.execution import definition
from grader.model.answers import Candidate, Executed, executed
from grader.model.assignments import Outline, Slot
from grader.model.documents import Block, Document, Segment, Source
from grader.readings import readings as found
from grader.responses import Response, Status, respond


class Reading(NamedTuple):
    """One reading of a question's text. chosen : it is the answer that is judged."""

    text: str
    source: Source
    confidence: float
    evidence: str
    chosen: bool


class Understood(NamedTuple):
    """One question: the text that bears its label, the readings of it, the surest first, and what came of them."""

    label: str
    title: str
    segments: tuple[Segment, ...]
    readings: tuple[Reading, ...]
    response: Response


class Understanding(NamedTuple):
    """A whole document. scheme : the numbering that it was read under. left_over : text under no question's label."""

    assignment: str
    document: Document
    scheme: str
    questions: tuple[Understood, ...]
    left_over: tuple[Segment, ...]
    remarks: tuple[str, ...]


def understand(assignment: Assignment, document: Document) -> Understanding:
    """What the grader makes of a document before anything is judged; no key is looked at."""
    alignment = align(document, assignment.outline)
    questions = []
    for slot in assignment.outline.slots:
        kind = executed(slot.answer)
        if kind is not None:
            questions.append(_defined(slot, kind, document, assignment.outline))
            continue
        mine = tuple(segment for segment in alignment.segments if segment.label == slot.label)
        response = respond(slot, mine)
        readings = [
            _reading(segment, candidate, response)
            for segment in mine
            if segment.text.strip() and not segment.field
            for candidate in found(slot.answer, segment)
        ]
        ranked = tuple(sorted(readings, key=lambda reading: -reading.confidence))
        questions.append(Understood(slot.label, slot.title, mine, ranked, response))
    return Understanding(
        assignment.name,
        document,
        alignment.scheme,
        tuple(questions),
        alignment.left_over,
        (*document.remarks, *alignment.remarks),
    )


def _defined(slot: Slot, kind: Executed, document: Document, outline: Outline) -> Understood:
    """A question that is answered by running code: where the code defines what is asked for. Nothing is run."""
    written = definition(document, outline, kind)
    if written is None:
        absent = Response(Status.ABSENT, reason=f"There is no {kind.name} in this file.")
        return Understood(slot.label, slot.title, (), (), absent)
    source = written.source
    segment = Segment(slot.label, document.path, (Block("code", written.text, source.line, source.cell),))
    reason = f"{kind.name} is run when the file is checked."
    return Understood(
        slot.label, slot.title, (segment,), (), Response(Status.READ, written.text, source, reason=reason)
    )


def _reading(segment: Segment, candidate: Candidate[object], response: Response) -> Reading:
    source = segment.source(*candidate.span)
    text = segment.text[slice(*candidate.span)].strip()
    chosen = response.answer is not None and response.source == source and response.text == text
    return Reading(text, source, candidate.confidence * segment.confidence, candidate.evidence, chosen)
