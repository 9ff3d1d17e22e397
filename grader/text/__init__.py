"""A segment's text, looked at once: its plain view, its clauses with their stances, its tables and zones."""

from __future__ import annotations

import bisect
import itertools
import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from grader.model.documents import Segment
from grader.patterns import lazily
from grader.text.lexicon import words
from grader.text.lines import join
from grader.text.spelling import spell
from grader.text.tables import Cell, tables
from grader.text.view import View, plain
from grader.translation import dictionary, language

_SENTENCE = lazily(
    r"(?<!\.[a-z])(?<!\bz)(?<!\bapprox)(?<!\bca)(?<!\bvs)(?<!\bcf)(?<!\bincl)(?<!\bresp)(?<!\bno)(?<!\bnr)(?<!\bMio)(?<!\beq)(?<!\bfig)"
    r"[.;?](?=[\s)\"']|$)|\n",
    re.I,
)
_CONTRAST = lazily(
    r"(?:(?:,|(?<![ ,])) ++(?=(?:but|whereas|while|although|though|however|yet|unlike|aber|jedoch|während|sondern|pero|mientras|aunque|sino|"
    r"mais|tandis|cependant)\b))",
    re.I,
)
_ASIDE = lazily(
    r"\((?=[^()\n]*[^\W\d_]{2,}[ ,:;=.]|[^()\n]*[^\W\d_]{4,})(?![^()\n]{0,12}\) ?[·*/×(])(?:[^()\n]|\([^()\n]*\)){4,300}\)"
)
_PHRASE = lazily(r",(?=\s)|[;()|]|(?<=\s)[–—](?=\s)|(?<=\w)\s+-(?=\s+[^\W\d])|:\s(?=.*:\s)", re.I)
_LETTERS = lazily(r"(?<![\w\\])(?:[^\W\d_]{2,}(?:'[^\W\d_]+)?|(?<= )[àyouea](?= ))(?!\w)")
_CODE_LINE = lazily(
    r"[ ]*(?:import \w|from \w+ import|def \w+\(|class \w+|for .+ in .+:|while .+:|if .+:|else:|with .+:|print ?\(|return\b|@\w|"
    r"[\w.\[\]]+(?:, ?\w+)* ?(?:[-+*/]?=)(?!=) ?(?:[^=]*\b[a-z]\w*\.\w+\(|[\[{(]*['\"]|[\[{(]+[a-z]|lambda\b)|[\w.]+\.\w+\([^()]*(?:\([^()]*\)[^()]*)*\)[ ]*$|"
    r"\w+\([\w.\[\]\"']+(?:, ?[\w.=\[\]\"']+)*\)[ ]*$|[a-z_]+\((?:.*\bfor\b.*|[^()]*\([^()]*\).*)\)[ ]*$|\$ |>>>|\.\.\. )"
)
_PROMPT = lazily(r"^[ ]*(?:>>>|\.\.\.|In ?\[\d*\]:)", re.M)
_RULER = lazily(r"^[ |:+]*[-=_]{3,}[-=_ |:+]*$")


REACH = 600
"""Characters of a clause before and after a mention that are looked at."""


class Clause(NamedTuple):
    """A stretch of the view that says one thing. aside : it stands in brackets within another."""

    start: int
    end: int
    aside: bool = False


