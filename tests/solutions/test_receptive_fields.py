"""Receptive fields, against published ones and against the gradients of real layers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import receptive_fields
from solutions.convolution_1d_3d import conv1d
from solutions.receptive_fields import Field, Window

VGG_16 = [layer for count in (2, 2, 3, 3, 3) for layer in (*[Window(3, 1, 1)] * count, Window(2, 2))]
ALEXNET = [
    Window(11, 4), Window(3, 2), Window(5, 1, 2), Window(3, 2), *[Window(3, 1, 1)] * 3, Window(3, 2)
]  # fmt: skip
RESNET_50 = [
    Window(7, 2, 3), Window(3, 2, 1),
    *(Window(3, stride, 1) for count, last in ((3, 2), (4, 2), (6, 2), (3, 1)) for stride in [1] * (count - 1) + [last])
]  # fmt: skip
"""Of each block the 3×3 convolution alone matters; in Slim's version the last one of a stage has the stride."""


@pytest.mark.parametrize(
    ("layers", "size", "stride", "padding"),
    [(VGG_16, 212, 32, 90), (ALEXNET, 195, 32, 64), (RESNET_50, 483, 32, 241)],
)
def test_published_networks(layers: list[Window], size: int, stride: int, padding: int) -> None:
    # Araujo, Norris, Sim (2019), table 1, and google-research/receptive_field: vgg_16, alexnet_v2, resnet_v1_50; that
    # of TensorFlow pads ResNet by 239, as it pads less on the left than on the right
    assert receptive_fields.receptive_field(layers) == Field(size, stride, -padding)


WINDOWS = st.lists(
    st.builds(Window, st.integers(1, 4), st.integers(1, 2), st.integers(0, 2), st.integers(1, 2)),
    min_size=1,
    max_size=3,
)


@settings(deadline=None)
@given(WINDOWS, st.integers(0, 3))
def test_a_pixel_depends_on_its_interval_and_on_nothing_else(layers: list[Window], place: int) -> None:
    length = 40
    seen = []
    for pixel in range(length):
        row = np.zeros((1, 1, length))
        row[0, 0, pixel] = 1
        for kernel, stride, padding, dilation in layers:
            row = conv1d(row, np.ones((1, 1, kernel)), stride=stride, padding=padding, dilation=dilation)
        if place >= row.shape[2]:
            return
        if row[0, 0, place]:
            seen.append(pixel)
    first, last = receptive_fields.receptive_interval(layers, place)
    assert all(first <= pixel <= last for pixel in seen)
    if all(window.dilation == 1 and window.stride <= window.kernel for window in layers) and first >= 0:
        inside = [pixel for pixel in range(first, last + 1) if pixel < length]
        assert not seen or set(seen) <= set(inside)
        if last < length and all(window.padding == 0 for window in layers):
            assert seen == inside
    assert receptive_fields.receptive_centre(layers, place) == Fraction(first + last, 2)


def test_growth_ends_in_the_whole_networks_field() -> None:
    growth = receptive_fields.receptive_field_growth(VGG_16)
    assert [field.size for field in growth[:6]] == [3, 5, 6, 10, 14, 16]
    assert growth[-1] == receptive_fields.receptive_field(VGG_16)


@given(st.integers(1, 9), st.integers(0, 9))
def test_equal_layers(kernel: int, layers: int) -> None:
    size = receptive_fields.stacked_receptive_field(kernel, layers)
    assert size == receptive_fields.receptive_field([Window(kernel)] * layers).size
    assert size == receptive_fields.dilated_receptive_field(kernel, [1] * layers)
    if layers:
        assert receptive_fields.stacked_kernel_ratio(kernel, layers) * size**2 == layers * kernel**2


@given(st.integers(1, 500), st.integers(2, 9))
def test_one_layer_less_would_not_see_it_all(length: int, kernel: int) -> None:
    layers = receptive_fields.layers_to_see(length, kernel)
    assert receptive_fields.stacked_receptive_field(kernel, layers) >= length
    assert layers == 0 or receptive_fields.stacked_receptive_field(kernel, layers - 1) < length


def test_numbers_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="stride is at least 1"):
        receptive_fields.receptive_field([Window(3, 0)])
    with pytest.raises(ValueError, match="padding is at least 0"):
        receptive_fields.receptive_field([Window(3, 1, -1)])
    with pytest.raises(ValueError, match="place is at least 0"):
        receptive_fields.receptive_interval([Window(3)], -1)
    with pytest.raises(ValueError, match="kernel is at least 2"):
        receptive_fields.layers_to_see(5, 1)
    with pytest.raises(ValueError, match="layers is at least 1"):
        receptive_fields.stacked_kernel_ratio(3, 0)
