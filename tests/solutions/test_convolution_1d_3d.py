"""Convolution along one axis and three, against SciPy and published networks."""

from __future__ import annotations

import numpy as np
import pytest

from solutions import convolution, convolution_1d_3d
from tests.tools import oracle

RNG = np.random.default_rng(8)


@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 0), (3, 2), (2, 1)])
def test_a_sequence_is_correlated_as_in_scipy(stride: int, padding: int, dilation: int) -> None:
    signal = oracle("scipy.signal")
    sequences, filters, biases = RNG.normal(size=(2, 3, 17)), RNG.normal(size=(4, 3, 4)), RNG.normal(size=4)
    output = convolution_1d_3d.conv1d(sequences, filters, biases, stride=stride, padding=padding, dilation=dilation)
    spread = np.zeros((4, 3, dilation * 3 + 1))
    spread[:, :, ::dilation] = filters
    padded = np.pad(sequences, ((0, 0), (0, 0), (padding, padding)))
    for batch, filter_ in np.ndindex(2, 4):
        dense = signal.correlate(padded[batch], spread[filter_], mode="valid")[0]
        assert np.allclose(output[batch, filter_], dense[::stride] + biases[filter_])
    shape = convolution_1d_3d.conv1d_output_shape((17, 3), 4, 4, stride=stride, padding=padding, dilation=dilation)
    assert output.shape[:0:-1] == shape


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1)])
def test_a_volume_is_correlated_as_in_scipy(stride: int, padding: int) -> None:
    signal = oracle("scipy.signal")
    volumes, filters = RNG.normal(size=(1, 2, 5, 6, 7)), RNG.normal(size=(3, 2, 2, 3, 2))
    output = convolution_1d_3d.conv3d(volumes, filters, stride=stride, padding=padding)
    padded = np.pad(volumes, ((0, 0), (0, 0), *((padding, padding),) * 3))
    for filter_ in range(3):
        dense = signal.correlate(padded[0], filters[filter_], mode="valid")[0]
        assert np.allclose(output[0, filter_], dense[::stride, ::stride, ::stride])
    shape = convolution_1d_3d.conv3d_output_shape((5, 6, 7, 2), 3, (2, 3, 2), stride=stride, padding=padding)
    assert output.shape[2:] == shape[:3]
    assert shape[3] == 3


def test_groups_see_their_own_channels() -> None:
    sequences, filters = RNG.normal(size=(1, 4, 9)), RNG.normal(size=(6, 2, 3))
    whole = convolution_1d_3d.conv1d(sequences, filters, groups=2)
    for group in range(2):
        part = convolution_1d_3d.conv1d(sequences[:, 2 * group : 2 * group + 2], filters[3 * group : 3 * group + 3])
        assert np.allclose(whole[:, 3 * group : 3 * group + 3], part)


@pytest.mark.parametrize("dilation", [1, 2, 4])
def test_a_causal_output_does_not_see_the_future(dilation: int) -> None:
    sequences, filters = RNG.normal(size=(1, 2, 12)), RNG.normal(size=(3, 2, 3))
    before = convolution_1d_3d.causal_conv1d(sequences, filters, dilation=dilation)
    changed = sequences.copy()
    changed[:, :, 7:] += 1
    after = convolution_1d_3d.causal_conv1d(changed, filters, dilation=dilation)
    assert before.shape == (1, 3, 12)
    assert np.array_equal(before[:, :, :7], after[:, :, :7])
    assert not np.isclose(before[:, :, 7:], after[:, :, 7:]).any()


def test_the_kinds_of_padding() -> None:
    shape = convolution_1d_3d.conv1d_output_shape
    assert shape((101, 40), 64, 5, stride=2, padding="same") == (51, 64)
    assert shape((101, 40), 64, 5, stride=2, padding="causal") == (51, 64)
    assert shape((101, 40), 64, 5, stride=2, padding="valid") == shape((101, 40), 64, 5, stride=2) == (49, 64)
    with pytest.raises(ValueError, match="causal"):
        shape((101, 40), 64, 5, padding="full")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="does not fit"):
        shape((4, 40), 64, 5)
    with pytest.raises(ValueError, match="channels is at least 1"):
        convolution_1d_3d.conv3d_output_shape((4, 4, 4, 0), 64, 3)


def test_the_3d_resnet_has_the_parameters_of_torchvision() -> None:
    # torchvision.models.video.r3d_18: 33 371 472; Tran et al., A closer look at spatiotemporal convolutions (2018)
    def layer(channels: int, filters: int, kernel: int | tuple[int, int, int]) -> int:
        return convolution_1d_3d.conv3d_parameters(channels, filters, kernel, bias=False) + 2 * filters

    total = layer(3, 64, (3, 7, 7)) + 512 * 400 + 400
    for channels, filters in ((64, 64), (64, 128), (128, 256), (256, 512)):
        total += layer(channels, filters, 3) + 3 * layer(filters, filters, 3)
        total += layer(channels, filters, 1) if channels != filters else 0
    assert total == 33_371_472


def test_a_kernel_of_one_length_is_that_of_an_image_of_one_row() -> None:
    assert convolution_1d_3d.conv1d_parameters(6, 4, 5, groups=2) == convolution.conv2d_parameters(
        6, 4, (1, 5), groups=2
    )
    for bad in ((0, 4, 5, 1), (6, 4, 5, 4)):
        with pytest.raises(ValueError, match=r"at least 1|divide"):
            convolution_1d_3d.conv1d_parameters(*bad[:3], groups=bad[3])
