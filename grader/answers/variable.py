"""A value that the student's code computes and assigns to a variable."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.model.executions import Call, Failure, Results, Returned
from grader.outputs import MANNER, difference, place, shown


class Variable:
    """What a variable of this name holds once all cells have run: a number, an array, a tuple of them.

    tolerance : relative, of every number. scalars : whether a NumPy scalar may stand for a number, as NumPy's own
    functions return them.
    """

    kind = "variable"

    def __init__(self, name: str, *, tolerance: float = 1e-6, scalars: bool = True) -> None:
        self.name, self.tolerance, self.scalars = name, tolerance, scalars

    @property
    def hint(self) -> str:
        """The name."""
        return f"code that assigns the value to `{self.name}`"

    @property
    def stub(self) -> str:
        """An assignment to be filled in."""
        return f"{self.name} = None"

    @property
    def setup(self) -> str:
        """Nothing."""
        return ""

    def calls(self, label: str) -> tuple[Call, ...]:
        """One look at the variable."""
        return (Call(f"{label}/0", self.name, None),)

    def answer(self, results: Results) -> Answer[Results]:
        """The result itself."""
        return Answer(results)

    def find(self, segment: Segment) -> list[Candidate[Results]]:
        """Nothing: the value is looked at after the code has run."""
        return []

    def read(self, text: str) -> Answer[Results]:
        """Raises Unreadable, for the same reason."""
        raise Unreadable(f"{self.hint} was expected", (0, min(len(text), 60)), text[:1000])

    def match(self, given: Answer[Results], key: Any) -> Match:
        """Whether the value has the key's type and shape, and its numbers within the tolerance."""
        (result,) = given.value
        if isinstance(result, Failure):
            return Match(False, _failed(self.name, result), result.kind)
        found = difference(result.value, key, self.tolerance, scalars=self.scalars)
        if found is None:
            return Match(True)
        said = f"{self.name} holds {shown(result.value)}; {found.said}"
        return Match(False, said, found.code, MANNER if found.manner else Fraction(0), manner=found.manner)

    def show(self, value: Any) -> str:
        """The value as Python would write it, cut."""
        if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], Returned | Failure):
            value = value[0].value if isinstance(value[0], Returned) else None
        return shown(value)

    def overlap(self, key: Any, other: Any) -> bool:
        """Whether both are the same within the tolerance."""
        return difference(other, key, self.tolerance, scalars=True) is None


def _failed(name: str, failure: Failure) -> str:
    if failure.kind == "unsendable":
        return f"{name} holds what can't be taken: {failure.message}."
    if failure.message:
        return f"{name} could not be computed: {failure.message}{place(failure)}."
    return f"There is no variable {name} once the file has been run."
