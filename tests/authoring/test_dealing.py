"""Numbers of one's own: the same everywhere, spread over the ranges, never such that a diagnosis is ambiguous."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Annotated

import pytest

import grader
from grader.answers.count import Count
from grader.authoring import AuthoringError, Problem, one_of
from grader.authoring.dealing import clashes, count, deal, draw, ranges
from problems.hw4.conv_layer import ConvLayer, conv_layer

STUDENTS = [f"student-{number}" for number in range(400)]


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert deal(conv_layer, "hw4", "alice") == (ConvLayer(size=32, channels=4, filters=6, kernel=5),)
    assert deal(conv_layer, "hw4", "bob") == (ConvLayer(size=64, channels=3, filters=8, kernel=5),)


def test_it_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from grader.authoring.dealing import deal; from problems.hw4.conv_layer import conv_layer;"
        "print([deal(conv_layer, 'hw4', f's{n}') for n in range(20)])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1


def test_an_id_is_the_same_however_it_is_typed() -> None:
    assert deal(conv_layer, "hw4", " Alice ") == deal(conv_layer, "hw4", "alice")


def test_another_secret_deals_other_numbers() -> None:
    same = [deal(conv_layer, "hw4", who) == deal(conv_layer, "a course's secret", who) for who in STUDENTS]
    assert sum(same) < len(same) / 10


def test_draws_are_spread_over_the_whole_range() -> None:
    dealt = Counter(deal(conv_layer, "hw4", who)[0] for who in STUDENTS)
    assert len(dealt) == count(conv_layer) == 54
    assert max(dealt.values()) < 4 * len(STUDENTS) / 54
    for name, values in ranges(conv_layer).items():
        assert {getattr(given, name) for given in dealt} == set(values)


def test_every_draw_has_a_number() -> None:
    assert len({draw(conv_layer, number) for number in range(54)}) == 54
    assert draw(conv_layer, 54) == draw(conv_layer, 0)


@dataclass(frozen=True)
class Pair:
    """{a} and {b}."""

    a: Annotated[int, one_of(0, 1, 2)] = 1
    b: Annotated[int, one_of(0, 2)] = 2


def pair(refuse: bool = False) -> Problem[[Pair]]:
    problem = Problem("1", "A sum", Pair)

    @problem.part(points=1, answer=Count("apples"))
    def total(given: Pair) -> int:
        """How many are they?"""
        if refuse and given.a == 2:
            raise ValueError("two are too many")
        return given.a + given.b

    @total.mistake()
    def multiplies(given: Pair) -> int:
        """Put them together."""
        return given.a * given.b

    return problem


def test_ambiguous_and_refused_draws_are_never_dealt() -> None:
    for refuse in (False, True):
        problem = pair(refuse)
        usable = {(a, b) for a, b in itertools.product((0, 1, 2), (0, 2)) if a + b != a * b and not (refuse and a == 2)}
        dealt = {(given.a, given.b) for (given,) in (deal(problem, "x", who) for who in STUDENTS)}
        assert dealt == usable


def test_a_clash_says_what_is_the_same() -> None:
    (clash,) = clashes(pair(), (Pair(0, 0),))
    assert clash.names == ("the reference", "multiplies")
    (refused,) = clashes(pair(refuse=True), (Pair(2, 0),))
    assert refused.refused == "two are too many"


def test_ranges_without_a_usable_draw_are_an_authors_slip() -> None:
    @dataclass(frozen=True)
    class Zero:
        """{a}."""

        a: Annotated[int, one_of(0, 2)] = 0

    problem = Problem("1", "A square", Zero)

    @problem.part(points=1, answer=Count("apples"))
    def square(given: Zero) -> int:
        """a times a?"""
        return given.a * given.a

    @square.mistake()
    def doubles(given: Zero) -> int:
        """Not twice."""
        return 2 * given.a

    with pytest.raises(AuthoringError, match="no usable draw"):
        deal(problem, "x", "alice")


def test_a_students_assignment_asks_and_judges_with_the_same_numbers() -> None:
    hers = grader.load("hw4").dealt("alice")
    question = hers["3.B.i"]
    assert "6 filters of size 5×5 to an image of 32×32 pixels with 4 channels" in question.stem()
    assert hers.key(question).reference == 6 * (5 * 5 * 4 + 1)
    assert grader.load("hw4").key(grader.load("hw4")["3.B.i"]).reference == 608
    report = grader.check(hers, "hw4.md", data=b"## 3.B.i\n606 parameters\n\n## 3.B.ii\n28x28x6\n")
    assert report["3.B.i"].outcome == "correct"
    assert report["3.B.ii"].outcome == "correct"
    assert grader.check(hers, "hw4.md", data=b"## 3.B.i\n600 parameters\n")["3.B.i"].mistake == "forgets_biases"


def test_staff_are_told_of_an_answer_that_is_right_for_others() -> None:
    hers = grader.load("hw4").dealt("alice")
    verdict = grader.check(hers, "hw4.md", data=b"## 3.B.i\n608 parameters\n")["3.B.i"]
    assert verdict.outcome == "needs_person"
    assert "right for another student's numbers: size = 28, channels = 3, filters = 8, kernel = 5" in verdict.staff
    assert "another" not in verdict.feedback
    assert "another" not in grader.check(hers, "hw4.md", data=b"## 3.B.i\n7 parameters\n")["3.B.i"].staff
