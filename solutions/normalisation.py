"""Normalisation: batch, layer, RMS, group and instance, forward and backward.

All but RMS subtract a mean and divide by a deviation; they differ in the axes over which both are taken. Images are
(images, channels, height, width).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from solutions._checks import at_least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "Normalised",
    "batch_norm",
    "batch_norm_backward",
    "batch_norm_images",
    "batch_norm_images_backward",
    "batch_norm_training",
    "fold_batch_norm",
    "group_norm",
    "instance_norm",
    "layer_norm",
    "layer_norm_backward",
    "norm_parameters",
    "rms_norm",
    "rms_norm_backward",
    "running_statistic",
]


class Normalised(NamedTuple):
    """The output of batch normalisation in training, and the running statistics after it.

    Each of mean and variance has one entry for each feature.
    """

    output: Array
    running_mean: Array
    running_variance: Array


def batch_norm(
    x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, mean: ArrayLike, variance: ArrayLike, epsilon: float = 1e-5
) -> Array:
    """Batch normalisation with given statistics, as at test time: γ(x − μ)/√(σ² + ε) + β.

    x : (examples, features). gamma, beta, mean, variance : one entry per feature; epsilon : at least 0.
    Raises ValueError for a negative variance or epsilon.

    Source: Ioffe and Szegedy, Batch normalization (2015), algorithm 1.

    >>> batch_norm([[3.0]], gamma=2, beta=1, mean=1, variance=4, epsilon=0).tolist()
    [[3.0]]
    """
    import numpy as np

    spread = np.asarray(variance, dtype=float)
    if epsilon < 0 or np.any(spread < 0):
        raise ValueError("variance and epsilon are at least 0")
    scaled = (np.asarray(x, dtype=float) - np.asarray(mean, dtype=float)) / np.sqrt(spread + epsilon)
    return np.asarray(np.asarray(gamma, dtype=float) * scaled + np.asarray(beta, dtype=float))


def batch_norm_training(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    running_mean: ArrayLike,
    running_variance: ArrayLike,
    *,
    momentum: float = 0.9,
    epsilon: float = 1e-5,
) -> Normalised:
    """Batch normalisation with the mean and the (biased) variance of the batch; running ← m·running + (1 − m)·batch.

    x : (examples, features), at least one example. momentum m in [0, 1]. Raises ValueError for an empty batch.

    Source: Ioffe and Szegedy, Batch normalization (2015), algorithms 1 and 2.

    >>> batch_norm_training([[1.0], [3.0]], 1, 0, 0, 1, epsilon=0).output.ravel().tolist()
    [-1.0, 1.0]
    """
    import numpy as np

    batch = np.asarray(x, dtype=float)
    if batch.ndim != 2 or not len(batch):
        raise ValueError("a batch of shape (examples, features) with at least one example is needed")
    mean, variance = batch.mean(axis=0), batch.var(axis=0)
    return Normalised(
        batch_norm(batch, gamma, beta, mean, variance, epsilon),
        running_statistic(running_mean, mean, momentum),
        running_statistic(running_variance, variance, momentum),
    )


def running_statistic(running: ArrayLike, batch: ArrayLike, momentum: float = 0.9) -> Array:
    """A running mean or variance after one more batch: momentum · running + (1 − momentum) · batch.

    momentum : in [0, 1], else ValueError, the share that stays, as in Keras. PyTorch calls 1 − momentum by that name,
    and puts the unbiased variance of the batch in.

    Source: Ioffe and Szegedy, Batch normalization (2015), section 3.1; Keras, keras.layers.BatchNormalization.

    >>> running_statistic([0.0], [10.0], momentum=0.75).tolist()
    [2.5]
    """
    import numpy as np

    if not 0 <= momentum <= 1:
        raise ValueError(f"momentum lies in [0, 1], not {momentum}")
    return np.asarray(momentum * np.asarray(running, dtype=float) + (1 - momentum) * np.asarray(batch, dtype=float))


def batch_norm_backward(
    upstream: ArrayLike, x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Gradients in x, gamma and beta of a loss whose gradient in the output of batch_norm_training is `upstream`.

    upstream, x : (examples, features). gamma : (features,). Mean and variance depend on x, so that the gradient in x
    has no part along a constant or along x itself.

    Source: Ioffe and Szegedy, Batch normalization (2015), section 3, the equations after algorithm 1.

    >>> dx, dgamma, dbeta = batch_norm_backward([[1.0], [0.0]], [[1.0], [3.0]], [1.0], epsilon=0)
    >>> dx.ravel().tolist(), dgamma.tolist(), dbeta.tolist()
    ([0.0, 0.0], [-1.0], [1.0])
    """
    import numpy as np

    outer, scaled, inverse = np.asarray(upstream, dtype=float), *_standardised(x, (0,), epsilon)
    in_x = _through_standardisation(outer * np.asarray(gamma, dtype=float), scaled, inverse, (0,))
    return in_x, (outer * scaled).sum(axis=0), outer.sum(axis=0)


