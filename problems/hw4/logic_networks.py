"""Problem 1.C: ReLU networks that compute OR and XOR."""

from grader.answers.count import Count
from grader.answers.network import Network, Truth, truth
from grader.authoring import Problem

OR = ((0, 1), (1, 0), (1, 1))
XOR = ((0, 1), (1, 0))

logic_networks = Problem("1.C", "Logic with ReLU networks")


@logic_networks.part("i", points=3, answer=Network(), title="A network for OR")
def or_network() -> Truth:
    """Give the weights and the bias of a ReLU network with as few units as possible that computes OR of two inputs in {0, 1}: its output is at least 1 where OR holds, and 0 for (0, 0)."""
    return truth(*OR, units=1)


@or_network.convention()
def threshold_unit() -> Truth:
    """Read as a threshold unit, which steps from 0 to 1."""
    return truth(*OR, units=1, threshold=True)


@or_network.mistake()
def takes_and_for_or() -> Truth:
    """This is AND: it fires only where both inputs are 1."""
    return truth((1, 1))


@or_network.mistake()
def takes_xor_for_or() -> Truth:
    """This is XOR: what should come out where both inputs are 1?"""
    return truth(*XOR)


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


@logic_networks.part("iii", points=3, answer=Network(), title="A network for XOR")
def xor_network() -> Truth:
    """Give a ReLU network that computes XOR of two inputs in {0, 1}: all of its weights and biases."""
    return truth(*XOR)


@xor_network.convention()
def threshold_units() -> Truth:
    """Read as threshold units, which step from 0 to 1."""
    return truth(*XOR, threshold=True)


@xor_network.mistake()
def takes_or_for_xor() -> Truth:
    """This is OR: what should come out where both inputs are 1?"""
    return truth(*OR)


@xor_network.mistake()
def takes_and_for_xor() -> Truth:
    """This is AND: it fires only where both inputs are 1."""
    return truth((1, 1))


@xor_network.mistake()
def inverts_xor() -> Truth:
    """It fires where the inputs are alike; XOR is the opposite."""
    return truth((0, 0), (1, 1))
