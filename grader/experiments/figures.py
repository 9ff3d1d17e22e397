"""Shares of images and losses as logs and write-ups print them, each by what it is called; numbers in all spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from grader.patterns import lazily

FLOAT_NOISE = Fraction(1, 10**6)
"""Accuracies printed with more digits come from numbers of 32 bits."""

Kind = Literal["test", "training", "plain", "loss", ""]
"""What a figure is of: the test set, the training set, a set that is not named; a loss or an error; nothing known."""


class Figure(NamedTuple):
    """A share of images in [0, 1], or a loss.

    unit : the place of its last digit. of : the number of images, where it is given. said : in a sentence.
    """

    value: Fraction
    unit: Fraction
    of: int | None
    span: tuple[int, int]
    said: bool = False

    def equals(self, other: Figure) -> bool:
        """Return whether both are the same to the digits of the one that gives fewer."""
        return abs(self.value - other.value) < max(self.unit, other.unit)

    def reaches(self, threshold: Fraction) -> bool | None:
        """Return whether the figure is at least the threshold, None where its digits are too few to decide.

        >>> figure = Figure(Fraction("0.98"), Fraction("0.01"), None, (0, 0))
        >>> figure.reaches(Fraction("0.983")), figure.reaches(Fraction("0.9")), figure.reaches(Fraction("0.995"))
        (None, True, False)
        """
        if self.unit <= Fraction(1, 1000) and (threshold / self.unit).denominator == 1:
            return self.value >= threshold  # as many digits as the threshold has
        if self.value - self.unit >= threshold:
            return True
        return False if self.value + self.unit <= threshold else None


class Named(NamedTuple):
    """A number in a line, and what it is called there. bare : nothing in front of it says what it is."""

    kind: Kind
    figure: Figure
    sign: bool
    bare: bool


# Spelling

_POINT = lazily(r"\d\.\d|(?<![\w.])\.\d")
_GROUPED = lazily(r"(?<![\d.,])([1-9]\d{0,2}),(\d{3})(?=\s*(?:/|of\b|von\b|sur\b|de\b|[.;)]|$)|\s)")
_COMMA = lazily(r"(?<![\d.,])(\d{1,3}),(\d{1,8})(?![\d,.]*\d)")
_SPACE = str.maketrans("\u00a0\u202f\u2009\u2007", "    ")


def respelled(text: str) -> str:
    """Return the text with decimal commas as points and no groups of thousands, every other character in its place."""
    return "\n".join(map(_respelled, text.translate(_SPACE).split("\n")))


def _respelled(line: str) -> str:
    if "," not in line or not re.search(r"\d,\d", line):
        return line
    pointed = bool(_POINT.search(line))
    if pointed or not re.search(r"(?<![\d.,])0,\d", line):
        line = _GROUPED.sub(lambda found: f"{found[1]}{found[2]}".rjust(len(found[0])), line)
    return _COMMA.sub(lambda found: found[0] if pointed and found[1] != "0" else f"{found[1]}.{found[2]}", line)


# What a number is called

_TEST = lazily(
    r"(?<![a-z])(?:val|valid|validation|test|eval|evaluation|dev|prueba|prüf)(?![a-z])|test(?=gen|acc|bild|dat)"
)
_TRAINING = lazily(r"(?<![a-z])(?:train|trn|entr)")
_ACCURACY = lazily(
    r"(?<![a-z])(?:accs?|exact|hits?)(?![a-z])|accura|genauigk|exactitud|treffer|correct|right|richtig|korrekt|"
    r"bien class|aciert|pr[ée]cisi[oó]n (?:finale?|sur|en|du|de)|training_percent"
)
_LOSS = lazily(
    r"(?<![a-z])(?:loss|costs?|wrong|err|errors?|perte|co[ûu]t|nll)(?![a-z])|fehler|verlust|p[ée]rdida|entrop|erreur|_loss"
)
_BEST = lazily(r"(?<![a-z])(?:best|max(?:imum)?|highest|beste|mejor|meilleure?)(?![a-z])")
_SCORE = lazily(r"(?<![a-z])score(?![a-z])")
_OTHER = lazily(
    r"(?<![a-z])(?:lr|rate|momentum|mu|beta_?\d?|betas?|decay|alpha|gamma|eps|epsilon|drop(?:out)?|p|lambda|threshold|"
    r"params?|parameters|units|time|seconds?|eta|seed|sum|batch)\W{0,6}$"
)

_NUMBER = lazily(
    r"(?<![\w.])(?P<right>\d{1,6})(?:\s[^\W\d]{2,15}){0,3}\s{0,3}(?:/|\bof\b|\bvon\b|\bsur\b|\bde\b)\s{0,3}(?P<of>\d{3,6})\b"
    r"(?:(?:\s\w{1,10})?\s{0,3}\(\s{0,3}\d{1,3}(?:\.\d{1,6})?\s{0,3}\\?%?\s{0,3}\))?"
    r"|(?<![\w.])(?P<value>\d{1,3}(?:\.\d{1,20})?|\.\d{1,20})(?:e(?P<exponent>[-+]\d{1,2}))?(?![\w]|\.\d)"
    r"\s{0,3}(?P<percent>\\?%|\[%\]|\(%\)|percent\b|prozent\b)?",
    re.I,
)
_SIZE = lazily(
    r"\s{0,3}(?:(?:test|training|validation)\s)?(?:images|samples|examples|epochs?|epochen|bilder|im[áa]genes)\b", re.I
)
_TIME = lazily(r"\s{0,2}(?:m|u|µ)?s\b|\s{0,2}(?:sec|min|h)\b", re.I)
_RIGHT = lazily(r"\W{0,3}(?:right|correct|richtig|hits)\b", re.I)
COUNTER = lazily(r"(?:epoch|epoche|[ée]poca|[ée]poque|ep|iter|iteration|it|step)s?\W{0,4}$", re.I)


def named(line: str, start: int = 0) -> Iterator[Named]:
    """Yield the numbers of a line that may be shares or losses, in order, each by the words in front of it.

    start : the place of the line in its text.
    """
    behind = 0
    for found in _NUMBER.finditer(line):
        before = line[behind : found.start()]
        if _passed_over(line, before, found):
            continue
        label = _label(before)
        kind = _kind(label, line[found.end() : found.end() + 30])
        if not kind and found["of"] and _RIGHT.match(line, found.end()):
            kind = "plain"
        figure = _figure(found, start, line, kind)
        behind = found.end()
        if figure is not None and not (kind == "" and _OTHER.search(label)):
            yield Named(kind, figure, bool(re.search(r"[=:,(>|]\W*$", before)), not re.search(r"[^\W\d_]", label))


def kind_of(name: str) -> Kind:
    """Return what figures under such a name are: of a column, a variable, a caption.

    >>> kind_of("p, train accuracy"), kind_of("val_acc"), kind_of("epoch")
    ('training', 'test', '')
    """
    label = _label(name)
    return _kind(label, "") if _ACCURACY.search(label) or _LOSS.search(label) or _TEST.search(label) else ""


def _passed_over(line: str, before: str, found: re.Match[str]) -> bool:
    """Whether the number counts epochs, images or seconds, and what stands before it names the next one."""
    if found["of"]:
        return int(found["right"]) >= int(found["of"])
    whole = "." not in found["value"] and not found["percent"]
    if whole and (_SIZE.match(line, found.end()) or COUNTER.search(before)):
        return True
    return bool(_TIME.match(line, found.end("value")))


def _label(before: str) -> str:
    """The words that name a number: of the last field in front of it that has any."""
    for field in reversed(re.split(r"[|;,]|\s[-–/]\s", before[-80:])):
        if re.search(r"[^\W\d_]{2}|[^\W\d]", field):
            return field.casefold()
    return ""


def _kind(label: str, after: str) -> Kind:
    if re.match(r"\s?(?:\(|on\s(?:the\s)?)train", after, re.I) and not _TEST.search(label):
        return "training"
    if _BEST.search(label):
        return ""
    if _LOSS.search(label):
        return "loss"
    if _SCORE.search(label) and "set" not in label:
        return "loss"
    if _TRAINING.search(label) and not _TEST.search(label):
        return "training"
    if _TEST.search(label):
        return "test"
    return "plain" if _ACCURACY.search(label) else ""


def _figure(found: re.Match[str], start: int, line: str, kind: Kind) -> Figure | None:
    if found["of"]:
        share = Fraction(int(found["right"]), int(found["of"]))
        return Figure(share, FLOAT_NOISE, int(found["of"]), (start + found.start(), start + found.end()))
    digits = found["value"]
    decimals = len(digits.partition(".")[2])
    power = int(found["exponent"] or 0)
    value = Fraction(digits if digits[0] != "." else f"0{digits}") * Fraction(10) ** power
    unit = Fraction(10) ** (power - decimals)
    if found["percent"] or (kind != "loss" and Fraction(3, 2) < value <= 100 and (decimals or kind)):
        value, unit = value / 100, unit / 100
    whole = not decimals and not found["percent"] and not power
    if kind != "loss" and (value > 1 or (whole and not re.search(r"[=:]\W*$", line[: found.start()]))):
        return None  # "Training - 5 points"
    images = re.search(r"\b(\d{3,6}) (?:test |training )?(?:images|samples|examples)", line)
    span = start + found.start(), start + found.end()
    return Figure(value, max(unit, FLOAT_NOISE), int(images[1]) if images else None, span)


def like_an_accuracy(figure: Figure) -> bool:
    """Return whether a number that nothing names looks like an accuracy: at least a half, to three digits or as k/n."""
    return figure.value >= Fraction(1, 2) and (figure.of is not None or figure.unit <= Fraction(1, 1000))


def images_of(figure: Figure, sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the set sizes n for which the figure can be a share k/n, to its digits.

    >>> images_of(Figure(Fraction("0.989033"), Fraction(1, 10**6), None, (0, 0)), (10_000, 60_000))
    (60000,)
    """
    return tuple(size for size in sizes if _fits(figure, size))


def _fits(figure: Figure, size: int) -> bool:
    nearest = round(figure.value * size)
    return any(
        abs(Fraction(count, size) - figure.value) <= figure.unit for count in (nearest - 1, nearest, nearest + 1)
    )
