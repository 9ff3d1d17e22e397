"""Names: what belongs to them, and what does not."""

from __future__ import annotations

import pytest

from grader.maths import parse
from grader.maths.nodes import Sym
from grader.maths.printing import show
from grader.model.answers import Unreadable


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (["n_in", "n_{in}", r"n_{\text{in}}", r"n_\text{in}", r"n_{\mathrm{in}}", r"\mathrm{n}_{in}"], "n_in"),
        ([r"\hat{y}", "ŷ", "y_hat", r"\hat y", r"\widehat{y}", r"\hat{\mathbf{y}}", "y\u0302"], "y_hat"),
        ([r"\hat{y}_i", r"\hat{y_i}", "y_hat_i", "ŷ_i", r"\hat y_i"], "y_hat_i"),
        (["w1", "w_1", "w₁", "w[1]", "w_{1}"], "w_1"),
        (["β_1", r"\beta_1", "beta_1", "beta1", r"\beta_{1}"], "beta_1"),
        ([r"w^{(l)}", r"\mathbf{w}^{(l)}"], "w^(l)"),
        (["w^*", r"w^{*}", r"w^\star", r"w^{\ast}"], "w^*"),
        (["x'", r"x^\prime", r"x^{\prime}", "x′"], "x^'"),
        ([r"w_{ij}^{(l)}", r"w^{(l)}_{ij}", r"w_{i,j}^{(l)}"], "w_ij^(l)"),
        (
            [r"\frac{\partial L}{\partial w}", "∂L/∂w", r"\partial L/\partial w", r"\frac{\partial}{\partial w} L"],
            "∂L/∂w",
        ),
        ([r"\mathbf{x}", r"\boldsymbol{x}", r"\vec{x}", "x", "𝐱"], "x"),
    ],
)
def test_all_spellings_of_a_name_are_one(spellings: list[str], name: str) -> None:
    assert {parse(spelling) for spelling in spellings} == {Sym(name)}
    assert parse(show(Sym(name))) == Sym(name)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (r"w - \eta \foo", 9),
        ("x § y", 2),
        ("a + softmx(z)", 4),
        ("x and y + 1", 2),
        (r"\hat{608}", 0),
        (r"\begin{align} x \end{align}", 0),
        ("∂L + 1", 0),
        (r"\sum x", 0),
        (r"x^{\foo}", 3),
    ],
)
def test_the_caret_stands_under_what_is_not_known(text: str, place: int) -> None:
    with pytest.raises(Unreadable) as trouble:
        parse(text, {})
    assert trouble.value.span[0] == place
    assert trouble.value.pointed()
