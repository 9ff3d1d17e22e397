"""The operations of a computational graph: their slopes as formulas, and the functions of SymPy and NumPy for them."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from solutions._expressions import Expression, Name, Number, Operation, folded, parse

MAX_EXPONENT = 64
MAX_ARGUMENT = 10_000

Functions = Mapping[str, Callable[..., Any]]

SLOPES = {
    "+": ("1", "1"),
    "-": ("1", "-1"),
    "*": ("b", "a"),
    "/": ("1/b", "-a/b**2"),
    "**": ("b*a**(b - 1)", "v*log(a)"),
    "neg": ("-1",),
    "sigma": ("v*(1 - v)",),
    "tanh": ("1 - v**2",),
    "relu": ("step(a)",),
    "exp": ("v",),
    "log": ("1/a",),
    "sqrt": ("1/(2*v)",),
    "abs": ("sign(a)",),
    "sin": ("cos(a)",),
    "cos": ("-sin(a)",),
    "max": ("1 - step(b - a)", "step(b - a)"),
    "min": ("1 - step(a - b)", "step(a - b)"),
}
"""The derivative of each operation in each operand, in the operands a and b and its value v.

At a kink it is that of frameworks: 0 for ReLU and the absolute value at 0, all to the first of two equal values.
"""

_ARITHMETIC: Functions = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "neg": operator.neg,
}  # fmt: skip


@functools.cache
def slopes(function: str) -> tuple[Expression, ...]:
    """The derivatives of an operation as formulas."""
    return tuple(parse(each)[0][1] for each in SLOPES[function])


def evaluated(
    expression: Expression, names: Mapping[str, Any], functions: Functions, number: Callable[..., Any]
) -> Any:
    """The value of a formula. number : makes a number of the library from a Fraction."""
    if isinstance(expression, Number):
        return number(expression.value)
    if isinstance(expression, Name):
        return names[expression.name]
    operands = (evaluated(each, names, functions, number) for each in expression.operands)
    return functions[expression.function](*operands)


def substituted(expression: Expression, names: Mapping[str, Expression]) -> Expression:
    """The formula with others in place of its names; arithmetic on numbers is done, x**1 is x, 0*x is 0, 1*x is x."""
    if isinstance(expression, Operation):
        operands = tuple(substituted(each, names) for each in expression.operands)
        if expression.function == "**" and operands[1] == Number(Fraction(1)):
            return operands[0]
        if expression.function == "*" and operands[0] in (Number(Fraction(0)), Number(Fraction(1))):
            return operands[0] if operands[0] == Number(Fraction(0)) else operands[1]
        return folded(expression.function, operands)
    return names.get(expression.name, expression) if isinstance(expression, Name) else expression


def exact() -> Functions:
    """The functions in SymPy, with bounds on what is computed exactly."""
    import sympy

    def bounded(function: Callable[..., Any]) -> Callable[..., Any]:
        def within(x: Any) -> Any:
            if x.is_number and abs(sympy.N(x, 15)) > MAX_ARGUMENT:
                raise ValueError(f"arguments of functions beyond ±{MAX_ARGUMENT} are not computed exactly")
            return function(x)

        return within

    def power(a: Any, b: Any) -> Any:
        if a.is_number and b.is_number and abs(sympy.N(b, 15)) > MAX_EXPONENT:
            raise ValueError(f"exponents beyond ±{MAX_EXPONENT} are not computed exactly")
        return a**b

    return {
        **_ARITHMETIC,
        "**": power,
        "exp": bounded(sympy.exp),
        "sigma": bounded(lambda x: 1 / (1 + sympy.exp(-x))),
        "tanh": bounded(sympy.tanh),
        "sin": bounded(sympy.sin),
        "cos": bounded(sympy.cos),
        "log": sympy.log,
        "sqrt": sympy.sqrt,
        "abs": sympy.Abs,
        "sign": sympy.sign,
        "relu": lambda x: sympy.Max(x, 0),
        "step": lambda x: sympy.Piecewise((1, x > 0), (0, True)),
        "max": sympy.Max,
        "min": sympy.Min,
    }


def floats() -> Functions:
    """The functions in NumPy."""
    import numpy as np

    from solutions.activations import relu, relu_derivative, sigmoid

    return {
        **_ARITHMETIC,
        "**": np.power,
        "exp": np.exp,
        "sigma": sigmoid,
        "tanh": np.tanh,
        "sin": np.sin,
        "cos": np.cos,
        "log": np.log,
        "sqrt": np.sqrt,
        "abs": np.abs,
        "sign": np.sign,
        "relu": relu,
        "step": relu_derivative,
        "max": np.maximum,
        "min": np.minimum,
    }
