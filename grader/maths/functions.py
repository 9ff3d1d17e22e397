"""Known functions to 60 digits, exact where they can be; every step is bounded."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache

from grader.maths.nodes import Node
from grader.model.answers import Unreadable

Value = int | Fraction | Decimal

PRECISION = 60
"""Working digits; results are compared to 50."""

MAX_BITS = 40_000
"""The size of an exact number; larger ones are refused."""

MAX_FACTORIAL = 1_000

CONTEXT = Context(prec=PRECISION, Emax=100_000, Emin=-100_000)


def whole(value: Value) -> Value:
    """An exact value as an int where it is one."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def real(value: Value) -> Decimal:
    """The value to PRECISION digits."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def raise_to(base: Value, exponent: Value, node: Node) -> Value:
    """Base ** exponent, exact where both allow it."""
    if isinstance(exponent, int) and isinstance(base, int | Fraction):
        if base == 0 and exponent < 0:
            raise refuse("this divides by zero", node)
        size = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
        if size > 1 and size * abs(exponent) > MAX_BITS:
            raise refuse("this power is out of all bounds", node)
        if size <= 1:
            exponent = exponent % 2 if base == -1 else min(exponent, 1) if exponent >= 0 else -1
        return whole(Fraction(base) ** exponent)
    if isinstance(exponent, Fraction) and isinstance(base, int | Fraction) and base >= 0:
        exact = _exact_root(Fraction(base), exponent)
        if exact is not None:
            return exact
    low, high = real(base), real(exponent)
    if low < 0 and high != high.to_integral_value():
        raise refuse("the root of a negative number is no real number", node)
    if low == 0 and high <= 0:
        raise refuse("this divides by zero", node)
    if abs(high) > 100_000:
        raise refuse("this power is out of all bounds", node)
    return CONTEXT.power(low, high)


def _exact_root(base: Fraction, exponent: Fraction) -> Value | None:
    """Base ** exponent where it is rational."""
    degree = exponent.denominator
    if degree > 12 or abs(exponent.numerator) > 60 or base == 0:
        return None
    roots = []
    for part in (base.numerator, base.denominator):
        if part.bit_length() > 2_000:
            return None
        root = round(part ** (1 / degree)) if part.bit_length() < 900 else 0
        if root**degree != part:
            return None
        roots.append(root)
    return whole(Fraction(roots[0], roots[1]) ** exponent.numerator)


def call(name: str, args: list[Value], primes: int, node: Node) -> Value:
    """The value of a known function at its arguments."""
    if name in ("max", "min") and args and not primes:
        return (max if name == "max" else min)(args)
    if len(args) == 2 and name in ("log", "binom") and not primes:
        return _to_base(args[0], args[1], node) if name == "log" else _binomial(args[0], args[1], node)
    if len(args) != 1:
        raise refuse(f"{name} takes one argument", node)
    (x,) = args
    if name == "abs":
        return size_of(x)
    if primes:
        return _derivative(name, x, primes, node)
    if name not in _FUNCTIONS:
        raise refuse(f"{name} has no numerical value here", node)
    if name == "sqrt":
        return raise_to(x, Fraction(1, 2), node)
    exact = _EXACT.get((name, x if isinstance(x, int) else None))
    if exact is not None:
        return exact
    return _FUNCTIONS[name](x, node)


def size_of(x: Value) -> Value:
    """|x|."""
    return x if x >= 0 else -x


def add(one: Value, other: Value) -> Value:
    """The sum, exact where both are."""
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return real(one) + real(other)
    return one + other


def times(one: Value, other: Value) -> Value:
    """The product, exact where both are."""
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return real(one) * real(other)
    return one * other


def divide(top: Value, bottom: Value, node: Node) -> Value:
    """The quotient, exact where both are. Raises Unreadable for a divisor of zero."""
    if bottom == 0:
        raise refuse("this divides by zero", node)
    if isinstance(top, Decimal) or isinstance(bottom, Decimal):
        return real(top) / real(bottom)
    return whole(bounded(Fraction(top) / Fraction(bottom), node))


def bounded(value: Value, node: Node) -> Value:
    """The value, if it is not larger than numbers may be. Raises Unreadable."""
    if (
        isinstance(value, int | Fraction)
        and value.numerator.bit_length() + value.denominator.bit_length() > 2 * MAX_BITS
    ):
        raise refuse("this number is out of all bounds", node)
    return value


def factorial(value: Value, node: Node) -> Value:
    """The factorial of a whole number. Raises Unreadable."""
    value = whole(value)
    if not isinstance(value, int) or value < 0:
        raise refuse("a factorial is taken of whole numbers", node)
    if value > MAX_FACTORIAL:
        raise refuse("this factorial is out of all bounds", node)
    product = 1
    for factor in range(2, value + 1):
        product *= factor
    return product


def _exp(x: Value, node: Node) -> Value:
    argument = real(x)
    if abs(argument) > 200_000:
        raise refuse("this exponential is out of all bounds", node)
    return argument.exp()


def _ln(x: Value, node: Node) -> Value:
    if x <= 0:
        raise refuse("the logarithm is taken of positive numbers", node)
    return real(x).ln()


def _log10(x: Value, node: Node) -> Value:
    if x <= 0:
        raise refuse("the logarithm is taken of positive numbers", node)
    return real(x).log10()


def _log2(x: Value, node: Node) -> Value:
    if isinstance(x, int) and x > 0 and x & (x - 1) == 0:
        return x.bit_length() - 1
    return real(_ln(x, node)) / Decimal(2).ln()


def _sigmoid(x: Value, node: Node) -> Value:
    small = real(_exp(-size_of(x), node))
    return 1 / (1 + small) if x >= 0 else small / (1 + small)


def _tanh(x: Value, node: Node) -> Value:
    small = real(_exp(-2 * size_of(x), node))
    size = (1 - small) / (1 + small)
    return size if x >= 0 else -size


def _softplus(x: Value, node: Node) -> Value:
    return real(max(x, 0)) + (1 + real(_exp(-size_of(x), node))).ln()


def _sinh(x: Value, node: Node) -> Value:
    return (real(_exp(x, node)) - real(_exp(-x, node))) / 2


def _cosh(x: Value, node: Node) -> Value:
    return (real(_exp(x, node)) + real(_exp(-x, node))) / 2


@cache
def pi() -> Decimal:
    """π by Machin's formula, to the working precision."""
    with localcontext(CONTEXT):
        return _machin()


