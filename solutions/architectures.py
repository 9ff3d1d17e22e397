"""Parameter counts of whole networks, layer by layer, and those of published ones."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from solutions.convolution import Padding, conv2d_output_shape, conv2d_parameters

__all__ = [
    "LENET_5",
    "Conv",
    "Dense",
    "Pool",
    "Row",
    "alexnet_layers",
    "alexnet_parameters",
    "dense_parameters",
    "googlenet_parameters",
    "googlenet_published_parameters",
    "layer_table",
    "mlp_parameters",
    "network_parameters",
    "vgg_parameters",
]


class Conv(NamedTuple):
    """A convolution of square filters. groups : how many groups the channels are split into."""

    filters: int
    kernel: int
    stride: int = 1
    padding: Padding = 0
    groups: int = 1
    bias: bool = True


class Pool(NamedTuple):
    """Pooling over square windows; it learns nothing."""

    size: int
    stride: int
    padding: int = 0


class Dense(NamedTuple):
    """A fully-connected layer; what comes in is flattened."""

    units: int
    bias: bool = True


Layer = Conv | Pool | Dense
Shape = tuple[int, ...]


class Row(NamedTuple):
    """One layer's row in the table of a network: its output shape and its parameters."""

    layer: Layer
    shape: Shape
    parameters: int


def dense_parameters(n_in: int, n_out: int, *, bias: bool = True) -> int:
    """Number of learned parameters of a fully-connected layer. Raises ValueError below one unit.

    >>> dense_parameters(784, 100)
    78500
    """
    if n_in < 1 or n_out < 1:
        raise ValueError("a layer has at least one unit on each side")
    return n_out * (n_in + (1 if bias else 0))


def layer_table(in_shape: Shape, layers: Sequence[Layer]) -> tuple[Row, ...]:
    """The rows of a network: each layer's output shape (height, width, channels) or (units,), and its parameters.

    Raises ValueError where a layer does not fit onto what comes before it.

    >>> [row.parameters for row in layer_table((28, 28, 1), LENET_5)]
    [156, 0, 2416, 0, 48120, 10164, 850]
    """
    rows: list[Row] = []
    shape = in_shape
    for layer in layers:
        shape, parameters = _through(shape, layer)
        rows.append(Row(layer, shape, parameters))
    return tuple(rows)


def _through(shape: Shape, layer: Layer) -> tuple[Shape, int]:
    if isinstance(layer, Dense):
        units = 1
        for length in shape:
            units *= length
        return (layer.units,), dense_parameters(units, layer.units, bias=layer.bias)
    if len(shape) != 3:
        raise ValueError(f"{type(layer).__name__.lower()} needs an image, not {len(shape)} axes")
    height, width, channels = shape
    if isinstance(layer, Pool):
        out = conv2d_output_shape(
            (height, width, channels), channels, layer.size, stride=layer.stride, padding=layer.padding
        )
        return out, 0
    out = conv2d_output_shape(
        (height, width, channels), layer.filters, layer.kernel, stride=layer.stride, padding=layer.padding
    )
    count = conv2d_parameters(channels, layer.filters, layer.kernel, bias=layer.bias, groups=layer.groups)
    return out, count


def network_parameters(in_shape: Shape, layers: Sequence[Layer]) -> int:
    """Number of learned parameters of a network.

    >>> network_parameters((784,), [Dense(100), Dense(10)])
    79510
    """
    return sum(row.parameters for row in layer_table(in_shape, layers))


LENET_5: tuple[Layer, ...] = (
    Conv(6, 5, padding=2), Pool(2, 2), Conv(16, 5), Pool(2, 2), Dense(120), Dense(84), Dense(10),
)  # fmt: skip
"""LeCun, Bottou, Bengio, Haffner, Gradient-based learning applied to document recognition (1998);
every map is connected."""


def alexnet_layers(*, groups: int = 1, bias: bool = True) -> tuple[Layer, ...]:
    """AlexNet's layers; groups=2 as on the two GPUs of the paper (layers 2, 4 and 5), 1 as one network.

    Source: Krizhevsky, Sutskever, Hinton, ImageNet classification with deep CNNs (2012), section 3.5.
    """
    return (
        Conv(96, 11, 4, bias=bias), Pool(3, 2),
        Conv(256, 5, 1, 2, groups, bias), Pool(3, 2),
        Conv(384, 3, 1, 1, 1, bias), Conv(384, 3, 1, 1, groups, bias), Conv(256, 3, 1, 1, groups, bias), Pool(3, 2),
        Dense(4096, bias), Dense(4096, bias), Dense(1000, bias),
    )  # fmt: skip


