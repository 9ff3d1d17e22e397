"""Values of formulas at random points: in a finite field, or in 60-digit arithmetic within the symbols' domains."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from grader.maths.nodes import (
    Call,
    Chain,
    Factorial,
    Group,
    Interval,
    Matrix,
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
from grader.maths.values import CONTEXT, Value, evaluate, real
from grader.model.answers import Unreadable

PRIME = 2**61 - 1
POINTS = 2
"""Points in the finite field; one would do (see equivalence)."""

SAMPLES = 6
"""Points at which both formulas have a value, in 60-digit arithmetic."""

TRIES = 40
CONSTANTS = {"e", "pi", "infty"}


class Undefined(Exception):  # noqa: N818 - a finding, not a fault
    """A formula has no value at a point, or is no rational function."""


def free_symbols(node: Node) -> set[str]:
    """The names that have no value of their own."""
    names: set[str] = set()
    stack: list[tuple[Node, frozenset[str]]] = [(node, frozenset())]
    while stack:
        here, bound = stack.pop()
        if isinstance(here, Sym) and here.name not in CONSTANTS | bound:
            names.add(here.name)
        if isinstance(here, Summation):
            stack += [(here.low, bound), (here.high, bound), (here.body, bound | {here.variable})]
        else:
            stack += [(child, bound) for child in children(here)]
    return names


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case Num() | Sym():
            return ()
        case Call(args=args):
            return args
        case Neg(arg=arg) | Factorial(arg=arg):
            return (arg,)
        case PlusMinus(arg=arg, left=left):
            return (arg,) if left is None else (left, arg)
        case Sum(terms=terms):
            return terms
        case Product(factors=factors):
            return factors
        case Quotient(top=top, bottom=bottom):
            return top, bottom
        case Power(base=base, exponent=exponent):
            return base, exponent
        case Group(items=items) | Chain(items=items):
            return items
        case Interval(low=low, high=high):
            return low, high
        case Summation(body=body, low=low, high=high):
            return low, high, body
        case Matrix(rows=rows):
            return tuple(entry for row in rows for entry in row)
        case WithWords(node=inner):
            return (inner,)


def _stream(seed: str) -> Iterator[int]:
    """An endless row of 61-bit numbers that nobody can choose a formula for: SHA-256 in counter mode."""
    counter = 0
    while True:
        block = hashlib.sha256(f"{seed}|{counter}".encode()).digest()
        for start in range(0, 32, 8):
            yield int.from_bytes(block[start : start + 8], "big") >> 3
        counter += 1


def residues(nodes: Sequence[Node], names: set[str]) -> list[tuple[int, ...]] | None:
    """The formulas' values modulo a prime at random points; None where one is no rational function of the names."""
    stream = _stream(repr(nodes)[:20_000])
    found: list[tuple[int, ...]] = []
    for _ in range(TRIES):
        point = {name: next(stream) % PRIME for name in sorted(names)}
        try:
            found.append(tuple(_residue(node, point) for node in nodes))
        except ZeroDivisionError:
            continue
        except Undefined:
            return None
        if len(found) == POINTS:
            return found
    return None


def _residue(node: Node, point: Mapping[str, int]) -> int:
    match node:
        case Num():
            value = Fraction(node.value)
            return value.numerator * _inverse(value.denominator) % PRIME
        case Sym(name=name) if name in point:
            return point[name]
        case Neg(arg=arg):
            return -_residue(arg, point) % PRIME
        case Sum(terms=terms):
            return sum(_residue(term, point) for term in terms) % PRIME
        case Product(factors=factors):
            product = 1
            for factor in factors:
                product = product * _residue(factor, point) % PRIME
            return product
        case Quotient(top=top, bottom=bottom):
            return _residue(top, point) * _inverse(_residue(bottom, point)) % PRIME
        case Power(base=base, exponent=exponent):
            power = _whole(exponent)
            if abs(power) > 10_000:
                raise Undefined
            low = _residue(base, point)
            return pow(low if power >= 0 else _inverse(low), abs(power), PRIME)
        case WithWords(node=inner):
            return _residue(inner, point)
        case Group(items=(inner,), bracket="("):
            return _residue(inner, point)
        case _:
            raise Undefined


def _whole(node: Node) -> int:
    try:
        value = evaluate(node)
    except Unreadable:
        raise Undefined from None
    if isinstance(value, int):
        return value
    raise Undefined


def _inverse(value: int) -> int:
    value %= PRIME
    if value == 0:
        raise ZeroDivisionError
    return pow(value, PRIME - 2, PRIME)


def samples(nodes: Sequence[Node], domains: Mapping[str, str]) -> list[tuple[Decimal, ...]]:
    """The formulas' values at random points of the domains where all have one; empty where there are too few."""
    stream = _stream(repr(nodes)[:20_000] + "|samples")
    found: list[tuple[Decimal, ...]] = []
    for number in range(TRIES):
        point = {name: _draw(next(stream), domain, number) for name, domain in sorted(domains.items())}
        try:
            with localcontext(CONTEXT):
                found.append(tuple(real(evaluate(node, point)) for node in nodes))
        except Unreadable:
            continue
        if len(found) == SAMPLES:
            break
    return found if len(found) >= SAMPLES // 2 else []


def _draw(bits: int, domain: str, number: int) -> Value:
    """A value of the domain: small, so that exponentials stay within bounds, and of both signs where it may be."""
    share = Fraction(bits % 10**9 + 1, 10**9 + 1)
    if domain == "integer":
        return 1 + bits % 12
    if domain == "unit":
        return share
    size = share * (3 if number % 3 else Fraction(1, 2)) + Fraction(1, 7)
    if domain == "positive" or (bits >> 40) % 2:
        return size
    return -size
