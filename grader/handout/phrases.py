"""Whole paragraphs of the handout in a document, word for word, and titles behind their labels."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from grader.handout.words import SHORTEST, Mark, bare, instruction, words
from grader.kept import kept
from grader.model.assignments import Outline, Slot

_SIGNS = re.compile(r"[^\w\n]*$", re.MULTILINE)

Words = tuple[str, ...]
Place = tuple[int, int, int]


class _Paragraph(NamedTuple):
    """A paragraph of the handout: its words and the sign that ends it, the questions that say it, is it a hint."""

    words: Words
    sign: str
    labels: frozenset[str]
    hint: bool


class _Printed(NamedTuple):
    """The handout's paragraphs by their letters, and its questions by their labels' letters."""

    paragraphs: Mapping[str, _Paragraph]
    slots: Mapping[str, Slot]


def passages(texts: Mapping[int, str], outline: Outline) -> Iterator[Mark]:
    """Where paragraphs of the handout stand in these blocks, however they are broken into lines and blocks."""
    printed = _printed(outline).paragraphs
    letters = {number: bare(text) for number, text in texts.items()}
    everything = "".join(letters.values())
    present = [said for key, said in printed.items() if key in everything]
    if not present:  # splitting a document into words takes as long as all of alignment
        return
    touched = _touched(letters, everything, (key for key, said in printed.items() if said in present))
    yield from _copied({n: text for n, text in texts.items() if n in touched}, present)


def headings(number: int, text: str, outline: Outline) -> Iterator[Mark]:
    """Where a heading says the title of the question whose label it bears."""
    said = list(words(text))
    slot = _printed(outline).slots.get(said[0][0]) if said else None
    if slot and len(said) > 1 and [word for word, _, _ in said[1:]] == [word for word, _, _ in words(slot.title)]:
        yield Mark(number, tuple((start, end) for _, start, end in said[1:]), frozenset({slot.label}))


@kept(8)
def _printed(outline: Outline) -> _Printed:
    labels: dict[str, set[str]] = {}
    hints = set()
    for slot in outline.slots:
        hints.add(instruction(slot.answer))
        for text in (*slot.prompt.split("\n\n"), instruction(slot.answer)):
            if text.count(" ") + 1 >= SHORTEST:
                labels.setdefault(text, set()).add(slot.label)
    paragraphs = {
        bare(text): _Paragraph(
            tuple(word for word, _, _ in words(text)), _last_sign(text), frozenset(asking), text in hints
        )
        for text, asking in labels.items()
    }
    return _Printed(paragraphs, {bare(slot.label): slot for slot in outline.slots})


def _touched(letters: Mapping[int, str], everything: str, said: Iterable[str]) -> set[int]:
    """The blocks in which a paragraph of the handout stands, or a part of it."""
    ends = list(itertools.accumulate(len(text) for text in letters.values()))
    numbers = list(letters)
    touched: set[int] = set()
    for paragraph in said:
        place = everything.find(paragraph)
        while place >= 0:
            first = bisect.bisect_right(ends, place)
            last = bisect.bisect_left(ends, place + len(paragraph))
            touched.update(numbers[first : last + 1])
            place = everything.find(paragraph, place + 1)
    return touched


def _copied(texts: Mapping[int, str], paragraphs: Sequence[_Paragraph]) -> Iterator[Mark]:
    said: list[str] = []
    places: list[Place] = []
    for number, text in texts.items():
        for word, start, end in words(text):
            said.append(word)
            places.append((number, start, end))
    for first, last, paragraph in _occurrences(said, paragraphs):
        for number in dict.fromkeys(place[0] for place in places[first:last]):
            spans = [(start, end) for other, start, end in places[first:last] if other == number]
            whole = (spans[0][0], _line_end(texts[number], spans[-1][1], paragraph.sign))
            yield Mark(number, (whole,), paragraph.labels, paragraph.hint)


def _last_sign(text: str) -> str:
    """The paragraph's last word where it has no letter, such as the "|." of "by commas or |."."""
    last = text.split()[-1]
    return "" if bare(last) else last


def _line_end(text: str, place: int, sign: str) -> int:
    """Behind the paragraph's own last sign, and those that follow on its line where nothing else does."""
    own = re.compile(rf"[\s>*_]*{re.escape(sign)}").match(text, place) if sign else None
    place = own.end() if own else place
    found = _SIGNS.match(text, place)
    return found.end() if found else place


def _occurrences(said: Sequence[str], paragraphs: Sequence[_Paragraph]) -> Iterator[tuple[int, int, _Paragraph]]:
    """The first word of each occurrence and the one behind it; where several begin alike, the longest."""
    known: dict[Words, list[_Paragraph]] = {}
    for paragraph in sorted(paragraphs, key=lambda each: -len(each.words)):
        if len(paragraph.words) >= SHORTEST:
            known.setdefault(paragraph.words[:SHORTEST], []).append(paragraph)
    place = 0
    while place < len(said):
        for paragraph in known.get(tuple(said[place : place + SHORTEST]), ()):
            stop = place + len(paragraph.words)
            if tuple(said[place:stop]) == paragraph.words:
                yield place, stop, paragraph
                place = stop
                break
        else:
            place += 1
