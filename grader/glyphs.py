"""Fractions and matrices of a printed page, by the places of their glyphs: written on one line, as they are typed.

A page's text layer holds the glyphs of a matrix one below the other, and no fraction bar at all: bars are drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

MAX_DELIMITERS = 200
MAX_WORK = 3_000_000
"""Comparisons of glyphs with bars, or with pairs of brackets; a page that asks for more is read as it stands."""

TALL = 1.8
"""From so many times the height of a digit on, a bracket stands around several rows."""

NEAR = 1.2
"""Heights of a digit between a fraction's bar and what stands above and below it."""

APART = 0.45
"""Heights of a digit between two columns of a matrix."""

_LEFT = '[("h⎡⎢⎣⎛⎜⎝\uf8eb\uf8ec\uf8ed\uf8ee\uf8ef\uf8f0'
_RIGHT = "])#i⎤⎥⎦⎞⎟⎠\uf8f6\uf8f7\uf8f8\uf8f9\uf8fa\uf8fb"
# "h", "i", a quotation mark and "#" are what fonts of TeX without a table of characters call their large brackets.
_PIECES = frozenset((_LEFT + _RIGHT).translate({ord(each): None for each in '[]()"#hi'}))


class Glyph(NamedTuple):
    """A character, or several that stand for one thing, and their box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The height of its middle above the page's lower edge."""
        return (self.top + self.bottom) / 2


class Bar(NamedTuple):
    """A thin horizontal line that is drawn on the page."""

    left: float
    right: float
    place: float


def typed(glyphs: Sequence[Glyph], bars: Sequence[Bar]) -> list[Glyph]:
    """The glyphs of a page in their order, each fraction and each matrix put together to one of them.

    >>> digits = [Glyph("1", 0, 8, 4, 15), Glyph("2", 0, -3, 4, 4)]
    >>> [glyph.text for glyph in typed(digits, [Bar(0, 4, 6)])]
    ['1/2']
    """
    digits = [glyph.height for glyph in glyphs if glyph.text.isalnum() and glyph.height > 0]
    if not digits:
        return list(glyphs)
    size = median(digits)
    found = list(glyphs)
    left_over: list[Bar] = []
    if len(bars) * len(glyphs) <= MAX_WORK:
        for bar in sorted(bars, key=lambda bar: bar.right - bar.left):
            before = len(found)
            found = _fraction(found, bar, size)
            if len(found) == before:
                left_over.append(bar)
    return _matrices(found, size, left_over)


def written(glyphs: Sequence[Glyph]) -> str:
    """A line of glyphs as text: raised and smaller ones are exponents, lowered ones indices.

    >>> written([Glyph("5", 0, 0, 4, 8), Glyph("2", 4, 5, 7, 10)])
    '5^{2}'
    """
    solid = [glyph for glyph in glyphs if glyph.text.strip()]
    digits = [glyph for glyph in solid if glyph.text.isalnum() or len(glyph.text) > 1]
    if not digits:
        return "".join(glyph.text for glyph in glyphs).strip()
    size = max(glyph.height for glyph in digits)
    bottoms = [round(glyph.bottom) for glyph in digits if glyph.height > 0.75 * size]
    base = Counter(bottoms).most_common(1)[0][0]
    out: list[str] = []
    script = ""
    for place, glyph in enumerate(glyphs):
        wanted = _script(glyph, base, size)
        if wanted != script and (script or glyph.text.strip()):
            out.append("}" * bool(script) + (f"{wanted}{{" if wanted else ""))
            script = wanted
        adjoined = len(glyph.text) > 1 and glyph.text[0] != "[" and _adjoined(glyphs, place, size)
        out.append(f"({glyph.text})" if adjoined else glyph.text)
    return ("".join(out) + "}" * bool(script)).strip()


def _script(glyph: Glyph, base: float, size: float) -> str:
    """Whether it is an exponent (“^”), an index (“_”), or stands on the line (nothing)."""
    if not glyph.text.isalnum():
        return ""
    if glyph.bottom > base + 0.22 * size:
        return "^"
    small = glyph.height < 0.92 * size
    return "_" if small and glyph.text not in "gjpqyQ" and glyph.bottom < base - 0.08 * size else ""


