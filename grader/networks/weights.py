"""Networks as weights under the names that books use: matrices of two layers, or w1, w2, b of a unit."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.maths import Run, evaluate
from grader.maths.nodes import Call, Chain, Group, Matrix, Node, Num, Power, Sym
from grader.model.answers import Unreadable
from grader.networks.nets import Reading, Rows, one_unit, two_layers
from grader.networks.prose import said_bias
from grader.patterns import lazily


def _assigned(runs: list[Run]) -> Iterator[tuple[str, str, Node, Run]]:
    """(letter, index, value, run) of each "W_1 = …", "b^{(2)} = …", "w1 = w2 = …"."""
    for run in runs:
        node = run.node
        if not isinstance(node, Chain) or set(node.relations) != {"="}:
            continue
        *names, value = node.items
        for name in names:
            if isinstance(name, Sym):
                letter, _, index = name.name.partition("_")
                yield letter, index, value, run
            elif isinstance(name, Power) and isinstance(name.base, Sym) and isinstance(name.exponent, Num):
                yield name.base.name, str(name.exponent.value), value, run


def _rows(node: Node) -> Rows | None:
    """A matrix of numbers; a list is one row."""
    if isinstance(node, Call) and node.name == "transpose":
        rows = _rows(node.args[0])
        return None if rows is None else tuple(zip(*rows, strict=True))
    if isinstance(node, Matrix):
        grid: tuple[tuple[Node, ...], ...] = node.rows
    elif isinstance(node, Group):
        grid = (node.items,)
    else:
        grid = ((node,),)
    try:
        rows = tuple(tuple(Fraction(evaluate(entry)) for entry in row) for row in grid)
    except (Unreadable, TypeError, ValueError):
        return None
    return rows if rows and len({len(row) for row in rows}) == 1 else None


_SETS = (("W_1", "b_1", "W_2", "b_2"), ("W_0", "b_0", "W_1", "b_1"), ("W", "c", "w", "b"), ("W", "b", "w", "c"))
_NONE = ((Fraction(0),),)


def matrices(runs: list[Run], text: str) -> Iterator[Reading]:
    """Two layers as matrices, under the names that books use; both ways to multiply where both are possible."""
    values: dict[str, Rows] = {}
    places: list[Run] = []
    for letter, index, node, run in _assigned(runs):
        rows = _rows(node)
        if rows is not None:
            values[f"{letter}_{index}" if index else letter] = rows
            places.append(run)
    for first, offset, second, shift in _SETS:
        if first not in values or second not in values or max(map(len, (values[first], values[first][0]))) < 2:
            continue
        said = offset in values and (shift in values or first == "W")
        span = places[0].start, places[-1].end
        for weights in dict.fromkeys((values[first], tuple(zip(*values[first], strict=True)))):
            biases, out, last = (_flat(values.get(name)) for name in (offset, second, shift))
            net = two_layers(weights, biases, out or (), last, said, text)
            if net is not None:
                yield net, span, 0.9
        return


def _flat(rows: Rows | None) -> tuple[Fraction, ...] | None:
    return None if rows is None else tuple(entry for row in rows for entry in row)


_ASSIGNED = lazily(r"(?<![\w.])(?:[WwVvUu](?:_?\{?\d{1,2}\}?)?|\\mathbf\{[Ww]\})[ \t]?=(?![=\s]*(?:np\.|torch\.|w|W))")
"""Weights are assigned."""


def _without(places: list[Run], text: str) -> str:
    """The text without what was read."""
    for run in places:
        text = text[: run.start] + " " * (run.end - run.start) + text[run.end :]
    return text


def named(runs: list[Run], text: str) -> Iterator[Reading]:
    """One unit: w1 = w2 = 1, b = -0.5; or W = [1, 1], b = -0.5. Two layers: w11 …, v1, v2, b1 …."""
    values: dict[str, Fraction] = {}
    places: list[Run] = []
    twice = False
    for letter, index, node, run in _assigned(runs):
        rows = _rows(node)
        if rows is None or letter.casefold() not in ("w", "b", "v", "u", "c", "theta", "bias", "weight"):
            continue
        flat = [entry for row in rows for entry in row]
        names = [f"{letter}{index}"] if len(flat) == 1 else [f"{letter}{index}{place}" for place in (1, 2)]
        if len(flat) != len(names):
            return
        for name, entry in zip(names, flat, strict=True):
            twice |= values.get(name.casefold(), entry) != entry
            values[name.casefold()] = entry
        places.append(run)
    if not places or twice:
        return
    if _ASSIGNED.search(_without(places, text)):
        return  # of several layers, say, of which one is written in a way that is not read
    span = places[0].start, places[-1].end
    bias = next((values[name] for name in ("b", "b0", "bias", "c") if name in values), said_bias(text))
    if {"w1", "w2"} <= set(values) and not {"w11", "w3", "v1"} & set(values):
        if "b1" in values and bias is None:
            bias = values["b1"]
        yield one_unit(values["w1"], values["w2"], bias, text), span, 0.9 if bias is not None else 0.82
    elif {"w11", "w12", "w21", "w22"} <= set(values):
        out = next((pair for pair in (("v1", "v2"), ("u1", "u2"), ("w31", "w32")) if set(pair) <= set(values)), None)
        if out is None:
            return
        square = ((values["w11"], values["w12"]), (values["w21"], values["w22"]))
        offsets = (values.get("b1", Fraction(0)), values.get("b2", Fraction(0)))
        last = next((values[name] for name in ("b3", "c", "b", "b0") if name in values), Fraction(0))
        weights = (values[out[0]], values[out[1]])
        for grid in dict.fromkeys((square, tuple(zip(*square, strict=True)))):
            net = two_layers(grid, offsets, weights, (last,), "b1" in values, text)
            if net is not None:
                yield net, span, 0.88
