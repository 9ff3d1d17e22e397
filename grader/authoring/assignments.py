"""An assignment: its problems, found in its package, under the labels and numbering schemes it is handed out with."""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from grader.authoring.dealing import Key, key
from grader.authoring.entries import declared, resolved
from grader.authoring.problems import AuthoringError, Part, Problem, fill
from grader.model.answers import AnswerType
from grader.model.assignments import Outline, Scheme, Slot

GROUP = "grader.assignments"


class UnknownAssignment(Exception):  # noqa: N818 - the message is for a person
    """No assignment of that name is installed; `known` are those that are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        import difflib

        near = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.4)
        advice = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known) or 'none installed'}."
        super().__init__(f"There is no assignment {name[:60]!r}: {advice}")
        self.name, self.known = name, known


class Question(NamedTuple):
    """A part of a problem under the label that an assignment gives it.

    given : the arguments that its solvers take: the printed givens, a student's own, or nothing.
    """

    label: str
    part: Part[Any, Any]
    given: tuple[Any, ...] = ()

    @property
    def problem(self) -> Problem[Any]:
        """The problem that it is a part of."""
        return self.part.problem

    @property
    def title(self) -> str:
        """A few words."""
        return self.part.title

    @property
    def points(self) -> Fraction:
        """What the question is worth."""
        return self.part.points

    @property
    def answer(self) -> AnswerType[Any, Any]:
        """How its answers are read and judged."""
        return self.part.answer_for(*self.given)

    @property
    def variable(self) -> str:
        """The name that a notebook may assign the answer to."""
        return "q" + self.label.replace(".", "_")

    def prompt(self) -> str:
        """The question's text with its numbers."""
        return self.filled(self.part.prompt)

    def stem(self) -> str:
        """What its problem says before the questions."""
        return self.problem.stem(*self.given)

    def filled(self, text: str) -> str:
        """A text of the author's with the question's numbers in place of its {fields}."""
        return fill(text, *self.given)


