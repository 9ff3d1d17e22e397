"""Misconceptions about attention and transformers: scaling, masks, positions, parameters and costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from solutions import attention, positions, transformer_costs, transformer_sizes
from solutions.activations import softmax
from solutions.transformer_sizes import Transformer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]


def weights_without_scaling(q: ArrayLike, k: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """How does the variance of a dot product grow with the width? What keeps the softmax from saturating?"""
    return softmax(_masked(_scores(q, k), mask))


def weights_scaled_by_the_width(q: ArrayLike, k: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """You divided by a variance. What has the unit of the scores, a variance or a deviation?"""
    scores = _scores(q, k)
    return softmax(_masked(scores / _width(q), mask))


def weights_over_the_queries(q: ArrayLike, k: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """Over what do the weights of a query sum to one: the keys or the queries?"""
    return softmax(_masked(_scores(q, k) / _width(q) ** 0.5, mask), axis=-2)


def weights_masked_after_the_softmax(q: ArrayLike, k: ArrayLike, mask: ArrayLike | None = None) -> Array:
    """What do the remaining weights of a query sum to, once you have taken away the others?"""
    import numpy as np

    weights = attention.attention_weights(q, k)
    return weights if mask is None else np.asarray(weights * np.asarray(mask, dtype=float))


def mask_without_the_diagonal(queries: int, keys: int | None = None) -> Mask:
    """May a step attend to itself? What would be left to the first one?"""
    import numpy as np

    columns = queries if keys is None else keys
    return np.tri(queries, columns, columns - queries - 1, dtype=bool)


def mask_of_the_future(queries: int, keys: int | None = None) -> Mask:
    """Which steps are known when the next one is to be predicted?"""
    return attention.causal_mask(queries, keys)[::-1, ::-1]


def hot_probabilities_divided(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Do your numbers still sum to one? To what does the temperature apply, logits or probabilities?"""
    import numpy as np

    return np.asarray(softmax(logits) / temperature)


def temperature_upside_down(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Should a higher temperature make the distribution flatter or sharper?"""
    return attention.softmax_with_temperature(logits, 1 / temperature)


def attention_parameters_of_wide_heads(
    width: int, heads: int, *, kv_heads: int | None = None, bias: bool = True
) -> int:
    """How wide is one head? All heads together share the width of the stream."""
    return transformer_sizes.attention_parameters(width, heads, head_width=width, bias=bias)


def attention_parameters_without_the_output(
    width: int, heads: int, *, kv_heads: int | None = None, bias: bool = True
) -> int:
    """The heads' outputs stand next to each other. What mixes them?"""
    whole = transformer_sizes.attention_parameters(width, heads, kv_heads=kv_heads, bias=bias)
    return whole - width**2 - (width if bias else 0)


def attention_parameters_of_ungrouped_heads(
    width: int, heads: int, *, kv_heads: int | None = None, bias: bool = True
) -> int:
    """Does every head have keys and values of its own here?"""
    return transformer_sizes.attention_parameters(width, heads, bias=bias)


def swiglu_with_two_matrices(width: int, hidden: int, *, gated: bool = False, bias: bool = True) -> int:
    """One matrix leads up and one leads down. What computes the gate?"""
    return transformer_sizes.feed_forward_parameters(width, hidden, bias=bias)


def transformer_with_an_output_of_its_own(config: Transformer) -> int:
    """Does the output layer learn weights of its own, or does it share another layer's?"""
    return transformer_sizes.transformer_parameters(replace(config, tied=False))


def transformer_without_positions(config: Transformer) -> int:
    """Attention does not know the order of its inputs. Where does this model learn it?"""
    return transformer_sizes.transformer_parameters(replace(config, positions=0))


def transformer_without_normalisation(config: Transformer) -> int:
    """What scales and shifts the stream before each layer? It learns, too."""
    table = transformer_sizes.transformer_parameter_table(config)
    return sum(count for part, count in table.items() if part != "normalisation")


def cache_of_keys_alone(config: Transformer, tokens: int, *, batch: int = 1, bytes_per_number: int = 2) -> int:
    """With the scores at hand, what is it that they weigh? Is it kept as well?"""
    return transformer_costs.kv_cache_bytes(config, tokens, batch=batch, bytes_per_number=bytes_per_number) // 2


def cache_of_one_layer(config: Transformer, tokens: int, *, batch: int = 1, bytes_per_number: int = 2) -> int:
    """Do all layers attend to the same keys?"""
    return transformer_costs.kv_cache_bytes(
        replace(config, layers=1), tokens, batch=batch, bytes_per_number=bytes_per_number
    )


def cache_for_every_query_head(config: Transformer, tokens: int, *, batch: int = 1, bytes_per_number: int = 2) -> int:
    """How many heads have keys and values in this model? Several queries may share them."""
    return transformer_costs.kv_cache_bytes(
        replace(config, kv_heads=None), tokens, batch=batch, bytes_per_number=bytes_per_number
    )


def flops_of_the_forward_pass(parameters: int, tokens: int) -> int:
    """This predicts the tokens. How much more work is it to learn from them?"""
    return transformer_costs.training_flops(parameters, tokens) // 3


def flops_with_one_operation_for_each_weight(parameters: int, tokens: int) -> int:
    """A weight multiplies, and then? Count both operations."""
    return transformer_costs.training_flops(parameters, tokens) // 2


def positions_of_sines_alone(steps: int, width: int, *, base: float = 10_000.0) -> Array:
    """A sine alone does not tell the phase. What stands beside it in each pair of columns?"""
    import numpy as np

    return np.repeat(np.sin(positions.rotary_angles(steps, width, base=base)), 2, axis=1)


def _scores(q: ArrayLike, k: ArrayLike) -> Array:
    import numpy as np

    return np.asarray(np.asarray(q, dtype=float) @ np.asarray(k, dtype=float).swapaxes(-1, -2))


def _width(q: ArrayLike) -> int:
    import numpy as np

    return int(np.shape(q)[-1])


def _masked(scores: Array, mask: ArrayLike | None) -> Array:
    import numpy as np

    return scores if mask is None else np.where(np.asarray(mask, dtype=bool), scores, -np.inf)


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "attention_weights": (
        weights_without_scaling,
        weights_scaled_by_the_width,
        weights_over_the_queries,
        weights_masked_after_the_softmax,
    ),
    "causal_mask": (mask_without_the_diagonal, mask_of_the_future),
    "softmax_with_temperature": (hot_probabilities_divided, temperature_upside_down),
    "attention_parameters": (
        attention_parameters_of_wide_heads,
        attention_parameters_without_the_output,
        attention_parameters_of_ungrouped_heads,
    ),
    "feed_forward_parameters": (swiglu_with_two_matrices,),
    "transformer_parameters": (
        transformer_with_an_output_of_its_own,
        transformer_without_positions,
        transformer_without_normalisation,
    ),
    "kv_cache_bytes": (cache_of_keys_alone, cache_of_one_layer, cache_for_every_query_head),
    "training_flops": (flops_of_the_forward_pass, flops_with_one_operation_for_each_weight),
    "sinusoidal_positions": (positions_of_sines_alone,),
}
