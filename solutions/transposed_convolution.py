"""Transposed convolution: from the shape of a convolution's output back to that of its input.

Frameworks also call it deconvolution or fractionally strided convolution. Its filters are
(in channels, filters, rows, columns), as in PyTorch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._checks import at_least
from solutions._correlation import Pair, Steps, correlate, gradient_in_filters, gradient_in_images, pair
from solutions.convolution import conv2d_parameters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "transposed_conv2d",
    "transposed_conv2d_backward",
    "transposed_conv2d_output_shape",
    "transposed_conv2d_parameters",
    "upsampling_kernel_overlaps",
]


def transposed_conv2d_parameters(in_channels: int, filters: int, kernel: Pair, *, bias: bool = True) -> int:
    """Number of learned parameters of a transposed 2-D convolution: those of a convolution of the same kernel.

    in_channels, filters, kernel : at least 1, else ValueError. bias : whether each filter has a bias.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, section 4.

    >>> transposed_conv2d_parameters(1024, 512, 2)
    2097664
    """
    return conv2d_parameters(in_channels, filters, kernel, bias=bias)


def transposed_conv2d_output_shape(
    in_shape: tuple[int, int, int],
    filters: int,
    kernel: Pair,
    *,
    stride: Pair = 1,
    padding: Pair = 0,
    output_padding: Pair = 0,
    dilation: Pair = 1,
) -> tuple[int, int, int]:
    """Shape (height, width, filters) of the output: stride × (length − 1) + dilation × (kernel − 1) + 1 − 2 × padding.

    in_shape : (height, width, channels) of one image, in pixels. padding : of the convolution that is transposed, so
    that it takes pixels off each side. output_padding : pixels added on one side, below the stride or the dilation; it
    selects one of the lengths that a strided convolution maps to the same output. Raises ValueError for a number out of
    its range, or where nothing would be left.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, relationship 14.

    The second layer of DCGAN's generator doubles each side:

    >>> transposed_conv2d_output_shape((4, 4, 1024), 512, 4, stride=2, padding=1)
    (8, 8, 512)
    """
    *lengths, channels = in_shape
    at_least(1, channels=channels, filters=filters)
    sides = zip(
        lengths,
        *(pair(each) for each in (kernel, stride, padding, dilation, output_padding)),
        strict=True,
    )
    height, width = (
        _length(length, size, Steps(step, around, spread), extra) for length, size, step, around, spread, extra in sides
    )
    return height, width, filters


def transposed_conv2d(
    images: ArrayLike,
    filters: ArrayLike,
    biases: ArrayLike | None = None,
    *,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
) -> Array:
    """The output of a transposed convolution: every pixel puts a copy of the filter, times its value, at its place.

    images : (images, in channels, height, width). filters : (in channels, filters, rows, columns). biases :
    (filters,). Returns (images, filters, height', width'). Copies that overlap add up. Raises ValueError where the
    channels differ, or for a number out of its range.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, section 4.

    >>> transposed_conv2d([[[[1, 2]]]], [[[[1, 10]]]], stride=2).tolist()
    [[[[1.0, 10.0, 2.0, 20.0]]]]
    """
    import numpy as np

    inputs, weights = _checked(images, filters)
    steps = Steps(stride, padding)
    lengths = tuple(
        _length(length, size, steps, output_padding)
        for length, size in zip(inputs.shape[2:], weights.shape[2:], strict=True)
    )
    shift = np.zeros(weights.shape[1]) if biases is None else np.asarray(biases, dtype=float)
    return np.asarray(gradient_in_images(inputs, weights, lengths, steps) + shift[:, None, None])


def transposed_conv2d_backward(
    upstream: ArrayLike, images: ArrayLike, filters: ArrayLike, *, stride: int = 1, padding: int = 0
) -> tuple[Array, Array, Array]:
    """Gradients in images, filters and biases of a loss whose gradient in the output is `upstream`.

    The gradient in the images is an ordinary convolution of `upstream`. Shapes as in transposed_conv2d.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, section 4.1.

    >>> dx, dw, db = transposed_conv2d_backward([[[[1, 1, 1, 1]]]], [[[[1, 2]]]], [[[[1, 10]]]], stride=2)
    >>> dx.tolist(), dw.tolist(), db.tolist()
    ([[[[11.0, 11.0]]]], [[[[3.0, 3.0]]]], [4.0])
    """
    import numpy as np

    (inputs, weights), outer = _checked(images, filters), np.asarray(upstream, dtype=float)
    steps = Steps(stride, padding)
    return (
        correlate(outer, weights, steps),
        gradient_in_filters(inputs, outer, weights.shape[2:], steps),
        outer.sum(axis=(0, 2, 3)),
    )


def upsampling_kernel_overlaps(kernel: int, stride: int) -> tuple[int, ...]:
    """How many copies of the kernel overlap at each pixel of one period of the output.

    kernel, stride : along one axis, at least 1, else ValueError. Returns `stride` counts. They are equal where the
    stride divides the kernel; else the output shows a checkerboard.

    Source: Odena, Dumoulin, Olah, Deconvolution and checkerboard artifacts, Distill (2016).

    >>> upsampling_kernel_overlaps(3, 2), upsampling_kernel_overlaps(4, 2)
    ((2, 1), (2, 2))
    """
    at_least(1, kernel=kernel, stride=stride)
    return tuple(len(range(place, kernel, stride)) for place in range(stride))


def _length(length: int, kernel: int, steps: Steps, extra: int) -> int:
    stride, padding, dilation = steps
    at_least(1, length=length, kernel=kernel, stride=stride, dilation=dilation)
    at_least(0, padding=padding, output_padding=extra)
    if extra >= max(stride, dilation):
        raise ValueError(f"output padding {extra} is not below the stride {stride} or the dilation {dilation}")
    out = stride * (length - 1) + dilation * (kernel - 1) + 1 - 2 * padding + extra
    if out < 1:
        raise ValueError(f"padding {padding} leaves nothing of {length} pixels and a kernel of {kernel}")
    return out


def _checked(images: ArrayLike, filters: ArrayLike) -> tuple[Array, Array]:
    import numpy as np

    inputs, weights = np.asarray(images, dtype=float), np.asarray(filters, dtype=float)
    if inputs.ndim != 4 or weights.ndim != 4 or inputs.shape[1] != weights.shape[0]:
        raise ValueError(f"images {inputs.shape} and filters {weights.shape} do not have the same channels")
    return inputs, weights
