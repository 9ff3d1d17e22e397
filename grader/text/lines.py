"""Line breaks that are none: of hard-wrapped paragraphs, and inside an expression."""

from __future__ import annotations

import itertools
import re

from grader.patterns import lazily
from grader.text.view import View

NARROWEST = 28
"""Columns of the narrowest paragraph that is taken for hard-wrapped."""

_OPEN_END = lazily(r"(?:[-+*/×·÷=≈~^,(\[{]|→|->|=>|\\times|\\cdot|\b(?:plus|minus|times|and|or|of|the|a|an|with|by|to|in|for|is|are|has|have|per|each|than|that|which|from|on|as|we|get|gives|und|der|die|das|mit|von|et|de|la|le|y|el|con|des|du|les|il|ist|sind|est|sont|es|son))[ ]*$", re.I)  # fmt: skip
_GOES_ON = lazily(r"[ ]*(?:[+*/×·÷](?![+*/])|=(?!=)|≈|→|->|=>|\)|plus\b|times\b|minus\b)[ ]*\S")
_ITEM = lazily(r"[ ]*(?:[^\W\d_][\w .()/#-]{0,30}[:=|]|\|)")
_RULE = lazily(r"[ ]*[-=_*~]{3,}[ ]*$")
_CODE = lazily(
    r"[ ]*(?:import |from \w+ import|def |class |for .+:$|print ?\(|[\w.\[\]]+ ?(?:[-+*/]?=)(?!=) ?[\w.\[({'\"-]|return\b|@|\w+\.\w+\(|with .+:$|if .+:$|#)"
)
_CELLS = re.compile(r"\S(?:[ ]{2,}|[ ]*\|[ ]*|\t)\S")


def join(view: View) -> None:
    """Take line breaks for spaces where the text goes on, character for character."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in view.text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    text = view.text
    widths = _widths(lines, text)
    joined: list[int] = []
    for number in range(len(lines) - 1):
        start, end = lines[number]
        above, below = text[start:end], text[end + 1 : lines[number + 1][1]]
        if not above.strip() or not below.strip() or _RULE.match(above) or _RULE.match(below):
            continue
        if _is_item(view, end + 1, below) or _CELLS.search(above.strip()) or _CELLS.search(below.strip()):
            continue
        if _goes_on(above, below, widths[number]):
            joined.append(end)
    if joined:
        letters = list(text)
        for place in joined:
            letters[place] = " "
        view.text = "".join(letters)
        view.joined = joined


def _is_item(view: View, start: int, line: str) -> bool:
    """Return whether the line was an item of a list."""
    first, last = (
        view.span(start, start + 1)[0],
        view.span(start + len(line) - len(line.lstrip()), start + len(line))[0],
    )
    return any(place in view.items for place in range(first, min(last, first + 40) + 1))


def _goes_on(above: str, below: str, width: int) -> bool:
    """Return whether the line below is the rest of the line above."""
    if _CODE.match(above) or _CODE.match(below):
        return False
    if _OPEN_END.search(above) and not (above.rstrip()[-1] in "=:" and _ITEM.match(below)):
        return not _ITEM.match(below) or above.rstrip()[-1] in "+-*/×·,(["
    if _GOES_ON.match(below):
        return True
    if above.rstrip()[-1] in ".:;?!" or _ITEM.match(below):
        return False
    first = below.split()[0]
    full = width >= NARROWEST and len(above.rstrip()) + 1 + len(first) > width
    return full and (first[0].islower() or first[0].isdigit() or first[0] in "(+-−×" or len(above.rstrip()) > 45)


def _widths(lines: list[tuple[int, int]], text: str) -> list[int]:
    """Return for each line the width of its paragraph, 0 where that was not wrapped at a width."""
    widths = [0] * len(lines)
    first = 0
    for number in range(len(lines) + 1):
        blank = number == len(lines) or not text[slice(*lines[number])].strip()
        if not blank:
            continue
        block = [text[slice(*lines[place])].rstrip() for place in range(first, number)]
        if len(block) > 1:
            width = max(map(len, block))
            wrapped = all(
                len(one) + 1 + len(two.split()[0]) > width or one[-1] in ".:;?!"
                for one, two in itertools.pairwise(block)
            )
            for place in range(first, number):
                widths[place] = width if wrapped else 0
        first = number + 1
    return widths
