"""Free text that a person grades by a rubric; the machine prepares it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.model.rubrics import Rubric

_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Essay:
    """Free text; its key is a Rubric, and the verdict is always a person's."""

    kind = "essay"

    @property
    def hint(self) -> str:
        """A few sentences."""
        return "a few sentences of your own"

    def read(self, text: str) -> Answer[str]:
        """The text. Raises Unreadable where there is none."""
        if not text.strip():
            raise Unreadable("nothing is written here", (0, 0), text)
        return Answer(text.strip())

    def find(self, segment: Segment) -> list[Candidate[str]]:
        """The whole segment."""
        text = segment.text
        return (
            [Candidate(Answer(text.strip()), (0, len(text)), 1.0, "the text under the label")] if text.strip() else []
        )

    def match(self, given: Answer[str], key: Rubric) -> Match:
        """Always for a person, who is shown the criteria and what in the text hints at each."""
        rows = []
        for criterion in key.criteria:
            hints = mentions(given.value, criterion.concepts)
            seen = f" (mentioned: {', '.join(hints)})" if hints else ""
            rows.append(f"• {criterion.description} [{criterion.points:g}]{seen}")
        return Match(None, "A person reads this.", "essay", staff="\n".join(rows))

    def show(self, value: str | Rubric) -> str:
        """The text; of a rubric its criteria."""
        return value if isinstance(value, str) else "; ".join(criterion.description for criterion in value.criteria)

    def overlap(self, key: Rubric, other: Rubric) -> bool:
        """Whether both are the same rubric."""
        return key.criteria == other.criteria


def mentions(text: str, concepts: tuple[str, ...]) -> list[str]:
    """The concepts that occur, as they were declared; a hint for the person, never a judgement."""
    folded = _words(text[:50_000])
    return [concept for concept in concepts if _words(concept).rstrip() in folded]


def _words(text: str) -> str:
    """Its words in small letters, a space before and after each."""
    return f" {_NO_WORD.sub(' ', text.casefold()).strip()} "
