"""An assignment: its problems, found in its package, under the labels and numbering schemes it is handed out with."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from grader.authoring.entries import declared, resolved
from grader.authoring.problems import AuthoringError, Convention, Mistake, Part, Problem, fill
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
    """A part of a problem under the label that an assignment gives it."""

    label: str
    part: Part[Any, Any]

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
        return self.part.answer

    @property
    def variable(self) -> str:
        """The name that a notebook may assign the answer to."""
        return "q" + self.label.replace(".", "_")

    def prompt(self, *given: Any) -> str:
        """The question's text with the printed numbers, or with those given."""
        return fill(self.part.prompt, *(given or self.problem.printed()))

    def stem(self, *given: Any) -> str:
        """What its problem says before the questions."""
        return self.problem.stem(*(given or self.problem.printed()))


class Key(NamedTuple):
    """The answers of one question for one set of numbers: the right one, and those that have a name."""

    reference: Any
    conventions: tuple[tuple[Convention, Any], ...]
    mistakes: tuple[tuple[Mistake, Any], ...]


class Assignment:
    """What is handed out.

    package : the name of the package whose modules hold its problems (`__name__` in its own `__init__`).
    schemes : other numberings under which it was handed out: from a name to a mapping of labels as written there to
    the labels here (several, parted by spaces, where one question asks for two things).
    borrowed : parts of other assignments' problems under the labels that they have here.
    """

    def __init__(
        self,
        name: str,
        title: str,
        package: str,
        *,
        schemes: Mapping[str, Mapping[str, str]] | None = None,
        borrowed: Mapping[str, Part[Any, Any]] | None = None,
    ) -> None:
        self.name, self.title, self.package = name, title, package
        self._schemes = schemes or {}
        self._borrowed = borrowed or {}
        self._keys: dict[str, Key] = {}

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
        own = [
            Question(".".join(filter(None, (problem.label, part.label))), part)
            for problem in self.problems
            for part in problem.parts
        ]
        own += [Question(label, part) for label, part in self._borrowed.items()]
        labels = [question.label for question in own]
        twice = {label for label in labels if labels.count(label) > 1}
        if twice:
            raise AuthoringError(f"{self.name} has two questions labelled {', '.join(sorted(twice))}")
        return tuple(sorted(own, key=lambda question: label_order(question.label)))

    def __getitem__(self, label: str) -> Question:
        for question in self.questions:
            if question.label == label:
                return question
        raise KeyError(label)

    def key(self, question: Question) -> Key:
        """Its key with the printed numbers; solved once per run."""
        if question.label not in self._keys:
            part = question.part
            arguments = (*self._used(question), *question.problem.printed())
            self._keys[question.label] = Key(
                part.solve(*arguments),
                tuple((convention, convention.solve(*arguments)) for convention in part.conventions),
                tuple((mistake, mistake.solve(*arguments)) for mistake in part.mistakes),
            )
        return self._keys[question.label]

    def _used(self, question: Question) -> tuple[Any, ...]:
        if question.part.uses is None:
            return ()
        return (self.key(self.earlier(question)).reference,)

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
