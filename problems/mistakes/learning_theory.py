"""Misconceptions about bias and variance, regularised linear models, and the capacity of classes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from solutions import estimators, learning_theory, regularised_regression
from solutions._linear_systems import solved
from solutions._numbers import Exact, Real, ratio
from solutions.estimators import EstimatorError
from solutions.learning_theory import Class, Dichotomies
from solutions.regularised_regression import Rows


def variance_over_the_sample_size(sample: Sequence[Exact], ddof: int = 1) -> Fraction:
    """The mean was estimated from the same numbers, so it lies closer to them than the true mean does. Does your divisor make up for that?"""
    return estimators.sample_variance(sample, ddof=0)


def error_as_bias_plus_variance(
    estimator: Callable[[Sequence[Exact]], Exact],
    target: Exact,
    values: Sequence[Exact],
    size: int,
    probabilities: Sequence[Exact] | None = None,
) -> EstimatorError:
    """What are the units of the bias, and of the variance? Can they be added as they are?"""
    right = estimators.estimator_error(estimator, target, values, size, probabilities)
    return right._replace(mean_squared_error=abs(right.bias) + right.variance)


def error_of_the_spread_alone(
    estimator: Callable[[Sequence[Exact]], Exact],
    target: Exact,
    values: Sequence[Exact],
    size: int,
    probabilities: Sequence[Exact] | None = None,
) -> EstimatorError:
    """An estimator that always gives the same wrong number has no spread. Does it have no error?"""
    right = estimators.estimator_error(estimator, target, values, size, probabilities)
    return right._replace(mean_squared_error=right.variance)


def ridge_that_penalises_every_entry(x: Rows, y: Sequence[Exact], penalty: Exact) -> tuple[Fraction, ...]:
    """Which matrix is multiplied by the penalty? Look at what the gradient of the squared norm is."""
    columns = list(zip(*x, strict=True))
    squares = [[sum(a * b for a, b in zip(p, q, strict=True)) + penalty for q in columns] for p in columns]
    return solved(squares, [sum(a * b for a, b in zip(p, y, strict=True)) for p in columns])


def ridge_as_shrunk_least_squares(x: Rows, y: Sequence[Exact], penalty: Exact) -> tuple[Fraction, ...]:
    """Does the penalty shrink every direction by the same factor, however much the data say about it?"""
    return tuple(w / (1 + Fraction(penalty)) for w in regularised_regression.ridge_regression_exact(x, y, 0))


def ridge_without_penalty(x: Rows, y: Sequence[Exact], penalty: Exact) -> tuple[Fraction, ...]:
    """Where does the penalty enter your solution?"""
    return regularised_regression.ridge_regression_exact(x, y, 0)


def decay_upside_down(curvature: Real, decay: Real) -> Real:
    """Which directions survive: those in which the loss is steep, or those in which it is flat?"""
    return regularised_regression.weight_decay_factor(decay, curvature)


def decay_equal_in_all_directions(curvature: Real, decay: Real) -> Real:
    """Along a direction in which the loss is very steep, can a small penalty move the optimum far?"""
    return ratio(1, 1 + decay)


def stopping_as_its_inverse(rate: Exact, steps: int) -> Fraction:
    """Does training longer regularise more or less?"""
    return Fraction(rate) * steps


def dropout_without_its_variance(x: Rows, y: Sequence[Exact], weights: Sequence[Exact], keep: Exact) -> Fraction:
    """The expectation of a square is not the square of the expectation. What is missing?"""
    scaled = [Fraction(keep) * weight for weight in weights]
    return regularised_regression.dropout_expected_loss(x, y, scaled, 1)


def dropout_of_whole_predictions(x: Rows, y: Sequence[Exact], weights: Sequence[Exact], keep: Exact) -> Fraction:
    """Is one coin tossed for each example, or one for each of its inputs?"""
    whole = regularised_regression.dropout_expected_loss(x, y, weights, 1)
    return Fraction(keep) * whole + (1 - Fraction(keep)) * sum(target**2 for target in y)


def dropout_as_plain_ridge(x: Rows, y: Sequence[Exact], keep: Exact) -> tuple[Fraction, ...]:
    """Is an input with large values penalised as much as one with small values?"""
    penalty = (1 - Fraction(keep)) / keep
    return tuple(w / keep for w in regularised_regression.ridge_regression_exact(x, y, penalty))


def dropout_weights_already_scaled(x: Rows, y: Sequence[Exact], keep: Exact) -> tuple[Fraction, ...]:
    """Are these the weights of training, or those that are used when nothing is dropped?"""
    return tuple(w * keep for w in regularised_regression.dropout_regression(x, y, keep))


def dimension_of_every_set(dichotomies: Class, candidates: Sequence[Any]) -> int:
    """Does a class have to shatter all sets of this size, or is one enough?"""
    size = 0
    while size < len(candidates) and all(
        learning_theory.shatters(dichotomies(points), size + 1)
        for points in itertools.combinations(candidates, size + 1)
    ):
        size += 1
    return size


def dimension_where_shattering_fails(dichotomies: Class, candidates: Sequence[Any]) -> int:
    """Is the dimension the last size that can be shattered, or the first that cannot?"""
    return learning_theory.vc_dimension(dichotomies, candidates) + 1


def shattering_of_one_labelling(dichotomies: Dichotomies, points: int) -> bool:
    """To shatter points, which of their labellings must the class be able to produce?"""
    return bool(dichotomies)


def labellings_without_a_limit(dimension: int, points: int) -> int:
    """Can a class of this dimension still produce every labelling of so many points?"""
    return 1 << points


def labellings_of_one_size(dimension: int, points: int) -> int:
    """Which sizes of subsets are counted? The labelling that is zero everywhere is one of them."""
    return math.comb(points, dimension)


def fit_of_the_best_on_average(predictions: Iterable[Sequence[Exact]]) -> Fraction:
    """Is the best hypothesis chosen before or after the signs are drawn?"""
    return Fraction(0)


def bound_for_one_hypothesis(samples: int, tolerance: float, hypotheses: int = 1) -> float:
    """The learner chooses after seeing the data. For how many hypotheses must the bound hold at once?"""
    return learning_theory.hoeffding_bound(samples, tolerance)


def bound_without_the_square(samples: int, tolerance: float, hypotheses: int = 1) -> float:
    """To halve the tolerance, is it enough to double the samples?"""
    return 2 * hypotheses * math.exp(-2 * samples * tolerance)


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "sample_variance": (variance_over_the_sample_size,),
    "estimator_error": (error_as_bias_plus_variance, error_of_the_spread_alone),
    "ridge_regression_exact": (ridge_that_penalises_every_entry, ridge_as_shrunk_least_squares, ridge_without_penalty),
    "weight_decay_factor": (decay_upside_down, decay_equal_in_all_directions),
    "early_stopping_decay": (stopping_as_its_inverse,),
    "dropout_expected_loss": (dropout_without_its_variance, dropout_of_whole_predictions),
    "dropout_regression": (dropout_as_plain_ridge, dropout_weights_already_scaled),
    "vc_dimension": (dimension_of_every_set, dimension_where_shattering_fails),
    "shatters": (shattering_of_one_labelling,),
    "sauer_bound": (labellings_without_a_limit, labellings_of_one_size),
    "rademacher_complexity": (fit_of_the_best_on_average,),
    "hoeffding_bound": (bound_for_one_hypothesis, bound_without_the_square),
}
