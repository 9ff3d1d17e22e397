"""Whether two values are the same, and how near they are: numbers, formulas, matrices, tuples, sets, intervals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from grader.maths import identity
from grader.maths.budget import Budget
from grader.maths.identity import Space
from grader.maths.moments import has_moments, over_outcomes, random_variables, size
from grader.maths.nearness import compare, computed, rounds_to
from grader.maths.nodes import (
    Call,
    Chain,
    Group,
    Interval,
    Matrix,
    Neg,
    Node,
    Num,
    PlusMinus,
    Product,
    Sum,
    Sym,
    WithWords,
)
from grader.maths.orders import is_order, same_order
from grader.maths.points import children, free_symbols
from grader.maths.quantities import significant_digits
from grader.maths.spaces import Symbol, declared, general, is_linear, order_may_matter, undeclared, usual
from grader.maths.tokens import GREEK
from grader.maths.values import evaluate
from grader.maths.vocabulary import ACCENTS
from grader.maths.words import Words, meaning
from grader.model.answers import Match, Unreadable

DIGITS = 3
"""Significant digits that a rounded answer has to give where nothing else is said."""


def final(node: Node) -> Node:
    """What an answer comes to: the right side of an equation, the exact side of an approximation; words are kept."""
    if isinstance(node, WithWords):
        inner = final(node.node)
        return inner if meaning(node.words) == Words("") else WithWords(inner, node.words, node.start, node.end)
    if isinstance(node, Chain):
        last = len(node.items) - 1
        while last > 0 and node.relations[last - 1] == "≈" and not free_symbols(node.items[last - 1]):
            last -= 1
        return final(node.items[last])
    if isinstance(node, Group) and len(node.items) == 1 and node.bracket == "":
        return final(node.items[0])
    return node


_REASONS = {
    "sign": "Look at the sign again.",
    "reciprocal": "This is the reciprocal of what was asked for.",
    "factor": "A constant factor is off.",
    "power": "A square or a square root is off.",
    "term": "A term is missing.",
    "transpose": "Rows and columns are exchanged.",
    "order": "Look at the order of the products and at the transposes again.",
}


def plain(node: Node) -> Node:
    """Without words and lone parentheses; ± as the set of both values."""
    node = final(node)
    if isinstance(node, PlusMinus):
        if node.left is None:
            return Group((node.arg, Neg(node.arg)), "{")
        return Group((Sum((node.left, node.arg)), Sum((node.left, Neg(node.arg)))), "{")
    return node


def _rows(node: Node) -> tuple[tuple[Node, ...], ...] | None:
    if isinstance(node, Matrix):
        return node.rows
    if isinstance(node, Group) and node.bracket in "[(" and node.bracket:
        return (node.items,)
    return None


def unit_of(node: Node) -> Fraction | None:
    """The place value of the last digit where the node is a literal decimal or rounded figure."""
    literal = node.arg if isinstance(node, Neg) else node
    return literal.unit if isinstance(literal, Num) else None


def _symbols(node: Node) -> list[Sym]:
    found: list[Sym] = []
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, Sym):
            found.append(here)
        stack += children(here)
    return found


def _holds(node: Node, names: set[str]) -> bool:
    if isinstance(node, Call) and (node.name in names or node.name[0] in names):
        return True
    return any(_holds(child, names) for child in children(node))


def _is_opaque(node: Node) -> bool:
    return isinstance(node, Call) and (is_order(node) or node.name[:1].isupper() or node.name[:1] == "∇")


def _signs(node: Node) -> Iterator[str]:
    """The signs of all products that may be by entries or by rows and columns."""
    if isinstance(node, Product):
        yield from ("*" if mark in ("*", "×") else "" for mark in node.marks)
    for child in children(node):
        yield from _signs(child)


def _unflipped(node: Node) -> Node:
    """Without transposes, for a look at what is left when the order of products does not matter."""
    if isinstance(node, Call) and node.name == "transpose":
        return _unflipped(node.args[0])
    if isinstance(node, Sum):
        return Sum(tuple(map(_unflipped, node.terms)))
    if isinstance(node, Neg):
        return Neg(_unflipped(node.arg))
    if isinstance(node, Product):
        return Product(tuple(map(_unflipped, node.factors)), node.marks)
    return node


def span_of(node: Node) -> tuple[int, int]:
    """The characters that the node was read from."""
    return node.start, node.end


class Values:
    """One comparison: the declared symbols, the digits asked for, and what it may still cost."""

    def __init__(self, symbols: Mapping[str, Symbol], digits: int, budget: Budget | None = None) -> None:
        self.symbols, self.digits = symbols, digits
        self.budget = budget or Budget()
        self.space = declared(symbols)

    def match(self, given: Node, key: Node) -> Match:
        """Equal or not, and how near."""
        given, key = plain(given), plain(key)
        if self.written_alike(given, key):
            return Match(True)
        if isinstance(key, Matrix) or isinstance(given, Matrix):
            return self.matrices(given, key)
        if isinstance(key, Group | Interval) or isinstance(given, Group | Interval):
            return self.groups(given, key)
        return self.scalars(given, key)

    def written_alike(self, given: Node, key: Node) -> bool:
        """Whether both are the same tree; the signs of products count where they may be products of matrices."""
        if given != key:
            return False
        scalar = self.space.shapes is None and not is_linear(given)
        return scalar or list(_signs(given)) == list(_signs(key))

    def matrices(self, given: Node, key: Node) -> Match:
        """Entry by entry."""
        mine, theirs = _rows(given), _rows(key)
        if mine is None or theirs is None:
            if self.space.shapes is not None and self.identical(given, key):
                return Match(True)
            return Match(False, "A matrix was expected." if theirs else "No matrix was expected.", "type")
        if self.tables(mine, theirs):
            return Match(True)
        flipped = tuple(zip(*mine, strict=True))
        if self.tables(flipped, theirs):
            return Match(False, "Rows and columns are exchanged.", "transpose")
        if (len(mine), len(mine[0])) != (len(theirs), len(theirs[0])):
            return Match(False, "The matrix has another size than was asked for.", "axes")
        prints = [sorted(tuple(self.fingerprint(entry) for entry in row) for row in rows) for rows in (mine, theirs)]
        if len(mine) > 1 and prints[0] == prints[1]:
            return Match(False, "The rows are right, in another order.", "permutation")
        return Match(False, "", "different")

    def tables(self, one: tuple[tuple[Node, ...], ...], other: tuple[tuple[Node, ...], ...]) -> bool:
        """Whether all entries are the same; the first that is not ends it."""
        return [len(row) for row in one] == [len(row) for row in other] and all(
            self.equal(mine, theirs)
            for row, its in zip(one, other, strict=True)
            for mine, theirs in zip(row, its, strict=True)
        )

    def equal(self, given: Node, key: Node) -> bool:
        """Equal or not; how near is not looked at."""
        given, key = plain(given), plain(key)
        if self.written_alike(given, key):
            return True
        if isinstance(given, Matrix | Group | Interval) or isinstance(key, Matrix | Group | Interval):
            return self.match(given, key).equal is True
        if free_symbols(given) or free_symbols(key):
            return self.identical(given, key) is True
        return self.numbers(given, key).equal is True

    def groups(self, given: Node, key: Node) -> Match:
        """Item by item; sets in any order."""
        if isinstance(given, Interval) or isinstance(key, Interval):
            if not isinstance(given, Interval) or not isinstance(key, Interval) or given.closed != key.closed:
                return Match(
                    False, "The brackets say which ends belong to the interval: look at them again.", "interval"
                )
            return self.items((given.low, given.high), (key.low, key.high))
        if not isinstance(given, Group) or not isinstance(key, Group):
            return Match(
                False,
                "One value was expected." if isinstance(given, Group) else "More than one value was expected.",
                "type",
            )
        if (given.bracket == "{") != (key.bracket == "{") and "" not in (given.bracket, key.bracket):
            return Match(False, "A set has braces, a tuple parentheses.", "type")
        if "{" in (given.bracket, key.bracket):
            return Match(True) if self.unordered(given.items, key.items) else Match(False, "", "different")
        return self.items(given.items, key.items)

    def items(self, given: tuple[Node, ...], key: tuple[Node, ...]) -> Match:
        """Item by item, in order."""
        if len(given) != len(key):
            return Match(False, f"{len(key)} values were expected, {len(given)} are given.", "axes")
        matches: list[Match] = []
        for mine, theirs in zip(given, key, strict=True):
            matches.append(self.match(mine, theirs))
            if matches[-1].code != matches[0].code:
                break
        if all(matches):
            return Match(True)
        if sorted(map(self.fingerprint, given)) == sorted(map(self.fingerprint, key)):
            return Match(False, "These are the right values, in another order.", "permutation")
        if len(matches) == len(key) and len({match.code for match in matches}) == 1:
            return matches[0]
        return Match(False, "", "different")

    def unordered(self, given: tuple[Node, ...], key: tuple[Node, ...]) -> bool:
        """Whether the items are the same in some order, as sets have them."""
        mine, theirs = self.distinct(given), self.distinct(key)
        return len(mine) == len(theirs) and all(map(self.equal, mine, theirs))

    def distinct(self, items: tuple[Node, ...]) -> list[Node]:
        """The different items, in the order of their values at one point."""
        kept: list[Node] = []
        for item in sorted(items, key=self.fingerprint):
            if not kept or not self.equal(item, kept[-1]):
                kept.append(item)
        return kept

    def fingerprint(self, node: Node) -> tuple[float, ...]:
        """The value at one point, to ten digits: equal for what is the same, hardly ever for what is not."""
        node = plain(node)
        if isinstance(node, Group | Matrix):
            return tuple(value for child in children(node) for value in self.fingerprint(child))
        sample = identity.Comparison(node, Num(0), self.space, self.budget, "fingerprint")
        found = sample.sampled(sample.point(0))
        if found is None or not isinstance(found.one, float | int):
            return (float(len(repr(node))),)
        return (float(f"{found.one:.10g}"),)

    def scalars(self, given: Node, key: Node) -> Match:
        """Two numbers or formulas."""
        names = free_symbols(given) | free_symbols(key)
        if not names and not (_is_opaque(given) or _is_opaque(key)):
            return self.numbers(given, key)
        if is_order(given) or is_order(key):
            return same_order(given, key)
        same = self.identical(given, key)
        if same:
            return Match(True)
        stranger = self.stranger(given, key)
        if stranger is not None:
            return stranger
        if same is None:
            if self.space.shapes and identity.Comparison(given, key, self.space, self.budget).unfitting():
                return Match(False, "The shapes of these factors do not fit each other.", "shapes")
            raise Unreadable("it could not be told whether this is the same", span_of(given))
        self.doubt(given, key)
        return self.nearness(given, key)

    def stranger(self, given: Node, key: Node) -> Match | None:
        """Of an answer that has a symbol too many, that it has. Raises Unreadable where it is a word."""
        bound = set(undeclared(given, self.symbols.values())) - free_symbols(key)
        for name in sorted(bound):
            if name.startswith("∂"):
                raise Unreadable("it could not be told whether these derivatives are the same", span_of(given))
            head, _, index = name.partition("^")[0].partition("_")
            word = len(head) > 1 and head not in GREEK and index not in ACCENTS
            place = next((node for node in _symbols(given) if node.name == name), given)
            if word or re.search(r"\^\(\d", name):
                raise Unreadable(f"“{name}” is no symbol of this question", span_of(place))
            return Match(False, f"“{name}” is no symbol of this question.", "symbol")
        return None

    def identical(self, given: Node, key: Node) -> bool | None:
        """Whether two formulas agree at random points; None where that can't be told."""
        compared = identity.Comparison(given, key, self.space, self.budget)
        if self.space.shapes is not None:
            return compared.same()
        if is_linear(given) or is_linear(key):
            return self.usually(given, key)
        same = compared.same()
        if same:
            doubtful = order_may_matter((given, key))
            if doubtful and identity.Comparison(given, key, doubtful, self.budget).exactly() is False:
                raise Unreadable("the order of the factors is another one, which matters for matrices", span_of(given))
        return same

    def usually(self, given: Node, key: Node) -> bool | None:
        """Whether formulas of vectors and matrices agree whose symbols are not declared."""
        nodes = (given, key)
        space = usual(nodes)
        same = identity.Comparison(given, key, space, self.budget).same()
        if same is None:
            return identity.Comparison(given, key, general(nodes), self.budget).same() or None
        if same or not space.shapes:
            return same
        for name, shape in sorted(space.shapes.items())[:4]:
            if shape[1] == 1:
                other = usual(nodes, frozenset({name}))
                if identity.Comparison(given, key, other, self.budget).same():
                    return None
        return False

    def doubt(self, given: Node, key: Node) -> None:
        """Raises Unreadable where two formulas differ only by what nobody has said."""
        if any(_holds(node, {"floor", "ceil", "round"}) for node in (given, key)):
            whole = dict.fromkeys(free_symbols(given) | free_symbols(key), "integer")
            space = self.space._replace(domains={**whole, **self.space.domains})
            if identity.Comparison(given, key, space, self.budget).same():
                raise Unreadable("this is the same for whole numbers only", span_of(given))
        if has_moments(given) and has_moments(key):
            self.budget.spend(4 * (size(given) + size(key)))
            variables = random_variables(given, key)
            written_out = [over_outcomes(node, variables) for node in (given, key)]
            if identity.Comparison(written_out[0], written_out[1], self.space, self.budget).same():
                raise Unreadable("it could not be told whether these moments are the same", span_of(given))
        slopes = [{name for name in free_symbols(node) if name[0] == "∂"} for node in (given, key)]
        if slopes[0] != slopes[1]:  # the chain rule is not known here
            raise Unreadable("it could not be told whether these derivatives are the same", span_of(given))

    def nearness(self, given: Node, key: Node) -> Match:
        """How a wrong formula differs, as far as that is proved."""
        space = self.space
        if space.shapes is None and (is_linear(given) or is_linear(key)):
            space = usual((given, key))
        if space.shapes is not None:
            return self.linear_nearness(given, key, space)
        compared = identity.Comparison(given, key, space, self.budget)
        code = compared.ratio()
        if not code and isinstance(key, Sum) and 1 < len(key.terms) <= 6:
            for place, term in enumerate(key.terms):
                rest = Sum((*key.terms[:place], *key.terms[place + 1 :]))
                if identity.Comparison(given, rest, space, self.budget).exactly():
                    code = "term"
                elif identity.Comparison(given, Sum((rest, Neg(term))), space, self.budget).exactly():
                    code = "sign"
        return Match(False, _REASONS.get(code, ""), code or "different")

    def linear_nearness(self, given: Node, key: Node, space: Space) -> Match:
        """How a wrong formula of vectors and matrices differs: transposed, in the order of a product."""
        flipped = Call("transpose", (given,))
        if identity.Comparison(flipped, key, space, self.budget).same():
            return Match(False, _REASONS["transpose"], "transpose")
        numbers = space._replace(shapes=None, sizes={})
        if identity.Comparison(_unflipped(given), _unflipped(key), numbers, self.budget).exactly():
            return Match(False, _REASONS["order"], "order")
        code = identity.Comparison(given, key, space, self.budget).ratio()
        return Match(False, _REASONS.get(code, ""), code or "different")

    def numbers(self, given: Node, key: Node) -> Match:
        """Two numbers: exactly, or to the digits given."""
        value, target = evaluate(given, budget=self.budget), evaluate(key, budget=self.budget)
        unit, key_unit = unit_of(given), unit_of(key)
        exact_answer_to_a_rounded_key = (
            unit is None
            and key_unit is not None
            and (rounds_to(value, target, key_unit) or computed(target, key_unit, value))
            and significant_digits(target, key_unit) >= self.digits
        )
        return Match(True) if exact_answer_to_a_rounded_key else compare(value, unit, target, self.digits)
