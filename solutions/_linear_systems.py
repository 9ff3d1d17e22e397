"""Linear systems of equations, solved exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from solutions._numbers import Exact


def solved(rows: Sequence[Sequence[Exact]], right: Sequence[Exact]) -> tuple[Fraction, ...]:
    """The x with rows·x = right, by Gauss–Jordan elimination. Raises ValueError where there is not exactly one."""
    size = len(rows)
    if len(right) != size or any(len(row) != size for row in rows):
        raise ValueError("a square matrix, and as many numbers on the right, are needed")
    system = [[Fraction(entry) for entry in (*row, value)] for row, value in zip(rows, right, strict=True)]
    for place in range(size):
        pivot = next((row for row in range(place, size) if system[row][place]), None)
        if pivot is None:
            raise ValueError("the equations have no single solution")
        system[place], system[pivot] = system[pivot], system[place]
        system[place] = [entry / system[place][place] for entry in system[place]]
        for row in range(size):
            if row != place and (factor := system[row][place]):
                system[row] = [entry - factor * other for entry, other in zip(system[row], system[place], strict=True)]
    return tuple(row[-1] for row in system)
