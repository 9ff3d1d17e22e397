"""Problem 1.A and 1.B: what the first weights and the order of the examples do to ReLU and sigmoid networks."""

from grader.answers.essay import Essay
from grader.authoring import Criterion, Problem, Rubric

zero_weights = Problem("1.A", "Weights that start at zero")


@zero_weights.part("i", points=3, answer=Essay(), title="ReLU from zero weights")
def relu_network() -> Rubric:
    """Two ReLU networks learn the same data: all weights of the one start at 0, those of the other at small random values. What happens to each, and why?"""
    return Rubric(
        Criterion("no hidden unit is active: ReLU(0) = 0", 1, ("output is 0", "outputs zero", "relu(0)", "not active")),
        Criterion(
            "its derivative there is 0, so every gradient is 0 and no weight moves",
            1,
            ("gradient", "derivative", "no update", "never change", "stay 0", "remain zero"),
        ),
        Criterion("random values break the symmetry, so the other network learns", 1, ("random", "symmetr")),
    )


@zero_weights.part("ii", points=3, answer=Essay(), title="Sigmoid from zero weights")
def sigmoid_network() -> Rubric:
    """The same experiment with sigmoid units. What happens now, and why is it different?"""
    return Rubric(
        Criterion(
            "σ(0) = ½ is not 0, so gradients are not all 0 and it learns something",
            1,
            ("non-zero", "nonzero", "0.5", "1/2"),
        ),
        Criterion(
            "all hidden units stay alike (symmetry), so the boundary is close to a line",
            1,
            ("symmetr", "identical", "linear", "straight"),
        ),
        Criterion(
            "σ′ is at most ¼ and vanishes far from 0: learning is slow", 1, ("vanish", "slow", "saturat", "derivative")
        ),
    )


example_order = Problem("1.B", "The order of the examples")


@example_order.part(points=3, answer=Essay(), title="All negative examples first")
def negative_examples_first() -> Rubric:
    """Stochastic gradient descent trains a ReLU network and happens to see all negative examples before the first positive one. Why is this bad?"""
    return Rubric(
        Criterion("the negative examples push biases and weights far down", 1, ("negative bias", "bias")),
        Criterion(
            "the units then output 0 for every input: they are dead", 1, ("dead", "die", "dying", "inactive", "closed")
        ),
        Criterion(
            "where a ReLU outputs 0 its gradient is 0, so they never come back",
            1,
            ("zero gradient", "gradient", "recover"),
        ),
    )
