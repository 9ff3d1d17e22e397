"""Misconceptions about convolution: parameters, shapes, receptive fields and costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from solutions import convolution, convolution_costs, separable_convolution, transposed_convolution
from solutions.convolution import Entry, Padding, Pair
from solutions.receptive_fields import Field, Window

Matrix = Sequence[Sequence[Entry]]
Image = tuple[int, int, int]


def parameters_without_biases(
    in_channels: int, filters: int, kernel: Pair, *, bias: bool = True, groups: int = 1
) -> int:
    """These are the weights. What else does each filter learn?"""
    return convolution.conv2d_parameters(in_channels, filters, kernel, bias=False, groups=groups)


def parameters_of_flat_filters(
    in_channels: int, filters: int, kernel: Pair, *, bias: bool = True, groups: int = 1
) -> int:
    """How deep is a filter? It sees all channels of what comes in."""
    return convolution.conv2d_parameters(1, filters, kernel, bias=bias)


def parameters_of_one_filter(
    in_channels: int, filters: int, kernel: Pair, *, bias: bool = True, groups: int = 1
) -> int:
    """These are the parameters of a single filter. How many filters does the layer have?"""
    return convolution.conv2d_parameters(in_channels, 1, kernel, bias=bias)


def parameters_with_biases_for_each_channel(
    in_channels: int, filters: int, kernel: Pair, *, bias: bool = True, groups: int = 1
) -> int:
    """When is the bias added: before or after the channels are summed?"""
    weights = convolution.conv2d_parameters(in_channels, filters, kernel, bias=False, groups=groups)
    return weights + filters * in_channels


def shape_without_the_first_window(
    in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Padding = 0
) -> Image:
    """You counted the moves of the filter. At how many places does it stand?"""
    height, width, _ = convolution.conv2d_output_shape(in_shape, filters, kernel, stride=stride, padding=padding)
    return height - 1, width - 1, filters


def shape_that_keeps_the_channels(
    in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Padding = 0
) -> Image:
    """What decides the depth of the output: the image or the filters?"""
    height, width, _ = convolution.conv2d_output_shape(in_shape, filters, kernel, stride=stride, padding=padding)
    return height, width, in_shape[2]


def shape_without_stride(
    in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Padding = 0
) -> Image:
    """How far does the filter move from one place to the next?"""
    return convolution.conv2d_output_shape(in_shape, filters, kernel, padding=padding)


def shape_without_padding(
    in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Padding = 0
) -> Image:
    """How large is the image that the filter moves over, once the zeros stand around it?"""
    return convolution.conv2d_output_shape(in_shape, filters, kernel, stride=stride)


def turned_kernel(image: Matrix, kernel: Matrix, *, stride: int = 1, padding: int = 0) -> tuple[tuple[Entry, ...], ...]:
    """You turned the kernel round. Is that what a layer of a neural network computes, or what signal processing does?"""
    return convolution.convolve2d(image, kernel, stride=stride, padding=padding)


def transposed_shape_of_a_convolution(
    in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Pair = 0
) -> Image:
    """Does a transposed convolution make images smaller or larger?"""
    return convolution.conv2d_output_shape(in_shape, filters, kernel, stride=stride, padding=padding)


def transposed_shape_that_adds_the_padding(
    in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Pair = 0
) -> Image:
    """The padding belongs to the convolution that is transposed. What does it do on the way back?"""
    down, right = (padding, padding) if isinstance(padding, int) else padding
    height, width, _ = transposed_convolution.transposed_conv2d_output_shape(in_shape, filters, kernel, stride=stride)
    return height + 2 * down, width + 2 * right, filters


def separable_parameters_without_the_pointwise_step(in_channels: int, filters: int, kernel: Pair) -> int:
    """So far each channel is filtered on its own. What mixes the channels?"""
    return separable_convolution.depthwise_conv2d_parameters(in_channels, kernel, bias=False)


def separable_parameters_of_an_ordinary_layer(in_channels: int, filters: int, kernel: Pair) -> int:
    """Does every filter still see every channel through a whole window?"""
    return convolution.conv2d_parameters(in_channels, filters, kernel)


def field_without_strides(layers: Sequence[Window]) -> Field:
    """How far apart, in pixels of the input, are neighbours in a map behind a stride?"""
    size = 1 + sum(layer.dilation * (layer.kernel - 1) for layer in layers)
    return Field(size, 1, -sum(layer.padding for layer in layers))


def field_with_each_stride_too_early(layers: Sequence[Window]) -> Field:
    """Does a layer's own stride widen what it sees itself, or only what the layers behind it see?"""
    size, stride, offset = 1, 1, 0
    for layer in layers:
        stride *= layer.stride
        size += layer.dilation * (layer.kernel - 1) * stride
        offset -= layer.padding * stride
    return Field(size, stride, offset)


def field_as_the_product_of_kernels(layers: Sequence[Window]) -> Field:
    """Two windows overlap as they move. How many pixels does the second layer add to the first one's field?"""
    size = stride = 1
    for layer in layers:
        size, stride = size * layer.kernel, stride * layer.stride
    return Field(size, stride, 0)


def macs_of_one_place(in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Padding = 0) -> int:
    """At how many places of the image is each weight used?"""
    return convolution.conv2d_parameters(in_shape[2], filters, kernel, bias=False)


def macs_over_the_input(in_shape: Image, filters: int, kernel: Pair, *, stride: Pair = 1, padding: Padding = 0) -> int:
    """How many numbers are computed: as many as the input has pixels, or the output?"""
    height, width, channels = in_shape
    return height * width * convolution_costs.conv2d_macs((1, 1, channels), filters, kernel, padding="same")


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "conv2d_parameters": (
        parameters_without_biases,
        parameters_of_flat_filters,
        parameters_of_one_filter,
        parameters_with_biases_for_each_channel,
    ),
    "conv2d_output_shape": (
        shape_without_the_first_window,
        shape_that_keeps_the_channels,
        shape_without_stride,
        shape_without_padding,
    ),
    "cross_correlate2d": (turned_kernel,),
    "transposed_conv2d_output_shape": (transposed_shape_of_a_convolution, transposed_shape_that_adds_the_padding),
    "separable_conv2d_parameters": (
        separable_parameters_without_the_pointwise_step,
        separable_parameters_of_an_ordinary_layer,
    ),
    "receptive_field": (
        field_without_strides,
        field_with_each_stride_too_early,
        field_as_the_product_of_kernels,
    ),
    "conv2d_macs": (macs_of_one_place, macs_over_the_input),
}
