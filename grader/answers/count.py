"""A whole number of things: parameters, layers, bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from grader.amounts import Unit, unit_after
from grader.maths import Quantity, quantity, significant_digits
from grader.mentions.amounts import Amount, amounts
from grader.mentions.reading import readings_of
from grader.mentions.signals import Asked
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily
from grader.text import Text

_INPUT_LAYER = lazily(r"(?<!counting the )(?<!excluding the )(?<!without the )(?<!not the )\binput layer\b", re.I)
"""Who lists the input layer beside the hidden ones may count it as well."""

LIKELY_ENOUGH = 0.1
"""A reading below this probability contradicts no other."""

_SCALES = (10**3, 10**6, 10**9)


@dataclass(frozen=True)
class Count:
    """A whole number of `unit`.

    also : other units that answers come in, and how many to add to such an answer ({"hidden layers": 1}).
    scales : other units that are so many of this one ({"MB": 10**6}). cues : words that tell this answer from others of
    its kind under the same label.
    digits : how many significant digits are enough ("62M" has 2); None asks for every one.
    """

    unit: str
    also: Mapping[str, int] = field(default_factory=dict)
    digits: int | None = None
    scales: Mapping[str, int] = field(default_factory=dict)
    cues: tuple[str, ...] = ()

    kind = "count"
    translated = False

    @property
    def hint(self) -> str:
        """A whole number with its unit."""
        return f"a whole number of {self.unit}, such as 1250 or 1 250"

    @property
    def _units(self) -> tuple[Unit, ...]:
        added = (Unit(name, offset) for name, offset in self.also.items())
        return (Unit(self.unit), *added, *(Unit(name, 0, scale) for name, scale in self.scales.items()))

    def read(self, text: str) -> Answer[int]:
        """The number of units; a computation gives its last value. Raises Unreadable."""
        value = quantity(text)
        unit = unit_after(" " + value.words, 0, self._units) if value.words else None
        if value.words and unit is None:
            start = max(text.rfind(value.words), 0)
            raise Unreadable(f"a number of {self.unit} was expected, not of this", (start, len(text)), text)
        return self._answer(value, unit, (0, len(text)), text)

    def find(self, segment: Segment) -> list[Candidate[int]]:
        """Every number that may be meant, by its unit, its place and the words around it."""
        found = readings_of(self, segment)
        likely = [each for each in found if each.confidence > LIKELY_ENOUGH]
        direct = {each.answer.value for each in likely if not each.answer.parts and {"unit", "total"} & {*each.signals}}
        other = {each.answer.value for each in likely if each.answer.parts}
        if direct and other and not direct & other:
            return [each._replace(barred=each.barred or "it is counted in two ways") for each in found]
        return found

    whole = True

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return Asked(self._units, self.cues, exact=self.digits is None)

    def mentions(self, text: Text) -> tuple[Amount, ...]:
        """Every amount of a text."""
        return amounts(text)

    def made(self, amount: Amount, unit: Unit | None) -> Answer[int]:
        """The answer that an amount is. Raises Unreadable where it is none."""
        return self._answer(amount.quantity, unit, (amount.start, amount.end))

    def same(self, one: Answer[int], other: Answer[int]) -> bool:
        """Whether two answers say the same, to the digits of the coarser."""
        return one.value == other.value or (
            self.digits is not None and abs(one.value - other.value) <= max(one.unit or 0, other.unit or 0) / 2
        )

    def _answer(self, value: Quantity, unit_said: Unit | None, span: tuple[int, int], text: str = "") -> Answer[int]:
        named = unit_said or Unit(self.unit)
        if value.unit is not None and value.unit < Fraction(1, 10) and named.scale == 1:
            raise Unreadable(f"a whole number of {self.unit} was expected", span, text)  # 0.000
        if value.percent or not isinstance(value.value, int | Fraction):
            raise Unreadable(f"a whole number of {self.unit} was expected", span, text)
        amount = Fraction(value.value) * named.scale
        if value.unit is not None and named.scale > 1:
            amount = Fraction(round(amount))  # 12.03 MiB is no whole number of bytes
        if amount.denominator != 1:
            raise Unreadable(f"a whole number of {self.unit} was expected", span, text)
        unit = None if value.unit is None else value.unit * named.scale
        if unit is None and named.scale > 1 and len(value.steps) < 2:
            unit = Fraction(named.scale)  # 566 MB is rounded to whole megabytes
        notes = (value.broken,) if value.broken else ()
        if named.offset:
            notes = (*notes, f"{int(amount)} {named.name} were read as {int(amount) + named.offset} {self.unit}.")
            own = Answer(int(amount))
            return Answer(int(amount) + named.offset, parts=(own,), notes=notes)
        return Answer(int(amount) + named.offset, unit if unit is not None and unit > 1 else None, notes=notes)

    def match(self, given: Answer[int], key: int) -> Match:
        """Equal, or right to the digits given where those are enough."""
        if given.value == key and (given.unit is None or self.digits is not None):
            return Match(True)
        if given.parts:
            return Match(None, "Counted otherwise than asked for; a person looks at it.", "unit")
        if given.unit is not None and abs(given.value - key) < given.unit:
            if self.digits is not None and significant_digits(given.value, given.unit) >= self.digits:
                return Match(True)
            return Match(False, "This figure is rounded; give every digit.", "rounding")
        if self.digits is not None and any(_rounds(given.value * scale, key, self.digits) for scale in _SCALES):
            return Match(None, "In thousands or millions? Say so, with M or “million” behind the number.", "scale")
        if given.value == -key:
            return Match(False, "A number of things is not negative.", "sign")
        return Match(False, "", "different")

    def show(self, value: int) -> str:
        """The number, with its unit."""
        return f"{value} {self.unit}"

    def overlap(self, key: int, other: int) -> bool:
        """Whether both are the same number; where a rounded one is enough, only an exact one may tell them apart."""
        return key == other


def _rounds(value: int, key: int, digits: int) -> bool:
    """Whether the value is the key to so many digits."""
    return value > 0 and abs(value - key) * 10 ** (digits - 1) < key
