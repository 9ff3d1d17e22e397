"""Convolution along one axis and along three: sequences, sounds, volumes and videos.

Values are (batch, channels, length) and (batch, channels, depth, height, width), as in PyTorch; shapes end in the
number of channels, as in `conv2d_output_shape`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from solutions._checks import at_least
from solutions._correlation import Steps, checked, layer, out_length, parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "causal_conv1d",
    "conv1d",
    "conv1d_output_shape",
    "conv1d_parameters",
    "conv3d",
    "conv3d_output_shape",
    "conv3d_parameters",
]

Triple = int | tuple[int, int, int]
"""A length for all three axes, or (depth, height, width)."""


def conv1d_parameters(in_channels: int, filters: int, kernel: int, *, bias: bool = True, groups: int = 1) -> int:
    """Number of learned parameters of a 1-D convolution: filters × (kernel × in_channels / groups + 1).

    in_channels, filters, kernel : at least 1. bias : whether each filter has a bias. groups : divides both numbers of
    channels. Raises ValueError where it does not, or where a number is below 1.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 9.1.

    >>> conv1d_parameters(40, 64, 5)
    12864
    """
    return parameters(in_channels, filters, (kernel,), bias, groups)


def conv3d_parameters(in_channels: int, filters: int, kernel: Triple, *, bias: bool = True, groups: int = 1) -> int:
    """Number of learned parameters of a 3-D convolution; otherwise as conv1d_parameters.

    kernel : (depth, height, width), or one length for all three.

    Source: Tran et al., Learning spatiotemporal features with 3D convolutional networks (2015), section 3.

    The first layer of C3D, 64 filters of 3×3×3 on a colour video:

    >>> conv3d_parameters(3, 64, 3)
    5248
    """
    return parameters(in_channels, filters, _triple(kernel), bias, groups)


def conv1d_output_shape(
    in_shape: tuple[int, int],
    filters: int,
    kernel: int,
    *,
    stride: int = 1,
    padding: int | Literal["same", "valid", "causal"] = 0,
    dilation: int = 1,
) -> tuple[int, int]:
    """Shape (length, filters) of the output of a 1-D convolution.

    in_shape : (length, channels). kernel, stride, dilation : at least 1. padding : entries added on each side;
    "valid" adds none, "same" and "causal" give ceil(length / stride), "causal" by padding on the left only.
    Raises ValueError where the dilated kernel does not fit, or a number is out of its range.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, relationship 15;
    causal: van den Oord et al., WaveNet (2016), section 2.1.

    >>> conv1d_output_shape((100, 40), 64, 5, stride=2)
    (48, 64)
    """
    length, channels = in_shape
    at_least(1, channels=channels, filters=filters)
    if padding in ("same", "causal"):
        at_least(1, length=length, kernel=kernel, stride=stride, dilation=dilation)
        return -(-length // stride), filters
    if padding != "valid" and not isinstance(padding, int):
        raise ValueError(f"padding is a number, 'same', 'valid' or 'causal', not {padding!r}")
    return out_length(length, kernel, Steps(stride, 0 if padding == "valid" else padding, dilation)), filters


def conv3d_output_shape(
    in_shape: tuple[int, int, int, int],
    filters: int,
    kernel: Triple,
    *,
    stride: Triple = 1,
    padding: Triple = 0,
    dilation: Triple = 1,
) -> tuple[int, int, int, int]:
    """Shape (depth, height, width, filters) of the output of a 3-D convolution.

    in_shape : (depth, height, width, channels); for a video, depth counts frames. kernel, stride, dilation : at least
    1; padding : added on each side, at least 0. Raises ValueError where the dilated kernel does not fit.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, section 2.

    >>> conv3d_output_shape((16, 112, 112, 3), 64, 3, padding=1)
    (16, 112, 112, 64)
    """
    *lengths, channels = in_shape
    at_least(1, channels=channels, filters=filters)
    depth, height, width = (
        out_length(length, size, Steps(*steps))
        for length, size, *steps in zip(
            lengths, _triple(kernel), _triple(stride), _triple(padding), _triple(dilation), strict=True
        )
    )
    return depth, height, width, filters


def conv1d(
    sequences: ArrayLike,
    filters: ArrayLike,
    biases: ArrayLike | None = None,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> Array:
    """The output of a 1-D convolution layer: cross-correlation summed over the channels, plus the filter's bias.

    sequences : (batch, channels, length). filters : (filters, channels / groups, kernel). biases : (filters,).
    Returns (batch, filters, length'). Raises ValueError where the channels differ or a filter does not fit.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 9.3, without the reversal.

    >>> conv1d([[[1, 2, 4, 8]]], [[[-1, 1]]]).tolist()
    [[[1.0, 2.0, 4.0]]]
    """
    return layer(sequences, filters, biases, 1, Steps(stride, padding, dilation), groups)


def causal_conv1d(
    sequences: ArrayLike, filters: ArrayLike, biases: ArrayLike | None = None, *, dilation: int = 1
) -> Array:
    """A 1-D convolution whose output at a step sees that step and earlier ones only; the length stays.

    Zeros are put before the sequence, dilation × (kernel − 1) of them; the last entry of a filter meets the present
    step. Shapes and errors as in conv1d.

    Source: van den Oord et al., WaveNet (2016), section 2.1 and figure 3.

    >>> causal_conv1d([[[1, 2, 4, 8]]], [[[1, 10]]]).tolist()
    [[[10.0, 21.0, 42.0, 84.0]]]
    """
    import numpy as np

    inputs, weights = checked(sequences, filters, 1, 1)
    at_least(1, dilation=dilation)
    padded = np.pad(inputs, ((0, 0), (0, 0), (dilation * (weights.shape[2] - 1), 0)))
    return conv1d(padded, weights, biases, dilation=dilation)


def conv3d(
    volumes: ArrayLike,
    filters: ArrayLike,
    biases: ArrayLike | None = None,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> Array:
    """The output of a 3-D convolution layer: cross-correlation summed over the channels, plus the filter's bias.

    volumes : (batch, channels, depth, height, width). filters : (filters, channels / groups, depth, height, width) of
    the kernel. biases : (filters,). Returns (batch, filters, depth', height', width'). Raises ValueError where the
    channels differ or a filter does not fit.

    Source: Tran et al., Learning spatiotemporal features with 3D convolutional networks (2015), section 3.

    >>> conv3d([[[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]]], [[[[[1, 0], [0, 0]], [[0, 0], [0, 1]]]]]).ravel().tolist()
    [9.0]
    """
    return layer(volumes, filters, biases, 3, Steps(stride, padding, dilation), groups)


def _triple(value: Triple) -> tuple[int, int, int]:
    return (value, value, value) if isinstance(value, int) else value
