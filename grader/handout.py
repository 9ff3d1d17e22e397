"""What the assignment itself says in a document: a question that was copied is no part of its answer."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.kept import kept
from grader.model.answers import AnswerType
from grader.model.assignments import Outline, Slot
from grader.model.documents import Block, Document

_WORD = re.compile(r"\S+")
_NO_LETTER = re.compile(r"[\W_]+")
_SIGNS = re.compile(r"[^\w\n]*$", re.MULTILINE)
_LEFT_OVER = re.compile(r"^[ \t>*_]+$", re.MULTILINE)
_SHORTEST = 4
"""Words: what is shorter may well be the student's own."""

_NEVER_COPIED = ("code", "output", "field")

Words = tuple[str, ...]
Place = tuple[int, int, int]


def instruction(answer: AnswerType[object, object]) -> str:
    """How to write an answer, as it stands on an answer sheet."""
    return f"Write {answer.hint}."


def without_handout(document: Document, outline: Outline) -> Document:
    """The document with the prompts and instructions of its assignment blanked out, every character in its place.

    Only whole paragraphs of a prompt go, however they are broken into lines, quoted or emphasised; and the title of a
    question behind its label in a heading.
    """
    texts = {n: block.text for n, block in enumerate(document.blocks) if block.kind not in _NEVER_COPIED}
    blanks: dict[int, list[tuple[int, int]]] = {}
    printed, titles = _printed(outline)
    bare = {n: _bare(text) for n, text in texts.items()}
    everything = "".join(bare.values())
    present = {paragraph: said for paragraph, said in printed.items() if said in everything}
    if present:  # splitting a document into words takes as long as all of alignment
        touched = _touched(bare, everything, present.values())
        for number, start, end in _copied({n: text for n, text in texts.items() if n in touched}, list(present)):
            blanks.setdefault(number, []).append((start, end))
    for number, block in enumerate(document.blocks):
        if block.kind == "heading":
            blanks.setdefault(number, []).extend(_title(block, titles))
    blocks = [
        block._replace(text=_blanked(block.text, blanks[number])) if blanks.get(number) else block
        for number, block in enumerate(document.blocks)
    ]
    return document._replace(blocks=tuple(block for block in blocks if block.text.strip()))


def _line_end(text: str, place: int) -> int:
    """Behind the signs that follow a place on its line, where nothing else does."""
    found = _SIGNS.match(text, place)
    return found.end() if found else place


@kept(8)
def _printed(outline: Outline) -> tuple[dict[str, str], dict[str, Slot]]:
    """The handout's paragraphs with their letters, and the questions by their labels' letters."""
    printed = {paragraph: _bare(paragraph) for paragraph in _paragraphs(outline)}
    return printed, {_bare(slot.label): slot for slot in outline.slots}


def _touched(bare: Mapping[int, str], everything: str, said: Iterable[str]) -> set[int]:
    """The blocks in which a paragraph of the handout stands, or a part of it."""
    ends = list(itertools.accumulate(len(text) for text in bare.values()))
    numbers = list(bare)
    touched: set[int] = set()
    for paragraph in said:
        place = everything.find(paragraph)
        while place >= 0:
            first = bisect.bisect_right(ends, place)
            last = bisect.bisect_left(ends, place + len(paragraph))
            touched.update(numbers[first : last + 1])
            place = everything.find(paragraph, place + 1)
    return touched


def _paragraphs(outline: Outline) -> list[str]:
    """What the handout says, paragraph by paragraph; what is too short may be anybody's."""
    said = dict.fromkeys(
        paragraph for slot in outline.slots for paragraph in (*slot.prompt.split("\n\n"), instruction(slot.answer))
    )
    return [paragraph for paragraph in said if paragraph.count(" ") + 1 >= _SHORTEST]


def _copied(texts: Mapping[int, str], paragraphs: Sequence[str]) -> Iterator[Place]:
    """Where these paragraphs stand: the number of the block, and the characters."""
    words: list[str] = []
    places: list[Place] = []
    for number, text in texts.items():
        for word, start, end in _words(text):
            words.append(word)
            places.append((number, start, end))
    for first, last in _occurrences(words, _phrases(paragraphs)):
        for number in dict.fromkeys(place[0] for place in places[first:last]):
            spans = [(start, end) for other, start, end in places[first:last] if other == number]
            yield number, spans[0][0], _line_end(texts[number], spans[-1][1])


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _WORD.finditer(text):
        word = _bare(found[0])
        if word:
            yield word, *found.span()


def _bare(word: str) -> str:
    return _NO_LETTER.sub("", word).casefold()


def _phrases(paragraphs: Sequence[str]) -> dict[Words, list[Words]]:
    """The words of each paragraph by its first ones, the longest first."""
    known: dict[Words, set[Words]] = {}
    for paragraph in paragraphs:
        words = tuple(word for word, _, _ in _words(paragraph))
        if len(words) >= _SHORTEST:
            known.setdefault(words[:_SHORTEST], set()).add(words)
    return {start: sorted(phrases, key=len, reverse=True) for start, phrases in known.items()}


def _occurrences(words: Sequence[str], phrases: dict[Words, list[Words]]) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(words):
        for phrase in phrases.get(tuple(words[place : place + _SHORTEST]), ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                yield place, place + len(phrase)
                place += len(phrase)
                break
        else:
            place += 1


def _title(block: Block, slots: Mapping[str, Slot]) -> list[tuple[int, int]]:
    """Where the heading says the title of the question whose label it bears."""
    words = list(_words(block.text))
    slot = slots.get(words[0][0]) if words else None
    if slot is None or [word for word, _, _ in words[1:]] != [word for word, _, _ in _words(slot.title)]:
        return []
    return [(start, end) for _, start, end in words[1:]]


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in place of the spans, and of quotation marks that are left alone on a line."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = [" " if character != "\n" else "\n" for character in kept[start:end]]
    return _LEFT_OVER.sub(lambda found: " " * len(found[0]), "".join(kept))
