"""What the words around a piece of mathematics say of it: a result, a comparison, a doubt.

Everything here looks at text and positions only; it knows neither questions nor keys. Windows are bounded, so that
time stays linear in the text.
"""

from __future__ import annotations

import re

from grader.patterns import lazily

WINDOW = 90
"""How many characters before and after a run are looked at."""

_APART = lazily(r",\s|\bbut\b|\brather\b|[()]")
_DENIED = lazily(r"\b(?:not|never|cannot|instead of|isn.?t|aren.?t|wasn.?t|don.?t|doesn.?t|won.?t|can.?t)\b", re.I)
_DENIED_BEHIND = lazily(
    r"(?:(?!\b(?:as|because|since|so|where|which|that|when|if)\b)[^.;(]){0,30}?"
    r"\b(?:not|never|cannot|isn.?t|aren.?t|wasn.?t|don.?t|doesn.?t|won.?t|can.?t)\b",
    re.I,
)
_RESULT = lazily(
    r"(?:\b(?:thus|therefore|hence|so|finally|that is|in other words|"
    r"total|totals?|in all|altogether|answer|result|overall|becomes?|gives?|"
    r"makes?|yields?|obtain|get|equals?)\b|\bi\.\s?e\.,?|[=→⇒∴:]|->|=>|\\(?:to|rightarrow|Rightarrow|therefore|implies)\b|\\boxed\s*\{)"
    r"[^.;\n]{0,25}$",
    re.I,
)
_MARKED = lazily(r"(?:\*\*|__|\\boxed\s*\{|\\mathbf\s*\{|\\underline\s*\{)[\s$]*$")
_OR_ELSE = lazily(r"(?:^|[.;!?\n])\s*(?:or|or else|alternatively)\W{0,3}$", re.I)
_EITHER = lazily(r"^(?:\W{0,4}(?:/|vs\.?|versus)|[^.;\n\d]{0,30}\bor)\W{0,4}\d", re.I)
_EITHER_BEFORE = lazily(r"\d(?:[^.;\n\d]{0,30}\bor|\W{0,4}(?:vs\.?|versus))\W{0,4}$", re.I)
_TAKEN_BACK = lazily(
    r"\b(?:edit|update|corrected|actually|i forgot|wait|oops|sorry|scratch that|correction|no,|"
    r"(?:that|this|which) (?:is|was) (?:wrong|incorrect|a mistake)|"
    r"(?:is|was) (?:wrong|incorrect)|i made a mistake|should (?:instead )?(?:be|read|have been)\s+\W?\d)",
    re.I,
)
_CLAUSE = lazily(r"[.;!?](?=\s|$)|\n|, (?:but|while|whereas|since|because|so)\b|, (?=not\b)")


def before(text: str, start: int) -> str:
    """The clause up to `start`, at most WINDOW characters of it."""
    window = text[max(0, start - WINDOW) : start]
    cut = max((found.end() for found in _CLAUSE.finditer(window)), default=0)
    return window[cut:]


def after(text: str, end: int) -> str:
    """The clause from `end` on, at most WINDOW characters of it."""
    window = text[end : end + WINDOW]
    found = _CLAUSE.search(window)
    return window[: found.start()] if found else window


def line_of(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands on the same line before and after the span."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return text[max(begin, start - 400) : start], text[end : stop if stop >= 0 else len(text)][:400]


def alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but marks of layout stands on the span's line."""
    left, right = line_of(text, start, end)
    return not re.search(
        r"[^\W_]", re.sub(r"\\(?:boxed|mathbf|text|sim|approx|therefore|implies|quad)\b|\\[\[(\])]", "", left + right)
    )


def is_result(text: str, start: int) -> bool:
    """Whether the words or signs just before announce a result."""
    return bool(_RESULT.search(text[max(0, start - WINDOW) : start]))


def is_marked(text: str, start: int) -> bool:
    """Whether it is bold, boxed or underlined."""
    return bool(_MARKED.search(text[max(0, start - 20) : start]))


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether its clause denies it: "not 600", "600 is not enough"."""
    said = _APART.split(before(text, start))[-1]
    return bool(_DENIED.search(said) or _DENIED_BEHIND.match(after(text, end)[:60]))


def is_alternative(text: str, start: int, end: int) -> bool:
    """Whether it is one of two on offer: "28 or 32"."""
    if _OR_ELSE.search(text[max(0, start - 12) : start]):
        return True
    return bool(_EITHER.search(text[end : end + 45]) or _EITHER_BEFORE.search(text[max(0, start - 45) : start]))


def is_taken_back(text: str, end: int) -> bool:
    """Whether the words that follow take it back: "wait, that is wrong"."""
    return bool(_TAKEN_BACK.search(text[end : end + WINDOW]))
