"""Wrong solvers about layers, losses and optimisers differ from the right ones and ask about the misconception."""

from __future__ import annotations

import importlib
from fractions import Fraction
from types import ModuleType

import numpy as np
import pytest

from solutions.receptive_fields import Window
from solutions.transformer_sizes import GPT_2, LLAMA
from tests.problems.mistakes.differing import Case, assert_explained, assert_told_apart, case

HALF = Fraction(1, 2)
RNG = np.random.default_rng(25)
X, GAMMA, BETA, UPSTREAM = RNG.normal(size=(4, 3)), RNG.normal(size=3), RNG.normal(size=3), RNG.normal(size=(4, 3))
IMAGES = RNG.normal(size=(2, 4, 2, 2))
LABELS = [0, 2, 1, 1]
CELL = [RNG.normal(size=shape) for shape in ((2, 3), (2, 2), (2, 2), (3, 8), (2, 8), (8,))]
W, M, V, G = np.array([1.0, -2.0]), np.array([0.5, 0.1]), np.array([4.0, 1.0]), np.array([3.0, -5.0])
MASK = [[True, False, True], [True, True, True]]

CASES: dict[str, dict[str, list[Case]]] = {
    "convolution": {
        "conv2d_parameters": [case(3, 8, 5)],
        "conv2d_output_shape": [case((32, 30, 3), 8, 5, stride=2, padding=2)],
        "cross_correlate2d": [case([[1, 2], [3, 4]], [[0, 1]])],
        "transposed_conv2d_output_shape": [case((4, 4, 16), 8, 3, stride=2, padding=1)],
        "separable_conv2d_parameters": [case(32, 64, 3)],
        "receptive_field": [case([Window(3, 2, 1), Window(3, 2), Window(5)])],
        "conv2d_macs": [case((32, 32, 3), 8, 5, stride=2)],
    },
    "recurrent": {
        "rnn_parameters": [case(10, 20)],
        "lstm_parameters": [case(10, 20), case(10, 20, layers=2), case(10, 20, bidirectional=True)],
        "gru_parameters": [case(10, 20)],
        "lstm_step": [case(*CELL)],
        "linear_rnn_gradient": [case([0, 0, 1], [1, 2, 3], HALF)],
        "vanishing_factor": [case(HALF, 5, slope=Fraction(1, 4))],
    },
    "attention": {
        "attention_weights": [case(X[:2], X[:3], MASK)],
        "causal_mask": [case(3)],
        "softmax_with_temperature": [case([0.0, 1.0, 3.0], 2.0)],
        "attention_parameters": [case(64, 8, kv_heads=2)],
        "feed_forward_parameters": [case(64, 256, gated=True)],
        "transformer_parameters": [case(GPT_2["small"])],
        "kv_cache_bytes": [case(LLAMA["3-8B"], 100)],
        "training_flops": [case(10**9, 10**10)],
        "sinusoidal_positions": [case(5, 8)],
    },
    "normalisation": {
        "layer_norm": [case(X, GAMMA, BETA)],
        "rms_norm": [case(X, GAMMA)],
        "batch_norm_backward": [case(UPSTREAM, X, GAMMA)],
        "running_statistic": [case([1.0], [5.0], 0.75)],
        "group_norm": [case(IMAGES, np.ones(4), np.zeros(4), 2)],
        "norm_parameters": [case(64)],
    },
    "losses": {
        "cross_entropy": [case(X, LABELS)],
        "cross_entropy_gradient": [case(X, LABELS)],
        "binary_cross_entropy_with_logits": [case([2.0, -1.0], [1, 0])],
        "focal_loss": [case([2.0, -1.0], [1, 0])],
        "hinge_loss": [case([0.5, -2.0], [1, 1])],
        "smooth_labels": [case([1], 4, 0.2)],
        "perplexity": [case(3.0)],
        "bits_per_dimension": [case(100.0, 10)],
        "mean_squared_error": [case([1.0, 4.0], [2.0, 2.0])],
        "huber_loss": [case([0.5, 3.0], [0.0, 0.0])],
        "kl_divergence": [case([0.5, 0.5], [0.9, 0.1])],
        "kl_gaussians": [case(1.0, 2.0)],
        "triplet_loss": [case([[0.0]], [[1.0]], [[1.05]])],
        "ctc_collapse": [case([1, 1, 0, 1, 2])],
        "ctc_probability": [case([[HALF, HALF]] * 3, [1])],
    },
    "optimisers": {
        "gradient_descent_step": [case(W, G, 0.1)],
        "momentum_step": [case(W, M, G, 0.1, 0.9)],
        "nesterov_step": [case(W, M, G, 0.1, 0.9)],
        "adagrad_step": [case(W, V, G, 0.1)],
        "rmsprop_step": [case(W, V, G, 0.1)],
        "adam_step": [case(W, M, V, G, 3, 0.1)],
        "adamw_step": [case(W, M, V, G, 3, 0.1, weight_decay=0.5)],
        "bias_correction": [case(Fraction(9, 10), 3)],
        "clip_by_norm": [case([3.0, 4.0], 3.5), case([0.3, 0.4], 3.5)],
        "step_decay": [case(Fraction(1), 25, 10, HALF)],
        "cosine_decay": [case(1.0, 30, 100)],
        "linear_scaling_rule": [case(Fraction(1, 10), 256, 512)],
        "steps_per_epoch": [case(100, 32)],
        "largest_stable_rate": [case([1, 10])],
    },
}


def module(chapter: str) -> ModuleType:
    return importlib.import_module(f"problems.mistakes.{chapter}")


@pytest.mark.parametrize("chapter", CASES)
def test_wrong_solvers_differ_from_the_right_one_and_from_each_other(chapter: str) -> None:
    assert_told_apart(module(chapter), CASES[chapter])


@pytest.mark.parametrize("chapter", CASES)
def test_every_mistake_asks_about_the_misconception(chapter: str) -> None:
    assert_explained(module(chapter))


def test_what_mistakes_would_give_by_hand() -> None:
    recurrent, attention, optimisers = module("recurrent"), module("attention"), module("optimisers")
    assert recurrent.lstm_with_three_gates(28, 100) == 38_700
    assert attention.transformer_with_an_output_of_its_own(GPT_2["small"]) == 124_439_808 + 50_257 * 768
    # without bias correction the first step is (1 − β₁)/√(1 − β₂) = √10 times as long
    zero = np.zeros(1)
    step = optimisers.adam_without_bias_correction(zero, zero, zero, [4.0], 1, 0.1)[0]
    assert step.item() == pytest.approx(-0.1 * 10**0.5, rel=1e-6)
    assert module("losses").collapse_that_drops_blanks_first([1, 0, 1]) == (1,)
    assert module("normalisation").rms_norm_by_the_length([[3.0, 4.0]], [1.0, 1.0], 0).tolist() == [[0.6, 0.8]]
    assert module("convolution").field_as_the_product_of_kernels([Window(3), Window(3)]).size == 9
