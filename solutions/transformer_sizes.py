"""Parameters of transformers: attention, blocks, and whole models such as GPT-2, BERT, LLaMA and ViT."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from solutions._checks import at_least

__all__ = [
    "BERT",
    "GPT_2",
    "LLAMA",
    "VIT",
    "Transformer",
    "VisionTransformer",
    "attention_parameters",
    "bert_parameters",
    "feed_forward_parameters",
    "gpt2_parameters",
    "llama_parameters",
    "multi_head_shapes",
    "swiglu_width",
    "transformer_block_parameters",
    "transformer_parameter_table",
    "transformer_parameters",
    "vision_transformer_parameters",
    "vit_parameters",
]


@dataclass(frozen=True)
class Transformer:
    """Configuration of a transformer over tokens, an encoder or a decoder alone.

    layers : number of blocks. width : of the stream between them (d_model). heads : of the queries. hidden : units of
    the feed-forward layer. vocabulary : number of tokens. positions : learned position embeddings, 0 for none. segments
    : learned segment embeddings. kv_heads : heads of keys and values, as many as `heads` where None. head_width : width
    / heads where None. bias : whether linear layers in the blocks have biases. gated : SwiGLU, with a third matrix in
    the feed-forward layer. rms : RMS normalisation, which has no shift. embedding_norm, final_norm : normalisation
    after the embeddings and after the last block. pooler : BERT's dense layer on the first token. tied : the output
    layer shares the token embedding's weights, or there is none.
    """

    layers: int
    width: int
    heads: int
    hidden: int
    vocabulary: int
    positions: int = 0
    segments: int = 0
    kv_heads: int | None = None
    head_width: int | None = None
    bias: bool = True
    gated: bool = False
    rms: bool = False
    embedding_norm: bool = False
    final_norm: bool = True
    pooler: bool = False
    tied: bool = True


@dataclass(frozen=True)
class VisionTransformer:
    """Configuration of a vision transformer that classifies square images; patch and image are sides in pixels."""

    layers: int
    width: int
    heads: int
    hidden: int
    patch: int
    image: int = 224
    channels: int = 3
    classes: int = 1000


GPT_2 = {
    "small": Transformer(12, 768, 12, 3072, 50_257, 1024),
    "medium": Transformer(24, 1024, 16, 4096, 50_257, 1024),
    "large": Transformer(36, 1280, 20, 5120, 50_257, 1024),
    "xl": Transformer(48, 1600, 25, 6400, 50_257, 1024),
}
"""Radford et al., Language models are unsupervised multitask learners (2019), table 2."""


def _bert(layers: int, width: int, heads: int) -> Transformer:
    return Transformer(
        layers, width, heads, 4 * width, 30_522, 512, 2, embedding_norm=True, final_norm=False, pooler=True
    )


BERT = {"base": _bert(12, 768, 12), "large": _bert(24, 1024, 16)}
"""Devlin et al., BERT (2019), section 3, with the uncased vocabulary and without a head for a task."""


def _llama(
    layers: int, width: int, heads: int, hidden: int, kv_heads: int | None = None, vocabulary: int = 32_000
) -> Transformer:
    return Transformer(
        layers, width, heads, hidden, vocabulary, kv_heads=kv_heads, bias=False, gated=True, rms=True, tied=False
    )


LLAMA = {
    "7B": _llama(32, 4096, 32, 11_008),
    "13B": _llama(40, 5120, 40, 13_824),
    "33B": _llama(60, 6656, 52, 17_920),
    "65B": _llama(80, 8192, 64, 22_016),
    "2-70B": _llama(80, 8192, 64, 28_672, 8),
    "3-8B": _llama(32, 4096, 32, 14_336, 8, 128_256),
    "3-70B": _llama(80, 8192, 64, 28_672, 8, 128_256),
    "3-405B": _llama(126, 16_384, 128, 53_248, 8, 128_256),
}
"""Touvron et al., LLaMA (2023), table 2, and Llama 2 (2023); Llama team, The Llama 3 herd of models (2024), table 3."""

VIT = {
    "B/16": VisionTransformer(12, 768, 12, 3072, 16),
    "B/32": VisionTransformer(12, 768, 12, 3072, 32),
    "L/16": VisionTransformer(24, 1024, 16, 4096, 16),
    "L/32": VisionTransformer(24, 1024, 16, 4096, 32),
    "H/14": VisionTransformer(32, 1280, 16, 5120, 14),
}
"""Dosovitskiy et al., An image is worth 16×16 words (2021), table 1, with 1000 classes."""


def attention_parameters(
    width: int, heads: int, *, kv_heads: int | None = None, head_width: int | None = None, bias: bool = True
) -> int:
    """Number of learned parameters of multi-head attention: the maps to queries, keys and values, and the output's.

    width : of the stream. heads, kv_heads, head_width : as in Transformer. bias : whether each of the four maps has
    biases. Without kv_heads and head_width the number does not depend on the heads: 4·width² + 4·width. Raises
    ValueError where heads do not divide the width, kv_heads do not divide the heads, or a number is below 1.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.2; kv_heads: Ainslie et al., GQA (2023).

    >>> attention_parameters(768, 12), attention_parameters(4096, 32, kv_heads=8, bias=False)
    (2362368, 41943040)
    """
    groups = heads if kv_heads is None else kv_heads
    at_least(1, width=width, heads=heads, kv_heads=groups)
    each = _head_width(width, heads, head_width)
    if heads % groups:
        raise ValueError(f"{groups} heads of keys and values do not divide {heads} heads")
    queries, keys = heads * each, groups * each
    return 2 * width * (queries + keys) + (queries + 2 * keys + width if bias else 0)


def multi_head_shapes(
    batch: int, steps: int, width: int, heads: int, *, kv_heads: int | None = None, keys: int | None = None
) -> dict[str, tuple[int, ...]]:
    """Shapes of the arrays in multi-head attention, by their names.

    batch, steps, width, heads : at least 1, heads dividing width, else ValueError. keys : number of steps that are
    attended to, `steps` where None.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.2.

    >>> multi_head_shapes(2, 10, 512, 8)["scores"], multi_head_shapes(2, 10, 512, 8)["queries"]
    ((2, 8, 10, 10), (2, 8, 10, 64))
    """
    groups, seen = heads if kv_heads is None else kv_heads, steps if keys is None else keys
    at_least(1, batch=batch, steps=steps, width=width, heads=heads, kv_heads=groups, keys=seen)
    each = _head_width(width, heads, None)
    return {
        "input": (batch, steps, width),
        "queries": (batch, heads, steps, each),
        "keys": (batch, groups, seen, each),
        "values": (batch, groups, seen, each),
        "scores": (batch, heads, steps, seen),
        "heads": (batch, heads, steps, each),
        "output": (batch, steps, width),
    }


def feed_forward_parameters(width: int, hidden: int, *, gated: bool = False, bias: bool = True) -> int:
    """Number of learned parameters of a transformer's feed-forward layer: up and down, and its gate where it has one.

    width, hidden : at least 1, else ValueError. gated : SwiGLU or another gated unit, with a third matrix.

    Source: Vaswani et al., Attention is all you need (2017), section 3.3; gated: Shazeer, GLU variants improve
    transformer (2020), equation 6.

    >>> feed_forward_parameters(768, 3072), feed_forward_parameters(4096, 11008, gated=True, bias=False)
    (4722432, 135266304)
    """
    at_least(1, width=width, hidden=hidden)
    ups = 2 if gated else 1
    return (ups + 1) * width * hidden + (ups * hidden + width if bias else 0)


def swiglu_width(width: int, *, multiple: int = 256, factor: Fraction | int = 1) -> int:
    """Hidden units of LLaMA's feed-forward layer: ⅔ · 4 · width, times factor, rounded up to a multiple.

    With ⅔ of them a gated layer has as many weights as an ordinary one. width, multiple : at least 1, else ValueError.

    Source: Shazeer, GLU variants improve transformer (2020), section 2; Touvron et al., LLaMA (2023), section 2.2.

    >>> swiglu_width(4096), swiglu_width(4096, multiple=1024, factor=Fraction(13, 10))
    (11008, 14336)
    """
    at_least(1, width=width, multiple=multiple)
    units = int(factor * (8 * width // 3))
    return -(-units // multiple) * multiple


def transformer_block_parameters(config: Transformer | VisionTransformer) -> int:
    """Number of learned parameters of one block: attention, feed-forward layer and two normalisations.

    Raises ValueError where the configuration's heads do not divide its width, or a number is below 1.

    Source: Vaswani et al., Attention is all you need (2017), section 3.1, without attention to an encoder.

    >>> transformer_block_parameters(GPT_2["small"])
    7087872
    """
    return sum(_block(config).values())


def transformer_parameter_table(config: Transformer) -> dict[str, int]:
    """Numbers of learned parameters of a model by its parts, those of all blocks together; parts of none are left out.

    Source: as for transformer_block_parameters; Devlin et al., BERT (2019), for segments and pooler.

    >>> for part, count in transformer_parameter_table(GPT_2["small"]).items():
    ...     print(f"{part:18} {count:>10}")
    token embedding      38597376
    position embedding     786432
    attention            28348416
    feed-forward         56669184
    normalisation           38400
    """
    norm = config.width * (1 if config.rms else 2)
    block = {part: config.layers * count for part, count in _block(config).items()}
    block["normalisation"] += norm * (config.embedding_norm + config.final_norm)
    table = {
        "token embedding": config.vocabulary * config.width,
        "position embedding": config.positions * config.width,
        "segment embedding": config.segments * config.width,
        **block,
        "pooler": config.width * (config.width + 1) if config.pooler else 0,
        "output": 0 if config.tied else config.vocabulary * config.width,
    }
    return {part: count for part, count in table.items() if count}


def transformer_parameters(config: Transformer, *, embeddings: bool = True) -> int:
    """Number of learned parameters of a model; without embeddings it is the N of scaling laws.

    embeddings : whether token, position and segment embeddings and the output layer count. Raises ValueError where the
    configuration's heads do not fit.

    Source: Kaplan et al., Scaling laws for neural language models (2020), table 1; there, biases and normalisation do
    not count: N ≈ 12 · layers · width².

    >>> transformer_parameters(GPT_2["small"]), transformer_parameters(GPT_2["small"], embeddings=False)
    (124439808, 85056000)
    """
    table = transformer_parameter_table(config)
    outside = (
        0 if embeddings else sum(count for part, count in table.items() if "embedding" in part or part == "output")
    )
    return sum(table.values()) - outside


def vision_transformer_parameters(config: VisionTransformer) -> int:
    """Number of learned parameters of a vision transformer: patches, class token, positions, blocks, norm and classes.

    Raises ValueError where the patches do not tile the image, or the heads do not divide the width.

    Source: Dosovitskiy et al., An image is worth 16×16 words (2021), equations 1 to 4.

    >>> vision_transformer_parameters(VisionTransformer(12, 192, 3, 768, 16))
    5717416
    """
    if config.image % config.patch:
        raise ValueError(f"patches of {config.patch} pixels do not tile {config.image}")
    width, tokens = config.width, (config.image // config.patch) ** 2 + 1
    patches = (config.channels * config.patch**2 + 1) * width
    head = (width + 1) * config.classes
    return patches + width + tokens * width + config.layers * transformer_block_parameters(config) + 2 * width + head


def gpt2_parameters(size: str = "small") -> int:
    """Number of parameters of GPT-2, whose output layer shares the token embedding.

    size : a key of GPT_2. Raises KeyError for another one.

    Source: Radford et al., Language models are unsupervised multitask learners (2019), table 2; its 117, 345, 762 and
    1542 million were miscounted, as OpenAI's repository says.

    >>> [gpt2_parameters(size) for size in GPT_2]
    [124439808, 354823168, 774030080, 1557611200]
    """
    return transformer_parameters(GPT_2[size])


def bert_parameters(size: str = "base") -> int:
    """Number of parameters of BERT with its pooler, without a head for a task.

    size : a key of BERT. Raises KeyError for another one.

    Source: Devlin et al., BERT (2019), section 3: 110 and 340 million.

    >>> [bert_parameters(size) for size in BERT]
    [109482240, 335141888]
    """
    return transformer_parameters(BERT[size])


def llama_parameters(size: str = "7B") -> int:
    """Number of parameters of LLaMA, "7B" to "65B", of Llama 2, "2-70B", and of Llama 3, "3-8B" to "3-405B".

    size : a key of LLAMA. Raises KeyError for another one.

    Source: Touvron et al., LLaMA (2023), table 2: 6.7, 13.0, 32.5 and 65.2 billion; The Llama 3 herd of models (2024).

    >>> [llama_parameters(size) for size in ("7B", "2-70B", "3-8B")]
    [6738415616, 68976648192, 8030261248]
    """
    return transformer_parameters(LLAMA[size])


def vit_parameters(name: str = "B/16") -> int:
    """Number of parameters of ViT with 1000 classes, for images of 224×224.

    name : a key of VIT: size and side of a patch in pixels. Raises KeyError for another one.

    Source: Dosovitskiy et al., An image is worth 16×16 words (2021), table 1: 86, 307 and 632 million.

    >>> vit_parameters("B/16"), vit_parameters("L/16")
    (86567656, 304326632)
    """
    return vision_transformer_parameters(VIT[name])


def _block(config: Transformer | VisionTransformer) -> dict[str, int]:
    if isinstance(config, VisionTransformer):
        attention = attention_parameters(config.width, config.heads)
        feed, norm = feed_forward_parameters(config.width, config.hidden), 2 * config.width
    else:
        attention = attention_parameters(
            config.width, config.heads, kv_heads=config.kv_heads, head_width=config.head_width, bias=config.bias
        )
        feed = feed_forward_parameters(config.width, config.hidden, gated=config.gated, bias=config.bias)
        norm = config.width * (1 if config.rms else 2)
    return {"attention": attention, "feed-forward": feed, "normalisation": 2 * norm}


def _head_width(width: int, heads: int, head_width: int | None) -> int:
    if head_width is None and width % heads:
        raise ValueError(f"{heads} heads do not divide a width of {width}")
    return width // heads if head_width is None else head_width
