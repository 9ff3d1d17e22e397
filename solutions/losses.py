"""Losses of classifiers, from logits, without overflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = ["cross_entropy", "log_sum_exp"]


def log_sum_exp(x: ArrayLike) -> Array:
    """Log Σ exp(xᵢ) along the last axis, which is lost; no overflow for any x.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 4.1.

    >>> log_sum_exp([[1000.0, 1000.0]]).round(3).tolist()
    [1000.693]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    largest = values.max(axis=-1, keepdims=True)
    return np.asarray(np.log(np.exp(values - largest).sum(axis=-1)) + largest[..., 0])


def cross_entropy(logits: ArrayLike, labels: ArrayLike) -> float:
    """The mean over a batch of −log softmax(logits) at the true class, in nats, at least 0.

    logits : (examples, classes). labels : (examples,), whole numbers from 0.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.2.2.3.

    >>> round(cross_entropy([[0.0, 0.0], [1000.0, 0.0]], [1, 0]), 3)
    0.347
    """
    import numpy as np

    values, true = np.asarray(logits, dtype=float), np.asarray(labels, dtype=int)
    return float(np.mean(log_sum_exp(values) - values[np.arange(len(true)), true]))