def alexnet_parameters(*, groups: int = 1, bias: bool = True) -> int:
    """Number of parameters of AlexNet on 227×227×3.

    >>> alexnet_parameters(), alexnet_parameters(groups=2)
    (62378344, 60965224)
    """
    return network_parameters((227, 227, 3), alexnet_layers(groups=groups, bias=bias))


_VGG = {
    "A": (1, 1, 2, 2, 2),
    "B": (2, 2, 2, 2, 2),
    "C": (2, 2, 3, 3, 3),
    "D": (2, 2, 3, 3, 3),
    "E": (2, 2, 4, 4, 4),
}
_VGG_FILTERS = (64, 128, 256, 512, 512)


def vgg_parameters(configuration: str, *, dense: bool = True) -> int:
    """Number of parameters of VGG in configuration "A" to "E", on 224×224×3.

    In C the last convolution of the last three blocks is 1×1. dense : whether its three dense layers count.
    Raises ValueError for another letter.

    Source: Simonyan and Zisserman, Very deep convolutional networks (2015), tables 1 and 2: 133, 133, 134,
    138 and 144 million.

    >>> [vgg_parameters(letter) for letter in "ABCDE"]
    [132863336, 133047848, 133638952, 138357544, 143667240]
    """
    if configuration not in _VGG:
        raise ValueError(f"VGG has the configurations {', '.join(_VGG)}, not {configuration!r}")
    layers: list[Layer] = []
    for block, (filters, convolutions) in enumerate(zip(_VGG_FILTERS, _VGG[configuration], strict=True)):
        for place in range(convolutions):
            narrow = configuration == "C" and block >= 2 and place == convolutions - 1
            layers.append(Conv(filters, 1 if narrow else 3, padding="same"))
        layers.append(Pool(2, 2))
    if dense:
        layers += [Dense(4096), Dense(4096), Dense(1000)]
    return network_parameters((224, 224, 3), layers)


_INCEPTION = (
    (192, 64, 96, 128, 16, 32, 32),
    (256, 128, 128, 192, 32, 96, 64),
    (480, 192, 96, 208, 16, 48, 64),
    (512, 160, 112, 224, 24, 64, 64),
    (512, 128, 128, 256, 24, 64, 64),
    (512, 112, 144, 288, 32, 64, 64),
    (528, 256, 160, 320, 32, 128, 128),
    (832, 256, 160, 320, 32, 128, 128),
    (832, 384, 192, 384, 48, 128, 128),
)


def googlenet_parameters(*, bias: bool = True) -> int:
    """Number of parameters of GoogLeNet without its auxiliary classifiers.

    Source: Szegedy et al., Going deeper with convolutions (2015), table 1; its column of parameters sums to about 6.8
    million, being rounded and in part of an earlier version.

    >>> googlenet_parameters(), googlenet_parameters(bias=False)
    (6998552, 6990272)
    """
    stem = (
        conv2d_parameters(3, 64, 7, bias=bias)
        + conv2d_parameters(64, 64, 1, bias=bias)
        + conv2d_parameters(64, 192, 3, bias=bias)
    )
    total = stem + dense_parameters(1024, 1000, bias=bias)
    for channels, one, three_in, three, five_in, five, pooled in _INCEPTION:
        for into, out, kernel in (
            (channels, one, 1),
            (channels, three_in, 1),
            (three_in, three, 3),
            (channels, five_in, 1),
            (five_in, five, 5),
            (channels, pooled, 1),
        ):
            total += conv2d_parameters(into, out, kernel, bias=bias)
    return total


def googlenet_published_parameters() -> int:
    """The sum of the parameters in GoogLeNet's table: figures in thousands, rounded, in part of an earlier version.

    Source: Szegedy et al., Going deeper with convolutions (2015), table 1, column "params".

    >>> googlenet_published_parameters()
    6797700
    """
    return 2_700 + 1000 * sum((112, 159, 380, 364, 437, 463, 580, 840, 1072, 1388, 1000))


def mlp_parameters(sizes: Sequence[int], *, bias: bool = True) -> int:
    """Number of parameters of dense layers between these sizes, the inputs first.

    >>> mlp_parameters((784, 100, 10))
    79510
    """
    return sum(dense_parameters(n_in, n_out, bias=bias) for n_in, n_out in itertools.pairwise(sizes))
