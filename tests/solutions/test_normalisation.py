"""Normalisation against PyTorch's results, numerical gradients, and what each kind must not change by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import normalisation
from solutions.convolution import conv2d
from tests.solutions.checks import assert_numerical_gradients, sines

RNG = np.random.default_rng(17)
X, GAMMA, BETA = RNG.normal(size=(5, 4)), RNG.normal(size=4), RNG.normal(size=4)
IMAGES = RNG.normal(size=(3, 4, 2, 3))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        # PyTorch 2.13.0, float64, eps=1e-5, on sines: group_norm with 2 groups, instance_norm, BatchNorm2d in training,
        # layer_norm and rms_norm
        (
            normalisation.group_norm(sines(2, 4, 2, 3), sines(4, first=7), sines(4, first=20), 2),
            [1.6861322890764432, 1.7476904103953388, 1.0505056940509, 0.23556655301815443],
        ),
        (
            normalisation.instance_norm(sines(2, 4, 2, 3), sines(4, first=7), sines(4, first=20)),
            [1.6948359469636696, 1.7565968665966907, 1.0571153308874077, 0.23949143794256061],
        ),
        (
            normalisation.batch_norm_images(sines(2, 4, 2, 3), sines(4, first=7), sines(4, first=20)),
            [1.6787002871332033, 1.7410570769715568, 1.0348269337482363, 0.20931459419558998],
        ),
        (
            normalisation.layer_norm(sines(2, 4), sines(4, first=7), sines(4, first=20)),
            [1.4583119412165735, 1.757806465441902, -0.09635577058439418, -0.003622152967561057],
        ),
        (
            normalisation.rms_norm(sines(2, 4), sines(4, first=7)),
            [0.7580199760314282, 1.2335152828067486, 0.0797435713601952, 0.5645251602170059],
        ),
    ],
)
def test_the_results_are_those_of_pytorch(made: Any, expected: list[float]) -> None:
    assert made.ravel()[:4] == pytest.approx(expected, abs=1e-12)


def in_training(x: Any, gamma: Any, beta: Any) -> Any:
    return normalisation.batch_norm_training(x, gamma, beta, np.zeros(4), np.ones(4)).output


@pytest.mark.parametrize(
    ("forward", "backward", "x"),
    [
        (in_training, normalisation.batch_norm_backward, X),
        (normalisation.batch_norm_images, normalisation.batch_norm_images_backward, IMAGES),
        (normalisation.layer_norm, normalisation.layer_norm_backward, X),
        (normalisation.layer_norm, normalisation.layer_norm_backward, X.reshape(5, 1, 4)),
    ],
)
def test_the_gradients_are_the_numerical_ones(forward: Any, backward: Any, x: Any) -> None:
    assert_numerical_gradients(forward, lambda upstream, x, gamma, _: backward(upstream, x, gamma), x, GAMMA, BETA)


def test_the_gradients_of_rms_are_the_numerical_ones() -> None:
    assert_numerical_gradients(normalisation.rms_norm, normalisation.rms_norm_backward, X, GAMMA)


@given(st.floats(-100, 100), st.floats(0.1, 100))
def test_what_each_kind_does_not_change_by(shift: float, scale: float) -> None:
    moved = scale * X + shift
    assert np.allclose(
        normalisation.layer_norm(X, GAMMA, BETA, 0), normalisation.layer_norm(moved, GAMMA, BETA, 0), atol=1e-6
    )
    assert np.allclose(normalisation.rms_norm(X, GAMMA, 0), normalisation.rms_norm(scale * X, GAMMA, 0), atol=1e-9)
    if abs(shift) > 1:
        assert not np.allclose(normalisation.rms_norm(X, GAMMA, 0), normalisation.rms_norm(X + shift, GAMMA, 0))


def test_groups_of_one_and_of_all() -> None:
    one = normalisation.group_norm(IMAGES, GAMMA, BETA, 4)
    assert np.allclose(one, normalisation.instance_norm(IMAGES, GAMMA, BETA))
    whole = normalisation.group_norm(IMAGES, np.ones(4), np.zeros(4), 1)
    flat = normalisation.layer_norm(IMAGES.reshape(3, -1), np.ones(24), np.zeros(24))
    assert np.allclose(whole, flat.reshape(IMAGES.shape))
    with pytest.raises(ValueError, match="3 groups do not divide 4 channels"):
        normalisation.group_norm(IMAGES, GAMMA, BETA, 3)


def test_images_are_normalised_as_their_pixels_in_rows() -> None:
    rows = IMAGES.transpose(0, 2, 3, 1).reshape(-1, 4)
    made = normalisation.batch_norm_images(IMAGES, GAMMA, BETA)
    assert np.allclose(made.transpose(0, 2, 3, 1).reshape(-1, 4), in_training(rows, GAMMA, BETA))


def test_a_folded_layer_does_what_both_did() -> None:
    filters, biases = RNG.normal(size=(4, 4, 2, 2)), RNG.normal(size=4)
    mean, variance = RNG.normal(size=4), RNG.uniform(0.5, 2, 4)
    after = conv2d(IMAGES, filters, biases).transpose(0, 2, 3, 1)
    both = normalisation.batch_norm(after, GAMMA, BETA, mean, variance)
    folded = normalisation.fold_batch_norm(filters, biases, GAMMA, BETA, mean, variance)
    assert np.allclose(conv2d(IMAGES, *folded).transpose(0, 2, 3, 1), both)


def test_running_statistics_tend_to_those_of_the_batches() -> None:
    running = np.zeros(4)
    for count in range(1, 60):
        running = normalisation.running_statistic(running, BETA, momentum=0.8)
        assert np.allclose(running, (1 - 0.8**count) * BETA)
    with pytest.raises(ValueError, match=r"\[0, 1\], not 1.5"):
        normalisation.running_statistic(running, BETA, momentum=1.5)


def test_resnets_normalisation_has_its_published_parameters() -> None:
    # torchvision's resnet18 has 9600 of its 11 689 512 parameters in normalisation; Keras counts the
    # running statistics too, 256 for 64 channels
    assert normalisation.norm_parameters(64, running=True) == 256
    channels = [64] * 5 + [128] * 5 + [256] * 5 + [512] * 5
    assert sum(map(normalisation.norm_parameters, channels)) == 9600
    assert normalisation.norm_parameters(4096, shift=False) == 4096


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: normalisation.layer_norm(X, GAMMA, BETA, -1), "epsilon is at least 0"),
        (lambda: normalisation.rms_norm(X, GAMMA, -1), "epsilon is at least 0"),
        (lambda: normalisation.instance_norm(X, GAMMA, BETA), "images are"),
        (lambda: normalisation.norm_parameters(0), "features is at least 1"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
