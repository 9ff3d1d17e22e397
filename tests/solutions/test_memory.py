"""Memory of training: the figures that papers print."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import memory
from solutions.floats import FLOAT_FORMATS, FloatFormat, float_bits

PAPER_MODELS = {
    "22B": (64, 6144, 48),
    "175B": (96, 12288, 96),
    "530B": (128, 20480, 105),
    "1T": (160, 25600, 128),
}
"""Heads, hidden size and layers of Korthikanti et al. (2022), table 3; sequences of 2048, 8 devices."""


def test_the_states_of_gpt_2() -> None:
    # Rajbhandari et al. (2020), section 3.1: 1.5 billion parameters, 3 GB for the model, at least 24 GB for training
    assert memory.gigabytes(memory.parameter_bytes(1_500_000_000, "fp16")) == 3
    assert memory.gigabytes(memory.mixed_precision_training_state_bytes(1_500_000_000)) == 24


@pytest.mark.parametrize(
    ("parameters", "devices", "stages"),
    [
        # Rajbhandari et al. (2020), table 1
        (7_500_000_000, 1, (120, 120, 120)),
        (7_500_000_000, 4, (52.5, 41.3, 30)),
        (7_500_000_000, 16, (35.6, 21.6, 7.5)),
        (7_500_000_000, 64, (31.4, 16.6, 1.88)),
        (128_000_000_000, 64, (536, 284, 32)),
        (1_000_000_000_000, 1024, (4011, 2013, 15.6)),
    ],
)
def test_sharding_saves_what_the_table_says(parameters: int, devices: int, stages: tuple[float, ...]) -> None:
    for stage, size in enumerate(stages, start=1):
        ours = float(memory.gigabytes(int(memory.zero_bytes_per_device(parameters, devices, stage))))
        assert ours == pytest.approx(size, rel=3e-3)


def test_activations_of_the_models_of_the_paper() -> None:
    # Korthikanti et al. (2022), section 5: selective recomputation saves 70 % for GPT-3 and 65 % for MT-NLG
    for name, saved in (("175B", 0.70), ("530B", 0.65)):
        heads, hidden, _ = PAPER_MODELS[name]
        sizes = (2048, 1, hidden, heads, 1)
        kept = memory.transformer_activation_bytes(*sizes, recompute="selective")
        assert 1 - kept / memory.transformer_activation_bytes(*sizes) == pytest.approx(saved, abs=0.005)
        assert kept == 34 * 2048 * hidden
        assert memory.transformer_activation_bytes(*sizes, recompute="full") == 2 * 2048 * hidden


@pytest.mark.parametrize("name", PAPER_MODELS)
def test_tensor_parallelism_shares_all_but_ten(name: str) -> None:
    heads, hidden, layers = PAPER_MODELS[name]
    sizes = (2048, 4, hidden, heads, layers)
    each = 2048 * 4 * hidden * layers
    alone, shared = (memory.transformer_activation_bytes(*sizes, tensor=devices) for devices in (1, 8))
    assert shared - 10 * each == (alone - 10 * each) / 8


@given(st.integers(0, 10**6), st.sampled_from(sorted(memory.OPTIMISER_STATES)), st.integers(1, 64))
def test_every_stage_takes_no_more_than_the_one_before(parameters: int, optimiser: str, devices: int) -> None:
    sizes = [memory.zero_bytes_per_device(parameters, devices, stage, optimiser) for stage in range(4)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == memory.mixed_precision_training_state_bytes(parameters, optimiser) == devices * sizes[3]
    assert memory.training_state_bytes(parameters, optimiser, "fp16") * 2 == memory.training_state_bytes(
        parameters, optimiser
    )


@given(st.integers(1, 20))
def test_checkpoints_at_the_root_hold_the_least(root: int) -> None:
    held = [memory.checkpointed_activations(root**2, segments) for segments in range(1, root**2 + 1)]
    assert min(held) == held[root - 1] == 2 * root


@pytest.mark.parametrize(("name", "form"), FLOAT_FORMATS.items())
def test_a_number_takes_the_bytes_of_its_format(name: str, form: FloatFormat) -> None:
    kind = name.partition("_")[0]
    bits = 32 if kind == "tf32" else float_bits(form)  # it is stored as fp32
    assert 8 * memory.parameter_bytes(1, kind) == bits


def test_optimisers_keep_their_running_averages() -> None:
    # one: velocity, or squares of gradients; two: both moments (Kingma and Ba, 2015)
    kept = {"sgd": 0, "momentum": 1, "adagrad": 1, "rmsprop": 1, "adam": 2, "adamw": 2}
    for optimiser, states in kept.items():
        assert memory.training_state_bytes(10, optimiser) == 4 * 10 * (2 + states)
        assert memory.mixed_precision_training_state_bytes(10, optimiser) == 10 * (2 + 2 + 4 + 4 * states)
    assert kept.keys() == memory.OPTIMISER_STATES.keys()


def test_half_bytes_are_rounded_up_and_what_does_not_fit_is_no_batch() -> None:
    assert memory.parameter_bytes(3, "int4") == 2
    assert memory.parameter_bytes(3, "int8") == 3
    assert memory.largest_batch(10, 20, 1) == 0
    assert memory.gigabytes(2**30, binary=True) == 1
    assert memory.gigabytes(5 * 10**8) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: memory.parameter_bytes(-1), "at least 0"),
        (lambda: memory.parameter_bytes(1, "fp7"), "none of fp64"),
        (lambda: memory.training_state_bytes(1, "lion"), "none of sgd"),
        (lambda: memory.zero_bytes_per_device(1, 1, 4), "stages 0 to 3"),
        (lambda: memory.zero_bytes_per_device(1, 0, 1), "at least 1 device"),
        (lambda: memory.transformer_activation_bytes(1, 1, 1, 1, 0), "at least 1"),
        (lambda: memory.transformer_activation_bytes(1, 1, 1, 1, 1, recompute="some"), "selective or full"),
        (lambda: memory.checkpointed_activations(3, 4), "1 to 3"),
        (lambda: memory.largest_batch(1, 1, 0), "at least 1 byte"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
