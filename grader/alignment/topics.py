"""Which lines of a text speak of which question, where several questions share the text: by names in their titles.

"With Xavier initialisation the variance is 1/n, He initialisation takes 2/n": each formula belongs to one question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.model.assignments import Slot
from grader.patterns import lazily

_WORD = lazily(r"[^\W\d_]+")
_MATHS = lazily(r"\$\$.*?\$\$|\$[^$\n]*\$|\\\[.*?\\\]|\\\(.*?\\\)", re.S)
_CLAUSE = lazily(r"(?:[.;!?,]\s|\n|\b(?:and|while|whereas|but|und|y|et)\s)\s*")
MAX_TEXT = 20_000
_SHORT = 4
"""A name of fewer letters counts only before the title's next word: "He initialisation", not "he"."""
_STEM = 6


def shares(text: str, slots: Sequence[Slot]) -> dict[str, tuple[int, int]]:
    """The characters of the text that speak of each question; without those of which that can't be told.

    A share runs from the beginning of the clause with the question's name to that with another's. A clause with
    two names is nobody's, and a question spoken of in two places has no share.

    >>> from types import SimpleNamespace
    >>> slots = [SimpleNamespace(label="a", title="Speed of Adam"), SimpleNamespace(label="b", title="Speed of SGD")]
    >>> shares("Adam takes 3 hours, SGD takes 5.", slots)
    {'a': (0, 20), 'b': (20, 32)}
    """
    patterns = _patterns(slots) if len(text) <= MAX_TEXT else {}
    if not patterns:
        return {}
    starts = _clauses(text)
    owners: list[set[str]] = [set() for _ in starts]
    for label, pattern in patterns.items():
        for found in pattern.finditer(text):
            owners[_clause(starts, found.start())].add(label)
    regions: list[tuple[str, int, int]] = []
    for number, said in enumerate(owners):
        if not said:
            continue
        name = min(said) if len(said) == 1 else ""
        if regions and regions[-1][0] == name:
            continue
        if regions:
            regions[-1] = (*regions[-1][:2], starts[number])
        regions.append((name, starts[number], len(text)))
    names = [name for name, _, _ in regions]
    if "" in names:
        return {}
    return {name: (start, end) for name, start, end in regions if names.count(name) == 1}


def _patterns(slots: Sequence[Slot]) -> dict[str, re.Pattern[str]]:
    """For each question what only its own title says; empty where one of them has no word of its own."""
    words = {slot.label: _WORD.findall(slot.title) for slot in slots}
    patterns = {}
    for label, own in words.items():
        others = {word.casefold() for other, theirs in words.items() if other != label for word in theirs}
        forms = [
            form
            for place, word in enumerate(own)
            if word.casefold() not in others
            and (form := _form(word if place else word.lower(), own[place + 1 : place + 2]))
        ]
        if not forms:
            return {}
        patterns[label] = re.compile("|".join(forms))
    return patterns


def _form(word: str, following: list[str]) -> str:
    name = word[0].isupper()
    if len(word) >= _SHORT:
        return rf"\b{word}" if name else rf"\b(?i:{word[:_STEM]})"
    if not name:
        return ""
    if len(word) > 1 and word.isupper():
        return rf"\b{word}\b"
    return rf"\b{word}\s+(?i:{following[0][:_SHORT]})" if following else ""


def _clauses(text: str) -> list[int]:
    maths = [found.span() for found in _MATHS.finditer(text)]
    starts = [0]
    for found in _CLAUSE.finditer(text):
        while maths and maths[0][1] <= found.start():
            maths.pop(0)
        if maths and maths[0][0] < found.start():
            continue
        starts.append(found.start() if found[0][:1].isalpha() else found.end())
    return starts


def _clause(starts: list[int], place: int) -> int:
    import bisect

    return bisect.bisect_right(starts, place) - 1
