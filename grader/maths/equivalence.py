"""Whether two answers are the same, and if not, how near they are.

Numbers are compared exactly or to 50 digits; decimals to the digits given (see nearness). Formulas are compared by
their values at random points (see identity). Equations are compared as equations, inequalities as inequalities. What
can't be decided within the budget is unreadable, never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise

from grader.maths import identity
from grader.maths.budget import STEPS, Budget, Spent
from grader.maths.judging import DIGITS, Values, final, span_of, unit_of
from grader.maths.nearness import close_enough, rounds_to
from grader.maths.nodes import Group, Interval, Matrix, Neg, Node, Num, PlusMinus, Sum
from grader.maths.parser import parse_all
from grader.maths.points import free_symbols
from grader.maths.relations import Statement, as_interval, difference, interval_of, is_name, ordered, statement
from grader.maths.spaces import Symbol, same_ends
from grader.maths.values import evaluate
from grader.maths.words import meaning
from grader.model.answers import Match, Unreadable

MAX_LENGTH = 6_000
"""Maximum length of an answer that is compared, in characters."""

__all__ = ["DIGITS", "Symbol", "contradicts", "equivalent", "final"]

Symbols = Mapping[str, Symbol] | Iterable[Symbol | str]


def equivalent(
    answer: str | Node, reference: str | Node, *, symbols: Symbols | None = None, digits: int = DIGITS
) -> Match:
    """Whether an answer says the same as a reference.

    symbols : the question's symbols; those of the reference where they are left out. digits : how many significant
    digits a rounded answer has to give. An answer that can't be read, or of which it can't be told whether it is the
    same, is not equal, with the code "unreadable". Raises Unreadable where the reference can't be read.

    >>> equivalent("e/(4(1+e))", "sigma(1)/4").equal
    True
    >>> equivalent("(1 - b)^-1", "1/(b - 1)").reason
    'Look at the sign again.'
    """
    listed = _listed(symbols)
    spellings = {spelling: symbol.name for symbol in listed.values() for spelling in (symbol.name, *symbol.spellings)}
    try:
        given, key = _read(answer, reference, spellings)
    except Unreadable as trouble:
        if isinstance(reference, str):
            parse_all((reference,), spellings)
        return Match(False, trouble.hint, "unreadable")
    try:
        read = sum(len(text) for text in (answer, reference) if isinstance(text, str))
        return Judge(listed, digits, Budget(STEPS - read)).statements(given, key)
    except Unreadable as trouble:
        return Match(False, trouble.hint, "unreadable")


def _read(answer: str | Node, reference: str | Node, spellings: Mapping[str, str]) -> tuple[Node, Node]:
    """Both trees. Raises Unreadable."""
    if isinstance(answer, str):
        if len(answer) > MAX_LENGTH:
            raise Unreadable(f"this is longer than {MAX_LENGTH} characters", (MAX_LENGTH, len(answer)), answer)
        if isinstance(reference, str):
            key, given = parse_all((reference, answer), spellings)
            return given, key
        return parse_all((answer,), spellings, free_symbols(reference))[0], reference
    if isinstance(reference, str):
        return answer, parse_all((reference,), spellings, free_symbols(answer))[0]
    return answer, reference


def contradicts(node: Node, symbols: Symbols | None = None) -> bool:
    """Whether the members of a chain are certainly not equal: 8·75 = 609. An equation contradicts itself, too.

    Raises Spent where that takes too long.
    """
    said_there = statement(node)
    if len(said_there.members) < 2 or said_there.is_inequality:
        return False
    try:
        return Judge(_listed(symbols), DIGITS).broken(said_there, said_there) is not None
    except Spent:
        raise
    except Unreadable:
        return False


def _listed(symbols: Symbols | None) -> dict[str, Symbol]:
    if symbols is None:
        return {}
    each = symbols.values() if isinstance(symbols, Mapping) else symbols
    named = [symbol if isinstance(symbol, Symbol) else Symbol(symbol) for symbol in each]
    return {symbol.name: symbol for symbol in named}


class Judge(Values):
    """Two answers with their names, chains, relations and words."""

    # Statements

    def statements(self, given: Node, key: Node) -> Match:
        """Two answers with their names, chains, relations and words."""
        given, key = same_ends(given, key)
        if self.written_alike(given, key):
            return Match(True)
        mine, theirs = statement(given), statement(key)
        wordless = not mine.words or (not free_symbols(mine.value) and not mine.is_inequality)
        if not wordless and mine.words != theirs.words:
            raise Unreadable(f"“{mine.words}” is not understood behind a formula", span_of(given))
        if mine.is_inequality or theirs.is_inequality:
            return self.inequalities(mine, theirs)
        factor = self.units(mine, theirs, given)
        if factor != 1:
            scaled = Statement((), (_multiplied(mine.value, factor),), (), "")
            return self.match(scaled.value, theirs.value)
        if self.is_equation(theirs, strict=True) or (theirs.names and self.is_equation(mine, strict=True)):
            return self.equations(mine, theirs)
        if self.is_equation(mine):
            return Match(False, "One value was expected, not an equation.", "type")
        broken = self.broken(mine, theirs)
        if broken is not None:
            return broken
        match = self.match(mine.value, theirs.value)
        if mine.names and theirs.names and not _named_alike(mine.names, theirs.names):
            if match.equal:
                raise Unreadable("this is called by another name than was asked for", span_of(mine.names[0]))
            return self.equations(mine, theirs)
        return match

    def units(self, mine: Statement, theirs: Statement, given: Node) -> Fraction:
        """By how much a value is to be multiplied to be in the unit of the key. Raises Unreadable for other words."""
        if not mine.words and not theirs.words:
            return Fraction(1)
        ours, asked = meaning(mine.words) if mine.words else None, meaning(theirs.words) if theirs.words else None
        if mine.words and ours is None:
            start = given.end - len(mine.words)
            raise Unreadable(f"“{mine.words}” is not understood behind a value", (max(start, 0), given.end))
        measures = (ours.measure if ours else "", asked.measure if asked else "")
        if measures[0] != measures[1]:
            raise Unreadable("a unit is missing, or is another one than was asked for", span_of(given))
        if ours and asked and measures[0]:
            return ours.factor / asked.factor
        if ours and asked and ours.noun and asked.noun and ours.noun != asked.noun:
            raise Unreadable(f"“{mine.words}” were not asked for", span_of(given))
        if theirs.words and asked is None and mine.words.lower() != theirs.words.lower():
            raise Unreadable("the words of the reference are not understood", span_of(given))
        return Fraction(1)

    def is_equation(self, one: Statement, *, strict: bool = False) -> bool:
        """Whether two different formulas are said to be equal, of which none is only a name for the other.

        strict : also a formula and a number; otherwise the number may be what it comes to ("n·m = 600").
        """
        if len(one.members) != 2 or one.relations != ("=",):
            return False
        left, right = one.members
        names = free_symbols(left) | free_symbols(right)
        if not names or any(isinstance(side, Group | Matrix | Interval | PlusMinus) for side in one.members):
            return False
        if not strict and right != Num(0) and not (free_symbols(left) and free_symbols(right)):
            return not free_symbols(left) and isinstance(right, Sum)
        return self.identical(left, right) is not True

    def equations(self, mine: Statement, theirs: Statement) -> Match:
        """Two equations, the same up to a factor that is a number."""
        left, right = _sides(mine), _sides(theirs)
        if left is None or right is None:
            return Match(False, "An equation was expected." if left is None else "No equation was expected.", "type")
        compared = identity.Comparison(difference(*left), difference(*right), self.space, self.budget)
        scale = compared.scale()
        if scale is None:
            raise Unreadable("it could not be told whether these equations are the same")
        if scale:
            return Match(True)
        stranger = self.stranger(difference(*left), difference(*right))
        if stranger is not None:
            return stranger
        if compared.polynomial():
            return Match(False, "This is another equation.", "different")
        raise Unreadable("it could not be told whether these equations are the same")

    def inequalities(self, mine: Statement, theirs: Statement) -> Match:
        """Inequalities as what they say, in any order of their sides; of one symbol also as intervals."""
        wrong = Match(False, "This is another relation.", "relation")
        intervals = [as_interval(one) if one.is_inequality else interval_of(one.value) for one in (mine, theirs)]
        if isinstance(intervals[0], Interval) and isinstance(intervals[1], Interval):
            return self.groups(intervals[0], intervals[1])
        if not (mine.is_inequality and theirs.is_inequality):
            asked = "A relation was expected." if theirs.is_inequality else "One value was expected."
            return Match(False, asked, "type")
        left, right = ordered(mine), ordered(theirs)
        if left is None or right is None:
            same = mine.relations == theirs.relations and len(mine.members) == len(theirs.members)
            if same and all(self.match(a, b) for a, b in zip(mine.members, theirs.members, strict=True)):
                return Match(True)
            swapped = same and self.match(mine.members[0], theirs.members[-1])
            if swapped and len(mine.members) == 2 and mine.relations == ("≠",):
                return self.match(mine.members[-1], theirs.members[0])
            return wrong
        if len(left) != len(right):
            return wrong
        for pairs in (zip(left, right, strict=True), zip(left, right[::-1], strict=True)):
            if all(one[1] == other[1] and self.positive_multiple(one[0], other[0]) for one, other in pairs):
                return Match(True)
        return wrong

    def positive_multiple(self, one: Node, other: Node) -> bool:
        """Whether both differ by a positive number as a factor at most."""
        scale = identity.Comparison(one, other, self.space, self.budget).scale()
        if scale is None:
            raise Unreadable("it could not be told whether these relations are the same")
        return scale > 0

    def broken(self, mine: Statement, theirs: Statement) -> Match | None:
        """Of a chain whose members contradict each other, that it does; members with unknown symbols say nothing."""
        known = free_symbols(theirs.value) | free_symbols(mine.value) | set(self.symbols)
        values = [place for place, member in enumerate(mine.members) if not is_name(member)]
        for first, second in pairwise(values):  # 5 = x = 6
            one, other, relation = mine.members[first], mine.members[second], mine.relations[second - 1]
            if len(free_symbols(one) - known) == 1 and not is_name(one):  # 2N = 608
                raise Unreadable("this is an equation; what it comes to was asked for", span_of(one))
            if not (free_symbols(one) | free_symbols(other)) <= known or isinstance(one, Group | Matrix):
                continue
            if self.contradict(one, other, about=relation == "≈"):
                return Match(False, "The two sides of an equality in it are not equal.", "contradiction")
        return None

    def contradict(self, one: Node, other: Node, *, about: bool) -> bool:
        """Whether it is certain that two members of a chain differ, by more than the digits given."""
        if free_symbols(one) or free_symbols(other):
            return not about and self.identical(one, other) is False
        try:
            values = evaluate(one, budget=self.budget), evaluate(other, budget=self.budget)
        except Spent:
            raise
        except Unreadable:
            return False
        units = [unit for unit in (unit_of(one), unit_of(other)) if unit is not None]
        if close_enough(*values):
            return False
        if any(rounds_to(values[0], values[1], unit) or rounds_to(values[1], values[0], unit) for unit in units):
            return False
        if about:  # 1024 ≈ 1000
            return abs(Fraction(values[0]) - Fraction(values[1])) * 10 > abs(Fraction(values[0]))
        return True

    # Values

    # Numbers and formulas


def _multiplied(node: Node, factor: Fraction) -> Node:
    """The value in another unit; a decimal keeps its digits."""
    inner = node.arg if isinstance(node, Neg) else node
    if isinstance(inner, Num):
        unit = inner.unit * factor if inner.unit is not None else None
        scaled = Fraction(inner.value) * factor
        made = Num(int(scaled) if scaled.denominator == 1 else scaled, unit, inner.percent, inner.start, inner.end)
        return Neg(made, node.start, node.end) if isinstance(node, Neg) else made
    return Num(Fraction(evaluate(node)) * factor, None, False, node.start, node.end)


def _sides(one: Statement) -> tuple[Node, Node] | None:
    """Both sides of an equation; of a value with a name, its name and the value."""
    if len(one.members) == 2 and one.relations == ("=",):
        return one.members[0], one.members[1]
    if one.names:
        return one.names[-1], one.value
    return None


def _named_alike(mine: tuple[Node, ...], theirs: tuple[Node, ...]) -> bool:
    """Whether two values are called the same: f and f(x) are."""
    said_names = [{getattr(name, "name", "") for name in names} for names in (mine, theirs)]
    return bool(said_names[0] & said_names[1])
