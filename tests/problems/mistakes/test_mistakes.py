"""Every chapter's wrong solvers differ from the right ones, and ask the student about the misconception."""

from __future__ import annotations

import importlib
import math
import pkgutil
from collections.abc import Iterator
from fractions import Fraction
from types import ModuleType

import pytest

from problems import mistakes
from solutions import learning_theory, reinforcement
from solutions.estimators import sample_variance
from solutions.floats import FLOAT_FORMATS
from solutions.planning import Outcome
from solutions.quantisation import Quantiser
from solutions.sequences import HMM
from tests.problems.mistakes.differing import Case, assert_explained, assert_told_apart, case

HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
SKEWED = ((5, 1, 0), (3, 2, 1), (0, 4, 7))
BETAS = [Fraction(1, 4), Fraction(1, 5), HALF]
BF16, FP16 = FLOAT_FORMATS["bf16"], FLOAT_FORMATS["fp16"]
CODES = Quantiser(HALF, 3, 0, 15)
X, Y = [[2, 1], [1, 3], [0, 1]], [3, -1, 2]
CORPUS = [["a", "b", "a", "c", "a", "b"], ["c", "b", "b"]]
WARD = HMM(
    [6 * TENTH, 4 * TENTH],
    [[7 * TENTH, 3 * TENTH], [4 * TENTH, 6 * TENTH]],
    [[5 * TENTH, 4 * TENTH, TENTH], [TENTH, 3 * TENTH, 6 * TENTH]],
)
STICKY = WARD._replace(transitions=[[9 * TENTH, TENTH], [TENTH, 9 * TENTH]])
TRAP = HMM([4 * TENTH, 6 * TENTH], [[1, 0], [HALF, HALF]], [[HALF, HALF], [HALF, HALF]])
WORLD = [
    {"go": [Outcome(1, 1, 0)], "stop": [Outcome(1, None, 1)]},
    {"back": [Outcome(1, 0, 3)], "stop": [Outcome(HALF, None, 2), Outcome(HALF, 0, 0)]},
]
EPISODE = ([1, 2, 4], [3, 0, 8, 0])

