"""Entropy, cross-entropy and Kullback–Leibler divergence of distributions, categorical and Gaussian; in nats.

Probabilities run along the last axis; an event of probability 0 contributes 0.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from solutions._checks import above

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "distribution_cross_entropy",
    "entropy",
    "kl_diagonal_gaussians",
    "kl_divergence",
    "kl_gaussians",
    "kl_multivariate_gaussians",
    "mutual_information",
    "normal_entropy",
]


def entropy(p: ArrayLike) -> Array:
    """Entropy −Σ p·log p along the last axis: from 0 for a certain event to log n for n equally likely ones.

    p : probabilities that sum to 1, else ValueError. Divide by log 2 for bits.

    Source: Shannon, A mathematical theory of communication (1948), section 6.

    >>> entropy([[0.5, 0.5], [1.0, 0.0]]).round(3).tolist()
    [0.693, 0.0]
    """
    return distribution_cross_entropy(p, p)


def distribution_cross_entropy(p: ArrayLike, q: ArrayLike) -> Array:
    """Cross-entropy −Σ p·log q along the last axis, at least entropy(p); infinite where q rules out what p has.

    p, q : probabilities of one shape that sum to 1, else ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equation 3.51.

    >>> float(distribution_cross_entropy([1.0, 0.0], [0.25, 0.75]).round(3))
    1.386
    """
    import numpy as np

    true, made = _distribution(p), _distribution(q)
    if true.shape != made.shape:
        raise ValueError(f"the distributions have the shapes {true.shape} and {made.shape}")
    with np.errstate(divide="ignore"):
        surprise = -np.log(made)
    return np.asarray((true * np.where(true > 0, surprise, 0)).sum(axis=-1))


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Array:
    """Kullback–Leibler divergence Σ p·log(p/q) along the last axis: at least 0, and 0 only for p = q; not symmetric.

    p, q : probabilities of one shape that sum to 1, else ValueError. Infinite where q rules out what p has.

    Source: Kullback and Leibler, On information and sufficiency (1951); Goodfellow, Bengio, Courville, Deep Learning
    (2016), equation 3.50.

    >>> kl_divergence([[0.5, 0.5], [0.9, 0.1]], [[0.9, 0.1], [0.5, 0.5]]).round(3).tolist()
    [0.511, 0.368]
    """
    import numpy as np

    return np.asarray(distribution_cross_entropy(p, q) - entropy(p))


def mutual_information(joint: ArrayLike) -> float:
    """Mutual information of two variables, the KL divergence of their joint distribution from its margins' product.

    joint : (values of one, values of the other), probabilities that sum to 1, else ValueError. At least 0, and 0 where
    the variables are independent.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 3.13; Cover and Thomas, Elements of information
    theory (2006), equation 2.28.

    >>> round(mutual_information([[0.5, 0.0], [0.0, 0.5]]), 3)
    0.693
    """
    import numpy as np

    table = np.asarray(joint, dtype=float)
    if table.ndim != 2:
        raise ValueError(f"a joint distribution of two variables has two axes, not {table.ndim}")
    product = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    return float(kl_divergence(table.ravel(), product.ravel()))


def normal_entropy(deviation: float) -> float:
    """Entropy ½log(2πe·σ²) of a normal distribution; below 0 for small σ, as it is one of densities.

    deviation : σ, above 0, else ValueError.

    Source: Cover and Thomas, Elements of information theory (2006), example 8.1.2.

    >>> round(normal_entropy(1.0), 3)
    1.419
    """
    above(0, deviation=deviation)
    return math.log(2 * math.pi * math.e * deviation**2) / 2


def kl_gaussians(mean: float, deviation: float, other_mean: float = 0.0, other_deviation: float = 1.0) -> float:
    """KL divergence of normal distributions: log(σ₂/σ₁) + (σ₁² + (μ₁ − μ₂)²)/(2σ₂²) − ½.

    deviation, other_deviation : σ₁ and σ₂, above 0, else ValueError; the second is the standard normal where left out.

    Source: Bishop, Pattern recognition and machine learning (2006), exercise 1.30.

    >>> kl_gaussians(1.0, 1.0), round(kl_gaussians(0.0, 2.0), 3)
    (0.5, 0.807)
    """
    above(0, deviation=deviation, other_deviation=other_deviation)
    spread = (deviation**2 + (mean - other_mean) ** 2) / (2 * other_deviation**2)
    return math.log(other_deviation / deviation) + spread - 0.5


def kl_diagonal_gaussians(
    mean: ArrayLike, deviation: ArrayLike, other_mean: ArrayLike = 0.0, other_deviation: ArrayLike = 1.0
) -> Array:
    """KL divergence of Gaussians with independent entries: kl_gaussians summed along the last axis.

    mean, deviation : (…, dimensions). other_mean, other_deviation : broadcast to them, the standard normal where left
    out. Raises ValueError for a deviation that is not above 0.

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), appendix B.

    >>> kl_diagonal_gaussians([[1.0, 1.0]], [[1.0, 1.0]]).tolist()
    [1.0]
    """
    import numpy as np

    first, spread, second, other = (np.asarray(x, dtype=float) for x in (mean, deviation, other_mean, other_deviation))
    if np.any(spread <= 0) or np.any(other <= 0):
        raise ValueError("deviations are above 0")
    terms = np.log(other / spread) + (spread**2 + (first - second) ** 2) / (2 * other**2) - 0.5
    return np.asarray(terms.sum(axis=-1))


def kl_multivariate_gaussians(
    mean: ArrayLike, covariance: ArrayLike, other_mean: ArrayLike, other_covariance: ArrayLike
) -> float:
    """KL divergence of Gaussians: ½(tr(Σ₂⁻¹Σ₁) + (μ₂ − μ₁)ᵀΣ₂⁻¹(μ₂ − μ₁) − k + log(det Σ₂ / det Σ₁)).

    mean, other_mean : (k,). covariance, other_covariance : (k, k), symmetric and positive definite, else ValueError.

    Source: Rasmussen and Williams, Gaussian processes for machine learning (2006), equation A.23.

    >>> round(kl_multivariate_gaussians([1.0, 0.0], [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]]), 6)
    0.5
    """
    import numpy as np

    first, second = np.asarray(mean, dtype=float), np.asarray(other_mean, dtype=float)
    spread, other = _covariance(covariance), _covariance(other_covariance)
    difference, inverse = second - first, np.linalg.inv(other)
    logarithms = np.linalg.slogdet(other)[1] - np.linalg.slogdet(spread)[1]
    quadratic = difference @ inverse @ difference
    return float((np.trace(inverse @ spread) + quadratic - len(first) + logarithms) / 2)


def _distribution(p: ArrayLike) -> Array:
    import numpy as np

    values = np.asarray(p, dtype=float)
    if np.any(values < 0) or not np.allclose(values.sum(axis=-1), 1):
        raise ValueError("probabilities are at least 0 and sum to 1")
    return values


def _covariance(matrix: ArrayLike) -> Array:
    import numpy as np

    values = np.asarray(matrix, dtype=float)
    if not np.allclose(values, values.T) or np.linalg.eigvalsh(values).min() <= 0:
        raise ValueError("a covariance is symmetric and positive definite")
    return values
