"""Text → tree → value, and whether two are the same: exact, bounded, never evaluated as code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.maths.functions import Value
from grader.maths.parser import parse
from grader.maths.quantities import Quantity, quantity, significant_digits
from grader.maths.scanning import Run, scan
from grader.maths.values import evaluate

if TYPE_CHECKING:
    from grader.maths.equivalence import equivalent
    from grader.maths.spaces import Symbol

__all__ = [
    "Quantity",
    "Run",
    "Symbol",
    "Value",
    "equivalent",
    "evaluate",
    "parse",
    "quantity",
    "scan",
    "significant_digits",
]


def __getattr__(name: str) -> Any:
    """Comparing formulas is imported by who compares formulas: a check of counts and shapes starts without it."""
    if name in ("Symbol", "equivalent"):
        from grader.maths import equivalence

        return getattr(equivalence, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
