"""Problem 3.D: a convolutional network on MNIST, and how its dropout probabilities are chosen."""

from __future__ import annotations

from fractions import Fraction

from grader.answers.essay import Essay
from grader.answers.experiment import Experiment, Goal
from grader.answers.table import Column, Rows, Table
from grader.authoring import Criterion, Problem, Rubric

convnet = Problem("3.D", "A convolutional network")

RATES = Table(
    (
        Column("dropout probability", 0, 1, cues=("dropout probability", "dropout rate", "dropout")),
        Column("test accuracy", 0, 1, cues=("test accuracy", "test acc", "val_accuracy", "val_acc", "accuracy", "acc")),
    ),
    rows=10,
)


@convnet.part("i", points=3, answer=RATES, title="Accuracy for each dropout probability")
def dropout_accuracies() -> Rows:
    """Train the given network with ten dropout probabilities, equally spaced from 0 to 1, for one epoch each. Give the test accuracy for each probability, as a table."""
    return Rows(10, images=(10_000, 60_000), spaced=True)


@convnet.part("ii", points=4, answer=Experiment(), title="The final network")
def final_network() -> Goal:
    """Design a convolutional network that reaches a test accuracy of at least 0.985 after 10 epochs. Give its code, its log and the test accuracy after each epoch."""
    return Goal(Fraction("0.985"), epochs=10, convolutional=True)


@convnet.part("iii", points=2, answer=Essay(), title="What worked")
def design() -> Rubric:
    """Which strategies helped in designing the network, and which did not?"""
    return Rubric(
        Criterion("names what was tried and what it changed", 1, ("tried", "helped", "increas", "dropout", "layer")),
        Criterion("gives a reason why", 1, ("because", "since", "overfit", "regulari")),
    )


@convnet.part("iv", points=2, answer=Essay(), title="Choosing hyperparameters by trial and error")
def hyperparameter_search() -> Rubric:
    """What is wrong with choosing hyperparameters in this way?"""
    return Rubric(
        Criterion(
            "the test set is used again and again to choose, so its accuracy is no fair estimate; a validation set is needed",
            1,
            ("validation", "overfit", "test set", "test data"),
        ),
        Criterion(
            "trial and error is costly and unprincipled",
            1,
            ("expensive", "costly", "time", "principled", "grid search", "random search", "exhaustive"),
        ),
    )
