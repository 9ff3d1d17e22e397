"""Words as they are compared with the handout's, and the places where these stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.model.answers import AnswerType

SHORTEST = 4
"""Words: what is shorter may well be the student's own."""

_WORD = re.compile(r"[^\s\-–—]+")
_EMPHASIS = re.compile(r"\*\*|__|<u>|\\underline|\\textbf|\[[xX✓✔]\]|[☑☒✓✔]")
_NO_LETTER = re.compile(r"[\W_]+")


class Mark(NamedTuple):
    """Words of the handout in a text.

    block : the number of the block. spans : the characters in it. labels : the questions that say so, where that is
    plain. hint : they are a whole instruction.
    """

    block: int
    spans: tuple[tuple[int, int], ...]
    labels: frozenset[str]
    hint: bool = False


def instruction(answer: AnswerType[object, object]) -> str:
    """How to write an answer, as it stands on an answer sheet."""
    return f"Write {answer.hint}."


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """(letters and digits, start, end) of each word; marks of layout alone are none."""
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        word = bare(found[0])
        if word:
            yield word, *found.span()


def is_marked(text: str, start: int, end: int) -> bool:
    """Whether something within these characters is emphasised or ticked: one of the options in a question, perhaps."""
    return bool(_EMPHASIS.search(text[start:end].strip(" \t\n>*_")))


def bare(text: str) -> str:
    """The letters and digits of a text.

    >>> bare("Output shape (3.B.ii)")
    'outputshape3bii'
    """
    return _NO_LETTER.sub("", text).casefold()
