"""Misconceptions about float formats, quantisation and the memory of training."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from solutions import floats, memory, quantisation
from solutions._numbers import Exact, Real, ratio
from solutions.floats import FLOAT_FORMATS, FloatFormat
from solutions.memory import Recompute
from solutions.quantisation import Quantiser


def largest_of_fp16(form: FloatFormat) -> Fraction:
    """Two formats may take the same number of bits. How many of them are left for the exponent in yours?"""
    return floats.largest_float(FLOAT_FORMATS["fp16"])


def largest_with_the_reserved_exponent(form: FloatFormat) -> Fraction:
    """Does the pattern with every exponent bit set stand for a number?"""
    top = (1 << form.exponent) - 1 - floats.exponent_bias(form)
    return (2 - Fraction(1, 1 << form.fraction)) * (1 << top)


def largest_power_of_two(form: FloatFormat) -> Fraction:
    """Which fraction comes with the largest exponent? There are numbers beyond the power of two."""
    power = Fraction(1)
    while 2 * power <= floats.largest_float(form):
        power *= 2
    return power


def smallest_number_as_normal(form: FloatFormat) -> Fraction:
    """Does the smallest number still have a leading one? Think of what an exponent of zero is for."""
    return floats.smallest_normal(form)


def epsilon_as_smallest_number(form: FloatFormat) -> Fraction:
    """Is it the distance from zero or from one to the next number?"""
    return floats.smallest_subnormal(form)


def epsilon_of_all_bits(form: FloatFormat) -> Fraction:
    """Which of the bits say where a number lies between two powers of two?"""
    return Fraction(1, 1 << floats.float_bits(form))


def spacing_as_near_one(form: FloatFormat, x: Real) -> Fraction:
    """Are floating-point numbers equally far apart everywhere?"""
    return floats.machine_epsilon(form)


def spacing_as_a_share(form: FloatFormat, x: Real) -> Fraction:
    """Between two neighbouring powers of two, does the distance change from number to number?"""
    return floats.machine_epsilon(form) * abs(Fraction(x))


def integers_up_to_the_fraction_bits(form: FloatFormat) -> int:
    """One bit of the significand is not stored. Did you count it as well?"""
    return floats.exact_integers(form) // 2


def sum_rounded_once(form: FloatFormat, values: Sequence[Real]) -> Fraction | float:
    """What does the accumulator hold after each addition: every digit, or what the format can hold?"""
    return floats.rounded_float(form, sum((Fraction(value) for value in values), Fraction(0)))


def scale_over_the_number_of_codes(smallest: Real, largest: Real, bits: int = 8, *, signed: bool = False) -> Quantiser:
    """How many gaps are there between that many codes?"""
    right = quantisation.affine_quantiser(smallest, largest, bits, signed=signed)
    return right._replace(scale=ratio(max(largest, 0) - min(smallest, 0), 1 << bits))


def zero_point_in_the_middle(smallest: Real, largest: Real, bits: int = 8, *, signed: bool = False) -> Quantiser:
    """To which code does your quantiser send the real zero, and to which real number does that code go back?"""
    right = quantisation.affine_quantiser(smallest, largest, bits, signed=signed)
    return right._replace(zero_point=(right.low + right.high + 1) // 2)


def codes_without_clipping(values: Sequence[Real], quantiser: Quantiser) -> tuple[int, ...]:
    """Do your codes fit into the bits that are available?"""
    wide = quantiser._replace(low=-(10**9), high=10**9)
    return quantisation.quantised(values, wide)


def codes_by_truncation(values: Sequence[Real], quantiser: Quantiser) -> tuple[int, ...]:
    """Which code should a value get that lies just below the next one?"""
    return tuple(
        min(max(math.trunc(ratio(value, quantiser.scale)) + quantiser.zero_point, quantiser.low), quantiser.high)
        for value in values
    )


def values_without_the_zero_point(codes: Sequence[int], quantiser: Quantiser) -> tuple[Real, ...]:
    """Which code stands for the real zero?"""
    return tuple(quantiser.scale * code for code in codes)


def values_with_the_zero_point_unscaled(codes: Sequence[int], quantiser: Quantiser) -> tuple[Real, ...]:
    """Is the zero point a code or a real number? That decides whether it is scaled."""
    return tuple(quantiser.scale * code - quantiser.zero_point for code in codes)


def dot_without_zero_points(one: Sequence[int], first: Quantiser, other: Sequence[int], second: Quantiser) -> Real:
    """Multiply out what the two codes stand for. How many terms are there?"""
    return first.scale * second.scale * sum(p * q for p, q in zip(one, other, strict=True))


def bytes_as_bits(parameters: int, kind: str = "fp32") -> int:
    """Does the name of the type count bits or bytes?"""
    return 8 * memory.parameter_bytes(parameters, kind)


def state_without_the_optimiser(parameters: int, optimiser: str = "adam", kind: str = "fp32") -> int:
    """What does the optimiser remember from one step to the next?"""
    return memory.training_state_bytes(parameters, "sgd", kind)


def state_of_a_prediction(parameters: int, optimiser: str = "adam", kind: str = "fp32") -> int:
    """That is enough to run the model. What else does training keep for each parameter?"""
    return memory.parameter_bytes(parameters, kind)


def state_with_one_moment(parameters: int, optimiser: str = "adam", kind: str = "fp32") -> int:
    """How many running averages does this optimiser keep?"""
    return memory.training_state_bytes(parameters, "momentum", kind)


def mixed_precision_as_half(parameters: int, optimiser: str = "adam") -> int:
    """Is everything stored in half precision? Think of small updates to large weights."""
    return memory.training_state_bytes(parameters, optimiser, "fp16")


def mixed_precision_without_master_weights(parameters: int, optimiser: str = "adam") -> int:
    """To which copy of the weights is an update added that half precision would round away?"""
    return memory.mixed_precision_training_state_bytes(parameters, optimiser) - memory.parameter_bytes(parameters)


def sharding_of_everything(parameters: int, devices: int, stage: int, optimiser: str = "adam") -> Fraction:
    """What does this stage share between the devices, and what does each of them still hold in full?"""
    return memory.zero_bytes_per_device(parameters, devices, 3, optimiser)


def sharding_of_nothing(parameters: int, devices: int, stage: int, optimiser: str = "adam") -> Fraction:
    """Does every device need the optimiser's state of every parameter?"""
    return memory.zero_bytes_per_device(parameters, devices, 0, optimiser)


