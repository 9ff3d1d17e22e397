"""A total and the figures that it is added up from: the parameters of each layer, and of all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from grader.amounts import Unit, unit_after
from grader.maths import quantity
from grader.mentions.amounts import Amount, amounts
from grader.mentions.reading import readings_of
from grader.mentions.signals import Asked
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.text import Text

Value = tuple[int, ...]
"""The total, then what it is added up from; the total alone where no more was given."""


@dataclass(frozen=True)
class Breakdown:
    """A whole number of `unit` in all, with its `addends` figures where the student gives them.

    The key is the total and the addends, in the order of the layers.
    """

    unit: str
    addends: int

    kind = "breakdown"
    translated = False

    @property
    def hint(self) -> str:
        """The total, and how to give the parts."""
        return f"a whole number of {self.unit} in all; the {self.addends} figures it adds up from are welcome before it"

    def read(self, text: str) -> Answer[Value]:
        """The total: of several figures, separated by line breaks or semicolons, the last. Raises Unreadable."""
        pieces = [piece for piece in re.split(r"[;\n]", text) if piece.strip()]
        if len(pieces) not in (1, self.addends + 1):
            raise Unreadable(
                f"one total, or {self.addends} figures and their total, were expected", (0, len(text)), text
            )
        figures = [self._figure(piece, text) for piece in pieces]
        return self._answer(figures[-1], figures[:-1])

    def _figure(self, piece: str, text: str) -> int:
        value = quantity(re.sub(r"^[^:]{1,40}:", "", piece))
        start = max(text.find(piece), 0)
        strange = value.words and unit_after(" " + value.words, 0, (Unit(self.unit),)) is None
        if strange or value.unit is not None or not isinstance(value.value, int):
            raise Unreadable(f"a whole number of {self.unit} was expected", (start, start + len(piece)), text)
        return value.value

    def find(self, segment: Segment) -> list[Candidate[Value]]:
        """Every figure that may be the total, with the others where there are as many as are added up."""
        return readings_of(self, segment)

    whole = True

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return Asked((Unit(self.unit),), ("total", "sum"))

    def mentions(self, text: Text) -> tuple[Amount, ...]:
        """Every amount of a text, each with the figures that may add up to it as its operands."""
        figures = [each for each in amounts(text) if _is_whole(each) and not _is_step(each)]
        return tuple(each._replace(others=tuple(int(other.value) for other in figures)) for each in amounts(text))

    def made(self, amount: Amount, unit: Unit | None) -> Answer[Value]:
        """The total with what it was said to be added up from, where there are as many figures as are asked for."""
        del unit
        if not _is_whole(amount):
            raise Unreadable(f"a whole number of {self.unit} was expected")
        total = int(amount.value)
        others = [figure for figure in amount.others if figure != total]
        return self._answer(total, others if len(others) == self.addends else [])

    def same(self, one: Answer[Value], other: Answer[Value]) -> bool:
        """Whether two answers come to the same total."""
        return one.value[0] == other.value[0]

    def _answer(self, total: int, addends: list[int]) -> Answer[Value]:
        return Answer((total, *addends), notes=())

    def match(self, given: Answer[Value], key: Value) -> Match:
        """By the total; where that is wrong, the share of right addends; a total that its parts deny is doubtful."""
        (total, *mine), (right, *theirs) = given.value, key
        hits = [place for place, (one, two) in enumerate(zip(mine, theirs, strict=False), 1) if one == two]
        if total == right:
            if mine and sum(mine) != total:
                return Match(None, "The figures you give for the layers don't add up to your total.", "sum")
            return Match(True)
        if mine and len(hits) == len(theirs):
            share = Fraction(len(hits), len(key))
            return Match(False, "Each layer is right; add them up again.", "sum", credit=share)
        if hits:
            said = " and ".join(map(str, hits))
            return Match(False, f"Layer {said} is right.", "part", credit=Fraction(len(hits), len(key)))
        return Match(False, "", "different")

    def show(self, value: Value) -> str:
        """The addends, then the total with its unit."""
        return "; ".join([*map(str, value[1:]), f"{value[0]} {self.unit}"])

    def overlap(self, key: Value, other: Value) -> bool:
        """Whether both come to the same total."""
        return key[0] == other[0]


def _is_step(amount: Amount) -> bool:
    """Return whether it is a member of a chain that goes on; an end of a chain may well be added up."""
    return amount.step and not amount.chained and bool(amount.operands)


def _is_whole(amount: Amount) -> bool:
    value = amount.quantity
    return isinstance(value.value, int) and value.unit is None and not value.percent
