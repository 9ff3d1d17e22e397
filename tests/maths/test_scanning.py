"""Texts in which formulas are looked for."""

import pytest

from grader.maths.scanning import scan


@pytest.mark.parametrize("letters", [True, False])
def test_a_formula_that_stops_at_a_lone_sign_is_read_up_to_it(letters: bool) -> None:
    parts = "\\underbrace{5\\cdot5\\cdot3\\cdot8}_{600} + \\underbrace{8}_{\\text{bias}}"
    text = f"$$\\text{{params}} = {parts} = \\boxed{{608}}$$"
    assert any("608" in text[run.start : run.end] for run in scan(text, letters=letters))
