"""Question 1.5: how many parameters published networks have."""

from grader.answers.count import Count
from grader.answers.series import Series
from grader.authoring import Problem
from solutions.architectures import (
    alexnet_parameters,
    googlenet_parameters,
    googlenet_published_parameters,
    vgg_parameters,
)

architectures = Problem("1.5", "Parameters of published networks")


@architectures.part("a", points=2, answer=Count("parameters", digits=3), title="AlexNet")
def alexnet() -> int:
    """How many parameters has AlexNet, biases included?"""
    return alexnet_parameters()


@alexnet.convention()
def two_groups() -> int:
    """Read with layers 2, 4 and 5 split over two GPUs, as in the paper."""
    return alexnet_parameters(groups=2)


@alexnet.convention()
def alexnet_as_the_paper_rounds() -> int:
    """60 million, the figure that the paper's abstract gives (Krizhevsky et al., 2012)."""
    return 60_000_000


@alexnet.mistake(credit=0.5)
def forgets_biases() -> int:
    """Each filter and each unit also learns one number that it adds to its outputs."""
    return alexnet_parameters(bias=False)


_ALSO = {
    name: (f"VGG-{depth}", f"VGG{depth}", f"VGG {depth}")
    for name, depth in (("A", 11), ("B", 13), ("D", 16), ("E", 19))
}
_VGG = Series(Count("parameters", digits=3), *"ABCDE", also=_ALSO, alone="D")


@architectures.part("b", points=2, answer=_VGG, title="VGG")
def vgg() -> tuple[int, ...]:
    """How many parameters have the VGG networks A, B, C, D and E, biases included?"""
    return tuple(vgg_parameters(name) for name in "ABCDE")


@vgg.mistake()
def forgets_biases_of_vgg() -> tuple[int, ...]:
    """Each filter and each unit also learns one number that it adds to its outputs."""
    return tuple(vgg_parameters(name, bias=False) for name in "ABCDE")


@vgg.mistake(credit=0.5)
def leaves_out_the_dense_layers() -> tuple[int, ...]:
    """These are the convolution layers alone. Where are most of VGG's parameters?"""
    return tuple(vgg_parameters(name, dense=False) for name in "ABCDE")


@architectures.part("c", points=2, answer=Count("parameters", digits=2), title="GoogLeNet")
def googlenet() -> int:
    """How many parameters has GoogLeNet, without its auxiliary classifiers?"""
    return googlenet_parameters()


@googlenet.convention()
def without_biases() -> int:
    """Read without biases."""
    return googlenet_parameters(bias=False)


@googlenet.convention()
def sum_of_the_papers_table() -> int:
    """The sum of the parameters in the paper's table."""
    return googlenet_published_parameters()
