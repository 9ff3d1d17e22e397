"""Backward passes of convolution, against numerical gradients and the convolution with turned filters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import solutions
from tests.solutions.checks import assert_numerical_gradients

RNG = np.random.default_rng(11)
IMAGES = {1: (2, 4, 8), 2: (2, 4, 5, 6), 3: (1, 4, 4, 3, 4)}
KERNELS = {1: (3,), 2: (3, 2), 3: (2, 1, 2)}


@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "groups"), [(1, 0, 1, 1), (2, 1, 1, 2), (1, 1, 2, 4), (2, 2, 2, 1)]
)
def test_the_gradients_are_the_numerical_ones(axes: int, stride: int, padding: int, dilation: int, groups: int) -> None:
    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    forward, backward = getattr(solutions, f"conv{axes}d"), getattr(solutions, f"conv{axes}d_backward")
    filters = RNG.normal(size=(4, 4 // groups, *KERNELS[axes]))

    def back(upstream: Any, images: Any, filters: Any, _: Any) -> Any:
        return backward(upstream, images, filters, **options)

    assert_numerical_gradients(
        lambda *given: forward(*given, **options), back, RNG.normal(size=IMAGES[axes]), filters, RNG.normal(size=4)
    )


def test_with_stride_1_the_gradient_in_the_images_is_a_full_convolution() -> None:
    images, filters = RNG.normal(size=(2, 3, 6, 6)), RNG.normal(size=(4, 3, 3, 3))
    upstream = RNG.normal(size=(2, 4, 4, 4))
    turned = filters[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
    assert np.allclose(
        solutions.conv2d_backward(upstream, images, filters)[0], solutions.conv2d(upstream, turned, padding=2)
    )


def test_an_upstream_gradient_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(1, 1, 2, 2\), not \(1, 1, 3, 2\)"):
        solutions.conv2d_backward(np.zeros((1, 1, 3, 2)), np.zeros((1, 1, 4, 4)), np.zeros((1, 1, 3, 3)))
