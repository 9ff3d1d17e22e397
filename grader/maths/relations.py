"""What an answer says besides a value: a name for it, a chain of equal values, an equation, an inequality, words."""

from __future__ import annotations

from typing import NamedTuple

from grader.maths.nodes import Call, Chain, Group, Interval, Neg, Node, Num, Product, Sum, Sym, WithWords
from grader.maths.points import free_symbols

EQUALS = frozenset("=≈")
_FLIPPED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


class Statement(NamedTuple):
    """One answer, taken apart.

    names : what it calls its value ("y" in y = 2x + 1). members, relations : what stands there, and the signs between.
    words : behind it.
    """

    names: tuple[Node, ...]
    members: tuple[Node, ...]
    relations: tuple[str, ...]
    words: str = ""

    @property
    def value(self) -> Node:
        """The last member; of an approximation the exact one."""
        last = len(self.members) - 1
        while last > 0 and self.relations[last - 1] == "≈" and not free_symbols(self.members[last - 1]):
            last -= 1
        return self.members[last]

    @property
    def is_inequality(self) -> bool:
        """Whether it says which of two is larger, or that they differ."""
        return bool(set(self.relations) - EQUALS)


def statement(node: Node) -> Statement:
    """What an answer says; of steps joined by arrows, the last."""
    words = ""
    while isinstance(node, WithWords) or (isinstance(node, Group) and node.bracket == "" and len(node.items) == 1):
        words = node.words if isinstance(node, WithWords) else words
        node = node.node if isinstance(node, WithWords) else node.items[0]
    if not isinstance(node, Chain):
        return Statement((), (node,), (), words)
    start = len(node.relations) - 1
    while start >= 0 and node.relations[start] != "→":
        start -= 1
    items, relations = node.items[start + 1 :], node.relations[start + 1 :]
    if isinstance(items[-1], WithWords):
        words = words or items[-1].words
        items = (*items[:-1], items[-1].node)
    items = tuple(item.node if isinstance(item, WithWords) else item for item in items)
    if set(relations) == {"∈"} and len(items) == 2 and isinstance(items[1], Interval):
        return Statement(items[:1], items[1:], (), words)
    if set(relations) - EQUALS:
        return Statement((), items, relations, words)
    if len(items) == 2 and isinstance(items[1], Sym) and not free_symbols(items[0]):  # 42 = x
        items = items[::-1]
    names = 0
    while names < len(items) - 1 and is_name(items[names]) and not _occurs(items[names], items[names + 1 :]):
        names += 1
    return Statement(items[:names], items[names:], relations[names:], words)


def is_name(node: Node) -> bool:
    """Whether it names what it stands for: y, f(x), softmax(z)_i, ∂L/∂w."""
    if isinstance(node, Sym):
        return node.name not in ("e", "pi", "infty")
    if isinstance(node, Call):
        return all(is_name(arg) for arg in node.args) and node.name not in ("abs", "norm", "transpose", "det")
    return (
        isinstance(node, Product)
        and len(node.factors) == 2
        and node.factors[0] == Sym("Delta")
        and is_name(node.factors[1])
    )


def _occurs(name: Node, members: tuple[Node, ...]) -> bool:
    """Whether a name occurs in what it would be the name of: x = x² is an equation."""
    if name in members:
        return True
    if isinstance(name, Sym):
        return any(name.name in free_symbols(member) for member in members)
    return False


def difference(left: Node, right: Node) -> Node:
    """Left minus right."""
    return left if right == Num(0) else Sum((left, Neg(right)))


def interval_of(node: Node) -> Interval | None:
    """The interval that a value is, if it is one: also (a, b) and [a, b], which are pairs elsewhere."""
    if isinstance(node, Group) and len(node.items) == 2 and node.bracket in ("(", "["):
        closed = node.bracket == "["
        return Interval(node.items[0], node.items[1], (closed, closed), node.start, node.end)
    return node if isinstance(node, Interval) else None


def as_interval(said: Statement) -> Interval | None:
    """The interval that an inequality of one symbol describes: 0 ≤ x < 1 is [0, 1)."""
    items, relations = said.members, said.relations
    if len(items) == 3 and isinstance(items[1], Sym) and set(relations) <= set("<≤"):
        return Interval(items[0], items[2], (relations[0] == "≤", relations[1] == "≤"))
    if len(items) == 3 and isinstance(items[1], Sym) and set(relations) <= set(">≥"):
        return Interval(items[2], items[0], (relations[1] == "≥", relations[0] == "≥"))
    if len(items) != 2 or relations[0] not in _FLIPPED:
        return None
    left, right, relation = items[0], items[1], relations[0]
    if isinstance(right, Sym) and not isinstance(left, Sym):
        left, right, relation = right, left, _FLIPPED[relation]
    if not isinstance(left, Sym) or free_symbols(right):
        return None
    infinity = Sym("infty")
    if relation in "<≤":
        return Interval(Neg(infinity), right, (False, relation == "≤"))
    return Interval(right, infinity, (relation == "≥", False))


def ordered(said: Statement) -> list[tuple[Node, str]] | None:
    """The inequalities one by one, each as what is negative and whether it may be zero; None for others."""
    found: list[tuple[Node, str]] = []
    for left, relation, right in zip(said.members, said.relations, said.members[1:], strict=False):
        if relation not in _FLIPPED:
            return None
        if relation in ">≥":
            left, right, relation = right, left, _FLIPPED[relation]
        found.append((difference(left, right), relation))
    return found
