"""Latent variables and variational autoencoders: evidence, ELBO, reparameterisation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._numbers import Exact, Real, check_distribution, check_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "discrete_elbo",
    "discrete_evidence",
    "discrete_posterior",
    "gaussian_log_likelihood",
    "latent_kl",
    "latent_kl_gradient",
    "reparameterised",
    "vae_elbo",
]


def discrete_evidence(prior: Sequence[Exact], likelihood: Sequence[Exact]) -> Fraction:
    """The evidence p(x) = Σ p(z)·p(x | z) of one observation x, over the values of a discrete latent variable z.

    prior : p(z), sums to 1. likelihood : p(x | z) in [0, 1] of the same values. Raises ValueError otherwise.

    Source: Bishop, Pattern recognition and machine learning (2006), section 9.4.

    >>> discrete_evidence([Fraction(1, 2), Fraction(1, 2)], [Fraction(1, 4), Fraction(3, 4)])
    Fraction(1, 2)
    """
    return sum(_joint(prior, likelihood), Fraction(0))


def discrete_posterior(prior: Sequence[Exact], likelihood: Sequence[Exact]) -> tuple[Fraction, ...]:
    """Bayes' rule: p(z | x) = p(z)·p(x | z)/p(x) for each value of z. Arguments as for discrete_evidence.

    Raises ValueError where x is impossible.

    Source: Bishop, Pattern recognition and machine learning (2006), section 1.2.

    >>> discrete_posterior([Fraction(1, 2), Fraction(1, 2)], [Fraction(1, 4), Fraction(3, 4)])
    (Fraction(1, 4), Fraction(3, 4))
    """
    joint = _joint(prior, likelihood)
    evidence = sum(joint, Fraction(0))
    if not evidence:
        raise ValueError("the observation has probability 0")
    return tuple(each / evidence for each in joint)


def discrete_elbo(q: Sequence[Real], prior: Sequence[Exact], likelihood: Sequence[Exact]) -> float:
    """The evidence lower bound Σ q(z)·log(p(z)·p(x | z)/q(z)) in nats: at most log p(x), equal where q is p(z | x).

    q : probabilities of the same values; −∞ if q allows a z that p excludes. Other arguments as for discrete_evidence.
    Raises ValueError otherwise.

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), equations 1 and 2.

    >>> prior, likelihood = [Fraction(1, 2), Fraction(1, 2)], [Fraction(1, 4), Fraction(3, 4)]
    >>> round(discrete_elbo([Fraction(1, 4), Fraction(3, 4)], prior, likelihood) - math.log(1 / 2), 12)
    0.0
    """
    check_distribution(q, "the probabilities q")
    joint = _joint(prior, likelihood)
    if len(q) != len(joint):
        raise ValueError(f"q has {len(q)} values, the prior {len(joint)}")
    terms = []
    for share, both in zip(q, joint, strict=True):
        if share and not both:
            return -math.inf
        if share:
            terms.append(float(share) * (math.log(both) - math.log(share)))
    return math.fsum(terms)


def _joint(prior: Sequence[Exact], likelihood: Sequence[Exact]) -> list[Fraction]:
    check_distribution(prior, "the probabilities of the prior")
    if len(prior) != len(likelihood):
        raise ValueError(f"the prior has {len(prior)} values, the likelihood {len(likelihood)}")
    for value in likelihood:
        check_share(value, "a likelihood")
    return [Fraction(share) * value for share, value in zip(prior, likelihood, strict=True)]


def reparameterised(mean: ArrayLike, log_variance: ArrayLike, noise: ArrayLike) -> Array:
    """A sample z = μ + σ·ε of N(μ, σ²) that μ and log σ² have gradients through: ∂z/∂μ = 1, ∂z/∂log σ² = σ·ε/2.

    mean, log_variance : of the shape of z, what the encoder puts out. noise ε : of that shape, drawn from N(0, 1).

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), section 2.4 and equation 10.

    >>> reparameterised([1.0, 0.0], [0.0, math.log(4)], [0.5, -1.0]).tolist()
    [1.5, -2.0]
    """
    import numpy as np

    spread = np.exp(np.asarray(log_variance, dtype=float) / 2)
    return np.asarray(np.asarray(mean, dtype=float) + spread * np.asarray(noise, dtype=float))


def latent_kl(mean: ArrayLike, log_variance: ArrayLike) -> Array:
    """KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σ (μ² + σ² − 1 − log σ²) over the last axis, in nats, at least 0.

    The second term of a VAE's loss. mean, log_variance : (…, latent dimensions), of one shape; the last axis is lost.

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), appendix B.

    >>> latent_kl([[0.0, 0.0], [1.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]).tolist()
    [0.0, 2.5]
    """
    import numpy as np

    centre, logarithm = np.asarray(mean, dtype=float), np.asarray(log_variance, dtype=float)
    return np.asarray((centre**2 + np.expm1(logarithm) - logarithm).sum(axis=-1) / 2)


def latent_kl_gradient(mean: ArrayLike, log_variance: ArrayLike) -> tuple[Array, Array]:
    """The gradients of latent_kl in the mean, μ, and in the log-variance, (σ² − 1)/2, each of its shape.

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), appendix B, differentiated.

    >>> [each.tolist() for each in latent_kl_gradient([3.0], [0.0])]
    [[3.0], [0.0]]
    """
    import numpy as np

    return np.array(mean, dtype=float), np.asarray(np.expm1(np.asarray(log_variance, dtype=float)) / 2)


def gaussian_log_likelihood(x: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Array:
    """The log-density log N(x; μ, σ²) summed over the last axis, in nats: −½ Σ ((x − μ)²/σ² + log 2πσ²).

    x, mean : (…, dimensions). variance : above 0, of a shape that broadcasts. Raises ValueError otherwise.

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), appendix C.2.

    >>> gaussian_log_likelihood([0.0, 1.0], [0.0, 0.0], 1).round(4).tolist()
    -2.3379
    """
    import numpy as np

    spread = np.asarray(variance, dtype=float)
    if np.any(spread <= 0):
        raise ValueError("a variance is above 0")
    distance = (np.asarray(x, dtype=float) - np.asarray(mean, dtype=float)) ** 2 / spread
    return np.asarray(-(distance + np.log(2 * np.pi * spread)).sum(axis=-1) / 2)


def vae_elbo(
    x: ArrayLike, reconstruction: ArrayLike, mean: ArrayLike, log_variance: ArrayLike, *, beta: float = 1.0
) -> float:
    """The ELBO of a VAE with a Gaussian decoder of variance 1, in nats: log N(x; x̂, 1) − β·KL, the mean over examples.

    x, reconstruction x̂ : (examples, dimensions); x̂ is decoded from one reparameterised sample of each example.
    mean, log_variance : (examples, latent dimensions). beta : at least 0, 1 for the bound itself. Training
    maximises it. Raises ValueError where the shapes do not fit, or beta is negative.

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), equation 10 with L = 1; β: Higgins et al., β-VAE
    (2017), equation 4.

    >>> round(vae_elbo([[0.0, 1.0]], [[0.0, 0.0]], [[1.0]], [[0.0]]), 4)
    -2.8379
    """
    import numpy as np

    data, decoded = np.asarray(x, dtype=float), np.asarray(reconstruction, dtype=float)
    if data.ndim != 2 or data.shape != decoded.shape or np.shape(mean) != np.shape(log_variance):
        raise ValueError("x and its reconstruction differ in shape, or the mean and the log-variance do")
    if beta < 0:
        raise ValueError(f"beta is at least 0, not {beta}")
    return float(np.mean(gaussian_log_likelihood(data, decoded, 1) - beta * latent_kl(mean, log_variance)))
