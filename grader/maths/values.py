"""Tree → value: exact where it can be, to 50 digits otherwise; every step is bounded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, DecimalException, localcontext
from fractions import Fraction

from grader.maths.budget import Budget
from grader.maths.functions import (
    CONTEXT,
    KNOWN_NAMES,
    Value,
    add,
    bounded,
    call,
    compared,
    divide,
    e,
    factorial,
    pi,
    raise_to,
    real,
    refuse,
    times,
    whole,
)
from grader.maths.indices import indexed
from grader.maths.lowering import written_out
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
from grader.maths.opaque import opaque
from grader.model.answers import Unreadable

MAX_STEPS = 5_000
MAX_TERMS = 1_000
INEQUALITIES = frozenset("<>≤≥≠")
COSTS = {
    "sin": 150,
    "cos": 150,
    "tan": 300,
    "arctan": 150,
    "erf": 200,
    "exp": 20,
    "ln": 40,
    "tanh": 25,
    "sigma": 25,
    "log": 40,
    "sqrt": 40,
    "binom": 60,
}
"""Steps that a call is charged with, by how long it takes."""


def evaluate(
    node: Node, symbols: Mapping[str, Value] | None = None, *, budget: Budget | None = None, known: bool = True
) -> Value:
    """The number that a tree stands for. Raises Unreadable where a symbol is left over or a bound is met.

    budget : what the evaluation is charged to. known : whether a function that nothing is known of is refused, rather
    than given a value of its own (see opaque).

    >>> evaluate(Quotient(Num(1), Num(3)))
    Fraction(1, 3)
    """
    with localcontext(CONTEXT):
        try:
            return whole(_Evaluation(symbols or {}, budget or Budget(MAX_STEPS), known).value(node))
        except DecimalException:
            raise Unreadable("this number is out of all bounds", (node.start, node.end)) from None


class _Evaluation:
    def __init__(self, symbols: Mapping[str, Value], budget: Budget, known: bool) -> None:
        self.symbols, self.budget, self.known = symbols, budget, known
        self.bound: dict[str, int] = {}

    def value(self, node: Node) -> Value:
        self.budget.spend()
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
                    total = add(total, self.value(term))
                return bounded(total, node)
            case Product(factors=factors):
                product: Value = 1
                for factor in factors:
                    product = bounded(times(product, self.value(factor)), node)
                return product
            case Quotient(top=top, bottom=bottom):
                return divide(self.value(top), self.value(bottom), node)
            case Power(base=base, exponent=exponent):
                return self.power(base, exponent, node)
            case Factorial(arg=arg):
                self.budget.spend(150)
                return factorial(self.value(arg), node)
            case Call():
                return self.call(node)
            case WithWords(node=inner):
                return self.value(inner)
            case Chain(items=items, relations=relations):
                return self.condition(node) if set(relations) & INEQUALITIES else self.value(items[-1])
            case Group(items=(single,), bracket="("):
                return self.value(single)
            case PlusMinus():
                raise refuse("± stands for two numbers; one was expected", node)
            case Summation():
                return self.over(node)
            case _:
                raise refuse("a number was expected here", node)

    def over(self, node: Summation) -> Value:
        """A sum, a product or a largest value over an index."""
        low, high = whole(self.value(node.low)), whole(self.value(node.high))
        if not isinstance(low, int) or not isinstance(high, int) or high - low > MAX_TERMS:
            raise refuse("the range of this sum is out of all bounds", node)
        outer, values = self.bound, []
        total: Value = 0 if node.kind == "sum" else 1
        for step in range(low, high + 1):
            self.bound = {**outer, node.variable: step}
            value = self.value(node.body)
            if node.kind in ("sum", "prod"):
                total = bounded(add(total, value) if node.kind == "sum" else times(total, value), node)
            else:
                values.append(value)
        self.bound = outer
        if node.kind in ("sum", "prod"):
            return total
        if not values:
            raise refuse("this range is empty", node)
        best = (max if node.kind.endswith("max") else min)(values)
        return low + values.index(best) if node.kind.startswith("arg") else best

    def call(self, node: Call) -> Value:
        self.budget.spend(COSTS.get(node.name, 8))
        other = written_out(node)
        if other is not None:
            return self.value(other)
        if node.name == "cases":
            return self.cases(node)
        if node.name == "indicator" and len(node.args) == 1:
            return self.condition(node.args[0])
        if self.known or node.name in KNOWN_NAMES or node.primes:
            return call(node.name, [self.value(arg) for arg in node.args], node.primes, node)
        args: list[Decimal] = []
        name = node.name
        for arg in node.args:
            parts = arg.items if isinstance(arg, Chain) else (arg,)
            name += "".join(arg.relations) if isinstance(arg, Chain) else ""
            args += [real(self.value(part)) for part in parts]
        return real(opaque(name, args, lambda top, bottom: top / bottom))

    def cases(self, node: Call) -> Value:
        for value, condition in zip(node.args[::2], node.args[1::2], strict=True):
            if Call("otherwise", ()) == condition or self.condition(condition):
                return self.value(value)
        raise refuse("none of these cases holds", node)

    def condition(self, node: Node) -> int:
        """1 where it holds, 0 where it does not."""
        if not isinstance(node, Chain):
            raise refuse("a condition was expected here", node)
        values = [self.value(item) for item in node.items]
        pairs = zip(values, node.relations, values[1:], strict=False)
        return int(all(compared(one, relation, other, node) for one, relation, other in pairs))

    def symbol(self, name: str, node: Node) -> Value:
        if name in self.bound:
            return self.bound[name]
        name = indexed(name, self.bound)
        if name in self.symbols:
            return self.symbols[name]
        if name == "e":
            return e()
        if name == "pi":
            return pi()
        raise refuse(f"“{name}” has no value here", node)

    def power(self, base: Node, exponent: Node, node: Node) -> Value:
        low, high = self.value(base), whole(self.value(exponent))
        cheap = isinstance(high, int) and isinstance(low, int | Fraction) and abs(high) < 10
        size = abs(high) // 100 if isinstance(high, int) and isinstance(low, int | Fraction) else 60
        self.budget.spend(0 if cheap else 15 + size)
        if isinstance(base, Sym) and base.name == "e" and "e" not in self.symbols:
            return call("exp", [high], 0, node)
        return raise_to(low, high, node)
