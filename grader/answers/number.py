"""A real number: exact, or a decimal that is right to the digits given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from grader.amounts import Unit, unit_after
from grader.maths import Quantity, evaluate, parse, quantity
from grader.maths.nearness import SINGLE, compare
from grader.mentions.amounts import Amount, amounts
from grader.mentions.reading import readings_of
from grader.mentions.signals import Asked
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.text import Text

DECIMAL = 1000
"""An exact fraction of a smaller denominator was not rounded on the way."""

Real = int | Fraction | Decimal | float | str
"""A key: a number, or a formula for one ("sigma(1)/4")."""


@dataclass(frozen=True)
class Number:
    """A real number.

    digits : how many significant digits a decimal has to give at least. unit : the word that may follow ("times").
    cues : words that tell this answer from others of its kind under the same label.
    symbols : what it is called in formulas ("w_2").
    percent : whether a bare number is meant in percent; otherwise only its own % sign makes it one.
    """

    digits: int = 3
    unit: str = ""
    others: Sequence[str] = ()
    percent: bool = False
    cues: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()

    kind = "number"
    translated = False

    @property
    def hint(self) -> str:
        """A number, with the digits asked for."""
        return f"a number, exact (such as 3/8) or with at least {self.digits} digits (such as 0.375)"

    @property
    def _units(self) -> tuple[Unit, ...]:
        return tuple(Unit(name) for name in (self.unit, *self.others) if name)

    def read(self, text: str) -> Answer[Fraction]:
        """The number; a computation gives its last value. Raises Unreadable."""
        value = quantity(text)
        if value.words and unit_after(" " + value.words, 0, self._units) is None:
            start = max(text.rfind(value.words), 0)
            raise Unreadable("a number was expected, and no word after it", (start, len(text)), text)
        return self._answer(value)

    def find(self, segment: Segment) -> list[Candidate[Fraction]]:
        """Every number that may be meant, by its unit, its place and the words around it."""
        return readings_of(self, segment)

    whole = False

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return Asked(self._units, (*self.symbols, *self.cues), exact=False, percent=True)

    def mentions(self, text: Text) -> tuple[Amount, ...]:
        """Every amount of a text."""
        return amounts(text)

    def made(self, amount: Amount, unit: Unit | None) -> Answer[Fraction]:
        """The answer that an amount is."""
        return self._answer(amount.quantity)

    def same(self, one: Answer[Fraction], other: Answer[Fraction]) -> bool:
        """Whether two answers are one number, to the digits of the coarser."""
        return abs(one.value - other.value) <= max(one.unit or 0, other.unit or 0) / 2

    def _answer(self, value: Quantity) -> Answer[Fraction]:
        amount, unit = Fraction(value.value), value.unit
        if self.percent and not value.percent:
            amount, unit = amount / 100, unit / 100 if unit is not None else None
        return Answer(amount, unit, notes=(value.broken,) if value.broken else ())

    def match(self, given: Answer[Fraction], key: Real) -> Match:
        """Right to the digits given, rounded or cut off, with at least the digits asked for."""
        wanted = exact(key)
        noise = _noise(key)
        if given.unit is None and noise and abs(given.value - wanted) <= noise * abs(wanted):
            return Match(True)
        match = compare(given.value, given.unit, wanted, self.digits)
        return Match(True) if not match and self._near(given, wanted) else match

    def _near(self, given: Answer[Fraction], key: Fraction) -> bool:
        """Whether a decimal with the digits asked for is no further off than one unit of the last of those.

        Digits behind them never cost points: they may come of a step that was rounded.
        """
        if key == 0 or (given.unit is None and given.value.denominator < DECIMAL):
            return False
        unit = Fraction(10) ** (math.floor(math.log10(abs(key))) - self.digits + 1)
        if (key / unit).denominator == 1:
            return False  # it has no more digits than were asked for: nothing was rounded
        return abs(given.value - key) <= unit and (given.unit or 0) <= unit

    def show(self, value: Real) -> str:
        """An exact number as it is, a decimal to the digits asked for and two more."""
        if isinstance(value, int | str):
            return str(value)
        if isinstance(value, Fraction) and value.denominator < 10**6:
            return str(value)
        return f"{float(value):.{self.digits + 2}g}"

    def faults(self, key: Real) -> list[str]:
        """What an author has to mend in a key."""
        try:
            exact(key)
        except (Unreadable, ValueError, OverflowError) as trouble:
            return [f"the reference is no number: {trouble}"]
        return []

    def overlap(self, key: Real, other: Real) -> bool:
        """Whether both are the same to the digits asked for."""
        one, two = exact(key), exact(other)
        return one == two or abs(one - two) * 10**self.digits < 5 * (abs(one) + abs(two)) / 2


def _noise(key: Real) -> Fraction:
    """The relative error of a key that was computed with floats, 0 for an exact one: of 64 bits, or of 32."""
    if isinstance(key, float):
        return Fraction(1, 10**12)
    return SINGLE if hasattr(key, "item") and isinstance(key.item(), float) else Fraction(0)


def exact(key: Real) -> Fraction:
    """The key as a fraction; a formula to 50 digits, a float as it is printed: 0.6667 is no longer number."""
    if isinstance(key, float) or hasattr(key, "item"):
        return Fraction(str(key))
    if isinstance(key, str):
        value: Any = evaluate(parse(key))
        return Fraction(value)
    return Fraction(key)
