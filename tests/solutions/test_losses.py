"""Losses of classifiers, against scikit-learn, PyTorch's results, and numerical gradients."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from solutions import losses
from tests.solutions.checks import assert_numerical_gradients, sines
from tests.tools import oracle

RNG = np.random.default_rng(19)
LOGITS, LABELS = RNG.normal(size=(5, 3)), np.array([0, 2, 1, 1, 0])
SCORES, SIGNS = RNG.normal(size=7), np.array([1, -1, 1, 1, -1, -1, 1])
ROWS = arrays.arrays(float, st.tuples(st.integers(1, 4), st.integers(2, 5)), elements=st.floats(-30, 30))


def test_cross_entropies_agree_with_scikit_learn() -> None:
    metrics, special = oracle("sklearn.metrics"), oracle("scipy.special")
    assert losses.cross_entropy(LOGITS, LABELS) == pytest.approx(
        metrics.log_loss(LABELS, special.softmax(LOGITS, axis=1), labels=[0, 1, 2])
    )
    targets = (SIGNS > 0).astype(int)
    expected = metrics.log_loss(targets, special.expit(SCORES))
    assert losses.binary_cross_entropy(special.expit(SCORES), targets) == pytest.approx(expected)
    assert losses.binary_cross_entropy_with_logits(SCORES, targets) == pytest.approx(expected)
    assert np.allclose(losses.log_softmax(LOGITS), special.log_softmax(LOGITS, axis=1))


def test_hinge_losses_agree_with_scikit_learn() -> None:
    metrics = oracle("sklearn.metrics")
    assert losses.hinge_loss(SCORES, SIGNS) == pytest.approx(metrics.hinge_loss(SIGNS, SCORES))
    worst = losses.multiclass_hinge_loss(LOGITS, LABELS, worst=True)
    assert worst == pytest.approx(metrics.hinge_loss(LABELS, LOGITS, labels=[0, 1, 2]))


def test_results_of_pytorch() -> None:
    # PyTorch 2.13.0, float64, on sin(1), sin(2), …: cross_entropy(…, label_smoothing=0.1), multi_margin_loss times its
    # number of classes, and the focal loss of torchvision.ops.sigmoid_focal_loss
    rows, labels = sines(3, 4), [0, 3, 1]
    assert losses.label_smoothing_cross_entropy(rows, labels, 0.1) == pytest.approx(1.1894529233415891, abs=1e-12)
    assert losses.multiclass_hinge_loss(rows, labels) == pytest.approx(4 * 0.46189354256032417, abs=1e-12)
    assert losses.focal_loss(3 * sines(5), [0, 1, 1, 0, 1]) == pytest.approx(0.4699363365577868, abs=1e-12)


def test_the_gradients_are_the_numerical_ones() -> None:
    targets = (SIGNS > 0).astype(float)
    for forward, backward, point, true in (
        (losses.cross_entropy, losses.cross_entropy_gradient, LOGITS, LABELS),
        (
            losses.binary_cross_entropy_with_logits,
            losses.binary_cross_entropy_with_logits_gradient,
            SCORES,
            targets * 0.8 + 0.1,
        ),
        (losses.hinge_loss, losses.hinge_loss_gradient, SCORES, SIGNS),
    ):
        assert_numerical_gradients(
            lambda x, forward=forward, true=true: np.array(forward(x, true)),
            lambda upstream, x, backward=backward, true=true: [upstream * backward(x, true)],
            point,
        )


@given(ROWS, st.floats(-100, 100))
def test_a_shift_of_the_logits_changes_nothing_and_gradients_sum_to_0(rows: Any, shift: float) -> None:
    labels = np.arange(len(rows)) % rows.shape[1]
    assert losses.cross_entropy(rows, labels) == pytest.approx(losses.cross_entropy(rows + shift, labels), abs=1e-9)
    assert losses.cross_entropy(rows, labels) >= 0
    assert losses.cross_entropy_gradient(rows, labels).sum(axis=1) == pytest.approx(0, abs=1e-12)
    assert np.exp(losses.log_softmax(rows)).sum(axis=1) == pytest.approx(1)


@given(arrays.arrays(float, 4, elements=st.floats(-700, 700)))
def test_two_classes_are_a_softmax_over_the_logit_and_0(logits: Any) -> None:
    targets = [0, 1, 1, 0]
    both = np.stack([np.zeros(4), logits], axis=1)
    assert losses.binary_cross_entropy_with_logits(logits, targets) == pytest.approx(
        losses.cross_entropy(both, targets), abs=1e-9
    )
    assert losses.focal_loss(logits, targets, gamma=0, alpha=None) == pytest.approx(
        losses.binary_cross_entropy_with_logits(logits, targets), abs=1e-9
    )
    assert (
        losses.focal_loss(logits, targets, alpha=None) <= losses.focal_loss(logits, targets, gamma=1, alpha=None) + 1e-9
    )


def test_certain_predictions() -> None:
    assert losses.binary_cross_entropy([0.0, 1.0], [0, 1]) == 0
    assert losses.binary_cross_entropy([0.0], [1]) == math.inf
    assert losses.binary_cross_entropy([0.3], [0.3]) == pytest.approx(-0.3 * math.log(0.3) - 0.7 * math.log(0.7))


@given(st.floats(0, 1), st.integers(2, 6))
def test_smooth_labels_are_distributions(smoothing: float, classes: int) -> None:
    rows = losses.smooth_labels([0, classes - 1], classes, smoothing)
    assert rows.sum(axis=1) == pytest.approx(1)
    assert rows[0] == pytest.approx([1 - smoothing + smoothing / classes] + [smoothing / classes] * (classes - 1))
    logits = RNG.normal(size=(2, classes))
    plain, even = losses.cross_entropy(logits, [0, classes - 1]), -losses.log_softmax(logits).mean()
    mixed = losses.label_smoothing_cross_entropy(logits, [0, classes - 1], smoothing)
    assert mixed == pytest.approx((1 - smoothing) * plain + smoothing * even)


def test_perplexities_and_bits() -> None:
    # Jurafsky and Martin, section 3.3: digits that are equally likely have a perplexity of 10
    assert losses.token_perplexity([0.1] * 7) == pytest.approx(10)
    shares = [0.5, 0.1, 0.25]
    loss = -sum(map(math.log, shares)) / 3
    assert losses.token_perplexity(np.array(shares)) == losses.token_perplexity(shares)
    assert losses.token_perplexity(shares) == pytest.approx(losses.perplexity(loss))
    assert losses.perplexity(loss / math.log(2), base=2) == pytest.approx(losses.perplexity(loss))
    # a uniform distribution over 256 values, as probabilities and as a density on [0, 1]
    assert losses.bits_per_dimension(3072 * math.log(256), 3072) == pytest.approx(8)
    assert losses.bits_per_dimension(0, 3072, levels=256) == 8


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: losses.cross_entropy(LOGITS, [0, 1, 2, -1, 0]), "classes from 0 to 2"),
        (lambda: losses.cross_entropy_gradient(LOGITS, [0, 1, 2, 3, 0]), "classes from 0 to 2"),
        (lambda: losses.cross_entropy_gradient(LOGITS, [0]), r"not \(5, 3\) and \(1,\)"),
        (lambda: losses.multiclass_hinge_loss(LOGITS, LABELS, margin=-1), "margin is at least 0"),
        (lambda: losses.binary_cross_entropy([1.5], [1]), r"lie in \[0, 1\]"),
        (lambda: losses.binary_cross_entropy([0.5, 0.5], [1]), "shapes differ"),
        (lambda: losses.binary_cross_entropy_with_logits([0.5], [2]), r"targets lie in \[0, 1\]"),
        (lambda: losses.focal_loss([0.5], [0.5]), "targets are 0 or 1"),
        (lambda: losses.focal_loss([0.5], [1], gamma=-1), "gamma is at least 0"),
        (lambda: losses.hinge_loss([0.5], [0]), "targets are −1 or 1"),
        (lambda: losses.smooth_labels([0], 3, 1.5), r"smoothing lies in \[0, 1\]"),
        (lambda: losses.smooth_labels([3], 3, 0.1), "classes from 0 to 2"),
        (lambda: losses.perplexity(-1), "loss is at least 0"),
        (lambda: losses.perplexity(1, base=0), "base is above 0"),
        (lambda: losses.token_perplexity([]), "at least one probability"),
        (lambda: losses.token_perplexity([0.0]), r"\(0, 1\]"),
        (lambda: losses.bits_per_dimension(1, 0), "dimensions is at least 1"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
