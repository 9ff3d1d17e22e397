"""Where formulas are compared: values drawn for their symbols, and what about a formula decides on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.maths.nodes import EVERY, Call, Factorial, Node, Num, Power, Quotient, Summation
from grader.maths.points import children, free_symbols

_SCALES = (3.0, 0.5, 8.0, 3.0, 30.0, 1.0)


def has_steps(node: Node) -> bool:
    """Whether it jumps at whole numbers."""
    if isinstance(node, Call) and node.name in ("floor", "ceil", "round"):
        return True
    return any(map(has_steps, children(node)))


def whole_names(node: Node) -> Iterator[str]:
    """Symbols in the ends of a sum's range: they are whole numbers."""
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, Summation):
            for end in (here.low, here.high):
                yield from free_symbols(end) - {EVERY}
        stack += children(here)


def drawn(bits: int, domain: str, number: int, place: int) -> Any:
    """A value of the domain: of several sizes, so that exponentials stay within bounds; the signs take all patterns."""
    share = (bits % 2**40 + 1) / (2**40 + 1)
    if domain == "integer":
        return 1 + bits % 8
    if domain == "unit":
        return share
    size = share * _SCALES[number % len(_SCALES)] + 1 / 7
    if domain == "positive":
        return size
    if number % 4 == 0:  # where all are positive, logarithms have values
        return size
    pattern = number - number // 4 - 1
    negative = (pattern >> place) % 2 if pattern < 32 and place < 5 else (bits >> 50) % 2
    return -size if negative else size


def is_polynomial(node: Node) -> bool:
    """Whether it is a polynomial: then an equation with it is the same up to a factor or another one."""
    if isinstance(node, Quotient) and free_symbols(node.bottom):
        return False
    if isinstance(node, Power) and not (isinstance(node.exponent, Num) and isinstance(node.exponent.value, int)):
        return False
    if isinstance(node, Call | Factorial | Summation):
        return False
    return all(map(is_polynomial, children(node)))
