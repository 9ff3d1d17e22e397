"""Answers of one kind under names: the parameters of VGG A to E, in a table row, a list or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from grader.model.answers import Answer, AnswerType, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

MAX_LINE = 1_000
"""Characters of a line that are looked at."""

_CELL = lazily(r"\||\t|(?<!\\)&|;| {3,}")
_EDGES = lazily(r"^ *\|| *\|? *$")
_FIGURE = lazily(r"[~≈]?\s*\d[\d,.\u202f\u00a0]*(?:\s*(?:[kKMG]|thousand|million|mio|billion)\b)?", re.I)
_SCALE = lazily(r"\b(?:in|unit:?|×|x)\s*\(?(thousand|million|billion)s?\b|\((K|M|G)\)|×\s*10\^?\{?6\}?()", re.I)
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТХΑΒΕΗΙΚΜΝΟΡΤΧ", "ABEKMHOPCTXABEHIKMNOPTX")
"""Cyrillic and Greek capitals for which Latin ones are taken in print."""


class Series:
    """One answer of the type `part` for each of the names, in their order; each that is right earns its share."""

    kind = "series"

    def __init__(self, part: AnswerType[Any, Any], *names: str) -> None:
        self.part, self.names = part, names

    @property
    def hint(self) -> str:
        """A line for each name."""
        return f"a line for each of {', '.join(self.names)}: “{self.names[0]}: …”, {self.part.hint}"

    def read(self, text: str) -> Answer[tuple[Any, ...]]:
        """The answers, named or in order. Raises Unreadable where one is missing, or stands twice."""
        readings = list(self._readings(text))
        if not readings:
            raise Unreadable(f"{len(self.names)} answers were expected: {self.hint}", (0, len(text)), text)
        values = {answer.value for answer, _, _ in readings}
        if len(values) > 1:
            raise Unreadable("more than one row can be read here", (0, len(text)), text)
        return readings[0][0]

    def find(self, segment: Segment) -> list[Candidate[tuple[Any, ...]]]:
        """Every row under the names, every list with the names, every line of so many figures."""
        return [
            Candidate(answer, span, confidence, "an answer for each name")
            for answer, span, confidence in self._readings(segment.text)
        ]

    def _readings(self, text: str) -> Iterator[tuple[Answer[tuple[Any, ...]], tuple[int, int], float]]:
        scale = _SCALE.search(text[:20_000])
        suffix = f" {next((word for word in scale.groups() if word), 'million')}" if scale else ""
        lines = list(re.finditer(r"[^\n]+", text[:20_000]))
        columns: list[int] | None = None
        for line in lines:
            cells = [cell.strip(" $*_`") for cell in _CELL.split(_EDGES.sub("", line[0][:MAX_LINE]))]
            header = self._header(cells)
            if header is not None:
                columns = header
            elif columns is not None and len(cells) > max(columns):
                label = " ".join(cell for place, cell in enumerate(cells) if place not in columns)
                named = not re.search(r"[^\W\d_]{2}", label) or re.search(_stem(self.part.hint), label, re.I)
                row = [cells[column] for column in columns]
                yield from self._row(row, line.span(), suffix, 0.93 if named else 0.6)
        yield from self._named(lines, suffix)
        for line in lines:
            figures = _FIGURE.findall(re.sub(r"\\[,;]|\\text", "", line[0][:MAX_LINE]))
            if len(figures) == len(self.names) and not _CELL.search(line[0].strip(" |")):
                yield from self._row(_spread(figures), line.span(), suffix, 0.85)

    def _header(self, cells: list[str]) -> list[int] | None:
        """Where the names stand in a row of cells; a cell may name a name and a variant ("A, A-LRN")."""
        columns = []
        for name in self.names:
            places = [place for place, cell in enumerate(cells) if _begins(cell, name)]
            if len(places) != 1:
                return None
            columns += places
        return columns

    def _named(self, lines: list[re.Match[str]], suffix: str) -> Iterator[Any]:
        """One figure behind each name, on lines of their own or in one sentence."""
        names = "|".join(map(re.escape, self.names))
        said = re.compile(
            rf"(?<![\w.])(?:\w{{2,8}}[- ]?)?(?:\d\d )?\(?({names})\)?(?:\s*\([^()]{{0,30}}\))?"
            rf"\s*(?:[:=→≈|]|->|has|is|with|:?=|–|-)+\s*(?:about |around |~)?({_FIGURE.pattern})",
        )
        cells: dict[str, list[tuple[str, tuple[int, int]]]] = {}
        for line in lines:
            for found in said.finditer(line[0][:MAX_LINE]):
                figure = self._result(line[0][:MAX_LINE], found, names)
                if figure is None:
                    return  # which of several figures is meant is not known
                span = line.start() + found.start(), line.start() + found.end()
                cells.setdefault(found[1], []).append((figure, span))
        if set(cells) == set(self.names) and all(len(each) == 1 for each in cells.values()):
            spans = [cells[name][0][1] for name in self.names]
            span = min(start for start, _ in spans), max(end for _, end in spans)
            yield from self._row([cells[name][0][0] for name in self.names], span, suffix, 0.92)

    def _result(self, line: str, found: re.Match[str], names: str) -> str | None:
        """The figure behind a name, or what a computation that begins with it comes to; None where others follow."""
        following = re.search(rf"(?<![\w.])\(?(?:{names})\)?\s*[:=]", line[found.end() :])
        rest = line[found.end() : found.end() + following.start() if following else len(line)]
        if re.match(r"\s*(?:[-+*·×−/=]|\\(?:cdot|times))", rest):
            results = re.findall(rf"[=≈]\s*({_FIGURE.pattern})", rest)
            return results[-1] if results else None
        if "|" in rest and len(_FIGURE.findall(rest)) > 0:
            return None
        return found[2]

    def _row(self, cells: list[str], span: tuple[int, int], suffix: str, confidence: float) -> Iterator[Any]:
        answers = []
        for cell in cells:
            written = cell.strip(" ,.;~≈")
            scaled = suffix if re.fullmatch(r"[\d.,\s]+", written) and len(re.sub(r"\D", "", written)) < 6 else ""
            try:
                answers.append(self.part.read(written + scaled))
            except Unreadable:
                return
        yield Answer(tuple(answer.value for answer in answers), parts=tuple(answers)), span, confidence

    def match(self, given: Answer[tuple[Any, ...]], key: tuple[Any, ...]) -> Match:
        """Equal in every one; otherwise which are not right, and the share of those that are."""
        matches = [self.part.match(answer, value) for answer, value in zip(given.parts, key, strict=True)]
        if all(matches):
            return Match(True)
        if any(match.equal is None for match in matches):
            return Match(None, "A person looks at this.", "part")
        wrong = [name for name, match in zip(self.names, matches, strict=True) if not match]
        reasons = " ".join(dict.fromkeys(match.reason for match in matches if match.reason))
        told = f"Not right: {', '.join(wrong)}. {reasons}".strip()
        return Match(False, told, "part", credit=Fraction(len(matches) - len(wrong), len(matches)))

    def show(self, value: tuple[Any, ...]) -> str:
        """Each answer behind its name."""
        return "; ".join(f"{name}: {self.part.show(each)}" for name, each in zip(self.names, value, strict=True))

    def overlap(self, key: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        """Whether none tells the keys apart."""
        return all(self.part.overlap(one, two) for one, two in zip(key, other, strict=True))


def _begins(cell: str, name: str) -> bool:
    return bool(re.match(rf"(?:\w{{2,8}}[- ])?{re.escape(name)}(?!\w)", cell.translate(_LOOK_ALIKE), re.I))


def _stem(hint: str) -> str:
    """How the words begin that a row of such answers is called by: the words of the type's hint, and "number"."""
    return "|".join(["number", *(re.escape(word[:5]) for word in re.findall(r"[^\W\d_]{6,}", hint))])


def _spread(figures: list[str]) -> list[str]:
    """A scale said once behind the last figure is meant for all: "133, 134, 138 million"."""
    scale = re.search(r"[^\W\d_]+$", figures[-1].strip())
    if scale and not any(re.search(r"[^\W\d_]", figure) for figure in figures[:-1]):
        return [f"{figure.strip(' ,')} {scale[0]}" for figure in figures[:-1]] + figures[-1:]
    return figures
