"""How students write down a small network: the readings of a text, each in one and the same form."""

from __future__ import annotations

import re

from grader.maths import scan
from grader.networks.dumps import dumps, tables
from grader.networks.formulas import formulas
from grader.networks.nets import MAX_TEXT, Net, Reading, Unit, shown
from grader.networks.prose import prose
from grader.networks.spelling import mixed, respelled
from grader.networks.weights import matrices, named
from grader.patterns import lazily

__all__ = ["Net", "Reading", "Unit", "readings", "shown"]


def readings(text: str) -> list[Reading]:
    """Return every network that a text gives in full, with its place and how sure that is."""
    text = respelled(text[:MAX_TEXT])
    stepped = _STEP.sub(lambda found: found[1] + "relu(".rjust(len(found[0]) - len(found[1])), text)
    places = [found.start() for found in _TIMES.finditer(stepped)]
    runs = [
        run._replace(start=_before(places, run.start), end=_before(places, run.end))
        for run in scan(_TIMES.sub("*", stepped), letters=True)
    ]
    found = [*formulas(runs, steps=stepped != text), *matrices(runs, text), *named(runs, text)]
    found += [*prose(text), *dumps(text), *tables(text)]
    torn = [run.start for run in runs if _TORN.match(text, run.end)]
    spoilt = mixed(text)
    kept = []
    for net, span, confidence in _distinct(found):
        whole = not spoilt and not any(span[0] <= start <= span[1] for start in torn)
        kept.append((net, span, confidence if whole else min(confidence, 0.5)))
    return kept


_TORN = lazily(
    r"[ \t]*(?:[-−+*/^·×][ \t]*)?(?:(?:\\(?:cdot|times)[ \t]*)?[a-zA-Z]_?\{?\d|"
    r"\\(?!text|q?quad|end|right|[Bb]ig|\w*arrow|to\b|newline)[a-zA-Z])"
)
"""Right behind a formula: it goes on with what could not be read."""


_TIMES = lazily(r"(?<=\d)(?=[xX][12](?!\d))")


def _before(places: list[int], position: int) -> int:
    """The position without the signs that were put in at these places."""
    for inserted, place in enumerate(places):
        if place + inserted >= position:
            return position - inserted
    return position - len(places)


_STEP = lazily(r"(^|[^\w\\])(?:step|heaviside|threshold|sgn|sign)\s*\(", re.I)


def _distinct(found: list[Reading]) -> list[Reading]:
    """Without those that another says more fully: with an activation, or with a bias."""
    kept: list[Reading] = []
    for reading in sorted(found, key=lambda each: -sum(bool(unit.activation) for unit in each[0].units)):
        if not any(_agrees(reading[0], other[0]) for other in kept):
            kept.append(reading)
    return kept


def _agrees(one: Net, other: Net) -> bool:
    return len(one.units) == len(other.units) and all(
        mine.weights == theirs.weights
        and (mine.bias == theirs.bias or not one.biases_said)
        and mine.activation in ("", theirs.activation)
        for mine, theirs in zip(one.units, other.units, strict=True)
    )
