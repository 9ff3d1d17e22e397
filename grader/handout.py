"""What the assignment itself says in a document: a question that was copied is no part of its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.model.answers import AnswerType
from grader.model.assignments import Outline, Slot
from grader.model.documents import Block, Document

_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[^\w\n]*$", re.MULTILINE)
_LEFT_OVER = re.compile(r"^[ \t>*_]+$", re.MULTILINE)
_SHORTEST = 4
"""Words: what is shorter may well be the student's own."""

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
    words: list[str] = []
    places: list[Place] = []
    for number, block in enumerate(document.blocks):
        if block.kind not in ("code", "output", "field"):
            for word, start, end in _words(block.text):
                words.append(word)
                places.append((number, start, end))
    blanks: dict[int, list[tuple[int, int]]] = {}
    for first, last in _occurrences(words, _phrases(outline)):
        for number in {place[0] for place in places[first:last]}:
            spans = [(start, end) for other, start, end in places[first:last] if other == number]
            blanks.setdefault(number, []).append((spans[0][0], _line_end(document.blocks[number].text, spans[-1][1])))
    for number, block in enumerate(document.blocks):
        if block.kind == "heading":
            blanks.setdefault(number, []).extend(_title(block, outline.slots))
    blocks = [
        replace(block, text=_blanked(block.text, blanks[number])) if blanks.get(number) else block
        for number, block in enumerate(document.blocks)
    ]
    return replace(document, blocks=tuple(block for block in blocks if block.text.strip()))


def _line_end(text: str, place: int) -> int:
    """Behind the signs that follow a place on its line, where nothing else does."""
    found = _SIGNS.match(text, place)
    return found.end() if found else place


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _WORD.finditer(text):
        word = _bare(found[0])
        if word:
            yield word, *found.span()


def _bare(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()


def _phrases(outline: Outline) -> dict[Words, list[Words]]:
    """The paragraphs of the handout by their first words, the longest first."""
    known: dict[Words, set[Words]] = {}
    for slot in outline.slots:
        for paragraph in (*slot.prompt.split("\n\n"), instruction(slot.answer)):
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


def _title(block: Block, slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """Where the heading says the title of the question whose label it bears."""
    words = list(_words(block.text))
    for slot in slots:
        title = [word for word, _, _ in _words(slot.title)]
        if words and words[0][0] == _bare(slot.label) and [word for word, _, _ in words[1:]] == title:
            return [(start, end) for _, start, end in words[1:]]
    return []


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in place of the spans, and of quotation marks that are left alone on a line."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = [" " if character != "\n" else "\n" for character in kept[start:end]]
    return _LEFT_OVER.sub(lambda found: " " * len(found[0]), "".join(kept))
