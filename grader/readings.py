"""The readings of a segment by an answer type, in whatever language it is written; found once."""

from __future__ import annotations

from typing import Any

from grader.kept import kept
from grader.model.answers import AnswerType, Candidate
from grader.model.documents import Segment
from grader.translation import translated


@kept(128)
def readings(answer: AnswerType[Any, Any], segment: Segment) -> tuple[Candidate[Any], ...]:
    """What `answer.find` gives, with the spans of the text as it was written.

    Alignment, responses and the guards all ask for them; what was found last is kept.
    """
    english = translated(segment) if getattr(answer, "translated", True) and answer.kind != "essay" else None
    if english is None:
        return tuple(answer.find(segment))
    return tuple(each._replace(span=english.span(each.span)) for each in answer.find(english.segment))