class Text:
    """A text in plain form with its clauses and tables; all positions are positions in the view."""

    def __init__(self, source: str, *, whole: bool) -> None:
        self.source = source
        self._marks: dict[str, list[tuple[int, int]]] = {}
        self.view: View = plain(source)
        self.prompted = bool(_PROMPT.search(source[:20_000]))
        self.language = language(source)
        if self.language:
            _in_english(self.view)
        join(self.view)
        spell(self.view, whole=whole, foreign=bool(self.language))
        self.text = self.view.text

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order; an aside comes right after the clause that it stands in."""
        found: list[Clause] = []
        cuts = [0]
        for mark in _SENTENCE.finditer(self.text):
            cuts += [mark.start() if mark[0] == "\n" else mark.end(), mark.end()]
        cuts.append(len(self.text))
        for start, end in zip(cuts[::2], cuts[1::2], strict=True):
            parts = [start, *(mark.end() for mark in _CONTRAST.finditer(self.text, start, end)), end]
            found += [Clause(one, two) for one, two in itertools.pairwise(parts) if self.text[one:two].strip()]
        asides = [Clause(aside.start() + 1, aside.end() - 1, True) for aside in _ASIDE.finditer(self.text)]
        return tuple(sorted((*found, *asides)))

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    def clause(self, place: int) -> Clause:
        """Return the innermost clause that holds a place."""
        at = bisect.bisect_right(self._starts, place) - 1
        while at >= 0:
            if self.clauses[at].end >= place:
                return self.clauses[at]
            at -= 1
        return Clause(0, len(self.text))

    def before(self, start: int) -> str:
        """Return the clause up to a place, without the asides in it."""
        clause = self.clause(start)
        return self._without_asides(clause, max(clause.start, start - REACH), start)

    def after(self, end: int) -> str:
        """Return the clause from a place on, without the asides in it."""
        clause = self.clause(max(end - 1, 0))
        return self._without_asides(clause, end, min(clause.end, end + REACH))

    def _without_asides(self, clause: Clause, start: int, end: int) -> str:
        said = self.text[start:end]
        if clause.aside or "(" not in said:
            return said
        return _ASIDE.sub(lambda aside: " " * len(aside[0]), said)

    def phrase_before(self, start: int) -> str:
        """Return what stands between the last comma or bracket of the clause and a place."""
        return _PHRASE.split(self.before(start))[-1]

    def phrase_after(self, end: int) -> str:
        """Return what stands between a place and the next comma or bracket of the clause."""
        return _PHRASE.split(self.after(end), maxsplit=1)[0]

    def has(self, name: str, said: str) -> bool:
        """Return whether a stretch holds a word of the class, in English or in the language of the text."""
        return bool(words(name, self.language).search(said))

    def words(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a class of words in English and in the language of the text."""
        return words(name, self.language)

    def marks(self, name: str) -> list[tuple[int, int]]:
        """Return where the words of a class stand, in order."""
        if name not in self._marks:
            self._marks[name] = [mark.span() for mark in self.words(name).finditer(self.text)]
        return self._marks[name]

    def line(self, start: int, end: int) -> tuple[int, int]:
        """Return the line of the view that holds a span."""
        begin = self.text.rfind("\n", 0, start) + 1
        stop = self.text.find("\n", end)
        return begin, stop if stop >= 0 else len(self.text)

    @cached_property
    def _code_lines(self) -> list[tuple[int, int]]:
        found = []
        at = 0
        for line in self.text.split("\n"):
            raw = self.source[self.view.span(at, at + 1)[0] :][:6].lstrip() if self.prompted else ""
            if _CODE_LINE.match(line) or raw[:3] in (">>>", "..."):
                found.append((at, at + len(line)))
            at += len(line) + 1
        return found

    @cached_property
    def tables(self) -> list[list[Cell]]:
        """The tables in it."""
        return tables(self.text)

    @cached_property
    def _cell_starts(self) -> tuple[list[int], list[Cell]]:
        cells = sorted(cell for table in self.tables for cell in table)
        return [cell.start for cell in cells], cells

    def cell(self, place: int) -> Cell | None:
        """Return the cell of a table that holds a place."""
        starts, cells = self._cell_starts
        at = bisect.bisect_right(starts, place) - 1
        return cells[at] if at >= 0 and cells[at].end >= place else None

    def is_code(self, place: int) -> bool:
        """Return whether a place lies in a line of code."""
        at = bisect.bisect_right(self._code_lines, (place, len(self.text) + 1)) - 1
        return at >= 0 and self._code_lines[at][1] >= place

    def is_printed(self, start: int) -> bool:
        """Return whether a place lies in what the line of code above it printed."""
        begin = self.text.rfind("\n", 0, start)
        while begin > 0:
            above = self.text.rfind("\n", 0, begin) + 1
            if self.text[above:begin].strip():
                return self.is_code(above) and not self.is_code(start)
            begin = above - 1
        return False


def _in_english(view: View) -> None:
    """Put the words of other languages that the readers know in English, line by line."""
    known: dict[int, dict[str, str]] = {}
    starts = [0, *(mark.end() for mark in re.finditer("\n", view.text))]
    whole = language(view.text)
    for start, end in zip(starts, [*starts[1:], len(view.text)], strict=True):
        line = view.text[start:end]
        spoken = language(line) or (whole if not _speaks_english(line) else "")
        known[start] = dictionary(spoken) if spoken else {}

    def english(found: re.Match[str]) -> str:
        table = known[starts[bisect.bisect_right(starts, found.start()) - 1]]
        return table.get(" ".join(found[0].casefold().split()), found[0])

    view.replace(_paired(), english)
    view.replace(_LETTERS, english)


_ENGLISH = lazily(r"\b(?:the|of|and|are|is|with|we|has|have|that|this|because|each|which|was|not)\b", re.I)


@cache
def _paired() -> re.Pattern[str]:
    """Return the pattern of all phrases of two words that have a translation."""
    pairs = {entry for name in ("de", "es", "fr") for entry in dictionary(name) if " " in entry}
    said = "|".join(re.escape(pair).replace("\\ ", r"\s+") for pair in sorted(pairs, key=len, reverse=True))
    return re.compile(rf"(?<![\w\\])(?:{said})(?!\w)", re.I)


def _speaks_english(line: str) -> bool:
    return len(_ENGLISH.findall(line)) > 1


@lru_cache(maxsize=256)
def _text(source: str, whole: bool) -> Text:
    return Text(source, whole=whole)


def text_of(segment: Segment, *, whole: bool = False) -> Text:
    """Return the text of a segment, looked at once for all who ask. whole : numbers are read as whole ones."""
    return _text(segment.text, whole)
