"""2-D convolution: groups and dilation against loops over every index, ranges against their messages."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from solutions import convolution

RNG = np.random.default_rng(7)


@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "groups"), [(1, 0, 1, 1), (2, 1, 1, 2), (1, 2, 2, 1), (3, 2, 2, 4), (2, 0, 1, 4)]
)
def test_every_entry_is_the_sum_of_the_book(stride: int, padding: int, dilation: int, groups: int) -> None:
    images, filters, biases = RNG.normal(size=(2, 4, 7, 8)), RNG.normal(size=(8, 4 // groups, 3, 2)), RNG.normal(size=8)
    output = convolution.conv2d(
        images, filters, biases, stride=stride, padding=padding, dilation=dilation, groups=groups
    )
    height, width, _ = convolution.conv2d_output_shape(
        (7, 8, 4), 8, (3, 2), stride=stride, padding=padding, dilation=dilation
    )
    assert output.shape == (2, 8, height, width)
    padded = np.pad(images, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    for image, filter_, top, left in np.ndindex(output.shape):
        first = filter_ // (8 // groups) * (4 // groups)
        total = biases[filter_]
        for channel, down, right in itertools.product(range(4 // groups), range(3), range(2)):
            pixel = padded[image, first + channel, top * stride + down * dilation, left * stride + right * dilation]
            total += filters[filter_, channel, down, right] * pixel
        assert output[image, filter_, top, left] == pytest.approx(total)


def test_a_split_that_does_not_fit_is_refused() -> None:
    image = np.zeros((1, 4, 5, 5))
    with pytest.raises(ValueError, match="same channels"):
        convolution.conv2d(image, np.zeros((2, 4, 3, 3)), groups=2)
    with pytest.raises(ValueError, match="same channels"):
        convolution.conv2d(image, np.zeros((3, 2, 3, 3)), groups=2)
    with pytest.raises(ValueError, match="4 axes"):
        convolution.conv2d(image[0], np.zeros((3, 4, 3, 3)))
    with pytest.raises(ValueError, match="groups is at least 1"):
        convolution.conv2d(image, np.zeros((3, 4, 3, 3)), groups=0)
    with pytest.raises(ValueError, match="divide"):
        convolution.conv2d_parameters(3, 4, 5, groups=2)


@pytest.mark.parametrize(
    ("length", "kernel", "stride", "padding", "dilation", "floor", "ceil"),
    [
        # PyTorch 2.13.0, torch.nn.MaxPool1d with ceil_mode=False and True; in the last row of this table a window
        # more would begin in the padding on the right
        (7, 3, 3, 0, 1, 2, 3), (7, 3, 3, 1, 2, 2, 3), (5, 2, 4, 0, 1, 1, 2), (6, 3, 3, 0, 2, 1, 2),
        (8, 3, 2, 0, 1, 3, 4), (8, 2, 4, 1, 2, 2, 3), (7, 3, 3, 0, 2, 1, 2), (6, 3, 4, 0, 2, 1, 2),
        (5, 2, 2, 1, 1, 3, 3), (5, 2, 3, 1, 1, 2, 2), (5, 2, 3, 1, 2, 2, 2), (5, 2, 4, 1, 1, 2, 2),
    ],
)  # fmt: skip
def test_a_last_window_counts_where_it_begins_inside(
    length: int, kernel: int, stride: int, padding: int, dilation: int, floor: int, ceil: int
) -> None:
    for expected, up in ((floor, False), (ceil, True)):
        shape = convolution.conv2d_output_shape(
            (length, length + stride, 1), 1, kernel, stride=stride, padding=padding, dilation=dilation, ceil=up
        )
        assert shape == (expected, expected + 1, 1)


def test_the_kinds_of_padding() -> None:
    shape = convolution.conv2d_output_shape
    assert shape((9, 12, 3), 4, 4, stride=2, padding="valid") == shape((9, 12, 3), 4, 4, stride=2) == (3, 5, 4)
    assert shape((9, 12, 3), 4, 4, stride=2, padding="same") == (5, 6, 4)
    with pytest.raises(ValueError, match="not 'full'"):
        shape((9, 12, 3), 4, 4, padding="full")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="padding is at least 0"):
        shape((9, 12, 3), 4, 4, padding=-1)
