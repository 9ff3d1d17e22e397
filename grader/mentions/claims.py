"""Several amounts in one answer, each claimed for a name: "for β = 0.9 it is 10", a row per name, or in order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from grader.mentions.reading import HEDGED, Read, asked_of, givens_of, weighed_readings
from grader.mentions.signals import SIGNALS, Place, hedged
from grader.model.answers import Answer, Candidate, Unreadable
from grader.model.documents import Segment
from grader.text import Text, text_of

IN_ORDER = 0.85
"""Probability that as many results as are asked for stand in the order asked for."""

NEARBY = 240
"""Characters before an amount in which the name that it belongs to is looked for."""

_ORDINALS = (
    ("first", "1st", "former"),
    ("second", "2nd", "latter"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
)
_NO_RESULT = ("given", "reference", "code", "other_unit", "denied", "earlier", "retracted", "aside", "part", "supposed")


class Claimed(NamedTuple):
    """A part of an answer. cues : words that tell it from the others."""

    name: str
    cues: tuple[str, ...]
    kind: Read
    optional: bool = False


def claimed(segment: Segment, parts: Sequence[Claimed], *, series: bool = False) -> list[list[Candidate[Any]]]:
    """Return for each part the readings of it, the likeliest first; empty lists where none was found.

    The parts are of one kind. series : they go by their names alone, and none is computed from another.
    """
    text = text_of(segment, whole=all(part.kind.whole for part in parts))
    givens = givens_of(segment.prompt)
    cues = [(*part.cues, part.name) for part in parts]
    found = parts[0].kind.mentions(text)
    found = [each for each in found if not text.is_code(each.start)] or found
    if series:
        found = _outside_names(text, found, cues)
    else:
        cues = [(*words, *more) for words, more in itertools.zip_longest(cues, _ORDINALS[: len(cues)], fillvalue=())]
    used: set[int] = set()
    owners = [_owner(text, found, place, cues, used) for place in range(len(found))]
    if series:
        owners = _of_paragraph(text, found, owners)
        found = list(_each_its_own(found, owners))
    results: list[list[Candidate[Any]]] = []
    for number, part in enumerate(parts):
        mine = [each for each, owner in zip(found, owners, strict=True) if owner == number]
        kind = part.kind
        asked = asked_of(kind, segment)
        asked = asked._replace(names=(*asked.names, *cues[number]))
        readings = weighed_readings(text, mine, asked, givens, kind.made, kind.same, claim=True) if mine else ()
        results.append(sorted(readings, key=lambda each: -each.confidence))
    if any(not mine for mine, part in zip(results, parts, strict=True) if not part.optional):
        if series and 0 < sum(bool(cue_pattern(words).search(text.text)) for words in cues) < len(parts):
            return results
        steps = (False, True) if series else (False,)
        return next(filter(None, (_in_order(text, found, parts, segment, steps=each) for each in steps)), results)
    return results


def _outside_names(text: Text, found: Sequence[Any], cues: Sequence[tuple[str, ...]]) -> list[Any]:
    """Return the mentions that are no part of a name: the 16 of VGG-16 is no amount."""
    marks = [mark for words in cues for mark in cue_pattern(words).finditer(text.text)]
    named = [mark.span() for mark in marks if _LETTER.search(mark[0])]
    return [each for each in found if not any(start <= each.at < end for start, end in named)]


def _of_paragraph(text: Text, found: Sequence[Any], owners: Sequence[int | None]) -> list[int | None]:
    """Return whose each mention is; one a paragraph behind a name's figure is its own only where it is computed."""
    mine = list(owners)
    for place in range(1, len(found)):
        between = text.text[found[place - 1].end : found[place].start]
        if owners[place] == owners[place - 1] and re.search(r"\n\s*\n", between) and not found[place].closed:
            mine[place] = owners[place] if found[place].operands else None
    return mine


def _each_its_own(found: Sequence[Any], owners: Sequence[int | None]) -> Iterator[Any]:
    """Return the mentions; one that stands alone behind a name is no step, though others happen to add up to it."""
    for place, mention in enumerate(found):
        around = [owners[other] for other in (place - 1, place + 1) if 0 <= other < len(found)]
        yield mention._replace(step=False) if owners[place] is not None and owners[place] not in around else mention


def _owner(text: Text, found: Sequence[Any], place: int, cues: Sequence[Sequence[str]], used: set[int]) -> int | None:
    """Return the part whose cue stands nearest to an amount: in its cell's heads, before it, or right behind it.

    used : where cues end that belong to an amount before them; this one's is added.
    """
    amount = found[place]
    cell = text.cell(amount.at)
    if cell is not None and (cell.row_head or cell.column_head):
        owner = _only_one(f"{cell.row_head} | {cell.column_head}", cues)
        if owner is not None:
            return owner
    start = max(0, amount.start - NEARBY)
    before = text.text[start : amount.at]
    nearest: tuple[int, int] | None = None
    for number, words in enumerate(cues):
        for mark in cue_pattern(tuple(words)).finditer(before):
            if start + mark.end() not in used and (nearest is None or mark.end() >= nearest[0]):
                nearest = mark.end(), number
    clause = text.clause(amount.start)
    following = next((other.start for other in found[place + 1 :] if other.start >= amount.end), len(text.text))
    behind = text.text[amount.end : max(min(clause.end, amount.end + 60, following), amount.end)]
    led = _FOR.match(behind)
    follows = _only_one(behind[led.end() :][:48], cues) if led else _only_one(_right_behind(behind), cues)
    apart = nearest is None or _is_taken(text, found, place, start + nearest[0]) or start + nearest[0] < clause.start
    if follows is not None and (apart or (led and nearest is not None and nearest[0] < len(before) - 12)):
        marks = (
            mark for words in cues for mark in cue_pattern(tuple(words)).finditer(text.text, amount.end, following)
        )
        used.update(mark.end() for mark in marks)
        return follows
    return None if nearest is None else nearest[1]


