"""Every row of tests/maths/cases, and that what is equal is so in both directions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from grader.maths import equivalent

ROWS = [
    pytest.param(row, id=f"{file.stem}-{number}")
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for number, row in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1)
]


@pytest.mark.parametrize("row", ROWS)
def test_an_answer_is_or_is_not_the_reference(row: dict[str, Any]) -> None:
    match = equivalent(row["answer"], row["reference"])
    assert match.equal is row["equal"], match


@pytest.mark.parametrize(
    ("answer", "reference", "code"),
    [
        ("-608", "608", "sign"),
        ("1216", "608", "factor"),
        ("6080", "608", "factor"),
        ("12", "12%", "percent"),
        ("1/608", "608", "reciprocal"),
        ("609", "608", "off by one"),
        ("0.18", "σ(1)/4", "rounding"),
        ("180", "pi", "degrees"),
        ("[[1,3],[2,4]]", "[[1,2],[3,4]]", "transpose"),
        ("[[3,4],[1,2]]", "[[1,2],[3,4]]", "permutation"),
        ("(2,1)", "(1,2)", "permutation"),
        ("-x", "x", "sign"),
        ("3x", "x", "factor"),
        ("y/x", "x/y", "reciprocal"),
        ("x^2", "x", "power"),
        ("k", "x", "symbol"),
        ("(1,2,3)", "(1,2)", "axes"),
        ("(0,1]", "[0,1]", "interval"),
        ("3", "(1,2)", "type"),
        ("blue sky (", "608", "unreadable"),
        ("17", "608", "different"),
    ],
)
def test_a_wrong_answer_that_is_near_is_told_how(answer: str, reference: str, code: str) -> None:
    match = equivalent(answer, reference)
    assert match.equal is False
    assert match.code == code


def test_symbols_may_be_spelt_as_the_course_spells_them() -> None:
    from grader.maths import Symbol

    symbols = [Symbol("n_in", ("n^{l-1}", "fan_in"), "positive"), Symbol("eta", ("lr", "learning_rate"), "positive")]
    assert equivalent(r"\frac{1}{n^{l-1}}", "1/n_in", symbols=symbols).equal
    assert equivalent("lr/fan_in", "eta/n_in", symbols=symbols).equal
    assert equivalent("learning_rate", "eta", symbols=symbols).equal
    assert not equivalent("1/n^2", "1/n_in", symbols=symbols).equal


def test_the_domain_of_a_symbol_decides_what_is_the_same() -> None:
    from grader.maths import Symbol

    assert equivalent("sqrt(x^2)", "x", symbols=[Symbol("x", domain="positive")]).equal
    assert not equivalent("sqrt(x^2)", "x", symbols=[Symbol("x")]).equal
