"""Sentences of the handout in a document where a few of their words were changed, and questions about what it asks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.handout.words import SHORTEST, Mark, instruction, is_marked, words
from grader.kept import kept
from grader.model.answers import Unreadable
from grader.model.assignments import Outline, Slot

KNOWN = 0.8
"""Share of a sentence's words that have to be the handout's, in its order."""

SURE = 0.9
"""Share of the words of both, from which on it is plain which of the handout's sentences was copied."""

ASKED = 0.5
"""Share of a question's words that have to be among those of one prompt."""

FILLED_IN = 0.6
"""Share of an instruction's words that have to stand where an answer was written into it."""

LONG = 8
"""Words: a shorter sentence that asks nothing is the student's own where one of its words is."""

LONGEST = 120
"""Words: a longer sentence is not compared."""

NEAREST = 3
"""So many sentences of the handout that share the most words are compared word by word."""

_END = re.compile(r"[.?!](?=[\"”’)\]*_]*(?:\s|$))[\"”’)\]*_]*|\n[ \t>]*\n|\n(?=[\s>]*(?:[-*•+]|\d{1,2}[.)])\s)")
_PIECE = re.compile(r":[*_]*\s")
_ABBREVIATED = re.compile(r"(?:\b(?:i\.e|e\.g|vs|cf|resp|approx|Eq|Fig|No)|\b[A-Za-z])\.$")
_LABEL = re.compile(
    r"\W*(?:(?:\d[\w.()]*|[A-Za-z]|[ivxIVX]{1,4})[.):\]]+[*_]*|\d[\w.()]*|(?:Problem|Question|Part|Exercise))$", re.I
)
_ASKS = frozenset({"what", "whats", "which", "who", "whose", "when", "where", "why", "how"})
_ABBREVIATION = 8  # letters of the longest
_OPENS = (
    _ASKS
    | {"does", "do", "did", "is", "are", "was", "were", "has", "have"}
    | {"can", "could", "may", "might", "must", "should", "will", "would"}
    | {"by", "in", "at", "for", "to", "with"}
)


class _Sentence(NamedTuple):
    """A sentence of the handout: its words' stems, in order and as a set, and the questions in which it stands."""

    stems: tuple[str, ...]
    known: frozenset[str]
    slots: tuple[Slot, ...]
    labels: frozenset[str]
    asks: bool
    hint: bool


class _Book(NamedTuple):
    """The handout's sentences, which of them have a stem, and the words of each question's text."""

    sentences: tuple[_Sentence, ...]
    having: Mapping[str, tuple[int, ...]]
    vocabularies: Mapping[str, frozenset[str]]


def repeated(number: int, text: str, outline: Outline) -> Iterator[Mark]:
    """The sentences in a block's text that repeat the handout's."""
    book = _book(outline)
    for start, end in _sentences(text, _END):
        mark = _repeats(text, start, end, book)
        if mark is not None:
            yield mark._replace(block=number)
            continue
        pieces = list(_sentences(text, _PIECE, start, end))
        for piece in pieces[:-1]:
            mark = _repeats(text, *piece, book)
            if mark is not None:
                yield mark._replace(block=number)


