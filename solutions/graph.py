"""Computational graphs: the value and the gradient at every node of a formula, by backpropagation."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from solutions._drawing import Box, drawing
from solutions._expressions import Expression, Name, Number, Operation, names_in, parse, to_text
from solutions._operations import SLOPES, Functions, evaluated, exact, floats, slopes, substituted
from solutions._tables import html_table, text_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["Graph", "Node", "Point", "computational_graph"]

MAX_NODES = 300
MAX_SIZE = 20_000
MAX_BITS = 20_000
MAX_DIGITS = 2_000


class Point(NamedTuple):
    """A node's value and the gradient of the output in it, in floating point."""

    value: Array
    gradient: Array


@dataclass(frozen=True)
class Node:
    """A node of a graph.

    operation : what it computes, in the names of its operands; "" for an input. operands : names of the nodes that go
    in. value, gradient : its value and the derivative of the output in it, exact, as SymPy expressions in the inputs
    without a value. rule : that derivative by the chain rule, in the names of the nodes.
    """

    name: str
    operation: str
    operands: tuple[str, ...]
    value: Any
    gradient: Any
    rule: str


class _Step(NamedTuple):
    """One operation of a graph; operands are names of nodes or numbers."""

    name: str
    expression: Operation


@dataclass(frozen=True)
class Graph:
    """A computational graph; it shows itself as a table, in a notebook as a drawing and a table.

    nodes : inputs first, every node after its operands, the output last.
    """

    nodes: tuple[Node, ...]
    steps: tuple[_Step, ...]
    inputs: Mapping[str, Fraction | None]

    def __getitem__(self, name: str) -> Node:
        for node in self.nodes:
            if node.name == name:
                return node
        raise KeyError(f"the graph has the nodes {', '.join(node.name for node in self.nodes)}, not {name!r}")

    @property
    def output(self) -> Node:
        """The node whose gradients the others show."""
        return self.nodes[-1]

    def floats(self, **inputs: ArrayLike) -> dict[str, Point]:
        """Value and gradient at every node in NumPy.

        inputs : values that replace those of the graph; arrays are broadcast to one shape, and each entry is a graph of
        its own. Raises ValueError for an input without a value and for a name that is no input.

        >>> graph = computational_graph("z = w*x; L = z**2", w=3)
        >>> [point.tolist() for point in graph.floats(x=[1.0, 2.0])["w"]]
        [[3.0, 3.0], [6.0, 24.0]]
        """
        import numpy as np

        _known(inputs, self.inputs)
        given = {name: float(value) for name, value in self.inputs.items() if value is not None} | inputs
        missing = [name for name in self.inputs if name not in given]
        if missing:
            raise ValueError(f"no value for {', '.join(missing)}")
        arrays = np.broadcast_arrays(*(np.asarray(given[name], dtype=float) for name in self.inputs))
        values, gradients = _passes(self.steps, dict(zip(self.inputs, arrays, strict=True)), floats(), float)
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
        return {
            name: Point(np.asarray(values[name]), np.asarray(np.broadcast_to(gradients[name], shape)))
            for name in values
        }

    def __repr__(self) -> str:
        return text_table(self._titles(), self._cells())

    def _repr_html_(self) -> str:
        return f"<div>\n{self._repr_svg_()}\n{html_table(self._titles(), self._cells())}\n</div>"

    def _repr_svg_(self) -> str:
        output = self.output.name
        boxes = []
        for node in self.nodes:
            lines = [(f"{node.name} = {node.operation}" if node.operation else node.name, "name")]
            if node.value.is_number:
                lines.append((f"value {_equals(node.value)}", "value"))
            gradient = _equals(node.gradient) if node.gradient.is_number else f"= {node.rule}"
            lines.append((f"∂{output}/∂{node.name} {gradient}", "gradient"))
            boxes.append(Box(node.name, tuple(lines), node.operands))
        description = "; ".join(", ".join(text for text, _ in box.lines) for box in boxes)
        return drawing(boxes, f"Computational graph of {output}", f"{description}.")

    def _titles(self) -> tuple[str, ...]:
        return "node", "operation", "value", f"∂{self.output.name}/∂node", "by the chain rule"

    def _cells(self) -> list[tuple[str, ...]]:
        return [
            (node.name, node.operation, _shown(node.value), _shown(node.gradient), node.rule) for node in self.nodes
        ]


