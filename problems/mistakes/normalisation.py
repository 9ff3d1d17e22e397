"""Misconceptions about normalisation: axes, statistics, and what depends on the batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from solutions import normalisation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


def layer_norm_over_the_batch(x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5) -> Array:
    """Would your result for one example change with the others in its batch? Which normalisation is that?"""
    import numpy as np

    values = np.asarray(x, dtype=float)
    return normalisation.batch_norm(values, gamma, beta, values.mean(axis=0), values.var(axis=0), epsilon)


def layer_norm_by_the_variance(x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5) -> Array:
    """What is the standard deviation of your features afterwards? You divided by its square."""
    import numpy as np

    values = np.asarray(x, dtype=float)
    centred = values - values.mean(axis=-1, keepdims=True)
    scaled = centred / (values.var(axis=-1, keepdims=True) + epsilon)
    return np.asarray(np.asarray(gamma, dtype=float) * scaled + np.asarray(beta, dtype=float))


def layer_norm_without_scale_and_shift(x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5) -> Array:
    """The features are standardised. What may the layer learn to undo it?"""
    import numpy as np

    return normalisation.layer_norm(x, np.ones_like(gamma), np.zeros_like(beta), epsilon)


def layer_norm_with_the_unbiased_variance(
    x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-5
) -> Array:
    """Are these features a sample from which a variance is estimated, or all there are?"""
    import numpy as np

    values = np.asarray(x, dtype=float)
    scaled = (values - values.mean(axis=-1, keepdims=True)) / np.sqrt(
        values.var(axis=-1, ddof=1, keepdims=True) + epsilon
    )
    return np.asarray(np.asarray(gamma, dtype=float) * scaled + np.asarray(beta, dtype=float))


def rms_norm_that_centres(x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5) -> Array:
    """Which statistic does this layer leave out, and why is it cheaper than layer normalisation?"""
    import numpy as np

    return normalisation.layer_norm(x, gamma, np.zeros_like(gamma), epsilon)


def rms_norm_by_the_length(x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5) -> Array:
    """Your divisor grows with the number of features. Which of the letters in RMS is missing?"""
    import numpy as np

    values = np.asarray(x, dtype=float)
    lengths = np.sqrt((values**2).sum(axis=-1, keepdims=True) + epsilon)
    return np.asarray(values / lengths * np.asarray(gamma, dtype=float))


def backward_with_constant_statistics(
    upstream: ArrayLike, x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5
) -> tuple[Array, Array, Array]:
    """Do mean and variance stay as they are when an input changes?"""
    import numpy as np

    values = np.asarray(x, dtype=float)
    _, in_gamma, in_beta = normalisation.batch_norm_backward(upstream, x, gamma, epsilon)
    inner = np.asarray(upstream, dtype=float) * np.asarray(gamma, dtype=float)
    return np.asarray(inner / np.sqrt(values.var(axis=0) + epsilon)), in_gamma, in_beta


def backward_with_a_constant_variance(
    upstream: ArrayLike, x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-5
) -> tuple[Array, Array, Array]:
    """The mean moves with the input. What else does?"""
    in_x, in_gamma, in_beta = backward_with_constant_statistics(upstream, x, gamma, epsilon)
    return in_x - in_x.mean(axis=0), in_gamma, in_beta


def momentum_for_the_new_batch(running: ArrayLike, batch: ArrayLike, momentum: float = 0.9) -> Array:
    """With a momentum close to its upper end, should the statistics move a lot or a little?"""
    return normalisation.running_statistic(batch, running, momentum)


def statistic_of_the_last_batch(running: ArrayLike, batch: ArrayLike, momentum: float = 0.9) -> Array:
    """What do you remember of the batches before this one?"""
    return normalisation.running_statistic(running, batch, 0.0)


def group_norm_of_single_channels(
    images: ArrayLike, gamma: ArrayLike, beta: ArrayLike, groups: int, epsilon: float = 1e-5
) -> Array:
    """How many channels share a mean in a group?"""
    return normalisation.instance_norm(images, gamma, beta, epsilon)


def group_norm_of_all_channels(
    images: ArrayLike, gamma: ArrayLike, beta: ArrayLike, groups: int, epsilon: float = 1e-5
) -> Array:
    """Do all channels of an image share a mean, or only those of a group?"""
    return normalisation.group_norm(images, gamma, beta, 1, epsilon)


def one_scale_for_the_layer(features: int, *, shift: bool = True, running: bool = False) -> int:
    """Is there one scale for the whole layer, or one for each feature?"""
    return normalisation.norm_parameters(1, shift=shift, running=running)


def running_statistics_that_learn(features: int, *, shift: bool = True, running: bool = False) -> int:
    """Which of these numbers get a gradient, and which are only counted along?"""
    return normalisation.norm_parameters(features, shift=shift, running=True)


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "layer_norm": (
        layer_norm_over_the_batch,
        layer_norm_by_the_variance,
        layer_norm_without_scale_and_shift,
        layer_norm_with_the_unbiased_variance,
    ),
    "rms_norm": (rms_norm_that_centres, rms_norm_by_the_length),
    "batch_norm_backward": (backward_with_constant_statistics, backward_with_a_constant_variance),
    "running_statistic": (momentum_for_the_new_batch, statistic_of_the_last_batch),
    "group_norm": (group_norm_of_single_channels, group_norm_of_all_channels),
    "norm_parameters": (one_scale_for_the_layer, running_statistics_that_learn),
}
