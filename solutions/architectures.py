"""Published convolutional networks as lists of layers, and their parameters; a ReLU behind a layer is not listed."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from solutions.networks import (
    BatchNorm,
    Block,
    Branches,
    Conv,
    Dense,
    DepthwiseConv,
    Dropout,
    GlobalAveragePool,
    Part,
    Pool,
    Shape,
    TransposedConv,
    dense_parameters,
    residual,
)
from solutions.summary import Row, summarise

__all__ = [
    "LENET_5", "alexnet_layers", "alexnet_parameters", "googlenet_layers", "googlenet_parameters",
    "googlenet_published_parameters", "layer_table", "mlp_parameters", "mobilenet_v2_layers", "network_parameters",
    "resnet_layers", "unet_layers", "vgg_layers", "vgg_parameters",
]  # fmt: skip


def layer_table(in_shape: Shape, layers: Sequence[Part]) -> tuple[Row, ...]:
    """The rows of a network: each layer's output shape (height, width, channels) or (units,), its parameters and more.

    Raises ValueError where a layer does not fit onto what comes before it.

    >>> [row.parameters for row in layer_table((28, 28, 1), LENET_5)]
    [156, 0, 2416, 0, 48120, 10164, 850]
    """
    return summarise(layers, in_shape).rows


def network_parameters(in_shape: Shape, layers: Sequence[Part]) -> int:
    """Number of learned parameters of a network.

    >>> network_parameters((784,), [Dense(100), Dense(10)])
    79510
    """
    return summarise(layers, in_shape).parameters


LENET_5: tuple[Part, ...] = (
    Conv(6, 5, padding=2), Pool(2, 2), Conv(16, 5), Pool(2, 2), Dense(120), Dense(84), Dense(10),
)  # fmt: skip
"""LeCun, Bottou, Bengio, Haffner, Gradient-based learning applied to document recognition (1998);
every map is connected."""


def alexnet_layers(*, groups: int = 1, bias: bool = True) -> tuple[Part, ...]:
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


def vgg_layers(configuration: str, *, dense: bool = True, bias: bool = True) -> tuple[Part, ...]:
    """Layers of VGG in configuration "A" to "E", for 224×224×3. dense : whether its three dense layers are there.

    bias : whether the layers have biases. In C the last convolution of the last three blocks is 1×1. Raises ValueError
    for another letter.

    Source: Simonyan and Zisserman, Very deep convolutional networks (2015), table 1.

    >>> len([layer for layer in vgg_layers("D") if not isinstance(layer, Pool)])
    16
    """
    if configuration not in _VGG:
        raise ValueError(f"VGG has the configurations {', '.join(_VGG)}, not {configuration!r}")
    layers: list[Part] = []
    for block, (filters, convolutions) in enumerate(zip(_VGG_FILTERS, _VGG[configuration], strict=True)):
        for place in range(convolutions):
            narrow = configuration == "C" and block >= 2 and place == convolutions - 1
            layers.append(Conv(filters, 1 if narrow else 3, padding="same", bias=bias))
        layers.append(Pool(2, 2))
    return (*layers, Dense(4096, bias), Dense(4096, bias), Dense(1000, bias)) if dense else tuple(layers)


def vgg_parameters(configuration: str, *, dense: bool = True, bias: bool = True) -> int:
    """Number of parameters of VGG in configuration "A" to "E", on 224×224×3; otherwise as vgg_layers.

    Source: Simonyan and Zisserman, Very deep convolutional networks (2015), tables 1 and 2: 133, 133, 134,
    138 and 144 million.

    >>> [vgg_parameters(letter) for letter in "ABCDE"]
    [132863336, 133047848, 133638952, 138357544, 143667240]
    >>> vgg_parameters("D", bias=False)
    138344128
    """
    return network_parameters((224, 224, 3), vgg_layers(configuration, dense=dense, bias=bias))


_INCEPTION = (
    ("3a", 64, 96, 128, 16, 32, 32),
    ("3b", 128, 128, 192, 32, 96, 64),
    ("4a", 192, 96, 208, 16, 48, 64),
    ("4b", 160, 112, 224, 24, 64, 64),
    ("4c", 128, 128, 256, 24, 64, 64),
    ("4d", 112, 144, 288, 32, 64, 64),
    ("4e", 256, 160, 320, 32, 128, 128),
    ("5a", 256, 160, 320, 32, 128, 128),
    ("5b", 384, 192, 384, 48, 128, 128),
)


def googlenet_layers(*, bias: bool = True) -> tuple[Part, ...]:
    """Layers of GoogLeNet without its auxiliary classifiers, for 224×224×3; local response normalisation is left out.

    Source: Szegedy et al., Going deeper with convolutions (2015), figure 2b and table 1.

    >>> [layer.name for layer in googlenet_layers() if isinstance(layer, Block)][:2]
    ['inception 3a', 'inception 3b']
    """

    def conv(filters: int, kernel: int, stride: int = 1) -> Conv:
        return Conv(filters, kernel, stride, "same", bias=bias)

    layers: list[Part] = [conv(64, 7, 2), Pool(3, 2, "same"), conv(64, 1), conv(192, 3), Pool(3, 2, "same")]
    for name, one, three_in, three, five_in, five, pooled in _INCEPTION:
        if name in ("4a", "5a"):
            layers.append(Pool(3, 2, "same"))
        paths = (
            (conv(one, 1),),
            (conv(three_in, 1), conv(three, 3)),
            (conv(five_in, 1), conv(five, 5)),
            (Pool(3, 1, "same"), conv(pooled, 1)),
        )
        layers.append(Block(f"inception {name}", (Branches(paths, "concat"),)))
    return (*layers, GlobalAveragePool(), Dropout(0.4), Dense(1000, bias))


def googlenet_parameters(*, bias: bool = True) -> int:
    """Number of parameters of GoogLeNet without its auxiliary classifiers.

    Source: Szegedy et al., Going deeper with convolutions (2015), table 1; its column of parameters sums to about 6.8
    million, being rounded and in part of an earlier version.

    >>> googlenet_parameters(), googlenet_parameters(bias=False)
    (6998552, 6990272)
    """
    return network_parameters((224, 224, 3), googlenet_layers(bias=bias))


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


_RESNET = {
    18: (False, (2, 2, 2, 2)),
    34: (False, (3, 4, 6, 3)),
    50: (True, (3, 4, 6, 3)),
    101: (True, (3, 4, 23, 3)),
    152: (True, (3, 8, 36, 3)),
}


def resnet_layers(depth: int, *, stride_first: bool = False) -> tuple[Part, ...]:
    """Layers of ResNet-18, 34, 50, 101 or 152, for 224×224×3. Raises ValueError for another depth.

    stride_first : whether the first 1×1 convolution of a bottleneck has the stride, as in the paper, or the 3×3, as in
    torchvision ("version 1.5").

    Source: He, Zhang, Ren, Sun, Deep residual learning for image recognition (2016), table 1, shortcuts of option B.

    >>> [network_parameters((224, 224, 3), resnet_layers(depth)) for depth in (18, 50)]
    [11689512, 25557032]
    """
    if depth not in _RESNET:
        raise ValueError(f"ResNet has {', '.join(map(str, _RESNET))} layers, not {depth}")
    bottleneck, counts = _RESNET[depth]
    layers: list[Part] = [*_conv_norm(64, 7, 2), Pool(3, 2, 1)]
    channels = 64
    for stage, count in enumerate(counts):
        filters = 64 * 2**stage
        out = 4 * filters if bottleneck else filters
        blocks = []
        for place in range(count):
            stride = 2 if stage and not place else 1
            early, late = (stride, 1) if stride_first else (1, stride)
            body = (
                (*_conv_norm(filters, 1, early), *_conv_norm(filters, 3, late), *_conv_norm(out, 1))
                if bottleneck
                else (*_conv_norm(filters, 3, stride), *_conv_norm(filters, 3))
            )
            shortcut = () if (stride, channels) == (1, out) else _conv_norm(out, 1, stride)
            blocks.append(Block(f"block {place + 1}", (residual(*body, shortcut=shortcut),)))
            channels = out
        layers.append(Block(f"conv{stage + 2}_x", tuple(blocks)))
    return (*layers, GlobalAveragePool(), Dense(1000))


def _conv_norm(filters: int, kernel: int, stride: int = 1) -> tuple[Conv, BatchNorm]:
    return Conv(filters, kernel, stride, kernel // 2, bias=False), BatchNorm()


_INVERTED = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
"""Expansion, channels, repetitions and first stride."""


def mobilenet_v2_layers() -> tuple[Part, ...]:
    """Layers of MobileNetV2 with width multiplier 1, for 224×224×3.

    Source: Sandler et al., MobileNetV2: inverted residuals and linear bottlenecks (2018), tables 1 and 2.

    >>> network_parameters((224, 224, 3), mobilenet_v2_layers())
    3504872
    """
    layers: list[Part] = [*_conv_norm(32, 3, 2)]
    channels = 32
    for expansion, filters, count, first in _INVERTED:
        for place in range(count):
            stride = 1 if place else first
            body: tuple[Part, ...] = (
                *(_conv_norm(expansion * channels, 1) if expansion > 1 else ()),
                DepthwiseConv(3, stride, 1, bias=False),
                BatchNorm(),
                *_conv_norm(filters, 1),
            )
            inside = (residual(*body),) if (stride, channels) == (1, filters) else body
            layers.append(Block(f"bottleneck {len(layers) - 1}", inside))
            channels = filters
    return (*layers, *_conv_norm(1280, 1), GlobalAveragePool(), Dropout(0.2), Dense(1000))


def unet_layers(filters: int = 64, *, classes: int = 2, levels: int = 5) -> tuple[Part, ...]:
    """Layers of U-Net with unpadded convolutions, for 572×572×1: the output is smaller than the image by 184 pixels.

    filters : of the first level; they double from level to level.

    Source: Ronneberger, Fischer, Brox, U-Net: convolutional networks for biomedical image segmentation (2015),
    figure 1.

    >>> layer_table((572, 572, 1), unet_layers())[-1].shape
    (388, 388, 2)
    """

    def level(depth: int) -> tuple[Part, ...]:
        width = filters * 2**depth
        twice = (Conv(width, 3), Conv(width, 3))
        if depth == levels - 1:
            return twice
        around = Branches(((), (Pool(2, 2), *level(depth + 1), TransposedConv(width, 2, 2))), "concat", crop=True)
        return (*twice, around, *twice)

    return (*level(0), Conv(classes, 1))
