"""The value of a formula at a point, in one of the arithmetics; symbols may be vectors and matrices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.maths.arithmetic import Floating, Modular, NoValue, Undefined
from grader.maths.budget import Budget
from grader.maths.indices import indexed
from grader.maths.linear import Linear
from grader.maths.lowering import written_out
from grader.maths.nodes import (
    EVERY,
    Call,
    Chain,
    Factorial,
    Group,
    Matrix,
    Neg,
    Node,
    Num,
    Power,
    Product,
    Quotient,
    Sum,
    Summation,
    Sym,
    WithWords,
)
from grader.maths.point import Point
from grader.maths.points import free_symbols
from grader.maths.tables import Identity, Table, Value, entrywise, inverted, plus, square, times

MAX_TERMS = 1_000
CONSTANTS = {"e", "pi"}
SLOPES = {"sigma", "tanh", "relu", "softplus", "exp", "ln", "log"}
SCALAR = {
    "exp", "ln", "log", "log10", "log2", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "sigma", "relu",
    "abs", "erf", "softplus", "floor", "ceil", "round", "sign", "max", "min", "binom",
}  # fmt: skip
"""Functions of numbers, applied to each entry of a matrix."""

INDEX = {"i", "j", "k", "l", "m", "n", "c", "t", "s"}


class Evaluation(Linear):
    """One formula at one point."""

    def __init__(self, arithmetic: Modular | Floating, point: Point, budget: Budget) -> None:
        self.arithmetic: Any = arithmetic
        self.point, self.budget = point, budget
        self.bound: dict[str, int] = {}

    def value(self, node: Node) -> Value:
        """The value. Raises Undefined, NoValue, and Unreadable where the budget is spent."""
        self.budget.spend()
        rule = _RULES.get(type(node))
        if rule is None:
            raise Undefined
        return rule(self, node)

    def sum(self, terms: tuple[Node, ...]) -> Value:
        total = self.value(terms[0])
        for term in terms[1:]:
            total = plus(total, self.value(term))
        return total if isinstance(total, Table | Identity) else self.arithmetic.reduced(total)

    def group(self, node: Group) -> Value:
        if len(node.items) != 1 or not node.bracket:
            raise Undefined
        return self.value(node.items[0])

    def matrix(self, node: Matrix) -> Table:
        return Table(tuple(tuple(self.scalar(self.value(entry)) for entry in row) for row in node.rows))

    def symbol(self, name: str) -> Value:
        if name in self.bound:
            return self.arithmetic.number(self.bound[name])
        shapes = self.point.shapes
        resolved = indexed(name, self.bound)
        if resolved in self.point.sizes:
            return self.arithmetic.number(self.point.sizes[resolved])
        if shapes is not None:
            found = self.entry_of(name, resolved, shapes)
            if found is not None:
                return found
        if resolved in CONSTANTS and resolved not in self.point.values:
            return self.arithmetic.constant(resolved)
        if resolved == "infty":
            raise Undefined
        return self.point.scalar(resolved)

    def entry_of(self, name: str, resolved: str, shapes: Mapping[str, tuple[int, int]]) -> Value | None:
        """A vector, a matrix or an entry of one; None for a number."""
        self.budget.spend(6)
        if name in shapes:
            return self.point.table(resolved, shapes[name])
        if resolved in shapes:
            return self.point.table(resolved, shapes[resolved])
        if name == "I" or name.startswith("I_"):
            return Identity(self.arithmetic.number(1))
        head, mark, index = resolved.rpartition("_")
        if not mark or head not in shapes:
            return None
        rows, columns = shapes[head]
        parts = index.split(",") if "," in index else list(index)
        if len(parts) > 2 or not all(part.isdigit() or part in INDEX for part in parts):
            return None
        table = self.point.table(head, shapes[head])
        places = [self.place(part, size) for part, size in zip(parts, (rows, columns), strict=False)]
        if len(parts) == 1 and columns == 1:
            return table.rows[places[0]][0]
        if len(parts) == 2 and columns > 1:
            return table.rows[places[0]][places[1]]
        raise Undefined

    def place(self, part: str, size: int) -> int:
        if part.isdigit():
            if int(part) > size:
                raise Undefined
            return max(int(part) - 1, 0)
        return (ord(part) - ord("i")) % size

    def product(self, factors: tuple[Node, ...], marks: tuple[str, ...]) -> Value:
        total = self.value(factors[0])
        for factor, mark in zip(factors[1:], marks or ("*",) * (len(factors) - 1), strict=False):
            other = self.value(factor)
            if isinstance(total, Table) and isinstance(other, Table):
                total = self.joined(total, other, mark)
            else:
                total = times(total, other, self.arithmetic)
        return total

    def joined(self, one: Table, other: Table, mark: str) -> Value:
        """The product of two vectors or matrices: by the sign between them, where only one product is possible."""
        fits, alike = one.shape[1] == other.shape[0], one.shape == other.shape
        if mark in ("*", "·", "×") and alike and one.shape[1] == 1:
            both = entrywise(one, other, lambda a, b: self.arithmetic.reduced(a * b))
            return self.total(both) if mark == "·" else both
        if mark == "*" and alike and not fits:
            return entrywise(one, other, lambda a, b: self.arithmetic.reduced(a * b))
        if mark in ("*", "×") and alike and fits:
            raise Undefined  # by entries or by rows and columns: nobody knows
        return times(one, other, self.arithmetic)

    def quotient(self, top: Value, bottom: Value) -> Value:
        if isinstance(bottom, Table):
            inverse = bottom.each(self.arithmetic.inverse)
            if isinstance(top, Table) and top.shape != bottom.shape:
                raise Undefined
            return entrywise(top, inverse, lambda a, b: self.arithmetic.reduced(a * b))
        if isinstance(bottom, Identity):
            raise Undefined
        return times(top, self.arithmetic.inverse(bottom), self.arithmetic)

    def power(self, base: Node, exponent: Node) -> Value:
        if base == Sym("e") and "e" not in self.point.values:
            return self.mapped("exp", [self.value(exponent)])
        low = self.value(base)
        whole = self.whole(exponent)
        self.budget.spend(4)
        if isinstance(low, Identity):
            if whole is None:
                raise Undefined
            return Identity(self.arithmetic.power(low.times, whole))
        if isinstance(low, Table):
            return self.matrix_power(low, whole)
        high = whole if whole is not None else self.scalar(self.value(exponent))
        if whole is None and isinstance(self.arithmetic, Modular):
            raise Undefined
        return self.arithmetic.power(low, high)

    def matrix_power(self, low: Table, whole: int | None) -> Value:
        if whole is None or abs(whole) > 6:
            raise Undefined
        if low.shape[0] != low.shape[1]:  # by entries, as NumPy has it
            return low.each(lambda entry: self.arithmetic.power(entry, whole))
        if whole < 0:
            low = inverted(low, self.arithmetic)[0]
        product: Value = square(low.shape[0], self.arithmetic.number(1))
        for _ in range(abs(whole)):
            self.budget.spend(low.shape[0] ** 2)
            product = times(product, low, self.arithmetic)
        return product

    def whole(self, node: Node) -> int | None:
        """An exponent that is a whole number at this point."""
        if isinstance(node, Num):
            return int(node.value) if node.value == int(node.value) else None
        if isinstance(self.arithmetic, Modular):
            exact = Evaluation(Floating(), self.point, self.budget)
            exact.bound = self.bound
            try:
                value = exact.value(node)
            except (NoValue, Undefined):
                return None
            names = not isinstance(value, Table | Identity) and abs(value) < 10_000 and value == int(value)
            return int(value) if names else None
        return None

    def factorial(self, value: Value) -> Any:
        number = self.scalar(value)
        if isinstance(self.arithmetic, Modular) and number > 1_000:
            raise Undefined
        if number != int(number) or not 0 <= number <= 170:
            raise NoValue
        product = 1
        for factor in range(2, int(number) + 1):
            product *= factor
        return self.arithmetic.number(product)

    def condition(self, items: tuple[Node, ...], relations: tuple[str, ...]) -> Any:
        """1 where all relations hold, else 0."""
        if not set(relations) <= set("<>≤≥≠="):
            raise Undefined
        values = [self.scalar(self.value(item)) for item in items]
        holds = self.arithmetic.number(1)
        for place, relation in enumerate(relations):
            holds = holds * self.arithmetic.compare(values[place], relation, values[place + 1])
        return holds

    def call(self, node: Call) -> Value:
        name, args = node.name, node.args
        other = written_out(node)
        if other is not None:
            return self.value(other)
        if node.primes:
            if node.primes > 1 or name not in SLOPES:
                raise Undefined
            return self.mapped(f"{name}'", [self.value(arg) for arg in args])
        if name == "indicator" and args:
            return self.value(args[0])
        if name == "cases":
            return self.cases(args)
        if name == "entry":
            return self.entry(args)
        if name in SCALAR:
            values = [self.value(arg) for arg in args]
            if name in ("max", "min") and len(values) == 1 and isinstance(values[0], Table):
                return self.arithmetic.call(name, values[0].entries)
            return self.mapped(name, values)
        method = getattr(self, f"of_{name}", None)
        if method is not None:
            return method([self.value(arg) for arg in args])
        flat: list[Any] = []
        self.budget.spend(6)
        for arg in args:
            name = self.flattened(name, arg, flat)
        return self.arithmetic.opaque(name, flat)

    def entry(self, args: tuple[Node, ...]) -> Any:
        """One entry of a vector that is computed: softmax(z)_i."""
        table, place = self.value(args[0]), args[1]
        if not isinstance(table, Table) or table.shape[1] != 1:
            raise Undefined
        if isinstance(place, Sym) and place.name not in self.bound and place.name in INDEX:
            return table.rows[self.place(place.name, table.shape[0])][0]
        return table.rows[self.place(str(self.end(place)), table.shape[0])][0]

    def flattened(self, name: str, arg: Node, into: list[Any]) -> str:
        """The numbers in an argument of an opaque function, and the name with what they do not say."""
        if isinstance(arg, Chain):
            for item in arg.items:
                name = self.flattened(name, item, into)
            return name + "".join(arg.relations)
        value = self.value(arg)
        if isinstance(value, Table):
            into += value.entries
            return f"{name}{value.shape}"
        if isinstance(value, Identity):
            raise Undefined
        into.append(value)
        return name

    def mapped(self, name: str, values: list[Value]) -> Value:
        """A function of numbers, entry by entry."""
        tables = [value for value in values if isinstance(value, Table)]
        if any(isinstance(value, Identity) for value in values):
            raise Undefined
        if not tables:
            self.budget.spend(2 + len(values))
            return self.arithmetic.call(name, values)
        shape = tables[0].shape
        self.budget.spend(2 * shape[0] * shape[1])
        if any(table.shape != shape for table in tables):
            raise Undefined
        rows = [
            tuple(
                self.arithmetic.call(name, [v.rows[r][c] if isinstance(v, Table) else v for v in values])
                for c in range(shape[1])
            )
            for r in range(shape[0])
        ]
        return Table(tuple(rows))

    def cases(self, args: tuple[Node, ...]) -> Any:
        """The first value whose condition holds. All are evaluated, so that each bend is seen."""
        chosen = None
        for value, condition in zip(args[::2], args[1::2], strict=True):
            here = Call("otherwise", ()) == condition or self.value(condition) != 0
            try:
                worth = self.scalar(self.value(value))
            except NoValue:
                worth = None
            if here and chosen is None:
                if worth is None:
                    raise NoValue
                chosen = worth
        if chosen is None:
            raise NoValue
        return chosen

    def over(self, node: Summation) -> Value:
        """A sum, a product, a largest value over an index."""
        low = self.end(node.low)
        high = self.length(node.body, node.variable) if node.high == Sym(EVERY) else self.end(node.high)
        if high - low > MAX_TERMS or node.variable in self.bound:
            raise Undefined
        outer, values = self.bound, []
        try:
            for step in range(low, high + 1):
                self.bound = {**outer, node.variable: step}
                values.append(self.value(node.body))
        finally:
            self.bound = outer
        if node.kind in ("sum", "prod"):
            total: Value = self.arithmetic.number(0 if node.kind == "sum" else 1)
            for place, value in enumerate(values):
                if node.kind == "prod":
                    total = times(total, value, self.arithmetic)
                else:
                    total = value if place == 0 else plus(total, value)
            return total if isinstance(total, Table | Identity) else self.arithmetic.reduced(total)
        numbers = [self.scalar(value) for value in values]
        if not numbers:
            raise NoValue
        best = self.arithmetic.call(node.kind[-3:], numbers)
        return self.arithmetic.number(low + numbers.index(best)) if node.kind.startswith("arg") else best

    def length(self, body: Node, variable: str) -> int:
        """How many values an index has: as many as the vector that it is an index of has entries."""
        for name in free_symbols(body) if self.point.shapes else ():
            head, _, index = name.rpartition("_")
            if head in (self.point.shapes or {}) and variable in index:
                return (self.point.shapes or {})[head][0 if index.startswith(variable) else 1]
        return int(self.point.sizes.get(EVERY, 3))

    def end(self, node: Node) -> int:
        outer, self.arithmetic = self.arithmetic, Floating()
        try:
            value = self.scalar(self.value(node))
        finally:
            self.arithmetic = outer
        if value != int(value):
            raise Undefined
        return int(value)

    # Functions of vectors and matrices


_RULES: dict[Any, Callable[[Evaluation, Any], Value]] = {
    Num: lambda self, node: self.arithmetic.number(node.value),
    Sym: lambda self, node: self.symbol(node.name),
    Neg: lambda self, node: self.scaled(self.value(node.arg), -1),
    Sum: lambda self, node: self.sum(node.terms),
    Product: lambda self, node: self.product(node.factors, node.marks),
    Quotient: lambda self, node: self.quotient(self.value(node.top), self.value(node.bottom)),
    Power: lambda self, node: self.power(node.base, node.exponent),
    Call: Evaluation.call,
    WithWords: lambda self, node: self.value(node.node),
    Group: Evaluation.group,
    Matrix: Evaluation.matrix,
    Summation: Evaluation.over,
    Chain: lambda self, node: self.condition(node.items, node.relations),
    Factorial: lambda self, node: self.factorial(self.value(node.arg)),
}
"""How each kind of node is evaluated: a table, since matching one by one costs a third of a comparison."""
