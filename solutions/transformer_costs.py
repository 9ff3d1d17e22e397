"""Costs of transformers: operations per token, training in total, the key–value cache, scaling laws.

An operation is one product or one sum; a multiply-accumulate is two.
"""

from __future__ import annotations

from fractions import Fraction

from solutions._checks import above, at_least
from solutions.transformer_sizes import Transformer, attention_parameters, feed_forward_parameters

__all__ = [
    "attention_score_bytes",
    "chinchilla_loss",
    "compute_optimal_split",
    "forward_flops_per_token",
    "kv_cache_bytes",
    "kv_cache_bytes_per_token",
    "model_flops_utilisation",
    "training_flops",
    "training_flops_per_token",
]


def training_flops(parameters: int, tokens: int) -> int:
    """Operations of training, estimated: C ≈ 6·N·D, two per parameter and token forward and four backward.

    parameters : N, without embeddings in Kaplan et al. tokens : D, seen in training. Both at least 0, else ValueError.
    Attention's products of activations are left out; training_flops_per_token has them.

    Source: Kaplan et al., Scaling laws for neural language models (2020), section 2.1.

    GPT-3, 3.14 × 10²³ in Brown et al. (2020), table D.1:

    >>> f"{training_flops(174_600_000_000, 300_000_000_000):.2e}"
    '3.14e+23'
    """
    at_least(0, parameters=parameters, tokens=tokens)
    return 6 * parameters * tokens


def forward_flops_per_token(config: Transformer, context: int, *, causal: bool = False) -> Fraction:
    """Operations of the matrix products of a forward pass, for each token of a sequence of `context` tokens; exact.

    They are the linear maps of the blocks, q·kᵀ and weights·v of each head, and the output layer. Look-ups, biases,
    normalisation, softmax and activations do not count. causal : a query's products with later keys are left out, as
    good implementations do; on average a query then has (context + 1)/2 keys. Raises ValueError for a context below 1.

    Source: Kaplan et al., Scaling laws for neural language models (2020), table 1; Hoffmann et al., Training
    compute-optimal large language models (2022), appendix F.

    >>> from solutions.transformer_sizes import GPT_2
    >>> forward_flops_per_token(GPT_2["small"], 1024) * 1024
    Fraction(291648307200, 1)
    """
    at_least(1, context=context)
    head_width = config.width // config.heads if config.head_width is None else config.head_width
    maps = attention_parameters(
        config.width, config.heads, kv_heads=config.kv_heads, head_width=config.head_width, bias=False
    ) + feed_forward_parameters(config.width, config.hidden, gated=config.gated, bias=False)
    keys = Fraction(context + 1, 2) if causal else Fraction(context)
    products = 2 * keys * config.heads * head_width
    return 2 * (config.layers * (maps + products) + config.vocabulary * config.width)


def training_flops_per_token(config: Transformer, context: int, *, causal: bool = False) -> Fraction:
    """Operations of a forward and a backward pass for each token: three times those of the forward pass.

    The backward pass has two matrix products for each of the forward pass. Otherwise as forward_flops_per_token.

    Source: Kaplan et al., Scaling laws for neural language models (2020), section 2.1; Chowdhery et al., PaLM (2022),
    appendix B: 6N + 12 · layers · heads · head width · context.

    >>> from solutions.transformer_sizes import GPT_2
    >>> training_flops_per_token(GPT_2["small"], 1024) * 1024
    Fraction(874944921600, 1)
    """
    return 3 * forward_flops_per_token(config, context, causal=causal)


def model_flops_utilisation(tokens_per_second: float, flops_per_token: float | Fraction, peak: float) -> float:
    """Share of the hardware's peak that a training run uses: tokens per second × operations per token / peak.

    peak : operations per second of all devices together, above 0, else ValueError.

    Source: Chowdhery et al., PaLM (2022), section 4.1 and appendix B: 46.2 % for 540 billion parameters.

    >>> round(model_flops_utilisation(238_300, 6 * 540e9 + 12 * 118 * 48 * 256 * 2048, 6144 * 275e12), 3)
    0.462
    """
    above(0, peak=peak)
    return float(tokens_per_second * float(flops_per_token) / peak)


