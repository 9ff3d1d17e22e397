"""Several answers under one label, each of its own type: a shape and a range, a total and its parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from grader.mentions.claims import Claimed, claimed, together
from grader.model.answers import Answer, AnswerType, Candidate, Match, Unreadable
from grader.model.documents import Segment


class Several:
    """A few answers under one label; each that is right earns its share.

    parts : from a name to the answer's type. A type may have `cues`, words that tell its answer from a sibling's.
    optional : names of parts that need not be there, but are judged where they are. lacking : names of parts without
    which an answer is still read; it is right only under a convention that asks for no more.
    The value is a tuple in the order of the parts, None where an optional part is left out; so is the key.
    """

    kind = "several"

    def __init__(
        self, *, optional: tuple[str, ...] = (), lacking: tuple[str, ...] = (), **parts: AnswerType[Any, Any]
    ) -> None:
        self.parts, self.optional, self.lacking = parts, optional, lacking

    @property
    def hint(self) -> str:
        """Each part's hint behind its name."""
        return "; ".join(f"{name}: {part.hint}" for name, part in self.parts.items())

    def read(self, text: str) -> Answer[tuple[Any, ...]]:
        """The parts, each on a line of its own or separated by ";", with or without "name:". Raises Unreadable."""
        pieces = [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip()]
        named: dict[str, str] = {}
        for piece in pieces:
            for name in self.parts:
                label = re.match(rf"{re.escape(name)}\s*[:=]\s*", piece, re.I)
                if label:
                    named[name] = piece[label.end() :]
        if not named:
            wanted = [name for name in self.parts if name not in (*self.optional, *self.lacking)]
            if len(pieces) not in (len(wanted), len(self.parts)):
                return self._read_as_prose(text)
            named = dict(zip(self.parts, pieces, strict=False))
        answers = []
        for name, part in self.parts.items():
            if name in named:
                answers.append(part.read(named[name]))
            elif name in (*self.optional, *self.lacking):
                answers.append(Answer(None))
            else:
                raise Unreadable(f"“{name}:” is missing; {self.hint}", (0, len(text)), text)
        return _composed(answers)

    def _read_as_prose(self, text: str) -> Answer[tuple[Any, ...]]:
        from grader.model.documents import Block

        found = self.find(Segment("", "", (Block("field", text, 1),)))
        if len(found) != 1 or found[0].confidence < 0.7:
            raise Unreadable(f"write each part on a line of its own; {self.hint}", (0, len(text)), text)
        return found[0].answer

    def find(self, segment: Segment) -> list[Candidate[tuple[Any, ...]]]:
        """The likeliest reading of each part, and what competes with it; none where a part was not found."""
        by_kind: dict[str, list[str]] = {}
        for name, part in self.parts.items():
            by_kind.setdefault(part.kind, []).append(name)
        readings: dict[str, Sequence[Candidate[Any]]] = {}
        for names in by_kind.values():
            if len(names) == 1:
                found = self.parts[names[0]].find(segment)
                readings[names[0]] = sorted(found, key=lambda each: -each.confidence)
                continue
            kinds: list[Any] = [self.parts[name] for name in names]
            dispensable = (*self.optional, *self.lacking)
            parts = [
                Claimed(name, kind.cues, kind, name in dispensable) for name, kind in zip(names, kinds, strict=True)
            ]
            readings |= dict(zip(names, claimed(segment, parts), strict=True))
        dispensable = (*self.optional, *self.lacking)
        for name in self.lacking:
            said = any(re.search(rf"(?<![^\W_]){re.escape(cue)}", segment.text, re.I) for cue in self._cues(name))
            if not readings[name] and said:
                return []  # it is there, and could not be read
        return together({name: name in dispensable for name in self.parts}, [readings[name] for name in self.parts])

    def _cues(self, name: str) -> tuple[str, ...]:
        return (name.rstrip("s"), *getattr(self.parts[name], "cues", ()))

    @property
    def translated(self) -> bool:
        """Whether its parts read English only."""
        return any(getattr(part, "translated", True) for part in self.parts.values())

    def match(self, given: Answer[tuple[Any, ...]], key: tuple[Any, ...]) -> Match:
        """Equal in every part; otherwise the credit of those that are."""
        matches = [
            Match(value is None or name in self.optional)
            if answer.value is None
            else Match(False)
            if value is None
            else part.match(answer, value)
            for (name, part), answer, value in zip(self.parts.items(), given.parts, key, strict=True)
        ]
        if all(matches):
            return Match(True)
        if any(match.equal is None for match in matches):
            return Match(None, "A person looks at this.", "part")
        right = sum(map(bool, matches), start=0)
        told = [
            f"The {name.replace('_', ' ')} is not right. {match.reason}".strip()
            for name, match in zip(self.parts, matches, strict=True)
            if not match
        ]
        return Match(False, " ".join(told), "part", credit=Fraction(right, len(self.parts)) if right else Fraction(0))

    def show(self, value: tuple[Any, ...]) -> str:
        """Each part behind its name."""
        shown = [
            f"{name}: {part.show(each)}"
            for (name, part), each in zip(self.parts.items(), value, strict=True)
            if each is not None
        ]
        return "; ".join(shown)

    def overlap(self, key: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        """Whether no part tells them apart."""
        return all(
            one is two or (one is not None and two is not None and part.overlap(one, two))
            for part, one, two in zip(self.parts.values(), key, other, strict=True)
        )


def _composed(answers: list[Answer[Any]]) -> Answer[tuple[Any, ...]]:
    return Answer(
        tuple(answer.value for answer in answers),
        parts=tuple(answers),
        notes=tuple(itertools.chain.from_iterable(answer.notes for answer in answers)),
    )
