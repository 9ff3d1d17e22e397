"""Problem 3.C.i: test accuracy after each epoch."""

from fractions import Fraction

from grader.answers.experiment import Built
from grader.answers.table import Column, Row, Rows, Table
from grader.authoring import Problem
from problems.hw4.convnet import final_network

epochs = Problem("3.C", "A convolutional network")

PER_EPOCH = Table(
    (
        Column("epoch", 1, 10, cues=("epoch",)),
        Column("test accuracy", 0, 1, cues=("test accuracy", "test acc", "val_accuracy", "val_acc", "accuracy")),
    ),
    rows=10,
)


@epochs.part("i", points=3, answer=PER_EPOCH, title="Accuracy after each epoch")
def accuracies() -> Rows:
    """Train your network for ten epochs and give its test accuracy after each, as a table (a percentage with its % sign)."""
    return Rows(10, images=(10_000, 60_000), spaced=True)


@final_network.agrees(accuracies)
def the_final_one_is_the_last_of_the_table(built: Built, rows: tuple[Row, ...]) -> str:
    said = built.results.final or (built.results.claims[-1] if built.results.claims else None)
    if said is None or abs(said.value - rows[-1][-1]) < max(said.unit, Fraction(1, 10**6)):
        return ""
    return (
        f"The final accuracy given here is {float(said.value):.6g}, the last of the table is {float(rows[-1][-1]):.6g}."
    )
