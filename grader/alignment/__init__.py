"""Document → segments by label, under the numbering scheme that explains the document best as a whole.

Candidate labels are matched to the nodes of the question tree in order, by dynamic programming over the nodes: time is
linear in the number of candidates. What is named outright (a sheet's keys, tagged cells, declared variables) is taken
as it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from grader.alignment import foreign
from grader.alignment.explicit import named_segments, variable_segments
from grader.alignment.paths import Choice, Place, best_path
from grader.alignment.ties import settled
from grader.alignment.topics import shares
from grader.handout import Copied, stripped
from grader.model.answers import Candidate
from grader.model.assignments import Outline, Slot
from grader.model.documents import Block, Document, Segment
from grader.readings import readings as found

__all__ = ["Alignment", "align"]

SERIOUS = 0.7
"""Readings from this confidence on count as serious where a segment may hold two answers."""

NAMED = 0.95
"""Where several questions share a text: confidence in the part of it that names the question."""

SPECIFIC = frozenset({"table", "experiment", "confusion", "arrays", "predictions"})
"""Kinds of answers that nothing else looks like."""

UNREAD = 3
"""More figures than this before the first reading may be an answer that could not be read."""

_FIGURE = re.compile(r"\d+")

ALONE = 0.9
"""Confidence that such an answer under the heading of a problem is that of its one question of that kind."""

STRAY_WORDS = 40
"""So many words may stand under no label, as a title and a name, before answers are thought to be among them."""


class Alignment(NamedTuple):
    """The segments that were found, the scheme they were read under, and what there is to say about the labels.

    left_over : the text that stands under no question's label. orderly : there is little of that, and the labels
    stand in the order of the assignment and each once, so that one which was not found is hardly there. unclaimed :
    questions that a label might name which was taken for something else. blank : questions whose place on an answer
    sheet was left as it was handed out. foreign : the labels are those of another sheet; nothing was read under them.
    """

    segments: tuple[Segment, ...]
    scheme: str
    remarks: tuple[str, ...] = ()
    left_over: tuple[Segment, ...] = ()
    orderly: bool = True
    unclaimed: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    foreign: bool = False


def align(document: Document, outline: Outline) -> Alignment:
    """The segments of a document by canonical label, in the order of the document."""
    document, copied = stripped(document, outline)
    named, remarks = named_segments(document, outline)
    variables = variable_segments(document, outline)
    free = tuple(block for block in document.blocks if block.label is None and block.kind != "field")
    if document.format == "sheet":
        return Alignment(named, outline.schemes[0].name, remarks)
    choice = best_path(free, outline, copied)
    taken = {segment.label for segment in (*named, *variables)}
    prose = [
        segment
        for segment in _segments(document, free, choice, _slots(outline))
        if segment.label not in taken or segment.text.strip()
    ]
    prose = [segment for segment in prose if not (segment.label in taken and not _speaks(segment, outline))]
    prose = settled(prose, choice, outline)
    if not copied and foreign.is_foreign(choice, free, prose, outline):
        everything = Segment("", document.path, free, confidence=0.0)
        remarks = (*remarks, foreign.remark(outline))
        return Alignment((*named, *variables), choice.scheme, remarks, (everything,), orderly=False, foreign=True)
    blank = _blank(prose, copied, document)
    prose = [segment for segment in prose if segment.label not in blank]
    left_over = tuple(_left_over(document, free, choice))
    segments = (*named, *variables, *_guarded(prose, outline, blank | taken))
    stray = sum(len(segment.text.split()) for segment in left_over)
    orderly = stray <= STRAY_WORDS and _orderly(choice, outline)
    return Alignment(segments, choice.scheme, remarks, left_over, orderly, choice.unclaimed, blank)


def _orderly(choice: Choice, outline: Outline) -> bool:
    order = {slot.label: number for number, slot in enumerate(outline.slots)}
    if choice.ignored > 1 or any(place.confidence < 1 for place in choice.places):
        return False
    opened = [place.labels for place in choice.places]
    numbers = [order[label] for labels, _ in itertools.groupby(opened) for label in labels]
    return all(one < two for one, two in itertools.pairwise(numbers))


def _blank(segments: Sequence[Segment], copied: Sequence[Copied], document: Document) -> frozenset[str]:
    """The questions under whose labels nothing stands but the instruction of an answer sheet.

    Where there are pictures, one of them may be the answer.
    """
    if any("picture" in remark for remark in document.remarks):
        return frozenset()
    written = {segment.label for segment in segments if segment.text.strip()}
    asked = frozenset().union(*(each.labels for each in copied if each.hint))
    return frozenset(segment.label for segment in segments) & asked - written


def _speaks(segment: Segment, outline: Outline) -> bool:
    """Whether a segment holds a reading that could contradict a field of the same label."""
    slot = _slots(outline)[segment.label]
    return slot.answer.kind != "essay" and any(each.confidence >= SERIOUS for each in found(slot.answer, segment))


def _slots(outline: Outline) -> dict[str, Slot]:
    return {slot.label: slot for slot in outline.slots}


def _segments(document: Document, blocks: tuple[Block, ...], choice: Choice, slots: dict[str, Slot]) -> list[Segment]:
    """The text between each chosen label and the next, under every question that the label asks."""
    lines = [(block, number, line) for block in blocks for number, line in enumerate(block.text.split("\n"))]
    segments: list[Segment] = []
    stops = [(place.row, place.start) for place in choice.places[1:]] + [(len(lines), 0)]
    for place, (row, start) in zip(choice.places, stops, strict=False):
        if not place.labels:
            continue
        block, number, _ = lines[place.row]
        pieces = _pieces(lines, place.row, place.end, row, start) or (
            Block("paragraph", "", block.line + number, block.cell),
        )
        segments += _opened(place, [slots[label] for label in place.labels], Segment("", document.path, pieces))
    return segments


def _opened(place: Place, slots: list[Slot], whole: Segment) -> Iterator[Segment]:
    """The text under a label as a segment of each question that the label asks."""
    kinds = [slot.answer.kind for slot in slots]
    for slot, kind in zip(slots, kinds, strict=True):
        if kind == "essay" or kinds.count(kind) == 1:
            apart = kind in SPECIFIC and place.confidence < 1
            yield whole._replace(label=slot.label, confidence=ALONE if apart else place.confidence)
            continue
        own = shares(whole.text, [each for each in slots if each.answer.kind == kind]).get(slot.label)
        if own is not None:
            yield whole.cut(*own)._replace(label=slot.label, confidence=NAMED)
            continue
        doubtful = not getattr(slot.answer, "selective", False)
        confidence = min(place.confidence, 0.5) if doubtful else place.confidence
        yield whole._replace(label=slot.label, confidence=confidence, shared=True)


def _left_over(document: Document, blocks: tuple[Block, ...], choice: Choice) -> Iterator[Segment]:
    """The text before the first label, and behind each that opens no question; with it, where it may be none."""
    lines = [(block, number, line) for block in blocks for number, line in enumerate(block.text.split("\n"))]
    starts: list[tuple[int, int, tuple[str, ...], bool]] = [(0, 0, (), False)]
    starts += [
        (place.row, place.start if place.bare else place.end, place.labels, place.bare) for place in choice.places
    ]
    stops = [(place.row, place.start) for place in choice.places] + [(len(lines), 0)]
    for (first, begin, labels, bare), (last, end) in zip(starts, stops, strict=True):
        pieces = () if labels else _pieces(lines, first, begin, last, end)
        if pieces:
            yield Segment("", document.path, pieces, confidence=0.5 if bare else 0.0)


def _pieces(lines: list[tuple[Block, int, str]], first: int, begin: int, last: int, end: int) -> tuple[Block, ...]:
    """The blocks between two places, cut to the characters between them."""
    pieces: list[Block] = []
    current: Block | None = None
    texts: list[str] = []
    at = 0

    def close() -> None:
        if current is not None and any(text.strip() for text in texts):
            kind = "paragraph" if current.kind == "heading" else current.kind
            pieces.append(Block(kind, "\n".join(texts), at, current.cell, current.label, 0))

    for row in range(first, min(last + 1, len(lines))):
        block, number, line = lines[row]
        text = line
        if row == last:
            text = text[:end]
        if row == first:
            text = " " * min(begin, len(text)) + _cell(text[begin:])
        if row == last and not text.strip():
            break
        if block is not current:
            close()
            current, texts, at = block, [], block.line + number
        texts.append(text)
    close()
    return tuple(pieces)


def _cell(text: str) -> str:
    """What stands behind a label on its line; of a table's row the one cell without its bars."""
    alone = text.strip().startswith("|") and "|" not in text.strip().strip("|")
    return text.replace("|", " ") if alone else text


