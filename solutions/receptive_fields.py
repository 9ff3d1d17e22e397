"""Receptive fields: how many pixels of the input a pixel of a feature map sees, and which.

All functions work along one axis; square layers have the same field along the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._checks import at_least

__all__ = [
    "Field",
    "Window",
    "dilated_receptive_field",
    "layers_to_see",
    "receptive_centre",
    "receptive_field",
    "receptive_field_growth",
    "receptive_interval",
    "stacked_kernel_ratio",
    "stacked_receptive_field",
]


class Window(NamedTuple):
    """A convolution or pooling layer along one axis, in pixels."""

    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1


class Field(NamedTuple):
    """The receptive field of the pixels of a feature map, in pixels of the input.

    size : pixels that one of them sees. stride : from the field of one to that of its neighbour. offset : the first
    pixel that the first one sees, counted from 0; below 0 it lies in the padding.
    """

    size: int
    stride: int
    offset: int


def receptive_field(layers: Sequence[Window]) -> Field:
    """Receptive field of the last layer's pixels: size 1 + Σ (span − 1) × the strides before, and the strides' product.

    layers : from the input on; the span of a kernel is dilation × (kernel − 1) + 1. Raises ValueError where a kernel,
    a stride or a dilation is below 1, or a padding below 0.

    Source: Araujo, Norris, Sim, Computing receptive fields of convolutional neural networks, Distill (2019),
    equation 2 and section "Computing receptive field region in input image".

    Two 3×3 convolutions, the first with stride 2:

    >>> receptive_field([Window(3, stride=2, padding=1), Window(3, padding=1)])
    Field(size=7, stride=2, offset=-3)
    """
    size, stride, offset = 1, 1, 0
    for kernel, step, padding, dilation in layers:
        at_least(1, kernel=kernel, stride=step, dilation=dilation)
        at_least(0, padding=padding)
        size += dilation * (kernel - 1) * stride
        offset -= padding * stride
        stride *= step
    return Field(size, stride, offset)


def receptive_field_growth(layers: Sequence[Window]) -> tuple[Field, ...]:
    """The receptive field after every layer, from the first on; otherwise as receptive_field.

    Source: Araujo, Norris, Sim, Computing receptive fields of convolutional neural networks, Distill (2019).

    LeNet-5 up to its second pooling:

    >>> [field.size for field in receptive_field_growth([Window(5), Window(2, 2), Window(5), Window(2, 2)])]
    [5, 6, 14, 16]
    """
    return tuple(receptive_field(layers[: count + 1]) for count in range(len(layers)))


def receptive_interval(layers: Sequence[Window], place: int) -> tuple[int, int]:
    """First and last pixel of the input that the pixel at `place` of the last layer sees, both counted from 0.

    Pixels below 0 or past the end lie in the padding. Raises ValueError for a place below 0.

    Source: Araujo, Norris, Sim, Computing receptive fields of convolutional neural networks, Distill (2019),
    section "Computing receptive field region in input image".

    >>> receptive_interval([Window(3, stride=2), Window(3)], 1)
    (2, 8)
    """
    at_least(0, place=place)
    size, stride, offset = receptive_field(layers)
    first = offset + place * stride
    return first, first + size - 1


def receptive_centre(layers: Sequence[Window], place: int) -> Fraction:
    """Centre of what the pixel at `place` of the last layer sees; half a pixel where the field's size is even.

    Source: Araujo, Norris, Sim, Computing receptive fields of convolutional neural networks, Distill (2019).

    >>> receptive_centre([Window(2, stride=2), Window(3, padding=1)], 0)
    Fraction(1, 2)
    """
    return Fraction(sum(receptive_interval(layers, place)), 2)


def stacked_receptive_field(kernel: int, layers: int) -> int:
    """Receptive field in pixels of equal convolutions of stride 1: layers × (kernel − 1) + 1.

    kernel at least 1, layers at least 0, else ValueError.

    Source: Simonyan and Zisserman, Very deep convolutional networks (2015), section 2.3.

    >>> stacked_receptive_field(3, 2), stacked_receptive_field(3, 3)
    (5, 7)
    """
    at_least(1, kernel=kernel)
    at_least(0, layers=layers)
    return layers * (kernel - 1) + 1


def stacked_kernel_ratio(kernel: int, layers: int) -> Fraction:
    """Weights of a stack of 2-D convolutions over those of one that sees as much, with as many channels everywhere.

    kernel, layers : at least 1, else ValueError. Biases do not count.

    Source: Simonyan and Zisserman, Very deep convolutional networks (2015), section 2.3: 27C² against 49C².

    >>> stacked_kernel_ratio(3, 3)
    Fraction(27, 49)
    """
    at_least(1, layers=layers)
    return Fraction(layers * kernel**2, stacked_receptive_field(kernel, layers) ** 2)


def dilated_receptive_field(kernel: int, dilations: Sequence[int]) -> int:
    """Receptive field in entries of dilated convolutions of stride 1: 1 + (kernel − 1) × the dilations' sum.

    kernel, dilations : at least 1, else ValueError.

    Source: Yu and Koltun, Multi-scale context aggregation by dilated convolutions (2016), section 2; van den Oord et
    al., WaveNet (2016), section 2.1: 1024 entries for 1, 2, 4, …, 512.

    >>> dilated_receptive_field(2, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    1024
    """
    return receptive_field([Window(kernel, dilation=dilation) for dilation in dilations]).size


def layers_to_see(length: int, kernel: int) -> int:
    """Least number of convolutions of stride 1 whose receptive field covers `length` pixels.

    length at least 1, kernel at least 2, else ValueError.

    Source: Simonyan and Zisserman, Very deep convolutional networks (2015), section 2.3, solved for the layers.

    >>> layers_to_see(224, 3)
    112
    """
    at_least(1, length=length)
    at_least(2, kernel=kernel)
    return -(-(length - 1) // (kernel - 1))
