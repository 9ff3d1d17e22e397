"""Whether two formulas are the same function: by their values at random points.

Rational functions, also of vectors and matrices, are evaluated modulo the prime 2⁶¹ − 1: a function of degree d that is
not zero vanishes at a random point with a chance of at most d / (2⁶¹ − 1) (Schwartz 1980; Zippel 1979), below 10⁻²⁴ at
two points and the degrees that fit our bounds. All others are evaluated in floats, and where those agree, in 60-digit
arithmetic.

A formula that bends (relu, max, |x|, clip, cases, thresholds) is evaluated at DRAWS points that take all signs of up to
five symbols and several sizes, and on both sides of every bend, which is found along a line through a random point. Two
such formulas that differ on a share q of the points drawn pass for the same with a chance of at most (1 − q)^DRAWS:
10⁻⁶ where q is a quarter, whatever the places of the bends.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from grader.maths.algebra import Evaluation
from grader.maths.arithmetic import PRIME, Floating, Modular, NoValue, Undefined, Unfitting
from grader.maths.budget import Budget, Spent
from grader.maths.drawing import drawn, has_steps, is_polynomial, whole_names
from grader.maths.functions import CONTEXT, Value, real
from grader.maths.nodes import EVERY, Node
from grader.maths.point import Point
from grader.maths.tables import Identity, Table, square
from grader.maths.values import evaluate
from grader.model.answers import Unreadable

TOLERANCE = Decimal(10) ** -45
"""Relative difference up to which two 60-digit results count as equal."""

LOST = Decimal(10) ** -20
"""Relative difference below which it may be that digits were lost."""

RESIDUES = 2
SAMPLES = 4
"""Points at which formulas without bends are compared in floats."""

DRAWS = 48
"""Points at which formulas with bends are compared."""

CONFIRMED = 2
"""Points at which what agrees in floats is compared to 60 digits, for each side of the bends up to SIDES."""

SIDES = 6
TRIES = 40
BENDS = 8
"""Bends of which both sides are looked for."""


class Space(NamedTuple):
    """What the symbols stand for: domains of numbers, shapes of vectors and matrices, sizes by name.

    guessed : whether the shapes are those that are usual, so that a transposed number is more likely a power.
    other : the same with other sizes, so that a size passes for no number that happens to be the same.
    """

    domains: Mapping[str, str] = {}
    shapes: Mapping[str, tuple[int, int]] | None = None
    sizes: Mapping[str, int] = {}
    guessed: bool = False
    other: Space | None = None


class Sample(NamedTuple):
    """Both values at a point, the symbols' values there, and the sides of the bends."""

    one: Any
    other: Any
    values: Mapping[str, Any]
    branches: tuple[float, ...]


