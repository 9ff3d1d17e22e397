"""Diffusion: published figures, Bayes' rule, and steps that undo each other."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import diffusion

BETAS = diffusion.linear_betas(20, Fraction(1, 100), Fraction(1, 5))
X0, NOISE = np.random.default_rng(0).normal(size=(2, 3, 4))
shares = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


def test_the_schedule_of_the_paper() -> None:
    # Ho et al. (2020), section 4: β from 10⁻⁴ to 0.02 in 1000 steps; KL(q(x_T | x₀) ‖ N(0, 1)) ≈ 10⁻⁵ bits a dimension
    betas = diffusion.linear_betas(1000)
    assert betas[0] == Fraction(1, 10_000)
    assert betas[-1] == Fraction(1, 50)
    last = float(diffusion.alpha_bars(betas)[-1])
    assert last == pytest.approx(float(np.prod(1 - np.linspace(1e-4, 0.02, 1000))))
    assert last == pytest.approx(4.0358e-5, rel=1e-4)
    squared = 1 / 3  # of pixels spread evenly over [−1, 1]
    bits = (last * squared + (1 - last) - 1 - math.log(1 - last)) / 2 / math.log(2)
    assert bits == pytest.approx(1e-5, rel=0.6)


def test_the_cosine_schedule_falls_from_1_to_0() -> None:
    heights = [diffusion.cosine_alpha_bar(step, 50) for step in range(51)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == 1
    assert heights[-1] == pytest.approx(0, abs=1e-12)
    assert diffusion.cosine_alpha_bar(1, 2, offset=0) == pytest.approx(0.5)


def test_steps_one_after_the_other_are_one_sample_in_distribution() -> None:
    mean, variance = Fraction(1), Fraction(0)
    for beta, share in zip(BETAS, diffusion.alpha_bars(BETAS), strict=True):
        mean, variance = mean * (1 - beta), (1 - beta) * variance + beta  # mean is the square of the factor of x₀
        assert (mean, variance) == (share, 1 - share)
        assert diffusion.signal_to_noise(share) == mean / variance


@given(st.integers(2, 20), st.floats(-3, 3), st.floats(-3, 3))
def test_the_posterior_is_that_of_bayes(step: int, x0: float, x_t: float) -> None:
    before, beta = diffusion.alpha_bars(BETAS)[step - 2], BETAS[step - 1]
    # prior N(√ᾱ_{t−1}·x₀, 1 − ᾱ_{t−1}) of x_{t−1}, likelihood N(x_t; √α_t·x_{t−1}, β_t)
    precision = 1 / (1 - before) + (1 - beta) / beta
    mean = (math.sqrt(before) * x0 / (1 - before) + math.sqrt(1 - beta) * x_t / beta) / precision
    ours, variance = diffusion.diffusion_posterior(x0, x_t, BETAS, step)
    assert variance == 1 / precision
    assert 0 < variance < beta
    assert ours == pytest.approx(mean, abs=1e-12)


@given(st.integers(1, 20), st.floats(-3, 3), st.floats(-3, 3))
def test_the_mean_by_noise_is_the_posteriors_at_the_denoised_image(step: int, x_t: float, noise: float) -> None:
    share = diffusion.alpha_bars(BETAS)[step - 1]
    x0 = float(diffusion.denoised(x_t, share, noise))
    by_noise = float(diffusion.reverse_mean(x_t, noise, BETAS, step))
    assert diffusion.diffusion_posterior(x0, x_t, BETAS, step)[0] == pytest.approx(by_noise, abs=1e-9)


@given(shares, shares)
def test_steps_undo_each_other(share: Fraction, before: Fraction) -> None:
    x_t = diffusion.diffusion_sample(X0, share, NOISE)
    assert np.allclose(diffusion.denoised(x_t, share, NOISE), X0)
    assert np.allclose(diffusion.ddim_step(x_t, NOISE, share, 1), X0)
    halfway = diffusion.ddim_step(x_t, NOISE, share, before)
    assert np.allclose(halfway, diffusion.diffusion_sample(X0, before, NOISE))
    assert np.allclose(diffusion.ddim_step(halfway, NOISE, before, share), x_t)


def test_guidance_of_weight_0_is_the_conditional_model_and_of_minus_1_the_other() -> None:
    assert np.array_equal(diffusion.classifier_free_guidance(X0, NOISE, 0), X0)
    assert np.allclose(diffusion.classifier_free_guidance(X0, NOISE, -1), NOISE)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: diffusion.linear_betas(0), "at least 1 step"),
        (lambda: diffusion.linear_betas(3, 0, 1), r"in \(0, 1\)"),
        (lambda: diffusion.alpha_bars([]), r"in \(0, 1\)"),
        (lambda: diffusion.cosine_alpha_bar(3, 2), "from 0 to T"),
        (lambda: diffusion.diffusion_sample([1], 2, [1]), "lies in"),
        (lambda: diffusion.denoised([1], 0, [1]), "nothing is left"),
        (lambda: diffusion.signal_to_noise(1), "lies in"),
        (lambda: diffusion.posterior_variance(BETAS, 0), "steps are 1 to 20"),
        (lambda: diffusion.reverse_mean([1], [1], BETAS, 21), "steps are 1 to 20"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
