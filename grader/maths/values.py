"""Tree → value: exact where it can be, to 50 digits otherwise; every step is bounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DecimalException, localcontext
from fractions import Fraction

from grader.maths.nodes import (
    Call,
    Chain,
    Factorial,
    Group,
    Neg,
    Node,
    Num,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Sum,
    Summation,
    Sym,
    WithWords,
)
from grader.model.answers import Unreadable

Value = int | Fraction | Decimal

PRECISION = 60
"""Working digits; results are compared to 50."""

MAX_BITS = 40_000
"""The size of an exact number; larger ones are refused."""

MAX_FACTORIAL = 1_000
MAX_STEPS = 5_000
MAX_TERMS = 1_000

CONTEXT = Context(prec=PRECISION, Emax=100_000, Emin=-100_000)


def evaluate(node: Node, symbols: Mapping[str, Value] | None = None) -> Value:
    """The number that a tree stands for. Raises Unreadable where a symbol is left over or a bound is met.

    >>> evaluate(Quotient(Num(1), Num(3)))
    Fraction(1, 3)
    """
    with localcontext(CONTEXT):
        try:
            return whole(_Evaluation(symbols or {}).value(node))
        except DecimalException:
            raise Unreadable("this number is out of all bounds", (node.start, node.end)) from None


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


class _Evaluation:
    def __init__(self, symbols: Mapping[str, Value]) -> None:
        self.symbols, self.steps = symbols, 0

    def value(self, node: Node) -> Value:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise _refuse("this takes too many steps to work out", node)
        match node:
            case Num():
                return node.value
            case Sym(name=name):
                return self.symbol(name, node)
            case Neg(arg=arg):
                return -self.value(arg)
            case Sum(terms=terms):
                total: Value = 0
                for term in terms:
                    total = _add(total, self.value(term))
                return _bounded(total, node)
            case Product(factors=factors):
                product: Value = 1
                for factor in factors:
                    product = _bounded(_times(product, self.value(factor)), node)
                return product
            case Quotient(top=top, bottom=bottom):
                return _divide(self.value(top), self.value(bottom), node)
            case Power(base=base, exponent=exponent):
                return self.power(base, exponent, node)
            case Factorial(arg=arg):
                return _factorial(self.value(arg), node)
            case Call(name=name, args=args, primes=primes):
                return call(name, [self.value(arg) for arg in args], primes, node)
            case WithWords(node=inner):
                return self.value(inner)
            case Chain(items=items):
                return self.value(items[-1])
            case Group(items=items, bracket="(") if len(items) == 1:
                return self.value(items[0])
            case PlusMinus():
                raise _refuse("± stands for two numbers; one was expected", node)
            case Summation(body=body, variable=variable, low=low, high=high):
                return self.summed(body, variable, whole(self.value(low)), whole(self.value(high)), node)
            case _:
                raise _refuse("a number was expected here", node)

    def summed(self, body: Node, variable: str, low: Value, high: Value, node: Node) -> Value:
        if not isinstance(low, int) or not isinstance(high, int) or high - low > MAX_TERMS:
            raise _refuse("the range of this sum is out of all bounds", node)
        outer, total = self.symbols, Fraction(0)
        result: Value = total
        for step in range(low, high + 1):
            self.symbols = {**outer, variable: step}
            result = _bounded(_add(result, self.value(body)), node)
        self.symbols = outer
        return result

    def symbol(self, name: str, node: Node) -> Value:
        if name in self.symbols:
            return self.symbols[name]
        if name == "e":
            return Decimal(1).exp()
        if name == "pi":
            return _pi()
        raise _refuse(f"“{name}” has no value here", node)

    def power(self, base: Node, exponent: Node, node: Node) -> Value:
        low, high = self.value(base), whole(self.value(exponent))
        if isinstance(base, Sym) and base.name == "e" and "e" not in self.symbols:
            return call("exp", [high], 0, node)
        return raise_to(low, high, node)


def raise_to(base: Value, exponent: Value, node: Node) -> Value:
    """Base ** exponent, exact where both allow it."""
    if isinstance(exponent, int) and isinstance(base, int | Fraction):
        if base == 0 and exponent < 0:
            raise _refuse("this divides by zero", node)
        size = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
        if size > 1 and size * abs(exponent) > MAX_BITS:
            raise _refuse("this power is out of all bounds", node)
        if size <= 1:
            exponent = exponent % 2 if base == -1 else min(exponent, 1) if exponent >= 0 else -1
        return whole(Fraction(base) ** exponent)
    if isinstance(exponent, Fraction) and isinstance(base, int | Fraction) and base >= 0:
        exact = _exact_root(Fraction(base), exponent)
        if exact is not None:
            return exact
    low, high = real(base), real(exponent)
    if low < 0 and high != high.to_integral_value():
        raise _refuse("the root of a negative number is no real number", node)
    if low == 0 and high <= 0:
        raise _refuse("this divides by zero", node)
    if abs(high) > 100_000:
        raise _refuse("this power is out of all bounds", node)
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
    if len(args) != 1:
        raise _refuse(f"{name} takes one argument", node)
    (x,) = args
    if name == "abs":
        return _size(x)
    if primes:
        return _derivative(name, x, primes, node)
    if name not in _FUNCTIONS:
        raise _refuse(f"{name} has no numerical value here", node)
    if name == "sqrt":
        return raise_to(x, Fraction(1, 2), node)
    exact = _EXACT.get((name, x if isinstance(x, int) else None))
    if exact is not None:
        return exact
    return _FUNCTIONS[name](x, node)


def _size(x: Value) -> Value:
    return x if x >= 0 else -x


def _add(one: Value, other: Value) -> Value:
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return real(one) + real(other)
    return one + other


def _times(one: Value, other: Value) -> Value:
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return real(one) * real(other)
    return one * other


def _divide(top: Value, bottom: Value, node: Node) -> Value:
    if bottom == 0:
        raise _refuse("this divides by zero", node)
    if isinstance(top, Decimal) or isinstance(bottom, Decimal):
        return real(top) / real(bottom)
    return whole(_bounded(Fraction(top) / Fraction(bottom), node))


def _bounded(value: Value, node: Node) -> Value:
    if (
        isinstance(value, int | Fraction)
        and value.numerator.bit_length() + value.denominator.bit_length() > 2 * MAX_BITS
    ):
        raise _refuse("this number is out of all bounds", node)
    return value


def _factorial(value: Value, node: Node) -> Value:
    value = whole(value)
    if not isinstance(value, int) or value < 0:
        raise _refuse("a factorial is taken of whole numbers", node)
    if value > MAX_FACTORIAL:
        raise _refuse("this factorial is out of all bounds", node)
    product = 1
    for factor in range(2, value + 1):
        product *= factor
    return product


def _exp(x: Value, node: Node) -> Value:
    argument = real(x)
    if abs(argument) > 200_000:
        raise _refuse("this exponential is out of all bounds", node)
    return argument.exp()


def _ln(x: Value, node: Node) -> Value:
    if x <= 0:
        raise _refuse("the logarithm is taken of positive numbers", node)
    return real(x).ln()


def _log10(x: Value, node: Node) -> Value:
    if x <= 0:
        raise _refuse("the logarithm is taken of positive numbers", node)
    return real(x).log10()


def _log2(x: Value, node: Node) -> Value:
    if isinstance(x, int) and x > 0 and x & (x - 1) == 0:
        return x.bit_length() - 1
    return real(_ln(x, node)) / Decimal(2).ln()


def _sigmoid(x: Value, node: Node) -> Value:
    small = real(_exp(-_size(x), node))
    return 1 / (1 + small) if x >= 0 else small / (1 + small)


def _tanh(x: Value, node: Node) -> Value:
    small = real(_exp(-2 * _size(x), node))
    size = (1 - small) / (1 + small)
    return size if x >= 0 else -size


def _softplus(x: Value, node: Node) -> Value:
    return real(max(x, 0)) + (1 + real(_exp(-_size(x), node))).ln()


def _sinh(x: Value, node: Node) -> Value:
    return (real(_exp(x, node)) - real(_exp(-x, node))) / 2


def _cosh(x: Value, node: Node) -> Value:
    return (real(_exp(x, node)) + real(_exp(-x, node))) / 2


def _pi() -> Decimal:
    """π by Machin's formula, to the working precision."""
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
        raise _refuse("this angle is out of all bounds", node)
    x = x % (2 * _pi())
    term = x if odd else Decimal(1)
    total, k = term, 1 if odd else 0
    while abs(term) > Decimal(10) ** -(PRECISION + 3):
        term *= -x * x / ((k + 1) * (k + 2))
        k += 2
        total += term
    return total


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
    "floor": _floor, "ceil": _ceil, "sqrt": _relu,
}  # fmt: skip
_EXACT: dict[tuple[str, int | None], Value] = {
    ("exp", 0): 1, ("ln", 1): 0, ("log", 1): 0, ("log10", 1): 0, ("sigma", 0): Fraction(1, 2), ("tanh", 0): 0,
    ("sin", 0): 0, ("cos", 0): 1, ("sinh", 0): 0, ("cosh", 0): 1,
}  # fmt: skip


def _derivative(name: str, x: Value, primes: int, node: Node) -> Value:
    if primes != 1:
        raise _refuse("only first derivatives are known here", node)
    if name == "sigma":
        value = call("sigma", [x], 0, node)
        return _times(value, _add(1, -value))
    if name == "tanh":
        value = call("tanh", [x], 0, node)
        return _add(1, -_times(value, value))
    if name == "relu" and x != 0:
        return 1 if x > 0 else 0
    if name == "softplus":
        return call("sigma", [x], 0, node)
    if name == "exp":
        return call("exp", [x], 0, node)
    if name in ("ln", "log"):
        return _divide(1, x, node)
    raise _refuse(f"the derivative of {name} has no value here", node)


def _refuse(hint: str, node: Node) -> Unreadable:
    return Unreadable(hint, (node.start, node.end))
