"""A short text that has to be there and have a certain form, such as versions of libraries."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment


@dataclass(frozen=True)
class Text:
    """A short text; the key is a regular expression that has to match somewhere in it.

    A text without it goes to a person: it is never called wrong.
    """

    example: str

    kind = "text"

    @property
    def hint(self) -> str:
        """An example."""
        return f"a short text, such as {self.example}"

    def read(self, text: str) -> Answer[str]:
        """The text without the white space around it. Raises Unreadable where nothing is left."""
        if not text.strip():
            raise Unreadable("nothing is written here", (0, 0), text)
        return Answer(text.strip())

    def find(self, segment: Segment) -> list[Candidate[str]]:
        """The whole segment."""
        text = segment.text
        return (
            [Candidate(Answer(text.strip()), (0, len(text)), 0.95, "the text under the label")] if text.strip() else []
        )

    def match(self, given: Answer[str], key: str) -> Match:
        """Whether the key's form occurs; otherwise a person decides."""
        if re.search(key, given.value[:10_000]):
            return Match(True)
        return Match(None, "What was asked for was not recognised here; a person reads it.", "form")

    def show(self, value: str) -> str:
        """The text itself."""
        return value

    def overlap(self, key: str, other: str) -> bool:
        """Whether both are the same expression."""
        return key == other
