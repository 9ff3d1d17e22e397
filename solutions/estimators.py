"""Bias and variance: of estimators over all samples, of ridge regression, in exact numbers where they can be."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from solutions._numbers import Exact, check_distribution

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "EstimatorError",
    "estimator_error",
    "prediction_error_parts",
    "ridge_bias",
    "ridge_covariance",
    "ridge_degrees_of_freedom",
    "sample_mean",
    "sample_variance",
]


class EstimatorError(NamedTuple):
    """What an estimator errs by: mean squared error = bias² + variance."""

    bias: Fraction
    variance: Fraction
    mean_squared_error: Fraction


def sample_mean(sample: Sequence[Exact]) -> Fraction:
    """The mean of a sample, an unbiased estimator of the population's. Raises ValueError for an empty one.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 5.4.2.

    >>> sample_mean([1, 2, 4])
    Fraction(7, 3)
    """
    if not len(sample):
        raise ValueError("the sample is empty")
    return Fraction(sum(sample)) / len(sample)


def sample_variance(sample: Sequence[Exact], ddof: int = 1) -> Fraction:
    """Σ (x − mean)²/(n − ddof): unbiased for ddof = 1, too small on average for 0 (the maximum-likelihood estimate).

    Raises ValueError where the sample has no more than ddof entries.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 5.4.2, equations 5.36 and 5.40.

    >>> sample_variance([1, 2, 6]), sample_variance([1, 2, 6], ddof=0)
    (Fraction(7, 1), Fraction(14, 3))
    """
    if len(sample) <= ddof:
        raise ValueError(f"a sample of {len(sample)} is too small for ddof {ddof}")
    mean = sample_mean(sample)
    return sum(((value - mean) ** 2 for value in sample), Fraction(0)) / (len(sample) - ddof)


def estimator_error(
    estimator: Callable[[Sequence[Exact]], Exact],
    target: Exact,
    values: Sequence[Exact],
    size: int,
    probabilities: Sequence[Exact] | None = None,
) -> EstimatorError:
    """Bias, variance and mean squared error of an estimator, exact: over all samples of independent draws.

    estimator : takes a sample. target : what it estimates. values : those of one draw, at least one. size : draws in a
    sample, at least 1; len(values)^size samples are tried. probabilities : of the values, equal if left out. Raises
    ValueError otherwise.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 5.4, equations 5.20 and 5.53 to 5.54.

    >>> estimator_error(lambda sample: sample_variance(sample, ddof=0), Fraction(1, 4), [0, 1], size=2)
    EstimatorError(bias=Fraction(-1, 8), variance=Fraction(1, 64), mean_squared_error=Fraction(1, 32))
    """
    if not len(values) or size < 1:
        raise ValueError("a draw has at least 1 value, and a sample at least 1 draw")
    shares = [Fraction(1, len(values))] * len(values) if probabilities is None else probabilities
    check_distribution(shares)
    if len(shares) != len(values):
        raise ValueError(f"{len(values)} values, but {len(shares)} probabilities")
    mean = square = error = Fraction(0)
    for places in itertools.product(range(len(values)), repeat=size):
        weight = Fraction(1)
        for place in places:
            weight *= shares[place]
        estimate = estimator([values[place] for place in places])
        mean += weight * estimate
        square += weight * estimate**2
        error += weight * (estimate - target) ** 2
    return EstimatorError(mean - target, square - mean**2, error)


def prediction_error_parts(
    predictions: Sequence[Exact], truth: Exact, noise: Exact = 0
) -> tuple[Fraction, Fraction, Fraction]:
    """Squared bias, variance and irreducible noise of predictions at one point; they sum to the expected squared error.

    predictions : by models from different training sets, equally likely, at least one. truth : the mean of the label at
    that point. noise : the label's variance, at least 0. Raises ValueError otherwise.

    Source: Geman, Bienenstock, Doursat, Neural networks and the bias/variance dilemma (1992); Hastie,
    Tibshirani, Friedman, The elements of statistical learning (2009), equation 7.9.

    >>> prediction_error_parts([1, 3], truth=1, noise=2)
    (Fraction(1, 1), Fraction(1, 1), Fraction(2, 1))
    """
    if noise < 0:
        raise ValueError(f"a variance is at least 0, not {noise}")
    mean = sample_mean(predictions)
    return (mean - truth) ** 2, sample_variance(predictions, ddof=0), Fraction(noise)


def ridge_bias(x: ArrayLike, weights: ArrayLike, penalty: float) -> Array:
    """The bias E[ŵ] − w = −λ·(XᵀX + λI)⁻¹·w of ridge regression for fixed inputs, of the shape of w; 0 for λ = 0.

    x : (examples, features), of full rank if λ = 0. weights w : (features,), the true ones. penalty λ : at least 0,
    ValueError below.

    Source: Hoerl and Kennard, Ridge regression: biased estimation for nonorthogonal problems (1970), section 4.

    >>> ridge_bias([[1.0], [1.0]], [3.0], penalty=1.0).tolist()
    [-1.0]
    """
    import numpy as np

    return np.asarray(-penalty * np.linalg.solve(_penalised(x, penalty), np.asarray(weights, dtype=float)))


def ridge_covariance(x: ArrayLike, noise: float, penalty: float) -> Array:
    """The covariance σ²·A·XᵀX·A with A = (XᵀX + λI)⁻¹ of ridge regression's weights, (features, features).

    x : (examples, features). noise σ² : the variance of the labels' independent noise, at least 0. penalty λ : at least
    0. Raises ValueError otherwise. It shrinks as λ grows, while the bias grows.

    Source: Hoerl and Kennard, Ridge regression: biased estimation for nonorthogonal problems (1970), section 4.

    >>> ridge_covariance([[1.0], [1.0]], noise=9.0, penalty=1.0).round(12).tolist()
    [[2.0]]
    """
    import numpy as np

    if noise < 0:
        raise ValueError(f"a variance is at least 0, not {noise}")
    data = np.asarray(x, dtype=float)
    inverse = np.linalg.inv(_penalised(data, penalty))
    return np.asarray(noise * inverse @ data.T @ data @ inverse)


def ridge_degrees_of_freedom(x: ArrayLike, penalty: float) -> float:
    """Σ d²/(d² + λ) over the singular values d of x: the rank for λ = 0, towards 0 as λ grows.

    x : (examples, features). penalty λ : at least 0, ValueError below.

    Source: Hastie, Tibshirani, Friedman, The elements of statistical learning (2009), equation 3.50.

    >>> ridge_degrees_of_freedom([[2.0, 0.0], [0.0, 1.0]], penalty=1.0)
    1.3
    """
    import numpy as np

    _penalised(x, penalty)
    squares = np.linalg.svd(np.asarray(x, dtype=float), compute_uv=False) ** 2
    squares = squares[squares > squares.max(initial=0) * 1e-24]
    return float((squares / (squares + penalty)).sum())


def _penalised(x: ArrayLike, penalty: float) -> Array:
    """XᵀX + λI."""
    import numpy as np

    if penalty < 0:
        raise ValueError(f"the penalty is at least 0, not {penalty}")
    data = np.asarray(x, dtype=float)
    return np.asarray(data.T @ data + penalty * np.eye(data.shape[1]))
