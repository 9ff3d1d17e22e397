"""Misconceptions about optimisers, clipping, schedules and rates."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions import descent, optimisers, schedules

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


def step_uphill(w: ArrayLike, gradient: ArrayLike, rate: float, *, weight_decay: float = 0.0) -> Array:
    """Where does the gradient point, up or down?"""
    import numpy as np

    return optimisers.gradient_descent_step(w, -np.asarray(gradient, dtype=float), rate, weight_decay=weight_decay)


def step_without_rate(w: ArrayLike, gradient: ArrayLike, rate: float, *, weight_decay: float = 0.0) -> Array:
    """What decides how long the step is, beside the gradient?"""
    return optimisers.gradient_descent_step(w, gradient, 1.0, weight_decay=weight_decay)


def momentum_without_memory(
    w: ArrayLike, v: ArrayLike, gradient: ArrayLike, rate: float, momentum: float
) -> tuple[Array, Array]:
    """What does the velocity keep of the steps before?"""
    import numpy as np

    slope = np.asarray(gradient, dtype=float)
    return optimisers.gradient_descent_step(w, slope, rate), slope


def momentum_as_an_average(
    w: ArrayLike, v: ArrayLike, gradient: ArrayLike, rate: float, momentum: float
) -> tuple[Array, Array]:
    """How fast does it get under a constant gradient? In this form the new gradient counts in full."""
    import numpy as np

    velocity = momentum * np.asarray(v, dtype=float) + (1 - momentum) * np.asarray(gradient, dtype=float)
    return np.asarray(np.asarray(w, dtype=float) - rate * velocity), np.asarray(velocity)


def nesterov_without_looking_ahead(
    w: ArrayLike, v: ArrayLike, gradient: ArrayLike, rate: float, momentum: float
) -> tuple[Array, Array]:
    """This is ordinary momentum. Where would the velocity carry you next, and what does Nesterov make of it?"""
    import numpy as np

    velocity = momentum * np.asarray(v, dtype=float) + np.asarray(gradient, dtype=float)
    return np.asarray(np.asarray(w, dtype=float) - rate * velocity), np.asarray(velocity)


def adagrad_without_root(
    w: ArrayLike, s: ArrayLike, gradient: ArrayLike, rate: float, *, epsilon: float = 1e-10
) -> tuple[Array, Array]:
    """In which unit is your divisor, that of the gradient or its square?"""
    import numpy as np

    slope = np.asarray(gradient, dtype=float)
    sums = np.asarray(s, dtype=float) + slope**2
    return np.asarray(np.asarray(w, dtype=float) - rate * slope / (sums + epsilon)), np.asarray(sums)


def rmsprop_that_never_forgets(
    w: ArrayLike, s: ArrayLike, gradient: ArrayLike, rate: float, *, decay: float = 0.9, epsilon: float = 1e-8
) -> tuple[Array, Array]:
    """Your steps can only get shorter. What happens to old squares?"""
    return optimisers.adagrad_step(w, s, gradient, rate, epsilon=epsilon)


def adam_without_bias_correction(
    w: ArrayLike, m: ArrayLike, v: ArrayLike, gradient: ArrayLike, step: int, rate: float = 1e-3
) -> tuple[Array, Array, Array]:
    """The averages begin at zero. What does that do to the first steps, and what makes up for it?"""
    import numpy as np

    _, first, second = optimisers.adam_step(w, m, v, gradient, step, rate)
    return np.asarray(np.asarray(w, dtype=float) - rate * first / (np.sqrt(second) + 1e-8)), first, second


def adam_that_keeps_the_corrected_moments(
    w: ArrayLike, m: ArrayLike, v: ArrayLike, gradient: ArrayLike, step: int, rate: float = 1e-3
) -> tuple[Array, Array, Array]:
    """Which moments does the next step start from: would yours be corrected twice?"""
    moved, first, second = optimisers.adam_step(w, m, v, gradient, step, rate)
    return moved, first / optimisers.bias_correction(0.9, step), second / optimisers.bias_correction(0.999, step)


def adam_without_the_root(
    w: ArrayLike, m: ArrayLike, v: ArrayLike, gradient: ArrayLike, step: int, rate: float = 1e-3
) -> tuple[Array, Array, Array]:
    """How long would the first step be if all gradients were ten times as large? Mind the unit of the divisor."""
    import numpy as np

    _, first, second = optimisers.adam_step(w, m, v, gradient, step, rate)
    mean, square = first / optimisers.bias_correction(0.9, step), second / optimisers.bias_correction(0.999, step)
    return np.asarray(np.asarray(w, dtype=float) - rate * mean / (square + 1e-8)), first, second


def adamw_as_adam_with_l2(
    w: ArrayLike, m: ArrayLike, v: ArrayLike, gradient: ArrayLike, step: int, rate: float = 1e-3,
    *, weight_decay: float = 0.01,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """What divides your decay, now that it is a part of the gradient? The W stands for something decoupled."""
    import numpy as np

    penalised = np.asarray(gradient, dtype=float) + weight_decay * np.asarray(w, dtype=float)
    return optimisers.adam_step(w, m, v, penalised, step, rate)


def adamw_without_decay(
    w: ArrayLike, m: ArrayLike, v: ArrayLike, gradient: ArrayLike, step: int, rate: float = 1e-3,
    *, weight_decay: float = 0.01,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """What happens to a weight whose gradient is zero?"""
    return optimisers.adam_step(w, m, v, gradient, step, rate)


def correction_linear_in_the_steps(beta: Fraction, step: int) -> Fraction:
    """What do the weights of all values sum to? Old values are multiplied by beta again and again."""
    return 1 - beta * step


def correction_one_step_late(beta: Fraction, step: int) -> Fraction:
    """What do you divide by in the very first step? Where does the counting begin?"""
    return 1 - beta ** (step - 1)


def clipping_entry_by_entry(gradient: ArrayLike, limit: float) -> Array:
    """Does your clipped gradient still point in the same direction?"""
    return optimisers.clip_by_value(gradient, limit)


def clipping_that_lengthens(gradient: ArrayLike, limit: float) -> Array:
    """What happens to a gradient that is shorter than the limit?"""
    import numpy as np

    return np.asarray(np.asarray(gradient, dtype=float) * limit / optimisers.global_norm([gradient]))


def decay_at_every_step(rate: Fraction, step: int, every: int, factor: Fraction) -> Fraction:
    """How often is the rate multiplied: at each step, or once in a while?"""
    return rate * factor**step


def decay_that_subtracts(rate: Fraction, step: int, every: int, factor: Fraction) -> Fraction:
    """Can your rate fall below zero? Is it multiplied or lowered by a fixed amount?"""
    return rate - (1 - factor) * rate * (step // every)


def cosine_without_half(rate: float, step: int, total: int, *, end: float = 0.0) -> float:
    """What is your rate at the first step?"""
    return end + (rate - end) * (1 + math.cos(math.pi * step / total))


def cosine_of_a_whole_turn(rate: float, step: int, total: int, *, end: float = 0.0) -> float:
    """Where does your rate end? A whole turn of the cosine leads back to where it began."""
    return end + (rate - end) * (1 + math.cos(2 * math.pi * step / total)) / 2


def scaling_against_the_batch(rate: Fraction, batch: int, new_batch: int) -> Fraction:
    """With a larger batch there are fewer steps in an epoch. Should each be shorter or longer?"""
    return schedules.linear_scaling_rule(rate, new_batch, batch)


def epoch_without_its_last_batch(examples: int, batch: int, *, drop_last: bool = False) -> int:
    """What becomes of the examples that do not fill a batch?"""
    return examples // batch


def rate_up_to_the_inverse_curvature(curvatures: Sequence[Fraction | int]) -> Fraction:
    """At this rate a step along the steepest direction lands in the minimum. How far may it overshoot?"""
    return descent.largest_stable_rate(curvatures) / 2


def rate_for_the_flattest_direction(curvatures: Sequence[Fraction | int]) -> Fraction:
    """Which direction diverges first, the flattest or the steepest?"""
    return 2 / Fraction(min(curvatures))


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "gradient_descent_step": (step_uphill, step_without_rate),
    "momentum_step": (momentum_without_memory, momentum_as_an_average),
    "nesterov_step": (nesterov_without_looking_ahead,),
    "adagrad_step": (adagrad_without_root,),
    "rmsprop_step": (rmsprop_that_never_forgets,),
    "adam_step": (
        adam_without_bias_correction,
        adam_that_keeps_the_corrected_moments,
        adam_without_the_root,
    ),
    "adamw_step": (adamw_as_adam_with_l2, adamw_without_decay),
    "bias_correction": (correction_linear_in_the_steps, correction_one_step_late),
    "clip_by_norm": (clipping_entry_by_entry, clipping_that_lengthens),
    "step_decay": (decay_at_every_step, decay_that_subtracts),
    "cosine_decay": (cosine_without_half, cosine_of_a_whole_turn),
    "linear_scaling_rule": (scaling_against_the_batch,),
    "steps_per_epoch": (epoch_without_its_last_batch,),
    "largest_stable_rate": (rate_up_to_the_inverse_curvature, rate_for_the_flattest_direction),
}
