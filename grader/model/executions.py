"""What came of running a student's code: data only, whatever the code did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

FailureKind = Literal[
    "error",  # it raised
    "undefined",  # no function or variable of that name
    "not_callable",
    "time",  # the limit of time
    "memory",
    "output",  # more was sent than is taken
    "unsendable",  # the value is of a type that does not cross
    "skipped",  # it needs something that is not there: an import, an earlier cell
    "lost",  # the process ended before it answered
]


class Cell(NamedTuple):
    """A run of source text. number : the notebook's cell, from 1, or None for a script's whole text.

    line : the first line's number in its file or cell, from 1.
    """

    source: str
    number: int | None = None
    line: int = 1


class Call(NamedTuple):
    """A call of one of the student's functions, or the look at a variable (where `arguments` is None).

    key : names the call among those of one run. arguments, keywords : plain data and NumPy arrays. counted : the lines
    of the student's code that run are counted, which slows it down.
    """

    key: str
    name: str
    arguments: tuple[Any, ...] | None = ()
    keywords: Mapping[str, Any] = {}
    counted: bool = False


class Failure(NamedTuple):
    """Why there is no value. message : one line, cleaned and cut, of the student's own error, or a sentence of ours.

    number, line : the cell and the line in it where it happened, where that is known.
    """

    kind: FailureKind
    message: str = ""
    number: int | None = None
    line: int | None = None


class Returned(NamedTuple):
    """A value that came back.

    value : of exactly one of these types: None, bool, int, float, complex, str, list, tuple, dict, numpy.ndarray,
    numpy.generic.
    arguments : the positional arguments after the call, where the call changed one of them, else None.
    steps : lines of the student's own code that ran during the call, where they were to be counted; a measure, no
    proof: the code could lie.
    """

    value: Any
    arguments: tuple[Any, ...] | None = None
    steps: int = 0


Results = tuple[Returned | Failure, ...]
"""What came of the calls of one question, in their order."""


class Ran(NamedTuple):
    """What became of one cell. printed : what it wrote, cut. skipped : lines that were left out ("%matplotlib")."""

    cell: Cell
    failure: Failure | None = None
    printed: str = ""
    skipped: tuple[str, ...] = ()


class Incident(NamedTuple):
    """Something that staff should know: an attack that was contained, a limit that was met.

    kind : a stable word ("network", "filesystem", "processes", "forged_result", "memory", "time", …).
    """

    kind: str
    message: str


class Execution(NamedTuple):
    """One run of a submission. results : by the key of each call; every call asked for has an entry.

    isolation : "namespaces", "landlock", "process" (a student's own machine), "docker", "podman".
    remarks : sentences for the person who handed it in ("%pip was skipped in cell 2").
    """

    results: Mapping[str, Returned | Failure]
    cells: tuple[Ran, ...] = ()
    incidents: tuple[Incident, ...] = ()
    isolation: str = "namespaces"
    remarks: tuple[str, ...] = ()
