"""Functions of vectors and matrices, over any arithmetic."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.maths.arithmetic import Undefined
from grader.maths.point import Point
from grader.maths.tables import Identity, Table, Value, entrywise, inverted, times


class Linear:
    """What the functions need: an arithmetic, and the point they are evaluated at."""

    arithmetic: Any
    point: Point

    def scalar(self, value: Value) -> Any:
        """The value, if it is a number."""
        if isinstance(value, Table | Identity):
            raise Undefined
        return value

    def scaled(self, value: Value, factor: Any) -> Value:
        return times(value, factor, self.arithmetic)

    def total(self, value: Value) -> Any:
        if not isinstance(value, Table):
            return self.scalar(value)
        return self.arithmetic.reduced(sum(value.entries))

    def of_transpose(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        if not isinstance(x, Table | Identity) and (self.point.shapes is None or self.point.guessed):
            raise Undefined
        return x.flipped() if isinstance(x, Table) else x

    def of_inv(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        return inverted(x, self.arithmetic)[0] if isinstance(x, Table) else self.arithmetic.inverse(self.scalar(x))

    def of_det(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        if not isinstance(x, Table):
            raise Undefined
        return inverted(x, self.arithmetic)[1]

    def of_trace(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        if not isinstance(x, Table):
            if self.point.shapes is None or isinstance(x, Identity):
                raise Undefined
            return x
        if x.shape[0] != x.shape[1]:
            raise Undefined
        return self.arithmetic.reduced(sum(row[place] for place, row in enumerate(x.rows)))

    def of_diag(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        if not isinstance(x, Table):
            raise Undefined
        if x.shape[1] != 1:
            return Table(tuple((row[place],) for place, row in enumerate(x.rows[: x.shape[1]])))
        entries, size = x.entries, x.shape[0]
        zero = self.arithmetic.number(0)
        return Table(tuple(tuple(entries[r] if r == c else zero for c in range(size)) for r in range(size)))

    def of_norm(self, args: list[Value]) -> Value:
        x, *order = args
        if isinstance(x, Identity) or (not isinstance(x, Table) and self.point.shapes is None):
            raise Undefined
        entries = x.entries if isinstance(x, Table) else [x]
        if not order:
            squares = self.arithmetic.reduced(sum(entry * entry for entry in entries))
            return self.arithmetic.call("sqrt", [squares])
        sizes = [self.arithmetic.call("abs", [entry]) for entry in entries]
        if self.scalar(order[0]) == 1:
            return self.arithmetic.reduced(sum(sizes))
        raise Undefined

    def of_dot(self, args: list[Value]) -> Value:
        if len(args) != 2:
            raise Undefined
        one, other = args
        if isinstance(one, Table) and isinstance(other, Table) and one.shape[1] == other.shape[1] == 1:
            return self.total(entrywise(one, other, lambda a, b: self.arithmetic.reduced(a * b)))
        if not isinstance(one, Table) and not isinstance(other, Table) and self.point.shapes is None:
            raise Undefined
        return times(one, other, self.arithmetic)

    def of_matmul(self, args: list[Value]) -> Value:
        one, other = _two(args)
        return times(one, other, self.arithmetic)

    def of_outer(self, args: list[Value]) -> Value:
        one, other = _two(args)
        if not isinstance(one, Table) or not isinstance(other, Table) or one.shape[1] != 1 or other.shape[1] != 1:
            raise Undefined
        return times(one, other.flipped(), self.arithmetic)

    def of_hadamard(self, args: list[Value]) -> Value:
        one, other = _two(args)
        if self.point.shapes is None and not isinstance(one, Table):
            raise Undefined
        return (
            entrywise(one, other, lambda a, b: self.arithmetic.reduced(a * b))
            if (isinstance(one, Table) or isinstance(other, Table))
            else self.arithmetic.reduced(one * other)
        )

    def of_kron(self, args: list[Value]) -> Value:
        """The Kronecker product; of two vectors the outer product, as x ⊗ y is written in the field."""
        one, other = _two(args)
        if not isinstance(one, Table) or not isinstance(other, Table):
            raise Undefined
        if one.shape[1] == other.shape[1] == 1:
            return times(one, other.flipped(), self.arithmetic)
        rows = [
            tuple(self.arithmetic.reduced(a * b) for a in upper for b in lower)
            for upper in one.rows
            for lower in other.rows
        ]
        return Table(tuple(rows))

    def of_total(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        if not isinstance(x, Table):
            raise Undefined
        return self.total(x)

    def of_mean(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        if not isinstance(x, Table):
            raise Undefined
        return self.scaled(self.total(x), self.arithmetic.number(Fraction(1, len(x.entries))))

    def of_softmax(self, args: list[Value]) -> Value:
        """Over a vector, or over each row of a matrix."""
        x = args[0]
        if len(args) != 1 or not isinstance(x, Table):
            raise Undefined
        rows = x.flipped().rows if x.shape[1] == 1 else x.rows
        made = []
        for row in rows:
            powers = [self.arithmetic.call("exp", [entry]) for entry in row]
            scale = self.arithmetic.inverse(sum(powers))
            made.append(tuple(power * scale for power in powers))
        table = Table(tuple(made))
        return table.flipped() if x.shape[1] == 1 else table

    def of_logsumexp(self, args: list[Value]) -> Value:
        (x,) = _one(args)
        if not isinstance(x, Table) or (x.shape[1] != 1 and x.shape[0] != 1):
            raise Undefined
        return self.arithmetic.call("ln", [sum(self.arithmetic.call("exp", [entry]) for entry in x.entries)])


def _one(args: list[Value]) -> list[Value]:
    if len(args) != 1:
        raise Undefined
    return args


def _two(args: list[Value]) -> list[Value]:
    if len(args) != 2:
        raise Undefined
    return args