def kv_cache_bytes_per_token(config: Transformer, *, bytes_per_number: int = 2) -> int:
    """Memory for the keys and values of one token in all layers, in bytes: 2 · layers · kv_heads · head width numbers.

    bytes_per_number : 2 for 16-bit floats; at least 1, else ValueError.

    Source: Pope et al., Efficiently scaling transformer inference (2023); Kwon et al., PagedAttention
    (2023), section 3: 800 KB for a token of OPT-13B.

    >>> kv_cache_bytes_per_token(Transformer(40, 5120, 40, 20_480, 50_272, 2050))
    819200
    """
    at_least(1, bytes_per_number=bytes_per_number)
    groups = config.heads if config.kv_heads is None else config.kv_heads
    head_width = config.width // config.heads if config.head_width is None else config.head_width
    return 2 * config.layers * groups * head_width * bytes_per_number


def kv_cache_bytes(config: Transformer, tokens: int, *, batch: int = 1, bytes_per_number: int = 2) -> int:
    """Memory of the key–value cache in bytes, for `batch` sequences of `tokens` tokens.

    tokens at least 0, batch at least 1, else ValueError. Otherwise as kv_cache_bytes_per_token.

    Source: Pope et al., Efficiently scaling transformer inference (2023).

    >>> from solutions.transformer_sizes import LLAMA
    >>> kv_cache_bytes(LLAMA["7B"], 2048) // 2**20, kv_cache_bytes(LLAMA["3-8B"], 2048) // 2**20
    (1024, 256)
    """
    at_least(0, tokens=tokens)
    at_least(1, batch=batch)
    return batch * tokens * kv_cache_bytes_per_token(config, bytes_per_number=bytes_per_number)


def attention_score_bytes(
    heads: int, queries: int, *, keys: int | None = None, batch: int = 1, layers: int = 1, bytes_per_number: int = 2
) -> int:
    """Memory for the scores of attention in bytes where they are kept: batch · layers · heads · queries · keys numbers.

    All at least 1, else ValueError; as many keys as queries where None.

    Source: Dao et al., FlashAttention (2022), section 2.2, which avoids it.

    >>> attention_score_bytes(12, 1024) // 2**20
    24
    """
    seen = queries if keys is None else keys
    at_least(1, heads=heads, queries=queries, keys=seen, batch=batch, layers=layers, bytes_per_number=bytes_per_number)
    return batch * layers * heads * queries * seen * bytes_per_number


def chinchilla_loss(parameters: float, tokens: float) -> float:
    """Loss in nats per token that Chinchilla's fit predicts: 1.69 + 406.4/N^0.34 + 410.7/D^0.28.

    parameters, tokens : N and D, above 0, else ValueError. The first term is the entropy of text.

    Source: Hoffmann et al., Training compute-optimal large language models (2022), equation 10 in appendix D.3.

    >>> round(chinchilla_loss(70e9, 1.4e12), 3), round(chinchilla_loss(280e9, 300e9), 3)
    (1.937, 1.993)
    """
    above(0, parameters=parameters, tokens=tokens)
    return float(1.69 + 406.4 / parameters**0.34 + 410.7 / tokens**0.28)


def compute_optimal_split(flops: float, *, tokens_per_parameter: float = 20.0) -> tuple[float, float]:
    """Parameters N and tokens D that spend C = 6·N·D with D = 20·N, the rule of thumb after Chinchilla.

    flops, tokens_per_parameter : above 0, else ValueError.

    Source: Hoffmann et al., Training compute-optimal large language models (2022), table 3, rounded.

    >>> parameters, tokens = compute_optimal_split(5.88e23)
    >>> f"{parameters:.2e} {tokens:.2e}"
    '7.00e+10 1.40e+12'
    """
    above(0, flops=flops, tokens_per_parameter=tokens_per_parameter)
    parameters = float((flops / (6 * tokens_per_parameter)) ** 0.5)
    return parameters, parameters * tokens_per_parameter
