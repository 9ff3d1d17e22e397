"""The code type by itself: groups, the smallest failing input, the manner, and what lint finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.answers.code import Case, Code
from grader.answers.variable import Variable
from grader.model.answers import Answer, Match, Unreadable
from grader.model.executions import Failure, Returned


def cases(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("large", (np.arange(30.0),), {"k": 2})
    yield Case("small", (np.arange(3.0),), steps=10)
    yield Case("small", (np.arange(2.0),))
    yield Case("random", (rng.normal(size=4),))


SCALE = Code("scale(x, k=1)", cases, weights={"large": 2})


def scale(x: Any, k: int = 1) -> Any:
    return k * x


def judged(function: Any, kind: Code = SCALE, key: Any = scale, **made: Any) -> Match:
    """The match of what this function returns, as if a student had written it."""
    results = tuple(Returned(function(*case.arguments, **case.keywords), **made) for case in kind.cases())
    return kind.match(Answer(results), key)


def test_the_same_inputs_every_time_and_others_from_another_seed() -> None:
    again = Code("scale(x, k=1)", cases).cases()
    assert all(
        np.array_equal(one.arguments[0], other.arguments[0]) for one, other in zip(SCALE.cases(), again, strict=True)
    )
    assert not np.array_equal(Code("scale(x)", cases, seed=2).cases()[3].arguments[0], again[3].arguments[0])


def test_points_are_shared_out_between_groups_by_weight() -> None:
    assert judged(scale).equal
    assert judged(lambda x, k=1: x).credit == Fraction(2, 4)
    assert judged(lambda x, k=1: k * x + (k == 1)).credit == Fraction(2, 4)
    assert judged(lambda x, k=1: -x - 1).credit == 0


def test_of_the_failing_inputs_the_one_with_the_fewest_numbers_is_shown_and_no_reference() -> None:
    match = judged(lambda x, k=1: x + 7)
    assert match.reason.split("\n") == [
        "scale(x=[0., 1.])",
        "returned [7., 8.]; it has the right shape, but not the right values.",
        "Not right: large, small, random.",
    ]
    assert judged(lambda x, k=1: x).reason.startswith(
        "scale(x, k=2) with\n  x = an array of shape (30,)\nreturned an array"
    )


def test_a_failure_is_told_with_its_line() -> None:
    results = (
        Failure("error", "ZeroDivisionError: division by zero", 3, 7),
        *(Returned(case.arguments[0]) for case in SCALE.cases()[1:]),
    )
    match = SCALE.match(Answer(results), scale)
    assert match.reason.split("\n")[2] == "stopped with ZeroDivisionError: division by zero (cell 3, line 7)."
    assert match.code == "error"


def test_right_numbers_in_a_wrong_manner_are_named_and_worth_most() -> None:
    changed = judged(scale, arguments=(np.zeros(2),))
    assert (changed.equal, changed.manner, changed.credit) == (False, "mutates_its_input", Fraction(3, 4))
    assert "argument x" in changed.reason
    assert judged(scale, steps=11).manner == "loops_over_entries"
    assert judged(scale, steps=10).equal
    assert judged(lambda x, k=1: (k * x).tolist()).manner == "returns_a_list"
    assert judged(lambda x, k=1: x + 7, arguments=(np.zeros(2),)).manner == ""


def test_an_input_that_came_back_within_rounding_was_not_changed() -> None:
    results = tuple(
        Returned(scale(*case.arguments, **case.keywords), (case.arguments[0] + 1e-15,)) for case in SCALE.cases()
    )
    assert SCALE.match(Answer(results), scale).equal


def test_a_measure_or_one_of_several_values_may_be_all_that_counts() -> None:
    def pair(rng: np.random.Generator) -> Iterator[Case]:
        yield Case("first", (1.0,), only=0)
        yield Case("second", (1.0,), only=1)
        yield Case(
            "spread", (2.0,), only=1, measure=lambda value, x: float(value.std()), tolerance=0.1, says="too wide."
        )

    kind = Code("pair(x)", pair)

    def both(x: float) -> Any:
        return x, np.array([x, -x])

    assert judged(lambda x: (x, np.array([-x, x])), kind, both).credit == Fraction(2, 3)
    assert judged(lambda x: (x, np.array([x, -1.02 * x])), kind, both).credit == Fraction(2, 3)
    wide = judged(lambda x: (x, np.array([x, -x]) * (1 + x - 1)), kind, both)
    assert (wide.credit, wide.reason.split("\n")[1]) == (Fraction(2, 3), "returned (2.0, [4., -4.]); too wide.")
    assert judged(lambda x: x, kind, both).credit == 0


def test_lint_is_told_what_is_wrong_with_cases_and_reference() -> None:
    assert list(SCALE.faults(scale)) == []

    def spoil(x: Any, k: int = 1) -> Any:
        x[0] = np.nan
        return x

    found = list(Code("scale(x, k=1)", cases, weights={"larg": 2}).faults(spoil))
    assert found[0] == "there is no case in the group larg, which has a weight"
    assert "case 1 (large): the reference returns an array of shape (30,)" in found
    assert "case 3 (small): the reference changes its input" in found


@pytest.mark.parametrize("kind", [SCALE, Variable("total")])
def test_the_text_itself_is_never_taken_for_the_answer(kind: Any) -> None:
    with pytest.raises(Unreadable):
        kind.read("42")


def test_a_variable_is_right_wrong_or_of_another_type() -> None:
    total = Variable("total", tolerance=1e-3)

    def match(value: Any) -> Match:
        return total.match(Answer((Returned(value),)), 3.0)

    assert match(3.0001).equal
    assert match(np.float64(3.0)).equal
    assert match(3.1).reason == "total holds 3.1; it is not right."
    assert match("3").code == "type"
    assert total.match(Answer((Failure("error", "NameError: no", 2, 1),)), 3.0).reason == (
        "total could not be computed: NameError: no (cell 2, line 1)."
    )
    assert match(np.array(3.0)).credit < 1
