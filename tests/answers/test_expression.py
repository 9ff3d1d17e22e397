"""Formulas and numbers in a field of their own."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.answers.expression import Expression
from grader.answers.number import Number
from grader.maths import Symbol
from grader.model.answers import Unreadable

VARIANCE = Expression("n_in", "n_out")
REGRESSION = Expression(
    Symbol("X", domain="matrix", shape=("n", "d")),
    Symbol("w", domain="vector", shape=("d",)),
    Symbol("y", domain="vector", shape=("n",)),
)


@pytest.mark.parametrize(
    "text", ["1/n_in", r"\frac{1}{n_{\text{in}}}", "Var(w) = 1/n_in", r"\sigma_w^2 = \frac{1}{n_\mathrm{in}}"]
)
def test_a_variance_is_right_however_it_is_written(text: str) -> None:
    assert VARIANCE.match(VARIANCE.read(text), "1/n_in").equal


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{1}{n_{in}} \oslash 2",
        "1/n_in squared",
        "1/n_inn",
        r"\frac{1}{\foo}",
        "1/n_in = 2/n_in",
        "foo(n_in)",
        "1/n_in § 3",
    ],
)
def test_what_is_not_known_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        VARIANCE.read(text)


@pytest.mark.parametrize(
    ("text", "equal"),
    [
        (r"X^\top X w - X^\top y", True),
        ("X.T @ (X @ w - y)", True),
        (r"X^\top (y - X w)", False),
        ("(Xw - y)^T X", False),
        (r"\frac{2}{n} X^\top (X w - y)", False),
    ],
)
def test_a_gradient_of_vectors_and_matrices(text: str, equal: bool) -> None:
    assert REGRESSION.match(REGRESSION.read(text), "X^T(Xw - y)").equal is equal


def test_what_can_not_be_told_goes_to_a_person() -> None:
    kind = Expression("∂L/∂w", "∂L/∂y", "∂y/∂w")
    match = kind.match(kind.read(r"\frac{\partial L}{\partial y} \frac{\partial y}{\partial w}"), "∂L/∂w")
    assert match.equal is None
    assert match.code == "unreadable"


def test_a_key_that_can_not_be_read_is_a_fault() -> None:
    assert VARIANCE.faults(r"1/\foo")
    assert VARIANCE.faults("1/n_hidden")
    assert not VARIANCE.faults("1/n_in")
    assert Number().faults("sigma(")
    assert not Number().faults("sigma(1)/4")


@pytest.mark.parametrize(
    ("text", "key", "equal"),
    [
        ("2/3", 2 / 3, True),
        ("0.667", 2 / 3, True),
        ("0.6666666666666666", 2 / 3, True),
        ("np.float64(0.6666666666666666)", Fraction(2, 3), True),
        ("np.float32(0.6666667)", Fraction(2, 3), True),
        ("tensor(0.6667)", Fraction(2, 3), True),
        ("tensor(0.6667, dtype=torch.float64).item()", 2 / 3, True),
        ("2/3", np.float32(2 / 3), True),
        ("2/3", np.float64(2 / 3), True),
        ("sigma(1)/4", 0.1827646446575012, True),
        ("0.18276464939117432", "sigma(1)/4", True),
        ("0.18276464", "sigma(1)/4", True),
        ("3/5", 2 / 3, False),
        ("0.6665", 0.6667, True),
        ("0.18277464939117432", "sigma(1)/4", True),
        ("sigma(1)/5", 0.1827646446575012, False),
    ],
)
def test_prints_of_floats_and_exact_answers_are_right_at_their_precision(text: str, key: Any, equal: bool) -> None:
    kind = Number(digits=3)
    assert kind.match(kind.read(text), key).equal is equal
