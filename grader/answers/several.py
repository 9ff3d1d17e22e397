"""Several answers under one label, each of its own type: a shape and a range, a total and its parts."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from functools import cache
from typing import Any

from grader.cues import WINDOW
from grader.mentions.claims import Claimed, claimed, together
from grader.model.answers import Answer, AnswerType, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

_LISTED = lazily(r"[\s,;$]*(?:and\b)?[\s$]*", re.I)
_FOR = lazily(r"\W{0,4}(?:for|of|are|is|as)\s+(?:the\s+)?(?:(?:training|one-hot|flattened|raw)\s+)?", re.I)
DOUBTFUL = 0.5
"""Readings that are no surer are of something else."""

LOOK_BACK = 300
"""Characters before an answer in which the words that name it are looked for."""


class Several:
    """A few answers under one label; each that is right earns its share.

    parts : from a name to the answer's type. A type may have `cues`, words that tell its answer from a sibling's.
    optional : names of parts that need not be there, but are judged where they are.
    The value is a tuple in the order of the parts, None where an optional part is left out; so is the key.
    """

    kind = "several"

    def __init__(self, *, optional: tuple[str, ...] = (), **parts: AnswerType[Any, Any]) -> None:
        self.parts, self.optional = parts, optional

    @property
    def hint(self) -> str:
        """Each part's hint behind its name."""
        return "; ".join(f"{name}: {part.hint}" for name, part in self.parts.items())

    def read(self, text: str) -> Answer[tuple[Any, ...]]:
        """The parts, each on a line of its own or parted by semicolons, with or without "name:". Raises Unreadable."""
        pieces = [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip()]
        named: dict[str, str] = {}
        for piece in pieces:
            for name in self.parts:
                label = re.match(rf"{re.escape(name)}\s*[:=]\s*", piece, re.I)
                if label:
                    named[name] = piece[label.end() :]
        if not named:
            wanted = [name for name in self.parts if name not in self.optional]
            if len(pieces) not in (len(wanted), len(self.parts)):
                return self._read_as_prose(text)
            named = dict(zip(self.parts, pieces, strict=False))
        answers = []
        for name, part in self.parts.items():
            if name in named:
                answers.append(part.read(named[name]))
            elif name in self.optional:
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
        """The best reading of each part; a part with two equally good ones makes the whole doubtful."""
        if all(hasattr(part, "made") for part in self.parts.values()):
            return self._claims(segment)
        text = segment.text
        chosen: list[Candidate[Any]] = []
        found = {name: _of_training(text, part, part.find(segment)) for name, part in self.parts.items()}
        in_order = self._in_order(text, found)
        for name in self.parts:
            mine = in_order[name] if name in in_order else self._mine(name, text, found[name])
            ranked = sorted(mine, key=lambda candidate: -candidate.confidence)
            if not ranked:
                if name not in self.optional:
                    return []
                chosen.append(Candidate(Answer(None), (0, 0), 1.0, "left out"))
                continue
            best = ranked[0]
            rivals = [
                other
                for other in ranked[1:]
                if best.confidence - other.confidence < 0.15 and other.answer.value != best.answer.value
            ]
            if rivals:
                best = Candidate(best.answer, best.span, min(best.confidence, 0.5), "one of two different answers")
            chosen.append(best)
        spans = [candidate.span for candidate in chosen if candidate.span != (0, 0)]
        if not spans:
            return []
        return [
            Candidate(
                _composed([candidate.answer for candidate in chosen]),
                (min(start for start, _ in spans), max(end for _, end in spans)),
                min(candidate.confidence for candidate in chosen),
                "; ".join(candidate.evidence for candidate in chosen),
            )
        ]

    @property
    def translated(self) -> bool:
        """Whether its parts read English only."""
        return any(getattr(part, "translated", True) for part in self.parts.values())

    def _claims(self, segment: Segment) -> list[Candidate[tuple[Any, ...]]]:
        """Amounts, each claimed for one of the parts."""
        kinds: dict[str, Any] = dict(self.parts)
        parts = [
            Claimed(name, kind.cues, kind.asked, kind.made, kind.same, name in self.optional)
            for name, kind in kinds.items()
        ]
        readings = claimed(segment, parts, whole=all(kind.whole for kind in kinds.values()))
        return together({name: name in self.optional for name in kinds}, readings)

    def _in_order(self, text: str, found: dict[str, list[Candidate[Any]]]) -> dict[str, list[Candidate[Any]]]:
        """Of parts of one kind, where nothing names them and as many readings are there: the readings in order."""
        kinds: dict[str, list[str]] = {}
        for name, part in self.parts.items():
            kinds.setdefault(part.kind, []).append(name)
        taken: dict[str, list[Candidate[Any]]] = {}
        for kind, names in kinds.items():
            places = {each.span: each for each in found[names[0]] if each.confidence > DOUBTFUL}
            readings = [places[span] for span in sorted(places)]
            if len(names) < 2 or len(readings) != len(names):
                continue
            listed = all(
                _LISTED.fullmatch(text[one.span[1] : two.span[0]]) for one, two in itertools.pairwise(readings)
            )
            if not listed and any(self._owner(text, each, kind) for each in readings):
                continue
            for name, each in zip(names, readings, strict=True):
                taken[name] = [each._replace(confidence=max(each.confidence, 0.87), evidence="in the order asked for")]
        return taken

    def _mine(self, name: str, text: str, candidates: list[Candidate[Any]]) -> list[Candidate[Any]]:
        """Without the candidates that a sibling of the same kind is announced for."""
        part = self.parts[name]
        rivals = {other: kin for other, kin in self.parts.items() if other != name and kin.kind == part.kind}
        if not rivals:
            return candidates
        return [
            each
            for each in candidates
            if (owner := self._owner(text, each, part.kind)) == name or (owner is None and name not in self.optional)
        ]

    def _owner(self, text: str, candidate: Candidate[Any], kind: str) -> str | None:
        """The part whose cue stands nearest before the candidate, or else just after it on its line."""
        start, end = candidate.span
        left = text[max(0, start - LOOK_BACK) : start]
        right = text[end : end + WINDOW // 2].split("\n")[0].split(",")[0]
        named = _FOR.match(right)
        nearest: tuple[int, str] | None = None
        for name, part in self.parts.items():
            if part.kind != kind:
                continue
            for cue in (name, *getattr(part, "cues", ())):
                pattern = _cue(cue)
                before = [len(left) - found.end() for found in pattern.finditer(left)]
                after = pattern.search(right)
                if named and after and after.start() < named.end() + len(cue):
                    return name
                distance = min(before) if before else LOOK_BACK + after.start() if after else None
                if distance is not None and (nearest is None or distance < nearest[0]):
                    nearest = distance, name
        return nearest[1] if nearest else None

    def match(self, given: Answer[tuple[Any, ...]], key: tuple[Any, ...]) -> Match:
        """Equal in every part; otherwise the credit of those that are."""
        matches = [
            Match(True) if answer.value is None else part.match(answer, value)
            for part, answer, value in zip(self.parts.values(), given.parts, key, strict=True)
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
        return all(part.overlap(one, two) for part, one, two in zip(self.parts.values(), key, other, strict=True))


_SET = lazily(r"(?<![a-z])(train\w*|test\w*)", re.I)


@cache
def _cue(cue: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(cue)}(?!\.?\d)", re.I)


def _of_training(text: str, part: AnswerType[Any, Any], candidates: list[Candidate[Any]]) -> list[Candidate[Any]]:
    """Where the training set was asked for and both sets are told, those that the training set is named before."""
    if not any("train" in cue for cue in getattr(part, "cues", ())):
        return candidates
    named = {}
    for each in candidates:
        said = list(_SET.finditer(text, max(0, each.span[0] - LOOK_BACK), each.span[0]))
        named[each.span] = said[-1][0][:4].casefold() if said else ""
    if set(named.values()) >= {"trai", "test"}:
        return [each for each in candidates if named[each.span] != "test"]
    return candidates


def _composed(answers: list[Answer[Any]]) -> Answer[tuple[Any, ...]]:
    return Answer(
        tuple(answer.value for answer in answers),
        parts=tuple(answers),
        notes=tuple(itertools.chain.from_iterable(answer.notes for answer in answers)),
    )
