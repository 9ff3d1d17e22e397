"""A function that the student writes: run on inputs of ours, judged by what it returns, piece by piece."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.model.executions import Call, Failure, Results, Returned
from grader.outputs import MANNER, Difference, difference, place, shown, told

if TYPE_CHECKING:
    import numpy as np

Function = Callable[..., Any]
"""What a solver of such a part returns: the reference implementation; and a mistake: a wrong one."""

SHORT = 12
"""Characters of an argument that still stands within the brackets of its call."""

MOST_KEYS = 64
"""So many implementations have their outputs kept."""

_MANNERS = {
    "mutates_its_input": "it changes the {changed} that it is given. Whoever called it may still need that: work on a "
    "copy.",
    "loops_over_entries": "it runs {steps} lines of code on an input for which {bound} are enough: let NumPy work on "
    "whole arrays instead of looping over their entries.",
}


class Case(NamedTuple):
    """One input.

    group : what it tries ("stride"); the points are shared out between the groups. arguments, keywords : plain data
    and NumPy arrays. measure : of what is returned and the arguments, what is compared instead of it, for what has
    no one right value or only one property of interest; the shapes and types have to fit all the same.
    only : the place of the one of several returned values that it is about. tolerance : as for the type, where it is
    given. steps : how many lines of the student's own code may run, where a
    vectorised solution is asked for. says : what is tried, in words, where the measured value has to be told.
    """

    group: str
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any] = {}
    measure: Callable[..., Any] | None = None
    only: int | None = None
    tolerance: float | None = None
    steps: int | None = None
    says: str = ""


Cases = Callable[["np.random.Generator"], Iterable[Case]]
"""Generates the inputs, always the same ones from one seed."""


class _Trouble(NamedTuple):
    """What is wrong with one case. manner : as in Match."""

    case: Case
    result: Returned | Failure
    said: str
    code: str
    manner: str = ""


class Code:
    """The function of this signature, "conv2d(x, w, b, stride=1)".

    cases : generates the inputs from the seed. tolerance : relative, of every number. scalars : whether a NumPy scalar
    may stand for a number. weights : of the groups of cases, 1 each where it is left out. through : a lambda in
    Python that is called in the function's place and calls it, for what can't be sent: "lambda x: slope(sin, x)";
    no name of the author's is known in it.
    """

    kind = "code"

    def __init__(
        self,
        signature: str,
        cases: Cases,
        *,
        tolerance: float = 1e-6,
        scalars: bool = False,
        weights: Mapping[str, int] | None = None,
        through: str = "",
        seed: int = 20_240_607,
    ) -> None:
        self.signature, self.tolerance, self.scalars = signature, tolerance, scalars
        self.name, _, rest = signature.partition("(")
        self.parameters = tuple(part.partition("=")[0].strip() for part in rest.rstrip(")").split(","))
        self.weights, self._through, self._seed, self._generate = weights or {}, through, seed, cases
        self._made: tuple[Case, ...] = ()
        self._outputs: dict[Function, tuple[tuple[Any, ...], tuple[Any, ...]]] = {}
        self._written: dict[int, tuple[str, ...]] = {}

    @property
    def hint(self) -> str:
        """The signature."""
        return f"the function `{self.signature}`"

    @property
    def stub(self) -> str:
        """A definition without a body."""
        return f"def {self.signature}:\n    raise NotImplementedError"

    @property
    def setup(self) -> str:
        """The definition of what is called in the function's place."""
        return f"{self._called} = {self._through}" if self._through else ""

    @property
    def _called(self) -> str:
        return f"_called_for_{self.name}" if self._through else self.name

    def cases(self) -> tuple[Case, ...]:
        """The inputs, generated once."""
        if not self._made:
            import numpy as np

            self._made = tuple(self._generate(np.random.default_rng(self._seed)))
        return self._made

    def places(self) -> tuple[int, ...]:
        """For each case the number of its call: cases that have the very same tuple of arguments share one."""
        numbers: dict[tuple[int, int], int] = {}
        return tuple(numbers.setdefault((id(case.arguments), id(case.keywords)), len(numbers)) for case in self.cases())

    def calls(self, label: str) -> tuple[Call, ...]:
        """A call for each input."""
        inputs = dict(zip(reversed(self.places()), reversed(self.cases()), strict=True))
        counted = {place for place, case in zip(self.places(), self.cases(), strict=True) if case.steps is not None}
        return tuple(
            Call(f"{label}/{number}", self._called, case.arguments, case.keywords, number in counted)
            for number, case in sorted(inputs.items())
        )

    def answer(self, results: Results) -> Answer[Results]:
        """The result for each case."""
        return Answer(tuple(results[place] for place in self.places()))

    def find(self, segment: Segment) -> list[Candidate[Results]]:
        """Nothing: what a function does is not read off its text."""
        return []

    def read(self, text: str) -> Answer[Results]:
        """Raises Unreadable, for the same reason."""
        raise Unreadable(f"{self.hint} was expected in code that can be run", (0, min(len(text), 60)), text[:1000])

    def match(self, given: Answer[Results], key: Function) -> Match:
        """Whether it returned what the key returns on every input; the groups that are right are its credit."""
        wanted = zip(self.expected(key), self._measured(key), strict=True)
        troubles = [
            trouble
            for case, result, values in zip(self.cases(), given.value, wanted, strict=True)
            if (trouble := self._trouble(case, result, *values)) is not None
        ]
        wrong = [trouble for trouble in troubles if not trouble.manner]
        if wrong:
            return self._wrong(wrong)
        if troubles:
            first = min(troubles, key=lambda trouble: _size(trouble.case))
            said = f"What it returns is right, but {first.said}"
            return Match(False, said, first.manner, MANNER, manner=first.manner)
        return Match(True)

    def _trouble(self, case: Case, result: Returned | Failure, wanted: Any, measured: Any) -> _Trouble | None:
        if isinstance(result, Failure):
            return _Trouble(case, result, "", result.kind)
        differs = self._differs(case, result.value, wanted, measured)
        if differs is not None:
            return _Trouble(case, result, differs.said, differs.code, differs.manner)
        if result.arguments is not None and difference(result.arguments, case.arguments, 1e-9) is not None:
            said = _MANNERS["mutates_its_input"].format(changed=self._changed(case, result.arguments))
            return _Trouble(case, result, said, "mutates", "mutates_its_input")
        if case.steps is not None and result.steps > case.steps:
            said = _MANNERS["loops_over_entries"].format(steps=result.steps, bound=case.steps)
            return _Trouble(case, result, said, "loops", "loops_over_entries")
        return None

    def _differs(self, case: Case, value: Any, wanted: Any, expected: Any) -> Difference | None:
        tolerance = self.tolerance if case.tolerance is None else case.tolerance
        what = "it"
        if case.only is not None:
            if not isinstance(value, tuple | list) or len(value) != len(wanted):
                return difference(value, wanted, tolerance, scalars=self.scalars)
            value, wanted = value[case.only], wanted[case.only]
            what = f"value {case.only + 1}, {case.group},"
        if case.measure is None:
            return difference(value, wanted, tolerance, scalars=self.scalars, what=what)
        differs = difference(value, wanted, None, scalars=self.scalars)
        if differs is not None and not differs.manner:
            return differs
        try:
            measured = _quietly(case.measure, value, *case.arguments)
        except Exception:  # noqa: BLE001 - it was made for right values, and this one is a student's
            return Difference("value", "it is not right.")
        if difference(measured, expected, tolerance, scalars=True) is not None:
            return Difference("property", case.says or "it is not right.")
        return differs

    def _wrong(self, wrong: list[_Trouble]) -> Match:
        groups = list(dict.fromkeys(case.group for case in self.cases()))
        failed = {trouble.case.group for trouble in wrong}
        total = sum(self.weights.get(group, 1) for group in groups)
        earned = sum(self.weights.get(group, 1) for group in groups if group not in failed)
        smallest = min(wrong, key=lambda trouble: _size(trouble.case))
        if all(isinstance(trouble.result, Failure) and trouble.result.kind == "undefined" for trouble in wrong):
            return Match(False, _undefined(self.name, smallest.result), "undefined")
        lines = [*self._call(smallest.case), self._came(smallest)]
        right = [group for group in groups if group not in failed]
        if len(groups) > 1:
            said = f"Right: {', '.join(right)}. Not right: " if right else "Not right: "
            lines.append(f"{said}{', '.join(group for group in groups if group in failed)}.")
        return Match(False, "\n".join(lines), smallest.code, Fraction(earned, total))

    def _call(self, case: Case) -> tuple[str, ...]:
        """The call as one writes it, and its larger arguments below."""
        if id(case) not in self._written:
            texts = tuple(self._texts(case))
            written = ", ".join(f"{name}={text}" if len(text) <= SHORT else name for name, text in texts)
            below = [f"  {name} = {text}" for name, text in texts if len(text) > SHORT]
            self._written[id(case)] = (f"{self.name}({written})" + (" with" if below else ""), *below)
        return self._written[id(case)]

    def _texts(self, case: Case) -> Iterator[tuple[str, str]]:
        names = (*self.parameters, *("…",) * len(case.arguments))
        yield from ((name, shown(value)) for name, value in zip(names, case.arguments, strict=False))
        yield from ((name, shown(value)) for name, value in case.keywords.items())

    def _came(self, trouble: _Trouble) -> str:
        if isinstance(trouble.result, Failure):
            return told(trouble.result)
        came = "" if trouble.code == "none" else f"returned {shown(trouble.result.value)}; "
        return f"{came}{trouble.said}"

    def _changed(self, case: Case, after: tuple[Any, ...]) -> str:
        for name, before, now in zip(self.parameters, case.arguments, after, strict=False):
            if difference(now, before, 0.0) is not None:
                return f"argument {name}"
        return "arguments"

    def expected(self, key: Function) -> tuple[Any, ...]:
        """What an implementation of ours returns, computed once."""
        return self._kept(key)[0]

    def _measured(self, key: Function) -> tuple[Any, ...]:
        """What is measured of it, None where the value itself counts."""
        return self._kept(key)[1]

    def _kept(self, key: Function) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        if key not in self._outputs:
            if len(self._outputs) >= MOST_KEYS:
                self._outputs.clear()
            outputs = tuple(_quietly(key, *_own(case), **dict(case.keywords)) for case in self.cases())
            pairs = zip(self.cases(), outputs, strict=True)
            self._outputs[key] = outputs, tuple(_measure(case, output) for case, output in pairs)
        return self._outputs[key]

    def show(self, value: Results | Function) -> str:
        """Of an implementation its name; of results how many there are."""
        return f"an implementation of {self.name}" if callable(value) else f"what came of {len(value)} calls"

    def overlap(self, key: Function, other: Function) -> bool:
        """Whether two implementations return the same on every input."""
        pairs = zip(self.cases(), self.expected(key), self.expected(other), self._measured(other), strict=True)
        return all(differs is None or bool(differs.manner) for differs in (self._differs(*each) for each in pairs))

    def faults(self, key: Function) -> Iterator[str]:
        """What an author should mend in the cases, and in the reference as it answers them."""
        unknown = set(self.weights) - {case.group for case in self.cases()}
        if unknown:
            yield f"there is no case in the group {', '.join(sorted(unknown))}, which has a weight"
        for number, (case, value) in enumerate(zip(self.cases(), self.expected(key), strict=True), 1):
            if _has_nan(value):
                yield f"case {number} ({case.group}): the reference returns {shown(value, 60)}"
            own = _own(case)
            _quietly(key, *own, **dict(case.keywords))
            if difference(own, case.arguments, 0.0) is not None:
                yield f"case {number} ({case.group}): the reference changes its input"