def computational_graph(source: str, /, **inputs: Any) -> Graph:
    """The computational graph of a formula, with the exact value of every node and the gradient of the output in it.

    Parameters
    ----------
    source : statements such as "z = w*x + b; a = sigma(z); L = (a - y)**2/2", one per line or separated by semicolons;
        the last one is the output. Numbers, names, + - * / **, brackets, sigma, tanh, relu, exp, log, sqrt, abs, sin,
        cos, max and min are read; nothing is evaluated as Python. Steps without a name are called v1, v2, …
    inputs : values of inputs: int, Fraction, or float, which is taken for the decimal that it prints. An input
        without a value stays a symbol.

    Raises
    ------
    ValueError
        For a text that is no such formula, a value for a name that is no input, a node without a finite real value, or
        a graph that is too large.

    References
    ----------
    Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.5, algorithms 6.1 and 6.2. At a kink the slope is
    that of frameworks: 0 for ReLU and the absolute value at 0, all to the first of two equal values for max and min.

    Examples
    --------
    >>> graph = computational_graph("z = w*x + b; a = relu(z); L = (a - y)**2/2", w=2, x=3, b=-1, y=1)
    >>> graph["w"].gradient, graph["L"].value
    (12, 8)
    >>> print(graph)
    node  operation  value  ∂L/∂node  by the chain rule
    w                2      12        ∂L/∂v1·x
    x                3      8         ∂L/∂v1·w
    b                −1     4         ∂L/∂z
    y                1      −4        ∂L/∂v2·(−1)
    v1    w·x        6      4         ∂L/∂z
    z     v1 + b     5      4         ∂L/∂a·[z > 0]
    a     ReLU(z)    5      4         ∂L/∂v2
    v2    a − y      4      4         ∂L/∂v3·2·v2
    v3    v2²        16     1/2       ∂L/∂L·(1/2)
    L     v3/2       8      1         1
    """
    import sympy

    steps, defaults = _steps(source)
    _known(inputs, defaults)
    values = {name: _exact(inputs[name]) if name in inputs else value for name, value in defaults.items()}
    start = {
        name: sympy.Symbol(name, real=True) if value is None else sympy.Rational(value.numerator, value.denominator)
        for name, value in values.items()
    }
    forward, gradients = _passes(steps, start, exact(), sympy.Rational, _checked)
    rules = dict.fromkeys(forward, "0") | _rules(steps)
    nodes = [Node(name, "", (), forward[name], gradients[name], rules[name]) for name in start]
    for name, formula in steps:
        operands = tuple(dict.fromkeys(each.name for each in formula.operands if isinstance(each, Name)))
        nodes.append(Node(name, to_text(formula), operands, forward[name], gradients[name], rules[name]))
    return Graph(tuple(nodes), steps, values)


def _shown(value: Any) -> str:
    """A value in a table: exact where that is short, else to six digits; "" for a formula that is too long."""
    import sympy

    text: str = sympy.sstr(value).replace("**", "^").replace("*", "·").replace("-", "−")
    if not value.is_number:
        return text if len(text) <= 40 else "…"
    return text if len(text) <= 9 and value.is_Rational else "≈ " + f"{float(value):.6g}".replace("-", "−")


def _equals(value: Any) -> str:
    text = _shown(value)
    return text if text.startswith("≈") else f"= {text}"


def _steps(source: str) -> tuple[tuple[_Step, ...], dict[str, Fraction | None]]:
    """The operations of a source in order, and its inputs with the values that the source gives them."""
    statements = parse(source)
    assigned = [name for name, _ in statements if name]
    for name in assigned:
        if assigned.count(name) > 1:
            raise ValueError(f"{name} is assigned to twice; a node has one value")
    used = {*assigned, *(name for _, expression in statements for name in names_in(expression))}
    free = (name for number in range(1, MAX_NODES + 2) if (name := f"v{number}") not in used)
    steps: list[_Step] = []
    inputs: dict[str, Fraction | None] = {}

    def named(expression: Expression, name: str | None = None) -> Expression:
        if isinstance(expression, Number):
            return expression
        if isinstance(expression, Name):
            if expression.name not in inputs and all(expression.name != step.name for step in steps):
                if expression.name in assigned:
                    raise ValueError(f"{expression.name} is used before it is assigned to")
                inputs[expression.name] = None
            return expression
        if expression.function not in SLOPES:
            raise ValueError(f"{expression.function} has no gradient")
        operands = tuple(named(each) for each in expression.operands)
        steps.append(_Step(name or next(free), Operation(expression.function, operands)))
        if len(steps) + len(inputs) > MAX_NODES:
            raise ValueError(f"a graph of more than {MAX_NODES} nodes is not drawn")
        return Name(steps[-1].name)

    for place, (target, expression) in enumerate(statements):
        if target is None and place < len(statements) - 1:
            raise ValueError("only the last formula may be without a name")
        if isinstance(expression, Name):
            raise ValueError(f"{target or 'the output'} is only another name for {expression.name}")
        if isinstance(expression, Number) and target:
            inputs[target] = expression.value
        else:
            named(expression, target or ("f" if "f" not in used else None))
    if not steps or (statements[-1][0] in inputs):
        raise ValueError("the last statement computes nothing")
    return tuple(steps), inputs


