"""A small language of formulas: read with `ast` and a whitelist, shown as text and as LaTeX; nothing is evaluated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

MAX_SOURCE = 4_000
MAX_DEPTH = 50
MAX_DIGITS = 50

ARITY = {
    "sigma": 1, "tanh": 1, "relu": 1, "exp": 1, "log": 1, "sqrt": 1, "abs": 1, "sin": 1, "cos": 1, "floor": 1,
    "ceil": 1, "step": 1, "sign": 1, "max": 2, "min": 2,
}  # fmt: skip
"""Functions of the language and how many arguments they take; step(x) is 1 for x > 0, else 0."""

_SYNONYMS = {"sigmoid": "sigma", "σ": "sigma", "ln": "log", "ReLU": "relu", "Relu": "relu"}
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_SHOWN = {"sigma": "σ", "log": "ln", "sqrt": "√", "relu": "ReLU"}
_SPELLINGS = str.maketrans({"^": "**", "·": "*", "×": "*", "−": "-", ";": "\n", "²": "**2", "³": "**3"})


@dataclass(frozen=True)
class Number:
    """A number, exact. decimal : whether it was written with a point."""

    value: Fraction
    decimal: bool = False


@dataclass(frozen=True)
class Name:
    """A variable."""

    name: str


@dataclass(frozen=True)
class Operation:
    """One of + - * / ** neg or a function, and what it is applied to."""

    function: str
    operands: tuple[Expression, ...]


Expression = Number | Name | Operation


def parse(source: str) -> tuple[tuple[str | None, Expression], ...]:
    """The statements of a source, one per line or separated by semicolons: a name, None without one, and a formula.

    Raises ValueError with the offending text for everything but numbers, names, + - * / **, brackets and the functions.
    """
    if len(source) > MAX_SOURCE:
        raise ValueError(f"formulas of more than {MAX_SOURCE} characters are not read")
    text = "\n".join(line.strip() for line in source.translate(_SPELLINGS).splitlines())
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(f"‘{_short(source)}’ is not a formula") from error
    return tuple(_statement(statement, text) for statement in statements)


def _statement(statement: ast.stmt, text: str) -> tuple[str | None, Expression]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            if name in ARITY or name in _SYNONYMS:
                raise ValueError(f"{name} is a function and cannot be assigned to")
            return name, _expression(value, text, 0)
        case ast.Expr(value=value):
            return None, _expression(value, text, 0)
    raise ValueError(f"‘{_short(ast.get_source_segment(text, statement) or '')}’ is not of the form name = formula")


def _expression(node: ast.expr, text: str, depth: int) -> Expression:
    if depth > MAX_DEPTH:
        raise ValueError("the formula is nested too deeply")
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            digits = ast.get_source_segment(text, node) or ""
            return Number(_number(digits), "." in digits)
        case ast.Name(id=name) if name not in ARITY and name not in _SYNONYMS:
            return Name(name)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            inner = _expression(operand, text, depth + 1)
            return inner if isinstance(node.op, ast.UAdd) else folded("neg", (inner,))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            sides = _expression(left, text, depth + 1), _expression(right, text, depth + 1)
            return folded(_OPERATORS[type(op)], sides)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            function = _SYNONYMS.get(name, name)
            if ARITY.get(function) == len(arguments):
                return Operation(function, tuple(_expression(each, text, depth + 1) for each in arguments))
    raise ValueError(
        f"‘{_short(ast.get_source_segment(text, node) or '')}’ is not read; a formula has numbers, names, + - * / **, "
        f"brackets and {', '.join(ARITY)}, the last two of two arguments"
    )


def _number(digits: str) -> Fraction:
    if not re.fullmatch(r"[\d_]*\.?[\d_]*(?:[eE][+-]?\d{1,2})?", digits) or len(digits) > MAX_DIGITS:
        raise ValueError(f"‘{_short(digits)}’ is not a number that is read")
    return Fraction(digits)


def folded(function: str, operands: tuple[Expression, ...]) -> Expression:
    """The operation, or its result where it is exact arithmetic on numbers."""
    numbers = [each.value for each in operands if isinstance(each, Number)]
    if len(numbers) < len(operands) or function not in "+-*/neg" or (function == "/" and not numbers[1]):
        return Operation(function, operands)
    return Number(arithmetic(function, *numbers))


def names_in(expression: Expression) -> Iterator[str]:
    """The names in a formula, from left to right, as often as they occur."""
    if isinstance(expression, Name):
        yield expression.name
    elif isinstance(expression, Operation):
        for operand in expression.operands:
            yield from names_in(operand)


def arithmetic(function: str, *numbers: Fraction) -> Fraction:
    """One of + - * / neg of exact numbers."""
    if function == "neg":
        return -numbers[0]
    one, other = numbers
    if function in "+-":
        return one + other if function == "+" else one - other
    return one * other if function == "*" else one / other


_STRENGTH = {"+": 1, "-": 1, "neg": 2, "*": 2, "/": 2, "**": 3}
_ATOM = 4


def _strength(expression: Expression, written: str) -> int:
    if isinstance(expression, Operation):
        return _STRENGTH.get(expression.function, _ATOM)
    if written.startswith(("-", "−", "\\frac")):
        return 2
    return 2 if "/" in written else _ATOM


def to_text(expression: Expression, names: Mapping[str, str] | None = None) -> str:
    """The formula on one line. names : what is written for a name, itself by default.

    >>> to_text(parse("(w*x + b)**2/2")[0][1])
    '(w·x + b)²/2'
    """
    if isinstance(expression, Number):
        return (_decimal(expression) or str(expression.value)).replace("-", "−")
    if isinstance(expression, Name):
        return (names or {}).get(expression.name, expression.name)
    function = expression.function
    written = [to_text(each, names) for each in expression.operands]
    if function in ARITY:
        if function in ("floor", "ceil"):
            left, right = "⌊⌋" if function == "floor" else "⌈⌉"
            return f"{left}{written[0]}{right}"
        if function in ("abs", "step"):
            return f"|{written[0]}|" if function == "abs" else f"[{written[0]} > 0]"
        return f"{_SHOWN.get(function, function)}({', '.join(written)})"
    need = _STRENGTH[function]
    first = _bracketed(expression.operands[0], written[0], need + (function == "**"), "({})", first=_leads(expression))
    if function == "neg":
        return f"−{first}"
    second = _bracketed(expression.operands[1], written[1], need + (function in "-/"), "({})")
    if function == "**":
        raised = second.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        return first + raised if second.isdecimal() else f"{first}^{second}"
    return first + {"+": " + ", "-": " − ", "*": "·", "/": "/"}[function] + second


def to_latex(expression: Expression, names: Mapping[str, str] | None = None) -> str:
    r"""The formula in LaTeX. names : what is written for a name, in LaTeX.

    >>> print(to_latex(parse("floor((n + 2*p - k)/s) + 1")[0][1]))
    \left\lfloor \frac{n + 2 \cdot p - k}{s} \right\rfloor + 1
    """
    if isinstance(expression, Number):
        return _decimal(expression) or latex_number(expression.value)
    if isinstance(expression, Name):
        return (names or {}).get(expression.name, expression.name)
    function = expression.function
    written = [to_latex(each, names) for each in expression.operands]
    if function in ("floor", "ceil", "abs"):
        left, right = {"abs": (r"\left|", r"\right|")}.get(function, (rf"\left\l{function}", rf"\right\r{function}"))
        return f"{left} {written[0]} {right}"
    if function == "step":
        return rf"\left[{written[0]} > 0\right]"
    if function == "sqrt":
        return rf"\sqrt{{{written[0]}}}"
    if function in ARITY:
        command = {"log": r"\ln", "relu": r"\mathrm{ReLU}", "sign": r"\operatorname{sign}"}.get(
            function, "\\" + function
        )
        return rf"{command}\left({', '.join(written)}\right)"
    if function == "/":
        return rf"\frac{{{written[0]}}}{{{written[1]}}}"
    need, brackets = _STRENGTH[function], r"\left({}\right)"
    first = _bracketed(
        expression.operands[0], written[0], need + (function == "**"), brackets, first=_leads(expression)
    )
    if function == "neg":
        return f"-{first}"
    if function == "**":
        return f"{first}^{{{written[1]}}}"
    second = _bracketed(expression.operands[1], written[1], need + (function == "-"), brackets)
    return first + {"+": " + ", "-": " - ", "*": r" \cdot "}[function] + second


def _bracketed(operand: Expression, written: str, need: int, brackets: str, *, first: bool = False) -> str:
    signed = written.startswith(("-", "−")) and not first
    return brackets.replace("{}", written) if signed or _strength(operand, written) < need else written


def _leads(expression: Operation) -> bool:
    """Whether the first operand may begin with a minus sign: −1/x and −x·y, but (−3)·x and −(−x)."""
    negative = isinstance(expression.operands[0], Operation)
    return expression.function != "neg" and (expression.function != "*" or negative)


def _decimal(number: Number) -> str:
    return f"{float(number.value):.12g}" if number.decimal else ""


def latex_number(value: Fraction) -> str:
    """An exact number in LaTeX."""
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
