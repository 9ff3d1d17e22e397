"""Layers as data: a network is a list of them, with blocks and branches where it has some.

Shapes are those of one example, channels last: (height, width, channels), (tokens, features) or (units,). A layer of
your own is any object with a method `effect(shape)`. Activations and dropout work in place: their output is not counted
as memory.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple, Protocol

from solutions.convolution import Padding, Pair, conv2d_output_shape, conv2d_parameters

__all__ = [
    "EVERYWHERE", "POINTWISE", "Activation", "BatchNorm", "Block", "Branches", "Conv", "Dense", "DepthwiseConv",
    "Dropout", "Effect", "Flatten", "GlobalAveragePool", "Input", "Layer", "LayerNorm", "Linear", "Pool", "Reach",
    "ToTokens", "TransposedConv", "Upsample", "dense_parameters", "residual",
]  # fmt: skip

Shape = tuple[int, ...]


class Reach(NamedTuple):
    """How far an output looks into what comes in: a window of `span` pixels that moves by `step`, in both directions.

    span : (height, width), None where every output depends on the whole input.
    """

    span: tuple[int, int] | None
    step: tuple[Fraction | int, Fraction | int] = (1, 1)


POINTWISE, EVERYWHERE = Reach((1, 1)), Reach(None)


class Effect(NamedTuple):
    """What a layer does with one example.

    shape : of its output. parameters : learned numbers. macs : multiplications followed by an addition, those of
    convolutions, dense layers and attention; biases, normalisation and pooling do not count. kept : numbers stored for
    the backward pass; None for as many as the output has.
    """

    shape: Shape
    parameters: int = 0
    macs: int = 0
    kept: int | None = None
    reach: Reach = POINTWISE


class Layer(Protocol):
    """An object that states what it does with an example of a shape; it raises ValueError for one that does not fit."""

    def effect(self, shape: Shape, /) -> Effect:
        """Return the effect on an example of this shape."""
        ...


def dense_parameters(n_in: int, n_out: int, *, bias: bool = True) -> int:
    """Number of learned parameters of a fully-connected layer. Raises ValueError below one unit.

    >>> dense_parameters(784, 100)
    78500
    """
    if n_in < 1 or n_out < 1:
        raise ValueError("a layer has at least one unit on each side")
    return n_out * (n_in + (1 if bias else 0))


@dataclass(frozen=True)
class Input:
    """The shape of one example; it can only stand first."""

    shape: Shape

    def effect(self, shape: Shape) -> Effect:
        """Return the shape unchanged; raise ValueError for another shape than the layer's own."""
        if shape != self.shape:
            raise ValueError(f"the input has the shape {self.shape}, not {shape}")
        return Effect(shape, kept=0)


@dataclass(frozen=True)
class Conv:
    """A 2-D convolution. groups : how many groups the channels are split into. channels : of the input, if stated."""

    filters: int
    kernel: Pair
    stride: Pair = 1
    padding: Padding = 0
    groups: int = 1
    bias: bool = True
    dilation: Pair = 1
    channels: int | None = None

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on an image (height, width, channels)."""
        image = _image(shape, self.channels)
        out = conv2d_output_shape(
            image, self.filters, self.kernel, stride=self.stride, padding=self.padding, dilation=self.dilation
        )
        counted = (image[2], self.filters, self.kernel)
        macs = out[0] * out[1] * conv2d_parameters(*counted, bias=False, groups=self.groups)
        (tall, wide), (down, right) = _pair(self.kernel), _pair(self.dilation)
        span = (down * (tall - 1) + 1, right * (wide - 1) + 1)
        parameters = conv2d_parameters(*counted, bias=self.bias, groups=self.groups)
        return Effect(out, parameters, macs, reach=Reach(span, _pair(self.stride)))


@dataclass(frozen=True)
class DepthwiseConv:
    """A convolution with one filter per channel, which sees that channel alone."""

    kernel: Pair
    stride: Pair = 1
    padding: Padding = 0
    bias: bool = True

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on an image (height, width, channels)."""
        channels = _image(shape)[2]
        return Conv(channels, self.kernel, self.stride, self.padding, channels, self.bias).effect(shape)


@dataclass(frozen=True)
class TransposedConv:
    """A transposed ("up-") convolution: the length n becomes stride·(n − 1) + kernel − 2·padding, stride·n for "same".

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, relationship 14.
    """

    filters: int
    kernel: Pair
    stride: Pair = 1
    padding: Padding = 0
    bias: bool = True
    channels: int | None = None

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on an image (height, width, channels)."""
        height, width, channels = _image(shape, self.channels)
        kernel, stride = _pair(self.kernel), _pair(self.stride)
        if self.padding == "same":
            lengths = [height * stride[0], width * stride[1]]
        else:
            edge = _pair(0 if isinstance(self.padding, str) else self.padding)
            lengths = [
                (n - 1) * s + k - 2 * p for n, s, k, p in zip((height, width), stride, kernel, edge, strict=True)
            ]
        if min(lengths) < 1:
            raise ValueError(f"nothing is left of {height}×{width} with padding {self.padding}")
        weights = conv2d_parameters(channels, self.filters, self.kernel, bias=False)
        span = (-(-kernel[0] // stride[0]), -(-kernel[1] // stride[1]))
        return Effect(
            (lengths[0], lengths[1], self.filters),
            weights + (self.filters if self.bias else 0),
            height * width * weights,
            reach=Reach(span, (Fraction(1, stride[0]), Fraction(1, stride[1]))),
        )


@dataclass(frozen=True)
class Pool:
    """Pooling over windows. ceil : whether a last window that begins inside the image counts."""

    size: Pair
    stride: Pair
    padding: Padding = 0
    ceil: bool = False
    kind: Literal["max", "average"] = "max"

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on an image (height, width, channels)."""
        image = _image(shape)
        out = conv2d_output_shape(image, image[2], self.size, stride=self.stride, padding=self.padding, ceil=self.ceil)
        return Effect(out, reach=Reach(_pair(self.size), _pair(self.stride)))


