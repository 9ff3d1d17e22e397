"""Convolution layers: how many parameters they learn and what shape they put out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "conv2d",
    "conv2d_output_shape",
    "conv2d_parameters",
    "convolve2d",
    "cross_correlate2d",
    "feature_map_bytes",
    "prediction_bytes",
    "training_bytes",
]

Pair = int | tuple[int, int]
"""A length in pixels for both directions, or (height, width)."""

Entry = int | Fraction

Padding = Pair | Literal["same", "valid"]


def conv2d_parameters(in_channels: int, filters: int, kernel: Pair, *, bias: bool = True, groups: int = 1) -> int:
    """Number of learned parameters of a 2-D convolution.

    Parameters
    ----------
    in_channels, filters : channels that go in and come out, at least 1.
    kernel : (height, width) of a filter in pixels, or one length for both.
    bias : whether each filter has a bias.
    groups : number of groups into which the channels are split; it divides both.

    Raises
    ------
    ValueError
        If groups does not divide both numbers of channels, or a number is below 1.

    References
    ----------
    Goodfellow, Bengio, Courville, Deep Learning (2016), section 9.1; groups: Krizhevsky et al. (2012), section 3.5.

    Examples
    --------
    Eight 5×5 filters on a colour image:

    >>> conv2d_parameters(3, 8, 5)
    608
    >>> conv2d_parameters(96, 256, 5, groups=2)
    307456
    """
    height, width = _pair(kernel)
    _at_least_one(in_channels=in_channels, filters=filters, kernel=min(height, width), groups=groups)
    if in_channels % groups or filters % groups:
        raise ValueError(f"{groups} groups do not divide {in_channels} and {filters} channels evenly")
    return filters * (in_channels // groups * height * width + (1 if bias else 0))


def conv2d_output_shape(
    in_shape: tuple[int, int, int],
    filters: int,
    kernel: Pair,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    ceil: bool = False,
) -> tuple[int, int, int]:
    """Shape of the output of a 2-D convolution.

    Parameters
    ----------
    in_shape : (height, width, channels) of one image; lengths in pixels.
    filters : number of filters, hence of output channels.
    kernel, stride, dilation : in pixels, at least 1.
    padding : pixels added on each side, at least 0; "valid" adds none, "same" as many as give ceil(length / stride).

    Returns
    -------
    (height, width, filters). A last stride that does not fit is dropped (floor), as in PyTorch and in TensorFlow's
    "valid" mode; with `ceil` it counts, as in PyTorch's pooling with ceil_mode.

    Raises
    ------
    ValueError
        If the dilated kernel is larger than the padded image, or a number is out of its range.

    References
    ----------
    Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, relationship 15.

    Examples
    --------
    Eight 5×5 filters on a colour image of 32×32:

    >>> conv2d_output_shape((32, 32, 3), 8, 5)
    (28, 28, 8)
    >>> conv2d_output_shape((200, 300, 3), 100, 3, stride=2, padding="same")
    (100, 150, 100)
    >>> conv2d_output_shape((4, 4, 1), 1, 5)
    Traceback (most recent call last):
        ...
    ValueError: a kernel of 5 pixels does not fit into 4 with padding 0
    """
    height, width, channels = in_shape
    _at_least_one(height=height, width=width, channels=channels, filters=filters)
    lengths = zip((height, width), _pair(kernel), _pair(stride), _pair(dilation), _sides(padding), strict=True)
    out_height, out_width = (_out_length(*each, ceil=ceil) for each in lengths)
    return out_height, out_width, filters


def _out_length(
    length: int, kernel: int, stride: int, dilation: int, padding: int | None, *, ceil: bool = False
) -> int:
    _at_least_one(kernel=kernel, stride=stride, dilation=dilation)
    if padding is None:
        return -(-length // stride)
    if padding < 0:
        raise ValueError(f"padding is at least 0, not {padding}")
    span = dilation * (kernel - 1) + 1
    if span > length + 2 * padding:
        raise ValueError(f"a kernel of {span} pixels does not fit into {length} with padding {padding}")
    room = length + 2 * padding - span
    if not ceil:
        return room // stride + 1
    count = -(-room // stride) + 1
    return count if (count - 1) * stride < length + padding else count - 1  # a window begins inside the image


def _pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def _sides(padding: Padding) -> tuple[int | None, int | None]:
    if padding == "same":
        return None, None
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str):
        raise ValueError(f"padding is a number of pixels, 'same' or 'valid', not {padding!r}")
    return _pair(padding)


def _at_least_one(**numbers: int) -> None:
    for name, number in numbers.items():
        if number < 1:
            raise ValueError(f"{name.replace('_', ' ')} is at least 1, not {number}")


def cross_correlate2d(
    image: Sequence[Sequence[Entry]], kernel: Sequence[Sequence[Entry]], *, stride: int = 1, padding: int = 0
) -> tuple[tuple[Entry, ...], ...]:
    """Cross-correlation of a matrix with a kernel, which is what frameworks call convolution; exact.

    image, kernel : rows of equal length. padding : zeros added on each side. A last stride that does not fit is
    dropped. Raises ValueError where the kernel does not fit.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 9.6.

    >>> cross_correlate2d([[1, 2], [3, 4]], [[0, 1]])
    ((2,), (4,))
    """
    size = (len(kernel), len(kernel[0]))
    height = _out_length(len(image), size[0], stride, 1, padding)
    width = _out_length(len(image[0]), size[1], stride, 1, padding)

    def at(row: int, column: int) -> Entry:
        inside = 0 <= row < len(image) and 0 <= column < len(image[0])
        return image[row][column] if inside else 0

    return tuple(
        tuple(
            sum(
                (
                    kernel[down][right] * at(top * stride + down - padding, left * stride + right - padding)
                    for down in range(size[0])
                    for right in range(size[1])
                ),
                start=0,
            )
            for left in range(width)
        )
        for top in range(height)
    )


def convolve2d(
    image: Sequence[Sequence[Entry]], kernel: Sequence[Sequence[Entry]], *, stride: int = 1, padding: int = 0
) -> tuple[tuple[Entry, ...], ...]:
    """Convolution in the sense of signal processing: the kernel is turned by 180° first; otherwise as above.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 9.4.

    >>> convolve2d([[1, 2], [3, 4]], [[0, 1]])
    ((1,), (3,))
    """
    turned = [list(row)[::-1] for row in kernel][::-1]
    return cross_correlate2d(image, turned, stride=stride, padding=padding)


def conv2d(
    images: ArrayLike, filters: ArrayLike, biases: ArrayLike | None = None, *, stride: int = 1, padding: int = 0
) -> NDArray[np.float64]:
    """The output of a convolution layer, in NumPy: cross-correlation summed over the channels, plus a bias a filter.

    images : (images, channels, height, width); filters : (filters, channels, rows, columns); biases : (filters,).
    Returns (images, filters, height', width'). Turn the filters by 180° for convolution in the sense of signal
    processing. Raises ValueError where the channels differ or a filter does not fit.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 9.7.

    >>> conv2d([[[[1, 2], [3, 4]]]], [[[[0, 1]]]]).tolist()
    [[[[2.0], [4.0]]]]
    """
    import numpy as np

    inputs, weights = np.asarray(images, dtype=float), np.asarray(filters, dtype=float)
    if inputs.ndim != 4 or weights.ndim != 4 or inputs.shape[1] != weights.shape[1]:
        raise ValueError(f"images {inputs.shape} and filters {weights.shape} do not have the same channels")
    for length, kernel in zip(inputs.shape[2:], weights.shape[2:], strict=True):
        _out_length(length, kernel, stride, 1, padding)
    padded = np.pad(inputs, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weights.shape[2:], axis=(2, 3))
    output = np.einsum("nchwij,fcij->nfhw", windows[:, :, ::stride, ::stride], weights)
    shift = np.zeros(len(weights)) if biases is None else np.asarray(biases, dtype=float)
    return np.asarray(output + shift[:, None, None])


def feature_map_bytes(shapes: Sequence[tuple[int, int, int]], *, bytes_per_number: int = 4) -> tuple[int, ...]:
    """Memory of each feature map (height, width, channels) in bytes, 4 a number for 32-bit floats.

    >>> feature_map_bytes([(100, 150, 100)])
    (6000000,)
    """
    return tuple(height * width * channels * bytes_per_number for height, width, channels in shapes)


def prediction_bytes(shapes: Sequence[tuple[int, int, int]], parameters: int, *, bytes_per_number: int = 4) -> int:
    """Least memory for one prediction: the two largest consecutive layers at once, and all parameters, in bytes.

    A layer's input may be dropped once its output is there. The network's own input does not count.

    Source: Géron, Hands-on machine learning (2019), chapter 14, exercise 3.

    >>> prediction_bytes([(100, 150, 100), (50, 75, 200), (25, 38, 400)], 903_400)
    12613600
    """
    sizes = feature_map_bytes(shapes, bytes_per_number=bytes_per_number)
    pairs = [one + other for one, other in itertools.pairwise(sizes)] or list(sizes)
    return max(pairs) + parameters * bytes_per_number


def training_bytes(
    in_shape: tuple[int, int, int],
    shapes: Sequence[tuple[int, int, int]],
    parameters: int,
    batch: int,
    *,
    bytes_per_number: int = 4,
) -> int:
    """Least memory for a training batch: every feature map and the input of every image, and all parameters, in bytes.

    Source: as for prediction_bytes.

    >>> training_bytes((200, 300, 3), [(100, 150, 100), (50, 75, 200), (25, 38, 400)], 903_400, 50)
    565613600
    """
    each = sum(feature_map_bytes([in_shape, *shapes], bytes_per_number=bytes_per_number))
    return batch * each + parameters * bytes_per_number
