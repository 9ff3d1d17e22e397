"""Answers of one kind under names: the parameters of VGG A to E, in a table row, a list or a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from grader.mentions.claims import claimed, together
from grader.mentions.reading import readings_of
from grader.mentions.series import Scaled, parts_of
from grader.model.answers import Answer, AnswerType, Candidate, Match, Unreadable
from grader.model.documents import Block, Segment

RIVAL = 0.15
"""Where another reading is this likely, two figures stand under one name."""

TWICE = "two different figures stand under one name"

FEWER = "not all of the answers were found"


class Series:
    """One answer of the type `part` for each of the names, in their order; each that is right earns its share.

    also : other names of them ({"D": ("VGG-16",)}). alone : the name whose answer is enough where it stands alone. The
    value is a tuple in the order of the names, None for those that are not there.
    """

    kind = "series"
    translated = False
    proved = False

    def __init__(
        self,
        part: AnswerType[Any, Any],
        *names: str,
        also: Mapping[str, tuple[str, ...]] | None = None,
        alone: str = "",
    ) -> None:
        self.part, self.names, self.alone = part, names, alone
        self._named = [(name, *(also or {}).get(name, ())) for name in names]

    @property
    def hint(self) -> str:
        """A line for each name."""
        return f"a line for each of {', '.join(self.names)}: “{self.names[0]}: …”, {self.part.hint}"

    def read(self, text: str) -> Answer[tuple[Any, ...]]:
        """The answers, named or in order. Raises Unreadable where one is missing, or stands twice."""
        found = self.find(Segment("", "", (Block("field", text, 1),)))
        whole = [each for each in found if each.gate != FEWER]
        if not whole:
            raise Unreadable(f"{len(self.names)} answers were expected: {self.hint}", (0, len(text)), text)
        best = max(whole, key=lambda each: each.confidence)
        if best.gate == TWICE:
            raise Unreadable("more than one row can be read here", (0, len(text)), text)
        return best.answer

    def find(self, segment: Segment) -> list[Candidate[tuple[Any, ...]]]:
        """The likeliest amount for each name; or the one that is enough where no other is named."""
        kind: Any = self.part
        readings = claimed(segment, parts_of(kind, self._named), series=True)
        found = together(dict.fromkeys(self.names, False), readings)
        if found:
            twice = any(each.confidence > RIVAL for each in found[1:])
            return [each._replace(gate=TWICE) for each in found] if twice else found
        named = {name for name, mine in zip(self.names, readings, strict=True) if mine}
        if not named and not self.alone:
            return []
        if self.alone and named <= {self.alone}:
            place = self.names.index(self.alone)
            mine = readings[place] or readings_of(Scaled(kind, self._named), segment)
            return [self._alone(each, place) for each in mine]
        return [each._replace(gate=FEWER) for each in together(dict.fromkeys(self.names, True), readings)]

    def _alone(self, each: Candidate[Any], place: int) -> Candidate[tuple[Any, ...]]:
        parts = tuple(each.answer if number == place else Answer(None) for number in range(len(self.names)))
        return each._replace(answer=Answer(tuple(part.value for part in parts), parts=parts, notes=each.answer.notes))

    def match(self, given: Answer[tuple[Any, ...]], key: tuple[Any, ...]) -> Match:
        """Equal in every one; otherwise which are not right, and the share of those that are."""
        there = [name for name, answer in zip(self.names, given.parts, strict=True) if answer.value is not None]
        if there == [self.alone]:
            place = self.names.index(self.alone)
            return self.part.match(given.parts[place], key[place])
        if len(there) < len(self.names):
            return Match(None, "Some of the answers are missing; a person looks at this.", "part")
        matches = [self.part.match(answer, value) for answer, value in zip(given.parts, key, strict=True)]
        if all(matches):
            return Match(True)
        if any(match.equal is None for match in matches):
            return Match(None, "A person looks at this.", "part")
        wrong = [name for name, match in zip(self.names, matches, strict=True) if not match]
        reasons = " ".join(dict.fromkeys(match.reason for match in matches if match.reason))
        told = f"Not right: {', '.join(wrong)}. {reasons}".strip()
        return Match(False, told, "part", credit=Fraction(len(matches) - len(wrong), len(matches)))

    def show(self, value: tuple[Any, ...]) -> str:
        """Each answer behind its name."""
        return "; ".join(f"{name}: {self.part.show(each)}" for name, each in zip(self.names, value, strict=True))

    def overlap(self, key: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        """Whether none tells the keys apart."""
        return all(self.part.overlap(one, two) for one, two in zip(key, other, strict=True))
