"""Clauses: what is said of a number is looked for where it is said, and time is linear."""

from __future__ import annotations

import time

import pytest

from grader.text import Text
from grader.text.lexicon import languages, words


def clauses(source: str) -> list[str]:
    text = Text(source, whole=False)
    return [text.text[clause.start : clause.end].strip() for clause in text.clauses]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("It has 600. Then 608.", ["It has 600.", "Then 608."]),
        ("It is 0.5, i.e. half of it", ["It is 0.5, i.e. half of it"]),
        ("600 weights, but 608 parameters", ["600 weights,", "but 608 parameters"]),
        ("608 (8 of them biases) in all", ["608 (8 of them biases) in all", "8 of them biases"]),
    ],
)
def test_a_text_is_cut_where_another_thing_is_said(source: str, expected: list[str]) -> None:
    assert clauses(source) == expected


def test_an_aside_is_not_part_of_what_stands_around_it() -> None:
    text = Text("The layer (not the network) has 608", whole=False)
    assert "not" not in text.before(text.text.index("608"))
    assert "not" in text.before(text.text.index("network"))


@pytest.mark.parametrize("name", ["HEDGE", "DOUBT", "RETRACT", "EARLIER", "SUPPOSE", "TOTAL", "YES", "NO"])
def test_a_class_of_words_matches_no_empty_text(name: str) -> None:
    for language in languages():
        assert words(name, language).search("") is None
        assert words(name, language).search("608") is None


def test_long_texts_take_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        source = "The layer (with biases) has 608 parameters, but not 600. " * size
        started = time.process_time()
        assert len(Text(source, whole=False).clauses) >= size
        return time.process_time() - started

    seconds(10)
    assert seconds(800) <= 40 * max(seconds(80), 0.005)
