"""One matrix or several in order, in LaTeX, NumPy, nested lists, Matlab or plain rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from grader.maths.nearness import is_print_of
from grader.mentions.grid_reading import Value, grid_readings
from grader.mentions.grids import Rows, grids
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment

__all__ = ["Matrices", "Rows", "Value"]


@dataclass(frozen=True)
class Matrices:
    """`count` matrices in order, their entries compared exactly.

    names : what each is the answer to, for messages.
    reordered : the share of the points that the right matrices in another order are worth.
    """

    count: int = 1
    reordered: Fraction = Fraction(1, 2)

    kind = "matrices"
    proved = False

    @property
    def hint(self) -> str:
        """How to write one or several."""
        if self.count == 1:
            return "a matrix, row by row, such as [[1, 1/2], [0, 3]]"
        return f"{self.count} matrices in order, each row by row, such as [[1, 1/2], [0, 3]]"

    def read(self, text: str) -> Answer[Value]:
        """The matrices in order. Raises Unreadable."""
        seen = grids(text)
        if not seen.found or seen.torn or any(grid.ambiguous for grid in seen.found):
            raise Unreadable(f"a matrix was expected: {self.hint}", (0, len(text)), text)
        return Answer(tuple(grid.rows for grid in seen.found for _ in range(grid.times)))

    translated = False

    def find(self, segment: Segment) -> list[Candidate[Value]]:
        """Every sequence of as many matrices as are asked for, by what stands around it."""
        return grid_readings(segment, self.count, self.hint)

    def match(self, given: Answer[Value], key: Value) -> Match:
        """Equal one by one; says where only their order, a transposition or their number differs."""
        value = tuple(_exact(mine, theirs) for mine, theirs in zip(given.value, key, strict=False))
        value += given.value[len(value) :]
        if value == key:
            return Match(True)
        if len(value) != len(key):
            return Match(False, f"{_matrix(len(key))} asked for, {len(value)} given.", "axes")
        if Counter(value) == Counter(key):
            return Match(False, "These are the right matrices, in another order.", "order", credit=self.reordered)
        if tuple(_transposed(rows) for rows in value) == key:
            return Match(False, "Rows and columns are exchanged.", "transpose")
        sizes = [(_size(mine), _size(theirs)) for mine, theirs in zip(value, key, strict=True)]
        wrong = [number for number, (mine, theirs) in enumerate(sizes, 1) if mine != theirs]
        if wrong:
            return Match(False, f"{_numbered(wrong, len(key))} of another size than the output has.", "axes")
        differ = [number for number, (mine, theirs) in enumerate(zip(value, key, strict=True), 1) if mine != theirs]
        if len(differ) < len(key):
            right = Fraction(len(key) - len(differ), len(key))
            told = f"{_numbered(differ, len(key))} not right; the others are."
            return Match(False, told, "different", credit=right if right > Fraction(1, 2) else Fraction(0))
        return Match(False, "", "different")

    def show(self, value: Value) -> str:
        """Nested lists, one after the other."""
        return "; ".join(
            "[" + ", ".join("[" + ", ".join(str(entry) for entry in row) + "]" for row in rows) + "]" for rows in value
        )

    def overlap(self, key: Value, other: Value) -> bool:
        """Whether both are the same matrices in the same order."""
        return key == other


def _exact(mine: Rows, theirs: Rows) -> Rows:
    """The matrix with the prints of floats, 0.30000000000000004, replaced by the exact entries that they are of."""
    if _size(mine) != _size(theirs):
        return mine
    return tuple(
        tuple(exact if is_print_of(entry, exact) else entry for entry, exact in zip(row, its, strict=True))
        for row, its in zip(mine, theirs, strict=True)
    )


def _matrix(count: int) -> str:
    return "One matrix was" if count == 1 else f"{count} matrices were"


def _numbered(numbers: list[int], count: int) -> str:
    if count == 1:
        return "The matrix is"
    listed = ", ".join(map(str, numbers))
    return f"Matrix {listed} is" if len(numbers) == 1 else f"Matrices {listed} are"


def _size(rows: Rows) -> tuple[int, int]:
    return len(rows), len(rows[0])


def _transposed(rows: Rows) -> Rows:
    return tuple(zip(*rows, strict=True))