def activations_without_attention_scores(
    sequence: int, batch: int, hidden: int, heads: int, layers: int, *, tensor: int = 1, recompute: Recompute = "none"
) -> Fraction:
    """How many scores does a head compute for a sequence of this length? Does your memory grow fast enough with it?"""
    return memory.transformer_activation_bytes(
        sequence, batch, hidden, heads, layers, tensor=tensor, recompute="selective"
    )


def activations_in_single_precision(
    sequence: int, batch: int, hidden: int, heads: int, layers: int, *, tensor: int = 1, recompute: Recompute = "none"
) -> Fraction:
    """How many bytes does an activation take here?"""
    return 2 * memory.transformer_activation_bytes(
        sequence, batch, hidden, heads, layers, tensor=tensor, recompute=recompute
    )


def checkpoints_without_recomputation(layers: int, segments: int) -> int:
    """During the backward pass a segment is computed again. Where are its activations meanwhile?"""
    return segments


def overhead_for_each_weight(bits: int, group: int, scale_bits: int = 16, zero_point_bits: int = 0) -> Exact:
    """Does every weight have a scale of its own?"""
    return bits + scale_bits + zero_point_bits


def overhead_forgotten(bits: int, group: int, scale_bits: int = 16, zero_point_bits: int = 0) -> Exact:
    """What are the codes multiplied by to get the weights back, and where is that stored?"""
    return bits


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "largest_float": (largest_of_fp16, largest_with_the_reserved_exponent, largest_power_of_two),
    "smallest_subnormal": (smallest_number_as_normal,),
    "machine_epsilon": (epsilon_as_smallest_number, epsilon_of_all_bits),
    "float_spacing": (spacing_as_near_one, spacing_as_a_share),
    "exact_integers": (integers_up_to_the_fraction_bits,),
    "rounded_sum": (sum_rounded_once,),
    "affine_quantiser": (scale_over_the_number_of_codes, zero_point_in_the_middle),
    "quantised": (codes_without_clipping, codes_by_truncation),
    "dequantised": (values_without_the_zero_point, values_with_the_zero_point_unscaled),
    "quantised_dot": (dot_without_zero_points,),
    "quantised_bits_per_weight": (overhead_for_each_weight, overhead_forgotten),
    "parameter_bytes": (bytes_as_bits,),
    "training_state_bytes": (state_without_the_optimiser, state_of_a_prediction, state_with_one_moment),
    "mixed_precision_training_state_bytes": (mixed_precision_as_half, mixed_precision_without_master_weights),
    "zero_bytes_per_device": (sharding_of_everything, sharding_of_nothing),
    "transformer_activation_bytes": (activations_without_attention_scores, activations_in_single_precision),
    "checkpointed_activations": (checkpoints_without_recomputation,),
}
