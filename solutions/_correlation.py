"""Cross-correlation along any number of axes and its gradients: the core of the convolution chapters.

Images are (images, channels, *lengths), filters (filters, channels / groups, *kernel). The loops run over the entries
of the kernel, so that each line reads as the sum in the textbook does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from solutions._checks import at_least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


Index = tuple[Any, ...]
Pair = int | tuple[int, int]
"""A length in pixels for both directions, or (height, width)."""


class Steps(NamedTuple):
    """How a kernel moves along every axis, in pixels."""

    stride: int = 1
    padding: int = 0
    dilation: int = 1


def out_length(length: int, kernel: int, steps: Steps) -> int:
    """Number of places at which a kernel fits; ValueError where there is none.

    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, relationship 15.
    """
    stride, padding, dilation = steps
    at_least(1, length=length, kernel=kernel, stride=stride, dilation=dilation)
    at_least(0, padding=padding)
    span = dilation * (kernel - 1) + 1
    if span > length + 2 * padding:
        raise ValueError(f"a kernel of {span} pixels does not fit into {length} with padding {padding}")
    return (length + 2 * padding - span) // stride + 1


def pair(value: Pair) -> tuple[int, int]:
    """The lengths in both directions."""
    return (value, value) if isinstance(value, int) else value


def parameters(in_channels: int, filters: int, kernel: tuple[int, ...], bias: bool, groups: int) -> int:
    """Number of weights and biases of a convolution; ValueError where the groups do not divide the channels."""
    at_least(1, in_channels=in_channels, filters=filters, kernel=min(kernel), groups=groups)
    if in_channels % groups or filters % groups:
        raise ValueError(f"{groups} groups do not divide {in_channels} and {filters} channels evenly")
    return filters * (in_channels // groups * math.prod(kernel) + (1 if bias else 0))


def layer(
    images: ArrayLike, filters: ArrayLike, biases: ArrayLike | None, axes: int, steps: Steps, groups: int
) -> Array:
    """The output of a convolution layer along so many axes, with its biases; ValueError where the arrays do not fit."""
    import numpy as np

    inputs, weights = checked(images, filters, axes, groups)
    shift = np.zeros(len(weights)) if biases is None else np.asarray(biases, dtype=float)
    return np.asarray(correlate(inputs, weights, steps, groups) + shift.reshape(-1, *(1,) * axes))


def checked(images: ArrayLike, filters: ArrayLike, axes: int, groups: int) -> tuple[Array, Array]:
    """The two as arrays; ValueError unless both have `axes` axes of pixels and their channels fit."""
    import numpy as np

    inputs, weights = np.asarray(images, dtype=float), np.asarray(filters, dtype=float)
    at_least(1, groups=groups)
    if inputs.ndim != axes + 2 or weights.ndim != axes + 2:
        raise ValueError(f"images {inputs.shape} and filters {weights.shape} do not have {axes + 2} axes each")
    if inputs.shape[1] != weights.shape[1] * groups or len(weights) % groups:
        raise ValueError(f"images {inputs.shape} and filters {weights.shape} do not have the same channels")
    return inputs, weights


def correlate(images: Array, filters: Array, steps: Steps, groups: int = 1) -> Array:
    """The sums of products of every window with every filter of its group: (images, filters, *lengths')."""
    import numpy as np

    lengths = _out_lengths(images.shape, filters.shape, steps)
    grouped, weights = _split(_padded(images, steps.padding), 1, groups), _split(filters, 0, groups)
    output = np.zeros((len(images), groups, weights.shape[1], *lengths))
    for place, window in _windows(filters.shape[2:], lengths, steps):
        output += np.einsum("ngc...,gfc->ngf...", grouped[window], weights[place])
    return output.reshape(len(images), len(filters), *lengths)


def gradient_in_filters(
    upstream: Array, images: Array, kernel: tuple[int, ...], steps: Steps, groups: int = 1
) -> Array:
    """The gradient in the filters of a loss whose gradient in the output of `correlate` is `upstream`."""
    import numpy as np

    count, filters, lengths = len(images), upstream.shape[1], upstream.shape[2:]
    grouped = _split(_padded(images, steps.padding), 1, groups)
    outer = upstream.reshape(count, groups, filters // groups, -1)
    gradient = np.zeros((groups, filters // groups, grouped.shape[2], *kernel))
    for place, window in _windows(kernel, lengths, steps):
        seen = grouped[window].reshape(count, groups, grouped.shape[2], -1)
        gradient[place] = np.einsum("ngcp,ngfp->gfc", seen, outer)
    return gradient.reshape(filters, -1, *kernel)


def gradient_in_images(
    upstream: Array, filters: Array, lengths: tuple[int, ...], steps: Steps, groups: int = 1
) -> Array:
    """The gradient in images of these lengths; the same sums are the output of a transposed convolution."""
    import numpy as np

    count, padding = len(upstream), steps.padding
    outer, weights = _split(upstream, 1, groups), _split(filters, 0, groups)
    padded = np.zeros((count, groups, filters.shape[1], *(length + 2 * padding for length in lengths)))
    for place, window in _windows(filters.shape[2:], upstream.shape[2:], steps):
        padded[window] += np.einsum("ngf...,gfc->ngc...", outer, weights[place])
    inside: Index = (..., *(slice(padding, padding + length) for length in lengths))
    return padded[inside].reshape(count, -1, *lengths)


def _out_lengths(images: tuple[int, ...], filters: tuple[int, ...], steps: Steps) -> tuple[int, ...]:
    return tuple(out_length(length, kernel, steps) for length, kernel in zip(images[2:], filters[2:], strict=True))


def _windows(kernel: tuple[int, ...], lengths: tuple[int, ...], steps: Steps) -> Iterator[tuple[Index, Index]]:
    """The index of each entry of the kernel, and that of the padded pixels that it meets."""
    import numpy as np

    stride, _, dilation = steps
    for place in np.ndindex(kernel):
        corners = [
            (start * dilation, start * dilation + (length - 1) * stride + 1)
            for start, length in zip(place, lengths, strict=True)
        ]
        yield (..., *place), (..., *(slice(first, end, stride) for first, end in corners))


def _padded(images: Array, padding: int) -> Array:
    import numpy as np

    return np.pad(images, ((0, 0), (0, 0), *((padding, padding),) * (images.ndim - 2)))


def _split(array: Array, axis: int, groups: int) -> Array:
    """The array with an axis of groups before this one."""
    shape = array.shape
    return array.reshape(*shape[:axis], groups, shape[axis] // groups, *shape[axis + 1 :])
