"""Small matrices over any arithmetic: a vector is a matrix of one column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from grader.maths.arithmetic import Arithmetic, NoValue, Undefined, Unfitting

Rows = tuple[tuple[Any, ...], ...]


class Table(NamedTuple):
    """A matrix."""

    rows: Rows

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return len(self.rows), len(self.rows[0])

    @property
    def entries(self) -> list[Any]:
        """All entries, row by row."""
        return [entry for row in self.rows for entry in row]

    def each(self, function: Callable[[Any], Any]) -> Table:
        """The matrix with the function applied to each entry."""
        return Table(tuple(tuple(function(entry) for entry in row) for row in self.rows))

    def flipped(self) -> Table:
        """The transpose."""
        return Table(tuple(zip(*self.rows, strict=True)))


class Identity(NamedTuple):
    """So many times the identity matrix, of whichever size is needed."""

    times: Any


Value = Any
"""A scalar, a Table or an Identity."""


def square(size: int, times: Any) -> Table:
    """So many times the identity of a size."""
    return Table(tuple(tuple(times if row == column else 0 for column in range(size)) for row in range(size)))


def plus(one: Value, other: Value) -> Value:
    """The sum; a bias is added to every row or column, a scalar to every entry."""
    if isinstance(one, Identity) or isinstance(other, Identity):
        return _plus_identity(one, other)
    if not isinstance(one, Table) and not isinstance(other, Table):
        return one + other
    return entrywise(one, other, lambda a, b: a + b)


def _plus_identity(one: Value, other: Value) -> Value:
    if isinstance(one, Identity) and isinstance(other, Identity):
        return Identity(one.times + other.times)
    table, identity = (one, other) if isinstance(other, Identity) else (other, one)
    if not isinstance(table, Table) or table.shape[0] != table.shape[1]:
        raise Undefined
    return plus(table, square(table.shape[0], identity.times))


def entrywise(one: Value, other: Value, function: Callable[[Any, Any], Any]) -> Value:
    """A function of both entries by entry; a vector or a scalar is repeated where that fits one way only."""
    if not isinstance(one, Table):
        return other.each(lambda entry: function(one, entry))
    if not isinstance(other, Table):
        return one.each(lambda entry: function(entry, other))
    if one.shape != other.shape:
        one, other = _broadcast(one, other.shape), _broadcast(other, one.shape)
        if one.shape != other.shape:
            raise Unfitting
    return Table(
        tuple(
            tuple(function(a, b) for a, b in zip(mine, theirs, strict=True))
            for mine, theirs in zip(one.rows, other.rows, strict=True)
        )
    )


def _broadcast(table: Table, shape: tuple[int, int]) -> Table:
    """The table, if it is as large as the shape or is a vector repeated to that size."""
    rows, columns = table.shape
    if (rows, columns) == shape or (columns > 1 and rows > 1):
        return table
    entries = table.entries
    if len(entries) == shape[1] != shape[0] and shape[0] > 1:
        return Table((tuple(entries),) * shape[0])
    if len(entries) == shape[0] != shape[1] and shape[1] > 1:
        return Table(tuple((entry,) * shape[1] for entry in entries))
    if len(entries) == shape[0] == shape[1] and shape[0] > 1:
        raise Undefined  # of rows or of columns: nobody knows
    return table


def times(one: Value, other: Value, arithmetic: Any) -> Value:
    """The matrix product, or the multiple."""
    if isinstance(one, Identity) or isinstance(other, Identity):
        if isinstance(one, Identity) and isinstance(other, Identity):
            return Identity(one.times * other.times)
        identity, factor = (one, other) if isinstance(one, Identity) else (other, one)
        if isinstance(factor, Table):
            return factor.each(lambda entry: arithmetic.reduced(entry * identity.times))
        return Identity(identity.times * factor)
    if not isinstance(one, Table) or not isinstance(other, Table):
        if not isinstance(one, Table) and not isinstance(other, Table):
            return arithmetic.reduced(one * other)
        table, factor = (one, other) if isinstance(one, Table) else (other, one)
        return table.each(lambda entry: arithmetic.reduced(entry * factor))
    if one.shape[1] != other.shape[0]:
        raise Unfitting
    columns = list(zip(*other.rows, strict=True))
    product = Table(
        tuple(
            tuple(arithmetic.reduced(sum(a * b for a, b in zip(row, column, strict=True))) for column in columns)
            for row in one.rows
        )
    )
    return product.rows[0][0] if product.shape == (1, 1) else product


def inverted(table: Table, arithmetic: Arithmetic) -> tuple[Table, Any]:
    """The inverse by Gauss and Jordan, and the determinant. Raises NoValue for a singular matrix."""
    size, columns = table.shape
    if size != columns:
        raise Undefined
    rows = [[*row, *unit] for row, unit in zip(table.rows, square(size, 1).rows, strict=True)]
    determinant = arithmetic.number(1)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        if rows[pivot][column] == 0:
            raise NoValue
        if pivot != column:
            rows[pivot], rows[column] = rows[column], rows[pivot]
            determinant = -determinant
        determinant = determinant * rows[column][column]
        scale = arithmetic.inverse(rows[column][column])
        reduced: Any = arithmetic
        rows[column] = [reduced.reduced(entry * scale) for entry in rows[column]]
        for row in range(size):
            factor = rows[row][column]
            if row != column and factor:
                rows[row] = [reduced.reduced(a - factor * b) for a, b in zip(rows[row], rows[column], strict=True)]
        determinant = reduced.reduced(determinant)
    return Table(tuple(tuple(row[size:]) for row in rows)), determinant
