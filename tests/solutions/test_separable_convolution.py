"""Depthwise-separable convolution, against published networks and the layers it is made of."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import separable_convolution
from solutions.convolution import conv2d, conv2d_parameters

RNG = np.random.default_rng(10)
SIZES = st.integers(1, 64)


def test_mobilenet_has_the_parameters_of_keras() -> None:
    # keras.applications.MobileNet(weights=None).count_params() is 4 253 864, as Howard et al. (2017), table 4, rounds
    # to 4.2 million; batch normalisation has four numbers per channel there, two of them not trained
    channels = [32, 64, 128, 128, 256, 256, *[512] * 6, 1024, 1024]
    total = conv2d_parameters(3, 32, 3, bias=False) + 4 * 32
    for into, out in itertools.pairwise(channels):
        total += separable_convolution.separable_conv2d_parameters(into, out, 3, bias=False) + 4 * into + 4 * out
    assert total + 1024 * 1000 + 1000 == 4_253_864


def test_mobilenet_v2_has_the_parameters_of_torchvision() -> None:
    # torchvision.models.mobilenet_v2(): 3 504 872; Sandler et al. (2018), table 2
    channels, total = 32, conv2d_parameters(3, 32, 3, bias=False) + 64
    table = [(1, 16, 1), (6, 24, 2), (6, 32, 3), (6, 64, 4), (6, 96, 3), (6, 160, 3), (6, 320, 1)]
    for expansion, filters, repeats in table:
        for _ in range(repeats):
            total += separable_convolution.inverted_residual_parameters(channels, filters, expansion=expansion)
            channels = filters
    assert total + 320 * 1280 + 2 * 1280 + 1280 * 1000 + 1000 == 3_504_872


def test_biases_of_keras_and_of_pytorch() -> None:
    # keras.layers.SeparableConv2D(64, 3) on 32 channels: 2400; two torch.nn.Conv2d with biases: 2432
    assert separable_convolution.separable_conv2d_parameters(32, 64, 3) == 2400
    assert separable_convolution.separable_conv2d_parameters(32, 64, 3, depthwise_bias=True) == 2432
    assert separable_convolution.depthwise_conv2d_parameters(32, (3, 5), multiplier=2) == 2 * 32 * 16
    assert separable_convolution.inverted_residual_parameters(16, 24, norm=False) == 4704


@given(SIZES, SIZES, st.integers(1, 7))
def test_the_ratio_is_that_of_the_weights(channels: int, filters: int, kernel: int) -> None:
    separable = separable_convolution.separable_conv2d_parameters(channels, filters, kernel, bias=False)
    ordinary = conv2d_parameters(channels, filters, kernel, bias=False)
    assert separable_convolution.separable_conv2d_ratio(filters, kernel) * ordinary == separable


@given(SIZES, SIZES, st.integers(1, 7), st.integers(1, 5))
def test_groups_save_all_but_one_of_them(channels: int, filters: int, kernel: int, groups: int) -> None:
    saved = separable_convolution.grouped_conv2d_saving(channels * groups, filters * groups, kernel, groups)
    whole = conv2d_parameters(channels * groups, filters * groups, kernel, bias=False)
    assert saved * groups == whole * (groups - 1)


def test_the_two_steps_are_one_convolution_of_a_filter_of_rank_one() -> None:
    images = RNG.normal(size=(2, 3, 6, 7))
    depthwise, pointwise = RNG.normal(size=(3, 1, 3, 3)), RNG.normal(size=(5, 3))
    filters = pointwise[:, :, None, None] * depthwise[:, 0]
    output = separable_convolution.separable_conv2d(images, depthwise, pointwise, stride=2, padding=1)
    assert np.allclose(output, conv2d(images, filters, stride=2, padding=1))
    assert np.allclose(separable_convolution.separable_conv2d(images, depthwise, pointwise), conv2d(images, filters))


def test_a_multiplier_keeps_the_filters_of_a_channel_together() -> None:
    images, filters = RNG.normal(size=(1, 2, 4, 4)), RNG.normal(size=(6, 1, 3, 3))
    output = separable_convolution.depthwise_conv2d(images, filters)
    for filter_ in range(6):
        alone = conv2d(images[:, filter_ // 3 : filter_ // 3 + 1], filters[filter_ : filter_ + 1])
        assert np.allclose(output[:, filter_], alone[:, 0])


def test_numbers_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="multiplier is at least 1"):
        separable_convolution.depthwise_conv2d_parameters(3, 3, multiplier=0)
    with pytest.raises(ValueError, match="expansion is at least 1"):
        separable_convolution.inverted_residual_parameters(3, 3, expansion=0)
    with pytest.raises(ValueError, match="kernel is at least 1"):
        separable_convolution.separable_conv2d_ratio(3, 0)
    with pytest.raises(ValueError, match="images are"):
        separable_convolution.depthwise_conv2d(np.zeros((3, 4, 4)), np.zeros((3, 1, 3, 3)))
