"""Problem 3.C.i: test accuracy after each epoch."""

from grader.answers.table import Column, Rows, Table
from grader.authoring import Problem

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
    return Rows(10)
