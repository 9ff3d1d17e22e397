"""Growth: which formulas are of the same order when all their symbols grow without bound (Cormen et al., chapter 3)."""

from __future__ import annotations

import math
from fractions import Fraction

from grader.maths.nodes import Call, Factorial, Group, Neg, Node, Num, Power, Product, Quotient, Sum, Sym
from grader.maths.points import free_symbols
from grader.maths.printing import show
from grader.maths.values import evaluate
from grader.model.answers import Match, Unreadable

LANDAU = {"O": "O", "Theta": "Theta", "Omega": "Omega", "o": "o"}
MAX_TERMS = 60

Rate = tuple[float, Fraction, Fraction]
"""How a term grows with one symbol: exponentially, as a power, as a power of its logarithm; larger is faster."""

Term = frozenset[tuple[str, Rate]]
Terms = frozenset[Term]

_NONE: Rate = (0.0, Fraction(0), Fraction(0))
_ONE: Term = frozenset()


def is_order(node: Node) -> bool:
    """Whether it is written with a Landau symbol: O(n log n)."""
    return isinstance(node, Call) and node.name in LANDAU and len(node.args) == 1


def growth(node: Node) -> Terms:
    """The terms that none of the others outgrows, without their constants.

    Raises Unreadable for what grows in no such way.

    >>> from grader.maths import parse
    >>> growth(parse("3n^2 + 5n")) == growth(parse("n^2"))
    True
    """
    if is_order(node) and isinstance(node, Call):
        node = node.args[0]
    return _leading(_terms(node))


def same_order(given: Node, key: Node) -> Match:
    """Whether both say the same growth."""
    if not (is_order(given) and is_order(key) and isinstance(given, Call) and isinstance(key, Call)):
        asked = "A growth such as O(n) was expected." if is_order(key) else "No growth was expected."
        return Match(False, asked, "type")
    mine, theirs = growth(given), growth(key)
    strangers = free_symbols(given) - free_symbols(key)
    if mine != theirs and strangers:
        return Match(False, f"“{min(strangers)}” is no symbol of this question.", "symbol")
    if given.name != key.name and mine == theirs:
        raise Unreadable("this is another kind of bound than was asked for", (given.start, given.end))
    return Match(True) if mine == theirs else Match(False, _difference(mine, theirs), "order")


def _difference(mine: Terms, theirs: Terms) -> str:
    if all(any(_outgrown(term, other) for other in mine) for term in theirs):
        return "This grows faster than what was asked for."
    if all(any(_outgrown(term, other) for other in theirs) for term in mine):
        return "This grows more slowly than what was asked for."
    return ""


def _terms(node: Node) -> Terms:
    match node:
        case Num():
            if node.value <= 0:
                raise _refuse(node)
            return frozenset({_ONE})
        case Sym(name=name):
            return frozenset({_ONE if name in ("e", "pi") else _term({name: (0.0, Fraction(1), Fraction(0))})})
        case Sum(terms=terms):
            plus = [_terms(term) for term in terms if not isinstance(term, Neg)]
            minus = [_terms(term.arg) for term in terms if isinstance(term, Neg)]
            found = frozenset(term for each in plus for term in each)
            for lost in (term for each in minus for term in each):
                if not any(lost != term and _outgrown(lost, term) for term in found):
                    raise _refuse(node)
            return _bounded(found, node)
        case Product(factors=factors):
            found = frozenset({_ONE})
            for factor in factors:
                found = _bounded(frozenset(_times(a, b) for a in found for b in _terms(factor)), node)
            return found
        case Quotient(top=top, bottom=bottom):
            below = _leading(_terms(bottom))
            if len(below) != 1:
                raise _refuse(node)
            (one,) = below
            return frozenset(_times(term, _raised(one, Fraction(-1))) for term in _terms(top))
        case Power(base=base, exponent=exponent):
            return _power(base, exponent, node)
        case Factorial(arg=Sym(name=name)):
            return frozenset({_term({name: (math.inf, Fraction(1), Fraction(0))})})
        case Call(name="log" | "ln" | "log2" | "log10", args=(arg, *_)):
            return _logarithm(arg, node)
        case Call(name="sqrt", args=(arg,)):
            return _power(arg, Num(Fraction(1, 2)), node)
        case Call(name="max", args=args):
            return frozenset(term for arg in args for term in _terms(arg))
        case Group(items=(inner,)):
            return _terms(inner)
        case _:
            raise _refuse(node)


def _power(base: Node, exponent: Node, node: Node) -> Terms:
    """A power of a sum grows as the sum of the powers."""
    if not free_symbols(exponent):
        exact = evaluate(exponent)
        if not isinstance(exact, int | Fraction) or abs(Fraction(exact)) > 100:
            raise _refuse(node)
        value = Fraction(exact)
        found = _terms(base) if value > 0 else _leading(_terms(base))
        if value < 0 and len(found) != 1:
            raise _refuse(node)
        return frozenset(_raised(term, value) for term in found)
    if free_symbols(base):
        raise _refuse(node)
    rate = math.log(float(evaluate(base)))
    factor, name = _linear(exponent, node)
    if rate <= 0:
        raise _refuse(node)
    return frozenset({_term({name: (rate * factor, Fraction(0), Fraction(0))})})


def _linear(exponent: Node, node: Node) -> tuple[float, str]:
    """Of a n or n, the number and the symbol."""
    if isinstance(exponent, Sym):
        return 1.0, exponent.name
    if isinstance(exponent, Product) and len(exponent.factors) == 2:
        number, symbol = exponent.factors
        if isinstance(number, Num) and isinstance(symbol, Sym) and number.value > 0:
            return float(number.value), symbol.name
    raise _refuse(node)


def _logarithm(arg: Node, node: Node) -> Terms:
    """The logarithm of a product grows as the sum of the logarithms; of a sum, as those of its terms."""
    found: set[Term] = set()
    for term in _leading(_terms(arg)):
        for name, (exponential, power, logs) in term:
            if exponential:
                found.add(_term({name: (0.0, Fraction(1), Fraction(0))}))
            elif power > 0:
                found.add(_term({name: (0.0, Fraction(0), Fraction(1))}))
            elif logs or power < 0:
                raise _refuse(node)
    return frozenset(found) or frozenset({_ONE})


def _term(rates: dict[str, Rate]) -> Term:
    return frozenset((name, rate) for name, rate in rates.items() if rate != _NONE)


def _times(one: Term, other: Term) -> Term:
    rates = dict(one)
    for name, rate in other:
        mine = rates.get(name, _NONE)
        rates[name] = (round(mine[0] + rate[0], 9), mine[1] + rate[1], mine[2] + rate[2])
    return _term(rates)


def _raised(term: Term, power: Fraction) -> Term:
    return _term({name: (round(r[0] * float(power), 9), r[1] * power, r[2] * power) for name, r in term})


def _outgrown(term: Term, other: Term) -> bool:
    """Whether a term grows no faster than another, whichever way the symbols grow."""
    mine, theirs = dict(term), dict(other)
    return all(mine.get(name, _NONE) <= theirs.get(name, _NONE) for name in mine.keys() | theirs.keys())


def _leading(terms: Terms) -> Terms:
    return frozenset(term for term in terms if not any(term != other and _outgrown(term, other) for other in terms))


def _bounded(terms: Terms, node: Node) -> Terms:
    if len(terms) > MAX_TERMS:
        raise Unreadable("this has too many terms", (node.start, node.end))
    return terms


def _refuse(node: Node) -> Unreadable:
    return Unreadable(f"the growth of {show(node)[:40]} is not known here", (node.start, node.end))
