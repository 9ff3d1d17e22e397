"""Shapes in a text: products, tuples, printed sizes, axes by name, vectors of a length, "8 maps of 28×28"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from grader.maths import quantity
from grader.mentions.mention import Mention
from grader.model.answers import Unreadable
from grader.patterns import lazily
from grader.text import Text

MAX_SHAPES = 60
"""Shapes of a text; one with more is a listing of data."""

MOST_AXES = 6

Lengths = tuple[int, ...]


Shaped = Mention[Lengths]
"""A shape in a text: its lengths."""


_LENGTH = r"(?:\d{1,9}(?:\^2)?|\([^()\n]{1,40}\)(?:/\d+(?:\s*\+\s*1)?)?)"
_BESIDE = (
    r"[\s*_`]*(?:\[?(?:px|pixels?|rows?|cols?|columns?|maps?|channels?|filters?|high|wide|deep|tall|h|w|c)\]?)?[\s*_`]*"
)
_CROSS = lazily(
    rf"(?<![\w.@^/+-])(?P<first>{_LENGTH}){_BESIDE}(?:[x×X·]|(?<!\*)\*(?!\*)|\\times|-?by-?)\s*(?P<rest>{_LENGTH}(?:{_BESIDE}(?:[x×X·]|(?<!\*)\*(?!\*)|\\times|-?by-?)\s*{_LENGTH}){{0,4}})"
    rf"(?:[ ]?(?:px|pix(?:els?)?)\b)?(?![\w^]|\.\d)",
    re.I,
)
_PARTING = re.compile(
    r"[\s*_`]*(?:\[?(?:px|pixels?|rows?|cols?|columns?|maps?|channels?|filters?|high|wide|deep|tall|h|w|c)\]?)?[\s*_`]*(?:[x×X·]|(?<!\*)\*(?!\*)|\\times|-?by-?)\s*",
    re.I,
)
_AT = lazily(r"(?<![\w.])(\d{1,6})\s*@\s*(\d{1,6})\s*[x×*]\s*(\d{1,6})(?!\w)")
_TUPLE = lazily(
    r"(?P<call>(?<![\w.])[\w.]{1,40}|(?<![\w.]))(?P<open>[(\[])\s*\[?\s*(?P<items>(?:None|N|B|batch|batch_size|bs|\?|-1|n|m|\d{1,9})(?:\s*,\s*\d{1,9}){0,5})\s*,?\s*\]?\s*(?P<close>[)\]])"
)
_NO_CALL = re.compile(r"(?:|.*\b(?:Size|TensorShape|shape|array|tuple|list))$")
_BARE = lazily(r"^[ ]*(?:[^\W\d_]+ ?[:=] ?)?(?P<items>\d{1,6}(?:\s*,\s*\d{1,6}){1,3})[ .]*$", re.M)
_LONG = lazily(
    r"(?<![\w.×x*])(\d{1,9})(?:[ ]*|-)(?:length|dimensional|dims?|dimensions?|d|elements?|entry|entries|components?|values?|numbers?|features?|inputs?|long)\b"
    r"[ -]*(?:row |column |feature |input )*(?:vector|array|list|tensor|input|each|per)?",
    re.I,
)
_OF_LENGTH = lazily(
    r"\b(?:vector|array|list|tensor|rows?|length)s?\s+(?:of|with|containing|has|having|is)?\s*(?:length|size|dimension|shape)?\s*(?:of )?(?:[\d\s*×x·]{3,20}=\s*)?(\d{1,9})\b"
    r"(?!\s*[x×,*\\@]|\.\d)",
    re.I,
)
_SO_MANY = lazily(
    r"(?<![\w.])(\d{1,9})\s+(?:row |column |input |feature )?(?:vectors?|rows?|arrays?|examples?|images?|labels?|lines?)\s+(?:of|with|having|by|and|[x×])\s+"
    r"(?:length|size|dimension|dim)?\s*(?:of )?(\d{1,9})\b(?!\s*[x×])",
    re.I,
)
_ROWS = lazily(
    r"(?<![\w.])(\d{1,9})[ ]+rows?[ ]*(?:and|by|x|×|,|with|of)[ ]*(\d{1,9})[ ]+(?:columns?|cols?|features?|entries)\b",
    re.I,
)
_LABELLED = lazily(
    r"\b(?:inputs?|targets?|labels?|outputs?|images?|vectors?|examples?)[ ]*[:=][ ]*(\d{1,9})(?![\w.]|[ ]*[x×*,]?[ ]*\d)",
    re.I,
)
_THOUSANDS = lazily(r"(?<![\w.])(\d{1,4})[kK]\s*(?:x|×|by|\*)\s*(\d{1,6})\b")
_SPACE = lazily(
    r"(?:\\mathbb\s*\{?\s*[RNZ]\s*\}?|ℝ|\bR|\\?\{[^{}\n]{1,40}\\?\}|\[[^\[\]\n]{1,20}\])\s*\^\s*\{?\s*(\d+(?:\s*(?:\\times|×|x|·|,)\s*\d+){0,5})\s*\}?"
)
_COUNT = (
    lazily(
        r"(?<![\w.×x*@])(\d{1,6})[ ]+(?:\w+ ){0,2}(?:(?:feature |activation |output )?maps?|channels?|filters?|planes?|slices?|kernels?|ch\b|deep)",
        re.I,
    ),
    lazily(
        r"(?:depth|channels?|maps?|filters?)[ ]*(?:=|:|is|of|are|becomes?)[ ]*(?:[^\W\d_][\w ]*=[ ]*)?(\d{1,6})(?![\w.])",
        re.I,
    ),
    lazily(r"(?<![\w.×x*@])(\d{1,6})[ ]+of (?:them|those|these)\b", re.I),
)
_AXES = {
    "height": r"heights?|h(?:_?out|')?|rows?",
    "width": r"widths?|w(?:_?out|')?|columns?|cols?",
    "channels": r"channels?|depths?|c(?:_?out|')?|d|(?:feature )?maps?|ch|kanäle|n_?filters?",
    "examples": r"examples?|rows?|n",
    "features": r"features?|columns?|d",
    "classes": r"classes|columns?|k",
}
_ANY_SIZE = frozenset({"none", "n", "b", "batch", "batch_size", "bs", "?", "-1", "m"})


@lru_cache(maxsize=256)
def shapes(text: Text, axes: tuple[str, ...] = ()) -> tuple[Shaped, ...]:
    """Return the shapes of a text in order; of overlapping ones the longer. axes : names that may be given one by one."""
    found = [*_products(text.text), *_tuples(text.text), *_worded(text.text)]
    taken: list[Shaped] = []
    for shape in sorted(found, key=lambda shape: (shape.start - shape.end, shape.start)):
        if not any(shape.start < other.end and other.start < shape.end for other in taken):
            taken.append(shape)
    taken.sort(key=lambda shape: shape.start)
    if len(taken) > MAX_SHAPES:
        return ()
    taken = [*_chained(text.text, taken)]
    if len(axes) == 3:
        taken = list(_with_channels(text, taken))
    if len(axes) > 1 and not any(len(shape.value) == len(axes) and not shape.step for shape in taken):
        taken += _axis_by_axis(text, axes)
    return tuple(taken)


def _shape(value: Lengths, span: tuple[int, int], form: str) -> Shaped | None:
    if not value or min(value) < 1 or len(value) > MOST_AXES:
        return None
    return Shaped(value, span[0], span[1], span[0], form)


def _products(text: str) -> Iterator[Shaped]:
    for mark in _CROSS.finditer(text):
        if _is_computed(text, mark):
            continue
        lengths: list[int] = []
        for piece in (mark["first"], *_PARTING.split(mark["rest"])):
            length = _length(piece)
            if length is None:
                break
            lengths += length
        else:
            shape = _shape(tuple(lengths), mark.span(), "product")
            if shape:
                yield shape
    for mark in _AT.finditer(text):
        shape = _shape((int(mark[2]), int(mark[3]), int(mark[1])), mark.span(), "maps@size")
        if shape:
            yield shape
    for mark in _SPACE.finditer(text):
        shape = _shape(tuple(map(int, re.findall(r"\d+", mark[1]))), mark.span(1), "space")
        if shape:
            yield shape


_COMES_TO = re.compile(r"[ )]*=\s*\d+(?![\w]*\s*[x×*·^])")
_LED_ON = re.compile(r"=\s*$")


def _is_computed(text: str, mark: re.Match[str]) -> bool:
    """Return whether a product is worked out, or is how a number before it comes about: "d = 28*28 = 784"."""
    pair = "×" not in mark[0].replace("x", "×").replace("X", "×") or len(re.findall(r"\d+", mark[0])) == 2
    comes = _COMES_TO.match(text, mark.end())
    led = _LED_ON.search(text[max(0, mark.start() - 3) : mark.start()])
    return bool(comes and pair) or bool(
        led and re.search(r"\d\s*\(?\s*=\s*$", text[max(0, mark.start() - 6) : mark.start()]) and pair
    )


def _length(piece: str) -> list[int] | None:
    """The lengths that a factor is: a number, a square of one, a computation in brackets."""
    piece = piece.strip()
    if piece.isdigit():
        return [int(piece)]
    square = re.fullmatch(r"(\d{1,6})\^2", piece)
    if square:
        return [int(square[1])] * 2
    try:
        value = quantity(piece).value
    except Unreadable:
        return None
    return [value] if isinstance(value, int) else None


def _tuples(text: str) -> Iterator[Shaped]:
    for mark in _TUPLE.finditer(text):
        if not _NO_CALL.match(mark["call"]) or (mark["open"] == "(") != (mark["close"] == ")"):
            continue
        items = [item.strip() for item in mark["items"].split(",")]
        if len(items) == 1 and "," not in mark[0] and mark["call"][-4:] not in ("Size", "hape"):
            continue
        if items[0].casefold() in _ANY_SIZE:
            items = items[1:]
        shape = _shape(tuple(map(int, items)), mark.span(), "tuple") if items else None
        if shape:
            yield shape
    for mark in _BARE.finditer(text):
        shape = _shape(tuple(int(item) for item in mark["items"].split(",")), mark.span("items"), "list")
        if shape:
            yield shape


def _worded(text: str) -> Iterator[Shaped]:
    for pattern in (_LONG, _OF_LENGTH, _LABELLED):
        for mark in pattern.finditer(text):
            shape = _shape((int(mark[1]),), mark.span(), "vector")
            if shape:
                yield shape
    for pattern in (_SO_MANY, _ROWS):
        for mark in pattern.finditer(text):
            shape = _shape((int(mark[1]), int(mark[2])), mark.span(), "so many of")
            if shape:
                yield shape
    for mark in _THOUSANDS.finditer(text):
        shape = _shape((1000 * int(mark[1]), int(mark[2])), mark.span(), "product")
        if shape:
            yield shape


_EQUAL = re.compile(r"[\s)\]]*(?:=|→|->|=>|⇒|≈)\s*$")


def _chained(text: str, found: Sequence[Shaped]) -> Iterator[Shaped]:
    """The shapes; one that an equals sign or an arrow leads on from is a step, the last is what it comes to."""
    for place, shape in enumerate(found):
        before = found[place - 1] if place else None
        after = found[place + 1] if place + 1 < len(found) else None
        leads = (
            after is not None and bool(_EQUAL.fullmatch(text[shape.end : after.start])) and after.value != shape.value
        )
        ends = before is not None and bool(_EQUAL.fullmatch(text[before.end : shape.start]))
        yield shape._replace(step=leads, chained=ends and not leads)


def _with_channels(text: Text, found: Sequence[Shaped]) -> Iterator[Shaped]:
    """Shapes of height and width with the number of maps that is said beside them; both stand in one sentence or two."""
    counts = [(mark.start(1), mark.end(), int(mark[1])) for pattern in _COUNT for mark in pattern.finditer(text.text)]
    for shape in found:
        if len(shape.value) != 2 or shape.step:
            yield shape
            continue
        near = [
            count
            for count in counts
            if not (shape.start <= count[0] < shape.end)
            and -90 < count[0] - shape.end < 90
            and text.text.count("\n", min(count[0], shape.start), max(count[1], shape.end)) < 2
        ]
        if len({count[2] for count in near}) != 1:
            yield shape
            continue
        yield shape._replace(step=True)
        start, end = min(shape.start, near[0][0]), max(shape.end, near[0][1])
        yield Shaped((*shape.value, near[0][2]), start, end, start, "maps of a size")


def _axis_by_axis(text: Text, axes: tuple[str, ...]) -> Iterator[Shaped]:
    """Of "height = 28, width = 28, channels = 8" and "h = w = 28" every axis once, by its name."""
    places: list[tuple[int, int, int]] = []
    for axis in axes:
        names = _AXES.get(axis, re.escape(axis))
        said = list(
            re.finditer(
                rf"(?<![^\W_])(?:{names})(?:[ ]*=[ ]*(?:{'|'.join(_AXES.values())}))*[ ]*(?:\([^()\n]*\))?[ ]*(?:=|:|is|\|)?[ ]*"
                rf"(?:[^\n;,]{{0,40}}[=:]\s*)?(\d{{1,6}})(?![\w]|\.?\d|\s*[-+*/×x·(])",
                text.text,
                re.I,
            )
        )
        values = {int(mark[1]) for mark in said}
        if axis == "channels" and not values:
            said = [mark for pattern in _COUNT for mark in pattern.finditer(text.text)]
            values = {int(mark[1]) for mark in said}
        if len(values) != 1:
            cells = _by_cells(text, names)
            if cells is None:
                return
            places.append(cells)
            continue
        places.append((said[0].start(), said[0].end(), int(said[0][1])))
    lengths = tuple(length for _, _, length in places)
    span = min(start for start, _, _ in places), max(end for _, end, _ in places)
    shape = _shape(lengths, span, "axis by axis")
    if shape:
        yield shape


def _by_cells(text: Text, names: str) -> tuple[int, int, int] | None:
    """The one number in the last row of a table's column, or in the row, of that name."""
    for table in text.tables:
        for cell in reversed(table):
            own = text.text[cell.start : cell.end].strip()
            if own.isdigit() and (
                re.fullmatch(names, cell.column_head, re.I) or re.fullmatch(names, cell.row_head, re.I)
            ):
                return cell.start, cell.end, int(own)
    return None
