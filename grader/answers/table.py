"""Rows of numbers under named columns: an accuracy for each dropout probability, one for each epoch."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from grader.experiments import Figure, images_of, kind_of, respelled
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

Row = tuple[Fraction, ...]
Reading = tuple[tuple[Row, ...], tuple[int, int]]

_NUMBER = lazily(r"(?<![\w.])[-−]?(?:\d{1,6}/\d{1,6}|\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,2})?\s*(?:\\?%)?(?![\w.]*\w)")
FEWEST = 3
"""A list with fewer values, or pairs, is no column of a table."""

MAX_PAIRS = 100
_VALUE = r"[-−]?(?:\d{1,6}/\d{1,6}|\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?(?:[ \t]{0,3}\\?%)?"
_OPENED = lazily(r"[({\[]\s*[-−]?\d?\.?\d+\s*%?\s*[:,;]")
_PAIRS = lazily(
    rf"\{{\s*(?:{_VALUE}\s*:\s*{_VALUE}[\s,]*){{3,{MAX_PAIRS}}}\}}"
    rf"|(?:[(\[]\s*{_VALUE}\s*[,;]\s*{_VALUE}\s*[)\]][\s,;]*){{3,{MAX_PAIRS}}}"
)
_LIST = lazily(
    r"^[ \t]*+\|?[ \t]*+(?P<name>[^\W\d][^\n|=:\[(]{0,60}(?:\([^()\d]{0,20}\))?)[ \t]*[|=:]+\s*"
    rf"(?:np\.array\(|torch\.tensor\()?\[?(?P<values>\s*{_VALUE}(?:[\s,;|]+{_VALUE}){{2,{MAX_PAIRS}}})"
    r"[ \t]*[\])|]*[ \t]*$",
    re.M,
)
_RULE = lazily(r"^[\s|:+=-]+$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the words that announce it in a text, and the range its values must lie in."""

    name: str
    low: Fraction | int = 0
    high: Fraction | int = 1
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table has to hold: so many rows, the first column's values all different.

    images : where the last column is a share of the images of a set: how many the set has, and how many the one has
    that it may be taken for. spaced : whether the first column's values have to be equally spaced.
    """

    count: int
    images: tuple[int, int] | None = None
    spaced: bool = False


@dataclass(frozen=True)
class Table:
    """A table of numbers, one row a line, strictly parsed; its key is what it has to hold (Rows)."""

    columns: tuple[Column, ...]
    rows: int

    kind = "table"

    @property
    def hint(self) -> str:
        """Its columns, and how to write a row."""
        names = " and ".join(column.name for column in self.columns)
        return f"a table with a row for each of {self.rows} values: {names}, separated by commas or |"

    def read(self, text: str) -> Answer[tuple[Row, ...]]:
        """The rows. Raises Unreadable at the first line that is no row, or at a header of something else."""
        text = respelled(text)
        rows: list[Row] = []
        offset = 0
        width = len(self.columns)
        flat = re.sub(r"[\[\](){}]", " ", text) if "[" in text else text
        if "[" in text:
            flat = re.sub(r"\]\s*,", "\n", text)
            flat = re.sub(r"[\[\](){}]", " ", flat)
        for line in flat.splitlines(keepends=True):
            numbers = _numbers(line)
            if len(numbers) == width and not _NUMBER.sub("", line).strip(" \t\r\n|,;:&\\-"):
                rows.append(self._row(numbers))
            elif line.strip() and not _RULE.match(line) and (rows or numbers):
                raise Unreadable(f"a row of {width} numbers was expected", (offset, offset + len(line)), text)
            elif self._of_something_else(line):
                raise Unreadable(f"this names another column than {self.columns[-1].name}", (offset, offset + 1), text)
            offset += len(line)
        if not rows:
            raise Unreadable(f"a table was expected: {self.hint}", (0, len(text)), text)
        return Answer(tuple(rows))

    def find(self, segment: Segment) -> list[Candidate[tuple[Row, ...]]]:
        """The longest run of table lines, or of lines that name the columns one after another."""
        text = respelled(segment.text)
        ways = (self._under_header, self._named, self._across, self._pairs)
        named = [reading for way in ways if (reading := way(text)) is not None]
        lines = self._lines(text)
        fitting = [reading for reading in lines if not self._of_something_else(_announced(text, reading[1]))]
        readings = [*named, *fitting] or lines
        if not readings:
            return []
        rows, span = max(readings, key=lambda reading: len(reading[0]))
        sound = len({row[0] for row in rows}) == len(rows) and self._within(rows)
        confidence, evidence = 0.4, f"{len(rows)} of {self.rows} rows"
        if readings is lines:
            evidence = f"the text above it names something else than {self.columns[-1].name}"
        elif any(_differ(one, other) for one, _ in fitting for other, _ in fitting):
            evidence = "two tables that do not agree"
        elif sound and len(rows) == self.rows:
            confidence, evidence = 0.95, "a complete table"
        elif sound and 4 * len(rows) >= 3 * self.rows:
            confidence = 0.9
        return [Candidate(Answer(rows), span, confidence, evidence)]

    def _of_something_else(self, name: str) -> bool:
        """Whether a name says that figures are not those of the last column: a loss, or of the training set."""
        own, kind = kind_of(self.columns[-1].name), kind_of(name)
        return bool(own and kind and kind != own and {own, kind} != {"plain", "test"})

    def _within(self, rows: tuple[Row, ...]) -> bool:
        return all(
            column.low <= value <= column.high for row in rows for column, value in zip(self.columns, row, strict=True)
        )

    def _row(self, numbers: list[tuple[Fraction, bool]]) -> Row:
        return tuple(value for value, _ in numbers)

    def _lines(self, text: str) -> list[Reading]:
        """Every run of lines that hold as many numbers as there are columns."""
        found: list[Reading] = []
        rows: list[tuple[Row, tuple[int, int]]] = []
        offset = 0
        for line in [*text.splitlines(keepends=True), "."]:
            numbers = _numbers(line)
            words = re.sub(r"[\W\d_]", "", _NUMBER.sub("", line))
            if len(numbers) == len(self.columns) and len(words) < 30:
                rows.append((self._row(numbers), (offset, offset + len(line.rstrip()))))
            elif line.strip() and not _RULE.match(line):
                while rows and len(rows) > 1 and not self._within((rows[0][0],)) and self._within((rows[1][0],)):
                    rows = rows[1:]  # "One epoch each, batches of 32"
                if rows:
                    found.append((tuple(row for row, _ in rows), (rows[0][1][0], rows[-1][1][1])))
                rows = []
            offset += len(line)
        return found

    def _under_header(self, text: str) -> Reading | None:
        """The columns that the cells of a header name, whatever stands in the others."""
        lines = text.splitlines(keepends=True)
        best: Reading | None = None
        offset = 0
        for number, line in enumerate(lines):
            names = _cells(line)
            chosen = self._columns(names) if len(names) >= len(self.columns) else None
            if chosen is not None:
                reading = self._rows_below(lines, number + 1, offset + len(line), names, chosen)
                if reading and (best is None or len(reading[0]) > len(best[0])):
                    best = reading
            offset += len(line)
        return best

    def _columns(self, names: list[str]) -> list[int] | None:
        """The places of the columns in a header; the first column may be the first cell, whatever its name."""
        if any(_NUMBER.search(name) for name in names):
            return None
        return self._chosen(names, lambda left: [0] if 0 in left else [])

    def _chosen(self, names: list[str], unnamed: Callable[[list[int]], list[int]]) -> list[int] | None:
        """The places of the columns among these names, each by its longest cue; None where that can't be told.

        unnamed : of the places that are left, where the first column is if none of them names it.
        """
        chosen: list[int] = []
        for column in self.columns[::-1]:
            left = [place for place in range(len(names)) if place not in chosen]
            fits = {place: self._fit(names[place], column) for place in left}
            best = max(fits.values(), default=0)
            places = [place for place in left if fits[place] == best > 0]
            if not places and column is self.columns[0]:
                places = unnamed(left)
            if len(places) != 1:
                return None
            chosen += places
        return chosen[::-1]

    def _fit(self, name: str, column: Column) -> int:
        if column is self.columns[-1] and self._of_something_else(name):
            return 0
        said = re.sub(r"[\s_]+", " ", name.casefold())
        return max((len(cue) for cue in (column.name, *column.cues) if cue.rstrip("y") in said), default=0)

    def _rows_below(
        self, lines: list[str], below: int, start: int, names: list[str], chosen: list[int]
    ) -> Reading | None:
        rows: list[Row] = []
        first = end = offset = start
        percent = ["%" in name or "percent" in name.casefold() for name in names]
        for number in range(below, len(lines)):
            line = lines[number]
            cells = _cells(line)
            if len(cells) == len(names) + 1 and cells[0].isdigit() and "|" not in line:  # an index in front
                cells = cells[1:]
            if len(cells) == len(names) and not _RULE.match(line):
                values = [_numbers(cells[place]) for place in chosen]
                if not all(len(value) == 1 for value in values):
                    break
                first = first if rows else offset
                rows.append(
                    tuple(
                        value if said or not percent[place] else value / 100
                        for ((value, said),), place in zip(values, chosen, strict=True)
                    )
                )
                end = offset + len(line.rstrip())
            elif line.strip() and not _RULE.match(line):
                break
            offset += len(line)
        return (tuple(rows), (first, end)) if rows else None

    def _across(self, text: str) -> Reading | None:
        """A line for each column, its name before its values: "rates = [0, 0.1, …]", a table that lies on its side."""
        lists: list[tuple[str, list[Fraction], tuple[int, int]]] = []
        for found in _LIST.finditer(text):
            values = _numbers(found["values"])
            if len(values) >= FEWEST:
                lists.append((found["name"], [value for value, _ in values], found.span()))
        chosen = self._chosen([name for name, _, _ in lists], lambda left: left if len(left) == 1 else [])
        if chosen is None:
            return None
        columns = [lists[place] for place in chosen]
        if len({len(values) for _, values, _ in columns}) != 1:
            return None
        span = min(span[0] for _, _, span in columns), max(span[1] for _, _, span in columns)
        return tuple(zip(*(values for _, values, _ in columns), strict=True)), span

    def _pairs(self, text: str) -> Reading | None:
        """A list of tuples, or a dict: "[(0, 0.97), (0.1, 0.96), …]", "{0: 0.97, …}"."""
        if len(self.columns) != 2 or not _OPENED.search(text):
            return None
        best = max(_PAIRS.finditer(text), key=lambda found: len(found[0]), default=None)
        if best is None:
            return None
        values = [value for value, _ in _numbers(best[0], 40 * MAX_PAIRS)]
        rows = tuple(zip(values[::2], values[1::2], strict=False))
        return (rows, best.span()) if len(rows) >= FEWEST else None

    def _named(self, text: str) -> Reading | None:
        """Records that name each column before its value: "dropout 0.1 … test accuracy: 0.98"."""
        if not all(column.cues for column in self.columns):
            return None
        pattern = "|".join(
            f"(?P<c{number}>{'|'.join(map(re.escape, column.cues))})" for number, column in enumerate(self.columns)
        )
        cue = re.compile(rf"\b(?:{pattern})\b[^\d\n.]{{0,20}}", re.I)
        rows: list[Row] = []
        row: list[Fraction] = []
        start = end = 0
        for said in cue.finditer(text):
            number = _NUMBER.match(text, said.end())
            if number is None or said.lastgroup is None:
                continue
            column = int(said.lastgroup[1:])
            if column and self._of_something_else(text[max(said.start() - 12, 0) : said.end()].split("\n")[-1]):
                continue
            if column == 0:
                row = []
            if column != len(row):
                continue
            values = _numbers(number[0])
            if not values:
                continue
            row.append(values[0][0])
            if len(row) == len(self.columns):
                rows.append(tuple(row))
                start, end = (start if len(rows) > 1 else said.start()), number.end()
                row = []
        return (tuple(rows), (start, end)) if rows else None

    def match(self, given: Answer[tuple[Row, ...]], key: Rows) -> Match:
        """Whether it holds what it has to; a person decides on a table that is only partly there."""
        rows = given.value
        for number, row in enumerate(rows, 1):
            for column, value in zip(self.columns, row, strict=True):
                if not column.low <= value <= column.high:
                    percent = " If it is a percentage, write its % sign." if 1 < value <= 100 else ""
                    return Match(
                        None,
                        f"Row {number}: a {column.name} of {float(value):g} is outside {column.low} to {column.high}."
                        + percent,
                        "range",
                    )
        if len({row[0] for row in rows}) < len(rows):
            return Match(None, f"A {self.columns[0].name} stands in two rows.", "twice")
        if len(rows) != key.count:
            return Match(None, f"{key.count} rows were asked for, {len(rows)} were read.", "rows")
        length = Fraction(self.columns[0].high - self.columns[0].low)
        if key.spaced and not _spaced([row[0] for row in rows], length):
            return Match(None, f"These values of the {self.columns[0].name} are not equally spaced.", "spacing")
        if key.images and 2 * sum(row[-1] < Fraction(1, 2) for row in rows) > len(rows):
            return Match(None, f"Most values are below one half: is it a {self.columns[-1].name}?", "range")
        return _of_another_set(rows, key.images) if key.images else Match(True)

    def show(self, value: tuple[Row, ...] | Rows) -> str:
        """A row a line, its values separated by commas; of a key, what it asks for."""
        if isinstance(value, Rows):
            return f"any complete table of {value.count} rows"
        return "\n".join(", ".join(f"{float(entry):.10g}" for entry in row) for row in value)

    def overlap(self, key: Rows, other: Rows) -> bool:
        """Whether both ask for the same."""
        return key == other


def _announced(text: str, span: tuple[int, int]) -> str:
    """What names the last column of rows: the words within the first of them, or else the last line above them."""
    first = text[span[0] : span[1]].split("\n")[0]
    last = list(_NUMBER.finditer(first))
    inside = first[last[-2].end() : last[-1].start()] if len(last) > 1 else ""
    if re.search(r"[^\W\d]{2}", inside):
        return inside
    above = [line for line in text[: span[0]].split("\n") if line.strip() and not _RULE.match(line)]
    return above[-1] if above and not _NUMBER.search(above[-1]) else ""


def _differ(rows: tuple[Row, ...], others: tuple[Row, ...]) -> bool:
    """Whether two tables give different values for what is the same in their first column."""
    theirs = {row[0]: row[1:] for row in others}
    both = [(row[1:], theirs[row[0]]) for row in rows if row[0] in theirs]
    return len(both) >= FEWEST and any(mine != other for mine, other in both)


def _spaced(values: list[Fraction], length: Fraction) -> bool:
    """Whether the values, to their digits, are equally spaced over nine tenths of such a length, or about that."""
    first, last = min(values), max(values)
    step = (last - first) / max(len(values) - 1, 1)
    points = [first + place * step for place in range(len(values))]
    gaps = [abs(value - point) - _unit(value) for value, point in zip(sorted(values), points, strict=True)]
    return last - first >= length * Fraction(4, 5) and all(gap <= 0 for gap in gaps)


def _cells(line: str) -> list[str]:
    """The cells of a table's row: between bars, or else commas, tabs or wide gaps."""
    row = line.strip()
    if "|" in row:
        return [cell.strip() for cell in row.strip("|").split("|")]
    parts = re.split(r"\s*[,;\t]\s*|\s{2,}|\s*&\s*", row.removesuffix("\\\\").strip())
    return [part for part in parts if part]


