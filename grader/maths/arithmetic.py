"""The two arithmetics in which formulas are compared: numbers modulo a prime, and floats."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from grader.maths.opaque import opaque

PRIME = 2**61 - 1

BRANCHES = 12
"""Sides of one maximum that are kept track of."""


class Undefined(Exception):  # noqa: N818 - a finding, not a fault
    """A formula is none of this arithmetic, or its parts do not fit each other."""


class Unfitting(Undefined):
    """The shapes of matrices do not fit each other."""


class NoValue(ArithmeticError):  # noqa: N818 - a finding, not a fault
    """A formula has no value at a point."""


class Arithmetic(Protocol):
    """Scalars and what can be done with them. `branches`: which sides of its bends a formula took, and how near."""

    branches: list[float]

    def number(self, value: int | Fraction) -> Any:
        """The scalar that a literal is."""

    def inverse(self, x: Any) -> Any:
        """1/x. Raises NoValue for 0."""

    def power(self, base: Any, exponent: Any) -> Any:
        """Base to an exponent that is a whole number, or a scalar of this arithmetic."""

    def call(self, name: str, args: Sequence[Any]) -> Any:
        """The value of a function. Raises Undefined where it has none in this arithmetic."""

    def compare(self, one: Any, relation: str, other: Any) -> Any:
        """1 where the relation holds, else 0."""

    def constant(self, name: str) -> Any:
        """The value of e or pi."""


class Modular:
    """Numbers modulo 2⁶¹ − 1: exact, for rational functions."""

    def __init__(self) -> None:
        self.branches: list[float] = []

    def number(self, value: int | Fraction) -> int:
        if isinstance(value, int):
            return value % PRIME
        return value.numerator * self.inverse(value.denominator) % PRIME

    def inverse(self, x: int) -> int:
        x %= PRIME
        if x == 0:
            raise NoValue
        return pow(x, -1, PRIME)

    def power(self, base: int, exponent: Any) -> int:
        if not isinstance(exponent, int) or abs(exponent) > 10_000:
            raise Undefined
        return pow(base if exponent >= 0 else self.inverse(base), abs(exponent), PRIME)

    def call(self, name: str, args: Sequence[int]) -> int:
        raise Undefined

    def compare(self, one: int, relation: str, other: int) -> int:
        raise Undefined

    def constant(self, name: str) -> int:
        raise Undefined

    def opaque(self, name: str, args: Sequence[int]) -> int:
        return int(opaque(name, args, lambda top, bottom: top * self.inverse(bottom) % PRIME))

    def reduced(self, x: Any) -> int:
        return int(x) % PRIME


class Floating:
    """Floats of 64 bits, for everything else."""

    def __init__(self) -> None:
        self.branches: list[float] = []

    def number(self, value: int | Fraction) -> float:
        try:
            return float(value)
        except OverflowError:
            raise NoValue from None

    def inverse(self, x: float) -> float:
        if x == 0:
            raise NoValue
        return 1 / x

    def power(self, base: float, exponent: Any) -> float:
        try:
            value = float(base) ** exponent
        except (ZeroDivisionError, OverflowError, ValueError):
            raise NoValue from None
        if isinstance(value, complex):
            raise NoValue
        return float(value)

    def call(self, name: str, args: Sequence[float]) -> float:
        if name in ("max", "min") and args:
            best = max(args) if name == "max" else min(args)
            if len(args) <= 3:
                self.branches += [one - other for place, one in enumerate(args) for other in args[:place]]
            else:
                self.branches += [best - arg for arg in args[:BRANCHES]]
            return best
        if name == "log" and len(args) == 2:
            return self.call("ln", args[:1]) * self.inverse(self.call("ln", args[1:]))
        if name == "binom" and len(args) == 2:
            if not (args[0] == int(args[0]) and args[1] == int(args[1]) and args[1] >= 0 and 0 <= args[0] <= 1_000):
                raise NoValue
            return float(math.comb(int(args[0]), int(args[1])))
        function = _FLOATS.get(name)
        if function is None or len(args) != 1:
            raise Undefined
        (x,) = args
        if name in ("relu", "abs", "sign", "relu'", "abs'"):
            self.branches.append(x)
        try:
            return float(function(x))
        except (OverflowError, ValueError, ZeroDivisionError):
            raise NoValue from None

    def compare(self, one: float, relation: str, other: float) -> float:
        self.branches.append(one - other)
        holds = {
            "<": one < other, ">": one > other, "≤": one <= other, "≥": one >= other, "=": one == other,
            "≠": one != other,
        }.get(relation)  # fmt: skip
        if holds is None:
            raise Undefined
        return float(holds)

    def constant(self, name: str) -> float:
        return math.e if name == "e" else math.pi

    def opaque(self, name: str, args: Sequence[float]) -> float:
        return float(opaque(name, args, lambda top, bottom: top / bottom))

    def reduced(self, x: Any) -> float:
        return float(x)


def _sigmoid(x: float) -> float:
    small = math.exp(-abs(x))
    return 1 / (1 + small) if x >= 0 else small / (1 + small)


def _slope(of: str) -> Any:
    def slope(x: float) -> float:
        if of == "sigma":
            return _sigmoid(x) * _sigmoid(-x)
        if of == "tanh":
            return 1 - math.tanh(x) ** 2
        return float(x > 0)

    return slope


_FLOATS: dict[str, Any] = {
    "exp": math.exp, "ln": math.log, "log": math.log, "log10": math.log10, "log2": math.log2, "sqrt": math.sqrt,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh,
    "arctan": math.atan, "sigma": _sigmoid, "relu": lambda x: max(x, 0.0), "abs": abs, "erf": math.erf,
    "softplus": lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x))), "floor": math.floor, "ceil": math.ceil,
    "round": round, "sign": lambda x: (x > 0) - (x < 0), "sigma'": _slope("sigma"), "tanh'": _slope("tanh"),
    "relu'": _slope("relu"), "softplus'": _sigmoid, "exp'": math.exp, "ln'": lambda x: 1 / x, "log'": lambda x: 1 / x,
}  # fmt: skip
