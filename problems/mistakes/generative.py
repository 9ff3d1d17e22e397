"""Misconceptions about variational autoencoders, adversarial networks, flows and diffusion."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions import adversarial, diffusion, flows, latent_variables
from solutions._numbers import Exact, Real, ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


def kl_with_its_arguments_swapped(mean: ArrayLike, log_variance: ArrayLike) -> Array:
    """This divergence is not symmetric. Under which of the two distributions is the expectation taken?"""
    import numpy as np

    centre, logarithm = np.asarray(mean, dtype=float), np.asarray(log_variance, dtype=float)
    return np.asarray((logarithm + (1 + centre**2) / np.exp(logarithm) - 1).sum(axis=-1) / 2)


def kl_of_log_deviation(mean: ArrayLike, log_variance: ArrayLike) -> Array:
    """What does the encoder put out: the logarithm of the variance, or of the standard deviation?"""
    import numpy as np

    return latent_variables.latent_kl(mean, 2 * np.asarray(log_variance, dtype=float))


def kl_with_the_sign_of_the_bound(mean: ArrayLike, log_variance: ArrayLike) -> Array:
    """Can a divergence be negative? Only the bound subtracts it."""
    return -latent_variables.latent_kl(mean, log_variance)


def noise_scaled_by_the_variance(mean: ArrayLike, log_variance: ArrayLike, noise: ArrayLike) -> Array:
    """By which factor does the spread of a random number grow when it is multiplied by a constant? And its variance?"""
    import numpy as np

    return np.asarray(np.asarray(mean) + np.exp(np.asarray(log_variance, dtype=float)) * np.asarray(noise))


def noise_scaled_by_the_logarithm(mean: ArrayLike, log_variance: ArrayLike, noise: ArrayLike) -> Array:
    """The encoder's second output may be negative. Can it be a standard deviation as it stands?"""
    import numpy as np

    return np.asarray(np.asarray(mean) + np.asarray(log_variance, dtype=float) * np.asarray(noise))


def bound_that_adds_the_divergence(q: Sequence[Real], prior: Sequence[Exact], likelihood: Sequence[Exact]) -> float:
    """Is your bound still below the evidence? Look at the sign of the term that pulls q towards the prior."""
    expected = math.fsum(float(share) * math.log(value) for share, value in zip(q, likelihood, strict=True) if share)
    return 2 * expected - latent_variables.discrete_elbo(q, prior, likelihood)


def bound_without_the_prior(q: Sequence[Real], prior: Sequence[Exact], likelihood: Sequence[Exact]) -> float:
    """This rewards reconstruction alone. What keeps the posterior close to what we sample from later?"""
    return math.fsum(float(share) * math.log(value) for share, value in zip(q, likelihood, strict=True) if share)


def discriminator_as_ratio(data: Sequence[Exact], model: Sequence[Exact]) -> tuple[Fraction | None, ...]:
    """A discriminator's output is a probability. Does your value stay between its bounds?"""
    return tuple(Fraction(real) / made if made else None for real, made in zip(data, model, strict=True))


def discriminator_of_the_model(data: Sequence[Exact], model: Sequence[Exact]) -> tuple[Fraction | None, ...]:
    """Of which event is the discriminator's output the probability: that x is real, or that it was generated?"""
    return adversarial.optimal_discriminator(model, data)


def divergence_without_the_mixture(one: Sequence[Real], other: Sequence[Real]) -> float:
    """What does this give where only one of the two puts any probability? What is each of them compared with instead?"""
    pairs = [(float(p), float(q)) for p, q in zip(one, other, strict=True)]
    if any((p > 0) != (q > 0) for p, q in pairs):
        return math.inf
    return math.fsum((p - q) * math.log(p / q) for p, q in pairs if p) / 2


def density_that_adds_determinants(base_log_density: ArrayLike, log_determinants: ArrayLike) -> Array:
    """Where a layer stretches space, does the density there become larger or smaller?"""
    import numpy as np

    return flows.flow_log_density(base_log_density, -np.asarray(log_determinants, dtype=float))


def density_without_determinants(base_log_density: ArrayLike, log_determinants: ArrayLike) -> Array:
    """A density is probability per unit of volume. What happens to the volume?"""
    import numpy as np

    return np.array(base_log_density, dtype=float)


def determinant_as_sum_of_scales(log_scale: ArrayLike) -> Array:
    """How does the determinant of a triangular matrix follow from its diagonal, and what is its logarithm?"""
    import numpy as np

    return np.asarray(np.log(np.exp(np.asarray(log_scale, dtype=float)).sum(axis=-1)))


def noise_without_roots(x0: ArrayLike, alpha_bar: Real, noise: ArrayLike) -> Array:
    """What is the variance of the sum of signal and noise? It should stay the same at every step."""
    import numpy as np

    share = float(alpha_bar)
    return np.asarray(share * np.asarray(x0, dtype=float) + (1 - share) * np.asarray(noise, dtype=float))


def noise_added_to_the_whole_image(x0: ArrayLike, alpha_bar: Real, noise: ArrayLike) -> Array:
    """How much of the image is left after the last step? Adding noise is not all that happens."""
    import numpy as np

    return np.asarray(np.asarray(x0, dtype=float) + math.sqrt(1 - alpha_bar) * np.asarray(noise, dtype=float))


def signal_left_after_a_sum(betas: Sequence[Exact]) -> tuple[Fraction, ...]:
    """What would your rule leave after very many steps? Every step keeps a share of what the previous one left."""
    return tuple(1 - sum((Fraction(beta) for beta in betas[:step]), Fraction(0)) for step in range(1, len(betas) + 1))


def signal_of_one_step(betas: Sequence[Exact]) -> tuple[Fraction, ...]:
    """That is what this one step keeps. How many steps has the image been through?"""
    return tuple(1 - Fraction(beta) for beta in betas)


def posterior_variance_as_beta(betas: Sequence[Exact], step: int) -> Fraction:
    """If the clean image is known as well, is the previous step still as uncertain?"""
    return Fraction(betas[step - 1])


def posterior_variance_upside_down(betas: Sequence[Exact], step: int) -> Fraction:
    """Is your variance larger than that of the forward step? More knowledge should not make it so."""
    right = diffusion.posterior_variance(betas, step)
    return Fraction(ratio(betas[step - 1] ** 2, right)) if right else Fraction(0)


def guidance_from_the_unconditional(conditional: ArrayLike, unconditional: ArrayLike, weight: float) -> Array:
    """What does your formula give for a weight of zero? Two conventions for the weight are in use."""
    import numpy as np

    start = np.asarray(unconditional, dtype=float)
    return np.asarray(start + weight * (np.asarray(conditional, dtype=float) - start))


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "latent_kl": (kl_with_its_arguments_swapped, kl_of_log_deviation, kl_with_the_sign_of_the_bound),
    "reparameterised": (noise_scaled_by_the_variance, noise_scaled_by_the_logarithm),
    "discrete_elbo": (bound_that_adds_the_divergence, bound_without_the_prior),
    "optimal_discriminator": (discriminator_as_ratio, discriminator_of_the_model),
    "jensen_shannon": (divergence_without_the_mixture,),
    "flow_log_density": (density_that_adds_determinants, density_without_determinants),
    "affine_coupling_log_determinant": (determinant_as_sum_of_scales,),
    "diffusion_sample": (noise_without_roots, noise_added_to_the_whole_image),
    "alpha_bars": (signal_left_after_a_sum, signal_of_one_step),
    "posterior_variance": (posterior_variance_as_beta, posterior_variance_upside_down),
    "classifier_free_guidance": (guidance_from_the_unconditional,),
}