def batch_norm_images(images: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5) -> Array:
    """Batch normalisation of images in training: each channel over all images and pixels; of the shape of the images.

    images : (images, channels, height, width). gamma, beta : (channels,). epsilon : at least 0, else ValueError.

    Source: Ioffe and Szegedy, Batch normalization (2015), section 3.2.

    >>> batch_norm_images([[[[1.0, 3.0]]], [[[1.0, 3.0]]]], [1.0], [0.0], epsilon=0).ravel().tolist()
    [-1.0, 1.0, -1.0, 1.0]
    """
    return _affine(_standardised(_images(images), (0, 2, 3), epsilon)[0], gamma, beta, axes=2)


def batch_norm_images_backward(
    upstream: ArrayLike, images: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Gradients in images, gamma and beta of a loss whose gradient in batch_norm_images' output is `upstream`.

    upstream : of the shape of the images.

    Source: Ioffe and Szegedy, Batch normalization (2015), sections 3 and 3.2.

    >>> dx, dgamma, dbeta = batch_norm_images_backward([[[[1.0, 0.0]]]], [[[[1.0, 3.0]]]], [1.0], epsilon=0)
    >>> dx.ravel().tolist(), dgamma.tolist(), dbeta.tolist()
    ([0.0, 0.0], [-1.0], [1.0])
    """
    import numpy as np

    axes = (0, 2, 3)
    outer, scaled, inverse = np.asarray(upstream, dtype=float), *_standardised(_images(images), axes, epsilon)
    in_x = _through_standardisation(outer * np.asarray(gamma, dtype=float)[:, None, None], scaled, inverse, axes)
    return in_x, (outer * scaled).sum(axis=axes), outer.sum(axis=axes)


def fold_batch_norm(
    weights: ArrayLike,
    biases: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    mean: ArrayLike,
    variance: ArrayLike,
    epsilon: float = 1e-5,
) -> tuple[Array, Array]:
    """Weights and biases of the one layer that does what a layer and its batch normalisation do at test time.

    weights : (units, …), the first axis that of units or filters. The others : (units,). Raises ValueError for a
    negative variance or epsilon.

    Source: Jacob et al., Quantization and training of neural networks for efficient integer-arithmetic-only inference
    (2018), section 3.2, equation 14.

    >>> [each.tolist() for each in fold_batch_norm([[2.0]], [1.0], [3.0], [5.0], [4.0], [9.0], epsilon=0)]
    [[[2.0]], [2.0]]
    """
    import numpy as np

    matrix = np.asarray(weights, dtype=float)
    zero = np.zeros(len(matrix))
    scale = batch_norm(np.ones(len(matrix)), gamma, zero, zero, variance, epsilon)
    return (
        matrix * scale.reshape(-1, *(1,) * (matrix.ndim - 1)),
        batch_norm(biases, gamma, beta, mean, variance, epsilon),
    )


def layer_norm(x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5) -> Array:
    """Layer normalisation γ(x − μ)/√(σ² + ε) + β, with mean and variance over the features of each example.

    x : (…, features), at least one feature. gamma, beta : (features,). epsilon : at least 0, else ValueError.

    Source: Ba, Kiros, Hinton, Layer normalization (2016), equation 3.

    >>> layer_norm([[1.0, 3.0], [10.0, 30.0]], [1.0, 1.0], [0.0, 5.0], epsilon=0).tolist()
    [[-1.0, 6.0], [-1.0, 6.0]]
    """
    return _affine(_standardised(x, (-1,), epsilon)[0], gamma, beta)


def layer_norm_backward(
    upstream: ArrayLike, x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Gradients in x, gamma and beta of a loss whose gradient in layer_norm's output is `upstream`.

    upstream, x : (…, features). gamma : (features,).

    Source: Ba, Kiros, Hinton, Layer normalization (2016), equation 3, and the chain rule.

    >>> dx, dgamma, dbeta = layer_norm_backward([[1.0, 0.0]], [[1.0, 3.0]], [1.0, 1.0], epsilon=0)
    >>> dx.tolist(), dgamma.tolist(), dbeta.tolist()
    ([[0.0, 0.0]], [-1.0, 0.0], [1.0, 0.0])
    """
    import numpy as np

    outer, scaled, inverse = np.asarray(upstream, dtype=float), *_standardised(x, (-1,), epsilon)
    in_x = _through_standardisation(outer * np.asarray(gamma, dtype=float), scaled, inverse, (-1,))
    rest = tuple(range(outer.ndim - 1))
    return in_x, (outer * scaled).sum(axis=rest), outer.sum(axis=rest)


def rms_norm(x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5) -> Array:
    """RMS normalisation γ·x/√(mean of x² + ε) over the features of each example, without a mean or a shift.

    x : (…, features), at least one feature. gamma : (features,). epsilon : at least 0, else ValueError.

    Source: Zhang and Sennrich, Root mean square layer normalization (2019), equation 4.

    >>> rms_norm([[1.0, 7.0]], [1.0, 2.0], epsilon=0).round(3).tolist()
    [[0.2, 2.8]]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    return np.asarray(values * _inverse_rms(values, epsilon) * np.asarray(gamma, dtype=float))


def rms_norm_backward(
    upstream: ArrayLike, x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5
) -> tuple[Array, Array]:
    """Gradients in x and gamma of a loss whose gradient in rms_norm's output is `upstream`.

    upstream, x : (…, features). gamma : (features,).

    Source: Zhang and Sennrich, Root mean square layer normalization (2019), equation 4, and the chain rule.

    >>> dx, dgamma = rms_norm_backward([[1.0, 1.0]], [[1.0, 7.0]], [1.0, 1.0], epsilon=0)
    >>> dx.round(3).tolist(), dgamma.round(3).tolist()
    ([[0.168, -0.024]], [0.2, 1.4])
    """
    import numpy as np

    outer, values = np.asarray(upstream, dtype=float), np.asarray(x, dtype=float)
    inverse = _inverse_rms(values, epsilon)
    inner, scaled = outer * np.asarray(gamma, dtype=float), values * inverse
    in_x = inverse * (inner - scaled * (inner * scaled).mean(axis=-1, keepdims=True))
    return np.asarray(in_x), np.asarray((outer * scaled).sum(axis=tuple(range(outer.ndim - 1))))


def group_norm(images: ArrayLike, gamma: ArrayLike, beta: ArrayLike, groups: int, epsilon: float = 1e-5) -> Array:
    """Each image's channels normalised in groups, over the group's channels and pixels; of the shape of the images.

    images : (images, channels, height, width). gamma, beta : (channels,). groups : divides the channels, else
    ValueError; 1 makes it a layer normalisation of the image, as many as channels an instance normalisation.

    Source: Wu and He, Group normalization (2018), equations 1 to 7.

    >>> group_norm([[[[1.0]], [[3.0]], [[10.0]], [[30.0]]]], [1.0] * 4, [0.0] * 4, 2, epsilon=0).ravel().tolist()
    [-1.0, 1.0, -1.0, 1.0]
    """
    values = _images(images)
    count, channels = values.shape[:2]
    at_least(1, groups=groups)
    if channels % groups:
        raise ValueError(f"{groups} groups do not divide {channels} channels")
    scaled = _standardised(values.reshape(count, groups, -1), (-1,), epsilon)[0]
    return _affine(scaled.reshape(values.shape), gamma, beta, axes=2)


def instance_norm(images: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5) -> Array:
    """Each channel of each image normalised over its pixels; of the shape of the images.

    images : (images, channels, height, width). gamma, beta : (channels,). epsilon : at least 0, else ValueError.

    Source: Ulyanov, Vedaldi, Lempitsky, Instance normalization (2016), equation 4.

    >>> instance_norm([[[[1.0, 3.0]], [[10.0, 30.0]]]], [1.0, 1.0], [0.0, 0.0], epsilon=0).ravel().tolist()
    [-1.0, 1.0, -1.0, 1.0]
    """
    return _affine(_standardised(_images(images), (2, 3), epsilon)[0], gamma, beta, axes=2)


def norm_parameters(features: int, *, shift: bool = True, running: bool = False) -> int:
    """Number of parameters of a normalisation layer: a scale for each feature or channel, and a shift unless it is RMS.

    features : at least 1, else ValueError. shift : γ alone or γ and β. running : whether batch normalisation's running
    mean and variance count, which are not learned (Keras' "non-trainable params").

    Source: Ioffe and Szegedy, Batch normalization (2015), algorithm 1; Zhang and Sennrich (2019), equation 4.

    >>> norm_parameters(64), norm_parameters(64, running=True), norm_parameters(64, shift=False)
    (128, 256, 64)
    """
    at_least(1, features=features)
    return features * ((2 if shift else 1) + (2 if running else 0))


def _standardised(x: ArrayLike, axes: tuple[int, ...], epsilon: float) -> tuple[Array, Array]:
    """(x − μ)/√(σ² + ε) over these axes, and 1/√(σ² + ε)."""
    import numpy as np

    values = np.asarray(x, dtype=float)
    at_least(0, epsilon=epsilon)
    inverse = 1 / np.sqrt(values.var(axis=axes, keepdims=True) + epsilon)
    return np.asarray((values - values.mean(axis=axes, keepdims=True)) * inverse), inverse


def _through_standardisation(inner: Array, scaled: Array, inverse: Array, axes: tuple[int, ...]) -> Array:
    """The gradient in x, from that in (x − μ)/√(σ² + ε)."""
    import numpy as np

    along = (inner * scaled).mean(axis=axes, keepdims=True)
    return np.asarray(inverse * (inner - inner.mean(axis=axes, keepdims=True) - scaled * along))


def _inverse_rms(values: Array, epsilon: float) -> Array:
    import numpy as np

    at_least(0, epsilon=epsilon)
    return np.asarray(1 / np.sqrt((values**2).mean(axis=-1, keepdims=True) + epsilon))


def _affine(scaled: Array, gamma: ArrayLike, beta: ArrayLike, *, axes: int = 0) -> Array:
    """γ·scaled + β, with one of each for the axis that `axes` axes follow."""
    import numpy as np

    scale, shift = (np.asarray(each, dtype=float).reshape(-1, *(1,) * axes) for each in (gamma, beta))
    return np.asarray(scaled * scale + shift)


def _images(images: ArrayLike) -> Array:
    import numpy as np

    values = np.asarray(images, dtype=float)
    if values.ndim != 4:
        raise ValueError(f"images are (images, channels, height, width), not {values.shape}")
    return values
