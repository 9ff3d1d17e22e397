"""Explanations: the steps of a solver with its numbers, as text and as LaTeX.

A solver `solutions.chapter.name` declares its steps in `solutions._steps.chapter`, as a function of the same name and
parameters behind a first one that takes the steps. Each step is a formula of solutions._expressions; its value is
computed from the formula, so that no explanation states arithmetic that does not hold.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from solutions._expressions import Expression, Name, Operation, arithmetic, latex_number, parse, to_latex, to_text

MAX_STEPS = 100
MAX_TERMS = 60


class Rounded(float):
    """A number that is known to some digits only, such as e."""


Value = int | Fraction | float


@dataclass(frozen=True)
class Step:
    """One line of an explanation: a formula with numbers in place of its names, its value, and what that is."""

    says: str
    formula: Expression
    numbers: Mapping[str, Value]
    value: Value

    @property
    def text(self) -> str:
        """The line, as in "5·5·3 = 75 weights per filter"."""
        names = {name: shown(number) for name, number in self.numbers.items()}
        return f"{to_text(self.formula, names)} {self._relation()} {shown(self.value)} {self.says}"

    @property
    def latex(self) -> str:
        """The line as a row of an aligned environment."""
        names = {name: _latex(number) for name, number in self.numbers.items()}
        relation = {"=": "=", "≈": r"\approx"}[self._relation()]
        says = re.sub(r"([_%&#${}])", r"\\\1", self.says)
        return rf"{to_latex(self.formula, names)} &{relation} {_latex(self.value)} && \text{{{says}}}"

    def _relation(self) -> str:
        rounded = isinstance(self.value, float) and (
            isinstance(self.value, Rounded) or Fraction(repr(float(self.value))) != Fraction(_digits(self.value))
        )
        return "≈" if rounded else "="


@dataclass(frozen=True)
class Explanation:
    """The steps of a solver on the way to its result; it shows itself as text, in a notebook as formulas."""

    call: str
    steps: tuple[Step, ...]
    result: Any

    @property
    def text(self) -> str:
        """The steps, one per line."""
        return "\n".join(step.text for step in self.steps)

    @property
    def latex(self) -> str:
        """The steps as an aligned environment, without dollar signs around it."""
        rows = " \\\\\n".join(step.latex for step in self.steps)
        return f"\\begin{{aligned}}\n{rows}\n\\end{{aligned}}"

    def __repr__(self) -> str:
        return self.text

    def _repr_latex_(self) -> str:
        return f"$$\n{self.latex}\n$$"


class Steps:
    """Collects steps. Each method returns the value of the step, for the next one."""

    def __init__(self) -> None:
        self.taken: list[Step] = []

    def __call__(self, says: str, formula: str, **numbers: Value) -> Value:
        """Take a step: a formula in the names of the numbers."""
        return self.take(says, _parsed(formula), numbers)

    def sum(self, says: str, terms: Sequence[Value]) -> Value:
        """Add numbers; one alone is returned without a step."""
        return terms[0] if len(terms) == 1 else self.over("+", says, terms)

    def over(self, function: str, says: str, terms: Sequence[Value]) -> Value:
        """Take "+", "max" or "min" over any number of terms."""
        if not 0 < len(terms) <= MAX_TERMS:
            raise ValueError(f"a step over {len(terms)} numbers explains nothing; take an example of up to {MAX_TERMS}")
        names = [Name(f"t{place}") for place in range(len(terms))]
        formula: Expression = names[0]
        if function == "+":
            for name in names[1:]:
                formula = Operation("+", (formula, name))
        else:
            formula = Operation(function, tuple(names))
        return self.take(says, formula, {name.name: term for name, term in zip(names, terms, strict=True)})

    def dot(self, says: str, pairs: Sequence[tuple[Value, Value]], offset: Value | None = None) -> Value:
        """Add products of pairs, and an offset where there is one."""
        if not 0 < len(pairs) <= MAX_TERMS:
            raise ValueError(f"a step over {len(pairs)} products explains nothing; take up to {MAX_TERMS}")
        products = [Operation("*", (Name(f"a{place}"), Name(f"b{place}"))) for place in range(len(pairs))]
        formula: Expression = functools.reduce(lambda one, other: Operation("+", (one, other)), products)
        numbers = {
            f"{letter}{place}": each
            for place, pair in enumerate(pairs)
            for letter, each in zip("ab", pair, strict=True)
        }
        if offset is not None:
            formula, numbers["c"] = Operation("+", (formula, Name("c"))), offset
        return self.take(says, formula, numbers)

    def take(self, says: str, formula: Expression, numbers: Mapping[str, Value]) -> Value:
        """Take a step whose formula is parsed."""
        if len(self.taken) == MAX_STEPS:
            raise ValueError(f"an explanation of more than {MAX_STEPS} steps helps nobody; take a smaller example")
        if not all(math.isfinite(number) for number in numbers.values()):
            raise ValueError("steps with infinite or undefined numbers are not explained")
        try:
            value = computed(formula, numbers)
        except OverflowError:
            raise ValueError(f"{says}: a number here is too large to be explained") from None
        self.taken.append(Step(says, formula, numbers, value))
        return self.taken[-1].value


def explanation(solver: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> Explanation:
    """The explanation of a call; the solver's own errors come first."""
    name, chapter = getattr(solver, "__name__", repr(solver)), getattr(solver, "__module__", "")
    declared = declared_steps(chapter.removeprefix("solutions.")).get(name)
    if not chapter.startswith("solutions.") or declared is None:
        raise ValueError(f"{name} declares no steps; python -m solutions marks the solvers that do")
    result = solver(*arguments, **options)
    steps = Steps()
    declared(steps, *arguments, **options)
    given = [*map(repr, arguments), *(f"{key}={value!r}" for key, value in options.items())]
    return Explanation(f"{name}({', '.join(given)})", tuple(steps.taken), result)


