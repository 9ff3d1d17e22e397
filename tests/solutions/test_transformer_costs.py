"""Costs of transformers, against published figures and against products counted one by one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import transformer_costs
from solutions.transformer_sizes import GPT_2, LLAMA, Transformer, transformer_parameters


def test_gpt_2s_operations_in_nanogpts_notebook() -> None:
    # karpathy/nanoGPT, transformer_sizing.ipynb: forward_total 291 648 307 200, total 874 944 921 600 for 1024 tokens
    per_token = transformer_costs.forward_flops_per_token(GPT_2["small"], 1024)
    assert 1024 * per_token == 291_648_307_200
    assert 1024 * transformer_costs.training_flops_per_token(GPT_2["small"], 1024) == 874_944_921_600


@given(
    st.integers(1, 3), st.integers(1, 3), st.integers(1, 2), st.integers(1, 3), st.integers(1, 4), st.integers(1, 5),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_every_product_of_matrices_counts_two_operations_a_term(
    layers: int, groups: int, shared: int, each: int, hidden: int, context: int, gated: bool, causal: bool
) -> None:
    heads = groups * shared
    width = heads * each
    config = Transformer(layers, width, heads, hidden, vocabulary=11, kv_heads=groups, gated=gated)

    def product(rows: int, inner: int, columns: int) -> int:
        return 2 * rows * inner * columns

    block = product(context, width, width) * 2 + product(context, width, groups * each) * 2
    block += product(context, width, hidden) * (1 + gated) + product(context, hidden, width)
    for step in range(context):
        seen = step + 1 if causal else context
        block += heads * (product(1, each, seen) + product(1, seen, each))
    total = layers * block + product(context, width, 11)
    per_token = transformer_costs.forward_flops_per_token(config, context, causal=causal)
    assert per_token * context == total
    assert transformer_costs.training_flops_per_token(config, context, causal=causal) == 3 * per_token


def test_palms_formula_differs_by_what_it_leaves_out() -> None:
    # PaLM (2022), appendix B: 6N + 12 L H Q T, with N all parameters; biases, norms and positions multiply no matrix
    config = replace(GPT_2["small"], bias=False)
    others = (2 * 12 + 1) * 2 * 768 + 1024 * 768
    palm = 6 * (transformer_parameters(config) - others) + 12 * 12 * 12 * 64 * 1024
    assert transformer_costs.training_flops_per_token(config, 1024) == palm


@pytest.mark.parametrize(
    ("parameters", "tokens", "flops"),
    [
        (174_600_000_000, 300_000_000_000, 3.14e23),  # Brown et al. (2020), table D.1, GPT-3 175B, and 13B below
        (12_850_000_000, 300_000_000_000, 2.31e22),
        (70_000_000_000, 1_400_000_000_000, 5.88e23),  # Hoffmann et al. (2022), Chinchilla: its budget is 5.76e23
    ],
)
def test_published_budgets(parameters: int, tokens: int, flops: float) -> None:
    assert transformer_costs.training_flops(parameters, tokens) == pytest.approx(flops, rel=2e-3)


def test_palm_uses_46_per_cent_of_its_hardware() -> None:
    # Chowdhery et al. (2022), section 4.1: 46.2 % at 238.3 thousand tokens per second on 6144 TPU v4 of 275 TFLOP/s
    per_token = 6 * 540.35e9 + 12 * 118 * 48 * 256 * 2048
    assert transformer_costs.model_flops_utilisation(238_300, per_token, 6144 * 275e12) == pytest.approx(
        0.462, abs=5e-4
    )
    with pytest.raises(ValueError, match="peak is above 0"):
        transformer_costs.model_flops_utilisation(1, 1, 0)


def test_published_caches() -> None:
    # Kwon et al. (2023), section 3: 800 KB per token for OPT-13B, up to 1.6 GB for its 2048 tokens
    opt = Transformer(40, 5120, 40, 20_480, 50_272, 2050)
    assert transformer_costs.kv_cache_bytes_per_token(opt) == 800 * 1024
    assert transformer_costs.kv_cache_bytes(opt, 2048) == pytest.approx(1.6 * 2**30, rel=0.03)
    # grouped queries: an eighth of Llama 2 70B's cache without them
    grouped = transformer_costs.kv_cache_bytes_per_token(LLAMA["2-70B"])
    assert 8 * grouped == transformer_costs.kv_cache_bytes_per_token(replace(LLAMA["2-70B"], kv_heads=None))
    assert transformer_costs.kv_cache_bytes(LLAMA["7B"], 3, batch=2, bytes_per_number=4) == 2 * 3 * 2 * 524_288
    assert transformer_costs.kv_cache_bytes_per_token(Transformer(1, 4, 2, 4, 4, head_width=8)) == 2 * 2 * 8 * 2


def test_scores_are_kept_for_every_head() -> None:
    assert transformer_costs.attention_score_bytes(2, 3, keys=5, batch=7, layers=11, bytes_per_number=4) == (
        2 * 3 * 5 * 7 * 11 * 4
    )
    assert transformer_costs.attention_score_bytes(12, 2048) == 4 * transformer_costs.attention_score_bytes(12, 1024)


def test_chinchilla_predicts_its_own_advantage() -> None:
    # Hoffmann et al. (2022): of one budget, 70B on 1.4T is better than Gopher's 280B on 300B
    chinchilla, gopher = (transformer_costs.chinchilla_loss(*each) for each in ((70e9, 1.4e12), (280e9, 3e11)))
    assert 1.69 < chinchilla < gopher
    assert transformer_costs.chinchilla_loss(1e300, 1e300) == pytest.approx(1.69)


@given(st.floats(1e18, 1e26))
def test_the_split_spends_the_budget(flops: float) -> None:
    parameters, tokens = transformer_costs.compute_optimal_split(flops)
    assert 6 * parameters * tokens == pytest.approx(flops)
    assert tokens == pytest.approx(20 * parameters)


def test_numbers_out_of_range_are_refused() -> None:
    for call, message in (
        (lambda: transformer_costs.training_flops(-1, 1), "parameters is at least 0"),
        (lambda: transformer_costs.forward_flops_per_token(GPT_2["small"], 0), "context is at least 1"),
        (lambda: transformer_costs.kv_cache_bytes(GPT_2["small"], -1), "tokens is at least 0"),
        (lambda: transformer_costs.kv_cache_bytes(GPT_2["small"], 1, batch=0), "batch is at least 1"),
        (lambda: transformer_costs.kv_cache_bytes_per_token(GPT_2["small"], bytes_per_number=0), "bytes per number"),
        (lambda: transformer_costs.attention_score_bytes(0, 1), "heads is at least 1"),
        (lambda: transformer_costs.chinchilla_loss(0, 1), "parameters is above 0"),
        (lambda: transformer_costs.compute_optimal_split(0), "flops is above 0"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
    assert isinstance(transformer_costs.forward_flops_per_token(GPT_2["small"], 2, causal=True), Fraction)
