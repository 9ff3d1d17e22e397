"""Generative adversarial networks on finite distributions: value, optimal discriminator, divergences."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

from solutions._numbers import Exact, Real, check_distribution, check_paired, check_share, ratio

__all__ = [
    "gan_value",
    "generator_loss",
    "generator_loss_slope",
    "jensen_shannon",
    "optimal_discriminator",
    "wasserstein_1",
]


def optimal_discriminator(data: Sequence[Exact], model: Sequence[Exact]) -> tuple[Fraction | None, ...]:
    """D*(x) = p_data(x)/(p_data(x) + p_model(x)) for each x, in [0, 1]; None where neither puts probability.

    data, model : probabilities of the same values x. Raises ValueError where they differ in number or do not sum to 1.

    Source: Goodfellow et al., Generative adversarial nets (2014), proposition 1, equation 2.

    >>> optimal_discriminator([Fraction(3, 4), Fraction(1, 4)], [Fraction(1, 4), Fraction(3, 4)])
    (Fraction(3, 4), Fraction(1, 4))
    """
    _check(data, model)
    return tuple(
        Fraction(real) / (real + made) if real + made else None for real, made in zip(data, model, strict=True)
    )


def gan_value(data: Sequence[Real], model: Sequence[Real], discriminator: Sequence[Real | None]) -> float:
    """V(D, G) = Σ p_data(x)·log D(x) + Σ p_model(x)·log(1 − D(x)) in nats, at most 0: D raises it, G lowers it.

    discriminator : D(x) in [0, 1], the probability that x is from the data; None where neither puts probability. −∞
    where it is certain and wrong. Raises ValueError where the numbers of values differ.

    Source: Goodfellow et al., Generative adversarial nets (2014), equation 1.

    >>> round(gan_value([1], [1], [Fraction(1, 2)]) + math.log(4), 12)
    0.0
    """
    _check(data, model)
    if len(discriminator) != len(data):
        raise ValueError(f"the discriminator has {len(discriminator)} values, the data {len(data)}")
    terms = []
    for real, made, share in zip(data, model, discriminator, strict=True):
        if real or made:
            if share is None:
                raise ValueError("the discriminator needs a value wherever there is probability")
            check_share(share, "the discriminator's output")
            terms += [_weighted_log(real, share), _weighted_log(made, 1 - share)]
    return sum(terms)


def _weighted_log(weight: Real, share: Real) -> float:
    if not weight:
        return 0.0
    return float(weight) * math.log(share) if share else -math.inf


def jensen_shannon(one: Sequence[Real], other: Sequence[Real]) -> float:
    """The Jensen–Shannon divergence ½KL(p ‖ m) + ½KL(q ‖ m) with m = (p + q)/2, in nats: in [0, log 2], symmetric.

    At the optimal discriminator the value of a GAN is −log 4 + 2·JSD(p_data, p_model). Raises ValueError for
    other than two distributions over the same values.

    Source: Goodfellow et al., Generative adversarial nets (2014), theorem 1, equations 5 and 6.

    >>> round(jensen_shannon([1, 0], [0, 1]), 6), jensen_shannon([1, 0], [1, 0])
    (0.693147, 0.0)
    """
    _check(one, other)
    terms = []
    for first, second in zip(map(float, one), map(float, other), strict=True):
        middle = (first + second) / 2
        terms += [share * math.log(share / middle) / 2 for share in (first, second) if share]
    return math.fsum(terms)


def generator_loss(share: Real, *, saturating: bool = False) -> float:
    """What the generator minimises for one sample, in nats: −log D(G(z)), or log(1 − D(G(z))) where it is saturating.

    The saturating one is the term of gan_value. share : D(G(z)) in (0, 1), the probability at which the discriminator
    takes the sample for real; ValueError otherwise.

    Source: Goodfellow et al., Generative adversarial nets (2014), section 3 and algorithm 1.

    >>> round(generator_loss(Fraction(1, 2)), 4), round(generator_loss(Fraction(1, 2), saturating=True), 4)
    (0.6931, -0.6931)
    """
    _check_open(share)
    return math.log(1 - share) if saturating else -math.log(share)


def generator_loss_slope(share: Real, *, saturating: bool = False) -> Real:
    """The derivative of generator_loss in the discriminator's logit: D − 1, or −D where it is saturating.

    Where the discriminator rejects a sample for sure, D ≈ 0, the first is still −1, while the second vanishes.

    share : D(G(z)) in (0, 1). Raises ValueError otherwise.

    Source: Goodfellow et al., Generative adversarial nets (2014), section 3, with σ′ = σ(1 − σ).

    >>> generator_loss_slope(Fraction(1, 100)), generator_loss_slope(Fraction(1, 100), saturating=True)
    (Fraction(-99, 100), Fraction(-1, 100))
    """
    _check_open(share)
    return -share if saturating else share - 1


def _check_open(share: Real) -> None:
    if not 0 < share < 1:
        raise ValueError(f"the discriminator's output lies in (0, 1), not {share}")


def wasserstein_1(one: Sequence[Real], other: Sequence[Real], places: Sequence[Real]) -> Real:
    """Earth mover's distance of two distributions on a line: ∫ |F(x) − G(x)| dx of their cumulative probabilities.

    one, other : probabilities of the places. places : their coordinates, in rising order. Unlike the Jensen–Shannon
    divergence it still grows with distance where the two do not overlap. Raises ValueError for other arguments.

    Source: Arjovsky, Chintala, Bottou, Wasserstein GAN (2017), equation 1 and example 1; on a line: Villani (2003),
    Topics in optimal transportation, section 2.2.

    >>> wasserstein_1([1, 0, 0], [0, 0, 1], [0, 1, 5])
    Fraction(5, 1)
    """
    _check(one, other)
    check_paired(one, places, "probabilities and places")
    if any(right <= left for left, right in itertools.pairwise(places)):
        raise ValueError("the places rise")
    total: Real = 0
    difference: Real = 0
    for place, (left, right) in enumerate(itertools.pairwise(places)):
        difference += one[place] - other[place]
        total += (difference if difference >= 0 else -difference) * (right - left)
    return ratio(total, 1)


def _check(one: Sequence[Real], other: Sequence[Real]) -> None:
    check_paired(one, other, "the values of both distributions")
    check_distribution(one)
    check_distribution(other)