def _guarded(segments: list[Segment], outline: Outline, placed: frozenset[str]) -> list[Segment]:
    """Doubt where the next question was not found and this segment holds two serious readings of its kind.

    placed : the questions whose answers stand elsewhere, or of which it is known that there are none.
    """
    order = {slot.label: number for number, slot in enumerate(outline.slots)}
    slots = _slots(outline)
    labels = placed | {segment.label for segment in segments}
    guarded = []
    for segment in segments:
        following = order[segment.label] + 1
        lost = following < len(outline.slots) and outline.slots[following].label not in labels
        if lost and slots[segment.label].answer.kind not in ("essay", "text"):
            kind = slots[segment.label].answer.kind
            kin = outline.slots[following].answer.kind == kind
            readings = [
                each
                for each in found(slots[segment.label].answer, segment)
                if each.confidence >= SERIOUS - 0.2 and not each.signals  # those that were weighed have had rivals
            ]
            serious = {repr(each.answer.value) for each in readings}
            if kin and (len(serious) > 1 or _figures(segment, readings) > UNREAD):
                segment = segment._replace(confidence=min(segment.confidence, 0.5))
        guarded.append(segment)
    return guarded


def _figures(segment: Segment, readings: Sequence[Candidate[Any]]) -> int:
    """How many figures stand before the first reading; those of code are none."""
    above = segment.cut(0, min((each.span[0] for each in readings), default=0))
    return sum(len(_FIGURE.findall(block.text)) for block in above.blocks if block.kind not in ("code", "output"))
