"""Predictions as CSV, Markdown or JSON, and their checks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grader.answers.predictions import Labels, Predictions
from grader.model.answers import Unreadable
from grader.model.documents import Block, Segment

KIND = Predictions()
KEY = Labels({"a.png": "3", "b.png": "7", "c.png": "9"}, Fraction(2, 3))

FORMS = [
    "a.png,3,0.9,5,0.05\nb.png,7,0.6,1,0.4\nc.png,4,0.5,9,0.5",
    "image,guess 1,probability 1,guess 2,probability 2\na.png,3,0.9,5,0.05\nb.png,7,60%,1,40 %\nc.png,4,.5,9,.5",
    "a.png; 3; 0.9; 5; 0.05\nb.png; 7; 0.6; 1; 0.4\nc.png; 4; 1/2; 9; 1/2",
    "| image | best | p | second | p |\n|---|---|---|---|---|\n| a.png | 3 | 0.9 | 5 | 0.05 |\n"
    "| b.png | 7 | 0.6 | 1 | 0.4 |\n| c.png | 4 | 0.5 | 9 | 0.5 |",
    '[{"image": "a.png", "guesses": [["3", 0.9], ["5", 0.05]]}, {"image": "b.png", "guesses": [[7, 0.6], [1, 0.4]]},'
    ' {"image": "c.png", "guesses": [[4, 0.5], [9, 0.5]]}]',
    '{"a.png": [3, 0.9, 5, 0.05], "b.png": [7, 0.6, 1, 0.4], "c.png": [4, 0.5, 9, 0.5]}',
]


@pytest.mark.parametrize("text", FORMS)
def test_every_form_is_read_alike(text: str) -> None:
    answer = KIND.read(text)
    assert [row.image for row in answer.value] == ["a.png", "b.png", "c.png"]
    assert answer.value[1].guesses == (("7", Fraction(3, 5)), ("1", Fraction(2, 5)))
    assert KIND.match(answer, KEY).equal
    assert KIND.read(KIND.show(answer.value)).value == answer.value
    (found,) = KIND.find(Segment("6", "x.md", (Block("paragraph", "Here.", 1), Block("code", text, 3))))
    assert found.answer.value == answer.value


def test_too_few_right_guesses_earn_their_share() -> None:
    match = KIND.match(KIND.read("a.png,5,.9,3,.1\nb.png,7,.9,3,.1\nc.png,4,.9,9,.1"), KEY)
    assert (match.equal, match.code, match.credit) == (False, "accuracy", Fraction(1, 2))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a.png,3,0.9,5,0.05\nb.png,7,0.6,1,0.4", "Without a prediction: c.png"),
        ("a.png,3,90,5,5\nb.png,7,60,1,40\nc.png,4,50,9,50", "% sign"),
        ("a.png,3,0.9,5,0.3\nb.png,7,0.6,1,0.4\nc.png,4,0.5,9,0.5", "more than 1"),
        ("a.png,3,0.1,5,0.8\nb.png,7,0.6,1,0.4\nc.png,4,0.5,9,0.5", "largest"),
        ("a.png,3,0.9,5,0.1\na.png,3,0.9,5,0.1\nb.png,7,0.6,1,0.4\nc.png,4,0.5,9,0.5", "two rows"),
        ("a.png,3,0.9,5,0.1\nb.png,7,0.6,1,0.4\nc.png,4,0.5,9,0.5\nd.png,4,0.5,9,0.5", "Not among"),
    ],
)
def test_what_can_not_be_is_for_a_person(text: str, says: str) -> None:
    match = KIND.match(KIND.read(text), KEY)
    assert match.equal is None
    assert says in match.reason


@pytest.mark.parametrize(
    "text",
    ["", "See the pictures.", "a.png,3", "a.png,3,high,5,low", "[" * 9_999, "[{}]", '[{"a": null}]', "," * 9_999],
)
def test_what_is_no_prediction_is_not_read(text: str) -> None:
    with pytest.raises(Unreadable):
        KIND.read(text)
