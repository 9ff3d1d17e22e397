"""Losses of regression: squared, absolute, Huber, log-cosh and quantile, with their gradients.

Predictions and targets are arrays of one shape, and losses means over all entries, in the targets' unit or its square.
Gradients are those in the predictions, of their shape. All raise ValueError where the shapes differ or are empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solutions._checks import above, same_shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "huber_loss",
    "huber_loss_gradient",
    "log_cosh_loss",
    "mean_absolute_error",
    "mean_absolute_error_gradient",
    "mean_squared_error",
    "mean_squared_error_gradient",
    "quantile_loss",
    "root_mean_squared_error",
]


def mean_squared_error(predictions: ArrayLike, targets: ArrayLike) -> float:
    """Mean squared error (p − t)², least where each prediction is the mean of its targets.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 5.4.

    >>> mean_squared_error([1.0, 4.0], [2.0, 2.0])
    2.5
    """
    return float((_errors(predictions, targets) ** 2).mean())


def mean_squared_error_gradient(predictions: ArrayLike, targets: ArrayLike) -> Array:
    """Gradient of the mean squared error: 2(p − t)/n for n entries.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 5.7.

    >>> mean_squared_error_gradient([1.0, 4.0], [2.0, 2.0]).tolist()
    [-1.0, 2.0]
    """
    errors = _errors(predictions, targets)
    return 2 * errors / errors.size


def root_mean_squared_error(predictions: ArrayLike, targets: ArrayLike) -> float:
    """Square root of the mean squared error, in the targets' unit; at least the mean absolute error.

    Source: Géron, Hands-on machine learning (2019), equation 2-1.

    >>> root_mean_squared_error([1.0, 8.0], [2.0, 1.0])
    5.0
    """
    return float(mean_squared_error(predictions, targets) ** 0.5)


def mean_absolute_error(predictions: ArrayLike, targets: ArrayLike) -> float:
    """Mean absolute error |p − t|, least where each prediction is a median of its targets.

    Source: Géron, Hands-on machine learning (2019), equation 2-2.

    >>> mean_absolute_error([1.0, 4.0], [2.0, 2.0])
    1.5
    """
    return float(abs(_errors(predictions, targets)).mean())


def mean_absolute_error_gradient(predictions: ArrayLike, targets: ArrayLike) -> Array:
    """Gradient of the mean absolute error: sign(p − t)/n for n entries; 0 at the kink, one of the subgradients.

    Source: Géron, Hands-on machine learning (2019), equation 2-2, differentiated.

    >>> mean_absolute_error_gradient([1.0, 4.0], [2.0, 2.0]).tolist()
    [-0.5, 0.5]
    """
    import numpy as np

    errors = _errors(predictions, targets)
    return np.asarray(np.sign(errors) / errors.size)


def huber_loss(predictions: ArrayLike, targets: ArrayLike, delta: float = 1.0) -> float:
    """Huber loss, the mean of ½e² where the error |e| is at most δ, and of δ(|e| − ½δ) beyond it.

    delta : above 0, else ValueError. With δ = 1 it is PyTorch's smooth L1 loss.

    Source: Huber, Robust estimation of a location parameter (1964); Girshick, Fast R-CNN (2015), equation 3.

    >>> huber_loss([0.5, 3.0], [0.0, 0.0])
    1.3125
    """
    import numpy as np

    above(0, delta=delta)
    sizes = abs(_errors(predictions, targets))
    return float(np.where(sizes <= delta, sizes**2 / 2, delta * (sizes - delta / 2)).mean())


def huber_loss_gradient(predictions: ArrayLike, targets: ArrayLike, delta: float = 1.0) -> Array:
    """Gradient of the Huber loss: the error, clipped to [−δ, δ], over the number of entries.

    delta : above 0, else ValueError.

    Source: Huber, Robust estimation of a location parameter (1964).

    >>> huber_loss_gradient([0.5, 3.0], [0.0, 0.0]).tolist()
    [0.25, 0.5]
    """
    import numpy as np

    above(0, delta=delta)
    errors = _errors(predictions, targets)
    return np.asarray(np.clip(errors, -delta, delta) / errors.size)


def log_cosh_loss(predictions: ArrayLike, targets: ArrayLike) -> float:
    """Log-cosh loss, the mean of log cosh(p − t): about ½e² for small errors, |e| − log 2 for large ones; no overflow.

    Source: Keras, keras.losses.LogCosh.

    >>> round(log_cosh_loss([1000.0], [0.0]), 3)
    999.307
    """
    import numpy as np

    errors = _errors(predictions, targets)
    return float((np.logaddexp(errors, -errors) - np.log(2)).mean())


def quantile_loss(predictions: ArrayLike, targets: ArrayLike, quantile: float) -> float:
    """Quantile loss, the mean of q·(t − p) where the target is above the prediction, else of (1 − q)·(p − t).

    quantile : q in (0, 1), else ValueError. It is least where each prediction is that quantile of its targets; with
    q = ½ it is half the mean absolute error.

    Source: Koenker and Bassett, Regression quantiles (1978).

    >>> quantile_loss([0.0, 0.0], [1.0, -1.0], 0.75)
    0.5
    """
    import numpy as np

    if not 0 < quantile < 1:
        raise ValueError(f"a quantile lies in (0, 1), not {quantile}")
    errors = -_errors(predictions, targets)
    return float(np.maximum(quantile * errors, (quantile - 1) * errors).mean())


def _errors(predictions: ArrayLike, targets: ArrayLike) -> Array:
    import numpy as np

    made, true = np.asarray(predictions, dtype=float), np.asarray(targets, dtype=float)
    same_shape(predictions=made.shape, targets=true.shape)
    if not made.size:
        raise ValueError("there are no predictions")
    return np.asarray(made - true)