def _passes(
    steps: tuple[_Step, ...],
    inputs: Mapping[str, Any],
    functions: Functions,
    number: Callable[..., Any],
    check: Callable[[str, Any], Any] = lambda name, value: value,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Forward and backward: the value of every node, and the gradient of the last one in it."""
    values = dict(inputs)
    for name, formula in steps:
        values[name] = check(name, evaluated(formula, values, functions, number))
    gradients = dict.fromkeys(values, number(Fraction(0)))
    gradients[steps[-1].name] = number(Fraction(1))
    for name, formula in reversed(steps):
        for operand, slope in _slopes(name, formula):
            if isinstance(operand, Name):
                step = gradients[name] * evaluated(slope, values, functions, number)
                gradients[operand.name] = check(operand.name, gradients[operand.name] + step)
    return values, gradients


def _slopes(name: str, formula: Operation) -> Iterator[tuple[Expression, Expression]]:
    """The operands of a step, and its derivative in each as a formula of nodes."""
    known: dict[str, Expression] = {**dict(zip("ab", formula.operands, strict=False)), "v": Name(name)}
    for operand, slope in zip(formula.operands, slopes(formula.function), strict=True):
        yield operand, substituted(slope, known)


def _rules(steps: tuple[_Step, ...]) -> dict[str, str]:
    """The chain rule at every node with users, in the names of the nodes: their gradients times the slopes."""
    output = steps[-1].name
    terms: dict[str, list[str]] = {output: ["1"]}
    for name, formula in reversed(steps):
        for operand, slope in _slopes(name, formula):
            if isinstance(operand, Name):
                upstream = f"∂{output}/∂{name}"
                divided = isinstance(slope, Operation) and slope.function == "/"
                if divided or (isinstance(slope, Number) and slope.value.denominator > 1):
                    term = f"{upstream}·({to_text(slope)})"
                elif slope == Number(Fraction(1)):
                    term = upstream
                else:
                    term = to_text(Operation("*", (Name("∂"), slope)), {"∂": upstream})
                terms.setdefault(operand.name, []).append(term)
    return {name: " + ".join(each) for name, each in terms.items()}


def _known(given: Mapping[str, Any], inputs: Mapping[str, Any]) -> None:
    for name in given:
        if name not in inputs:
            raise ValueError(f"{name} is no input of the graph; it has {', '.join(inputs) or 'none'}")


def _exact(value: Any) -> Fraction:
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, float) and math.isfinite(value):
        return Fraction(repr(float(value)))
    raise ValueError(f"a value is an int, a Fraction or a finite float, not {value!r}")


def _checked(name: str, value: Any) -> Any:
    """A value that is finite, real, known to be 0 where it is, and not too large to go on with."""
    import sympy
    from sympy.core.evalf import PrecisionExhausted

    if value.has(sympy.nan, sympy.zoo, sympy.oo, -sympy.oo) or value.is_real is False:
        raise ValueError(f"{name} has no finite real value or gradient")
    if value.is_number and not value.is_Rational:
        try:
            value.evalf(15, maxn=MAX_DIGITS, strict=True)
        except PrecisionExhausted:
            raise ValueError(f"{name} cannot be told from 0 exactly; floats() computes it in floating point") from None
    if value.is_Rational:
        large = max(value.p.bit_length(), value.q.bit_length()) > MAX_BITS
    else:
        large = sum(1 for _ in zip(sympy.preorder_traversal(value), range(MAX_SIZE + 1), strict=False)) > MAX_SIZE
    if large:
        raise ValueError(f"{name} is too large to be exact; floats() computes it in floating point")
    return value
