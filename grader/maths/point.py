"""A point at which formulas are evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.maths.tables import Table


class Point:
    """Where formulas are evaluated: the value of each symbol, drawn when it is first asked for.

    shapes : rows and columns of the symbols that are vectors or matrices; None where there are none. sizes : how many
    values an index has, for names of sizes. given : values that are known. guessed : see Space.
    """

    def __init__(
        self,
        draw: Callable[[str], Any],
        shapes: Mapping[str, tuple[int, int]] | None = None,
        sizes: Mapping[str, int] | None = None,
        given: Mapping[str, Any] | None = None,
        *,
        guessed: bool = False,
    ) -> None:
        self.draw, self.shapes, self.sizes, self.guessed = draw, shapes, sizes or {}, guessed
        self.values: dict[str, Any] = dict(given or {})

    def scalar(self, name: str) -> Any:
        """The value of a symbol that is a number."""
        if name not in self.values:
            self.values[name] = self.draw(name)
        return self.values[name]

    def table(self, name: str, shape: tuple[int, int]) -> Table:
        """The value of a symbol that is a vector or a matrix."""
        rows, columns = shape
        return Table(
            tuple(tuple(self.scalar(f"{name}[{row},{column}]") for column in range(columns)) for row in range(rows))
        )
