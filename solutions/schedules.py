"""Schedules of the learning rate: steps, exponential, polynomial, cosine, one cycle, warm-up.

Each gives the rate at a step, which counts from 0. Rates are floats, or Fractions where a schedule is rational: what
goes in comes out.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from solutions._checks import above, at_least

__all__ = [
    "cosine_decay",
    "cosine_restarts",
    "exponential_decay",
    "inverse_time_decay",
    "linear_scaling_rule",
    "linear_warm_up",
    "milestone_decay",
    "noam_rate",
    "one_cycle",
    "polynomial_decay",
    "step_decay",
    "steps_per_epoch",
    "warm_up_cosine",
]

_Rate = TypeVar("_Rate", float, Fraction)


def step_decay(rate: _Rate, step: int, every: int, factor: _Rate) -> _Rate:
    """Step decay, rate × factor^⌊step / every⌋: multiplied by the factor every so many steps.

    rate : at step 0. step : at least 0. every : at least 1. Raises ValueError for others.

    Source: PyTorch, torch.optim.lr_scheduler.StepLR; He et al., Deep residual learning (2016), section 3.4.

    >>> [str(step_decay(Fraction(1, 10), step, 30, Fraction(1, 10))) for step in (0, 29, 30, 60)]
    ['1/10', '1/10', '1/100', '1/1000']
    """
    at_least(0, step=step)
    at_least(1, every=every)
    return rate * factor ** (step // every)


def milestone_decay(rate: _Rate, step: int, milestones: Sequence[int], factor: _Rate) -> _Rate:
    """Milestone decay, rate × factor for each milestone that the step has reached.

    step : at least 0. milestones : steps in ascending order, else ValueError.

    Source: PyTorch, torch.optim.lr_scheduler.MultiStepLR; He et al., Deep residual learning (2016), section 4.2.

    >>> [milestone_decay(0.5, step, [10, 15], 0.5) for step in (9, 10, 15)]
    [0.5, 0.25, 0.125]
    """
    at_least(0, step=step)
    if list(milestones) != sorted(milestones):
        raise ValueError("milestones are in ascending order")
    return rate * factor ** bisect.bisect_right(milestones, step)


def exponential_decay(rate: _Rate, step: int, factor: _Rate) -> _Rate:
    """Exponential decay, rate × factor^step.

    step : at least 0, else ValueError.

    Source: PyTorch, torch.optim.lr_scheduler.ExponentialLR.

    >>> exponential_decay(Fraction(1), 3, Fraction(1, 2))
    Fraction(1, 8)
    """
    at_least(0, step=step)
    return rate * factor**step


def inverse_time_decay(rate: _Rate, step: int, decay: _Rate) -> _Rate:
    """Inverse time decay, rate / (1 + decay × step): halved after 1/decay steps.

    step : at least 0. decay : at least 0. Raises ValueError for others.

    Source: Robbins and Monro (1951); Bottou, Stochastic gradient descent tricks (2012), section 5.2.

    >>> inverse_time_decay(Fraction(1, 2), 10, Fraction(1, 10))
    Fraction(1, 4)
    """
    at_least(0, step=step, decay=decay)
    return rate / (1 + decay * step)


def polynomial_decay(rate: _Rate, step: int, total: int, *, power: int = 1, end: _Rate | int = 0) -> _Rate:
    """Polynomial decay, end + (rate − end)(1 − step/total)^power, and the end from step `total` on; linear for power 1.

    step : at least 0. total : at least 1. power : at least 1. Raises ValueError for others.

    Source: Keras, keras.optimizers.schedules.PolynomialDecay; Chen et al., DeepLab (2017), section 4.1.2.

    >>> polynomial_decay(Fraction(1), 5, 10), polynomial_decay(Fraction(1), 5, 10, power=2)
    (Fraction(1, 2), Fraction(1, 4))
    """
    at_least(0, step=step)
    at_least(1, total=total, power=power)
    left = Fraction(total - min(step, total), total) ** power
    return end + (rate - end) * left


def cosine_decay(rate: float, step: int, total: int, *, end: float = 0.0) -> float:
    """Cosine decay, end + ½(rate − end)(1 + cos(π·step/total)), and the end from step `total` on.

    step : at least 0. total : at least 1. Raises ValueError for others.

    Source: Loshchilov and Hutter, SGDR (2017), equation 5.

    >>> [round(cosine_decay(1.0, step, 100), 3) for step in (0, 25, 50, 100)]
    [1.0, 0.854, 0.5, 0.0]
    """
    at_least(0, step=step)
    at_least(1, total=total)
    return end + (rate - end) * (1 + math.cos(math.pi * min(step, total) / total)) / 2


def cosine_restarts(rate: float, step: int, first: int, *, growth: int = 1, end: float = 0.0) -> float:
    """Cosine decay that restarts after `first` steps, then after growth times as many, and so on.

    step : at least 0. first : steps of the first cycle, at least 1. growth : at least 1. Raises ValueError for others.

    Source: Loshchilov and Hutter, SGDR (2017), equation 5 and section 4.

    >>> [round(cosine_restarts(1.0, step, 10, growth=2), 3) for step in (0, 5, 10, 20, 30)]
    [1.0, 0.5, 1.0, 0.5, 1.0]
    """
    at_least(0, step=step)
    at_least(1, first=first, growth=growth)
    if growth == 1:
        return cosine_decay(rate, step % first, first, end=end)
    length = first
    while step >= length:
        step, length = step - length, length * growth
    return cosine_decay(rate, step, length, end=end)


def one_cycle(
    peak: float,
    step: int,
    total: int,
    *,
    rise: float = 0.3,
    divisor: float = 25.0,
    final_divisor: float = 1e4,
) -> float:
    """One cycle: from peak/divisor up to the peak, then down to peak/divisor/final_divisor, along half cosines.

    step : from 0 to total − 1. total : at least 2. rise : share of the steps that the way up takes, above 0 and at most
    1, at least 1/total. divisor, final_divisor : above 0. Raises ValueError for others.

    Source: Smith and Topin, Super-convergence (2018), section 3; PyTorch, torch.optim.lr_scheduler.OneCycleLR.

    >>> [round(one_cycle(1.0, step, 100), 3) for step in (0, 29, 99)]
    [0.04, 1.0, 0.0]
    """
    at_least(2, total=total)
    above(0, divisor=divisor, final_divisor=final_divisor)
    if not 0 <= step < total:
        raise ValueError(f"step lies from 0 to {total - 1}, not {step}")
    if not 1 / total <= rise <= 1:
        raise ValueError(f"the rise takes from 1/{total} to all of the steps, not {rise}")
    top, last, start = rise * total - 1, total - 1, peak / divisor
    if step <= top:
        return _half_cosine(start, peak, step / top if top else 1.0)
    return _half_cosine(peak, start / final_divisor, (step - top) / (last - top))


def linear_warm_up(rate: _Rate, step: int, warm_up: int) -> _Rate:
    """Linear warm-up, rate × (step + 1)/warm_up over the first steps, then the rate.

    step : at least 0. warm_up : at least 1. Raises ValueError for others. The rate is reached at step warm_up − 1.

    Source: Goyal et al., Accurate, large minibatch SGD (2017), section 2.2.

    >>> [str(linear_warm_up(Fraction(1), step, 4)) for step in (0, 1, 3, 9)]
    ['1/4', '1/2', '1', '1']
    """
    at_least(0, step=step)
    at_least(1, warm_up=warm_up)
    return rate * Fraction(min(step + 1, warm_up), warm_up)


def warm_up_cosine(rate: float, step: int, warm_up: int, total: int, *, end: float = 0.0) -> float:
    """Linear warm-up over the first steps, then cosine decay from the rate to the end at step `total`.

    step : at least 0. warm_up : at least 0, below total. Raises ValueError for others. At step warm_up − 1 and at step
    warm_up the rate is full.

    Source: Brown et al., Language models are few-shot learners (2020), appendix B; Loshchilov and Hutter, SGDR (2017).

    >>> [round(warm_up_cosine(1.0, step, 10, 110), 3) for step in (0, 9, 60, 110)]
    [0.1, 1.0, 0.5, 0.0]
    """
    at_least(0, step=step, warm_up=warm_up)
    at_least(warm_up + 1, total=total)
    if step < warm_up:
        return linear_warm_up(rate, step, warm_up)
    return cosine_decay(rate, step - warm_up, total - warm_up, end=end)


def noam_rate(step: int, width: int, *, warm_up: int = 4000, factor: float = 1.0) -> float:
    """Rate of the first transformer: factor · width^−½ · min(step^−½, step · warm_up^−1.5).

    step : from 1, as in the paper. width : of the model. warm_up : steps of linear growth, after which the rate falls
    with the root of the step. All at least 1, else ValueError.

    Source: Vaswani et al., Attention is all you need (2017), equation 3.

    >>> f"{noam_rate(4000, 512):.2e}"
    '6.99e-04'
    """
    at_least(1, step=step, width=width, warm_up=warm_up)
    return float(factor * width**-0.5 * min(step**-0.5, step * warm_up**-1.5))


def linear_scaling_rule(rate: _Rate, batch: int, new_batch: int) -> _Rate:
    """Linear scaling rule, rate × new_batch/batch: when the batch is k times as large, so is the rate.

    batch, new_batch : at least 1, else ValueError.

    Source: Goyal et al., Accurate, large minibatch SGD (2017), section 2.1.

    >>> linear_scaling_rule(Fraction(1, 10), 256, 8192)
    Fraction(16, 5)
    """
    at_least(1, batch=batch, new_batch=new_batch)
    return rate * Fraction(new_batch, batch)


def steps_per_epoch(examples: int, batch: int, *, drop_last: bool = False) -> int:
    """Steps in which each example is seen once: examples / batch, rounded up, or down where a last part is dropped.

    examples at least 0, batch at least 1, else ValueError.

    Source: PyTorch, torch.utils.data.DataLoader.

    >>> steps_per_epoch(60_000, 128), steps_per_epoch(60_000, 128, drop_last=True)
    (469, 468)
    """
    at_least(0, examples=examples)
    at_least(1, batch=batch)
    return examples // batch if drop_last else -(-examples // batch)


def _half_cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2
