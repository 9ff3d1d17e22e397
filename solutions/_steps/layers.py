"""Steps of solutions.layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._explaining import Steps
from solutions._steps._arrays import columns, numbers, rows

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def dense_forward(step: Steps, /, x: ArrayLike, w: ArrayLike, b: ArrayLike) -> None:
    """Declare the steps."""
    for example, row in enumerate(rows(x), start=1):
        for unit, (column, bias) in enumerate(zip(columns(w), numbers(b), strict=True), start=1):
            step.dot(f"for example {example}, unit {unit}", list(zip(row, column, strict=True)), bias)


def dense_backward(step: Steps, /, upstream: ArrayLike, x: ArrayLike, w: ArrayLike) -> None:
    """Declare the steps."""
    for example, row in enumerate(rows(upstream), start=1):
        for place, weights in enumerate(rows(w), start=1):
            step.dot(f"gradient in input {place} of example {example}", list(zip(row, weights, strict=True)))
    for place, inputs in enumerate(columns(x), start=1):
        for unit, column in enumerate(columns(upstream), start=1):
            step.dot(f"gradient in weight {place}, {unit}", list(zip(inputs, column, strict=True)))
    for unit, column in enumerate(columns(upstream), start=1):
        step.sum(f"gradient in bias {unit}", column)
