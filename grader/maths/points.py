"""What a formula is made of: its symbols and its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.maths.nodes import (
    EVERY,
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

CONSTANTS = {"e", "pi", "infty", EVERY}


def free_symbols(node: Node) -> set[str]:
    """The names that have no value of their own."""
    names: set[str] = set()
    stack: list[tuple[Node, frozenset[str]]] = [(node, frozenset())]
    while stack:
        here, bound = stack.pop()
        if isinstance(here, Sym) and here.name not in CONSTANTS and here.name not in bound:
            names.add(here.name)
        if isinstance(here, Summation):
            stack += [(here.low, bound), (here.high, bound), (here.body, bound | {here.variable})]
        else:
            stack += [(child, bound) for child in children(here)]
    return names


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    return _BELOW[type(node)](node)


_BELOW: dict[Any, Callable[[Any], tuple[Node, ...]]] = {
    Num: lambda node: (),
    Sym: lambda node: (),
    Call: lambda node: node.args,
    Neg: lambda node: (node.arg,),
    Factorial: lambda node: (node.arg,),
    PlusMinus: lambda node: (node.arg,) if node.left is None else (node.left, node.arg),
    Sum: lambda node: node.terms,
    Product: lambda node: node.factors,
    Quotient: lambda node: (node.top, node.bottom),
    Power: lambda node: (node.base, node.exponent),
    Group: lambda node: node.items,
    Chain: lambda node: node.items,
    Interval: lambda node: (node.low, node.high),
    Summation: lambda node: (node.low, node.high, node.body),
    Matrix: lambda node: tuple(entry for row in node.rows for entry in row),
    WithWords: lambda node: (node.node,),
}
"""The parts of each kind of node: a table, since this is asked more often than anything else."""


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The formula with each part replaced by what `change` makes of it, from the leaves up."""

    def part(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(part, value))
        return rebuilt(value, change) if isinstance(value, Node) else value

    names = type(node).__slots__  # type: ignore[union-attr]
    return change(type(node)(**{name: part(getattr(node, name)) for name in names}))
