"""Expectations, variances and covariances written out over a few outcomes: what holds for all of them holds here.

Formulas with E, Var and Cov are equal only where their arguments are; whether they may be equal by the laws of moments
(E[X + Y] is E[X] + E[Y]) is looked up here, so that such an answer is left to a person instead of being called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.maths.nodes import Call, Neg, Node, Num, Product, Sum, Sym
from grader.maths.points import children, free_symbols, rebuilt

MOMENTS = frozenset({"E", "Var", "Cov"})
OUTCOMES = (Fraction(1, 2), Fraction(1, 4), Fraction(3, 16), Fraction(1, 16))
"""Their probabilities; that they are dependent and of no special distribution is what matters."""


def has_moments(node: Node) -> bool:
    """Whether an expectation, a variance or a covariance occurs in it."""
    if isinstance(node, Call) and node.name in MOMENTS:
        return True
    return any(map(has_moments, children(node)))


def size(node: Node) -> int:
    """How many nodes the formula has when its moments are written out."""
    within = 1 + sum(map(size, children(node)))
    if not isinstance(node, Call) or node.name not in MOMENTS:
        return within
    return within * len(OUTCOMES) * (1 if node.name == "E" else 4)


def random_variables(*nodes: Node) -> frozenset[str]:
    """The names inside of moments that are random: the capitals, or all of them where there are none."""
    inside = {name for node in nodes for name in _inside(node)}
    return frozenset({name for name in inside if name[0].isupper()} or inside)


def _inside(node: Node) -> Iterator[str]:
    if isinstance(node, Call) and node.name in MOMENTS:
        yield from free_symbols(node)
    for child in children(node):
        yield from _inside(child)


def over_outcomes(node: Node, variables: frozenset[str]) -> Node:
    """The formula with each moment written out as a sum over the outcomes."""
    return rebuilt(node, lambda each: _written_out(each, variables))


def _written_out(node: Node, variables: frozenset[str]) -> Node:
    if not isinstance(node, Call) or node.name not in MOMENTS:
        return node
    if node.name == "E" and len(node.args) == 1:
        return _mean(node.args[0], variables)
    if len(node.args) != (2 if node.name == "Cov" else 1):
        return node
    one, other = node.args[0], node.args[-1]
    product = _mean(Product((one, other), ("*",)), variables)
    return Sum((product, Neg(Product((_mean(one, variables), _mean(other, variables)), ("*",)))))


def _mean(node: Node, variables: frozenset[str]) -> Node:
    terms = [Product((Num(share), _at(node, variables, number)), ("*",)) for number, share in enumerate(OUTCOMES)]
    return Sum(tuple(terms))


def _at(node: Node, variables: frozenset[str], number: int) -> Node:
    """The formula at one outcome."""
    return rebuilt(
        node, lambda each: Sym(f"{each.name}@{number}") if isinstance(each, Sym) and each.name in variables else each
    )