class Assignment:
    """What is handed out.

    package : the name of the package whose modules hold its problems (`__name__` in its own `__init__`).
    schemes : other numberings under which it was handed out: from a name to a mapping of labels as written there to
    the labels here (several, parted by spaces, where one question asks for two things).
    borrowed : parts of other assignments' problems under the labels that they have here.
    order : the labels in the order of the sheet, parted by spaces, where sorting them does not give it.
    """

    def __init__(
        self,
        name: str,
        title: str,
        package: str,
        *,
        schemes: Mapping[str, Mapping[str, str]] | None = None,
        borrowed: Mapping[str, Part[Any, Any]] | None = None,
        order: str = "",
    ) -> None:
        self.name, self.title, self.package = name, title, package
        self._schemes = schemes or {}
        self._borrowed = borrowed or {}
        self._order = {label: place for place, label in enumerate(order.split())}
        self._keys: dict[Question, Key] = {}
        self._student: tuple[str, str] | None = None

    def dealt(self, student: str, secret: str | None = None) -> Assignment:
        """The same assignment with the numbers of one student, drawn by `grader.authoring.dealing`.

        secret : what the draw is keyed by; the assignment's name where it is None: students can then check their own.
        """
        own = copy.copy(self)
        own.__dict__ = {name: value for name, value in vars(self).items() if name not in ("questions", "outline")}
        own._student = (self.name if secret is None else secret, student)
        return own

    @cached_property
    def problems(self) -> tuple[Problem[Any], ...]:
        """The problems of the package, in the order of their labels."""
        import importlib
        import pkgutil

        found: dict[int, Problem[Any]] = {}
        for module in pkgutil.iter_modules(sys.modules[self.package].__path__):
            loaded = importlib.import_module(f"{self.package}.{module.name}")
            found |= {id(thing): thing for thing in vars(loaded).values() if isinstance(thing, Problem)}
        return tuple(sorted(found.values(), key=lambda problem: label_order(problem.label)))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the sheet."""
        parts = [
            (".".join(filter(None, (problem.label, part.label))), part)
            for problem in self.problems
            for part in problem.parts
        ]
        parts += self._borrowed.items()
        numbers: dict[int, tuple[Any, ...]] = {}
        for _, part in parts:
            if id(part.problem) not in numbers:
                numbers[id(part.problem)] = self._numbers(part.problem)
        own = [Question(label, part, numbers[id(part.problem)]) for label, part in parts]
        labels = [question.label for question in own]
        twice = {label for label in labels if labels.count(label) > 1}
        if twice:
            raise AuthoringError(f"{self.name} has two questions labelled {', '.join(sorted(twice))}")
        if self._order and set(self._order) != set(labels):
            raise AuthoringError(f"{self.name}: order and questions differ in {set(self._order) ^ set(labels)}")
        return tuple(sorted(own, key=lambda q: (self._order.get(q.label, 0), label_order(q.label))))

    def called(self) -> str:
        """Its name as a command takes it, with the student whose numbers it has."""
        import shlex

        return self.name if self._student is None else f"{self.name} --student {shlex.quote(self._student[1])}"

    @property
    def student(self) -> str | None:
        """The ID of the student whose numbers it has, None where they are the printed ones."""
        return None if self._student is None else self._student[1]

    def _numbers(self, problem: Problem[Any]) -> tuple[Any, ...]:
        if self._student is None:
            return problem.printed()
        from grader.authoring.dealing import deal

        return deal(problem, *self._student)

    def __getitem__(self, label: str) -> Question:
        for question in self.questions:
            if question.label == label:
                return question
        raise KeyError(label)

    def key(self, question: Question) -> Key:
        """Its key, solved once per run and set of numbers."""
        if question not in self._keys:
            self._keys[question] = key(question.part, question.given)
        return self._keys[question]

    def earlier(self, question: Question) -> Question:
        """The question whose answer this one uses."""
        for other in self.questions:
            if other.part is question.part.uses:
                return other
        raise AuthoringError(f"{question.label} uses a part that {self.name} does not ask")

    @cached_property
    def outline(self) -> Outline:
        """What readers may know of it."""
        slots = tuple(
            Slot(q.label, q.title, f"{q.stem()}\n\n{q.prompt()}".strip(), q.answer, q.variable) for q in self.questions
        )
        printed = Scheme("as printed", {slot.label: (slot.label,) for slot in slots})
        others = tuple(
            Scheme(name, {written: tuple(ours.split()) for written, ours in labels.items()})
            for name, labels in self._schemes.items()
        )
        for scheme in others:
            for written, ours in scheme.labels.items():
                unknown = set(ours) - set(printed.labels)
                if unknown:
                    raise AuthoringError(f"{self.name}, scheme {scheme.name!r}: {written} → {', '.join(unknown)}?")
        return Outline(self.name, slots, (printed, *others))

    def __repr__(self) -> str:
        return f"<Assignment {self.name}: {self.title}>"


def assignments() -> dict[str, Any]:
    """The installed assignments' entry points by name, not yet loaded."""
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def load(name: str) -> Assignment:
    """The assignment of that name. Raises UnknownAssignment, which suggests the nearest."""
    reference = declared(GROUP, name)
    if reference is not None:
        assignment = resolved(reference)
    else:
        found = assignments()
        if name not in found:
            raise UnknownAssignment(name, tuple(found))
        assignment = found[name].load()
    if not isinstance(assignment, Assignment):
        raise AuthoringError(f"the entry point {name} names {assignment!r}, not an Assignment")
    return assignment


_ROMAN = re.compile(r"(?=[ivxl])(x{0,3}|xl|l)(ix|iv|v?i{0,3})$")
_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_TENS = {"": 0, "x": 10, "xx": 20, "xxx": 30, "xl": 40, "l": 50}


def label_order(label: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts labels as a sheet does: 2.A before 10.A, ii before x, 3.B before 3.B.i.

    >>> sorted(["3.B.x", "3.B.ii", "10.A", "2.B", "3.B"], key=label_order)
    ['2.B', '3.B', '3.B.ii', '3.B.x', '10.A']
    """
    return tuple(_component_order(component) for component in label.split("."))


def _component_order(component: str) -> tuple[int, str]:
    if component.isdigit():
        return int(component), ""
    roman = _ROMAN.fullmatch(component)
    return (_TENS[roman[1]] + _ONES[roman[2]], "") if roman else (0, component)
