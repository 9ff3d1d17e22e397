"""Numbers in one spelling: groups of thousands, decimal commas, number words."""

from __future__ import annotations

import pytest

from grader.text import Text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("903,400", "903400"),
        ("903 400", "903400"),
        ("903\u2009400", "903400"),
        ("0,1828", "0.1828"),
        ("2.5e-3", "2.5e-3"),
        ("28,28,8", "28,28,8"),
        ("(28, 28, 8)", "(28, 28, 8)"),
        ("12.6 MB", "12.6 MB"),
        ("eight", "8"),
        ("twenty-five maps", "25 maps"),
        ("sixty-one million", "61000000"),
        ("one of them", "one of them"),
        ("no one", "no one"),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_a_number_has_one_spelling(source: str, expected: str, whole: bool) -> None:
    assert Text(source, whole=whole).text == expected


@pytest.mark.parametrize(
    ("source", "whole", "expected"),
    [
        ("1.234", False, "1.234"),
        ("1.234", True, "1234"),
        ("1,5", False, "1.5"),
        ("60.000 Bilder", True, "60000 images"),
    ],
)
def test_what_a_point_or_a_comma_means_depends_on_what_is_asked(source: str, whole: bool, expected: str) -> None:
    assert Text(source, whole=whole).text == expected
