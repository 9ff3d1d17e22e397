"""Every assignment is clean, and a planted fault of each kind is found."""

from __future__ import annotations

import itertools
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

import pytest

import grader
from grader.answers.count import Count
from grader.answers.essay import Essay
from grader.answers.shape import Shape
from grader.authoring import Assignment, Criterion, Problem, Rubric, assignments, one_of
from grader.linting import Finding, lint

TICKS = itertools.count()


@pytest.mark.parametrize("name", assignments())
def test_an_assignment_has_nothing_to_mend(name: str) -> None:
    steps = list(lint(grader.load(name), 500))
    assert [str(finding) for step in steps for finding in step.findings] == []
    assert [step.done for step in steps] == list(range(1, steps[0].of + 1))


@dataclass(frozen=True)
class Layer:
    """A layer of {units} units."""

    units: Annotated[int, one_of(2, 5, 7)] = 5


@dataclass(frozen=True)
class OutOfRange:
    """A layer of {units} units."""

    units: Annotated[int, one_of(2, 7)] = 5


@dataclass(frozen=True)
class BadStem:
    """A layer of {neurons} units."""

    units: Annotated[int, one_of(5, 7)] = 5


def found(
    givens: type[Any] = Layer,
    solve: Callable[[Any], Any] = lambda given: given.units + 100,
    wrong: Callable[[Any], Any] = lambda given: given.units,
    answer: Any = None,
    prompt: str = "How many with a hundred more?",
    feedback: str = "Not so.",
    **options: Any,
) -> list[Finding]:
    """What lint finds in an assignment of this one question."""
    problem = Problem("1", "A layer", givens)

    def units(given: Any) -> Any:
        return solve(given)

    def mistaken(given: Any) -> Any:
        return wrong(given)

    units.__doc__, mistaken.__doc__ = prompt, feedback
    part = problem.part(points=1, answer=answer or Count("units"))(units)
    part.mistake()(mistaken)
    package = types.ModuleType("planted")
    package.__path__ = []
    sys.modules["planted"] = package
    assignment = Assignment("planted", "Planted", "planted", borrowed={"1": part}, **options)
    return [finding for step in lint(assignment, 500) for finding in step.findings]


def crash(given: Any) -> int:
    return 1 // (given.units - 5)


def crash_on_seven(given: Any) -> int:
    return given.units + 100 if given.units < 7 else [][0]


def refuse_seven(given: Any) -> int:
    if given.units == 7:
        raise ValueError("seven do not fit")
    return int(given.units) + 100


FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a field in the prompt": ("field", {"prompt": "How many of {neurons}?"}),
    "a field in the feedback": ("field", {"feedback": "Not {neurons}."}),
    "a field in the stem": ("field", {"givens": BadStem}),
    "a solver that fails": ("solver", {"solve": crash}),
    "a solver that fails for some draws": ("solver", {"solve": crash_on_seven}),
    "a solver that refuses the printed numbers": ("refused", {"wrong": lambda given: int("x")}),
    "a value that no solver takes": ("never", {"solve": refuse_seven}),
    "a reference that changes": ("changing", {"solve": lambda given: next(TICKS)}),
    "a mistake that is right": ("same", {"wrong": lambda given: given.units + 100}),
    "a mistake that is right for most draws": (
        "same",
        {"wrong": lambda given: given.units + (100 if given.units != 5 else 1)},
    ),
    "a reference of another type": ("type", {"answer": Shape("units")}),
    "a reference that its type does not read": ("reading", {"solve": lambda given: given.units + Fraction(1, 2)}),
    "a prompt with the answer": ("secret", {"prompt": "Why are they 105 units?"}),
    "feedback with the answer": ("secret", {"feedback": "It should be 105 units."}),
    "printed numbers out of their range": ("default", {"givens": OutOfRange}),
    "a rubric worth nothing": (
        "rubric",
        {"answer": Essay(), "solve": lambda given: Rubric(Criterion("x", 0)), "wrong": lambda given: Rubric()},
    ),
    "a scheme that asks what is not there": ("assignment", {"schemes": {"old": {"1.a": "2"}}}),
    "an order without a question": ("assignment", {"order": "1 2"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    kind, planted = FAULTS[fault]
    assert kind in {finding.kind for finding in found(**planted)}


def test_a_clean_question_is_left_in_peace() -> None:
    assert found() == []