def _adjoined(glyphs: Sequence[Glyph], place: int, size: float) -> bool:
    """Whether a fraction is multiplied with what stands right beside it, is under a root or has a power."""
    here = glyphs[place]
    before = glyphs[place - 1] if place else None
    after = glyphs[place + 1] if place + 1 < len(glyphs) else None
    left = before is not None and (before.text.isalnum() or before.text in "√)") and here.left - before.right < size
    right = after is not None and (after.text.isalnum() or after.text == "(") and after.left - here.right < size
    return bool((left and before and before.text.strip()) or (right and after and after.text.strip()))


def _fraction(glyphs: list[Glyph], bar: Bar, size: float) -> list[Glyph]:
    """With what stands above and below the bar as one glyph, where it is as wide as the bar and nothing adjoins it."""
    sides: list[list[int]] = []
    for below in (False, True):
        band = [place for place, glyph in enumerate(glyphs) if _is_beyond(glyph, bar, size, below=below)]
        inside = [place for place in band if bar.left - 1 <= _centre(glyphs[place]) <= bar.right + 1]
        nearest = min(inside, key=lambda place: abs(glyphs[place].middle - bar.place), default=None)
        if nearest is not None:
            band = [place for place in band if _is_beside(glyphs[place], glyphs[nearest])]
            inside = [place for place in inside if place in band]
        room = 0.5 * max((glyphs[place].height for place in inside), default=0.0)
        if not inside or any(
            bar.left - room < glyphs[place].right and glyphs[place].left < bar.right + room
            for place in band
            if place not in inside
        ):
            return glyphs
        sides.append(inside)
    over, under = sides
    members = [*over, *under]
    left, right = min(glyphs[place].left for place in members), max(glyphs[place].right for place in members)
    if abs((right - left) - (bar.right - bar.left)) > 0.8 * size:
        return glyphs
    text = "/".join(_operand([glyphs[place] for place in side]) for side in sides)
    return _replaced(glyphs, members, _on_the_axis(text, min(left, bar.left), max(right, bar.right), bar.place, size))


def _on_the_axis(text: str, left: float, right: float, axis: float, size: float) -> Glyph:
    """A glyph on the line whose fraction bars stand at that height."""
    base = axis - 0.37 * size
    return Glyph(text, left, base, right, base + size)


def _is_beside(glyph: Glyph, other: Glyph) -> bool:
    return glyph.bottom < other.top and other.bottom < glyph.top


def _is_beyond(glyph: Glyph, bar: Bar, size: float, *, below: bool) -> bool:
    """Whether a glyph stands right above the bar, or right below it."""
    if not glyph.text.strip() or glyph.right < bar.left - size or glyph.left > bar.right + size:
        return False
    gap = bar.place - glyph.top if below else glyph.bottom - bar.place
    return -0.1 * size < gap < NEAR * size


def _operand(glyphs: Sequence[Glyph]) -> str:
    text = written(sorted(glyphs, key=lambda glyph: glyph.left))
    return text if text.replace(".", "").isalnum() else f"({text})"


