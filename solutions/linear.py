"""Layers without an activation: however many, they are one affine map."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

__all__ = ["collapsed"]

Entry = int | Fraction
Rows = Sequence[Sequence[Entry]]
Layer = tuple[Rows, Sequence[Entry]]


def collapsed(layers: Sequence[Layer]) -> tuple[tuple[tuple[Entry, ...], ...], tuple[Entry, ...]]:
    """The one layer (A, b) with A·x + b = W_T(…(W_1·x + b_1)…) + b_T; exact.

    layers : (weights, biases) from the input on; weights have one row a unit. Raises ValueError where a layer does not
    take as many inputs as the one before puts out, or has not one bias a unit.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.1.

    >>> collapsed([([[1, 2], [0, 1]], [1, 0]), ([[1, 1]], [3])])
    (((1, 3),), (4,))
    """
    if not layers:
        raise ValueError("at least one layer is needed")
    weights, biases = _checked(layers[0])
    for layer in layers[1:]:
        rows, offsets = _checked(layer)
        if len(rows[0]) != len(weights):
            raise ValueError(f"a layer of {len(rows[0])} inputs behind one of {len(weights)} units")
        columns = list(zip(*weights, strict=True))
        biases = tuple(_dot(row, biases) + offset for row, offset in zip(rows, offsets, strict=True))
        weights = tuple(tuple(_dot(row, column) for column in columns) for row in rows)
    return weights, biases


def _checked(layer: Layer) -> tuple[tuple[tuple[Entry, ...], ...], tuple[Entry, ...]]:
    rows, biases = tuple(map(tuple, layer[0])), tuple(layer[1])
    if not rows or not rows[0] or len({len(row) for row in rows}) != 1 or len(biases) != len(rows):
        raise ValueError("a layer has rows of equal length, and one bias for each")
    return rows, biases


def _dot(row: Sequence[Entry], column: Sequence[Entry]) -> Entry:
    return sum((one * other for one, other in zip(row, column, strict=True)), 0)