@cache
def e() -> Decimal:
    """e, to the working precision."""
    with localcontext(CONTEXT):
        return Decimal(1).exp()


def _machin() -> Decimal:
    return 4 * (4 * _arctan_inverse(5) - _arctan_inverse(239))


def _arctan_inverse(n: int) -> Decimal:
    power = total = Decimal(1) / n
    square, k, sign = n * n, 1, 1
    while abs(power) > Decimal(10) ** -(PRECISION + 3):
        power /= square
        k, sign = k + 2, -sign
        total += sign * power / k
    return total


def _sin(x: Value, node: Node) -> Value:
    return _series(real(x), node, odd=True)


def _cos(x: Value, node: Node) -> Value:
    return _series(real(x), node, odd=False)


def _series(x: Decimal, node: Node, *, odd: bool) -> Decimal:
    if abs(x) > 10**6:
        raise refuse("this angle is out of all bounds", node)
    x = x % (2 * pi())
    term = x if odd else Decimal(1)
    total, k = term, 1 if odd else 0
    while abs(term) > Decimal(10) ** -(PRECISION + 3):
        term *= -x * x / ((k + 1) * (k + 2))
        k += 2
        total += term
    return total


def compared(one: Value, relation: str, other: Value, node: Node) -> bool:
    """Whether a relation holds between two numbers."""
    holds = {"<": one < other, ">": one > other, "≤": one <= other, "≥": one >= other, "=": one == other}
    if relation == "≠":
        return one != other
    if relation not in holds:
        raise refuse("this relation has no truth value here", node)
    return holds[relation]


