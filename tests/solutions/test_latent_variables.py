"""ELBO and reparameterisation: the bound is tight where it must be, closed forms agree with sums and draws."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import solutions
from solutions import latent_variables
from tests.tools import oracle

RNG = np.random.default_rng(2)
MEAN, LOG_VARIANCE = RNG.normal(size=(5, 3)), RNG.normal(size=(5, 3))
weights = st.lists(st.tuples(*[st.integers(1, 9)] * 3), min_size=2, max_size=5)


def shares(parts: tuple[int, ...]) -> list[Fraction]:
    return [Fraction(part, sum(parts)) for part in parts]


@given(weights)
def test_the_gap_of_the_bound_is_the_divergence_from_the_posterior(drawn: list[tuple[int, int, int]]) -> None:
    q, prior = (shares(parts) for parts in list(zip(*drawn, strict=True))[:2])
    likelihood = [Fraction(part, 10) for _, _, part in drawn]
    log_evidence = math.log(latent_variables.discrete_evidence(prior, likelihood))
    posterior = latent_variables.discrete_posterior(prior, likelihood)
    divergence = sum(float(a) * math.log(a / b) for a, b in zip(q, posterior, strict=True))
    assert latent_variables.discrete_elbo(q, prior, likelihood) == pytest.approx(log_evidence - divergence)
    assert latent_variables.discrete_elbo(posterior, prior, likelihood) == pytest.approx(log_evidence)
    assert sum(posterior) == 1


def test_the_divergence_of_gaussians_is_the_mean_of_its_integrand() -> None:
    stats = oracle("scipy.stats")
    x = np.linspace(-12, 12, 20_001)
    for mean, log_variance in zip(MEAN[:, 0], LOG_VARIANCE[:, 0], strict=True):
        ours = stats.norm(mean, math.exp(log_variance / 2))
        integrand = ours.pdf(x) * (ours.logpdf(x) - stats.norm.logpdf(x))
        assert latent_variables.latent_kl([mean], [log_variance]) == pytest.approx(integrand.sum() * (x[1] - x[0]))


def test_the_divergences_gradient_is_the_numerical_one() -> None:
    of_mean, of_log_variance = latent_variables.latent_kl_gradient(MEAN, LOG_VARIANCE)
    numerical = solutions.numerical_gradient
    assert np.allclose(
        of_mean, numerical(lambda m: float(latent_variables.latent_kl(m, LOG_VARIANCE).sum()), MEAN), atol=1e-6
    )
    assert np.allclose(
        of_log_variance, numerical(lambda v: float(latent_variables.latent_kl(MEAN, v).sum()), LOG_VARIANCE), atol=1e-6
    )
    assert (latent_variables.latent_kl(MEAN, LOG_VARIANCE) > 0).all()


def test_a_reparameterised_sample_has_its_mean_and_variance_and_gradients() -> None:
    noise = RNG.normal(size=200_000)
    drawn = latent_variables.reparameterised(2.0, math.log(9), noise)
    assert drawn.mean() == pytest.approx(2, abs=0.03)
    assert drawn.var() == pytest.approx(9, rel=0.02)
    slope = solutions.numerical_gradient(lambda v: float(latent_variables.reparameterised(2.0, v, 0.7)), math.log(9))
    assert slope == pytest.approx(3 * 0.7 / 2, abs=1e-6)


def test_the_gaussian_likelihood_is_scipys() -> None:
    stats = oracle("scipy.stats")
    x, variance = RNG.normal(size=(5, 3)), RNG.random(3) + 0.1
    assert np.allclose(
        latent_variables.gaussian_log_likelihood(x, MEAN, variance),
        stats.norm.logpdf(x, MEAN, np.sqrt(variance)).sum(axis=1),
    )


def test_the_bound_of_a_linear_model_is_its_evidence_at_the_exact_posterior() -> None:
    # z ~ N(0, 1), x | z ~ N(z, 1): x ~ N(0, 2), z | x ~ N(x/2, 1/2)
    x = 1.3
    drawn = RNG.normal(size=(200_000, 1))
    mean, log_variance = np.full_like(drawn, x / 2), np.full_like(drawn, math.log(1 / 2))
    decoded = latent_variables.reparameterised(mean, log_variance, drawn)
    bound = latent_variables.vae_elbo(np.full_like(drawn, x), decoded, mean, log_variance)
    assert bound == pytest.approx(float(latent_variables.gaussian_log_likelihood([x], [0], 2)), abs=0.01)
    stronger = latent_variables.vae_elbo(np.full_like(drawn, x), decoded, mean, log_variance, beta=3)
    assert bound - stronger == pytest.approx(2 * float(latent_variables.latent_kl([x / 2], [math.log(1 / 2)])))


def test_a_value_that_the_prior_excludes_makes_the_bound_infinite() -> None:
    assert latent_variables.discrete_elbo([Fraction(1, 2)] * 2, [0, 1], [1, 1]) == -math.inf
    assert latent_variables.discrete_elbo([0, 1], [0, 1], [1, 1]) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: latent_variables.discrete_evidence([1], [1, 1]), "1 values, the likelihood 2"),
        (lambda: latent_variables.discrete_evidence([1], [2]), "lies in"),
        (lambda: latent_variables.discrete_posterior([1], [0]), "probability 0"),
        (lambda: latent_variables.discrete_elbo([1], [Fraction(1, 2)] * 2, [1, 1]), "q has 1"),
        (lambda: latent_variables.gaussian_log_likelihood([1], [1], 0), "above 0"),
        (lambda: latent_variables.vae_elbo([[1]], [[1, 2]], [[1]], [[1]]), "differ in shape"),
        (lambda: latent_variables.vae_elbo([[1]], [[1]], [[1]], [[1]], beta=-1), "at least 0"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
