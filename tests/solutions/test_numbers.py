"""Exact in, exact out; and arrays of NumPy are sequences as good as lists."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from solutions import (
    calibration,
    detection,
    diffusion,
    estimators,
    evaluation,
    planning,
    policies,
    quantisation,
    ranking,
    regularised_regression,
    reinforcement,
    sequences,
)
from solutions._numbers import check_distribution, check_paired, check_share, ratio

LABELS, SCORES = [1, 0, 1, 0], [0.9, 0.8, 0.7, 0.6]
COUNTS = [[5, 1], [2, 4]]


def test_a_ratio_is_exact_unless_a_float_is_in_it() -> None:
    assert ratio(1, 3) == ratio(Fraction(1, 3), 1) == Fraction(1, 3)
    assert isinstance(ratio(np.int64(2), 3), Fraction)
    for one, other in ((1.0, 4), (1, 4.0), (np.float32(1), 4)):
        quotient = ratio(one, other)  # type: ignore[arg-type]
        assert isinstance(quotient, float)
        assert quotient == 0.25


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (evaluation.matthews_correlation, (COUNTS,)),
        (evaluation.f_scores, (COUNTS,)),
        (evaluation.cohen_kappa, (COUNTS,)),
        (ranking.roc_auc, (SCORES, LABELS)),
        (ranking.average_precision, (SCORES, LABELS)),
        (ranking.top_k_accuracy, ([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]], [1, 0], 2)),
        (ranking.mean_reciprocal_rank, ([[1, 0], [0, 1]],)),
        (calibration.expected_calibration_error, (SCORES, LABELS)),
        (calibration.brier_score, ([[0.25, 0.75], [0.5, 0.5]], [1, 0])),
        (detection.iou, ([0, 0, 2, 2], [1, 1, 3, 3])),
        (detection.mask_iou, ([[1, 1, 0]], [[0, 1, 1]])),
        (detection.non_maximum_suppression, ([[0, 0, 2, 2], [0, 0, 2, 3]], [0.8, 0.9], 0.5)),
        (diffusion.posterior_variance, ([0.25, 0.5], 2)),
        (reinforcement.generalised_advantages, ([1.0, 1.0], [0.0, 2.0, 0.0], 0.5, 0.5)),
        (policies.epsilon_greedy, ([1.0, 5.0, 2.0], 0.1)),
        (policies.ppo_objective, ([2.0, 0.5], [1.0, -1.0], 0.2)),
        (quantisation.mean_squared_quantisation_error, ([0.3, 1.0], quantisation.Quantiser(0.5, 0, -7, 7))),
        (estimators.sample_variance, ([1, 2, 6],)),
        (regularised_regression.ridge_regression_exact, ([[1, 0], [1, 1]], [1, 3], 1)),
    ],
)
def test_arrays_give_what_lists_give(function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    arrays = [np.array(given) if isinstance(given, list) else given for given in arguments]
    assert function(*arrays) == function(*arguments)


def test_models_of_arrays_are_taken() -> None:
    start, transitions, emissions = [0.5, 0.5], [[0.5, 0.5], [0.25, 0.75]], [[0.5, 0.5], [1.0, 0.0]]
    lists = sequences.HMM(start, transitions, emissions)  # type: ignore[arg-type]
    arrays = sequences.HMM(np.array(start), np.array(transitions), np.array(emissions))  # type: ignore[arg-type]
    assert sequences.viterbi(arrays, np.array([0, 1, 0])) == sequences.viterbi(lists, [0, 1, 0])  # type: ignore[arg-type]
    world = [{"stay": [planning.Outcome(1, None, np.int64(3))]}]  # type: ignore[arg-type]
    assert planning.policy_iteration(world, 1) == (("stay",), (3,))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: check_distribution([]), "sum to 1"),
        (lambda: check_distribution([2, -1]), "at least 0"),
        (lambda: check_distribution([Fraction(10**12, 10**12 + 1)]), "not 1"),
        (lambda: check_paired([], [], "things"), "no things"),
        (lambda: check_share(1.5, "the share"), "the share lies in"),
    ],
)
def test_what_is_no_share_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
