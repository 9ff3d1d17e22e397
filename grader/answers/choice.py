"""One of a few options: yes or no, a letter, a name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.amounts import Unit
from grader.mentions.options import Option, named, polar
from grader.mentions.reading import readings_of
from grader.mentions.signals import Asked
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily
from grader.text import Text

_YES_NO = {
    "yes": (
        "yes",
        "y",
        "true",
        "it is",
        "it does",
        "it may",
        "it can",
        "they may",
        "they can",
        "ja",
        "oui",
        "sí",
        "si",
    ),
    "no": ("no", "n", "false", "it is not", "it does not", "it doesn't", "it isn't", "nein", "non"),
}
_BOTH_WAYS = lazily(
    r"\b(?:yes|ja|oui|sí|no|nein|non)\s*(?:/|and|und|et|y|or|oder|o|ou)\s*(?:no|nein|non|yes|ja|oui|sí)\b|"
    r"\b(?:in (?:some|certain|a) (?:cases?|ways?|sense)|sometimes|partly|partially|it depends|depending|depends|"
    r"teilweise|manchmal|à la fois|en parte|for some|"
    r"jein|kommt drauf an)\b",
    re.I,
)
_NO_ANSWER = frozenset({"asked", "supposed", "earlier", "retracted", "others", "other_name", "aside"})
"""Where one of these holds, an option is not the student's answer."""


class Choice:
    """One of the options, each with the spellings under which students write it.

    options : from an option to its spellings, or names alone. Without any: yes or no.
    claim : for yes and no, what a sentence is about that says so: its verb, then its other words, as regular
    expressions for how the words begin: ("slow|longer", "train"). about, others : what the question is about, and what
    the questions beside it are about, where both may be answered in one text.
    """

    kind = "choice"

    def __init__(
        self,
        *names: str,
        claim: tuple[str, ...] = (),
        about: tuple[str, ...] = (),
        others: tuple[str, ...] = (),
        **options: tuple[str, ...],
    ) -> None:
        self.names, self.others = about, others
        self.claim = tuple(re.compile(rf"\b(?:{stems})", re.I) for stems in claim)
        chosen: Mapping[str, tuple[str, ...]] = {name: (name,) for name in names} | options or _YES_NO
        self.options = {name: tuple(dict.fromkeys((name, *spellings))) for name, spellings in chosen.items()}

    @property
    def selective(self) -> bool:
        """Whether its readings tell which question they answer, where several share a text."""
        return bool(self.claim)

    @property
    def hint(self) -> str:
        """The options."""
        return f"one of: {', '.join(self.options)}"

    def read(self, text: str) -> Answer[str]:
        """The option named, and no other. Raises Unreadable."""
        folded = _folded(text)
        for name, spellings in self.options.items():
            if folded in map(_folded, spellings):
                return Answer(name)
        said = Text(text[:500], whole=False)
        found = {each.value for each in self.mentions(said)}
        if len(found) > 1:
            raise Unreadable(f"more than one option is named: {', '.join(sorted(found))}", (0, len(text)), text)
        if not found or "?" in text or len(folded) > 60 or re.search(r"[_={}\[\]<>\\]", text):
            raise Unreadable(f"{self.hint} was expected", (0, len(text)), text)
        return Answer(found.pop())

    def find(self, segment: Segment) -> list[Candidate[str]]:
        """Every option that is said or claimed; where a text says two, neither is beyond doubt."""
        found = readings_of(self, segment)
        if segment.shared and self.selective:
            found = [each for each in found if "claim" in each.signals or "named" in each.signals]
        if self.polar and _BOTH_WAYS.search(segment.text):
            return [each._replace(barred=each.barred or "it is answered both ways") for each in found]
        values = {each.answer.value for each in found if not _NO_ANSWER.intersection(each.signals)}
        if len(values) > 1:
            return [each._replace(barred=each.barred or "two different options are given") for each in found]
        return found

    whole = False
    translated = False
    proved = True  # every option is known
    silent = frozenset(
        {
            "denied",
            "other_unit",
            "part",
            "rough",
            "bound",
            "torn",
            "reference",
            "elsewhere",
            "given",
            "reason",
            "without",
        }
    )

    @property
    def polar(self) -> bool:
        """Whether it is answered by yes or no."""
        return set(self.options) == {"yes", "no"}

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return Asked(names=self.names, others=self.others, exact=False)

    def mentions(self, text: Text) -> tuple[Option, ...]:
        """Every option that a text names, says or claims."""
        return polar(text, self.claim) if self.polar else named(text, self.options)

    def made(self, found: Option, unit: Unit | None) -> Answer[str]:
        """The option."""
        del unit
        return Answer(found.value)

    def same(self, one: Answer[str], other: Answer[str]) -> bool:
        """Whether two answers are one option."""
        return one.value == other.value

    def match(self, given: Answer[str], key: str) -> Match:
        """Whether it is the same option."""
        return Match(True) if given.value == key else Match(False, "", "different")

    def show(self, value: str) -> str:
        """Its name."""
        return value

    def overlap(self, key: str, other: str) -> bool:
        """Whether both are the same option."""
        return key == other


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[\s.!*_`'\"()]+", " ", text.casefold()).split())