@dataclass(frozen=True)
class GlobalAveragePool:
    """The mean of each channel over all pixels or tokens. keep : whether the axes stay, with length 1."""

    keep: bool = False

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on an image or a sequence."""
        if len(shape) < 2:
            raise ValueError("global pooling needs an image or a sequence")
        ones = (1,) * (len(shape) - 1) if self.keep else ()
        return Effect((*ones, shape[-1]), reach=EVERYWHERE)


@dataclass(frozen=True)
class Upsample:
    """Every pixel repeated `factor` times in both directions."""

    factor: int = 2

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on an image (height, width, channels)."""
        height, width, channels = _image(shape)
        step = Fraction(1, self.factor)
        return Effect((height * self.factor, width * self.factor, channels), reach=Reach((1, 1), (step, step)))


@dataclass(frozen=True)
class Flatten:
    """All numbers of an example in one row."""

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on any shape."""
        return Effect((math.prod(shape),), kept=0)


@dataclass(frozen=True)
class ToTokens:
    """An image as a sequence of its pixels, row by row."""

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on an image (height, width, channels)."""
        height, width, channels = _image(shape)
        return Effect((height * width, channels), kept=0)


@dataclass(frozen=True)
class Dense:
    """A fully-connected layer on all numbers of an example; what comes in is flattened."""

    units: int
    bias: bool = True

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on any shape."""
        inputs = math.prod(shape)
        parameters = dense_parameters(inputs, self.units, bias=self.bias)
        return Effect((self.units,), parameters, inputs * self.units, reach=EVERYWHERE)


@dataclass(frozen=True)
class Linear:
    """A fully-connected layer on the last axis, as Keras' Dense and PyTorch's Linear. inputs : features, if stated."""

    units: int
    bias: bool = True
    inputs: int | None = None

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on any shape; pixels and tokens are handled alike and separately."""
        features = _features(shape, self.inputs)
        macs = math.prod(shape) * self.units
        reach = EVERYWHERE if len(shape) == 1 else POINTWISE
        parameters = dense_parameters(features, self.units, bias=self.bias)
        return Effect((*shape[:-1], self.units), parameters, macs, reach=reach)


@dataclass(frozen=True)
class Activation:
    """A function of every number."""

    name: str

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on any shape."""
        return Effect(shape, kept=0)


@dataclass(frozen=True)
class Dropout:
    """Dropout with a probability of dropping a unit."""

    rate: float = 0.5

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on any shape."""
        return Effect(shape, kept=0)


@dataclass(frozen=True)
class BatchNorm:
    """Batch normalisation: γ and β per channel; running statistics are no learned parameters."""

    features: int | None = None

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on any shape."""
        return Effect(shape, 2 * _features(shape, self.features))


@dataclass(frozen=True)
class LayerNorm:
    """Layer normalisation over the last axis: γ and β per feature."""

    features: int | None = None

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on any shape."""
        return Effect(shape, 2 * _features(shape, self.features))


@dataclass(frozen=True)
class Block:
    """Layers with a name of their own."""

    name: str
    layers: tuple[Layer | Block | Branches, ...]


@dataclass(frozen=True)
class Branches:
    """Paths from one input whose outputs are added, or concatenated along the channels; an empty path is the input.

    crop : whether larger images are cropped to the smallest one first, as in U-Net.
    """

    paths: tuple[tuple[Layer | Block | Branches, ...], ...]
    join: Literal["add", "concat"] = "add"
    crop: bool = False


Part = Layer | Block | Branches


def residual(*layers: Part, shortcut: tuple[Part, ...] = ()) -> Branches:
    """Layers and a shortcut around them, added; the shortcut is the input unless layers are given for it.

    Source: He, Zhang, Ren, Sun, Deep residual learning for image recognition (2016), equations 1 and 2.

    >>> residual(Linear(8)) == Branches(((Linear(8),), ()), "add")
    True
    """
    return Branches((layers, shortcut))


def _pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def _image(shape: Shape, channels: int | None = None) -> tuple[int, int, int]:
    if len(shape) != 3:
        raise ValueError(f"an image (height, width, channels) is needed, not the shape {shape}")
    _features(shape, channels)
    return shape[0], shape[1], shape[2]


def _features(shape: Shape, stated: int | None) -> int:
    if stated is not None and shape[-1] != stated:
        raise ValueError(f"it expects {stated} features or channels, but {shape[-1]} come in")
    return shape[-1]
