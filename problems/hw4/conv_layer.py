"""Problem 3.B: size and output of one convolution layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from grader.answers.count import Count
from grader.answers.shape import Shape
from grader.authoring import Problem, one_of
from solutions.convolution import conv2d_output_shape, conv2d_parameters


@dataclass(frozen=True)
class ConvLayer:
    """A convolution layer applies {filters} filters of size {kernel}×{kernel} to an image of {size}×{size} pixels with {channels} channels. Stride 1, no padding."""

    size: Annotated[int, one_of(28, 32, 64)] = 32
    channels: Annotated[int, one_of(3, 4)] = 3
    filters: Annotated[int, one_of(6, 8, 16)] = 8
    kernel: Annotated[int, one_of(3, 5, 7)] = 5

    @property
    def in_shape(self) -> tuple[int, int, int]:
        return self.size, self.size, self.channels


conv_layer = Problem("3.B", "One convolution layer", ConvLayer)


@conv_layer.part("i", points=2, answer=Count("parameters"))
def parameters(given: ConvLayer) -> int:
    """How many parameters has the layer, biases included?"""
    return conv2d_parameters(given.channels, given.filters, given.kernel)


@parameters.mistake(credit=0.5)
def forgets_biases(given: ConvLayer) -> int:
    """Each filter also learns one number that it adds to all of its outputs."""
    return conv2d_parameters(given.channels, given.filters, given.kernel, bias=False)


@parameters.mistake(credit=0.5)
def one_bias_in_all(given: ConvLayer) -> int:
    """A bias belongs to one filter; the filters don't share it."""
    return forgets_biases(given) + 1


@parameters.mistake()
def forgets_channels(given: ConvLayer) -> int:
    """A filter looks at every channel of its input, with weights of its own for each."""
    return conv2d_parameters(1, given.filters, given.kernel)


@parameters.mistake()
def counts_per_position(given: ConvLayer) -> int:
    """The same weights are used at every position: sharing them is the point of a convolution."""
    height, width, _ = output_shape.solve(given)
    return height * width * parameters.solve(given)


@conv_layer.part("ii", points=2, answer=Shape("height", "width", "channels"))
def output_shape(given: ConvLayer) -> tuple[int, ...]:
    """What is the shape of the layer's output?"""
    return conv2d_output_shape(given.in_shape, given.filters, given.kernel)


@output_shape.convention()
def channels_first(given: ConvLayer) -> tuple[int, ...]:
    """Read as channels first, as PyTorch orders its axes."""
    height, width, channels = output_shape.solve(given)
    return channels, height, width


@output_shape.mistake()
def keeps_input_channels(given: ConvLayer) -> tuple[int, ...]:
    """You kept the input's channels. Each filter yields one feature map, whatever the depth of the input."""
    height, width, _ = output_shape.solve(given)
    return height, width, given.channels


@output_shape.mistake(credit=0.5)
def same_padding(given: ConvLayer) -> tuple[int, ...]:
    """This is the size with “same” padding. Without padding the filter stops at the border, so the map shrinks."""
    return given.size, given.size, given.filters


@output_shape.mistake(credit=0.5)
def off_by_one(given: ConvLayer) -> tuple[int, ...]:
    """The map shrinks, but not by this much: at how many places does the filter fit into one row?"""
    return given.size - given.kernel, given.size - given.kernel, given.filters


@output_shape.mistake(credit=0.5)
def gives_only_height_and_width(given: ConvLayer) -> tuple[int, ...]:
    """An output has channels as well: one for each filter."""
    height, width, _ = output_shape.solve(given)
    return height, width
