"""Losses of classifiers, from logits, without overflow; with their gradients.

Losses are means over a batch, in nats where they are logarithms. Logits are (examples, classes), labels (examples,),
whole numbers from 0; where there are two classes, logits and targets are arrays of one shape, targets 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from solutions._checks import above, at_least, same_shape
from solutions.activations import sigmoid, softmax
from solutions.divergences import distribution_cross_entropy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_gradient",
    "bits_per_dimension",
    "cross_entropy",
    "cross_entropy_gradient",
    "focal_loss",
    "hinge_loss",
    "hinge_loss_gradient",
    "label_smoothing_cross_entropy",
    "log_softmax",
    "log_sum_exp",
    "multiclass_hinge_loss",
    "perplexity",
    "smooth_labels",
    "token_perplexity",
]


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


def log_softmax(logits: ArrayLike) -> Array:
    """Logarithms of softmax(logits) along the last axis, of the shape of the logits; no overflow, and no log of 0.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 6.30.

    >>> log_softmax([0.0, 1000.0]).tolist()
    [-1000.0, 0.0]
    """
    import numpy as np

    values = np.asarray(logits, dtype=float)
    return np.asarray(values - log_sum_exp(values)[..., None])


def cross_entropy(logits: ArrayLike, labels: ArrayLike) -> float:
    """The mean over a batch of −log softmax(logits) at the true class, in nats, at least 0.

    logits : (examples, classes). labels : (examples,), whole numbers from 0. Raises ValueError where a label is no
    class, or the numbers of examples differ.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.2.2.3.

    >>> round(cross_entropy([[0.0, 0.0], [1000.0, 0.0]], [1, 0]), 3)
    0.347
    """
    import numpy as np

    values, true = _checked(logits, labels)
    return float(np.mean(log_sum_exp(values) - values[np.arange(len(true)), true]))


def cross_entropy_gradient(logits: ArrayLike, labels: ArrayLike) -> Array:
    """The gradient of cross_entropy in the logits: (softmax − one-hot) / examples, of the shape of the logits.

    Each row sums to 0. Raises ValueError where a label is no class, or the numbers of examples differ.

    Source: Bishop, Pattern recognition and machine learning (2006), equation 4.109.

    >>> cross_entropy_gradient([[0.0, 0.0]], [1]).tolist()
    [[0.5, -0.5]]
    """
    import numpy as np

    values, true = _checked(logits, labels)
    gradient = softmax(values)
    gradient[np.arange(len(true)), true] -= 1
    return np.asarray(gradient / len(true))


def binary_cross_entropy(probabilities: ArrayLike, targets: ArrayLike) -> float:
    """Binary cross-entropy, the mean of −t·log p − (1 − t)·log(1 − p), in nats; ∞ for a certain and wrong prediction.

    probabilities : in [0, 1]. targets : in [0, 1], of the same shape. Raises ValueError for others.

    Source: Bishop, Pattern recognition and machine learning (2006), equation 4.90.

    >>> round(binary_cross_entropy([0.5, 1.0], [1, 1]), 3)
    0.347
    """
    import numpy as np

    shares, true = np.asarray(probabilities, dtype=float), np.asarray(targets, dtype=float)
    same_shape(probabilities=shares.shape, targets=true.shape)
    if np.any((shares < 0) | (shares > 1) | (true < 0) | (true > 1)):
        raise ValueError("probabilities and targets lie in [0, 1]")
    both = [np.stack([each, 1 - each], axis=-1) for each in (true, shares)]
    return float(distribution_cross_entropy(*both).mean())


def binary_cross_entropy_with_logits(logits: ArrayLike, targets: ArrayLike) -> float:
    """Binary cross-entropy of σ(z), the mean of max(z, 0) − z·t + log(1 + e^−|z|): no overflow for any z.

    targets : in [0, 1], of the shape of the logits, else ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 6.2.2.2; TensorFlow,
    tf.nn.sigmoid_cross_entropy_with_logits.

    >>> binary_cross_entropy_with_logits([1000.0, -1000.0], [0, 0])
    500.0
    """
    import numpy as np

    values, true = _two_classes(logits, targets)
    return float((np.maximum(values, 0) - values * true + np.log1p(np.exp(-np.abs(values)))).mean())


def binary_cross_entropy_with_logits_gradient(logits: ArrayLike, targets: ArrayLike) -> Array:
    """The gradient of binary_cross_entropy_with_logits in the logits: (σ(z) − t) / their number.

    Source: Bishop, Pattern recognition and machine learning (2006), equation 4.91.

    >>> binary_cross_entropy_with_logits_gradient([0.0, 0.0], [0, 1]).tolist()
    [0.25, -0.25]
    """
    import numpy as np

    values, true = _two_classes(logits, targets)
    return np.asarray((sigmoid(values) - true) / values.size)


def focal_loss(logits: ArrayLike, targets: ArrayLike, *, gamma: float = 2.0, alpha: float | None = 0.25) -> float:
    """Focal loss, the mean of −α_t(1 − p_t)^γ·log p_t, p_t being the probability of the true one of two classes.

    targets : 0 or 1, of the shape of the logits. gamma : at least 0; with 0 and no alpha it is the binary
    cross-entropy. alpha : weight of class 1, that of class 0 being 1 − alpha; None for no weights. Raises ValueError
    for others.

    Source: Lin et al., Focal loss for dense object detection (2017), equation 5.

    >>> round(focal_loss([0.0], [1]), 4)
    0.0433
    """
    import numpy as np

    values, true = _two_classes(logits, targets)
    at_least(0, gamma=gamma)
    if np.any((true != 0) & (true != 1)):
        raise ValueError("targets are 0 or 1")
    signed = np.where(true == 1, values, -values)
    log_true = -np.maximum(-signed, 0) - np.log1p(np.exp(-np.abs(signed)))
    weights = np.ones_like(values) if alpha is None else np.where(true == 1, alpha, 1 - alpha)
    return float(-(weights * sigmoid(-signed) ** gamma * log_true).mean())


def hinge_loss(scores: ArrayLike, targets: ArrayLike) -> float:
    """Hinge loss of a support vector machine, the mean of max(0, 1 − t·s); at least 0.

    targets : −1 or 1, of the shape of the scores. Raises ValueError for others.

    Source: Bishop, Pattern recognition and machine learning (2006), equation 7.45.

    >>> hinge_loss([2.0, 0.5, -1.0], [1, 1, 1])
    0.8333333333333334
    """
    import numpy as np

    values, true = _signed(scores, targets)
    return float(np.maximum(0, 1 - true * values).mean())


def hinge_loss_gradient(scores: ArrayLike, targets: ArrayLike) -> Array:
    """The gradient of hinge_loss in the scores: −t / their number where t·s < 1, else 0.

    At the kink t·s = 1 it is 0, one of the subgradients. Otherwise as hinge_loss.

    Source: Shalev-Shwartz, Singer, Srebro, Pegasos (2007), section 2.

    >>> hinge_loss_gradient([2.0, 0.5], [1, 1]).tolist()
    [0.0, -0.5]
    """
    import numpy as np

    values, true = _signed(scores, targets)
    return np.where(true * values < 1, -true, 0) / values.size


def multiclass_hinge_loss(scores: ArrayLike, labels: ArrayLike, *, margin: float = 1.0, worst: bool = False) -> float:
    """Multi-class hinge loss, the mean of Σ max(0, s_j − s_y + margin) over the wrong classes j; at least 0.

    scores : (examples, classes). labels : (examples,). margin : at least 0. worst : the largest term in place of the
    sum (Crammer and Singer). Raises ValueError where a label is no class.

    Source: Weston and Watkins, Support vector machines for multi-class pattern recognition (1999); Crammer and Singer,
    On the algorithmic implementation of multiclass kernel-based vector machines (2001).

    >>> multiclass_hinge_loss([[3.2, 5.1, -1.7]], [0])
    2.8999999999999995
    """
    import numpy as np

    values, true = _checked(scores, labels)
    at_least(0, margin=margin)
    rows = np.arange(len(true))
    terms = np.maximum(0, values - values[rows, true][:, None] + margin)
    terms[rows, true] = 0
    return float((terms.max(axis=1) if worst else terms.sum(axis=1)).mean())


def smooth_labels(labels: Sequence[int], classes: int, smoothing: float) -> Array:
    """Targets (examples, classes): 1 − ε at the true class, and ε / classes added to all; rows sum to 1.

    smoothing : ε in [0, 1], else ValueError. Raises ValueError where a label is no class.

    Source: Szegedy et al., Rethinking the Inception architecture (2016), section 7.

    >>> smooth_labels([1], 4, 0.2).round(3).tolist()
    [[0.05, 0.85, 0.05, 0.05]]
    """
    import numpy as np

    if not 0 <= smoothing <= 1:
        raise ValueError(f"smoothing lies in [0, 1], not {smoothing}")
    rows, true = _checked(np.zeros((len(labels), classes)), labels)
    rows += smoothing / classes
    rows[np.arange(len(true)), true] += 1 - smoothing
    return rows


def label_smoothing_cross_entropy(logits: ArrayLike, labels: Sequence[int], smoothing: float) -> float:
    """Cross-entropy with smooth_labels, the mean over a batch, in nats; with smoothing 0 it is cross_entropy.

    It is at least the entropy of the smooth labels. Arguments and errors as in cross_entropy and smooth_labels.

    Source: Szegedy et al., Rethinking the Inception architecture (2016), section 7.

    >>> round(label_smoothing_cross_entropy([[0.0, 0.0]], [1], 0.1), 3)
    0.693
    """
    import numpy as np

    values = np.asarray(logits, dtype=float)
    targets = smooth_labels(labels, values.shape[-1], smoothing)
    return float(-(targets * log_softmax(values)).sum(axis=1).mean())


def perplexity(loss: float, *, base: float = math.e) -> float:
    """Perplexity of a mean cross-entropy per token: base^loss; as many equally likely tokens would be as hard to guess.

    loss : in nats, or in bits with base 2; at least 0, else ValueError. base : above 0, else ValueError.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition draft), section 3.7.

    >>> perplexity(3.0, base=2), round(perplexity(math.log(50)), 6)
    (8.0, 50.0)
    """
    at_least(0, loss=loss)
    above(0, base=base)
    return float(base**loss)


def token_perplexity(probabilities: Sequence[float]) -> float:
    """Perplexity of a text from the probabilities of its tokens: the inverse of their geometric mean, at least 1.

    probabilities : of each token given those before it, in (0, 1], at least one. Raises ValueError for others.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition draft), section 3.3.

    >>> round(token_perplexity([0.25, 1.0]), 9)
    2.0
    """
    if not len(probabilities) or any(not 0 < probability <= 1 for probability in probabilities):
        raise ValueError("at least one probability is needed, and each lies in (0, 1]")
    return math.exp(-math.fsum(map(math.log, probabilities)) / len(probabilities))


def bits_per_dimension(loss: float, dimensions: int, *, levels: int = 1) -> float:
    """Bits for each dimension of an example: loss / (dimensions · ln 2), plus log₂(levels).

    loss : negative log-likelihood of an example in nats. dimensions : at least 1, else ValueError; height × width ×
    channels of an image. levels : 256 where the model is a density of 8-bit values scaled to [0, 1], 1 where values
    kept their scale or the model gives probabilities; at least 1, else ValueError.

    Source: Theis, van den Oord, Bethge, A note on the evaluation of generative models (2016), section 3.1.

    A uniform density on [0, 1] spends 8 bits on each 8-bit value:

    >>> bits_per_dimension(0.0, 3072, levels=256)
    8.0
    """
    at_least(1, dimensions=dimensions, levels=levels)
    return loss / (dimensions * math.log(2)) + math.log2(levels)


def _checked(scores: ArrayLike, labels: ArrayLike) -> tuple[Array, NDArray[np.int_]]:
    import numpy as np

    values, true = np.asarray(scores, dtype=float), np.asarray(labels, dtype=int)
    if values.ndim != 2 or true.shape != values.shape[:1] or not len(true):
        raise ValueError(f"scores are (examples, classes) and labels (examples,), not {values.shape} and {true.shape}")
    if true.min() < 0 or true.max() >= values.shape[1]:
        raise ValueError(f"labels are classes from 0 to {values.shape[1] - 1}")
    return values, true


def _two_classes(logits: ArrayLike, targets: ArrayLike) -> tuple[Array, Array]:
    import numpy as np

    values, true = np.asarray(logits, dtype=float), np.asarray(targets, dtype=float)
    same_shape(logits=values.shape, targets=true.shape)
    if np.any((true < 0) | (true > 1)):
        raise ValueError("targets lie in [0, 1]")
    return values, true


def _signed(scores: ArrayLike, targets: ArrayLike) -> tuple[Array, Array]:
    import numpy as np

    values, true = np.asarray(scores, dtype=float), np.asarray(targets, dtype=float)
    same_shape(scores=values.shape, targets=true.shape)
    if np.any(np.abs(true) != 1):
        raise ValueError("targets are −1 or 1")
    return values, true
