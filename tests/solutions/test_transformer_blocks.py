"""Transformer blocks, against PyTorch's encoder layer and SciPy's normal distribution."""

from __future__ import annotations

import numpy as np
import pytest

from solutions import transformer_blocks
from solutions.attention import causal_mask
from solutions.transformer_blocks import BlockWeights
from tests.solutions.checks import sines
from tests.tools import oracle

RNG = np.random.default_rng(18)
X = RNG.normal(size=(2, 3))
POINTS = np.linspace(-8, 8, 41)


def test_activations_against_scipy() -> None:
    assert transformer_blocks.gelu(POINTS) == pytest.approx(POINTS * oracle("scipy.stats").norm.cdf(POINTS), abs=1e-12)
    assert transformer_blocks.silu(POINTS) == pytest.approx(POINTS * oracle("scipy.special").expit(POINTS), abs=1e-12)
    # the approximation is within 5e-4 of it (Hendrycks and Gimpel 2016)
    assert transformer_blocks.gelu(POINTS, approximate=True) == pytest.approx(transformer_blocks.gelu(POINTS), abs=5e-4)
    # torch.nn.functional.gelu(sin(1), approximate="tanh")
    assert transformer_blocks.gelu(sines(1), approximate=True).item() == pytest.approx(0.6730439860908642, abs=1e-12)


def encoder_weights() -> BlockWeights:
    """Numbered in the order of torch.nn.TransformerEncoderLayer's parameters; there each matrix is (out, in)."""
    sizes = [(12, 4), (4, 4), (6, 4), (6,), (4, 6), (4,), (4,), (4,), (4,), (4,)]
    first, arrays = 1, []
    for size in sizes:
        arrays.append(sines(*size, first=first))
        first += int(np.prod(size))
    inner, out, up, b_up, down, b_down, *norms = arrays
    w_q, w_k, w_v = inner.reshape(3, 4, 4).transpose(0, 2, 1)
    return BlockWeights(w_q, w_k, w_v, out.T, up.T, b_up, down.T, b_down, *norms)


@pytest.mark.parametrize(
    ("pre_norm", "expected"),
    [
        (
            True,
            [
                -0.19778356778675277, 1.730767105132015, -1.1809829920172896, 0.22254154137107324,
                1.7708103784018028, 3.1491275886291774, -0.9655032771209389, -0.9483391101442392,
                -0.01083695422931874, 2.2545967917288863, 0.3200660115020473, 1.318105662016033,
            ],
        ),
        (
            False,
            [
                0.2789278631065704, -0.70379095084292, -1.2106102722388155, -1.1927083705536419,
                0.18842505179342228, -0.7193307243965009, -0.7307273890850678, -1.5214002683313077,
                -1.0212003247901245, -0.7724280877740787, -1.2240184008803274, -1.452722378789608,
            ],
        ),
    ],
)  # fmt: skip
def test_a_block_is_pytorchs_encoder_layer(pre_norm: bool, expected: list[float]) -> None:
    # torch.nn.TransformerEncoderLayer(4, 2, 6, dropout=0, activation="gelu", norm_first=pre_norm) in PyTorch 2.13.0 and
    # float64, its parameters sines one after the other, the attention's biases 0, under a causal mask
    made = transformer_blocks.transformer_block(
        sines(1, 3, 4, first=500), encoder_weights(), 2, mask=causal_mask(3), pre_norm=pre_norm
    )
    assert made.ravel() == pytest.approx(expected, abs=1e-12)


def test_feed_forward_layers_act_on_each_position_alone() -> None:
    up, down = RNG.normal(size=(3, 5)), RNG.normal(size=(5, 3))
    gate, b_up, b_down = RNG.normal(size=(3, 5)), RNG.normal(size=5), RNG.normal(size=3)
    both = transformer_blocks.feed_forward(X, up, b_up, down, b_down)
    gated = transformer_blocks.swiglu(X, gate, up, down)
    plain = transformer_blocks.feed_forward(X, up, b_up, down, b_down, relu=True)
    for row in range(2):
        hidden = X[row] @ up + b_up
        cdf = oracle("scipy.stats").norm.cdf(hidden)
        assert both[row] == pytest.approx((hidden * cdf) @ down + b_down)
        assert plain[row] == pytest.approx(np.where(hidden > 0, hidden, 0) @ down + b_down)
        opened = X[row] @ gate
        assert gated[row] == pytest.approx((opened / (1 + np.exp(-opened)) * (X[row] @ up)) @ down)


def test_patches_hold_the_pixels_of_their_tile() -> None:
    images = RNG.normal(size=(2, 3, 4, 6))
    tokens = transformer_blocks.patch_tokens(images, 2)
    assert tokens.shape == (2, 6, 12)
    for image, place in np.ndindex(2, 6):
        top, left = 2 * (place // 3), 2 * (place % 3)
        tile = images[image, :, top : top + 2, left : left + 2]
        assert np.array_equal(tokens[image, place], tile.transpose(1, 2, 0).ravel())
    with pytest.raises(ValueError, match="patches of 4 pixels do not tile"):
        transformer_blocks.patch_tokens(images, 4)