def _right_behind(behind: str) -> str:
    """Return the first word, where it is not that of another: "faster" is not "fast"."""
    found = _RIGHT_BEHIND.match(behind)
    return "" if found is None or _COMPARES.search(found[0]) else found[0]


_COMPARES = re.compile(r"(?:er|est|times)$", re.I)
_RIGHT_BEHIND = re.compile(r"(?:[\s,$`*_]*[^\W\d_]+s?(?![^\W\d_])){0,1}")
_FOR = re.compile(
    r"[\s$`*_]*(?:[^\W\d_]+ ){0,2}(?:for|as|with|at|if|when|\(|in|bei|für|para|con|pour|avec)\b[\s(]*", re.I
)


def _is_taken(text: Text, found: Sequence[Any], place: int, mark: int) -> bool:
    """Return whether another result stands between a cue and the amount."""
    return any(mark <= other.start < found[place].start and not other.step for other in found[:place])


def _only_one(said: str, cues: Sequence[Sequence[str]]) -> int | None:
    hits = [number for number, words in enumerate(cues) if cue_pattern(tuple(words)).search(said)]
    return hits[0] if len(hits) == 1 else None


_LETTER = re.compile(r"[^\W\d_]")
_ALIKE = {"A": "AАΑ", "B": "BВΒ", "C": "CС", "E": "EЕΕ", "H": "HНΗ", "K": "KКΚ", "M": "MМΜ"}
_ALIKE |= {"O": "OОΟ", "P": "PРΡ", "T": "TТΤ", "X": "XХΧ"}
"""Capitals of other scripts for which Latin ones are taken in print."""


@cache
def cue_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the words that name a part; a capital alone is a name, "A total" an article."""
    said = "|".join(map(_cue, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w.])(?:{said})(?!\.?\d)(?![^\W\d_]{{4,}})", re.I)


def _cue(word: str) -> str:
    if len(word) > 1 or not word.isupper():
        return re.escape(word)
    article = r"(?!\s+(?!(?:has|have|is|with|and|needs|gets|gives|und|hat|y|et)\b)[^\W\d_A-Z])"
    return rf"(?-i:[{_ALIKE.get(word, word)}](?!\w){article})"


def _in_order(
    text: Text, found: Sequence[Any], parts: Sequence[Claimed], segment: Segment, *, steps: bool = False
) -> list[list[Candidate[Any]]]:
    """Return one reading per part where as many results stand there as parts are asked for, in their order.

    steps : those that others add up to count, too.
    """
    asked, givens = asked_of(parts[0].kind, segment), givens_of(segment.prompt)
    results: list[tuple[Place, tuple[str, ...]]] = []
    for number, mention in enumerate(found):
        place = Place(text, found, number, asked, givens)
        held = tuple(name for name, row in SIGNALS.items() if row.holds(place))
        if (steps or not mention.step) and not any(name in held for name in _NO_RESULT) and "torn" not in held:
            results.append((place, held))
    wanted = [part for part in parts if not part.optional or len(results) == len(parts)]
    if len(results) != len(wanted):
        return []
    given: dict[str, Candidate[Any]] = {}
    for part, (place, held) in zip(wanted, results, strict=True):
        try:
            answer = part.kind.made(place.amount, place.unit)
        except Unreadable:
            return []
        gate = next((SIGNALS[name].says for name in held if SIGNALS[name].gate), "")
        bar = next((SIGNALS[name].says for name in held if SIGNALS[name].bar), HEDGED if hedged(text) else "")
        span = text.view.span(place.amount.start, place.amount.end)
        given[part.name] = Candidate(answer, span, IN_ORDER, "in the order asked for", ("in_order", *held), gate, bar)
    return [[given[part.name]] if part.name in given else [] for part in parts]


def together(
    parts: Mapping[str, bool], readings: Sequence[Sequence[Candidate[Any]]]
) -> list[Candidate[tuple[Any, ...]]]:
    """Return the readings of all parts as one of the whole; none where a part that has to be there was not found.

    parts : for each name, whether it may be left out.
    """
    chosen: list[Candidate[Any]] = []
    for (_, optional), mine in zip(parts.items(), readings, strict=True):
        if mine:
            chosen.append(mine[0])
        elif optional:
            chosen.append(Candidate(Answer(None), (0, 0), 1.0, "left out"))
        else:
            return []
    found = [_composed(chosen)]
    for place, mine in enumerate(readings):
        rival = next((each for each in mine[1:] if each.answer.value != mine[0].answer.value), None)
        if rival is not None:
            other = _composed([*chosen[:place], rival, *chosen[place + 1 :]])
            found.append(other._replace(confidence=rival.confidence))
    return found


def _composed(chosen: Sequence[Candidate[Any]]) -> Candidate[tuple[Any, ...]]:
    spans = [each.span for each in chosen if each.span != (0, 0)]
    answers = tuple(each.answer for each in chosen)
    weakest = min(chosen, key=lambda each: each.confidence)
    gate = next((each.gate for each in chosen if each.gate), "")
    bar = next((each.barred for each in chosen if each.barred), "")
    whole = Answer(
        tuple(answer.value for answer in answers),
        parts=answers,
        notes=tuple(note for answer in answers for note in answer.notes),
    )
    span = (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)
    signals = ("claims", *dict.fromkeys(name for each in chosen for name in each.signals))
    return Candidate(whole, span, weakest.confidence, weakest.evidence, signals, gate, bar)
