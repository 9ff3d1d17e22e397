"""A confusion matrix and the classes confused most, which follow from the student's own matrix."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from grader.confusions import Found, Grid, Pair, both_ways, matrices, pairs
from grader.experiments import results
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily

_TWO_CLASSES = lazily(r"(?<![\w.])\d(?![\w.]\w)\D{1,40}(?<![\w.])\d(?![\w.]?\w)")


class Confused(NamedTuple):
    """What was handed in. matrix : rows are the true classes, unless its sums say otherwise.

    first : the label of the first class. accuracy, unit : what the text claims, and the place of its last digit.
    """

    matrix: Grid
    first: int
    pairs: tuple[Pair, ...]
    accuracy: Fraction | None = None
    unit: Fraction | None = None

    @property
    def total(self) -> Fraction:
        """How many images were tested; 1 or 100 a row where the matrix is normalised."""
        return sum((entry for row in self.matrix for entry in row), Fraction(0))

    @property
    def accuracy_shown(self) -> Fraction:
        """The share of the diagonal; 0 for an empty matrix."""
        right = sum((row[place] for place, row in enumerate(self.matrix)), Fraction(0))
        return right / self.total if self.total else Fraction(0)


class Expected(NamedTuple):
    """What the matrix is expected to count.

    totals : the numbers of images that may have been tested, () for any. counts : the images of each class in a test
    set that is known, a checksum of the reading. pairs : how many confused pairs are asked for.
    """

    totals: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    pairs: int = 2


class Confusion:
    """A confusion matrix of so many classes, with the pairs confused most."""

    kind = "confusion"

    def __init__(self, classes: int = 10) -> None:
        self.classes = classes

    @property
    def hint(self) -> str:
        """How to write both."""
        return (
            f"a table of {self.classes}×{self.classes} counts, a row for each true class, "
            "and the pairs confused most, such as “3 taken for 5”"
        )

    def read(self, text: str) -> Answer[Confused]:
        """The matrix and the pairs. Raises Unreadable where there is no matrix or more than one."""
        found = matrices(text, self.classes)
        if len({each.grid for each in found}) != 1:
            hint = "one matrix was expected, not several" if found else f"a matrix was expected: {self.hint}"
            raise Unreadable(hint, (0, len(text)), text)
        return Answer(self._value(text, found[0]))

    def find(self, segment: Segment) -> list[Candidate[Confused]]:
        """Every matrix, with the pairs that the text around it names."""
        text = segment.text
        candidates = []
        for found in matrices(text, self.classes):
            value = self._value(text, found)
            start, end = found.span
            unread = not value.pairs and _TWO_CLASSES.search(text[:start] + "\n" + text[end:])
            confidence, evidence = 0.93, "a table with a row and a column a class"
            if unread or both_ways(value.pairs):
                confidence = 0.7
                evidence = "a pair is named both ways round"
            if unread:
                evidence = "pairs may be named that could not be read"
            candidates.append(Candidate(Answer(value), found.span, confidence, evidence))
        return candidates

    def _value(self, text: str, found: Found) -> Confused:
        start, end = found.span
        prose = text[:start] + "\n" + text[end:]
        named = pairs(prose)
        first = found.first if found.first is not None else 0
        if found.first is None and any(self.classes in (pair.one, pair.other) for pair in named):
            first = 1
        known = range(first, first + self.classes)
        kept = tuple(pair for pair in named if pair.one in known and pair.other in known)
        read = results(prose)
        claimed = (*read.test, *read.claims)[-1:]
        accuracy, unit = (claimed[0].value, claimed[0].unit) if claimed else (None, None)
        return Confused(found.grid, first, kept, accuracy, unit)

    def match(self, given: Answer[Confused], key: Expected) -> Match:
        """Whether the pairs are the ones that this very matrix shows; its sums and a claimed accuracy are checked."""
        value = given.value
        doubt = _doubt(value, key)
        if doubt:
            return Match(None, doubt, "sums")
        if not value.pairs:
            told = "The matrix is read. Name the classes that it confuses most, too, such as “3 taken for 5”."
            return Match(False, told, "pairs", credit=Fraction(1, 2))
        if len(value.pairs) != key.pairs:
            return Match(None, f"{key.pairs} pairs were asked for, {len(value.pairs)} are named.", "pairs")
        rare = [pair for pair in value.pairs if not any(_among(pair, ranked) for ranked in _ranked(value, key.pairs))]
        share = Fraction(1, 2) if len(rare) < len(value.pairs) else Fraction(0)
        alike = [pair for pair in value.pairs if pair.one == pair.other]
        if alike:
            told = f"{alike[0].one} taken for {alike[0].one} is on the diagonal: those are the right answers."
            return Match(False, told, "diagonal", credit=share)
        if rare:
            named = " and ".join(f"{pair.one} and {pair.other}" for pair in rare)
            told = f"By your own matrix, other classes are confused more often than {named}."
            return Match(False, told, "pairs", credit=share)
        return Match(True, _direction(value))

    def show(self, value: Confused | Expected) -> str:
        """The matrix, a row a line, then the pairs."""
        if isinstance(value, Expected):
            return f"a matrix, and the {value.pairs} pairs that it shows to be confused most"
        last = value.first + self.classes
        rows = [" | ".join(("", *map(str, range(value.first, last))))]
        for label, row in enumerate(value.matrix, value.first):
            rows.append(" | ".join((str(label), *(_entry(entry) for entry in row))))
        said = [f"confused: {pair.one} {'taken for' if pair.directed else 'and'} {pair.other}" for pair in value.pairs]
        claimed = [f"accuracy: {float(value.accuracy):.10g}"] if value.accuracy is not None else []
        return "\n".join(["|" + row + " |" for row in rows] + ["", *said, *claimed])

    def overlap(self, key: Expected, other: Expected) -> bool:
        """Whether both expect the same."""
        return key == other


def _entry(entry: Fraction) -> str:
    return str(entry.numerator) if entry.denominator == 1 else f"{float(entry):.10g}"


def _doubt(value: Confused, key: Expected) -> str:
    """What in the figures can't be right, or speaks against a claim; "" where nothing does."""
    counted = all(entry.denominator == 1 for row in value.matrix for entry in row)
    total = value.total
    if counted and key.totals and total not in key.totals and total > 200:
        allowed = " or ".join(map(str, key.totals))
        return f"The entries of the matrix come to {total}, where {allowed} images are tested: is one misread?"
    rows = [sum(row) for row in value.matrix]
    columns = [sum(column) for column in zip(*value.matrix, strict=True)]
    if counted and key.counts and total == sum(key.counts) and list(key.counts) not in (rows, columns):
        odd = ", ".join(
            str(label)
            for label, (mine, theirs) in enumerate(zip(rows, key.counts, strict=True), value.first)
            if mine != theirs
        )
        return f"The rows of {odd} do not come to as many images as the test set has of them: is an entry misread?"
    return (
        disagreement(value.accuracy, value.unit, value.accuracy_shown) if value.accuracy is not None and total else ""
    )


