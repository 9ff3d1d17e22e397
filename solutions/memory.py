"""Memory of training: parameters, gradients, optimiser states, activations, sharding; in bytes."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

__all__ = [
    "BYTES",
    "OPTIMISER_STATES",
    "checkpointed_activations",
    "gigabytes",
    "largest_batch",
    "mixed_precision_training_state_bytes",
    "parameter_bytes",
    "training_state_bytes",
    "transformer_activation_bytes",
    "zero_bytes_per_device",
]

Recompute = Literal["none", "selective", "full"]

BYTES: dict[str, int | Fraction] = {
    "fp64": 8,
    "fp32": 4,
    "tf32": 4,
    "bf16": 2,
    "fp16": 2,
    "fp8": 1,
    "int8": 1,
    "int4": Fraction(1, 2),
}
"""Bytes of a number of each type."""
OPTIMISER_STATES = {"sgd": 0, "momentum": 1, "adagrad": 1, "rmsprop": 1, "adam": 2, "adamw": 2}
"""Numbers that an optimiser keeps for each parameter."""


def parameter_bytes(parameters: int, kind: str = "fp32") -> int:
    """Bytes of so many numbers of a type of BYTES, rounded up to whole ones.

    Raises ValueError for fewer than 0 parameters, or an unknown type.

    Source: IEEE 754-2019, table 3.5.

    >>> parameter_bytes(124_439_808), parameter_bytes(7_000_000_000, "int4")
    (497759232, 3500000000)
    """
    if parameters < 0:
        raise ValueError(f"there are at least 0 parameters, not {parameters}")
    if kind not in BYTES:
        raise ValueError(f"{kind!r} is none of {', '.join(BYTES)}")
    return math.ceil(parameters * BYTES[kind])


def gigabytes(size: int, *, binary: bool = False) -> Fraction:
    """A size in bytes as GB of 10⁹ bytes, or as GiB of 2³⁰.

    Source: IEC 80000-13:2008.

    >>> gigabytes(16 * 10**9), round(float(gigabytes(16 * 10**9, binary=True)), 2)
    (Fraction(16, 1), 14.9)
    """
    return Fraction(size, 2**30 if binary else 10**9)


def training_state_bytes(parameters: int, optimiser: str = "adam", kind: str = "fp32") -> int:
    """Bytes of parameters, gradients and optimiser states, all of one type; activations come on top.

    optimiser : of OPTIMISER_STATES. Raises ValueError for an unknown one, or as parameter_bytes.

    Source: Rajbhandari, Rasley, Ruwase, He, ZeRO (2020), section 3.1.

    >>> training_state_bytes(10**9), training_state_bytes(10**9, "sgd")
    (16000000000, 8000000000)
    """
    return (2 + _states(optimiser)) * parameter_bytes(parameters, kind)


def mixed_precision_training_state_bytes(parameters: int, optimiser: str = "adam") -> int:
    """Bytes of the states of mixed-precision training: 16 for each parameter with Adam.

    2 + 2 for 16-bit parameters and gradients, 4 for parameters in fp32, and 4 for every optimiser state. Raises
    ValueError as training_state_bytes.

    Source: Rajbhandari, Rasley, Ruwase, He, ZeRO (2020), section 3.1; Micikevicius et al., Mixed precision training
    (2018), section 3.1.

    >>> mixed_precision_training_state_bytes(1_500_000_000)
    24000000000
    """
    return 2 * parameter_bytes(parameters, "fp16") + (1 + _states(optimiser)) * parameter_bytes(parameters, "fp32")


def zero_bytes_per_device(parameters: int, devices: int, stage: int, optimiser: str = "adam") -> Fraction:
    """Bytes of the states of mixed-precision training on each of the devices that ZeRO shards them over.

    stage : 0 for plain data parallelism, 1 shards fp32 parameters and optimiser states, 2 gradients, too, 3 the 16-bit
    parameters, too. Raises ValueError for another stage, no device, or as training_state_bytes.

    Source: Rajbhandari, Rasley, Ruwase, He, ZeRO (2020), figure 1: 7.5 billion parameters on 64 devices.

    >>> [round(float(gigabytes(zero_bytes_per_device(7_500_000_000, 64, stage))), 1) for stage in range(4)]
    [120.0, 31.4, 16.6, 1.9]
    """
    if stage not in range(4) or devices < 1:
        raise ValueError("ZeRO has the stages 0 to 3, and there is at least 1 device")
    low = parameter_bytes(parameters, "fp16")
    states = (1 + _states(optimiser)) * parameter_bytes(parameters, "fp32")
    parts = ((low, 3), (low, 2), (states, 1))
    return sum((Fraction(size, devices if stage >= sharded else 1) for size, sharded in parts), Fraction(0))


def transformer_activation_bytes(
    sequence: int, batch: int, hidden: int, heads: int, layers: int, *, tensor: int = 1, recompute: Recompute = "none"
) -> Fraction:
    """Bytes of activations that a transformer of 16-bit numbers keeps for the backward pass, without embeddings.

    For each layer s·b·h·(34 + 5·a·s/h). recompute : with "selective" attention scores are computed again, which leaves
    34·s·b·h; with "full" only the layer's input is kept, 2·s·b·h. tensor : devices of tensor parallelism; they share
    all but 10·s·b·h (with "full" nothing). Raises ValueError for a size below 1, or another kind of recomputation.

    Source: Korthikanti et al., Reducing activation recomputation in large transformer models (2022), equations 1 and 2,
    table 2.

    >>> int(transformer_activation_bytes(2048, 1, 12288, 96, 1)) / 2**20
    2736.0
    """
    if min(sequence, batch, hidden, heads, layers, tensor) < 1:
        raise ValueError("every size is at least 1")
    each = sequence * batch * hidden
    if recompute == "full":
        return Fraction(2 * each * layers)
    if recompute not in ("none", "selective"):
        raise ValueError(f"recomputation is none, selective or full, not {recompute!r}")
    scores = Fraction(5 * heads * sequence, hidden) if recompute == "none" else Fraction(0)
    return layers * each * (10 + (24 + scores) / tensor)


def checkpointed_activations(layers: int, segments: int) -> int:
    """Activations held at once, in units of one layer's: one for each of the segments, and those of one segment again.

    segments k : from 1 to `layers` n, of ⌈n/k⌉ layers at most; least for k ≈ √n, at the price of one more forward pass.
    Raises ValueError otherwise.

    Source: Chen, Xu, Zhang, Guestrin, Training deep nets with sublinear memory cost (2016), equation 1.

    >>> checkpointed_activations(100, 10), checkpointed_activations(100, 1)
    (20, 101)
    """
    if not 1 <= segments <= layers:
        raise ValueError(f"the segments are 1 to {layers}, not {segments}")
    return segments + math.ceil(layers / segments)


def largest_batch(capacity: int, fixed: int, per_example: int) -> int:
    """The most examples that fit: what the states leave of the memory, over the activations of one example; 0 if none.

    capacity, fixed : bytes of the device, and of parameters, gradients and optimiser states. per_example : at least 1.
    Raises ValueError otherwise.

    Source: Rajbhandari, Rasley, Ruwase, He, ZeRO (2020), section 3.

    >>> largest_batch(16 * 10**9, 4 * 10**9, 5 * 10**8)
    24
    """
    if capacity < 0 or fixed < 0 or per_example < 1:
        raise ValueError("sizes are at least 0, and an example takes at least 1 byte")
    return max(0, (capacity - fixed) // per_example)


def _states(optimiser: str) -> int:
    if optimiser not in OPTIMISER_STATES:
        raise ValueError(f"{optimiser!r} is none of {', '.join(OPTIMISER_STATES)}")
    return OPTIMISER_STATES[optimiser]