@functools.cache
def declared_steps(chapter: str) -> dict[str, Callable[..., None]]:
    """The functions that declare the steps of a chapter's solvers, by the solvers' names."""
    module = f"solutions._steps.{chapter}"
    if not chapter.isidentifier() or importlib.util.find_spec(module) is None:
        return {}
    things = vars(importlib.import_module(module)).items()
    return {
        name: thing for name, thing in things if getattr(thing, "__module__", "") == module and not name.startswith("_")
    }


def computed(formula: Expression, numbers: Mapping[str, Value]) -> Value:
    """The value of a formula: exact where it is arithmetic on exact numbers, a float for decimals, else Rounded."""
    exact = {
        name: number if isinstance(number, Rounded) else Fraction(repr(number) if isinstance(number, float) else number)
        for name, number in numbers.items()
    }
    value = _value(formula, exact)
    if isinstance(value, Rounded):
        return value
    if any(isinstance(number, float) for number in numbers.values()):
        return float(value)
    return int(value) if value.denominator == 1 else value


def _value(formula: Expression, numbers: Mapping[str, Fraction | Rounded]) -> Fraction | Rounded:
    if isinstance(formula, Name):
        return numbers[formula.name]
    if not isinstance(formula, Operation):
        return formula.value
    operands = [_value(each, numbers) for each in formula.operands]
    rounded = any(isinstance(each, Rounded) for each in operands)
    function = formula.function
    whole_power = function == "**" and not rounded and Fraction(operands[1]).denominator == 1
    if function in _FLOATS and not whole_power:
        return _transcendental(function, operands)
    if function in _EXACT:
        made = _EXACT[function](*operands)
    elif whole_power:
        made = operands[0] ** int(operands[1])
    elif rounded:
        made = _DECIMAL[function](*map(float, operands))
    else:
        made = arithmetic(function, *operands)  # type: ignore[arg-type]
    return Rounded(made) if rounded else Fraction(made)


def _transcendental(function: str, operands: Sequence[Fraction | Rounded]) -> Fraction | Rounded:
    exact = _KNOWN.get((function, *operands)) if not any(isinstance(each, Rounded) for each in operands) else None
    if exact is not None:
        return Fraction(exact)
    return Rounded(_FLOATS[function](*map(float, operands)))


def _sigma(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


_FLOATS: dict[str, Callable[..., float]] = {
    "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "tanh": math.tanh, "sin": math.sin, "cos": math.cos,
    "sigma": _sigma, "**": math.pow,
}  # fmt: skip
_EXACT: dict[str, Callable[..., Any]] = {
    "floor": math.floor, "ceil": math.ceil, "abs": abs, "max": max, "min": min, "relu": lambda x: max(x, 0),
    "step": lambda x: int(x > 0), "sign": lambda x: (x > 0) - (x < 0),
}  # fmt: skip
_DECIMAL: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "neg": lambda a: -a,
}  # fmt: skip
_KNOWN: dict[tuple[object, ...], int | Fraction] = {
    ("exp", 0): 1, ("log", 1): 0, ("tanh", 0): 0, ("sigma", 0): Fraction(1, 2),
    **{("sqrt", root**2): root for root in range(101)},
}  # fmt: skip
"""Values of these functions that are exact."""


@functools.lru_cache(maxsize=256)
def _parsed(formula: str) -> Expression:
    ((_, expression),) = parse(formula)
    return expression


def shown(number: Value) -> str:
    """A number in a line of text: exact, or to six digits."""
    text = _digits(number) if isinstance(number, float) else str(number)
    return text.replace("-", "−")


def _digits(number: float) -> str:
    return f"{number:.6g}"


def _latex(number: Value) -> str:
    if not isinstance(number, float):
        return latex_number(Fraction(number))
    mantissa, _, exponent = _digits(number).partition("e")
    return mantissa if not exponent else rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