def _undefined(name: str, result: Returned | Failure) -> str:
    if isinstance(result, Failure) and result.message:
        return f"{name} could not be defined: {result.message}{place(result)}."
    return f"There is no function {name} once the file has been run."


def _measure(case: Case, output: Any) -> Any:
    """What is measured of an output of ours, None where nothing is."""
    if case.measure is None:
        return None
    value = output if case.only is None else output[case.only]
    return _quietly(case.measure, value, *case.arguments)


def _own(case: Case) -> tuple[Any, ...]:
    """The arguments, for one call to do with as it likes."""
    return copy.deepcopy(case.arguments)


def _quietly(function: Function, *arguments: Any, **keywords: Any) -> Any:
    """What a function of ours returns; it may well overflow, where that is the mistake."""
    import warnings

    import numpy as np

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return function(*arguments, **keywords)


def _size(case: Case) -> tuple[int, int]:
    """By how many numbers a person has to take in: of two failing inputs the smaller one is shown."""
    return sum(map(_entries, (*case.arguments, *case.keywords.values()))), len(case.keywords)


def _entries(value: Any) -> int:
    if isinstance(value, list | tuple):
        return sum(map(_entries, value))
    return int(getattr(value, "size", 1))


def _has_nan(value: Any) -> bool:
    import numpy as np

    if isinstance(value, tuple | list):
        return any(map(_has_nan, value))
    return isinstance(value, float | np.ndarray | np.generic) and bool(np.isnan(value).any())
