"""Questions 6 and 7: three convolution layers, and one convolution by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from grader.answers.breakdown import Breakdown
from grader.answers.breakdown import Value as Figures
from grader.answers.count import Count
from grader.answers.matrices import Matrices, Rows, Value
from grader.answers.several import Several
from grader.authoring import Problem, one_of
from solutions.convolution import (
    conv2d_output_shape,
    conv2d_parameters,
    convolve2d,
    cross_correlate2d,
    prediction_bytes,
    training_bytes,
)


@dataclass(frozen=True)
class ConvStack:
    """A network of three convolution layers, each with {kernel}×{kernel} kernels, stride 2 and “same” padding, puts out {maps_in_order} feature maps. Its inputs are RGB images of {height}×{width} pixels."""

    height: Annotated[int, one_of(120, 160, 200, 240)] = 200
    width: Annotated[int, one_of(180, 220, 260, 300)] = 300
    channels: int = 3
    kernel: Annotated[int, one_of(3, 5)] = 3
    maps: Annotated[tuple[int, int, int], one_of((50, 100, 200), (60, 120, 240), (100, 200, 400))] = (100, 200, 400)
    batch: Annotated[int, one_of(20, 50, 80)] = 50

    @property
    def maps_in_order(self) -> str:
        return f"{self.maps[0]}, {self.maps[1]} and {self.maps[2]}"

    @property
    def in_channels(self) -> tuple[int, int, int]:
        return self.channels, self.maps[0], self.maps[1]

    @property
    def shapes(self) -> list[tuple[int, int, int]]:
        shapes = []
        shape = (self.height, self.width, self.channels)
        for filters in self.maps:
            shape = conv2d_output_shape(shape, filters, self.kernel, stride=2, padding="same")
            shapes.append(shape)
        return shapes

    def parameters(self, *, bias: bool = True, depth: bool = True) -> tuple[int, ...]:
        layers = [
            conv2d_parameters(into if depth else 1, out, self.kernel, bias=bias)
            for into, out in zip(self.in_channels, self.maps, strict=True)
        ]
        return sum(layers), *layers


conv_stack = Problem("6", "Three convolution layers", ConvStack)


@conv_stack.part("a", points=3, answer=Breakdown("parameters", 3), title="Parameters in all")
def parameters(given: ConvStack) -> Figures:
    """How many parameters has each layer, and the network in all?"""
    return given.parameters()


@parameters.mistake(credit=0.5)
def forgets_biases(given: ConvStack) -> Figures:
    """Each filter also learns one number that it adds to all of its outputs."""
    return given.parameters(bias=False)


@parameters.mistake()
def forgets_channels(given: ConvStack) -> Figures:
    """A filter looks at every channel of its input, with weights of its own for each."""
    return given.parameters(depth=False)


@parameters.mistake()
def forgets_channels_and_biases(given: ConvStack) -> Figures:
    """A filter looks at every channel of its input, with weights of its own for each, and has a bias."""
    return given.parameters(bias=False, depth=False)


def _two_sizes(given: ConvStack) -> Several:
    scales = {
        "MB": 10**6,
        "MiB": 2**20,
        "B": 1,
        "kB": 1000,
        "GB": 10**9,
        "megabytes": 10**6,
        "Mbytes": 10**6,
        "octets": 1,
        "Mo": 10**6,
    }
    predicting = (
        "prediction",
        "predict",
        "predicting",
        "pred",
        "inference",
        "one image",
        "1 image",
        "1 img",
        "one img",
        "single",
    )
    training = ("training", "train", "batch", "mini-batch", f"{given.batch} images", f"{given.batch} imgs")
    return Several(
        prediction=Count("bytes", scales=scales, digits=3, cues=predicting),
        training=Count("bytes", scales=scales, digits=3, cues=training),
    )


@conv_stack.part("b", points=3, answer=_two_sizes, title="Memory for a prediction and for a batch")
def memory(given: ConvStack) -> tuple[int, int]:
    """With 32-bit floats, how many bytes does the network need at least for one prediction, and for a training batch of {batch} images?"""
    total, *_ = given.parameters()
    image = (given.height, given.width, given.channels)
    return prediction_bytes(given.shapes, total), training_bytes(image, given.shapes, total, given.batch)


def _as_mib(sizes: tuple[int, int]) -> tuple[int, int]:
    """What the sizes would be if a megabyte of 2²⁰ bytes were read as 10⁶."""
    return sizes[0] * 10**6 // 2**20, sizes[1] * 10**6 // 2**20


@memory.mistake(credit=0.5)
def rounds_down_with_same_padding(given: ConvStack) -> tuple[int, int]:
    """With “same” padding a map is as long as its input over the stride, rounded up: the last pixel counts, too."""
    shapes = []
    height, width = given.height, given.width
    for filters in given.maps:
        height, width = height // 2, width // 2
        shapes.append((height, width, filters))
    total, *_ = given.parameters()
    image = (given.height, given.width, given.channels)
    return prediction_bytes(shapes, total), training_bytes(image, shapes, total, given.batch)


@memory.convention()
def megabytes_of_two_to_the_twenty(given: ConvStack) -> tuple[int, int]:
    """Read with 1 MB = 2²⁰ bytes."""
    return _as_mib(memory.solve(given))


@memory.convention()
def published_rounding(given: ConvStack) -> tuple[int, int]:
    """Read with the rounded sum that the book's solutions print for the batch."""
    prediction, training = memory.solve(given)
    return prediction, 564_600_000 if given == ConvStack() else training