def _centre(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _replaced(glyphs: list[Glyph], members: Sequence[int], whole: Glyph) -> list[Glyph]:
    """With one glyph in place of several, and without the line breaks between them."""
    gone = set(members)
    first, last = min(gone), max(gone)
    own = all(place in gone or not glyphs[place].text.strip() for place in range(first, last + 1))
    kept = []
    for place, glyph in enumerate(glyphs):
        if place == first:
            kept.append(whole)
        elif place not in gone and not (own and first < place < last):
            kept.append(glyph)
    return kept


def _matrices(glyphs: list[Glyph], size: float, left_over: Sequence[Bar]) -> list[Glyph]:
    """With each pair of tall brackets and what stands between them as one glyph, where that is a matrix.

    left_over : bars that are no fraction's. One within the brackets may be that of a fraction that was not understood.
    """
    pairs = _pairs(_delimiters(glyphs, size))
    if len(pairs) * (len(glyphs) + len(left_over)) > MAX_WORK:
        return glyphs
    found: list[tuple[list[int], Glyph]] = []
    taken: set[int] = set()
    for opening, closing in pairs:
        rows = _rows(glyphs, opening, closing, size)
        if rows is None or any(_holds(opening, closing, bar) for bar in left_over):
            continue
        inside, cells = rows
        members = [*opening.places, *inside, *closing.places]
        if taken.isdisjoint(members):
            taken.update(members)
            text = ", ".join(f"[{', '.join(row)}]" for row in cells)
            axis = (opening.top + opening.bottom) / 2
            found.append((members, _on_the_axis(f"[{text}]", opening.left, closing.right, axis, size)))
    for members, whole in sorted(found, key=lambda each: -min(each[0])):
        glyphs = _replaced(glyphs, members, whole)
    return glyphs


class _Delimiter(NamedTuple):
    """A tall bracket: the places of the glyphs that it is made of, and its box."""

    places: tuple[int, ...]
    opens: bool
    left: float
    bottom: float
    right: float
    top: float


def _holds(opening: _Delimiter, closing: _Delimiter, bar: Bar) -> bool:
    return opening.left < bar.left and bar.right < closing.right and opening.bottom < bar.place < opening.top


def _delimiters(glyphs: Sequence[Glyph], size: float) -> list[_Delimiter]:
    found: list[_Delimiter] = []
    for place, glyph in enumerate(glyphs):
        if len(glyph.text) != 1 or glyph.text not in _LEFT + _RIGHT or glyph.height < 0.8 * size:
            continue
        if glyph.text not in _PIECES and glyph.height < TALL * size:
            continue
        here = _Delimiter((place,), glyph.text in _LEFT, *glyph[1:])
        upper = next((each for each in found if glyph.text in _PIECES and _joins(each, here)), None)
        if upper is not None:
            found.remove(upper)
            left, right = min(upper.left, here.left), max(upper.right, here.right)
            low, high = min(upper.bottom, here.bottom), max(upper.top, here.top)
            here = _Delimiter((*upper.places, place), here.opens, left, low, right, high)
        found.append(here)
        if len(found) > MAX_DELIMITERS:
            return []
    return [each for each in found if each.top - each.bottom >= TALL * size]


def _joins(one: _Delimiter, other: _Delimiter) -> bool:
    """Whether two pieces of a bracket stand right above each other."""
    beside = one.opens == other.opens and abs(one.left - other.left) < 2
    return beside and min(abs(one.bottom - other.top), abs(one.top - other.bottom)) < 3


def _pairs(delimiters: Sequence[_Delimiter]) -> list[tuple[_Delimiter, _Delimiter]]:
    """Each opening bracket with the next closing one of the same height beside it."""
    pairs = []
    for opening in (each for each in delimiters if each.opens):
        height = opening.top - opening.bottom
        beside = [
            each
            for each in delimiters
            if each.left > opening.left
            and abs(each.top - opening.top) < 0.2 * height
            and abs(each.bottom - opening.bottom) < 0.2 * height
        ]
        nearest = min(beside, key=lambda each: each.left, default=None)
        if nearest is not None and not nearest.opens:
            pairs.append((opening, nearest))
    return pairs


def _rows(
    glyphs: Sequence[Glyph], opening: _Delimiter, closing: _Delimiter, size: float
) -> tuple[list[int], list[list[str]]] | None:
    """What stands between two brackets, row by row; None where that is no matrix of more than one row."""
    members = [
        place
        for place, glyph in enumerate(glyphs)
        if glyph.text.strip()
        and opening.right - 1 < _centre(glyph) < closing.left + 1
        and (opening.bottom < glyph.middle < opening.top or max(opening.places) < place < min(closing.places))
        and place not in opening.places
        and place not in closing.places
    ]
    columns = _clusters([(glyphs[place].left, glyphs[place].right, place) for place in members], APART * size)
    lines = _clusters([(glyphs[place].bottom, glyphs[place].top, place) for place in members], 0.0)[::-1]
    if len(lines) < 2 or len(columns) * len(lines) > len(members):
        return None
    cells = [[[place for place in line if place in column] for column in columns] for line in lines]
    if not all(cell for row in cells for cell in row):
        return None
    return members, [[_cell([glyphs[place] for place in cell]) for cell in row] for row in cells]


def _cell(glyphs: Sequence[Glyph]) -> str:
    return written(sorted(glyphs, key=lambda glyph: glyph.left))


def _clusters(spans: Sequence[tuple[float, float, int]], gap: float) -> list[list[int]]:
    """The places of spans that overlap or lie no further than the gap from each other, in ascending order."""
    clusters: list[list[int]] = []
    end = float("-inf")
    for low, high, place in sorted(spans):
        if low - end > gap or not clusters:
            clusters.append([])
        clusters[-1].append(place)
        end = max(end, high)
    return clusters
