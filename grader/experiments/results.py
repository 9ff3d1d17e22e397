"""Accuracies from the logs of Keras, PyTorch and others, and from what a write-up says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from grader.patterns import lazily

MAX_TEXT = 400_000
MAX_LINE = 2_000
FLOAT_NOISE = Fraction(1, 10**6)
"""Accuracies printed with more digits come from numbers of 32 bits."""


class Figure(NamedTuple):
    """A share of images in [0, 1], or a loss.

    unit : the place of its last digit. of : the number of images, where it is told. said : in a sentence, not by a log.
    """

    value: Fraction
    unit: Fraction
    of: int | None
    span: tuple[int, int]
    said: bool = False

    def equals(self, other: Figure) -> bool:
        """Whether both are the same to the digits of the one that gives fewer."""
        return abs(self.value - other.value) < max(self.unit, other.unit)


class Results(NamedTuple):
    """What came out of training, by what each figure is called.

    test : per epoch or evaluation, in order, of logs. training : the same of the training set. claims : what a sentence
    says. losses : values that are called loss or score. epochs : the number of the last epoch that is logged.
    """

    test: tuple[Figure, ...] = ()
    training: tuple[Figure, ...] = ()
    claims: tuple[Figure, ...] = ()
    losses: tuple[Figure, ...] = ()
    epochs: int | None = None
    final: Figure | None = None

    @property
    def best(self) -> Figure | None:
        """The largest test accuracy."""
        return max(self.test, key=lambda figure: figure.value, default=None)


_VALUE = (
    r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d{1,20})?|\.\d{1,20})(?![\d])(?:[eE](?P<exponent>[-+]\d{1,2}))?"
    r"\s*(?P<percent>\\?%|percent\b)?"
)
_SET_SIZE = r"\d{2,6} (?:(?:test|training|validation) )?(?:images|samples|examples)"
_NAMED = lazily(
    r"(?P<name>(?:\b(?:val|validation|test(?:ing)?|eval(?:uation)?|train(?:ing)?)[\s_-]*(?:set[\s_-]*)?)?"
    r"(?:sparse_)?(?:categorical_)?(?:acc(?:uracy)?|score|loss)(?![a-z]))"
    rf"(?P<between>(?:[^\d\n.]|{_SET_SIZE}){{0,60}}?)(?P<sign>[=:,\s'\"($*`]+){_VALUE}(?!\s*(?:s\b|ms\b|epochs?\b))",
    re.I,
)
_RATIO = lazily(r"(?P<right>\d{1,6})\s*/\s*(?P<of>\d{2,6})\s*\(\s*(?:\d{1,3}(?:\.\d+)?)\s*%?\s*\)")
_EPOCH = lazily(r"\bepochs?\s*[:#=\[(]?\s*(\d{1,4})(?:\s*(?:/|of)\s*(\d{1,4}))?", re.I)
_ROW = lazily(r"^\s*\|?\s*(?:epoch\s*)?(\d{1,3})\s*[:|,.)\t ]+\s*(\d{1,3}(?:\.\d+)?|\.\d+)\s*(\\?%)?\s*\|?\s*$", re.I)
_SETTING = lazily(
    r"^\W{0,8}(?P<name>(?:dropout|drop|p|(?:learning[ _])?rate|lr|momentum|batch[ _]size|(?:hidden[ _])?units|filters|"
    r"weight[ _]decay|lambda)(?: (?:rate|probability|prob|p))?)\s*(?:=|:|of|is)\s*"
    r"(?P<value>\d*\.?\d+(?:e-?\d+)?\s*\\?%?)\W{0,8}$",
    re.I,
)
_TITLE = lazily(r"^\s*(?:#{1,6}\s.*|\**[^\W\d][\w ]{2,40}:?\**:?)\s*$")
SWEEP = 3
"""So many values of one setting are tried one after another; none of their results is that of the final network."""
_IMAGES = lazily(r"\b(\d{2,6}) (?:test |training )?(?:images|samples|examples)", re.I)


def results(text: str) -> Results:
    """Every accuracy and loss of a text, sorted by what it is called. Time is linear in the text."""
    text = text[:MAX_TEXT]
    test: list[Figure] = []
    training: list[Figure] = []
    claims: list[Figure] = []
    losses: list[Figure] = []
    ends: list[Figure] = []
    epoch = last_epoch = None
    tried = _tried(text)
    for start, line in _lines(text):
        if any(begin <= start < end for begin, end in tried):
            continue
        said = _EPOCH.search(line)
        if said:
            epoch = int(said[1])
            last_epoch = max(last_epoch or 0, epoch)
        named = list(_named(line, start))
        for kind, figure in named:
            if kind == "loss":
                losses.append(figure)
            elif figure.said and not said:
                (claims if kind != "training" else training).append(figure)
            elif kind == "training" or (kind == "plain" and any(other == "test" for other, _ in named)):
                training.append(figure)
            else:
                test.append(figure)
                if kind == "test" and not re.search(r"val", line, re.I):
                    ends.append(figure)
    rows = _rows(text)
    if rows and not test:
        test, last_epoch = rows, len(rows)
    final = ends[-1] if ends else test[-1] if test else None
    return Results(tuple(test), tuple(training), tuple(claims), tuple(losses), last_epoch, final)


def _tried(text: str) -> list[tuple[int, int]]:
    """The characters under each of the values that one setting was tried with: "dropout = 0.1", its results, …."""
    found: list[tuple[str, str, int, int]] = []
    current: tuple[str, str, int] | None = None
    for start, line in _lines(text):
        setting = _SETTING.match(line) if len(line) < 120 else None
        ends = setting or (_TITLE.match(line) and not _NAMED.search(line) and not _EPOCH.search(line))
        if ends and current:
            found.append((*current, start))
            current = None
        if setting:
            current = (setting["name"].casefold(), setting["value"], start)
    if current:
        found.append((*current, len(text) + 1))
    values: dict[str, set[str]] = {}
    for name, value, _, _ in found:
        values.setdefault(name, set()).add(value)
    return [(start, end) for name, _, start, end in found if len(values[name]) >= SWEEP]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines; of one that a progress bar wrote over again and again only its last state."""
    start = 0
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        cut = line.rfind("\r") + 1
        cut = max(cut, line.rfind("\x08") + 1)
        yield start + cut, line[cut : cut + MAX_LINE]
        start += len(raw) + 1