class Comparison:
    """Two formulas, and what comparing them may cost."""

    def __init__(self, one: Node, other: Node, space: Space, budget: Budget, seed: str = "") -> None:
        self.one, self.other, self.space, self.budget = one, other, space, budget
        self.seed = hashlib.blake2b((seed or repr((one, other))).encode(), digest_size=16).digest()
        self.whole = {name for node in (one, other) for name in whole_names(node)}
        self.steps = any(has_steps(node) for node in (one, other))

    def same(self) -> bool | None:
        """Whether both agree wherever both have a value; None where that can't be found out."""
        exact = self.exactly()
        same = exact if exact is not None else self.nearly()
        if same and self.space.other is not None:
            return Comparison(self.one, self.other, self.space.other, self.budget).same()
        return same

    def exactly(self) -> bool | None:
        """By values modulo a prime; None where one is no rational function."""
        found = 0
        for number in range(TRIES):
            try:
                one, other = self.residues(number)
            except NoValue:
                continue
            except Undefined:
                return None
            if not alike(one, other, lambda a, b: (a - b) % PRIME == 0):
                return False
            found += 1
            if found == RESIDUES:
                return True
        return None

    def residues(self, number: int) -> tuple[Any, Any]:
        """Both values modulo the prime at one point."""

        def draw(name: str) -> int:
            bits = self.bits(name, number)
            return 1 + bits % 9 if self.domain(name) == "integer" else bits % PRIME

        point = Point(draw, self.space.shapes, self.sizes(number), guessed=self.space.guessed)
        evaluation = Evaluation(Modular(), point, self.budget)
        return evaluation.value(self.one), evaluation.value(self.other)

    def nearly(self) -> bool | None:
        """By values in floats, and to 60 digits where those agree."""
        found: list[Sample] = []
        wanted = DRAWS if self.steps else SAMPLES
        for number in range(TRIES + DRAWS):
            sample = self.sampled(self.point(number))
            if sample is None:
                continue
            same = self.agree(sample)
            if same is False:
                return False
            if same is None:
                continue
            found.append(sample)
            if sample.branches:
                wanted = DRAWS if self.space.shapes is None else DRAWS // 4  # each matrix bends at many entries
            if len(found) >= wanted:
                break
        if len(found) < SAMPLES // 2:
            return None
        if wanted == DRAWS and self.space.shapes is None:
            for point in self.around(found):
                sample = self.sampled(point)
                same = self.agree(sample) if sample is not None else None
                if same is False:
                    return False
                if same and sample is not None:
                    found.append(sample)
        confirmed = [self.confirmed(sample) for sample in _typical(found)]
        return False if False in confirmed else True if True in confirmed else None

    def point(self, number: int, given: Mapping[str, Any] | None = None) -> Point:
        """The point of a number, the same each time."""
        names: dict[str, int] = {}

        def draw(name: str) -> Any:
            names.setdefault(name, len(names))
            value = drawn(self.bits(name, number), self.domain(name), number, names[name])
            return float(round(2 * value) // (number % 3)) if self.steps and number % 3 else value

        return Point(draw, self.space.shapes, self.sizes(number), given, guessed=self.space.guessed)

    def sizes(self, number: int) -> Mapping[str, int]:
        """How many values an index has at the point of a number."""
        return self.space.sizes if self.space.shapes is not None else {**self.space.sizes, EVERY: 3 + number % 2}

    def sampled(self, point: Point) -> Sample | None:
        """Both values at a point; None where one has none."""
        floats = Floating()
        evaluation = Evaluation(floats, point, self.budget)
        try:
            one, other = evaluation.value(self.one), evaluation.value(self.other)
        except (NoValue, Undefined):
            return None
        return Sample(one, other, {**point.values, **point.sizes}, tuple(floats.branches))

    def agree(self, sample: Sample) -> bool | None:
        """Whether the values are the same at a point, as far as floats say; if they differ, to 60 digits."""
        return True if alike(sample.one, sample.other, _near) else self.confirmed(sample)

    def confirmed(self, sample: Sample) -> bool | None:
        """Whether the values are the same to 60 digits; of matrices, to the digits of floats.

        None where they can't be worked out, or differ in digits that may be lost: cosh²(30) − sinh²(30) has 26 digits
        less than its terms. Raises Spent.
        """
        if self.space.shapes is not None or isinstance(sample.one, Table | Identity):
            return alike(sample.one, sample.other, _nearest)
        values: dict[str, Value] = {name: _exact(value) for name, value in sample.values.items()}
        try:
            with localcontext(CONTEXT):
                one = real(evaluate(self.one, values, budget=self.budget, known=False))
                other = real(evaluate(self.other, values, budget=self.budget, known=False))
        except Spent:
            raise
        except Unreadable:
            return None
        if close(one, other):
            return True
        return None if abs(one - other) <= LOST * max(abs(one), abs(other)) else False

    def around(self, found: list[Sample]) -> Iterator[Point]:
        """Points on both sides of the bends, found by the secant method along one symbol."""
        bends = min(len(found[0].branches), BENDS)
        names = sorted(
            name for name, value in found[0].values.items() if isinstance(value, float) and self.domain(name) != "unit"
        )
        for bend in range(bends):
            for turn, name in enumerate(names[:4]):
                base = found[(bend + turn) % len(found)]
                edge = self.edge(base, bend, name)
                if edge is None or (self.domain(name) == "positive" and edge <= 0):
                    continue
                for step in (-1.0, 1.0, -0.01, 0.01):
                    moved = edge + step * (abs(edge) if abs(edge) > 1 else 1)
                    if moved > 0 or self.domain(name) != "positive":
                        yield self.point(bend, {**base.values, name: moved})

    def edge(self, base: Sample, bend: int, name: str) -> float | None:
        """Where the formula bends along the line through a point on which only this symbol moves."""
        x, value = float(base.values[name]), base.branches[bend]
        step = x + 1.0
        for _ in range(4):
            here = self.sampled(self.point(0, {**base.values, name: step}))
            if here is None or step == x or len(here.branches) <= bend or here.branches[bend] == value:
                return None
            slope = (here.branches[bend] - value) / (step - x)
            if not math.isfinite(slope):
                return None
            x, value = step, here.branches[bend]
            if abs(value) < 1e-9:
                return x
            step = x - value / slope
        return step if abs(step) < 1e12 else None

    def ratio(self) -> str:
        """How two formulas that differ do so: "sign", "factor", "reciprocal", "power" or ""."""
        pairs = self.float_pairs()
        if len(pairs) < 3 or any(one == 0 or other == 0 for one, other in pairs):
            return ""
        relations: dict[str, Callable[[float, float], bool]] = {
            "sign": lambda a, b: _near(-a, b),
            "reciprocal": lambda a, b: _near(1 / a, b),
            "factor": lambda a, b: _near(a / b, pairs[0][0] / pairs[0][1]),
            "power": lambda a, b: _near(a * a, abs(b)) or _near(a, b * b),
        }
        return next((name for name, holds in relations.items() if all(holds(a, b) for a, b in pairs)), "")

    def counterexample(self) -> Sample | None:
        """A point at which both differ, of those that they are compared at; None where there is none."""
        for number in range(DRAWS):
            sample = self.sampled(self.point(number))
            if sample is not None and self.agree(sample) is False:
                return sample
        return None

    def scale(self) -> int | None:
        """1 or −1 where one is a positive or negative multiple of the other, 0 where it is none; None if not known."""
        residues = self.residue_pairs()
        exact = residues is not None
        pairs: Sequence[tuple[float, float]] = self.float_pairs() if residues is None else residues
        if len(pairs) < RESIDUES:
            return None
        (a, b), *others = pairs
        if not (any(one for one, _ in pairs) and any(other for _, other in pairs)):
            return 0
        if not exact:
            return 0 if not all(_near(a * d, b * c) for c, d in others) else 1 if a * b > 0 else -1
        if any((a * d - b * c) % PRIME for c, d in others):
            return 0
        signs = {one * other > 0 for one, other in self.float_pairs() if one and other}
        return None if len(signs) != 1 else 1 if signs.pop() else -1

    def unfitting(self) -> bool:
        """Whether the shapes in the first formula do not fit each other, while those in the second do."""
        found = []
        for node in (self.one, self.other):
            try:
                Evaluation(Floating(), self.point(0), self.budget).value(node)
            except (Undefined, NoValue) as trouble:
                found.append(isinstance(trouble, Unfitting))
            else:
                found.append(False)
        return found == [True, False]

    def residue_pairs(self) -> list[tuple[int, int]] | None:
        """Both values modulo the prime at a few points; None where one is no rational function."""
        found: list[tuple[int, int]] = []
        for number in range(TRIES):
            try:
                one, other = self.residues(number)
            except NoValue:
                continue
            except Undefined:
                return None
            if isinstance(one, Table | Identity) or isinstance(other, Table | Identity):
                return None
            found.append((one, other))
            if len(found) == RESIDUES + 1:
                break
        return found

    def float_pairs(self) -> list[tuple[float, float]]:
        """Both values in floats at a few points."""
        found: list[tuple[float, float]] = []
        for number in range(TRIES):
            sample = self.sampled(self.point(number))
            if sample is None or isinstance(sample.one, Table | Identity) or isinstance(sample.other, Table | Identity):
                continue
            found.append((float(sample.one), float(sample.other)))
            if len(found) == SAMPLES:
                break
        return found

    def polynomial(self) -> bool:
        """Whether both are polynomials."""
        return is_polynomial(self.one) and is_polynomial(self.other)

    def domain(self, name: str) -> str:
        """What a symbol stands for; an end of a sum's range is a whole number."""
        if name in self.whole:
            return "integer"
        domains = self.space.domains
        if not domains:
            return "real"
        base = name.partition("[")[0]
        return domains.get(base) or domains.get(base.rpartition("_")[0]) or "real"

    def bits(self, name: str, number: int) -> int:
        """61 bits that belong to the formulas, the symbol and the point."""
        text = f"{number}|{name}".encode()
        return int.from_bytes(hashlib.blake2b(text, key=self.seed, digest_size=8).digest(), "big") >> 3


def alike(one: Any, other: Any, same: Callable[[Any, Any], bool]) -> bool:
    """Whether two values are, entry by entry."""
    if isinstance(one, Identity) and isinstance(other, Identity):
        return same(one.times, other.times)
    if isinstance(one, Table) and isinstance(other, Table):
        return one.shape == other.shape and all(map(same, one.entries, other.entries))
    if isinstance(one, Identity) and isinstance(other, Table) and other.shape[0] == other.shape[1]:
        return alike(square(other.shape[0], one.times), other, same)
    if isinstance(one, Table) and isinstance(other, Identity):
        return alike(other, one, same)
    if isinstance(one, Table | Identity) or isinstance(other, Table | Identity):
        return False
    return same(one, other)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1e-9)


def _nearest(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-8 * max(abs(one), abs(other), 1e-4)


def close(one: Decimal, other: Decimal) -> bool:
    """Whether two 60-digit results count as equal."""
    if one == other:
        return True
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other), Decimal("1e-8"))


def _exact(value: Any) -> Value:
    return value if isinstance(value, int) else Decimal(value)


def _typical(found: list[Sample]) -> list[Sample]:
    """A few points, and one for each side of the bends."""
    sides: dict[tuple[bool, ...], Sample] = {}
    for sample in found:
        sides.setdefault(tuple(branch > 0 for branch in sample.branches), sample)
    return list(sides.values())[:SIDES] if len(sides) > 1 else found[:CONFIRMED]
