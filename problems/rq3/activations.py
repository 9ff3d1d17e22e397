"""Question 2: when to use which activation function."""

from grader.answers.essay import Essay
from grader.authoring import Criterion, Problem, Rubric

activations = Problem("2", "Activation functions")


@activations.part("a", points=1, answer=Essay(), title="ReLU")
def relu() -> Rubric:
    """When would you use ReLU, and what are its weaknesses?"""
    return Rubric(
        Criterion(
            "a cheap default for hidden layers; its gradient does not vanish for positive inputs",
            1,
            ("hidden", "vanish", "cheap", "comput"),
        ),
        Criterion("units can die; its range is [0, ∞)", 1, ("die", "dead", "dying")),
    )


@activations.part("b", points=1, answer=Essay(), title="Leaky ReLU")
def leaky_relu() -> Rubric:
    """When would you use leaky ReLU?"""
    return Rubric(
        Criterion(
            "where ReLU units die: a small slope for negative inputs keeps a gradient",
            1,
            ("small", "slope", "dying", "negative"),
        ),
        Criterion("error of fact to look for: “it is linear”; it is linear on each side only", 0, ("linear",)),
    )


@activations.part("c", points=1, answer=Essay(), title="ELU")
def elu() -> Rubric:
    """When would you use ELU?"""
    return Rubric(
        Criterion(
            "smooth, with a mean nearer to zero; it tends to −α for very negative inputs; costs an exponential",
            1,
            ("smooth", "alpha", "negative", "exp"),
        ),
    )


@activations.part("d", points=1, answer=Essay(), title="Sigmoid")
def sigmoid() -> Rubric:
    """When would you use the sigmoid?"""
    return Rubric(
        Criterion(
            "an output between 0 and 1: the probability in binary classification", 1, ("binary", "probabilit", "output")
        ),
        Criterion("saturates: σ′ = σ(1 − σ) vanishes on both sides", 1, ("saturat", "vanish")),
    )


@activations.part("e", points=1, answer=Essay(), title="Tanh")
def tanh() -> Rubric:
    """When would you use tanh?"""
    return Rubric(
        Criterion(
            "like a sigmoid, centred at zero, from −1 to 1, with a steeper slope",
            1,
            ("zero", "centred", "centered", "-1", "steep"),
        ),
        Criterion("it saturates, too: tanh′ = 1 − tanh²", 1, ("saturat", "vanish")),
    )


@activations.part("f", points=1, answer=Essay(), title="Softmax")
def softmax() -> Rubric:
    """When would you use softmax?"""
    return Rubric(
        Criterion(
            "the output layer for classes that exclude each other: probabilities that sum to 1",
            1,
            ("output", "probabilit", "class", "sum"),
        ),
        Criterion("error of fact to look for: “independent probabilities”", 0, ("independent",)),
    )
