"""The answer types that the tables of cases are read with, by the name of the table."""

from __future__ import annotations

from typing import Any

from grader.answers.breakdown import Breakdown
from grader.answers.choice import Choice
from grader.answers.count import Count
from grader.answers.essay import Essay
from grader.answers.interval import Interval
from grader.answers.matrices import Matrices
from grader.answers.number import Number
from grader.answers.order import Order
from grader.answers.series import Series
from grader.answers.several import Several
from grader.answers.shape import Shape
from grader.answers.table import Column, Table
from grader.answers.text import Text

TYPES: dict[str, Any] = {
    "breakdown": Breakdown("parameters", 3),
    "choice": Choice(),
    "choice_claim": Choice(claim=("slow|longer", "train")),
    "count": Count("parameters"),
    "essay": Essay(),
    "count_layers": Count("layers", also={"hidden layers": 1}),
    "count_rounded": Count("parameters", digits=2),
    "interval": Interval("pixel values"),
    "matrices": Matrices(1),
    "matrices_two": Matrices(2),
    "number": Number(digits=3),
    "number_percent": Number(digits=3, percent=True),
    "order": Order("n", "d"),
    "series": Series(Count("parameters", digits=3), "A", "B", "C"),
    "several": Several(shape=Shape("height", "width"), range=Interval("pixel values")),
    "shape": Shape("height", "width", "channels"),
    "table": Table((Column("rate", 0, 1, cues=("rate",)), Column("accuracy", 0, 1, cues=("accuracy",))), rows=3),
    "table_ten": Table(
        (Column("rate", 0, 1, cues=("rate", "p")), Column("test accuracy", 0, 1, cues=("test accuracy", "acc"))),
        rows=10,
    ),
    "table_loss": Table((Column("epoch", 1, 9, cues=("epoch",)), Column("test loss", 0, 9, cues=("loss",))), rows=3),
    "text": Text("keras 3.4.1"),
}
