"""Steps of solutions.losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._explaining import Steps, Value
from solutions._steps._arrays import numbers, rows

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def log_sum_exp(step: Steps, /, x: ArrayLike) -> None:
    """Declare the steps."""
    for row in rows(x):
        _log_sum_exp(step, row)


def cross_entropy(step: Steps, /, logits: ArrayLike, labels: ArrayLike) -> None:
    """Declare the steps."""
    losses = []
    for number, (row, label) in enumerate(zip(rows(logits), numbers(labels), strict=True), start=1):
        whole = _log_sum_exp(step, row)
        losses.append(step(f"loss of example {number}", "whole - logit", whole=whole, logit=row[int(label)]))
    total = step.sum("sum of the losses", losses)
    if len(losses) > 1:
        step("mean of the losses", "total/n", total=total, n=len(losses))


def _log_sum_exp(step: Steps, row: list[Value]) -> Value:
    """The largest number is subtracted first, so that nothing overflows."""
    largest = step.over("max", "largest of the row", row)
    powers = [step("exponential, the largest subtracted first", "exp(x - m)", x=each, m=largest) for each in row]
    total = step.sum("sum of the exponentials", powers)
    return step("log-sum-exp of the row", "m + log(s)", m=largest, s=total)
