"""A range of values: [0, 255], 0–255, from 0 to 255."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from grader.cues import before, is_alternative, is_denied, is_rough
from grader.maths import quantity
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

_NUMBER = r"[-−]?\d[\d,  ]{0,20}(?:\.\d+)?"
_LATEX = r"[`*]{0,2}(?:\$|\\[ ,;!]|\\,)?(?:\s*\((?:[^\W\d]|[ -]){3,20}\))?"
_RANGE = lazily(
    rf"(?P<open>[\[({{])?\s*(?P<low>{_NUMBER})\s*{_LATEX}\s*"
    r"(?P<mark>,\s*(?:\d+\s*,\s*){0,3}(?:\.{2,}|…|\\l?dots)\s*,|,|;|\.{2,}|…|\\(?:l|c)?dots|–|—|-|"
    r"\b(?:up )?to(?: and including)?\b|\band\b|\bthrough\b|"
    r"(?:<|≤|<=|\\leq?)\s*[^\W\d_]\w{0,2}\s*(?:<|≤|<=|\\leq?))"
    rf"\s*{_LATEX}\s*[`*]{{0,2}}(?P<high>{_NUMBER})\s*{_LATEX}\s*(?P<close>[\])}}])?"
)
_SAID = lazily(
    r"\b(?:range[sd]?|ranging|values?|between|from|interval|scale|intensit\w+|lies?|in)\b[^.;\n]{0,40}$", re.I
)
_NAMED_END = lazily(r"\b(?:min|max|black|white)", re.I)
_ENDS = lazily(
    rf"\bmin(?:imum|imal)?\b(?: value)?\W{{1,6}}(?:is |of )?(?P<low>{_NUMBER})\b.{{0,40}}?"
    rf"\bmax(?:imum|imal)?\b(?: value)?\W{{1,6}}(?:is |of )?(?P<high>{_NUMBER})"
    rf"|(?P<dark>{_NUMBER})\s+(?:means|is|=|for|being|represents|stands for)\s+(?:black|white)\b.{{0,40}}?"
    rf"(?P<light>{_NUMBER})\s+(?:(?:means|is|=|for|being|represents|stands for)\s+)?(?:white|black)\b",
    re.I | re.S,
)
_RIGHT_BEFORE = lazily(r"(?:^|[;:\n])[\s$]*$|\b(?:values?|ranges?|from|between|interval)\b[^.;\n\d]{0,12}$", re.I)
_EXTREMES = lazily(r"\bmin\b[^\n]{0,80}\bmax\b[^\n]{0,40}\n\s*$", re.I)


@dataclass(frozen=True)
class Interval:
    """The lowest and the highest value of a range; open and closed ends are not told apart."""

    of: str = "values"

    kind = "interval"

    @property
    def hint(self) -> str:
        """Two ways to write it."""
        return f"the range of the {self.of}, such as [2, 7] or “from 2 to 7”"

    def read(self, text: str) -> Answer[tuple[Fraction, Fraction]]:
        """The lowest and the highest value. Raises Unreadable."""
        found = [value for each in _RANGE.finditer(text[:2000]) if (value := _ends(each)) is not None]
        if len(set(found)) != 1:
            raise Unreadable(f"one range was expected: {self.hint}", (0, len(text)), text)
        return Answer(found[0])

    def find(self, segment: Segment) -> list[Candidate[tuple[Fraction, Fraction]]]:
        """Every range in the text, by its brackets and the words before it."""
        text = segment.text
        candidates = []
        for each in _RANGE.finditer(text):
            value = _ends(each)
            if value is None:
                continue
            start, end = each.span()
            said = _SAID.search(before(text, start))
            dash = each["mark"] == "-" and _RIGHT_BEFORE.search(text[max(0, start - 40) : start])
            worded = bool(dash) or not each["mark"].startswith((",", ";", "-"))
            bracketed = each["open"] is not None and each["close"] is not None
            confidence = 0.93 if said and (worded or bracketed) else 0.85 if worded or (said and bracketed) else 0.5
            if each["open"] == "(" and each["mark"].startswith(",") and not said:
                confidence = 0.3
            if _EXTREMES.search(text[max(0, start - 200) : start]):
                confidence = 0.93
            if is_rough(text, start):
                confidence = min(confidence, 0.6)
            if is_denied(text, start, end) or is_alternative(text, start, end):
                confidence = min(confidence, 0.45)
            candidates.append(Candidate(Answer(value), (start, end), confidence, "a range of values"))
        for each in _ENDS.finditer(text) if _NAMED_END.search(text) else ():
            value = _between(each["low"] or each["dark"], each["high"] or each["light"])
            if value is not None:
                candidates.append(Candidate(Answer(value), each.span(), 0.9, "both of its ends"))
        return candidates

    def match(self, given: Answer[tuple[Fraction, Fraction]], key: tuple[int | Fraction, int | Fraction]) -> Match:
        """Equal at both ends; says which end differs."""
        low, high = (mine == theirs for mine, theirs in zip(given.value, key, strict=True))
        if low and high:
            return Match(True)
        if low != high:
            return Match(False, f"The {'upper' if low else 'lower'} end of the range is not right.", "end")
        return Match(False, "This is not the range.", "different")

    def show(self, value: tuple[int | Fraction, int | Fraction]) -> str:
        """The ends in brackets."""
        return f"[{value[0]}, {value[1]}]"

    def overlap(self, key: tuple[int | Fraction, int | Fraction], other: tuple[int | Fraction, int | Fraction]) -> bool:
        """Whether both are the same range."""
        return tuple(key) == tuple(other)


def _ends(found: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    return _between(found["low"], found["high"])


def _between(*written: str) -> tuple[Fraction, Fraction] | None:
    try:
        low, high = (quantity(end.replace("−", "-").strip(" ,")).value for end in written)
    except Unreadable:
        return None
    ends = Fraction(low), Fraction(high)
    return ends if ends[0] < ends[1] else None
