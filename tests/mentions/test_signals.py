"""Every row of the table of signals holds of its own examples, and not of its counter-examples."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from grader.amounts import Unit
from grader.mentions.amounts import amounts
from grader.mentions.signals import SIGNALS, Asked, Place, hedged
from grader.mentions.weighing import decisive, weighed, weights
from grader.text import Text

ASKED = Asked((Unit("parameters"), Unit("layers")), ("w_2",))
GIVENS = frozenset(map(Fraction, (5, 3, 8, 32)))


def place(example: str) -> Place:
    """The amount in double brackets, where it stands."""
    before, marked, after = re.split(r"\[\[|\]\]", example)
    text = Text(before + marked + after, whole=True)
    found = amounts(text)
    wanted = text.view.place(len(before)), text.view.place(len(before) + len(marked))
    (number,) = [n for n, each in enumerate(found) if each.start <= wanted[0] < each.end and each.end >= wanted[1]][-1:]
    return Place(text, found, number, ASKED, GIVENS)


EXAMPLES = [(name, example, True) for name, row in SIGNALS.items() for example in row.yes]
COUNTER = [(name, example, False) for name, row in SIGNALS.items() for example in row.no]


@pytest.mark.parametrize(("name", "example", "holds"), EXAMPLES + COUNTER)
def test_a_signal_holds_of_its_examples_and_of_no_counter_example(name: str, example: str, holds: bool) -> None:
    assert SIGNALS[name].holds(place(example)) is holds


def test_every_signal_has_a_weight_and_a_sentence() -> None:
    assert set(SIGNALS) <= set(weights("amount"))
    assert all(row.says and not row.says.endswith(".") for row in SIGNALS.values())


def test_readings_of_one_value_add_up_and_none_competes() -> None:
    same = int.__eq__
    one = weighed([608, 600], [frozenset({"alone"}), frozenset({"step"})], frozenset(), same, "amount")
    two = weighed([608, 608], [frozenset({"alone"}), frozenset({"alone"})], frozenset(), same, "amount")
    doubted = weighed([608], [frozenset({"alone"})], frozenset({"hedged"}), same, "amount")
    assert one[0] > 0.6 > one[1]
    assert two[0] == two[1] > one[0]
    assert doubted[0] < 0.5
    assert weighed([], [], frozenset(), same, "amount") == []


def test_the_reason_is_the_signal_that_speaks_loudest() -> None:
    assert decisive(frozenset({"last", "denied"}), "amount") == SIGNALS["denied"].says
    assert decisive(frozenset(), "amount") == "a number in the text"


@pytest.mark.parametrize(
    "text",
    [
        "608, or maybe 600",
        "I'm not sure which of the two is meant",
        "608?",
        "Ich weiß nicht, welches von beiden stimmt",
        "Je ne sais pas lequel prendre",
        "No estoy seguro",
        "I could not decide between them",
    ],
)
def test_doubts_are_heard(text: str) -> None:
    assert hedged(Text(text, whole=True))


@pytest.mark.parametrize(
    "text", ["608", "It is 608, not 600.", "How many parameters has the layer? 608", "Das macht 608."]
)
def test_what_is_plain_is_no_doubt(text: str) -> None:
    assert not hedged(Text(text, whole=True))
