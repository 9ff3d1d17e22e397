"""Parameters of transformers, against published models and the sizes of arrays."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import transformer_sizes
from solutions.transformer_sizes import BERT, GPT_2, LLAMA, Transformer, VisionTransformer


@pytest.mark.parametrize(
    ("config", "published"),
    [
        # numbers of the checkpoints on huggingface.co: gpt2, gpt2-medium, gpt2-large, gpt2-xl
        (GPT_2["small"], 124_439_808),
        (GPT_2["medium"], 354_823_168),
        (GPT_2["large"], 774_030_080),
        (GPT_2["xl"], 1_557_611_200),
        # bert-base-uncased, bert-large-uncased, bert-base-cased, roberta-base, distilbert-base-uncased
        (BERT["base"], 109_482_240),
        (BERT["large"], 335_141_888),
        (replace(BERT["base"], vocabulary=28_996), 108_310_272),
        (replace(BERT["base"], vocabulary=50_265, positions=514, segments=1), 124_645_632),
        (replace(BERT["base"], layers=6, segments=0, pooler=False), 66_362_880),
        # Llama-2-7b, -13b, llama-30b, -65b, Llama-2-70b, Meta-Llama-3-8B and -70B, Llama-3.1-405B, Llama-3.2-1B,
        # TinyLlama-1.1B, Mistral-7B-v0.1
        (LLAMA["7B"], 6_738_415_616),
        (LLAMA["13B"], 13_015_864_320),
        (LLAMA["33B"], 32_528_943_616),
        (LLAMA["65B"], 65_285_660_672),
        (LLAMA["2-70B"], 68_976_648_192),
        (LLAMA["3-8B"], 8_030_261_248),
        (LLAMA["3-70B"], 70_553_706_496),
        (LLAMA["3-405B"], 405_853_388_800),
        (replace(LLAMA["3-8B"], layers=16, width=2048, hidden=8192, tied=True), 1_235_814_400),
        (replace(LLAMA["7B"], layers=22, width=2048, kv_heads=4, hidden=5632), 1_100_048_384),
        (replace(LLAMA["3-8B"], vocabulary=32_000), 7_241_732_096),
    ],
)
def test_published_models_of_language(config: Transformer, published: int) -> None:
    assert transformer_sizes.transformer_parameters(config) == published
    assert sum(transformer_sizes.transformer_parameter_table(config).values()) == published


@pytest.mark.parametrize(
    ("name", "torchvision"),
    [
        # num_params in torchvision's documentation: vit_b_16, vit_b_32, vit_l_16, vit_l_32, vit_h_14 at 224×224
        ("B/16", 86_567_656),
        ("B/32", 88_224_232),
        ("L/16", 304_326_632),
        ("L/32", 306_535_400),
        ("H/14", 632_045_800),
    ],
)
def test_published_models_of_images(name: str, torchvision: int) -> None:
    assert transformer_sizes.vit_parameters(name) == torchvision


def test_the_families_by_name() -> None:
    assert [transformer_sizes.gpt2_parameters(size) for size in GPT_2] == [
        transformer_sizes.transformer_parameters(config) for config in GPT_2.values()
    ]
    assert transformer_sizes.bert_parameters("large") == 335_141_888
    # Touvron et al. (2023), table 2
    billions = [transformer_sizes.llama_parameters(size) / 1e9 for size in ("7B", "13B", "33B", "65B")]
    assert billions == pytest.approx([6.7, 13.0, 32.5, 65.2], abs=0.1)
    with pytest.raises(KeyError, match="huge"):
        transformer_sizes.gpt2_parameters("huge")


def test_gpt_3_has_its_175_billion() -> None:
    # Brown et al. (2020), table 2.1 and table D.1: 174 600 million
    gpt_3 = Transformer(96, 12_288, 96, 49_152, 50_257, 2048)
    assert round(transformer_sizes.transformer_parameters(gpt_3) / 10**8) == 1746


def test_without_embeddings_it_is_twelve_times_layers_and_width_squared() -> None:
    for config in GPT_2.values():
        matrices = 12 * config.layers * config.width**2
        counted = transformer_sizes.transformer_parameters(replace(config, bias=False), embeddings=False)
        norms = (2 * config.layers + 1) * 2 * config.width
        assert counted == matrices + norms
    whole = transformer_sizes.transformer_parameters(LLAMA["7B"])
    assert whole - transformer_sizes.transformer_parameters(LLAMA["7B"], embeddings=False) == 2 * 32_000 * 4096


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 5), st.integers(1, 20), st.booleans(), st.booleans())
def test_they_are_the_sizes_of_the_arrays(
    groups: int, shared: int, each: int, hidden: int, bias: bool, gated: bool
) -> None:
    heads = groups * shared
    width = heads * each
    maps = [(width, width), (width, groups * each), (width, groups * each), (width, width)]
    count = sum(np.zeros(shape).size + bias * np.zeros(shape[1]).size for shape in maps)
    assert transformer_sizes.attention_parameters(width, heads, kv_heads=groups, bias=bias) == count
    maps = [(width, hidden)] * (1 + gated) + [(hidden, width)]
    count = sum(np.zeros(shape).size + bias * np.zeros(shape[1]).size for shape in maps)
    assert transformer_sizes.feed_forward_parameters(width, hidden, gated=gated, bias=bias) == count


def test_a_head_may_have_a_width_of_its_own() -> None:
    # T5 11B: width 1024, 128 heads of 128 (Raffel et al. 2020, section 3.7)
    assert transformer_sizes.attention_parameters(1024, 128, head_width=128, bias=False) == 4 * 1024 * 128 * 128


@pytest.mark.parametrize(
    ("width", "multiple", "factor", "hidden"),
    [(4096, 256, 1, 11_008), (5120, 256, 1, 13_824), (6656, 256, 1, 17_920), (8192, 256, 1, 22_016),
     (8192, 4096, Fraction(13, 10), 28_672), (4096, 1024, Fraction(13, 10), 14_336)],
)  # fmt: skip
def test_hidden_units_of_llama(width: int, multiple: int, factor: Fraction | int, hidden: int) -> None:
    # params.json of the checkpoints: multiple_of and ffn_dim_multiplier
    assert transformer_sizes.swiglu_width(width, multiple=multiple, factor=factor) == hidden


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: transformer_sizes.attention_parameters(10, 3), "3 heads do not divide a width of 10"),
        (lambda: transformer_sizes.attention_parameters(12, 6, kv_heads=4), "do not divide 6 heads"),
        (lambda: transformer_sizes.attention_parameters(0, 1), "width is at least 1"),
        (lambda: transformer_sizes.feed_forward_parameters(4, 0), "hidden is at least 1"),
        (lambda: transformer_sizes.swiglu_width(4, multiple=0), "multiple is at least 1"),
        (lambda: transformer_sizes.multi_head_shapes(1, 0, 4, 2), "steps is at least 1"),
        (lambda: transformer_sizes.multi_head_shapes(1, 1, 5, 2), "do not divide a width of 5"),
        (
            lambda: transformer_sizes.vision_transformer_parameters(VisionTransformer(1, 4, 1, 4, 15)),
            "patches of 15 pixels do not tile 224",
        ),
    ):
        with pytest.raises(ValueError, match=message):
            call()
