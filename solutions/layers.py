"""Layers in NumPy, forward and backward: dense, and pooling over batches of images."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["average_pool", "average_pool_backward", "dense_backward", "dense_forward", "max_pool", "max_pool_backward"]


def dense_forward(x: ArrayLike, w: ArrayLike, b: ArrayLike) -> Array:
    """x·W + b, of shape (examples, outputs).

    x : (examples, inputs). w : (inputs, outputs). b : (outputs,). Raises ValueError where the inputs differ.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.1; a row an example.

    >>> dense_forward([[1.0, 2.0]], [[3.0], [4.0]], [5.0]).tolist()
    [[16.0]]
    """
    import numpy as np

    return np.asarray(np.asarray(x, dtype=float) @ np.asarray(w, dtype=float) + np.asarray(b, dtype=float))


def dense_backward(upstream: ArrayLike, x: ArrayLike, w: ArrayLike) -> tuple[Array, Array, Array]:
    """Gradients in x, w and b of a loss whose gradient in x·W + b is `upstream`: (G·Wᵀ, xᵀ·G, column sums of G).

    upstream : (examples, outputs). x, w : as in dense_forward.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.5.6.

    >>> [gradient.tolist() for gradient in dense_backward([[1.0]], [[1.0, 2.0]], [[3.0], [4.0]])]
    [[[3.0, 4.0]], [[1.0], [2.0]], [1.0]]
    """
    import numpy as np

    gradient, inputs = np.asarray(upstream, dtype=float), np.asarray(x, dtype=float)
    return np.asarray(gradient @ np.asarray(w, dtype=float).T), np.asarray(inputs.T @ gradient), gradient.sum(axis=0)


def max_pool(images: ArrayLike, size: int, stride: int) -> Array:
    """The largest entry of each window, for a batch.

    images : (images, channels, height, width). Returns (images, channels, height', width'); a last window that does
    not fit is dropped. Raises ValueError where no window fits.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 9.3.

    >>> max_pool([[[[1, 2], [4, 3]]]], 2, 2).tolist()
    [[[[4.0]]]]
    """
    import numpy as np

    return np.asarray(_windows(np.asarray(images, dtype=float), size, stride).max(axis=(-2, -1)))


def average_pool(images: ArrayLike, size: int, stride: int) -> Array:
    """The mean of each window, for a batch; otherwise as max_pool.

    >>> average_pool([[[[1, 2], [4, 3]]]], 2, 2).tolist()
    [[[[2.5]]]]
    """
    import numpy as np

    return np.asarray(_windows(np.asarray(images, dtype=float), size, stride).mean(axis=(-2, -1)))


def max_pool_backward(upstream: ArrayLike, images: ArrayLike, size: int, stride: int) -> Array:
    """The gradient in the images: each window hands its gradient to its largest entry, the first of equal ones.

    upstream : of the shape that max_pool returns. Where windows overlap, gradients add up.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 9.3, and the chain rule.

    >>> max_pool_backward([[[[5.0]]]], [[[[1, 2], [4, 3]]]], 2, 2).tolist()
    [[[[0.0, 0.0], [5.0, 0.0]]]]
    """
    import numpy as np

    inputs = np.asarray(images, dtype=float)
    windows = _windows(inputs, size, stride)
    largest = windows.reshape(*windows.shape[:4], size * size).argmax(axis=-1)
    chosen = largest[..., None] == np.arange(size * size)
    return _spread(np.asarray(upstream, dtype=float), chosen.reshape(windows.shape).astype(float), inputs.shape, stride)


def average_pool_backward(upstream: ArrayLike, images: ArrayLike, size: int, stride: int) -> Array:
    """The gradient in the images: each window shares its gradient out evenly; where windows overlap they add up.

    >>> average_pool_backward([[[[4.0]]]], [[[[1, 2], [4, 3]]]], 2, 2).tolist()
    [[[[1.0, 1.0], [1.0, 1.0]]]]
    """
    import numpy as np

    inputs = np.asarray(images, dtype=float)
    shares = np.full(_windows(inputs, size, stride).shape, 1 / size**2)
    return _spread(np.asarray(upstream, dtype=float), shares, inputs.shape, stride)


def _windows(images: Array, size: int, stride: int) -> Array:
    """The windows of each image: (images, channels, height', width', size, size)."""
    import numpy as np

    if images.ndim != 4 or size < 1 or stride < 1 or min(images.shape[2:]) < size:
        raise ValueError(f"windows of {size}×{size} with stride {stride} do not fit into images {images.shape}")
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(2, 3))
    return np.asarray(windows[:, :, ::stride, ::stride])


def _spread(upstream: Array, shares: Array, shape: tuple[int, ...], stride: int) -> Array:
    """Each window's gradient times the shares of its entries, added up where the entries stand in the images."""
    import numpy as np

    gradient = np.zeros(shape)
    height, width, size = *upstream.shape[2:], shares.shape[-1]
    for down in range(size):
        for right in range(size):
            rows = slice(down, down + (height - 1) * stride + 1, stride)
            columns = slice(right, right + (width - 1) * stride + 1, stride)
            gradient[:, :, rows, columns] += upstream * shares[..., down, right]
    return gradient
