"""The language of formulas: what is printed means what was read."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions._expressions import Expression, Name, Number, Operation, parse, to_latex, to_text

LEAVES = st.sampled_from("abc").map(Name) | st.integers(-3, 9).map(lambda n: Number(Fraction(n)))


def operations(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    binary = st.tuples(st.sampled_from(["+", "-", "*", "/"]), st.tuples(inner, inner))
    power = st.tuples(st.just("**"), st.tuples(inner, st.integers(2, 3).map(lambda n: Number(Fraction(n)))))
    single = st.tuples(st.sampled_from(["neg", "exp", "tanh"]), st.tuples(inner))
    return (binary | power | single).map(lambda made: Operation(*made))


FORMULAS = st.recursive(LEAVES, operations, max_leaves=8)
VALUES = {"a": Fraction(-2), "b": Fraction(1, 3), "c": Fraction(5)}


def meant(expression: Expression) -> sympy.Expr:
    """The formula in SymPy, built from its tree."""
    if isinstance(expression, Number):
        return sympy.Rational(expression.value.numerator, expression.value.denominator)
    if isinstance(expression, Name):
        return sympy.Rational(VALUES[expression.name].numerator, VALUES[expression.name].denominator)
    operands = [meant(each) for each in expression.operands]
    two = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}
    one = {"neg": lambda a: -a, "exp": sympy.exp, "tanh": sympy.tanh, "**": lambda a, b: a**b}
    return (two | one)[expression.function](*operands)


@settings(deadline=None, max_examples=60)
@given(FORMULAS)
def test_the_text_of_a_formula_reads_as_the_formula(formula: Expression) -> None:
    ((_, again),) = parse(to_text(formula))
    assert meant(again) == meant(formula) or sympy.simplify(meant(again) - meant(formula)) == 0


@settings(deadline=None, max_examples=60)
@given(FORMULAS)
def test_the_text_with_numbers_in_it_reads_as_the_formula(formula: Expression) -> None:
    written = {name: str(value).replace("-", "−") for name, value in VALUES.items()}
    ((_, again),) = parse(to_text(formula, written))
    assert meant(again) == meant(formula) or sympy.simplify(meant(again) - meant(formula)) == 0


@pytest.mark.parametrize(
    ("source", "text", "latex"),
    [
        ("(a - b)**2/2", "(a − b)²/2", r"\frac{\left(a - b\right)^{2}}{2}"),
        ("-a**2", "−a²", "-a^{2}"),
        ("(-a)**2", "(−a)²", r"\left(-a\right)^{2}"),
        ("a - (b - c)", "a − (b − c)", r"a - \left(b - c\right)"),
        ("a/(b*c)", "a/(b·c)", r"\frac{a}{b \cdot c}"),
        ("a*-3", "a·(−3)", r"a \cdot \left(-3\right)"),
        ("0.5*a^10", "0.5·a¹⁰", r"0.5 \cdot a^{10}"),
        ("a**(1/2)", "a^(1/2)", r"a^{\frac{1}{2}}"),
        ("floor(a/2) + ceil(b)", "⌊a/2⌋ + ⌈b⌉", r"\left\lfloor \frac{a}{2} \right\rfloor + \left\lceil b \right\rceil"),
        ("max(a, abs(b))", "max(a, |b|)", r"\max\left(a, \left| b \right|\right)"),
        ("sqrt(a)·σ(b)", "√(a)·σ(b)", r"\sqrt{a} \cdot \sigma\left(b\right)"),
    ],
)
def test_how_formulas_are_written(source: str, text: str, latex: str) -> None:
    ((_, formula),) = parse(source)
    assert to_text(formula) == text
    assert to_latex(formula) == latex