def _sentences(text: str, ends: re.Pattern[str], start: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
    stop = len(text) if stop is None else stop
    for found in ends.finditer(text, start, stop):
        after = text[found.end() : found.end() + 20].lstrip()
        before = max(start, found.start() - _ABBREVIATION)
        if found[0][0] == "." and (after[:1].islower() or _ABBREVIATED.search(text, before, found.start() + 1)):
            continue
        yield start, found.end()
        start = found.end()
    if text[start:stop].strip():
        yield start, stop


def _repeats(text: str, start: int, end: int, book: _Book) -> Mark | None:
    """The sentence in these characters, where it is the handout's."""
    said = list(itertools.islice(words(text, start, end), LONGEST + 1))
    while said and _LABEL.match(text[said[0][1] : said[0][2]]):
        said = said[1:]
    if not SHORTEST <= len(said) <= LONGEST:
        return None
    stems = [_stem(word) for word, _, _ in said]
    last = text[start:end].rstrip(' \t\n"”’)]*_')[-1:]
    asks = last == "?" or (last == ":" and said[0][0] in _ASKS)
    if sum(stem in book.having for stem in stems) < (ASKED if asks else FILLED_IN) * len(stems):
        return None
    for sentence in _nearest(stems, book):
        shared = sum(stem in sentence.known for stem in stems)
        if sentence.hint:
            spans = _filled_in(said, stems, sentence) if shared >= FILLED_IN * len(sentence.stems) else ()
            if spans:
                return Mark(0, spans, frozenset())
            continue
        known = frozenset().union(*(book.vocabularies[label] for label in sentence.labels))
        about = asks and said[0][0] in _OPENS and sum(stem in known for stem in stems) >= ASKED * len(stems)
        common = len(_common(stems, sentence.stems)) if shared >= KNOWN * len(stems) else 0
        if not about and not _is_copy(stems, sentence, common, asks=asks):
            continue
        fresh = any(stem not in known for stem in stems if any(map(str.isdigit, stem)))
        if _is_answered(text, start, end, stems, sentence):
            return None
        if not fresh:
            sure = common >= SURE * max(len(stems), len(sentence.stems))
            return Mark(0, ((said[0][1], end),), sentence.labels if sure else frozenset())
    return None


def _is_copy(stems: Sequence[str], sentence: _Sentence, common: int, *, asks: bool) -> bool:
    """Whether they are the sentence's words in its order, but for a few; of a question all of it, or with its mark."""
    if common < (KNOWN if asks or len(stems) >= LONG else 1.0) * len(stems):
        return False
    return asks or not sentence.asks or (common >= KNOWN * len(sentence.stems) and stems[0] == sentence.stems[0])


def _filled_in(
    said: Sequence[tuple[str, int, int]], stems: Sequence[str], sentence: _Sentence
) -> tuple[tuple[int, int], ...]:
    """The words of an instruction into which an answer was written: "Write a whole number, such as 608"."""
    if not all(stem in stems[:5] for stem in sentence.stems[1:4]):
        return ()
    common = _common(stems, sentence.stems)
    if len(common) < FILLED_IN * len(sentence.stems):
        return ()
    if any(slot.answer.kind == "choice" for slot in sentence.slots):
        return ()
    return tuple(said[place][1:] for place in common)


def _is_answered(text: str, start: int, end: int, stems: Sequence[str], sentence: _Sentence) -> bool:
    """Whether an option that stands in the question is the answer: alone, marked, or left over."""
    for slot in sentence.slots:
        if slot.answer.kind != "choice":
            continue
        options = {_stem(word) for word, _, _ in words(slot.answer.hint.partition(":")[2])} & sentence.known
        if is_marked(text, start, end) or 0 < len(options & set(stems)) < len(options):
            return True
        try:
            slot.answer.read(text[start:end].strip(" \t\n>*_"))
        except Unreadable:
            continue
        return True
    return False


def _nearest(stems: Sequence[str], book: _Book) -> list[_Sentence]:
    counted: dict[int, int] = {}
    for stem in set(stems):
        for place in book.having.get(stem, ()):
            counted[place] = counted.get(place, 0) + 1
    ranked = sorted(counted, key=lambda place: (-counted[place] / len(book.sentences[place].stems) ** 0.5, place))
    return [book.sentences[place] for place in ranked[:NEAREST]]


def _common(one: Sequence[str], other: Sequence[str]) -> list[int]:
    """The places in `one` of the longest sequence of words that both have in the same order."""
    rows = [[0] * (len(other) + 1)]
    for word in one:
        above, row = rows[-1], [0]
        for place, wanted in enumerate(other):
            row.append(above[place] + 1 if word == wanted else max(above[place + 1], row[place]))
        rows.append(row)
    places = []
    line, place = len(one), len(other)
    while line and place:
        if one[line - 1] == other[place - 1]:
            line, place = line - 1, place - 1
            places.append(line)
        elif rows[line - 1][place] >= rows[line][place - 1]:
            line -= 1
        else:
            place -= 1
    return places[::-1]


def _stem(word: str) -> str:
    """The word without the endings of number and person.

    >>> [_stem(word) for word in ("slows", "weights", "initialisation", "28")]
    ['slow', 'weight', 'initial', '28']
    """
    return word if word[0].isdigit() else (word[:-1] if word.endswith("s") and len(word) > 3 else word)[:7]


@kept(8)
def _book(outline: Outline) -> _Book:
    found: dict[tuple[tuple[str, ...], bool, bool], list[Slot]] = {}
    vocabularies = {}
    for slot in outline.slots:
        hint = instruction(slot.answer)
        texts = [
            (text[start:end], False) for text in slot.prompt.split("\n\n") for start, end in _sentences(text, _END)
        ]
        for text, is_hint in (*texts, (hint, True)):
            stems = tuple(_stem(word) for word, _, _ in words(text))
            if SHORTEST <= len(stems) <= LONGEST:
                found.setdefault((stems, "?" in text, is_hint), []).append(slot)
        everything = f"{slot.title} {slot.prompt} {hint}"
        vocabularies[slot.label] = frozenset(_stem(word) for word, _, _ in words(everything))
    sentences = tuple(
        _Sentence(stems, frozenset(stems), tuple(slots), frozenset(slot.label for slot in slots), asks, hint)
        for (stems, asks, hint), slots in found.items()
    )
    having: dict[str, tuple[int, ...]] = {}
    for place, sentence in enumerate(sentences):
        for stem in set(sentence.stems):
            having[stem] = (*having.get(stem, ()), place)
    return _Book(sentences, having, vocabularies)