def _numbers(line: str, most: int = 1000) -> list[tuple[Fraction, bool]]:
    values = []
    for found in _NUMBER.finditer(line[:most]):
        percent = found[0][-1] == "%"
        try:
            value = Fraction(found[0].rstrip("%\\ \t").replace("−", "-"))
        except ZeroDivisionError:
            continue
        values.append((value / 100 if percent else value, percent))
    return values


def _of_another_set(rows: tuple[Row, ...], images: tuple[int, int]) -> Match:
    """Whether the last column can't come from the set asked for, but may from the other."""
    own, other = images
    figures = [Figure(row[-1], _unit(row[-1]), None, (0, 0)) for row in rows]
    strange = sum(not images_of(figure, (own,)) for figure in figures)
    if 2 * strange > len(figures) and all(images_of(figure, (other,)) for figure in figures):
        told = (
            f"Most of these values can't be a share of {own} images; of {other} they can. Is it the training accuracy?"
        )
        return Match(None, told, "granularity")
    return Match(True)


def _unit(value: Fraction) -> Fraction:
    """The place of the last digit of a decimal, 10⁻⁸ where it has more."""
    for places in range(9):
        if (value * 10**places).denominator == 1:
            return Fraction(1, 10**places)
    return Fraction(1, 10**8)
