"""Transposed convolution: the adjoint of convolution, with its shapes the other way round."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import transposed_convolution
from solutions.convolution import conv2d, conv2d_output_shape
from tests.solutions.checks import assert_numerical_gradients

RNG = np.random.default_rng(9)


@given(
    st.integers(1, 40), st.integers(1, 5), st.integers(1, 4), st.integers(0, 3), st.integers(1, 3), st.integers(0, 3)
)
def test_a_convolution_undoes_the_shape(
    length: int, kernel: int, stride: int, padding: int, dilation: int, extra: int
) -> None:
    if extra >= max(stride, dilation) or stride * (length - 1) + dilation * (kernel - 1) + extra < 2 * padding:
        with pytest.raises(ValueError, match=r"output padding|leaves nothing"):
            transposed_convolution.transposed_conv2d_output_shape(
                (length, length, 2), 3, kernel,
                stride=stride, padding=padding, output_padding=extra, dilation=dilation,
            )  # fmt: skip
        return
    shape = transposed_convolution.transposed_conv2d_output_shape(
        (length, length, 2), 3, kernel, stride=stride, padding=padding, output_padding=extra, dilation=dilation
    )
    if extra < stride:
        assert conv2d_output_shape(shape, 2, kernel, stride=stride, padding=padding, dilation=dilation) == (
            length,
            length,
            2,
        )


@pytest.mark.parametrize(("stride", "padding", "extra"), [(1, 0, 0), (2, 1, 0), (2, 1, 1), (3, 0, 2)])
def test_it_is_the_adjoint_of_the_convolution(stride: int, padding: int, extra: int) -> None:
    small, filters = RNG.normal(size=(2, 3, 4, 5)), RNG.normal(size=(3, 2, 3, 4))
    large = transposed_convolution.transposed_conv2d(
        small, filters, stride=stride, padding=padding, output_padding=extra
    )
    other = RNG.normal(size=large.shape)
    assert (other * large).sum() == pytest.approx(
        (conv2d(other, filters, stride=stride, padding=padding) * small).sum()
    )
    height, width, _ = transposed_convolution.transposed_conv2d_output_shape(
        (4, 5, 3), 2, (3, 4), stride=stride, padding=padding, output_padding=extra
    )
    assert large.shape == (2, 2, height, width)


def test_each_pixel_puts_down_a_copy_of_the_filter() -> None:
    images, filters = RNG.normal(size=(1, 2, 3, 3)), RNG.normal(size=(2, 4, 3, 3))
    expected = np.zeros((1, 4, 7, 7)) + np.arange(4)[:, None, None]
    for channel, row, column in np.ndindex(2, 3, 3):
        expected[0, :, 2 * row : 2 * row + 3, 2 * column : 2 * column + 3] += (
            images[0, channel, row, column] * filters[channel]
        )
    assert np.allclose(transposed_convolution.transposed_conv2d(images, filters, np.arange(4), stride=2), expected)


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1)])
def test_its_gradients_are_the_numerical_ones(stride: int, padding: int) -> None:
    def forward(images: object, filters: object, biases: object) -> object:
        return transposed_convolution.transposed_conv2d(images, filters, biases, stride=stride, padding=padding)  # type: ignore[arg-type]

    def backward(upstream: object, images: object, filters: object, _: object) -> object:
        return transposed_convolution.transposed_conv2d_backward(
            upstream, images, filters, stride=stride, padding=padding  # type: ignore[arg-type]
        )  # fmt: skip

    assert_numerical_gradients(
        forward, backward, RNG.normal(size=(2, 2, 3, 4)), RNG.normal(size=(2, 3, 3, 2)), RNG.normal(size=3)  # type: ignore[arg-type]
    )  # fmt: skip


def test_u_net_and_dcgan_double_each_side() -> None:
    shape = transposed_convolution.transposed_conv2d_output_shape
    assert shape((28, 28, 1024), 512, 2, stride=2) == (56, 56, 512)  # Ronneberger et al. (2015), figure 1
    assert shape((4, 4, 1024), 512, 5, stride=2, padding=2, output_padding=1) == (8, 8, 512)  # Radford et al. (2016)
    assert transposed_convolution.transposed_conv2d_parameters(3, 5, (2, 4), bias=False) == 120


@given(st.integers(1, 12), st.integers(1, 6))
def test_overlaps_are_even_where_the_stride_divides_the_kernel(kernel: int, stride: int) -> None:
    counts = transposed_convolution.upsampling_kernel_overlaps(kernel, stride)
    layer = transposed_convolution.transposed_conv2d(np.ones((1, 1, 1, 30)), np.ones((1, 1, 1, kernel)), stride=stride)
    assert layer[0, 0, 0, 15 * stride : 16 * stride].tolist() == list(counts)
    assert (len(set(counts)) == 1) == (kernel % stride == 0)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="same channels"):
        transposed_convolution.transposed_conv2d(np.zeros((1, 2, 3, 3)), np.zeros((3, 2, 3, 3)))
    with pytest.raises(ValueError, match="at least 1"):
        transposed_convolution.transposed_conv2d_parameters(0, 1, 3)
    with pytest.raises(ValueError, match="at least 1"):
        transposed_convolution.upsampling_kernel_overlaps(0, 1)