@memory.convention()
def published_rounding_in_mebibytes(given: ConvStack) -> tuple[int, int]:
    """Read with the rounded sum that the book's solutions print for the batch, 1 MB being 2²⁰ bytes."""
    prediction, training = _as_mib(memory.solve(given))
    return prediction, 537_700_000 if given == ConvStack() else training


@memory.mistake(credit=0.5)
def forgets_the_parameters(given: ConvStack) -> tuple[int, int]:
    """The parameters themselves have to be in memory, too."""
    prediction, training = memory.solve(given)
    return prediction - 4 * given.parameters()[0], training - 4 * given.parameters()[0]


IMAGE: Rows = ((1, 0, 0, 0, 1), (0, 0, 0, 0, 0), (0, 0, 1, 0, 0), (1, 0, 0, 0, 1), (0, 1, 1, 1, 0))
KERNEL: Rows = ((0, 0, 1), (1, 0, 0), (0, 1, 1))


def _turned(rows: Rows) -> list[Rows]:
    """By 0, 90, 180 and 270 degrees."""
    turned = [rows]
    for _ in range(3):
        turned.append(tuple(zip(*turned[-1][::-1], strict=True)))
    return turned


@dataclass(frozen=True)
class ByHand:
    """An image of 5×5 pixels ({shown}) is padded with one row of zeros on each side and convolved with the 3×3 filter {filter} at stride 2."""

    image: Annotated[Rows, one_of(*_turned(IMAGE))] = IMAGE
    kernel: Annotated[Rows, one_of(*_turned(KERNEL))] = KERNEL

    @property
    def shown(self) -> str:
        return " ".join("".join(map(str, row)) for row in self.image)

    @property
    def filter(self) -> str:
        return " ".join("".join(map(str, row)) for row in self.kernel)


by_hand = Problem("7", "A convolution by hand", ByHand)


@by_hand.part(points=3, answer=Matrices(1), title="The output")
def output(given: ByHand) -> Value:
    """What is the output?"""
    return (cross_correlate2d(given.image, given.kernel, stride=2, padding=1),)


@output.convention()
def flips_the_kernel(given: ByHand) -> Value:
    """Read as convolution in the sense of signal processing, which turns the filter by 180° first; frameworks don't."""
    return (convolve2d(given.image, given.kernel, stride=2, padding=1),)


@output.mistake(credit=0.5)
def moves_by_one_pixel(given: ByHand) -> Value:
    """This is the output with stride 1."""
    return (cross_correlate2d(given.image, given.kernel, stride=1, padding=1),)


@output.mistake(credit=0.5)
def forgets_the_padding(given: ByHand) -> Value:
    """The image is padded with zeros first."""
    return (cross_correlate2d(given.image, given.kernel, stride=2),)
