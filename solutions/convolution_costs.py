"""Costs of convolution and dense layers: multiply-accumulates, floating-point operations, and im2col's matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from solutions._checks import at_least
from solutions._correlation import Pair, Steps, out_length, pair
from solutions.convolution import Padding, conv2d_output_shape, conv2d_parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "Im2colShapes",
    "col2im",
    "conv2d_flops",
    "conv2d_macs",
    "dense_flops",
    "dense_macs",
    "im2col",
    "im2col_shapes",
    "separable_conv2d_macs",
]


class Im2colShapes(NamedTuple):
    """Shapes (rows, columns) of the matrix product that a convolution of one image is."""

    filters: tuple[int, int]
    windows: tuple[int, int]
    output: tuple[int, int]


def conv2d_macs(
    in_shape: tuple[int, int, int],
    filters: int,
    kernel: Pair,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> int:
    """Multiply-accumulates of a 2-D convolution for one image: output pixels × weights of all filters.

    Arguments and errors as in conv2d_output_shape and conv2d_parameters; in_shape is (height, width, channels).
    Products with zeros of the padding count, as they are computed. Biases do not count.

    Source: Howard et al., MobileNets (2017), equation 2.

    The first layer of VGG:

    >>> conv2d_macs((224, 224, 3), 64, 3, padding=1)
    86704128
    """
    height, width, _ = conv2d_output_shape(in_shape, filters, kernel, stride=stride, padding=padding, dilation=dilation)
    return height * width * conv2d_parameters(in_shape[2], filters, kernel, bias=False, groups=groups)


def conv2d_flops(
    in_shape: tuple[int, int, int],
    filters: int,
    kernel: Pair,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
    bias: bool = True,
) -> int:
    """Floating-point operations of a 2-D convolution for one image: two for each multiply-accumulate.

    An output is a sum of n products, which takes n multiplications and n − 1 additions; the bias is one addition more.
    Otherwise as conv2d_macs. Papers that say "FLOPs" often mean multiply-accumulates.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 9.7, its operations counted.

    >>> conv2d_flops((32, 32, 3), 8, 5), conv2d_flops((32, 32, 3), 8, 5, bias=False)
    (940800, 934528)
    """
    macs = conv2d_macs(in_shape, filters, kernel, stride=stride, padding=padding, dilation=dilation, groups=groups)
    height, width, _ = conv2d_output_shape(in_shape, filters, kernel, stride=stride, padding=padding, dilation=dilation)
    return 2 * macs - (0 if bias else height * width * filters)


def separable_conv2d_macs(
    in_shape: tuple[int, int, int], filters: int, kernel: Pair, *, stride: Pair = 1, padding: Padding = 0
) -> int:
    """Multiply-accumulates of a depthwise-separable 2-D convolution for one image; otherwise as conv2d_macs.

    The stride is that of the depthwise step.

    Source: Howard et al., MobileNets (2017), equation 5.

    >>> separable_conv2d_macs((14, 14, 512), 512, 3, padding=1)
    52283392
    """
    channels = in_shape[2]
    shape = conv2d_output_shape(in_shape, channels, kernel, stride=stride, padding=padding)
    depthwise = conv2d_macs(in_shape, channels, kernel, stride=stride, padding=padding, groups=channels)
    return depthwise + conv2d_macs(shape, filters, 1)


def dense_macs(n_in: int, n_out: int, *, rows: int = 1) -> int:
    """Multiply-accumulates of a dense layer: rows × n_in × n_out, where rows are examples or positions.

    Raises ValueError for a number below 1. The bias does not count.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.5.7: one multiply-add for each weight.

    >>> dense_macs(25088, 4096)
    102760448
    """
    at_least(1, n_in=n_in, n_out=n_out, rows=rows)
    return rows * n_in * n_out


def dense_flops(n_in: int, n_out: int, *, rows: int = 1, bias: bool = True) -> int:
    """Floating-point operations of a dense layer: n_in products and n_in − 1 sums for each output, and its bias.

    Source: Molchanov et al., Pruning convolutional neural networks (2017), appendix A.1, equation 12, without biases.

    >>> dense_flops(784, 100), dense_flops(784, 100, bias=False)
    (156800, 156700)
    """
    return 2 * dense_macs(n_in, n_out, rows=rows) - (0 if bias else rows * n_out)


def im2col_shapes(
    in_shape: tuple[int, int, int],
    filters: int,
    kernel: Pair,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
) -> Im2colShapes:
    """Shapes of a convolution of one image as a product of matrices: filters times windows.

    Arguments and errors as in conv2d_output_shape. The filters have a row each, the windows of the image a column each,
    the output a row for each filter and a column for each of its pixels.

    Source: Chellapilla, Puri, Simard, High performance convolutional neural networks for document processing (2006).

    AlexNet's first layer:

    >>> im2col_shapes((227, 227, 3), 96, 11, stride=4)
    Im2colShapes(filters=(96, 363), windows=(363, 3025), output=(96, 3025))
    """
    height, width, _ = conv2d_output_shape(in_shape, filters, kernel, stride=stride, padding=padding, dilation=dilation)
    weights = conv2d_parameters(in_shape[2], 1, kernel, bias=False)
    return Im2colShapes((filters, weights), (weights, height * width), (filters, height * width))


def im2col(images: ArrayLike, kernel: Pair, *, stride: int = 1, padding: int = 0) -> Array:
    """The windows of each image as the columns of a matrix, so that a convolution is a matrix product.

    images : (images, channels, height, width). Returns (images, channels × rows × columns, windows): a column holds a
    window, channel by channel and row by row, and the windows run row by row. Raises ValueError where the kernel does
    not fit.

    Source: Chellapilla, Puri, Simard, High performance convolutional neural networks for document processing (2006).

    >>> im2col([[[[1, 2, 3], [4, 5, 6]]]], 2).tolist()
    [[[1.0, 2.0], [2.0, 3.0], [4.0, 5.0], [5.0, 6.0]]]
    """
    import numpy as np

    inputs = np.asarray(images, dtype=float)
    if inputs.ndim != 4:
        raise ValueError(f"images are (images, channels, height, width), not {inputs.shape}")
    size, steps = pair(kernel), Steps(stride, padding)
    for length, side in zip(inputs.shape[2:], size, strict=True):
        out_length(length, side, steps)
    padded = np.pad(inputs, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, size, axis=(2, 3))[:, :, ::stride, ::stride]
    columns = windows.transpose(0, 1, 4, 5, 2, 3)
    return np.asarray(columns.reshape(len(inputs), inputs.shape[1] * size[0] * size[1], -1))


def col2im(
    columns: ArrayLike, in_shape: tuple[int, int, int, int], kernel: Pair, *, stride: int = 1, padding: int = 0
) -> Array:
    """Images of which each pixel is the sum of the entries that im2col would have copied from it: im2col's gradient.

    columns : (images, channels × rows × columns, windows). in_shape : (images, channels, height, width), which is also
    the shape returned. Raises ValueError where im2col would not give columns of this shape.

    Source: the chain rule on im2col; Chellapilla, Puri, Simard (2006).

    >>> col2im([[[1, 1], [1, 1], [1, 1], [1, 1]]], (1, 1, 2, 3), 2).tolist()
    [[[[1.0, 2.0, 1.0], [1.0, 2.0, 1.0]]]]
    """
    import numpy as np

    count, channels, *lengths = in_shape
    size, steps, given = pair(kernel), Steps(stride, padding), np.asarray(columns, dtype=float)
    height, width = (out_length(length, side, steps) for length, side in zip(lengths, size, strict=True))
    expected = (count, channels * size[0] * size[1], height * width)
    if given.shape != expected:
        raise ValueError(f"columns of shape {expected} are needed, not {given.shape}")
    windows = given.reshape(count, channels, *size, height, width)
    padded = np.zeros((count, channels, lengths[0] + 2 * padding, lengths[1] + 2 * padding))
    for down, right in np.ndindex(size):
        rows = slice(down, down + (height - 1) * stride + 1, stride)
        across = slice(right, right + (width - 1) * stride + 1, stride)
        padded[:, :, rows, across] += windows[:, :, down, right]
    return padded[:, :, padding : padding + lengths[0], padding : padding + lengths[1]]
