"""Spellings of weights that mathematics does not read, put into ones that it does; every character keeps its place."""

from __future__ import annotations

import re

from grader.patterns import lazily

_EXAMPLE = lazily(r"such as\s(?:(?:,?\sor\s)?“[^”\n]{0,80}”){1,3}")
_COLON = lazily(r"^(?P<name>[ \t]*(?:[-*+•][ \t]+)?[WwbBVvUuc]_?\{?\d{0,2}\}?[ \t]*):(?=[ \t]*[-−\[({\d.])", re.M)
_PAIR = lazily(r"\(\s?[-−]?\d{1,3}[.,]\d{1,4}\s?;\s?[-−]?\d{1,3}[.,]\d{1,4}\s?\)")
_COMMA = lazily(
    r"(?:[=+*·×]\s?[-−]?|[\w)\]]\s?[-−]\s?)\d{1,3},\d{1,4}(?![\d,])"
    r"|\(\s?[-−]?\d{1,3},\d{1,4}(?=\s?[*·×a-zA-Z])"
)
_NESTED = lazily(r"\((?:\s?\([-−\d.,/ ]{1,40}\)\s?,?){2,4}\)")
_POINT = lazily(r"\d\.\d")


def respelled(text: str) -> str:
    """Return the text without examples, with decimal commas as points and “W1: …” as “W1= …”.

    A comma is a decimal one only behind an operator, and where no number has a point: (1,1) is a pair.

    >>> respelled("y = 0,5*h1 + 0,5*h2"), respelled("w = (1,1)")
    ('y = 0.5*h1 + 0.5*h2', 'w = (1,1)')
    """
    text = _EXAMPLE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    text = _COLON.sub(r"\g<name>=", text)
    text = _NESTED.sub(lambda found: found[0].replace("(", "[").replace(")", "]"), text)
    pointed = _POINT.search(text)  # "1.5 and 0,5": see mixed
    text = _PAIR.sub(lambda found: re.sub(r"(?<=\d),(?=\d)", ".", found[0]).replace(";", ","), text)
    if pointed:
        return text
    return _COMMA.sub(lambda found: found[0].replace(",", "."), text)


def mixed(text: str) -> bool:
    """Return whether a respelled text still has decimal commas, for it has decimal points as well.

    >>> mixed("y = 1.5*h1 + 0,5*h2"), mixed("w = (1,1), b = 0.5")
    (True, False)
    """
    return bool(_COMMA.search(text))
