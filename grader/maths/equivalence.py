"""Whether two answers are the same, and if not, how near they are.

Numbers are compared exactly or to 50 digits; decimals to the digits given. Formulas are compared by evaluating both
at random points: in a finite field where they are rational functions, in 60-digit arithmetic otherwise. A rational
function of degree d that is not zero vanishes at a random point with a chance of at most d / (2⁶¹ − 1) (Schwartz and
Zippel); with two points and the degrees that fit our bounds this is below 10⁻²⁴.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from grader.maths.nodes import Chain, Group, Interval, Matrix, Neg, Node, Num, PlusMinus, Sum, Sym, WithWords
from grader.maths.parser import parse
from grader.maths.points import free_symbols, residues, samples
from grader.maths.quantities import significant_digits
from grader.maths.values import CONTEXT, Value, evaluate, real
from grader.model.answers import Match, Unreadable

DIGITS = 3
"""Significant digits that a rounded answer has to give where nothing else is said."""

TOLERANCE = Decimal(10) ** -45
"""Relative difference up to which two 60-digit results count as equal."""


class Symbol(NamedTuple):
    """A symbol of a question: its canonical name, its other spellings, and what it stands for.

    domain : "real", "positive", "integer" (at least 1) or "unit" (between 0 and 1).
    """

    name: str
    spellings: tuple[str, ...] = ()
    domain: str = "real"


Symbols = Mapping[str, Symbol] | Iterable[Symbol | str]


def equivalent(
    answer: str | Node, reference: str | Node, *, symbols: Symbols | None = None, digits: int = DIGITS
) -> Match:
    """Whether an answer says the same as a reference.

    symbols : the question's symbols; those of the reference where they are left out. digits : how many significant
    digits a rounded answer has to give. An answer that can't be read is not equal, with the code "unreadable". Raises
    Unreadable where the reference can't be read.

    >>> equivalent("e/(4(1+e))", "sigma(1)/4").equal
    True
    >>> equivalent("(1 - b)^-1", "1/(b - 1)").reason
    'Look at the sign again.'
    """
    declared = _declared(symbols)
    spellings = {spelling: symbol.name for symbol in declared.values() for spelling in (symbol.name, *symbol.spellings)}
    key = parse(reference, spellings) if isinstance(reference, str) else reference
    names = dict.fromkeys(free_symbols(key)) | dict.fromkeys(declared)
    try:
        given = parse(answer, spellings | {name: name for name in names}) if isinstance(answer, str) else answer
        return Comparison(declared, digits).match(final(given), final(key))
    except Unreadable as trouble:
        return Match(False, trouble.hint, "unreadable")


def final(node: Node) -> Node:
    """What an answer comes to: without its words, the right side of an equation, the exact side of an approximation."""
    if isinstance(node, WithWords):
        return final(node.node)
    if isinstance(node, Chain):
        last = len(node.items) - 1
        while last > 0 and node.relations[last - 1] == "≈" and not free_symbols(node.items[last - 1]):
            last -= 1
        return final(node.items[last])
    if isinstance(node, Group) and len(node.items) == 1 and node.bracket == "":
        return final(node.items[0])
    return node


def _declared(symbols: Symbols | None) -> dict[str, Symbol]:
    if symbols is None:
        return {}
    listed = symbols.values() if isinstance(symbols, Mapping) else symbols
    named = [symbol if isinstance(symbol, Symbol) else Symbol(symbol) for symbol in listed]
    return {symbol.name: symbol for symbol in named}


class Comparison:
    """One comparison: the declared symbols and the digits asked for."""

    def __init__(self, symbols: Mapping[str, Symbol], digits: int) -> None:
        self.symbols, self.digits = symbols, digits

    def match(self, given: Node, key: Node) -> Match:
        """Equal or not, and how near."""
        given, key = _plain(given), _plain(key)
        if given == key:
            return Match(True)
        if isinstance(key, Matrix) or isinstance(given, Matrix):
            return self.matrices(given, key)
        if isinstance(key, Group | Interval) or isinstance(given, Group | Interval):
            return self.groups(given, key)
        return self.scalars(given, key)

    def matrices(self, given: Node, key: Node) -> Match:
        """Entry by entry."""
        mine, theirs = _rows(given), _rows(key)
        if mine is None or theirs is None:
            return Match(False, "A matrix was expected." if theirs else "No matrix was expected.", "type")
        if _equal_tables(mine, theirs, self):
            return Match(True)
        flipped = tuple(zip(*mine, strict=True))
        if _equal_tables(flipped, theirs, self):
            return Match(False, "Rows and columns are exchanged.", "transpose")
        if (len(mine), len(mine[0])) != (len(theirs), len(theirs[0])):
            return Match(False, "The matrix has another size than was asked for.", "axes")
        if len(mine) > 1 and self.unordered(
            tuple(Group(row, "(") for row in mine), tuple(Group(row, "(") for row in theirs)
        ):
            return Match(False, "The rows are right, in another order.", "permutation")
        return Match(False, "", "different")

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
        matches = [self.match(mine, theirs) for mine, theirs in zip(given, key, strict=True)]
        if all(matches):
            return Match(True)
        if self.unordered(given, key):
            return Match(False, "These are the right values, in another order.", "permutation")
        wrong = [match for match in matches if not match]
        if len(wrong) == len(matches) and len({match.code for match in wrong}) == 1:
            return wrong[0]
        return Match(False, "", "different")

    def unordered(self, given: tuple[Node, ...], key: tuple[Node, ...]) -> bool:
        """Whether the items are the same in some order, as sets have them."""
        left = list(key)
        kept = _distinct(given, self)
        if len(kept) != len(_distinct(key, self)):
            return False
        for item in kept:
            place = next((place for place, other in enumerate(left) if self.match(item, other)), None)
            if place is None:
                return False
            del left[place]
        return True

    def scalars(self, given: Node, key: Node) -> Match:
        """Two numbers or formulas."""
        names = free_symbols(given) | free_symbols(key)
        stranger = sorted(free_symbols(given) - free_symbols(key) - set(self.symbols))
        if not names:
            return self.numbers(given, key)
        if self.identical(given, key, names):
            return Match(True)
        if stranger:
            return Match(False, f"“{stranger[0]}” is no symbol of this question.", "symbol")
        return self.nearness(given, key, names)

    def identical(self, given: Node, key: Node, names: set[str]) -> bool:
        """Whether two formulas agree at random points."""
        exact = residues((given, key), names)
        if exact is not None:
            return all(one == other for one, other in exact)
        pairs = samples((given, key), {name: self.domain(name) for name in names})
        return bool(pairs) and all(_close(one, other) for one, other in pairs)

    def domain(self, name: str) -> str:
        """What the symbol stands for."""
        return self.symbols[name].domain if name in self.symbols else "real"

    def nearness(self, given: Node, key: Node, names: set[str]) -> Match:
        """How a wrong formula differs: in its sign, by a constant factor, by its reciprocal."""
        pairs = samples((given, key), {name: self.domain(name) for name in names})
        with localcontext(CONTEXT):
            return _ratio(pairs)

    def numbers(self, given: Node, key: Node) -> Match:
        """Two numbers: exactly, or to the digits given."""
        value, target = evaluate(given), evaluate(key)
        unit, key_unit = _unit(given), _unit(key)
        exact_answer_to_a_rounded_key = (
            unit is None
            and key_unit is not None
            and rounds_to(value, target, key_unit)
            and significant_digits(target, key_unit) >= self.digits
        )
        return Match(True) if exact_answer_to_a_rounded_key else compare(value, unit, target, self.digits)


def compare(value: Value, unit: Fraction | None, target: Value, digits: int) -> Match:
    """Whether a number is the right one: exactly where unit is None, else to the digits given; how near it is if not.

    unit : the place value of the last digit given. digits : how many significant digits a decimal has to give.
    """
    if _same(value, target) or _computed(value, unit, target):
        return Match(True)
    if unit is not None and rounds_to(target, value, unit):
        if significant_digits(value, unit) >= digits:
            return Match(True)
        return Match(False, f"This is rounded too far: give at least {digits} significant digits.", "rounding")
    return _near(value, target, unit)


FLOAT_DIGITS = 15
"""A decimal with so many digits was computed with floats of 64 bits."""


def _computed(value: Value, unit: Fraction | None, target: Value) -> bool:
    """Whether both are the same but for how they were computed: to 50 digits here, or as floats of 64 bits."""
    if not isinstance(value, int | Fraction) or not isinstance(target, int | Fraction):
        return False
    gap, wanted = abs(Fraction(value) - Fraction(target)), abs(Fraction(target))
    if unit is None:
        return max(Fraction(value).denominator, Fraction(target).denominator) > 10**30 and gap * 10**40 <= wanted
    return significant_digits(value, unit) >= FLOAT_DIGITS and gap * 10**11 <= wanted


def rounds_to(target: Value, value: Value, unit: Fraction) -> bool:
    """Whether `value`, whose last digit has this place value, is `target` rounded or cut off.

    >>> rounds_to(Fraction(2, 3), Fraction(66, 100), Fraction(1, 100))
    True
    """
    exact, said = Fraction(target), Fraction(value)
    if abs(exact - said) * 2 <= unit:
        return True
    return exact * said >= 0 and 0 <= abs(exact) - abs(said) < unit


def _near(value: Value, target: Value, unit: Fraction | None) -> Match:
    """How a wrong number differs from the right one."""
    one, other = Fraction(value), Fraction(target)
    slack = unit if unit is not None else abs(other) / 10**12

    def is_about(wanted: Fraction) -> bool:
        return abs(one - wanted) <= slack

    if other and is_about(-other):
        return Match(False, "Look at the sign again.", "sign")
    if other and any(is_about(other * Fraction(10) ** power) for power in (2, -2)):
        return Match(False, "A factor of 100 is off: percent or fraction?", "percent")
    if other and any(is_about(other * Fraction(10) ** power) for power in (1, -1, 3, -3, 4, -4, 6, -6)):
        return Match(False, "The digits are right, the power of ten is not.", "factor")
    if other and (is_about(other * 2) or is_about(other / 2)):
        return Match(False, "A factor of two is off.", "factor")
    if other and one and is_about(1 / other):
        return Match(False, "This is the reciprocal of what was asked for.", "reciprocal")
    if other.denominator == 1 and (one == other + 1 or one == other - 1):
        return Match(False, "This is off by one.", "off by one")
    half_turn = Fraction(180) / Fraction(evaluate(Sym("pi")))
    if other and (is_about(other * half_turn) or is_about(other / half_turn)):
        return Match(False, "Degrees or radians?", "degrees")
    return Match(False, "", "different")


def _ratio(pairs: list[tuple[Decimal, ...]]) -> Match:
    """How values differ point by point: in sign, by one factor, as reciprocals, as squares."""
    if not pairs or any(one == 0 or other == 0 for one, other in pairs):
        return Match(False, "", "different")
    if all(_close(-one, other) for one, other in pairs):
        return Match(False, "Look at the sign again.", "sign")
    if all(_close(1 / one, other) for one, other in pairs):
        return Match(False, "This is the reciprocal of what was asked for.", "reciprocal")
    ratios = [one / other for one, other in pairs]
    if all(_close(ratio, ratios[0]) for ratio in ratios):
        return Match(False, "A constant factor is off.", "factor")
    if all(_close(one * one, abs(other)) or _close(one, other * other) for one, other in pairs):
        return Match(False, "A square or a square root is off.", "power")
    return Match(False, "", "different")


def _plain(node: Node) -> Node:
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


def _equal_tables(one: tuple[tuple[Node, ...], ...], other: tuple[tuple[Node, ...], ...], how: Comparison) -> bool:
    return [len(row) for row in one] == [len(row) for row in other] and all(
        how.match(mine, theirs).equal
        for row, its in zip(one, other, strict=True)
        for mine, theirs in zip(row, its, strict=True)
    )


def _distinct(items: tuple[Node, ...], how: Comparison) -> list[Node]:
    kept: list[Node] = []
    for item in items[:50]:
        if not any(how.match(item, other) for other in kept):
            kept.append(item)
    return kept


def _unit(node: Node) -> Fraction | None:
    """The place value of the last digit where the node is a literal decimal or rounded figure."""
    literal = node.arg if isinstance(node, Neg) else node
    return literal.unit if isinstance(literal, Num) else None


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        with localcontext(CONTEXT):
            return _close(real(one), real(other))
    return one == other


def _close(one: Decimal, other: Decimal) -> bool:
    if one == other:
        return True
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other), Decimal("1e-8"))
