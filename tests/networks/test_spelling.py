"""Weights in other spellings than that of mathematics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.networks.spelling import respelled


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("b = -0,5", "b = -0.5"),
        ("y = 0,5*h1 + 1,25*h2", "y = 0.5*h1 + 1.25*h2"),
        ("relu(1,5*x1 - 1,5)", "relu(1.5*x1 - 1.5)"),
        ("relu(-1,5x1)", "relu(-1.5x1)"),
        ("(-1,1), [-1,1]", "(-1,1), [-1,1]"),
        ("w = (1,5; 1,5)", "w = (1.5, 1.5)"),
        ("(1,1), [0,-1]", "(1,1), [0,-1]"),
        ("w1, w2, b = 1,1,0", "w1, w2, b = 1,1,0"),
        ("b = 0.5 at (0,1)", "b = 0.5 at (0,1)"),
        ("W1: [[1, 1]]", "W1= [[1, 1]]"),
        ("  - b2: -1", "  - b2= -1"),
        ("Weights: see below", "Weights: see below"),
    ],
)
def test_spellings(written: str, read: str) -> None:
    assert respelled(written) == read


def test_examples_are_blanked() -> None:
    assert respelled("such as “w1 = 3, b = 1” or “y = 2”\nw1 = 2").strip() == "w1 = 2"


@given(st.text(alphabet="wWb12=,.;:()[]- \n*x“”such as", max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(respelled(text)) == len(text)
    assert respelled(text).count("\n") == text.count("\n")
