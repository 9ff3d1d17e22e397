"""Networks in words: the weights and the bias of a unit, or of each unit in a clause of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from grader.networks.nets import MAX_TEXT, Net, Reading, one_unit, two_layers
from grader.patterns import lazily

_NUMBER = r"([-−+]?\s?\d{0,6}(?:\.\d{1,6}|/\d{1,4}|\d))"
_WEIGHTS = (
    re.compile(
        r"\bboth (?:of |the )?(?:input )?w(?:eigh)?ts?\s*(?:are|is|equal(?: to)?|set to|=|:|to|of|being)?\s*" + _NUMBER,
        re.I,
    ),
    re.compile(
        rf"\b(?:all|the two) weights?\s*(?:are|equal(?: to)?|set to|=|:|of)?\s*{_NUMBER}"
        r"(?!\s*(?:,|and|;)\s*[-−\d])",
        re.I,
    ),
    re.compile(
        rf"\bw(?:eigh)?ts?\s*(?:are|is|of|=|:|\()?\s*[\[({{$]*\s*{_NUMBER}\s*(?:,|;|and|,\s*and)\s*{_NUMBER}"
        r"(?!\s*(?:,|and)\s*[-−\d])",
        re.I,
    ),
)
_BIAS = lazily(rf"\bbias(?:es)?\s*(?:term\s*)?(?:is|are|of|=|:|equal(?: to)?|set to|to)?\s*\$?\s*{_NUMBER}", re.I)
_NO_BIAS = lazily(r"\b(?:no|zero|without (?:a |any )?)\s*bias", re.I)
_UNITS = lazily(
    r"\b(?:(first|second|third|1st|2nd|3rd)\s+(?:hidden\s+)?(?:unit|neuron|node|relu)|"
    r"(?:hidden\s+)?(?:unit|neuron|node)\s*#?\s*([123])|h_?\{?([123])\}?(?=\s*[:(])|(output)(?:\s+(?:unit|neuron|node|layer))?)\b",
    re.I,
)
_ORDER = {"first": 0, "1st": 0, "1": 0, "second": 1, "2nd": 1, "2": 1, "third": 2, "3rd": 2, "3": 2}


def said_bias(text: str) -> Fraction | None:
    """Return the bias that a text gives in words, None where it gives none."""
    found = _BIAS.search(text[:MAX_TEXT])
    if found:
        return _value(found[1])
    return Fraction(0) if _NO_BIAS.search(text[:MAX_TEXT]) else None


def _value(written: str) -> Fraction:
    return Fraction(written.replace("−", "-").replace(" ", "").lstrip("+"))


def _said_weights(text: str) -> tuple[Fraction, Fraction] | None:
    for pattern in _WEIGHTS:
        found = pattern.search(text)
        if found:
            values = [_value(value) for value in found.groups()]
            return values[0], values[-1]
    return None


def prose(text: str) -> Iterator[Reading]:
    """One unit in words; or each unit of two layers in a clause of its own."""
    text = text[:MAX_TEXT]
    marks = list(_UNITS.finditer(text))
    clauses: dict[int, str] = {}
    for place, mark in enumerate(marks):
        stop = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        which = -1 if mark[4] else _ORDER[next(filter(None, mark.groups())).casefold()]
        if _said_weights(text[mark.end() : stop]):
            if which in clauses:
                return
            clauses[which] = text[mark.end() : stop]
    if {0, 1, -1} == set(clauses):
        net = _clausal(clauses, text)
        if net is not None:
            yield net, (marks[0].start(), len(text.rstrip())), 0.88
        return
    weights = _said_weights(text)
    if clauses.keys() - {-1} or weights is None or len(_WEIGHT_WORD.findall(text)) > 3:
        return
    bias = said_bias(text)
    start = next(found.start() for pattern in _WEIGHTS if (found := pattern.search(text)))
    yield one_unit(*weights, bias, text), (start, len(text.rstrip())), 0.88 if bias is not None else 0.7


_WEIGHT_WORD = lazily(r"\bweights?\b", re.I)


def _clausal(clauses: Mapping[int, str], text: str) -> Net | None:
    grid, offsets = [], []
    for which in (0, 1):
        weights = _said_weights(clauses[which])
        if weights is None:
            return None
        grid.append(weights)
        offsets.append(said_bias(clauses[which]))
    out = _said_weights(clauses[-1])
    if out is None:
        return None
    said = None not in offsets
    biases = tuple(offset or Fraction(0) for offset in offsets)
    last = said_bias(clauses[-1])
    return two_layers(tuple(grid), biases, out, (last or Fraction(0),), said, text)
