"""Every row of tests/maths/cases, and that what is equal is so in both directions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from grader.maths import Symbol, equivalent

ROWS = [
    pytest.param(row, id=f"{file.stem}-{number}")
    for file in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for number, row in enumerate(tomllib.loads(file.read_text("utf-8"))["case"], 1)
]


def declared(row: dict[str, Any]) -> list[Symbol] | None:
    """The symbols of a row: a domain, and the names of the sizes."""
    listed = [(name, *said.split()) for name, said in row.get("symbols", {}).items()]
    return [Symbol(name, (), domain, tuple(shape)) for name, domain, *shape in listed] or None


@pytest.mark.parametrize("row", ROWS)
def test_an_answer_is_or_is_not_the_reference(row: dict[str, Any]) -> None:
    match = equivalent(row["answer"], row["reference"], symbols=declared(row))
    assert match.equal is row["equal"], match
    assert match.code == row.get("code", match.code)


@pytest.mark.parametrize("row", [each for each in ROWS if each.values[0]["equal"]])
def test_what_is_equal_is_so_in_both_directions(row: dict[str, Any]) -> None:
    assert not equivalent(row["answer"], row["answer"], symbols=declared(row)).code
    turned = equivalent(row["reference"], row["answer"], symbols=declared(row))
    assert turned.equal or _rounded(row)


def _rounded(row: dict[str, Any]) -> bool:
    """Whether the answer is a rounded figure, which a key has no need to be, or holds a chain."""
    return any(sign in row["answer"] for sign in ".M%K≈=→")


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
        ("w - eta*g", "w - eta*g - lam*w", "term"),
        ("w + eta*g - lam*w", "w - eta*g - lam*w", "sign"),
        ("A^T B^T x", "(A B)^T x", "order"),
        (r"x^\top", "x", "transpose"),
        ("911 = 912", "912", "contradiction"),
        ("x > 3", "x >= 3", "interval"),
        ("x > y", "x < y", "relation"),
        ("2x + 1 = 0", "2x + 1", "type"),
        ("O(n)", "O(n^2)", "order"),
        ("4 MB", "4", "unreadable"),
        ("x § y", "x", "unreadable"),
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
