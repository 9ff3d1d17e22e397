"""Several questions in one text: which part of it speaks of which."""

from __future__ import annotations

import pytest

import grader
from grader.alignment.topics import shares
from grader.answers.text import Text
from grader.model.assignments import Slot


def slots(*titles: str) -> list[Slot]:
    return [Slot(str(number), title, "", Text("1.0"), f"q{number}") for number, title in enumerate(titles)]


XAVIER_AND_HE = slots("Variance in Xavier initialisation", "Variance in He initialisation")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Xavier takes 1/n. He initialization takes 2/n.", ["Xavier takes 1/n. ", "He initialization takes 2/n."]),
        ("With Xavier, use $N(0, 1/n)$, and He init: 2/n", ["With Xavier, use $N(0, 1/n)$, ", "and He init: 2/n"]),
        ("1/n for Xavier, 2/n for He initialisation", ["1/n for Xavier, ", "2/n for He initialisation"]),
        ("Weights are small. Xavier: 1/n\nHe initialisation: 2/n", ["Xavier: 1/n\n", "He initialisation: 2/n"]),
        ("He initialisation doubles Xavier's: 2/n", [None, None]),  # a clause with two names
        ("Xavier: 1/n. He initialisation: 2/n. Xavier is older.", [None, "He initialisation: 2/n. "]),
        ("Xavier is from Glorot. He proposed 1/n.", ["Xavier is from Glorot. He proposed 1/n.", None]),  # a pronoun
        ("The variance is 1/n.", [None, None]),
    ],
)
def test_a_share_is_what_stands_behind_a_name_up_to_the_next(text: str, parts: list[str | None]) -> None:
    found = shares(text, XAVIER_AND_HE)
    assert [text[slice(*found[label])] if label in found else None for label in ("0", "1")] == parts


def test_titles_without_words_of_their_own_share_nothing_out() -> None:
    assert shares("Layer one has 3 units. Layer two has 4.", slots("Units", "Units of it")) == {}


def test_the_formulas_of_two_questions_under_one_number_are_told_apart() -> None:
    text = (
        "1. Small random weights. In Xavier initialisation the variance is $v = 1/n_{in}$, He initialisation takes "
        "$v = 2/n_{in}$ as half of the inputs are cut off.\n\n2. (a) ReLU is cheap."
    )
    report = grader.check("rq3", "rq3.md", data=text.encode())
    assert (report["1.b"].outcome, report["1.c"].outcome) == ("correct", "correct")
    swapped = grader.check("rq3", "rq3.md", data=text.replace("Xavier", "He", 1).encode())
    assert swapped["1.b"].outcome.open


def test_a_table_under_the_problems_heading_is_that_of_its_one_question_for_tables() -> None:
    rows = "\n".join(f"Dropout = {n / 10}\n\nTest accuracy: 0.97{n}1\n" for n in range(10))
    before = "# Problem 3\n\n## Problem B\n\nPart i) 608 parameters\n\nPart ii) 28×28×8\n\n"
    text = f"{before}## Problem D\n\nFinal model:\n\nTest accuracy: 0.9911\n\n{rows}\n\nMore filters helped."
    report = grader.check("hw4", "hw4.md", data=text.encode())
    assert report["3.D.i"].outcome == "correct"
    final = report["3.D.ii"]
    assert (final.read, final.outcome) == ("0.9911", "needs_person")  # not the last of the dropout rates
    assert "10 epochs" in final.feedback
