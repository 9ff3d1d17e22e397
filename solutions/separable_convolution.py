"""Depthwise-separable convolution: a spatial filter for each channel, then a 1×1 convolution across channels."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._checks import at_least
from solutions.convolution import Pair, conv2d, conv2d_parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "depthwise_conv2d",
    "depthwise_conv2d_parameters",
    "grouped_conv2d_saving",
    "inverted_residual_parameters",
    "pointwise_conv2d_parameters",
    "separable_conv2d",
    "separable_conv2d_parameters",
    "separable_conv2d_ratio",
]


def depthwise_conv2d_parameters(channels: int, kernel: Pair, *, multiplier: int = 1, bias: bool = True) -> int:
    """Number of learned parameters of a depthwise 2-D convolution: each channel has `multiplier` filters of its own.

    channels, kernel, multiplier : at least 1, else ValueError. bias : whether each filter has a bias.

    Source: Howard et al., MobileNets (2017), section 3.1.

    >>> depthwise_conv2d_parameters(32, 3, bias=False)
    288
    """
    at_least(1, multiplier=multiplier)
    return conv2d_parameters(channels, channels * multiplier, kernel, bias=bias, groups=channels)


def pointwise_conv2d_parameters(in_channels: int, filters: int, *, bias: bool = True) -> int:
    """Number of learned parameters of a 1×1 convolution, which mixes channels and sees no neighbours.

    in_channels, filters : at least 1, else ValueError. bias : whether each filter has a bias.

    Source: Lin, Chen, Yan, Network in network (2014), section 3.1; Howard et al., MobileNets (2017), section 3.1.

    >>> pointwise_conv2d_parameters(32, 64, bias=False)
    2048
    """
    return conv2d_parameters(in_channels, filters, 1, bias=bias)


def separable_conv2d_parameters(
    in_channels: int,
    filters: int,
    kernel: Pair,
    *,
    multiplier: int = 1,
    bias: bool = True,
    depthwise_bias: bool = False,
) -> int:
    """Number of learned parameters of a depthwise-separable 2-D convolution.

    in_channels, filters, kernel, multiplier : at least 1, else ValueError. bias : of the pointwise step, the only one
    in Keras; depthwise_bias : of the depthwise step, which two layers of PyTorch have as well.

    Source: Chollet, Xception (2017), section 2; Howard et al., MobileNets (2017), section 3.1.

    >>> separable_conv2d_parameters(32, 64, 3, bias=False)
    2336
    """
    depthwise = depthwise_conv2d_parameters(in_channels, kernel, multiplier=multiplier, bias=depthwise_bias)
    return depthwise + pointwise_conv2d_parameters(in_channels * multiplier, filters, bias=bias)


def separable_conv2d_ratio(filters: int, kernel: int) -> Fraction:
    """Weights, and multiplications, of a separable convolution over those of an ordinary one: 1/filters + 1/kernel².

    filters : output channels; kernel : its side in pixels; both at least 1, else ValueError. Biases do not count.

    Source: Howard et al., MobileNets (2017), section 3.1: "between 8 to 9 times less" for 3×3.

    >>> separable_conv2d_ratio(256, 3)
    Fraction(265, 2304)
    """
    at_least(1, filters=filters, kernel=kernel)
    return Fraction(1, filters) + Fraction(1, kernel**2)


def grouped_conv2d_saving(in_channels: int, filters: int, kernel: Pair, groups: int) -> int:
    """How many fewer weights a 2-D convolution has when its channels are split into groups.

    groups : divides both numbers of channels, else ValueError. With g groups, 1 − 1/g of the weights are saved.

    Source: Krizhevsky et al., ImageNet classification with deep CNNs (2012), section 3.5; Xie et al., ResNeXt (2017).

    >>> grouped_conv2d_saving(96, 256, 5, 2)
    307200
    """
    whole = conv2d_parameters(in_channels, filters, kernel, bias=False)
    return whole - conv2d_parameters(in_channels, filters, kernel, bias=False, groups=groups)


def inverted_residual_parameters(
    in_channels: int, filters: int, *, expansion: int = 6, kernel: int = 3, norm: bool = True
) -> int:
    """Number of learned parameters of MobileNetV2's block: 1×1 expansion, depthwise convolution, 1×1 projection.

    expansion : by how much the channels grow, at least 1; 1 leaves the first convolution out. norm : whether batch
    normalisation, with two parameters per channel, follows each convolution; no convolution has a bias. Raises
    ValueError for a number below 1.

    Source: Sandler et al., MobileNetV2 (2018), table 1 and section 3.3.

    >>> inverted_residual_parameters(16, 24)
    5136
    """
    at_least(1, in_channels=in_channels, filters=filters, expansion=expansion, kernel=kernel)
    hidden = in_channels * expansion
    channels = [hidden, hidden, filters] if expansion > 1 else [hidden, filters]
    weights = hidden * kernel**2 + hidden * filters + (in_channels * hidden if expansion > 1 else 0)
    return weights + (2 * sum(channels) if norm else 0)


def depthwise_conv2d(images: ArrayLike, filters: ArrayLike, *, stride: int = 1, padding: int = 0) -> Array:
    """The output of a depthwise convolution: each channel is cross-correlated with its own filters.

    images : (images, channels, height, width). filters : (channels × multiplier, 1, rows, columns), those of one
    channel next to each other. Returns (images, channels × multiplier, height', width'). Raises ValueError where the
    channels differ or a filter does not fit.

    Source: Howard et al., MobileNets (2017), equation 3.

    >>> depthwise_conv2d([[[[1, 2]], [[3, 4]]]], [[[[1, 1]]], [[[1, -1]]]]).ravel().tolist()
    [3.0, -1.0]
    """
    import numpy as np

    inputs = np.asarray(images, dtype=float)
    if inputs.ndim != 4:
        raise ValueError(f"images are (images, channels, height, width), not {inputs.shape}")
    return conv2d(inputs, filters, stride=stride, padding=padding, groups=inputs.shape[1])


def separable_conv2d(
    images: ArrayLike, depthwise: ArrayLike, pointwise: ArrayLike, *, stride: int = 1, padding: int = 0
) -> Array:
    """The output of a depthwise-separable convolution without biases.

    depthwise : filters as in depthwise_conv2d, moved with this stride and padding. pointwise :
    (filters, channels × multiplier), the 1×1 convolution. Returns (images, filters, height', width'). Raises
    ValueError where the channels differ or a filter does not fit.

    Source: Chollet, Xception (2017), section 2; Howard et al., MobileNets (2017), figure 2.

    >>> separable_conv2d([[[[1, 2]], [[3, 4]]]], [[[[1, 1]]], [[[1, -1]]]], [[10, 1]]).ravel().tolist()
    [29.0]
    """
    import numpy as np

    across = np.asarray(pointwise, dtype=float)
    spatial = depthwise_conv2d(images, depthwise, stride=stride, padding=padding)
    return conv2d(spatial, across[:, :, None, None])
