"""Grids as readings of an answer of several in order: each with its signals, its gates and its probability."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from grader.mentions.grid_signals import GRID_SIGNALS, Spot, place
from grader.mentions.grids import Grid, Grids, Rows, core, given_grids, grids, tells, told, turned
from grader.mentions.reading import HEDGED
from grader.mentions.signals import hedged
from grader.mentions.weighing import weighed, weights
from grader.model.answers import Answer, Candidate
from grader.model.documents import Segment
from grader.patterns import lazily
from grader.text import Text, text_of

COMPETES = 0.08
"""A sequence that is this share as likely as the likeliest, and says otherwise, leaves both to a person."""

Value = tuple[Rows, ...]

FEWER, MORE = "fewer matrices were read than are asked for", "more matrices stand there than are asked for"
TORN = "some of its numbers could not be read as a matrix"
AMBIGUOUS = "its commas can be read in two ways"


class Option(NamedTuple):
    """Grids that may be the answer. value : what they say, one entry per matrix asked for. held : what it took."""

    members: tuple[Grid, ...]
    value: Value
    held: str = "whole"


def grid_readings(segment: Segment, count: int, example: str) -> list[Candidate[Value]]:
    """Return the grids of a segment that may be the `count` ones asked for, in order, each with its probability.

    example : how the question says that matrices are written; its own are not the answer.
    """
    seen = grids(segment.text)
    if not seen.found and not tells(seen.view.text):
        return []
    text = text_of(segment)
    given = given_grids(segment.prompt) | given_grids(example)
    mine = [grid for grid in seen.found if not _is_given(grid.rows, given)]
    mine = mine or list(told(text.text, lambda said: _filled(text, said)))
    said = _without_grids(text, seen, mine)
    options = _unscaled(_options(text, seen, mine, count, said))
    if not options:
        return []
    spots = [Spot(text, seen, each.members, [grid for grid in mine if grid not in each.members]) for each in options]
    torn = any(not _is_inside(span, seen) for span in seen.torn)
    held = [_held(option, spot, torn) for option, spot in zip(options, spots, strict=True)]
    doubts = hedged(text)
    shares = weighed([each.value for each in options], held, frozenset({"hedged"} if doubts else ()), _same, "grid")
    rivals = [
        (each.value, share) for each, names, share in zip(options, held, shares, strict=True) if not names & _DISMISSED
    ]
    return [
        Candidate(
            Answer(option.value),
            seen.view.span(option.members[0].start, option.members[-1].end)
            if not option.members[0].told
            else text.view.span(spot.start, spot.end),
            share,
            _decisive(names),
            tuple(sorted(names)),
            _gate(option, share, names, rivals),
            _bar(names, doubts),
        )
        for option, spot, names, share in zip(options, spots, held, shares, strict=True)
    ]


def _same(one: Value, other: Value) -> bool:
    return one == other


def _is_given(rows: Rows, given: frozenset[Rows]) -> bool:
    """Return whether the question gives a grid: as it is, turned, or with zeros around it."""
    if rows in given or turned(rows) in given:
        return True
    inner = core(rows)
    return inner != rows and len(inner) > 1 and any(core(each) == inner and len(each) < len(rows) for each in given)


def _is_inside(span: tuple[int, int], seen: Grids) -> bool:
    """Return whether a bracket that could not be read holds grids that could."""
    return any(span[0] <= grid.start and grid.end <= span[1] for grid in seen.found)


def _filled(text: Text, said: str) -> int | None:
    """Return the number that all entries of a grid are said to be."""
    ones, zeros = text.has("ONES", said), text.has("ZEROS", said)
    return None if ones == zeros or text.has("DENY", said) else int(ones)


def _without_grids(text: Text, seen: Grids, mine: Sequence[Grid]) -> str:
    """Return what the text says besides its grids."""
    said = text.text
    for grid in (*seen.found, *mine):
        if not grid.told:
            start, end = place(text, seen, grid)
            said = said[:start] + re.sub(r"[^\n]", " ", said[start:end]) + said[end:]
    return said


def _options(text: Text, seen: Grids, mine: Sequence[Grid], count: int, said: str) -> Iterator[Option]:
    """Return the sequences of grids that may be the answer."""
    ends = [grid for number, grid in enumerate(mine) if not _is_step(seen, grid, mine[number + 1 : number + 2])]
    if count > 1 and len(ends) not in (1, count):
        ends = [grid for grid in ends if not _is_dismissed(text, seen, grid, ends)] or ends
    expanded = [grid for grid in ends for _ in range(grid.times if count > 1 else 1)]
    if len(expanded) == count:
        yield Option(tuple(ends), tuple(grid.rows for grid in expanded))
    elif len(ends) > count:
        yield from _chosen(text, seen, ends, count)
    elif ends:
        value = _spread(text, seen, ends, count, said)
        if value:
            yield Option(tuple(ends), value, "spread")
        else:
            yield Option(tuple(ends), tuple(grid.rows for grid in ends), "fewer")


_DISMISSED = frozenset({"denied", "earlier", "retracted", "others", "taken_in", "aside"})


def _is_dismissed(text: Text, seen: Grids, grid: Grid, ends: Sequence[Grid]) -> bool:
    """Return whether the text says of a grid that it is not the answer."""
    spot = Spot(text, seen, [grid], [other for other in ends if other is not grid])
    return any(GRID_SIGNALS[name].holds(spot) for name in _DISMISSED)


def _unscaled(options: Iterator[Option]) -> list[Option]:
    """Return the options without those that a later one is a fraction of: sums of which the means are made."""
    found = list(options)
    return [
        one for place, one in enumerate(found) if not any(_is_part(two.value, one.value) for two in found[place + 1 :])
    ]


def _is_part(value: Value, of: Value) -> bool:
    """Return whether all entries are those of another value times one number between 0 and 1."""
    if [len(rows) for rows in value] != [len(rows) for rows in of] or value == of:
        return False
    pairs = [
        pair
        for one, two in zip(value, of, strict=True)
        for row, other in zip(one, two, strict=True)
        for pair in zip(row, other, strict=False)
    ]
    ratios = {Fraction(one) / two if two else Fraction(int(one != two)) for one, two in pairs if one or two}
    return len(ratios) == 1 and 0 < ratios.pop() < 1


def _is_step(seen: Grids, grid: Grid, following: Sequence[Grid]) -> bool:
    """Return whether another grid is made of it: an arrow or an equals sign stands between them, and no name."""
    between = seen.view.text[grid.end : following[0].start] if following else ""
    return 0 < len(between) < 80 and bool(_LEADS_TO.fullmatch(between))


_LEADS_TO = lazily(
    r"[\s$&)\]|]*[,;]?\s*(?:(?:(?:and|then|all)\s+)?(?:divided by|over|/|÷|times|·|\*)\s*\d+\s*,?\s*)?"
    r"(?:(?:which|this|that|so|and|then)\s+)*"
    r"(?:→|->|=>|⇒|=|gives?|becomes?|yields?|makes?|is)(?:\s+(?:the|us|you|output|result))*[\s$&:(\[|]*",
    re.I,
)


def _chosen(text: Text, seen: Grids, ends: Sequence[Grid], count: int) -> Iterator[Option]:
    """Return those of more grids than asked for that may be the ones: of one size, of a column, or in blocks."""
    sizes = Counter(grid.size for grid in ends)
    columns: dict[int, list[Grid]] = {}
    for grid in ends:
        cell = text.cell(place(text, seen, grid)[0])
        columns.setdefault(-1 if cell is None else cell.column, []).append(grid)
    groups = [[grid for grid in ends if grid.size == size] for size, many in sizes.items() if many >= count]
    if len(columns) > 1 and -1 not in columns and any(len(column) == count for column in columns.values()):
        groups = [column for column in columns.values() if len(column) == count]
    for group in groups:
        if len(group) % count:
            yield Option(tuple(group[-count:]), tuple(grid.rows for grid in group[-count:]), "more")
            continue
        for first in range(0, len(group), count):
            block = group[first : first + count]
            yield Option(tuple(block), tuple(grid.rows for grid in block))


def _spread(text: Text, seen: Grids, ends: Sequence[Grid], count: int, said: str) -> Value:
    """Return one grid as all that are asked for: it holds for all of them, or holds them all; else nothing."""
    if len(ends) > 1:
        return ()
    grid = ends[0]
    parts = _split(grid, count)
    if parts or not (_names(seen, grid) == count or _for_all(text, seen, grid, count, said)):
        return parts
    return (grid.rows,) * count


_EQUAL_NAMES = lazily(r"(?:[^\W\d_][^\W_]{0,8}(?:[ _]?\{?\d{1,2}\}?)?\s*=\s*)+[\s$(\[]*$")


def _names(seen: Grids, grid: Grid) -> int:
    """Return under how many names a grid goes: A = B = C = D = [[1, 1], [1, 1]]."""
    found = _EQUAL_NAMES.search(seen.view.text[max(0, grid.start - 120) : grid.start])
    return found[0].count("=") if found else 0


_STOP = lazily(r"[.;\n](?!\d)")
_RANGE = lazily(r"\bimages? (?P<first>1) ?(?:[-–—]|to|through) ?(?P<last>\d)\b", re.I)


def _for_all(text: Text, seen: Grids, grid: Grid, count: int, said: str) -> bool:
    """Return whether a grid is said to hold for all cases, and for none only turned, or but for an exception."""
    if text.has("UNLIKE", _NOT_BUT.sub(" ", _around(text, seen, grid, said))):
        return False
    fold = text.words("FOLD").pattern
    if re.search(rf"(?<![\w.]){count} ?{fold}(?=\s*(?:[.,;:)\n]|$)| the matri)", said, re.I):
        return True
    if any(mark["last"] == str(count) for mark in _RANGE.finditer(said)):
        return True
    thing, piece = text.words("THING").pattern, text.words("PIECE").pattern
    every = rf"{thing}|(?<![\w.]){count}(?![\w.]|\s?[x×]|\s(?:\w+\s)?{piece})"
    return (
        bool(re.search(rf"\bthe {count} (?:{'|'.join(_THINGS)})\b", said, re.I))
        or _followed(text, said, "EVERY", every)
        or _followed(text, said, "REST", text.words("SAME").pattern)
    )


def _followed(text: Text, said: str, name: str, pattern: str) -> bool:
    """Return whether a word of the class is soon followed by a pattern, no piece of a grid between them."""
    for mark in text.words(name).finditer(said):
        stop = _STOP.search(said, mark.end())
        near = said[mark.end() : min(stop.start() if stop else len(said), mark.end() + 48)]
        found = re.search(pattern, near, re.I)
        if found and not text.has("PIECE", near[: found.start()]):
            return True
    return False


_THINGS = ("images", "cases", "matrices", "inputs", "outputs", "results", "pictures")
_NOT_BUT = lazily(r"\bnot only\b|\bcan(?:not|'t)\b[^.\n]*|\b(?:is|are) not\b[^.\n]*", re.I)


def _around(text: Text, seen: Grids, grid: Grid, said: str) -> str:
    """Return what is said on the lines before and behind a grid."""
    start, end = place(text, seen, grid)
    return said[max(0, start - 160) : end + 160]


def _split(grid: Grid, count: int) -> Value:
    """Return a grid that holds several square ones, side by side, below each other or one per row; else nothing."""
    height, width = grid.size
    if width == height * count:
        return tuple(tuple(row[at : at + height] for row in grid.rows) for at in range(0, width, height))
    if height == width * count:
        return tuple(grid.rows[at : at + width] for at in range(0, height, width))
    if height != count:
        return ()
    rows = grid.rows
    if isqrt(width - 1) ** 2 == width - 1 and [row[0] for row in rows] in (
        list(range(1, count + 1)),
        list(range(count)),
    ):
        rows, width = tuple(row[1:] for row in rows), width - 1  # behind the number of each
    side = isqrt(width)
    if side * side != width or side < 2:
        return ()
    return tuple(tuple(row[at : at + side] for at in range(0, width, side)) for row in rows)


def _held(option: Option, spot: Spot, torn: bool) -> frozenset[str]:
    names = {name for name, row in GRID_SIGNALS.items() if row.holds(spot)}
    names |= {option.held} | ({"torn"} if torn else set())
    return frozenset(names | ({"ambiguous"} if any(grid.ambiguous for grid in option.members) else set()))


_SAYS = {"fewer": FEWER, "more": MORE, "torn": TORN, "ambiguous": AMBIGUOUS}


def _gate(option: Option, share: float, names: frozenset[str], rivals: Sequence[tuple[Value, float]]) -> str:
    """Return what leaves an option to a person unless it is right in full; "" where nothing does."""
    says = next((says for name, says in _SAYS.items() if name in names), "")
    if not says and any(value != option.value and chance > COMPETES * share for value, chance in rivals):
        return MORE
    return says


def _bar(names: frozenset[str], doubts: bool) -> str:
    """Return what leaves an option to a person in any case; "" where nothing does."""
    return HEDGED if doubts else next((row.says for name, row in GRID_SIGNALS.items() if row.bar and name in names), "")


def _decisive(names: frozenset[str]) -> str:
    """Return the sentence of the signal that speaks loudest."""
    table = weights("grid")
    ranked = sorted((name for name in names if name in GRID_SIGNALS), key=lambda name: -abs(table[name]))
    return GRID_SIGNALS[ranked[0]].says if ranked else "numbers in rows"
