"""Costs of layers against published networks, and im2col against the convolution that it computes."""

from __future__ import annotations

import numpy as np
import pytest

from solutions import convolution_costs
from solutions.convolution import conv2d

RNG = np.random.default_rng(12)


def test_vgg_16_takes_15_billion_multiply_accumulates() -> None:
    # 15.47 G in torchvision's table of weights, 15.3 G for its convolutions in He et al. (2016), section 3.3
    side, channels, convolutions = 224, 3, 0
    for filters, count in zip((64, 128, 256, 512, 512), (2, 2, 3, 3, 3), strict=True):
        for _ in range(count):
            convolutions += convolution_costs.conv2d_macs((side, side, channels), filters, 3, padding="same")
            channels = filters
        side //= 2
    assert convolutions == 15_346_630_656
    dense = sum(convolution_costs.dense_macs(*each) for each in ((25_088, 4096), (4096, 4096), (4096, 1000)))
    assert convolutions + dense == 15_470_264_320


def test_alexnet_takes_724_million_multiply_accumulates() -> None:
    # of Caffe's AlexNet with two groups: Sze et al., Efficient processing of deep neural networks (2017), table II, has
    # 666 million in convolutions and 58.6 million in dense layers
    layers = [
        ((227, 227, 3), 96, 11, 4, 0, 1), ((27, 27, 96), 256, 5, 1, 2, 2), ((13, 13, 256), 384, 3, 1, 1, 1),
        ((13, 13, 384), 384, 3, 1, 1, 2), ((13, 13, 384), 256, 3, 1, 1, 2),
    ]  # fmt: skip
    convolutions = sum(
        convolution_costs.conv2d_macs(shape, filters, kernel, stride=stride, padding=padding, groups=groups)
        for shape, filters, kernel, stride, padding, groups in layers
    )
    dense = sum(convolution_costs.dense_macs(*each) for each in ((9216, 4096), (4096, 4096), (4096, 1000)))
    assert round(convolutions / 10**6) == 666
    assert round(dense / 10**5) == 586


def test_a_separable_layer_of_mobilenets_table() -> None:
    # Howard et al. (2017), section 4: 3×3 on 14×14×512 takes 462 and 52.3 million
    assert round(convolution_costs.conv2d_macs((14, 14, 512), 512, 3, padding=1) / 10**6) == 462
    assert round(convolution_costs.separable_conv2d_macs((14, 14, 512), 512, 3, padding=1) / 10**5) == 523


@pytest.mark.parametrize("bias", [True, False])
def test_operations_are_products_and_sums_counted_one_by_one(bias: bool) -> None:
    products = sums = 0
    for _ in range(4 * 5 * 6):  # outputs: 4 × 5 pixels of 6 filters
        products += 3 * 2 * 2
        sums += 3 * 2 * 2 - 1 + bias
    assert convolution_costs.conv2d_flops((5, 6, 3), 6, 2, bias=bias) == products + sums
    assert convolution_costs.dense_flops(7, 4, rows=3, bias=bias) == 3 * 4 * (7 + 6 + bias)


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1), (3, 2)])
def test_the_product_of_filters_and_windows_is_the_convolution(stride: int, padding: int) -> None:
    images, filters = RNG.normal(size=(2, 3, 6, 7)), RNG.normal(size=(4, 3, 3, 2))
    windows = convolution_costs.im2col(images, (3, 2), stride=stride, padding=padding)
    expected = conv2d(images, filters, stride=stride, padding=padding)
    assert np.allclose((filters.reshape(4, -1) @ windows).reshape(expected.shape), expected)
    shapes = convolution_costs.im2col_shapes((6, 7, 3), 4, (3, 2), stride=stride, padding=padding)
    assert shapes == ((4, 18), windows.shape[1:], (4, expected.shape[2] * expected.shape[3]))


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1), (3, 2)])
def test_col2im_is_the_adjoint_of_im2col(stride: int, padding: int) -> None:
    images = RNG.normal(size=(2, 3, 6, 7))
    windows = convolution_costs.im2col(images, (3, 2), stride=stride, padding=padding)
    other = RNG.normal(size=windows.shape)
    back = convolution_costs.col2im(other, (2, 3, 6, 7), (3, 2), stride=stride, padding=padding)
    assert (back * images).sum() == pytest.approx((other * windows).sum())


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="images are"):
        convolution_costs.im2col(np.zeros((3, 4, 4)), 2)
    with pytest.raises(ValueError, match="does not fit"):
        convolution_costs.im2col(np.zeros((1, 3, 4, 4)), 5)
    with pytest.raises(ValueError, match="columns of shape"):
        convolution_costs.col2im(np.zeros((1, 4, 3)), (1, 1, 2, 3), 2)
    with pytest.raises(ValueError, match="rows is at least 1"):
        convolution_costs.dense_macs(3, 4, rows=0)
