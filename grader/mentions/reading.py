"""Amounts as readings of an answer: each with its signals, its gates and the probability that it is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from grader.amounts import Unit
from grader.mentions.signals import SIGNALS, Asked, Place, hedged
from grader.mentions.weighing import decisive, weighed, weights
from grader.model.answers import Answer, Candidate, Unreadable
from grader.model.documents import Segment
from grader.text import Text, text_of

FORMS = frozenset({"claim", "ticked", "led", "ends"})
"""Forms of mentions that speak for themselves."""

HEDGED = "the answer doubts itself"
_LEAST = re.compile(r"\b(?:smallest|fewest|least|minimum|minimal)\b", re.I)
_SURE = frozenset(
    {
        "alone",
        "unit",
        "named",
        "announced",
        "concluded",
        "sink",
        "begins",
        "marked",
        "printed",
        "total",
        "claim",
        "ticked",
        "claimed",
        "led",
        "ends",
    }
)
"""Without one of these a number is only a number in a text."""


@lru_cache(maxsize=64)
def givens_of(prompt: str) -> frozenset[Fraction]:
    """Return the numbers that a question gives."""
    given: set[Fraction] = set()
    for whole in (True, False):
        text = Text(prompt, whole=whole)
        for mark in re.finditer(r"(?<![\w.])\d+(?:\.\d+)?", text.text.replace("×", " ")):
            given.add(Fraction(mark[0]))
    return frozenset(given)


class Read(Protocol):
    """An answer type whose answers are mentions of one kind."""

    @property
    def whole(self) -> bool:
        """Whether numbers are read as whole ones."""

    @property
    def asked(self) -> Asked:
        """How it is asked for."""

    def mentions(self, text: Text) -> Sequence[Any]:
        """Every mention of the kind, in order."""

    def made(self, mention: Any, unit: Unit | None) -> Answer[Any]:
        """The answer that a mention with its unit is. Raises Unreadable where it is none."""

    def same(self, one: Answer[Any], other: Answer[Any]) -> bool:
        """Whether two answers say the same."""


def asked_of(kind: Read, segment: Segment) -> Asked:
    """Return how an answer is asked for in the question that a segment answers."""
    return kind.asked._replace(least=bool(_LEAST.search(segment.prompt)), prompt=segment.prompt)


def readings_of(kind: Read, segment: Segment) -> list[Candidate[Any]]:
    """Return every mention of a segment that may be the answer, with its signals and its probability."""
    text = text_of(segment, whole=kind.whole)
    asked = asked_of(kind, segment)
    silent: frozenset[str] = getattr(kind, "silent", frozenset())
    return weighed_readings(
        text, kind.mentions(text), asked, givens_of(segment.prompt), kind.made, kind.same, silent=silent
    )


def weighed_readings(
    text: Text,
    found: Sequence[Any],
    asked: Asked,
    givens: frozenset[Fraction],
    made: Callable[[Any, Unit | None], Answer[Any]],
    same: Callable[[Answer[Any], Answer[Any]], bool],
    *,
    claim: bool = False,
    silent: frozenset[str] = frozenset(),
) -> list[Candidate[Any]]:
    """Return mentions of a text as readings of one answer, weighed against each other.

    claim : all of them stand with the answer's own name. silent : signals that say nothing of this kind.
    """
    places = [Place(text, found, number, asked, givens) for number in range(len(found))]
    read: list[tuple[Place, Answer[Any], frozenset[str]]] = []
    for place in places:
        unit = place.unit
        try:
            answer = made(place.amount, unit)
        except Unreadable:
            continue
        held = frozenset(name for name, row in SIGNALS.items() if name not in silent and row.holds(place))
        held = held - {"other_name"} | {"claimed"} if claim else held
        form = getattr(place.amount, "form", "")
        held = held | {form} if form in FORMS else held
        if "reference" in held and "unit" not in held and "named" not in held:
            continue
        read.append((place, answer, held))
    return _candidates(text, read, same, asked)


def _candidates(
    text: Text,
    read: Sequence[tuple[Place, Answer[Any], frozenset[str]]],
    same: Callable[[Answer[Any], Answer[Any]], bool],
    asked: Asked,
) -> list[Candidate[Any]]:
    doubts = hedged(text, figures=not any(isinstance(answer.value, str) for _, answer, _ in read))
    none = frozenset({"hedged"} if doubts else ()) | frozenset(
        () if any(held & _SURE for _, _, held in read) else {"bare"}
    )
    shares = weighed([answer for _, answer, _ in read], [held for _, _, held in read], none, same, "amount")
    candidates = []
    for (place, answer, held), share in zip(read, shares, strict=True):
        gates = [row.says for name, row in SIGNALS.items() if name in held and row.gate]
        bars = [HEDGED] if doubts else []
        bars += [row.says for name, row in SIGNALS.items() if name in held and row.bar]
        if "rough" in held and asked.exact:
            bars.append(SIGNALS["rough"].says)
        candidates.append(
            Candidate(
                answer,
                text.view.span(place.amount.start, place.amount.end),
                share,
                decisive(held, "amount"),
                tuple(sorted(held)),
                gates[0] if gates else "",
                bars[0] if bars else "",
            )
        )
    table = weights("amount")
    return sorted(candidates, key=lambda each: -sum(table[name] for name in each.signals))
