"""Problem 2.C–E: multi-layer perceptrons on MNIST within a budget of hidden units."""

from grader.answers.essay import Essay
from grader.authoring import Criterion, Problem, Rubric

mlp = Problem("2", "Depth and width on MNIST")

_HONEST = "the accuracy is the test set's, not the training set's, and the log shows it"


@mlp.part("C", points=3, answer=Essay(), title="At most 100 hidden units")
def hundred_units() -> Rubric:
    """Build a network with at most 100 hidden units in all (the last linear layer, activations and dropout don't count) that reaches a test accuracy of at least 0.975. Give the code and its log."""
    return Rubric(
        Criterion("at most 100 hidden units", 1),
        Criterion("test accuracy of at least 0.975", 1, ("test accuracy", "accuracy", "val_acc")),
        Criterion(_HONEST, 1),
    )


@mlp.part("D", points=3, answer=Essay(), title="At most 200 hidden units in two layers")
def two_hidden_layers() -> Rubric:
    """The same with two hidden layers, at most 200 hidden units in all, and a test accuracy of at least 0.98."""
    return Rubric(
        Criterion("two hidden layers, at most 200 hidden units", 1),
        Criterion("test accuracy of at least 0.98", 1, ("test accuracy", "accuracy", "val_acc")),
        Criterion(_HONEST, 1),
    )


@mlp.part("E", points=3, answer=Essay(), title="At most 1000 hidden units in three layers or more")
def three_hidden_layers() -> Rubric:
    """The same with at least three hidden layers, at most 1000 hidden units in all, and a test accuracy of at least 0.983."""
    return Rubric(
        Criterion("at least three hidden layers, at most 1000 hidden units", 1),
        Criterion("test accuracy of at least 0.983", 1, ("test accuracy", "accuracy", "val_acc")),
        Criterion(_HONEST, 1),
    )
