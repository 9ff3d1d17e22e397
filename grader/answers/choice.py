"""One of a few options: yes or no, a letter, a name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.cues import is_denied, is_taken_back
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

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
_SENTENCE = lazily(r"[^.;!?\n]+(?:\.(?=\w)[^.;!?\n]+)*\??")
_NOT = lazily(r"\b(?:not|never|hardly|no|nor|neither|without|cannot)\b|n['’]t\b", re.I)
_NOT_JUST_BEFORE = lazily(r"(?:\b(?:not|never|cannot)|n['’]t)\W+(?:(?:really|actually|significantly|be)\W+)?$", re.I)
_UNSURE = lazily(r"\b(?:if|whether|unless|wrong|false|myth|would|might|could)\b|\?$", re.I)


class Choice:
    """One of the options, each with the spellings under which students write it.

    options : from an option to its spellings, or names alone. Without any: yes or no.
    claim : for yes and no, what a sentence is about that says so: its verb, then its other words, as regular
    expressions for how the words begin: ("slow|longer", "train").
    """

    kind = "choice"

    def __init__(self, *names: str, claim: tuple[str, ...] = (), **options: tuple[str, ...]) -> None:
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
        named = {name for name, _, _ in self._named(text)}
        if len(named) > 1:
            raise Unreadable(f"more than one option is named: {', '.join(sorted(named))}", (0, len(text)), text)
        if not named or len(folded) > 60 or re.search(r"[_={}\[\]<>\\]", text):
            raise Unreadable(f"{self.hint} was expected", (0, len(text)), text)
        return Answer(named.pop())

    def find(self, segment: Segment) -> list[Candidate[str]]:
        """Every option that is named; one that opens the answer counts most."""
        text = segment.text
        if segment.shared and self.selective:
            return self._claimed(text[:20_000])
        opening = len(text) - len(text.lstrip(" \t\n*_-:>"))
        candidates = []
        for name, start, end in self._named(text):
            if self.claim and " " in text[start:end]:
                continue
            confidence = 0.9 if start <= opening + 1 else 0.5
            if (is_denied(text, start, end) and name not in {"no"}) or is_taken_back(text, end):
                confidence = min(confidence, 0.45)
            candidates.append(Candidate(Answer(name), (start, end), confidence, "an option by name"))
        return candidates + self._claimed(text[:20_000])

    def _claimed(self, text: str) -> list[Candidate[str]]:
        """Sentences that say it: "dropout does not slow down inference"."""
        candidates = []
        for sentence in _SENTENCE.finditer(text) if self.claim else ():
            said = [stems.search(sentence[0]) for stems in self.claim]
            if None in said:
                continue
            reach = sentence[0][: max(found.end() for found in said if found)]
            denials = _NOT.findall(reach)
            denied = said[0] and _NOT_JUST_BEFORE.search(reach[: said[0].start()])
            value = "no" if denied else "yes"
            confidence = 0.85 if len(denials) == bool(denied) and not _UNSURE.search(sentence[0]) else 0.5
            candidates.append(Candidate(Answer(value), sentence.span(), confidence, "a sentence that says so"))
        return candidates

    def _named(self, text: str) -> list[tuple[str, int, int]]:
        spelled = sorted(
            ((spelling, name) for name, spellings in self.options.items() for spelling in spellings),
            key=lambda pair: -len(pair[0]),
        )
        taken: list[tuple[str, int, int]] = []
        for spelling, name in spelled:
            for found in re.finditer(rf"(?<!\w){re.escape(spelling)}(?!\w)", text[:20_000], re.I):
                if not any(start < found.end() and found.start() < end for _, start, end in taken):
                    taken.append((name, found.start(), found.end()))
        return sorted(taken, key=lambda item: item[1])

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
