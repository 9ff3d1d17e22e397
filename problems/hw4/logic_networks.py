"""Problem 1.C: ReLU networks that compute OR and XOR."""

from grader.answers.count import Count
from grader.answers.essay import Essay
from grader.authoring import Criterion, Problem, Rubric

logic_networks = Problem("1.C", "Logic with ReLU networks")


@logic_networks.part("i", points=3, answer=Essay(), title="A network for OR")
def or_network() -> Rubric:
    """Give the weights and the bias of a ReLU network with as few units as possible that computes OR of two inputs in {0, 1}: its output is at least 1 where OR holds, and 0 for (0, 0)."""
    return Rubric(
        Criterion("one unit with weights and a bias, all given as numbers", 1),
        Criterion("its output is 0 for (0, 0)", 1),
        Criterion("its output is at least 1 for (0, 1), (1, 0) and (1, 1)", 1),
    )


@logic_networks.part("ii", points=2, answer=Count("layers", also={"hidden layers": 1}), title="Layers for XOR")
def xor_layers() -> int:
    """What is the smallest number of fully-connected layers of weights with which a ReLU network can compute XOR? Count the output layer, not the input."""
    return 2


@xor_layers.mistake(credit=0.5)
def counts_the_input_as_a_layer() -> int:
    """The input is no layer of weights: count only the places where something is multiplied by weights."""
    return 3


@xor_layers.mistake()
def takes_xor_for_linear() -> int:
    """A single layer of weights draws one straight line. Can one line part the two classes of XOR? (If you counted hidden layers only, say “hidden layer”.)"""
    return 1


@logic_networks.part("iii", points=3, answer=Essay(), title="A network for XOR")
def xor_network() -> Rubric:
    """Give a ReLU network that computes XOR of two inputs in {0, 1}: all of its weights and biases."""
    return Rubric(
        Criterion("a hidden layer whose units are not linear in the inputs together", 1, ("and", "or", "nand")),
        Criterion("the output is 0 for (0, 0) and (1, 1)", 1),
        Criterion("the output is at least 1 for (0, 1) and (1, 0)", 1),
    )
