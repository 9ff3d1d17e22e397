"""Labels that two numberings explain equally well, settled by what can be read under them."""

from __future__ import annotations

from collections.abc import Sequence

from grader.alignment.paths import Choice
from grader.model.assignments import Outline, Slot
from grader.model.documents import Segment
from grader.readings import readings

LIKELY = 0.6
"""A reading from this confidence on is one of the kind that the question asks for."""

FAINT = 0.5
"""A rival question with a reading below this confidence has none in the text."""


def settled(segments: Sequence[Segment], choice: Choice, outline: Outline) -> list[Segment]:
    """Return the segments, certain where the text answers its own question and none that another numbering means."""
    slots = {slot.label: slot for slot in outline.slots}
    rivals = {
        place.labels[0]: meant
        for place in choice.places
        if len(place.labels) == 1 and place.confidence < 1 and not place.bare
        if (meant := _meant_otherwise(place.node, place.labels, outline))
    }
    return [
        segment._replace(confidence=1.0)
        if segment.label in rivals
        and _is_read(slots[segment.label], segment, LIKELY)
        and not any(_is_read(slots[label], segment, FAINT) for label in rivals[segment.label])
        else segment
        for segment in segments
    ]


def _meant_otherwise(node: str, labels: tuple[str, ...], outline: Outline) -> list[str]:
    """Return what a label means under other numberings; nothing where that is an essay, which any text may answer."""
    kinds = {slot.label: slot.answer.kind for slot in outline.slots}
    meant = [label for scheme in outline.schemes for label in scheme.labels.get(node, ()) if label not in labels]
    return [] if any(kinds[label] in ("essay", "text") for label in meant) else meant


def _is_read(slot: Slot, segment: Segment, least: float) -> bool:
    return any(each.confidence >= least for each in readings(slot.answer, segment._replace(prompt=slot.prompt)))
