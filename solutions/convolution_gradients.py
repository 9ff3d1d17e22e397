"""Backward passes of convolution layers: gradients in the images, the filters and the biases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._correlation import Steps, checked, gradient_in_filters, gradient_in_images, out_length

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["conv1d_backward", "conv2d_backward", "conv3d_backward"]


def conv1d_backward(
    upstream: ArrayLike,
    sequences: ArrayLike,
    filters: ArrayLike,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Gradients in sequences, filters and biases of a loss whose gradient in conv1d's output is `upstream`.

    upstream : (batch, filters, length'), the shape of conv1d's output with the same options, else ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 9.5.

    >>> dx, dw, db = conv1d_backward([[[1, 1, 1]]], [[[1, 2, 4, 8]]], [[[-1, 1]]])
    >>> dx.tolist(), dw.tolist(), db.tolist()
    ([[[-1.0, 0.0, 0.0, 1.0]]], [[[7.0, 14.0]]], [3.0])
    """
    return _backward(upstream, sequences, filters, 1, Steps(stride, padding, dilation), groups)


def conv2d_backward(
    upstream: ArrayLike,
    images: ArrayLike,
    filters: ArrayLike,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Gradients in images, filters and biases of a loss whose gradient in conv2d's output is `upstream`.

    upstream : (images, filters, height', width'), the shape of conv2d's output with the same options, else ValueError.
    With stride 1, the gradient in the images is `upstream`, padded, cross-correlated with the filters turned by 180°.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equations 9.11 and 9.13.

    >>> dx, dw, db = conv2d_backward([[[[1], [1]]]], [[[[1, 2], [3, 4]]]], [[[[0, 1]]]])
    >>> dx.tolist(), dw.tolist(), db.tolist()
    ([[[[0.0, 1.0], [0.0, 1.0]]]], [[[[4.0, 6.0]]]], [2.0])
    """
    return _backward(upstream, images, filters, 2, Steps(stride, padding, dilation), groups)


def conv3d_backward(
    upstream: ArrayLike,
    volumes: ArrayLike,
    filters: ArrayLike,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    groups: int = 1,
) -> tuple[Array, Array, Array]:
    """Gradients in volumes, filters and biases of a loss whose gradient in conv3d's output is `upstream`.

    upstream : (batch, filters, depth', height', width'), the shape of conv3d's output with the same options, else
    ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 9.5.

    >>> dx, dw, db = conv3d_backward([[[[[3]]]]], [[[[[5]]]]], [[[[[7]]]]])
    >>> dx.item(), dw.item(), db.item()
    (21.0, 15.0, 3.0)
    """
    return _backward(upstream, volumes, filters, 3, Steps(stride, padding, dilation), groups)


def _backward(
    upstream: ArrayLike, images: ArrayLike, filters: ArrayLike, axes: int, steps: Steps, groups: int
) -> tuple[Array, Array, Array]:
    import numpy as np

    (inputs, weights), outer = checked(images, filters, axes, groups), np.asarray(upstream, dtype=float)
    lengths, kernel = inputs.shape[2:], weights.shape[2:]
    expected = (
        len(inputs),
        len(weights),
        *(out_length(length, size, steps) for length, size in zip(lengths, kernel, strict=True)),
    )
    if outer.shape != expected:
        raise ValueError(f"the upstream gradient has the output's shape {expected}, not {outer.shape}")
    return (
        gradient_in_images(outer, weights, lengths, steps, groups),
        gradient_in_filters(outer, inputs, kernel, steps, groups),
        outer.sum(axis=(0, *range(2, axes + 2))),
    )
