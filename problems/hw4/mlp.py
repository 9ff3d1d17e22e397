"""Problem 2.C–E: multi-layer perceptrons on MNIST within a budget of hidden units."""

from __future__ import annotations

from fractions import Fraction

from grader.answers.experiment import Experiment, Goal
from grader.authoring import Problem

mlp = Problem("2", "Depth and width on MNIST")


@mlp.part("C", points=3, answer=Experiment(), title="At most 100 hidden units")
def hundred_units() -> Goal:
    """Build a network with at most 100 hidden units in all (the last linear layer, activations and dropout don't count) that reaches a test accuracy of at least 0.975. Give the code and its log."""
    return Goal(Fraction("0.975"), hidden_units=100, hidden_layers=(1, None), convolutional=False)


@mlp.part("D", points=3, answer=Experiment(), title="At most 200 hidden units in two layers")
def two_hidden_layers() -> Goal:
    """The same with two hidden layers, at most 200 hidden units in all, and a test accuracy of at least 0.98."""
    return Goal(Fraction("0.98"), hidden_units=200, hidden_layers=(2, 2), convolutional=False)


@mlp.part("E", points=3, answer=Experiment(), title="At most 1000 hidden units in three layers or more")
def three_hidden_layers() -> Goal:
    """The same with at least three hidden layers, at most 1000 hidden units in all, and a test accuracy of at least 0.983."""
    return Goal(Fraction("0.983"), hidden_units=1000, hidden_layers=(3, None), convolutional=False)
