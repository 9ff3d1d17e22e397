"""Transformers as data: their layers, and ViT, BERT and GPT-2 as lists of them.

Queries, keys and values are counted as four projections with the heads' joined width. Activations are listed where
dense layers follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from solutions.networks import (
    EVERYWHERE,
    Activation,
    Block,
    Conv,
    Effect,
    LayerNorm,
    Linear,
    Part,
    Shape,
    ToTokens,
    dense_parameters,
    residual,
)

__all__ = [
    "Attention", "ClassToken", "Embedding", "FirstToken", "Positions", "Segments", "TiedHead",
    "bert_layers", "gpt2_layers", "vit_layers",
]  # fmt: skip


@dataclass(frozen=True)
class ClassToken:
    """A learned token put in front of the sequence."""

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on a sequence (tokens, features)."""
        tokens, features = _sequence(shape)
        return Effect((tokens + 1, features), features)


@dataclass(frozen=True)
class FirstToken:
    """The features of the first token."""

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on a sequence (tokens, features)."""
        return Effect((_sequence(shape)[1],), kept=0)


@dataclass(frozen=True)
class Embedding:
    """A learned vector of `features` numbers per word of a vocabulary."""

    vocabulary: int
    features: int

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on token numbers (tokens,)."""
        if len(shape) != 1:
            raise ValueError(f"an embedding needs token numbers (tokens,), not the shape {shape}")
        return Effect((*shape, self.features), self.vocabulary * self.features)


@dataclass(frozen=True)
class Positions:
    """A learned vector per position, added. length : positions there are; None for as many as there are tokens."""

    length: int | None = None

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on a sequence (tokens, features)."""
        tokens, features = _sequence(shape)
        if self.length is not None and tokens > self.length:
            raise ValueError(f"{tokens} tokens, but only {self.length} positions")
        return Effect(shape, (self.length or tokens) * features, kept=0)


@dataclass(frozen=True)
class Segments:
    """A learned vector per kind of segment (BERT's token types), added."""

    kinds: int = 2

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on a sequence (tokens, features)."""
        return Effect(shape, self.kinds * _sequence(shape)[1], kept=0)


@dataclass(frozen=True)
class Attention:
    """Multi-head self-attention with its four projections; the heads share the features evenly.

    Kept are queries, keys, values, the weights (heads, tokens, tokens), the joined heads and the output.

    Source: Vaswani et al., Attention is all you need (2017), section 3.2.
    """

    heads: int
    bias: bool = True

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on a sequence (tokens, features)."""
        tokens, features = _sequence(shape)
        if features % self.heads:
            raise ValueError(f"{self.heads} heads do not divide {features} features evenly")
        return Effect(
            shape,
            4 * dense_parameters(features, features, bias=self.bias),
            tokens * 4 * features**2 + 2 * tokens**2 * features,
            kept=5 * tokens * features + self.heads * tokens**2,
            reach=EVERYWHERE,
        )


@dataclass(frozen=True)
class TiedHead:
    """Logits over a vocabulary by the weights of the embedding, which are counted there."""

    vocabulary: int

    def effect(self, shape: Shape) -> Effect:
        """Return the effect on a sequence (tokens, features)."""
        tokens, features = _sequence(shape)
        return Effect((tokens, self.vocabulary), 0, tokens * features * self.vocabulary)


def _sequence(shape: Shape) -> tuple[int, int]:
    if len(shape) != 2:
        raise ValueError(f"a sequence (tokens, features) is needed, not the shape {shape}")
    return shape[0], shape[1]


def vit_layers(
    width: int = 768,
    depth: int = 12,
    heads: int = 12,
    *,
    patch: int = 16,
    hidden: int | None = None,
    classes: int = 1000,
) -> tuple[Part, ...]:
    """Layers of a vision transformer, ViT-B/16 unless told otherwise, for images such as 224×224×3.

    width : features of a token. hidden : units between the two dense layers of a block, 4·width by default.

    Source: Dosovitskiy et al., An image is worth 16×16 words (2021), section 3.1 and table 1.

    >>> from solutions.summary import summarise
    >>> summarise(vit_layers(), (224, 224, 3)).parameters
    86567656
    """
    return (
        Conv(width, patch, patch), ToTokens(), ClassToken(), Positions(),
        *_pre_norm_blocks(width, depth, heads, hidden or 4 * width),
        LayerNorm(), FirstToken(), Linear(classes),
    )  # fmt: skip


def gpt2_layers(
    width: int = 768, depth: int = 12, heads: int = 12, *, vocabulary: int = 50257, positions: int = 1024
) -> tuple[Part, ...]:
    """Layers of GPT-2, the smallest by default, for token numbers (tokens,); the head shares the embedding's weights.

    Source: Radford et al., Language models are unsupervised multitask learners (2019), section 2.3 and table 2.

    >>> from solutions.summary import summarise
    >>> summarise(gpt2_layers(), (1024,)).parameters
    124439808
    """
    return (
        Embedding(vocabulary, width), Positions(positions),
        *_pre_norm_blocks(width, depth, heads, 4 * width),
        LayerNorm(), TiedHead(vocabulary),
    )  # fmt: skip


def bert_layers(
    width: int = 768, depth: int = 12, heads: int = 12, *, vocabulary: int = 30522, positions: int = 512
) -> tuple[Part, ...]:
    """Layers of BERT with its pooler and without a head, BERT-base (uncased) by default, for token numbers (tokens,).

    Source: Devlin, Chang, Lee, Toutanova, BERT (2019), section 3.

    >>> from solutions.summary import summarise
    >>> summarise(bert_layers(), (512,)).parameters
    109482240
    """
    blocks = (
        Block(
            f"layer {place}",
            (residual(Attention(heads)), LayerNorm(), residual(*_feed_forward(width, 4 * width)), LayerNorm()),
        )
        for place in range(1, depth + 1)
    )
    return (
        Embedding(vocabulary, width), Positions(positions), Segments(2), LayerNorm(),
        *blocks,
        FirstToken(), Linear(width), Activation("tanh"),
    )  # fmt: skip


def _pre_norm_blocks(width: int, depth: int, heads: int, hidden: int) -> tuple[Block, ...]:
    return tuple(
        Block(
            f"block {place}",
            (residual(LayerNorm(), Attention(heads)), residual(LayerNorm(), *_feed_forward(width, hidden))),
        )
        for place in range(1, depth + 1)
    )


def _feed_forward(width: int, hidden: int) -> tuple[Linear, Activation, Linear]:
    return Linear(hidden), Activation("gelu"), Linear(width)
