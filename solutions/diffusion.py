"""Diffusion models: noise schedules, forward samples, posteriors, sampling steps."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._numbers import Exact, Real

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "alpha_bars",
    "classifier_free_guidance",
    "cosine_alpha_bar",
    "ddim_step",
    "denoised",
    "diffusion_posterior",
    "diffusion_sample",
    "linear_betas",
    "posterior_variance",
    "reverse_mean",
    "signal_to_noise",
]


def linear_betas(steps: int, first: Exact = Fraction(1, 10_000), last: Exact = Fraction(1, 50)) -> tuple[Fraction, ...]:
    """The variances β₁ … β_T of a linear schedule, evenly spaced from first to last, both in (0, 1).

    steps T : at least 1; the first alone for 1. Raises ValueError otherwise.

    Source: Ho, Jain, Abbeel, Denoising diffusion probabilistic models (2020), section 4: T = 1000, 10⁻⁴ to 0.02.

    >>> linear_betas(3, Fraction(1, 10), Fraction(1, 2))
    (Fraction(1, 10), Fraction(3, 10), Fraction(1, 2))
    """
    if steps < 1:
        raise ValueError(f"there is at least 1 step, not {steps}")
    spacing = Fraction(Fraction(last) - first, max(1, steps - 1))
    betas = tuple(first + step * spacing for step in range(steps))
    _check_betas((first, last))
    return betas


def alpha_bars(betas: Sequence[Exact]) -> tuple[Fraction, ...]:
    """ᾱ₁ … ᾱ_T with ᾱ_t = Π (1 − β_s) over s ≤ t: the share of the signal's variance that is left after t steps.

    betas : β₁ … β_T, each in (0, 1). Raises ValueError otherwise. They fall, and stay in (0, 1).

    Source: Ho, Jain, Abbeel, Denoising diffusion probabilistic models (2020), section 2, before equation 4.

    >>> alpha_bars([Fraction(1, 2), Fraction(1, 2), Fraction(3, 4)])
    (Fraction(1, 2), Fraction(1, 4), Fraction(1, 16))
    """
    _check_betas(betas)
    return tuple(itertools.accumulate((1 - Fraction(beta) for beta in betas), lambda one, other: one * other))


def cosine_alpha_bar(step: int, steps: int, offset: float = 0.008) -> float:
    """ᾱ_t = f(t)/f(0) of the cosine schedule, with f(t) = cos²((t/T + s)/(1 + s)·π/2): 1 at t = 0, 0 at t = T.

    step t : from 0 to `steps` T. offset s : at least 0. Raises ValueError otherwise. The paper clips the β that follow
    from it at 0.999.

    Source: Nichol and Dhariwal, Improved denoising diffusion probabilistic models (2021), equation 17.

    >>> round(cosine_alpha_bar(500, 1000), 4), cosine_alpha_bar(0, 1000)
    (0.4938, 1.0)
    """
    if not 0 <= step <= steps or not steps or offset < 0:
        raise ValueError("a step lies from 0 to T, T is at least 1, and the offset at least 0")

    def height(share: float) -> float:
        return math.cos((share + offset) / (1 + offset) * math.pi / 2) ** 2

    return height(step / steps) / height(0)


def diffusion_sample(x0: ArrayLike, alpha_bar: Real, noise: ArrayLike) -> Array:
    """x_t = √ᾱ_t·x₀ + √(1 − ᾱ_t)·ε, a sample of q(x_t | x₀), drawn in one step; of the shape of x₀.

    alpha_bar : in [0, 1]; ValueError otherwise. noise ε : of the shape of x₀, drawn from N(0, 1).

    Source: Ho, Jain, Abbeel, Denoising diffusion probabilistic models (2020), equation 4.

    >>> diffusion_sample([5.0], Fraction(16, 25), [10.0]).tolist()
    [10.0]
    """
    import numpy as np

    signal, spread = _roots(alpha_bar)
    return np.asarray(signal * np.asarray(x0, dtype=float) + spread * np.asarray(noise, dtype=float))


def denoised(x_t: ArrayLike, alpha_bar: Real, noise: ArrayLike) -> Array:
    """The x₀ that a predicted noise ε implies: (x_t − √(1 − ᾱ_t)·ε)/√ᾱ_t, the inverse of diffusion_sample.

    alpha_bar : in (0, 1]; ValueError otherwise.

    Source: Ho, Jain, Abbeel, Denoising diffusion probabilistic models (2020), equation 15.

    >>> denoised([10.0], Fraction(16, 25), [10.0]).round(12).tolist()
    [5.0]
    """
    import numpy as np

    signal, spread = _roots(alpha_bar)
    if not signal:
        raise ValueError("nothing is left of x₀ where ᾱ is 0")
    return np.asarray((np.asarray(x_t, dtype=float) - spread * np.asarray(noise, dtype=float)) / signal)


def signal_to_noise(alpha_bar: Exact) -> Fraction:
    """SNR(t) = ᾱ_t/(1 − ᾱ_t), the ratio of the variances of signal and noise; ᾱ_t in [0, 1), ValueError otherwise.

    Source: Kingma, Salimans, Poole, Ho, Variational diffusion models (2021), equation 2.

    >>> signal_to_noise(Fraction(4, 5))
    Fraction(4, 1)
    """
    if not 0 <= alpha_bar < 1:
        raise ValueError(f"ᾱ lies in [0, 1), not {alpha_bar}")
    return Fraction(alpha_bar) / (1 - alpha_bar)


def posterior_variance(betas: Sequence[Exact], step: int) -> Fraction:
    """β̃_t = (1 − ᾱ_{t−1})/(1 − ᾱ_t)·β_t, the variance of q(x_{t−1} | x_t, x₀); at most β_t, and 0 for t = 1.

    betas : β₁ … β_T, each in (0, 1). step t : from 1 to T. Raises ValueError otherwise.

    Source: Ho, Jain, Abbeel, Denoising diffusion probabilistic models (2020), equation 7.

    >>> posterior_variance([Fraction(1, 2), Fraction(1, 2)], 2)
    Fraction(1, 3)
    """
    before, after = _around(betas, step)
    return (1 - before) / (1 - after) * betas[step - 1]


def diffusion_posterior(x0: Real, x_t: Real, betas: Sequence[Exact], step: int) -> tuple[float, Fraction]:
    """Mean μ̃_t and variance β̃_t of q(x_{t−1} | x_t, x₀), for one number x.

    μ̃_t = √ᾱ_{t−1}·β_t/(1 − ᾱ_t)·x₀ + √α_t·(1 − ᾱ_{t−1})/(1 − ᾱ_t)·x_t. betas, step, errors : as posterior_variance.

    Source: Ho, Jain, Abbeel, Denoising diffusion probabilistic models (2020), equations 6 and 7.

    >>> mean, variance = diffusion_posterior(3, 5, [Fraction(1, 4), Fraction(3, 4)], 1)
    >>> mean, variance
    (3.0, Fraction(0, 1))
    """
    before, after = _around(betas, step)
    beta = Fraction(betas[step - 1])
    of_x0 = math.sqrt(before) * (beta / (1 - after))
    of_x_t = math.sqrt(1 - beta) * ((1 - before) / (1 - after))
    return of_x0 * float(x0) + of_x_t * float(x_t), posterior_variance(betas, step)


def reverse_mean(x_t: ArrayLike, noise: ArrayLike, betas: Sequence[Exact], step: int) -> Array:
    """The mean of p(x_{t−1} | x_t) by the predicted noise ε: (x_t − β_t/√(1 − ᾱ_t)·ε)/√α_t, of the shape of x_t.

    DDPM's sample adds noise of variance β_t or β̃_t to it, and none for t = 1. betas, step, errors : as
    posterior_variance.

    Source: Ho, Jain, Abbeel, Denoising diffusion probabilistic models (2020), equation 11, algorithm 2.

    >>> reverse_mean([4.0], [2.0], [Fraction(3, 4)], 1).round(6).tolist()
    [4.535898]
    """
    import numpy as np

    _, after = _around(betas, step)
    beta = float(betas[step - 1])
    drift = beta / math.sqrt(1 - after) * np.asarray(noise, dtype=float)
    return np.asarray((np.asarray(x_t, dtype=float) - drift) / math.sqrt(1 - beta))


def ddim_step(x_t: ArrayLike, noise: ArrayLike, alpha_bar: Real, alpha_bar_before: Real) -> Array:
    """DDIM's step without noise, √ᾱ_s·x̂₀ + √(1 − ᾱ_s)·ε with the x̂₀ that ε implies; s < t may be many steps earlier.

    alpha_bar ᾱ_t : in (0, 1]. alpha_bar_before ᾱ_s : in [0, 1]. Raises ValueError otherwise.

    Source: Song, Meng, Ermon, Denoising diffusion implicit models (2021), equation 12 with σ = 0.

    >>> ddim_step([10.0], [10.0], Fraction(16, 25), 1).round(12).tolist()
    [5.0]
    """
    return diffusion_sample(denoised(x_t, alpha_bar, noise), alpha_bar_before, noise)


def classifier_free_guidance(conditional: ArrayLike, unconditional: ArrayLike, weight: float) -> Array:
    """Classifier-free guidance: (1 + w)·ε(x, c) − w·ε(x), of the shape of both; w = 0 is the conditional model.

    Other texts count from the unconditional model: their scale is 1 + w.

    Source: Ho and Salimans, Classifier-free diffusion guidance (2022), equation 6.

    >>> classifier_free_guidance([3.0], [1.0], 2.0).tolist()
    [7.0]
    """
    import numpy as np

    towards, away = np.asarray(conditional, dtype=float), np.asarray(unconditional, dtype=float)
    return np.asarray((1 + weight) * towards - weight * away)


def _roots(alpha_bar: Real) -> tuple[float, float]:
    """√ᾱ and √(1 − ᾱ)."""
    if not 0 <= alpha_bar <= 1:
        raise ValueError(f"ᾱ lies in [0, 1], not {alpha_bar}")
    return math.sqrt(alpha_bar), math.sqrt(1 - alpha_bar)


def _check_betas(betas: Sequence[Exact]) -> None:
    if not len(betas) or not all(0 < beta < 1 for beta in betas):
        raise ValueError("there are variances β, each in (0, 1)")


def _around(betas: Sequence[Exact], step: int) -> tuple[Fraction, Fraction]:
    """ᾱ before and after this step."""
    if not 1 <= step <= len(betas):
        raise ValueError(f"the steps are 1 to {len(betas)}, not {step}")
    shares = (Fraction(1), *alpha_bars(betas[:step]))
    return shares[-2], shares[-1]
