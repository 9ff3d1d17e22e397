"""Every row of tests/answers/cases and tests/answers/prose, and what holds for all answer types."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from grader.answers.table import Rows
from grader.maths import parse
from grader.model.answers import Answer, Unreadable
from grader.model.documents import Block, Segment
from grader.model.rubrics import Criterion, Rubric
from grader.responses import LIKELY

from .conftest import TYPES

HERE = Path(__file__).parent
ACCEPTED = 0.8


def rows(folder: str) -> list[Any]:
    found = []
    for file in sorted((HERE / folder).glob("*.toml")):
        for number, row in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1):
            found.append(pytest.param(TYPES[file.stem], row, id=f"{file.stem}-{number}"))
    return found


def key(value: Any) -> Any:
    """A key as the table writes it: lists are tuples, "1/2" is a fraction."""
    if isinstance(value, list):
        return tuple(map(key, value))
    if isinstance(value, str) and value.replace("/", "").replace("-", "").isdigit() and "/" in value:
        return Fraction(value)
    if isinstance(value, dict):
        return Rows(value["rows"], tuple(value["images"]) if "images" in value else None, value.get("spaced", False))
    return value


@pytest.mark.parametrize(("kind", "row"), rows("cases"))
def test_an_answer_in_a_field(kind: Any, row: dict[str, Any]) -> None:
    if row["verdict"] == "unreadable":
        with pytest.raises(Unreadable) as trouble:
            kind.read(row["answer"])
        assert row.get("says", "") in trouble.value.hint
        return
    match = kind.match(kind.read(row["answer"]), key(row["reference"]))
    assert {True: "equal", False: "different", None: "person"}[match.equal] == row["verdict"]
    assert match.code == row.get("code", match.code)


@pytest.mark.parametrize(("kind", "row"), rows("prose"))
def test_an_answer_in_prose(kind: Any, row: dict[str, Any]) -> None:
    segment = Segment("x", "x.md", (Block("paragraph", row["text"], 1),))
    candidates = kind.find(segment)
    accepted = {
        each.answer.value
        for each in candidates
        if each.confidence >= (LIKELY if each.signals else ACCEPTED) and not each.barred
    }
    best = max((each.confidence for each in candidates), default=0)
    rivals = {each.answer.value for each in candidates if best - each.confidence < 0.15}
    if "value" in row:
        assert key(row["value"]) in accepted
        assert len(rivals) == 1
    else:
        accepted -= {each.answer.value for each in candidates if each.gate}
        assert not accepted or len(rivals) > 1


VALUES: dict[str, list[Any]] = {
    "breakdown": [(1110, 10, 100, 1000), (1110,)],
    "choice": ["yes", "no"],
    "choice_claim": ["yes", "no"],
    "count": [0, 1, 608, 62_378_344],
    "essay": ["Because."],
    "count_layers": [2, 3],
    "count_rounded": [608, 62_378_344],
    "interval": [(Fraction(0), Fraction(255)), (Fraction(-1), Fraction(1))],
    "matrices": [(((1, Fraction(1, 2)), (0, -3)),)],
    "matrices_two": [(((1, 2),), ((3,), (4,)))],
    "number": [Fraction(3, 8), Fraction(-2), Fraction(100_000)],
    "number_percent": [],
    "order": [parse(text) for text in ("O(n^2 d)", "O(n log n)", "O(1)")],
    "series": [(1250, 2500, 3750)],
    "several": [((28, 28), (Fraction(0), Fraction(255)))],
    "shape": [(28, 28, 8), (60_000, 784), (784,)],
    "table": [((Fraction(0), Fraction(1, 2)), (Fraction(1, 4), Fraction(3, 4)))],
    "text": ["keras 3.4.1"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in VALUES.items() for value in values])
def test_what_is_shown_is_read_back(name: str, value: Any) -> None:
    assert TYPES[name].read(TYPES[name].show(value)).value == value


SELF_KEYED = ("choice", "count", "count_layers", "interval", "matrices", "matrices_two", "number", "shape")


@pytest.mark.parametrize("name", SELF_KEYED)
def test_a_value_matches_itself_and_matching_is_symmetric(name: str) -> None:
    kind = TYPES[name]
    for one in VALUES[name]:
        assert kind.match(Answer(one), one).equal
        for other in VALUES[name]:
            assert kind.match(Answer(one), other).equal == kind.match(Answer(other), one).equal
            assert kind.overlap(one, other) == (one == other)


HOSTILE = [
    "",
    " \n",
    "9**9**9**9",
    "factorial(10**8)",
    "10**8!",
    "1e999999999",
    "9" * 100_000,
    "(" * 50_000,
    "[" * 50_000,
    "\\frac{" * 10_000,
    "\\begin{bmatrix}" * 3_000,
    "1" + "+1" * 60_000,
    "1 " * 60_000,
    "__import__('os').system('true')",
    "\u202e806",
    "\x00608",
    "NaN",
    "inf",
    "True",
    "608 or 609",
    "x = x",
    "🙂" * 1000,
]


@pytest.mark.parametrize("name", [name for name in TYPES if name not in ("essay", "text")])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_is_unreadable_in_a_field_and_harmless_in_prose(name: str, number: int) -> None:
    if (name.partition("_")[0], HOSTILE[number]) == ("choice", "True"):
        return  # that is a spelling of yes
    with pytest.raises(Unreadable):
        TYPES[name].read(HOSTILE[number])
    segment = Segment("x", "x.md", (Block("paragraph", HOSTILE[number], 1),))
    assert all(each.confidence <= 1 for each in TYPES[name].find(segment))


def test_a_rubric_is_for_a_person_and_shows_what_was_mentioned() -> None:
    rubric = Rubric(Criterion("the units are dead", 2, ("dead", "dying")), Criterion("no gradient"))
    match = TYPES["essay"].match(TYPES["essay"].read("They are dead."), rubric)
    assert match.equal is None
    assert match.staff == "• the units are dead [2] (mentioned: dead)\n• no gradient [1]"
