"""Whether the labels of a document are another sheet's: then nothing may be read under them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.alignment.candidates import LONG_WORD
from grader.alignment.paths import Choice, Place
from grader.handout import instruction
from grader.kept import kept
from grader.model.answers import executed
from grader.model.assignments import Outline, Slot
from grader.model.documents import Block, Segment
from grader.readings import readings

TITLES = 2
"""So many titles about something else, and hardly any about what is asked, are those of another sheet."""

UNREAD = 4
"""Of so many texts under labels at most one in five holds an answer of the kind that is asked for there."""

CERTAIN = 0.6
"""Confidence in its label from which on a text counts there."""

_BOLD = re.compile(r"^\s*(?:\*\*|__)[^\n]*(?:\*\*|__)\W*$")
_STEM = 6
_ANYBODYS = frozenset(
    {"problem", "question", "exercise", "part", "section", "answer", "solution", "result", "explanation", "reason"}
    | {"proof", "code", "output", "final", "task", "homework", "assignment", "submission", "work", "notes", "steps"}
    | {"aufgabe", "lösung", "antwort", "frage", "teil", "respuesta", "solución", "réponse", "with", "your", "points"}
)


def is_foreign(choice: Choice, blocks: Sequence[Block], segments: Sequence[Segment], outline: Outline) -> bool:
    """Whether the labels are another sheet's, by the titles behind them and by what was read under them."""
    known, other = _titled(choice, blocks, outline)
    return 3 * known <= other and (other >= TITLES or _nothing_read(segments, outline))


def remark(outline: Outline) -> str:
    """What is said of it, once for the document."""
    labels = ", ".join(slot.label for slot in outline.slots[:3])
    return (
        f"The labels in this file do not seem to be those of {outline.name}, so nothing was read under them. "
        f"Put the sheet's own label above each answer ({labels}, …)."
    )


def _titled(choice: Choice, blocks: Sequence[Block], outline: Outline) -> tuple[int, int]:
    """How many headings behind the chosen labels speak of the questions under them, and how many of something else."""
    titles = _titles(blocks)
    known = other = 0
    for place in choice.places:
        words = _stems(titles.get(place.row, "")[place.end :])
        vocabulary = frozenset().union(*(_vocabularies(outline)[label] for label in _opened(place, choice, outline)))
        if place.labels and titles.get(place.row, "")[: place.end].strip() and vocabulary & _stems(titles[place.row]):
            known += 1
        elif len(words) > 1 and vocabulary:
            known, other = known + bool(words & vocabulary), other + (not words & vocabulary)
    return known, other


def _titles(blocks: Sequence[Block]) -> dict[int, str]:
    """The headings and the bold lines by their rows."""
    titles: dict[int, str] = {}
    row = 0
    for block in blocks:
        for line in block.text.split("\n"):
            if block.kind == "heading" or _BOLD.match(line):
                titles[row] = line
            row += 1
    return titles


def _opened(place: Place, choice: Choice, outline: Outline) -> tuple[str, ...]:
    """The questions that a label opens, or those below it."""
    if place.labels or not place.node:
        return place.labels
    scheme = next(scheme for scheme in outline.schemes if scheme.name == choice.scheme)
    return tuple(
        label for written, labels in scheme.labels.items() if written.startswith(f"{place.node}.") for label in labels
    )


@kept(8)
def _vocabularies(outline: Outline) -> Mapping[str, frozenset[str]]:
    """The stems of the longer words of each question's title, text and hint."""
    return {slot.label: _stems(f"{slot.title} {slot.prompt} {instruction(slot.answer)}") for slot in outline.slots}


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in LONG_WORD.findall(text.casefold()) if word not in _ANYBODYS)


def _nothing_read(segments: Sequence[Segment], outline: Outline) -> bool:
    """Whether hardly any text under a label is an answer of the kind that is asked for there."""
    slots = {slot.label: slot for slot in outline.slots}
    certain = (each for each in segments if each.confidence > CERTAIN and each.text.strip())
    typed = [each for each in certain if _is_typed(slots[each.label])]
    if len(typed) < UNREAD:
        return False
    read = sum(bool(readings(slots[segment.label].answer, segment)) for segment in typed)
    return read * 5 <= len(typed)


def _is_typed(slot: Slot) -> bool:
    return slot.answer.kind not in ("essay", "text") and not executed(slot.answer)