def disagreement(claimed: Fraction, unit: Fraction | None, shown: Fraction) -> str:
    """How a claimed accuracy differs from the one that a matrix or a log shows; "" where it agrees, to its digits."""
    if abs(claimed - shown) < max(unit or 0, Fraction(1, 10**6)):
        return ""
    return (
        f"The accuracy given is {float(claimed):.6g}, but the matrix shows {float(shown):.6g}. "
        f"Do both come from the same images, and from the same state of the network?{_of_fewer(claimed)}"
    )


def _of_fewer(claimed: Fraction) -> str:
    """Where the figure may come from: a smaller set of images."""
    for images in (500, 1_000, 100):
        if (claimed * images).denominator == 1:
            return f" {float(claimed):.6g} is {claimed * images} of {images} images."
    return ""


def _ranked(value: Confused, count: int) -> list[set[frozenset[int]]]:
    """The pairs that may be called the most confused, by both directions together and by single entries; with ties."""
    size = range(len(value.matrix))
    together = {
        frozenset((one, other)): value.matrix[one][other] + value.matrix[other][one]
        for one in size
        for other in size
        if one < other
    }
    single = {
        frozenset((one, other)): max(value.matrix[one][other], value.matrix[other][one])
        for one in size
        for other in size
        if one < other
    }
    return [_top(sums, count, value.first) for sums in (together, single)]


def _top(sums: dict[frozenset[int], Fraction], count: int, first: int) -> set[frozenset[int]]:
    least = sorted(sums.values(), reverse=True)[:count][-1]
    return {frozenset(place + first for place in pair) for pair, entry in sums.items() if entry >= least > 0}


def _among(pair: Pair, ranked: set[frozenset[int]]) -> bool:
    return frozenset((pair.one, pair.other)) in ranked


def _direction(value: Confused) -> str:
    """A note where a pair is named the other way round than the matrix has it."""
    for pair in value.pairs:
        there = value.matrix[pair.one - value.first][pair.other - value.first]
        back = value.matrix[pair.other - value.first][pair.one - value.first]
        if pair.directed and there < back:
            return (
                f"With a row for each true class, {pair.other} is taken for {pair.one} more often than the other way "
                "round."
            )
    return ""
