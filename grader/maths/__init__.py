"""Text → tree → value, and whether two are the same: exact, bounded, never evaluated as code."""

from grader.maths.equivalence import Symbol, equivalent
from grader.maths.parser import parse
from grader.maths.quantities import Quantity, quantity, significant_digits
from grader.maths.scanning import Run, scan
from grader.maths.values import Value, evaluate

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
