"""A range of values: [0, 255], 0–255, from 0 to 255."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from grader.amounts import Unit
from grader.mentions.ranges import Ranged, ranges
from grader.mentions.reading import readings_of
from grader.mentions.signals import Asked
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.text import Text


@dataclass(frozen=True)
class Interval:
    """The lowest and the highest value of a range; open and closed ends are not told apart."""

    of: str = "values"

    kind = "interval"

    @property
    def hint(self) -> str:
        """Two ways to write it."""
        return f"the range of the {self.of}, such as [2, 7] or “from 2 to 7”"

    def read(self, text: str) -> Answer[tuple[Fraction, Fraction]]:
        """The lowest and the highest value. Raises Unreadable."""
        found = [each.value for each in ranges(Text(text[:2000], whole=False), alone=True)]
        if len(set(found)) != 1:
            raise Unreadable(f"one range was expected: {self.hint}", (0, len(text)), text)
        return Answer(found[0])

    def find(self, segment: Segment) -> list[Candidate[tuple[Fraction, Fraction]]]:
        """Every range in the text, by its form and the words around it."""
        return readings_of(self, segment)

    whole = False
    translated = False
    cues: tuple[str, ...] = ()
    silent = frozenset({"other_name", "other_unit", "part", "reference", "given", "torn", "bound", "elsewhere"})

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return Asked(names=("range", "values", "interval", "pixel", "grey", "gray", "brightness", "between", "from"))

    def mentions(self, text: Text) -> tuple[Ranged, ...]:
        """Every range of a text."""
        return ranges(text)

    def made(self, found: Ranged, unit: Unit | None) -> Answer[tuple[Fraction, Fraction]]:
        """The ends of a range. Raises Unreadable for two numbers that may be anything."""
        del unit
        return Answer(found.value)

    def same(self, one: Answer[tuple[Fraction, Fraction]], other: Answer[tuple[Fraction, Fraction]]) -> bool:
        """Whether two ranges are one."""
        return one.value == other.value

    def match(self, given: Answer[tuple[Fraction, Fraction]], key: tuple[int | Fraction, int | Fraction]) -> Match:
        """Equal at both ends; says which end differs."""
        low, high = (mine == theirs for mine, theirs in zip(given.value, key, strict=True))
        if low and high:
            return Match(True)
        if low != high:
            return Match(False, f"The {'upper' if low else 'lower'} end of the range is not right.", "end")
        return Match(False, "This is not the range.", "different")

    def show(self, value: tuple[int | Fraction, int | Fraction]) -> str:
        """The ends in brackets."""
        return f"[{value[0]}, {value[1]}]"

    def overlap(self, key: tuple[int | Fraction, int | Fraction], other: tuple[int | Fraction, int | Fraction]) -> bool:
        """Whether both are the same range."""
        return tuple(key) == tuple(other)
