"""Attention against loops over queries and keys, PyTorch's results, and numerical gradients."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from solutions import attention
from solutions.transformer_sizes import multi_head_shapes
from tests.solutions.checks import assert_numerical_gradients, sines
from tests.tools import oracle

RNG = np.random.default_rng(15)
LOGITS = arrays.arrays(float, st.integers(1, 6), elements=st.floats(-20, 20))


def test_each_query_weighs_the_values_by_its_scores() -> None:
    q, k, v = RNG.normal(size=(3, 4)), RNG.normal(size=(5, 4)), RNG.normal(size=(5, 2))
    mask = np.array([[True] * 5, [True, False, True, False, False], [False, False, False, False, True]])
    weights, output = attention.attention_weights(q, k, mask), attention.scaled_dot_product_attention(q, k, v, mask)
    for query in range(3):
        powers = [
            math.exp(sum(q[query, place] * k[key, place] for place in range(4)) / math.sqrt(4)) * mask[query, key]
            for key in range(5)
        ]
        assert weights[query] == pytest.approx([power / sum(powers) for power in powers])
        assert output[query] == pytest.approx(sum(power * v[key] for key, power in enumerate(powers)) / sum(powers))


def test_the_result_is_that_of_pytorch() -> None:
    # torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True), PyTorch 2.13.0, float64
    q, k, v = (sines(2, 3, 4, first=first) for first in (1, 30, 60))
    output = attention.scaled_dot_product_attention(q, k, v, attention.causal_mask(3))
    assert output.ravel()[:8] == pytest.approx(
        [
            -0.3048106211022167, -0.9661177700083929, -0.7391806966492228, 0.16735570030280691,
            -0.1643631627906382, -0.76052727775047, -0.657466120897758, 0.05006635544799049,
        ],
        abs=1e-12,
    )  # fmt: skip


@pytest.mark.parametrize("mask", [None, attention.causal_mask(3, 4)])
def test_the_gradients_are_the_numerical_ones(mask: Any) -> None:
    q, k, v = RNG.normal(size=(2, 3, 4)), RNG.normal(size=(2, 4, 4)), RNG.normal(size=(2, 4, 5))
    assert_numerical_gradients(
        lambda *given: attention.scaled_dot_product_attention(*given, mask),
        lambda upstream, *given: attention.attention_backward(upstream, *given, mask),
        q, k, v,
    )  # fmt: skip


def test_the_gradient_of_softmax_is_the_numerical_one() -> None:
    assert_numerical_gradients(
        attention.softmax_with_temperature,
        lambda upstream, x: [attention.softmax_backward(upstream, attention.softmax_with_temperature(x))],
        RNG.normal(size=(3, 5)),
    )


@pytest.fixture(scope="module")
def special() -> Any:
    return oracle("scipy.special")


@given(logits=LOGITS, temperature=st.floats(0.1, 10), shift=st.floats(-50, 50))
def test_softmax_ignores_a_shift_and_agrees_with_scipy(
    special: Any, logits: Any, temperature: float, shift: float
) -> None:
    shares = attention.softmax_with_temperature(logits, temperature)
    assert shares == pytest.approx(special.softmax(logits / temperature))
    assert shares == pytest.approx(attention.softmax_with_temperature(logits + shift, temperature), abs=1e-9)
    assert shares.sum() == pytest.approx(1)


@given(LOGITS)
def test_a_higher_temperature_has_more_entropy(logits: Any) -> None:
    def entropy(temperature: float) -> float:
        shares = attention.softmax_with_temperature(logits, temperature)
        return float(-(shares * np.log(np.maximum(shares, 1e-300))).sum())

    assert entropy(0.5) - 1e-9 <= entropy(1) <= entropy(2) + 1e-9
    assert entropy(1e9) == pytest.approx(math.log(len(logits)), abs=1e-6)
    with pytest.raises(ValueError, match="temperature is above 0"):
        attention.softmax_with_temperature(logits, 0)


def test_masks() -> None:
    for queries, keys in ((4, 4), (2, 5), (1, 1)):
        mask = attention.causal_mask(queries, keys)
        assert all(
            mask[query, key] == (key <= query + keys - queries) for query in range(queries) for key in range(keys)
        )
    window = attention.sliding_window_mask(7, 3)
    assert all(window[query, key] == (query - 3 < key <= query) for query in range(7) for key in range(7))
    padding = attention.padding_mask([2, 3], longest=4)
    assert padding.shape == (2, 1, 1, 4)
    assert padding.sum() == 5
    weights = attention.attention_weights(RNG.normal(size=(2, 1, 4, 3)), RNG.normal(size=(2, 1, 4, 3)), padding)
    assert np.all(weights[0, ..., 2:] == 0)
    for call, message in (
        (lambda: attention.causal_mask(3, 2), "keys is at least 3"),
        (lambda: attention.sliding_window_mask(3, 0), "window is at least 1"),
        (lambda: attention.padding_mask([0]), "length is at least 1"),
        (lambda: attention.padding_mask([3], longest=2), "longest is at least 3"),
        (lambda: attention.attention_weights([[1.0]], [[1.0]], [[False]]), "no key"),
        (lambda: attention.attention_weights([[1.0]], [[1.0, 2.0]]), "differ"),
    ):
        with pytest.raises(ValueError, match=message):
            call()


def test_a_causal_output_does_not_see_later_steps() -> None:
    x, weights = RNG.normal(size=(1, 5, 4)), RNG.normal(size=(4, 4, 4))
    before = attention.multi_head_attention(x, *weights, 2, mask=attention.causal_mask(5))
    changed = x.copy()
    changed[:, 3:] += 1
    after = attention.multi_head_attention(changed, *weights, 2, mask=attention.causal_mask(5))
    assert np.allclose(before[:, :3], after[:, :3])
    assert not np.isclose(before[:, 3:], after[:, 3:]).any()


@pytest.mark.parametrize("kv_heads", [1, 2, 4])
def test_heads_attend_on_their_own_and_share_keys_in_groups(kv_heads: int) -> None:
    x, context = RNG.normal(size=(2, 3, 8)), RNG.normal(size=(2, 5, 8))
    w_q, w_o = RNG.normal(size=(8, 8)), RNG.normal(size=(8, 8))
    w_k, w_v = RNG.normal(size=(2, 8, 2 * kv_heads))
    output = attention.multi_head_attention(x, w_q, w_k, w_v, w_o, 4, kv_heads=kv_heads, context=context)
    heads = []
    for head in range(4):
        own, shared = slice(2 * head, 2 * head + 2), slice(2 * (head * kv_heads // 4), 2 * (head * kv_heads // 4) + 2)
        heads.append(
            attention.scaled_dot_product_attention(x @ w_q[:, own], context @ w_k[:, shared], context @ w_v[:, shared])
        )
    assert np.allclose(output, np.concatenate(heads, axis=-1) @ w_o)


def test_the_shapes_are_those_of_the_arrays() -> None:
    x, weights = RNG.normal(size=(2, 5, 6)), RNG.normal(size=(4, 6, 6))
    shapes = multi_head_shapes(2, 5, 6, 3)
    queries = attention.split_heads(x @ weights[0], 3)
    assert queries.shape == shapes["queries"] == shapes["keys"] == shapes["values"] == shapes["heads"]
    assert attention.attention_weights(queries, queries).shape == shapes["scores"]
    assert attention.multi_head_attention(x, *weights, 3).shape == shapes["output"] == shapes["input"]
    assert np.array_equal(attention.merge_heads(attention.split_heads(x, 3)), x)
    grouped = multi_head_shapes(2, 5, 8, 4, kv_heads=2, keys=7)
    assert (grouped["keys"], grouped["scores"]) == ((2, 2, 7, 2), (2, 4, 5, 7))


def test_additive_scores_are_those_of_a_layer_of_tanh() -> None:
    q, k = RNG.normal(size=(2, 3)), RNG.normal(size=(4, 5))
    w_q, w_k, v = RNG.normal(size=(3, 6)), RNG.normal(size=(5, 6)), RNG.normal(size=6)
    weights = attention.additive_attention_weights(q, k, w_q, w_k, v)
    for query in range(2):
        powers = [math.exp(float(v @ np.tanh(q[query] @ w_q + k[key] @ w_k))) for key in range(4)]
        assert weights[query] == pytest.approx(np.array(powers) / sum(powers))


def test_heads_that_do_not_fit_are_refused() -> None:
    x = np.zeros((1, 2, 6))
    with pytest.raises(ValueError, match="4 heads do not divide a width of 6"):
        attention.split_heads(x, 4)
    with pytest.raises(ValueError, match="2 heads of keys and values do not divide 3 heads"):
        attention.multi_head_attention(x, *np.zeros((4, 6, 6)), 3, kv_heads=2)
