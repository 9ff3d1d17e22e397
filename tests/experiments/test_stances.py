"""Figures that are given as a result, and those that are a bound, an example or history."""

from __future__ import annotations

import re

import pytest

from grader.experiments.stances import asserted, is_sentence

ASSERTED = [
    "The test accuracy is 0.9812.",
    "Test accuracy: 0.9812, which is over 0.98.",
    "-> 0.9812",
    "I reached 0.9812 in the end.",
    "La exactitud de test es 0.9812",
    "The accuracy of this model is 0.9812.",
    "0.9812 (previously 0.92).",
    "It rose to 0.9812. First it was worse.",
]
OTHERWISE = [
    "It should be at least 0.9812.",
    "more than 0.9812 is asked",
    "accuracy ≥ 0.9812",
    "accuracy > 0.9812",
    "We could not reach 0.9812.",
    "the 0.9812 was out of reach",
    "I first had 0.9812 with SGD.",
    "It was 0.9812 before training on.",
    "the final accuracy, such as “Test accuracy: 0.9812”",
    "Erst waren es 0.9812",
    "The best epoch had 0.9812.",
]


def judged(line: str) -> bool:
    found = re.search(r"0\.9812", line)
    assert found is not None
    return asserted(line, found.start(), found.end())


@pytest.mark.parametrize("line", ASSERTED)
def test_what_is_given_as_a_result(line: str) -> None:
    assert judged(line)


@pytest.mark.parametrize("line", OTHERWISE)
def test_what_is_not(line: str) -> None:
    assert not judged(line)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("I think that this is good enough for me", True),
        ("It is 0.98", True),
        ("loss: 0.1 - accuracy: 0.9 - val_loss: 0.2 - val_accuracy: 0.9", False),
        ("epoch 3 train loss 0.1 test acc 0.98", False),
        ("", False),
    ],
)
def test_sentences_and_lines_of_logs(line: str, sentence: bool) -> None:
    assert is_sentence(line) is sentence
