"""Lines that a width broke are joined; those that the student broke are not."""

from __future__ import annotations

import pytest

from grader.text import Text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("8 × 5 × 5 ×\n3 + 8 = 608", "8 × 5 × 5 × 3 + 8 = 608"),
        ("The layer has\n608 parameters", "The layer has 608 parameters"),
        ("2,800 + 180,200 +\n720,400", "2800 + 180200 + 720400"),
        ("608\n\n12", "608\n\n12"),
        ("weights: 600\nbiases: 8", "weights: 600\nbiases: 8"),
        ("a list:\n- one\n- two", "a list:\n  one\n  2"),
    ],
)
def test_a_line_goes_on_where_its_sentence_or_its_mathematics_does(source: str, expected: str) -> None:
    assert Text(source, whole=False).text == expected
