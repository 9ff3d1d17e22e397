"""A small network in one and the same form, however it was written."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

MAX_UNITS = 12
MAX_TEXT = 10_000

Rows = tuple[tuple[Fraction, ...], ...]
"""A matrix, row by row."""


class Unit(NamedTuple):
    """A unit: its name, its weights by the name of what comes in, its bias, and its activation.

    activation : "relu", "threshold", or "" where it was not said.
    """

    name: str
    weights: tuple[tuple[str, Fraction], ...]
    bias: Fraction
    activation: str


class Net(NamedTuple):
    """Units in order, the output last; the inputs are x1 and x2, hidden units h1, h2 …, the output y."""

    units: tuple[Unit, ...]
    biases_said: bool = True


Reading = tuple[Net, tuple[int, int], float]


def shown(net: Net) -> str:
    """The units as formulas, separated by semicolons."""
    return "; ".join(f"{unit.name} = {_formula(unit)}" for unit in net.units)


def _formula(unit: Unit) -> str:
    terms = [name if weight == 1 else f"{weight}*{name}" for name, weight in unit.weights]
    terms += [str(unit.bias)] if unit.bias or not terms else []
    total = " + ".join(terms).replace("+ -", "- ")
    return f"{'step' if unit.activation == 'threshold' else 'relu'}({total})" if unit.activation else total


def canonical(units: list[Unit], *, biases_said: bool = True) -> Net | None:
    """With inputs x1, x2, hidden units h1, h2 … and the output y; None where there are not two inputs."""
    own = {unit.name for unit in units}
    free = sorted({name for unit in units for name, _ in unit.weights if name not in own})
    if len(free) != 2 or len(units) > MAX_UNITS:
        return None
    names = {free[0]: "x1", free[1]: "x2"}
    names |= {unit.name: f"h{place}" for place, unit in enumerate(units[:-1], 1)} | {units[-1].name: "y"}
    order = {name: place for place, name in enumerate(names.values())}
    renamed = tuple(
        Unit(
            names[unit.name],
            tuple(
                sorted(
                    ((names[name], weight) for name, weight in unit.weights if weight), key=lambda each: order[each[0]]
                )
            ),
            unit.bias,
            unit.activation,
        )
        for unit in units
    )
    return Net(renamed, biases_said)


def two_layers(
    weights: tuple[tuple[Fraction, ...], ...],
    biases: tuple[Fraction, ...] | None,
    out: tuple[Fraction, ...],
    shift: tuple[Fraction, ...] | None,
    said: bool,
    text: str,
) -> Net | None:
    """The network whose hidden unit i has row i as its weights."""
    count = len(weights)
    offsets = biases if biases is not None else (Fraction(0),) * count
    if any(len(row) != 2 for row in weights) or len(offsets) not in (1, count) or len(out) != count:
        return None
    offsets = offsets * count if len(offsets) == 1 else offsets
    acts = activation(text) or "relu"
    units = [
        Unit(f"h{place}", (("x1", row[0]), ("x2", row[1])), offset, acts)
        for place, (row, offset) in enumerate(zip(weights, offsets, strict=True), 1)
    ]
    final = shift[0] if shift else Fraction(0)
    units.append(Unit("y", tuple((f"h{place}", weight) for place, weight in enumerate(out, 1)), final, ""))
    return canonical(units, biases_said=said)


def activation(text: str) -> str:
    """Return how the units act by what the text says of them, "" where it says nothing or both."""
    threshold = re.search(r"\b(?:step|threshold|heaviside|perceptron)\b", text, re.I)
    relu = re.search(r"\brelu|\brectif|max\(0", text, re.I)
    return "" if bool(threshold) == bool(relu) else "threshold" if threshold else "relu"


def one_unit(first: Fraction, second: Fraction, bias: Fraction | None, text: str) -> Net:
    """Return the network of a single unit; a bias that is None is 0, and that it was not said is kept."""
    weights = tuple((name, weight) for name, weight in (("x1", first), ("x2", second)) if weight)
    unit = Unit("y", weights, bias or Fraction(0), activation(text))
    return Net((unit,), bias is not None)