def _to_base(x: Value, base: Value, node: Node) -> Value:
    """log_b(x), exact where both are powers of one whole number."""
    if isinstance(x, int) and isinstance(base, int) and x > 0 and base > 1:
        power, exponent = 1, 0
        while power < x:
            power, exponent = power * base, exponent + 1
        if power == x:
            return exponent
    return divide(_ln(x, node), _ln(base, node), node)


def _binomial(n: Value, k: Value, node: Node) -> Value:
    if not isinstance(n, int) or not isinstance(k, int) or not k >= 0 or not 0 <= n <= MAX_FACTORIAL:
        raise refuse("a binomial coefficient is taken of whole numbers up to 1000", node)
    return math.comb(n, k)


def _erf(x: Value, node: Node) -> Value:
    """The error function by its power series, with digits to spare for what cancels (Abramowitz & Stegun, 7.1.6)."""
    value = real(x)
    if abs(value) > 11:
        return Decimal(1 if value > 0 else -1)
    term = total = 2 * value / pi().sqrt() * (-value * value).exp()
    k = 0
    while abs(term) > Decimal(10) ** -(PRECISION + 3):
        k += 1
        term = term * 2 * value * value / (2 * k + 1)
        total += term
    return total


def _sign(x: Value, node: Node) -> Value:
    return (x > 0) - (x < 0)


def _round(x: Value, node: Node) -> Value:
    return round(x)


def _tan(x: Value, node: Node) -> Value:
    return real(_sin(x, node)) / real(_cos(x, node))


def _arctan(x: Value, node: Node) -> Value:
    value, halvings = real(x), 0
    while abs(value) > Decimal("0.1"):
        value = value / (1 + (1 + value * value).sqrt())
        halvings += 1
    power = total = value
    k, sign = 1, 1
    while abs(power) > Decimal(10) ** -(PRECISION + 3):
        power *= value * value
        k, sign = k + 2, -sign
        total += sign * power / k
    return total * Decimal(2) ** halvings


def _relu(x: Value, node: Node) -> Value:
    return max(x, 0)


def _floor(x: Value, node: Node) -> Value:
    return int(x // 1) if not isinstance(x, Decimal) else int(x.to_integral_value("ROUND_FLOOR"))


def _ceil(x: Value, node: Node) -> Value:
    return -int(_floor(-x, node))


_FUNCTIONS: dict[str, Callable[[Value, Node], Value]] = {
    "exp": _exp, "ln": _ln, "log": _ln, "log10": _log10, "log2": _log2, "sigma": _sigmoid, "tanh": _tanh, "sinh": _sinh,
    "cosh": _cosh, "softplus": _softplus, "sin": _sin, "cos": _cos, "tan": _tan, "arctan": _arctan, "relu": _relu,
    "floor": _floor, "ceil": _ceil, "sqrt": _relu, "erf": _erf, "sign": _sign, "round": _round,
}  # fmt: skip
KNOWN_NAMES = frozenset(_FUNCTIONS) | {"max", "min", "abs", "log", "binom"}
_EXACT: dict[tuple[str, int | None], Value] = {
    ("exp", 0): 1, ("ln", 1): 0, ("log", 1): 0, ("log10", 1): 0, ("sigma", 0): Fraction(1, 2), ("tanh", 0): 0,
    ("sin", 0): 0, ("cos", 0): 1, ("erf", 0): 0, ("sinh", 0): 0, ("cosh", 0): 1,
}  # fmt: skip


def _derivative(name: str, x: Value, primes: int, node: Node) -> Value:
    if primes != 1:
        raise refuse("only first derivatives are known here", node)
    if name == "sigma":
        value = call("sigma", [x], 0, node)
        return times(value, add(1, -value))
    if name == "tanh":
        value = call("tanh", [x], 0, node)
        return add(1, -times(value, value))
    if name == "relu" and x != 0:
        return 1 if x > 0 else 0
    if name == "softplus":
        return call("sigma", [x], 0, node)
    if name == "exp":
        return call("exp", [x], 0, node)
    if name in ("ln", "log"):
        return divide(1, x, node)
    raise refuse(f"the derivative of {name} has no value here", node)


def refuse(hint: str, node: Node) -> Unreadable:
    """What is raised for a node that has no value."""
    return Unreadable(hint, (node.start, node.end))
