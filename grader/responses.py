"""From the segments of one question to its response: which of the readings is the answer, if any is beyond doubt.

The key is out of sight here: it must never choose between readings, or wrong answers would become right ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from grader.mentions.signals import hedged
from grader.mentions.weighing import against
from grader.model.answers import Answer, Candidate, Unreadable
from grader.model.assignments import Slot
from grader.model.documents import Segment, Source
from grader.readings import readings as found
from grader.text import text_of

THRESHOLD = 0.8
"""A reading below this confidence goes to a person."""

MARGIN = 0.15
"""Two different readings whose confidences are nearer than this are nobody's."""


SERIOUS = 0.4
"""Where the text offers another answer ("Or …"), a different reading this sure is enough to leave it to a person."""

_HEDGED = re.compile(
    r"\b(?:maybe|perhaps|possibly|not (?:so |quite |really )?sure|don.?t know|"
    r"which of the two|unsure|i guess|no idea|might be|could be|"
    r"vielleicht|quizás?|tal vez|peut-être)\b|\?\s*$",
    re.I,
)
FAINT = 0.25
"""Where the text doubts itself, a different reading this sure is enough to leave it to a person."""

_WITH = re.compile(r"\bwith\b", re.I)
_WITHOUT = re.compile(r"\bwithout\b", re.I)
_OR_ELSE = re.compile(r"(?:^|[.;!?]\s|\n)\s*(?:or|or else|alternatively|oder|o bien|ou)\b[\s:,]", re.I)


class Status(StrEnum):
    """How far reading came. Only what is READ is judged."""

    READ = "read"
    ABSENT = "absent"
    DOUBTFUL = "doubtful"
    UNREADABLE = "unreadable"


class Response(NamedTuple):
    """What a student wrote in answer to one question.

    text, source : the very characters, and where they stand. reason : for the student, why it isn't READ, or why it is
    not certain. free : it was read from running text, where a verdict needs two witnesses. certain : there is no doubt
    about the reading; otherwise only full credit stands, for it and for all of its rivals.
    """

    status: Status
    text: str | None = None
    source: Source | None = None
    confidence: float | None = None
    answer: Answer[Any] | None = None
    reason: str = ""
    free: bool = False
    certain: bool = True
    rivals: tuple[Answer[Any], ...] = ()


class _Reading(NamedTuple):
    segment: Segment
    candidate: Candidate[Any]

    @property
    def confidence(self) -> float:
        return self.candidate.confidence * self.segment.confidence

    @property
    def text(self) -> str:
        start, end = self.candidate.span
        return self.segment.text[start:end].strip()

    @property
    def source(self) -> Source:
        return self.segment.source(*self.candidate.span)


def respond(slot: Slot, segments: Sequence[Segment]) -> Response:
    """The response to one question, from all the segments that bear its label."""
    written = [segment for segment in segments if segment.text.strip()]
    if not written:
        if not segments:
            return Response(Status.ABSENT, reason=f"Nothing labelled {slot.label} was found.")
        return Response(
            Status.DOUBTFUL,
            source=segments[0].source(0, 0),
            reason="Its heading is there, but no text under it. A drawing or a photo can't be read by the machine.",
        )
    fields = [segment for segment in written if segment.field]
    if fields:
        return _from_fields(slot, fields)
    return _from_prose(slot, written)


def _from_fields(slot: Slot, fields: Sequence[Segment]) -> Response:
    readings = []
    for segment in fields:
        text = segment.text
        try:
            answer = slot.answer.read(text)
        except Unreadable as trouble:
            placed = Unreadable(trouble.hint, trouble.span, trouble.text or text)
            return Response(
                Status.UNREADABLE,
                text.strip(),
                segment.source(0, len(text)),
                segment.confidence,
                reason=f"{placed.pointed()}\nExpected: {slot.answer.hint}.",
            )
        readings.append(_Reading(segment, Candidate(answer, (0, len(text)), 1.0, "a field of its own")))
    return _choose(slot, readings)


def _from_prose(slot: Slot, written: Sequence[Segment]) -> Response:
    asked = [segment._replace(prompt=slot.prompt) for segment in written]
    readings = [_Reading(segment, candidate) for segment in asked for candidate in found(slot.answer, segment)]
    if any(reading.candidate.signals for reading in readings):
        return _weighed(slot, readings)
    if readings and slot.answer.kind != "essay" and any(hedged(text_of(each), strongly=True) for each in written):
        best = max(readings, key=lambda reading: reading.confidence)
        reason = f"We found “{short(best.text)}”, but your answer doubts itself. Leave what you are sure of."
        return Response(Status.DOUBTFUL, best.text, best.source, best.confidence, reason=reason)
    if slot.answer.kind == "essay" and readings:
        return _choose(slot, [max(readings, key=lambda reading: len(reading.text))])
    if readings:
        return _choose(slot, readings)
    segment = written[0]
    return Response(
        Status.UNREADABLE,
        segment.text.strip(),
        segment.source(0, len(segment.text)),
        0.0,
        reason=f"No answer of the kind asked for was found in this text. Expected: {slot.answer.hint}.",
    )