def _named(line: str, start: int) -> Iterator[tuple[str, Figure]]:
    taken = []
    for found in _RATIO.finditer(line):
        right, images = int(found["right"]), int(found["of"])
        if right <= images and line[: found.start()].rstrip()[-1:] != "[":
            taken.append(found.span())
            kind = "training" if re.search(r"train", line[: found.start()], re.I) else "test"
            share = Fraction(right, images)
            yield kind, Figure(share, FLOAT_NOISE, images, (start + found.start(), start + found.end()))
    for found in _NAMED.finditer(line):
        if any(begin < found.end("value") and found.start("value") < end for begin, end in taken):
            continue
        name = found["name"].casefold()
        figure = _figure(found, start, line, share="loss" not in name and "score" not in name)
        if figure is None:
            continue
        if "loss" in name or "score" in name:
            yield "loss", figure
        elif name.startswith("train"):
            yield "training", figure
        elif name.startswith(("val", "test", "eval")):
            yield "test", figure
        else:
            yield "plain", figure


def _figure(found: re.Match[str], start: int, line: str, *, share: bool) -> Figure | None:
    digits = found["value"]
    decimals = len(digits.partition(".")[2])
    power = int(found["exponent"] or 0)
    value = Fraction(digits if digits[0] != "." else f"0{digits}") * Fraction(10) ** power
    unit = Fraction(10) ** (power - decimals)
    percent = bool(found["percent"]) or (share and value > Fraction(3, 2))
    if percent:
        value, unit = value / 100, unit / 100
    if share and not 0 <= value <= 1:
        return None
    if share and not decimals and not found["percent"] and not re.search(r"[=:]", found["sign"]):
        return None  # "the accuracy rose after epoch 3"
    images = _IMAGES.search(line)
    span = start + found.start("value"), start + found.end()
    said = not re.search(r"[=:,(]", found["sign"])
    return Figure(value, max(unit, FLOAT_NOISE), int(images[1]) if images else None, span, said)


def _rows(text: str) -> list[Figure]:
    """The longest table of an accuracy for each epoch, 1, 2, 3 …."""
    best: list[Figure] = []
    current: list[Figure] = []
    for start, line in _lines(text):
        found = _ROW.match(line)
        if found is None:
            if line.strip(" |-:=+\t"):
                current = []
            continue
        if int(found[1]) != len(current) + 1:
            current = []
        if int(found[1]) == len(current) + 1:
            value = Fraction(found[2] if found[2][0] != "." else f"0{found[2]}")
            unit = Fraction(1, 10 ** len(found[2].partition(".")[2]))
            if found[3] or value > Fraction(3, 2):
                value, unit = value / 100, unit / 100
            if value > 1:
                current = []
                continue
            current.append(Figure(value, max(unit, FLOAT_NOISE), None, (start + found.start(2), start + found.end(2))))
            best = max(best, current, key=len)[:]
    return best if len(best) >= 3 else []


def images_of(figure: Figure, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """The set sizes n for which the figure can be a share k/n, to its digits.

    >>> images_of(Figure(Fraction("0.989033"), Fraction(1, 10**6), None, (0, 0)), (10_000, 60_000))
    (60000,)
    """
    return tuple(size for size in sizes if _fits(figure, size))


def _fits(figure: Figure, size: int) -> bool:
    nearest = round(figure.value * size)
    return any(
        abs(Fraction(count, size) - figure.value) <= figure.unit for count in (nearest - 1, nearest, nearest + 1)
    )