CASES: dict[str, dict[str, list[Case]]] = {
    "evaluation": {
        "precision": [case(SKEWED)],
        "recall": [case(SKEWED)],
        "f_measure": [case(HALF, Fraction(1, 4))],
        "specificity": [case(SKEWED)],
        "roc_auc": [case([3, 2, 2, 1], [1, 0, 1, 0])],
        "average_precision": [case([4, 3, 2, 1], [1, 0, 1, 0])],
        "expected_calibration_error": [case([HALF, 9 * TENTH, 7 * TENTH], [1, 1, 0], 2)],
        "iou": [case((0, 0, 4, 2), (3, 1, 6, 6))],
        "dice_coefficient": [case([[1, 1, 0]], [[0, 1, 1]])],
        "non_maximum_suppression": [case([(4, 0, 8, 2), (2, 0, 6, 2), (0, 0, 4, 2)], [7, 8, 9], Fraction(1, 4))],
        "modified_precision": [case(["the", "the", "the", "cat"], [["the", "cat", "sat"]], 1)],
        "bleu": [case([["the", "cat", "is", "on"]], [[["the", "cat", "is", "on", "the", "mat"]]], 3),
                 case([["the", "cat", "is", "mat", "on", "a"]], [[["the", "cat", "is", "on", "the", "mat"]]], 2)],
        "edit_distance": [case("kitten", "skitting")],
        "word_error_rate": [case(["a", "b", "c", "d"], ["a", "b", "c"])],
    },
    "generative": {
        "latent_kl": [case([[1.0, -2.0]], [[0.5, -1.0]])],
        "reparameterised": [case([1.0], [0.5], [2.0])],
        "discrete_elbo": [case([Fraction(1, 4), Fraction(3, 4)], [HALF, HALF], [HALF, Fraction(1, 5)])],
        "optimal_discriminator": [case([Fraction(3, 4), Fraction(1, 4)], [HALF, HALF])],
        "jensen_shannon": [case([Fraction(3, 4), Fraction(1, 4)], [HALF, HALF]), case([1, 0], [0, 1])],
        "flow_log_density": [case([-1.0], [[0.5], [0.25]])],
        "affine_coupling_log_determinant": [case([0.5, 1.0])],
        "diffusion_sample": [case([5.0], Fraction(16, 25), [10.0])],
        "alpha_bars": [case(BETAS)],
        "posterior_variance": [case(BETAS, 2)],
        "classifier_free_guidance": [case([3.0], [1.0], 2.0)],
    },
    "reinforcement": {
        "discounted_return": [case([1, 2, 4], HALF)],
        "td_error": [case(1, 5, 10, HALF)],
        "generalised_advantages": [case(*EPISODE, HALF, Fraction(1, 4))],
        "q_learning_update": [case(8, 1, [2, 6], HALF, Fraction(1, 4))],
        "n_step_return": [case(*EPISODE, HALF, 0, 2)],
        "value_iteration": [case(WORLD, HALF, 3)],
        "epsilon_greedy": [case([1, 5, 2, 0], TENTH)],
        "policy_score": [case([0.0, 1.0, 0.5], 1)],
        "importance_ratio": [case([HALF, 1], [Fraction(1, 4), HALF])],
        "ppo_objective": [case([2, HALF], [1, 1])],
    },
    "sequences": {
        "viterbi": [case(WARD, [0, 1, 2]), case(TRAP, [0, 0]), case(STICKY, [0, 2, 0]), case(STICKY, [1, 2, 2])],
        "sequence_probability": [case(WARD, [0, 1, 2])],
        "forward_probabilities": [case(WARD, [0, 1, 2])],
        "state_posteriors": [case(WARD, [0, 1, 2])],
        "nucleus_filtered": [case([HALF, 3 * TENTH, 2 * TENTH], 6 * TENTH)],
        "length_normalised": [case(-4.0, 7)],
        "ngram_probability": [case(CORPUS, "b", ["a"])],
        "add_k_probability": [case(CORPUS, "b", ["a"], 3)],
        "bpe_merges": [case({"low": 5, "lower": 2, "newest": 6, "widest": 3}, 4)],
        "bpe_encoded": [case("lowest", [("l", "o"), ("lo", "w")])],
        "wordpiece_encoded": [case("unable", {"un", "##able"})],
    },
    "numbers_and_memory": {
        "largest_float": [case(BF16)],
        "smallest_subnormal": [case(BF16)],
        "machine_epsilon": [case(BF16)],
        "float_spacing": [case(FP16, 3000)],
        "exact_integers": [case(FP16)],
        "rounded_sum": [case(FP16, [2048, 1, 1, 1])],
        "affine_quantiser": [case(-1, 3)],
        "quantised": [case([Fraction(9, 10), 100], CODES)],
        "dequantised": [case([4, 9], CODES)],
        "quantised_dot": [case([4, 9], CODES, [1, 2], CODES)],
        "quantised_bits_per_weight": [case(4, 64)],
        "parameter_bytes": [case(1000)],
        "training_state_bytes": [case(1000)],
        "mixed_precision_training_state_bytes": [case(1000)],
        "zero_bytes_per_device": [case(1000, 8, 1)],
        "transformer_activation_bytes": [case(1024, 2, 768, 12, 12)],
        "checkpointed_activations": [case(100, 10)],
    },
    "learning_theory": {
        "sample_variance": [case([1, 2, 6])],
        "estimator_error": [case(lambda sample: sample_variance(sample, 0), Fraction(1, 4), [0, 1], 2)],
        "ridge_regression_exact": [case(X, Y, 2)],
        "weight_decay_factor": [case(3, 1)],
        "early_stopping_decay": [case(Fraction(1, 100), 50)],
        "dropout_expected_loss": [case(X, Y, [1, 2], HALF)],
        "dropout_regression": [case(X, Y, HALF)],
        "vc_dimension": [case(learning_theory.half_plane_dichotomies, [(0, 0), (1, 0), (2, 0), (0, 1)])],
        "shatters": [case(learning_theory.threshold_dichotomies([1, 2]), 2)],
        "sauer_bound": [case(2, 5)],
        "rademacher_complexity": [case([(1, 1), (-1, -1)])],
        "hoeffding_bound": [case(100, 0.2, 3)],
    },
}  # fmt: skip


def chapters() -> Iterator[str]:
    return (module.name for module in pkgutil.iter_modules(mistakes.__path__) if module.name in CASES)


def module(chapter: str) -> ModuleType:
    return importlib.import_module(f"problems.mistakes.{chapter}")


@pytest.mark.parametrize("chapter", CASES)
def test_wrong_solvers_differ_from_the_right_one_and_from_each_other(chapter: str) -> None:
    assert_told_apart(module(chapter), CASES[chapter])


@pytest.mark.parametrize("chapter", CASES)
def test_every_mistake_asks_about_the_misconception(chapter: str) -> None:
    assert_explained(module(chapter))


def test_what_mistakes_would_give_by_hand() -> None:
    evaluation, numbers = module("evaluation"), module("numbers_and_memory")
    assert evaluation.iou_over_the_sum_of_areas((0, 0, 1, 1), (0, 0, 1, 1)) == HALF
    assert numbers.largest_of_fp16(BF16) == 65504
    assert module("generative").divergence_without_the_mixture([1, 0], [0, 1]) == math.inf
    gae = module("reinforcement").advantages_without_discount(*EPISODE, HALF, 1)
    assert gae == tuple(sum(reinforcement.td_errors(*EPISODE, HALF)[step:]) for step in range(3))