def _choose(slot: Slot, readings: Sequence[_Reading]) -> Response:
    ranked = sorted(readings, key=lambda reading: -reading.confidence)
    best = ranked[0]
    rivals = [
        other
        for other in ranked[1:]
        if best.confidence - other.confidence < MARGIN and not _same(best.candidate.answer, other.candidate.answer)
    ]
    text = best.segment.text
    either = _OR_ELSE.search(text) or (_WITH.search(text) and _WITHOUT.search(text))
    bar = FAINT if _HEDGED.search(text) else SERIOUS if either else None
    if not rivals and bar is not None:
        rivals = [
            other
            for other in ranked[1:]
            if other.confidence >= bar and not _same(best.candidate.answer, other.candidate.answer)
        ]
    if rivals:
        said = " and ".join(f"“{short(reading.text)}” ({reading.source})" for reading in (best, rivals[0]))
        return Response(
            Status.DOUBTFUL,
            best.text,
            best.source,
            min(best.confidence, 0.5),
            reason=f"Two different answers stand here: {said}. Leave the one that you mean.",
        )
    if best.confidence < THRESHOLD:
        if best.segment.confidence < THRESHOLD:
            reason = (
                f"It is not certain that this text answers {slot.label}. Give each question a line with its own label."
            )
        else:
            reason = (
                f"“{short(best.text)}” was read, but not beyond doubt: {best.candidate.evidence}. "
                f"Write it as {slot.answer.hint}, on a line of its own."
            )
        return Response(Status.DOUBTFUL, best.text, best.source, best.confidence, reason=reason)
    return Response(
        Status.READ, best.text, best.source, best.confidence, best.candidate.answer, free=not best.segment.field
    )


LIKELY = 0.6
"""From this probability on a reading is taken for the answer."""

POSSIBLE = 0.08
"""A reading that is this share as likely as the likeliest competes with it."""


def _weighed(slot: Slot, readings: Sequence[_Reading]) -> Response:
    """The likeliest of readings that were weighed against each other; whatever is not certain says so."""
    ranked = sorted(readings, key=lambda reading: -reading.confidence)
    best = ranked[0]
    answer = best.candidate.answer
    if best.segment.confidence < THRESHOLD:
        reason = f"It is not certain that this text answers {slot.label}. Give each question a line with its own label."
        return Response(Status.DOUBTFUL, best.text, best.source, best.confidence, answer, reason)
    alike = [reading.candidate for reading in readings if _same(reading.candidate.answer, answer)]
    response = Response(Status.READ, best.text, best.source, best.confidence, answer, free=True)
    if all(each.barred for each in alike):
        reason = f"We found “{short(best.text)}” but aren't sure that it is your answer: {_lower(alike[0].barred)}."
        return response._replace(status=Status.DOUBTFUL, reason=reason)
    offered = "alternative" in best.candidate.signals
    rivals = [
        reading
        for reading in ranked[1:]
        if (reading.confidence > POSSIBLE * best.confidence or (offered and "alternative" in reading.candidate.signals))
        and not _same(reading.candidate.answer, answer)
    ]
    if all(each.gate or each.barred for each in alike):
        gate = next(each.gate for each in alike if each.gate)
        reason = f"We found “{short(best.text)}” but aren't sure that it is your answer: {_lower(gate)}."
        return response._replace(certain=False, reason=reason, rivals=tuple(each.candidate.answer for each in rivals))
    contested = bool(rivals) and rivals[0].confidence > best.confidence / 4
    if best.confidence >= LIKELY and not contested:
        return response
    if contested:
        said = " and ".join(f"“{short(reading.text)}” ({reading.source})" for reading in (best, rivals[0]))
        reason = f"Two different answers stand here: {said}. Leave the one that you mean."
    else:
        doubt = against(best.candidate.signals)
        because = f": {_lower(doubt)}" if doubt else ""
        reason = (
            f"We found “{short(best.text)}” but aren't sure that it is your answer{because}. "
            f"Write it as {slot.answer.hint}, on a line of its own."
        )
    return response._replace(certain=False, reason=reason, rivals=tuple(each.candidate.answer for each in rivals))


def _same(one: Answer[Any], other: Answer[Any]) -> bool:
    """Whether two readings say the same; 0.18 and 0.1828 do where both were rounded."""
    if one.value == other.value:
        return True
    if one.parts or other.parts or (one.unit is None and other.unit is None):
        return False
    try:
        gap = abs(one.value - other.value)
    except TypeError:
        return False
    return bool(gap < max(one.unit or 0, other.unit or 0))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def short(text: str, width: int = 50) -> str:
    """Return a text on one line, cut to a width."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
