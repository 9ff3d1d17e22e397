"""How a figure stands in its sentence: asserted, or as a bound, an example, or what was tried before."""

from __future__ import annotations

import re

from grader.patterns import lazily

_ASIDE = lazily(
    r"(?<!\w)(?:first(?!\s(?:network|model|layer))|before|earlier|previous\w*|initial\w*|instead|without|tried|"
    r"zuerst|vorher|anfangs|erst|statt|d'abord|avant|antes|al principio|sans|best|highest|maximum|baseline)(?!\w)",
    re.I,
)
_BOUND = lazily(
    r"(?:≥|>=|\\geq?|(?<![-=])>|<|≤|(?<!\w)(?:at least|at most|no less than|above|over|below|under|than|should(?: be)?|"
    r"must(?: be)?|required?|asked(?: for)?|target|threshold|goal|needed|needs?|limit|expected|mindestens|"
    r"wenigstens|über|unter|"
    r"au moins|al menos|por encima del?|not (?:\w{1,12} )?reach|such as|for example|e\.g\.|z\. ?B\.))"
    r"(?:\W|(?:the|of|a|is)(?!\w)){0,12}$"
    r"|such as\W{1,3}[\w ]{0,30}:?\s?$",
    re.I,
)
_MISSED = lazily(
    r"\s?%?\s(?:that |which )?(?:is |was )?(?:out of reach|asked|required|not reached|se pide|gefordert)", re.I
)


def _clause(line: str, place: int) -> str:
    """The clause of a line around a place."""
    marks = [found.end() for found in re.finditer(r"[;!?]\s|\.\s|\s\(|\)\s|,\s(?:but|so|then|aber|mais|pero)\s", line)]
    start = max((mark for mark in marks if mark <= place), default=0)
    return line[start : min((mark for mark in marks if mark > place), default=len(line))]


def is_sentence(line: str) -> bool:
    """Whether the words of a line outnumber what a log prints."""
    words = re.findall(r"(?<![\w=_/])[a-zäöüéèáíóúñ]{2,}(?![\w=_/:])", line, re.I)
    return len(words) >= 6 or bool(re.search(r"\b(?:is|was|were|are|ist|war|beträgt|est|es|got|reached?)\b", line))


def asserted(line: str, start: int, end: int) -> bool:
    """Return whether the figure that stands at start…end of a line is given as a result.

    >>> asserted("It must be at least 0.98", 20, 24), asserted("It is 0.98", 6, 10)
    (False, True)
    """
    if _ASIDE.search(_clause(line, start)) or _BOUND.search(line[max(start - 60, 0) : start]):
        return False
    return not _MISSED.match(line[end : end + 60])
