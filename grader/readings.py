"""The readings of a segment by an answer type, in whatever language it is written; found once."""

from __future__ import annotations

from typing import Any

from grader.model.answers import AnswerType, Candidate
from grader.model.documents import Segment
from grader.translation import translated

_MOST_KNOWN = 128

_Readings = tuple[Candidate[Any], ...]
_known: dict[tuple[int, Segment], tuple[AnswerType[Any, Any], _Readings]] = {}
"""By the type's identity; the type itself is kept beside, so that no other can take its place."""


def readings(answer: AnswerType[Any, Any], segment: Segment) -> _Readings:
    """What `answer.find` gives, with the spans of the text as it was written.

    Alignment, responses and the guards all ask for them; what was found last is kept.
    """
    key = id(answer), segment
    known = _known.get(key)
    if known is not None and known[0] is answer:
        return known[1]
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    found = _found(answer, segment)
    _known[key] = answer, found
    return found


def _found(answer: AnswerType[Any, Any], segment: Segment) -> _Readings:
    english = translated(segment) if answer.kind != "essay" else None
    if english is None:
        return tuple(answer.find(segment))
    return tuple(each._replace(span=english.span(each.span)) for each in answer.find(english.segment))
