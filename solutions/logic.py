"""Small networks on the inputs of a truth table, exact."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

__all__ = ["RELU_OR", "RELU_XOR", "TABLES", "failing_inputs", "run"]

Entry = int | Fraction
Layer = tuple[Sequence[Sequence[Entry]], Sequence[Entry]]
Activation = Literal["relu", "threshold", "linear"]

TABLES: dict[str, tuple[bool, ...]] = {
    "or": (False, True, True, True),
    "and": (False, False, False, True),
    "xor": (False, True, True, False),
    "nand": (True, True, True, False),
}
"""Functions of two bits at (0, 0), (0, 1), (1, 0), (1, 1)."""

RELU_OR: tuple[Layer, ...] = ((((2, 2),), (-1,)),)
RELU_XOR: tuple[Layer, ...] = ((((1, 1), (1, 1)), (0, -1)), (((1, -2),), (0,)))
"""The solution of Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.1."""


def run(layers: Sequence[Layer], inputs: Sequence[Entry], activation: Activation = "relu") -> tuple[Entry, ...]:
    """The outputs of a network, every layer followed by the activation.

    layers : (weights, biases) from the input on; weights have one row a unit. A threshold unit is 1 where its sum is
    above 0, else 0. Raises ValueError where the numbers of inputs and weights differ.

    >>> [run(RELU_XOR, bits) for bits in ((0, 0), (0, 1), (1, 0), (1, 1))]
    [(0,), (1,), (1,), (0,)]
    """
    values = tuple(inputs)
    for weights, biases in layers:
        sums = [
            sum((w * x for w, x in zip(row, values, strict=True)), bias)
            for row, bias in zip(weights, biases, strict=True)
        ]
        values = tuple(_acted(value, activation) for value in sums)
    return values


def _acted(value: Entry, activation: Activation) -> Entry:
    if activation == "threshold":
        return int(value > 0)
    return max(value, 0) if activation == "relu" else value


def failing_inputs(
    layers: Sequence[Layer], table: Sequence[bool], activation: Activation = "relu"
) -> tuple[tuple[int, ...], ...]:
    """The inputs for which a network of one output fails: at least 1 is wanted where the table holds, else 0.

    >>> failing_inputs(RELU_OR, TABLES["or"]), failing_inputs(RELU_OR, TABLES["xor"])
    ((), ((1, 1),))
    """
    count = len(table).bit_length() - 1
    failing = []
    for bits, wanted in zip(itertools.product((0, 1), repeat=count), table, strict=True):
        (output,) = run(layers, bits, activation)
        if (output < 1) if wanted else (output != 0):
            failing.append(bits)
    return tuple(failing)
