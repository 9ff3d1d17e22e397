"""Amounts of one kind under names: in a table's row or column, a line each, in one sentence, or in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from grader.amounts import Unit
from grader.mentions.amounts import Amount
from grader.mentions.claims import Claimed, cue_pattern
from grader.mentions.reading import Read
from grader.mentions.signals import Asked
from grader.model.answers import Answer
from grader.patterns import lazily
from grader.text import Text
from grader.text.tables import Cell

_SCALES = {"k": 10**3, "thousand": 10**3, "1e3": 10**3, "m": 10**6, "million": 10**6, "mio": 10**6, "1e6": 10**6}
_SCALES |= {"g": 10**9, "billion": 10**9, "1e9": 10**9, "10^3": 10**3, "10^6": 10**6, "10^9": 10**9}
_SAID = r"thousand|million|mio|billion|1e[369]|10\^\{?[369]\}?"
_ANNOUNCED = lazily(
    rf"\b(?:in|units?(?: of| are)?:?|[x×·])\s*\(?(?P<said>{_SAID})s?\b(?!\s*\d)|"
    rf"[(\[]\s*(?:in\s+|[x×·]\s*)?(?P<short>[KMG]|{_SAID})s?\b[^\d()\[\]]{{0,20}}[)\]]",
    re.I,
)
_NEXT = lazily(r"[\s,;/|&]*(?:and|und|y|et)?[\s$]*", re.I)
_LARGEST = 1000
"""A figure below this may lack its scale."""


class Scaled:
    """An answer type whose amounts take on a scale that is said once, in a head, in front, or behind the last of them.

    names : what the answers go by; a table's figures under another head ("conv layers") are left out.
    """

    def __init__(self, kind: Read, names: Sequence[Sequence[str]]) -> None:
        self.kind, self.names = kind, names

    @property
    def whole(self) -> bool:
        """Whether numbers are read as whole ones."""
        return self.kind.whole

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return self.kind.asked

    def made(self, mention: Any, unit: Unit | None) -> Answer[Any]:
        """The answer that a mention with its unit is. Raises Unreadable where it is none."""
        return self.kind.made(mention, unit)

    def same(self, one: Answer[Any], other: Answer[Any]) -> bool:
        """Whether two answers say the same."""
        return self.kind.same(one, other)

    def mentions(self, text: Text) -> list[Any]:
        """Every mention in order, with its scale."""
        found = [each for each in self.kind.mentions(text) if self._is_asked_for(text, text.cell(each.at))]
        return list(_scaled(text, found))

    def _is_asked_for(self, text: Text, cell: Cell | None) -> bool:
        """Return whether the heads of a cell say nothing, or what is asked for, besides a name."""
        heads = [] if cell is None else [cell.row_head, cell.column_head]
        named = [any(cue_pattern(tuple(cues)).search(head) for cues in self.names) for head in heads]
        if not any(named):
            return True
        said = " ".join(head for head, mine in zip(heads, named, strict=True) if not mine)
        units = "|".join(re.escape(unit.name[:5]) for unit in self.asked.units)
        return (
            not re.search(r"[^\W\d_]{2}", said)
            or bool(re.search(rf"\b(?:{units})|#|number|count", said, re.I))
            or text.has("TOTAL", said)
        )


def _scaled(text: Text, found: Sequence[Any]) -> Iterator[Any]:
    announced = _ANNOUNCED.search(text.text)
    behind = _scale_behind(text, found)
    for number, each in enumerate(found):
        if not isinstance(each, Amount) or each.quantity.percent or abs(each.value) >= _LARGEST or each.value <= 0:
            yield each
        elif announced and not announced.start() <= each.start < announced.end():
            said = (announced["said"] or announced["short"]).casefold().replace("{", "").replace("}", "")
            yield _times(each, _SCALES[said])
        else:
            yield _times(each, behind[number])


def _scale_behind(text: Text, found: Sequence[Any]) -> list[int]:
    """Return the scale of the last figure of each list for those before it: "133, 134 and 138 million"."""
    scales = [1] * len(found)
    for number in range(len(found) - 1, 0, -1):
        one, two = found[number - 1], found[number]
        if (
            not isinstance(one, Amount)
            or not isinstance(two, Amount)
            or not _NEXT.fullmatch(text.text[one.end : two.start])
        ):
            continue
        unit = two.quantity.unit or 0
        own = next(
            (scale for scale in (10**9, 10**6, 10**3) if unit and abs(two.value) >= scale and unit * _LARGEST >= scale),
            1,
        )
        scales[number - 1] = scales[number] if scales[number] > 1 else own
    return scales


def _times(amount: Amount, scale: int) -> Amount:
    if scale == 1:
        return amount
    unit = amount.quantity.unit or Fraction(1)
    return amount._replace(
        quantity=amount.quantity._replace(value=Fraction(amount.quantity.value) * scale, unit=unit * scale)
    )


def parts_of(kind: Read, names: Sequence[Sequence[str]]) -> list[Claimed]:
    """Return the parts of a series, each with the name that it goes by first and its other names."""
    scaled = Scaled(kind, names)
    return [Claimed(words[0], tuple(words[1:]), scaled) for words in names]
