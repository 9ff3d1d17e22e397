"""Adversarial networks: the theorems of the paper hold, divergences are SciPy's."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import solutions
from solutions import adversarial
from tests.tools import oracle

pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=6).filter(
    lambda drawn: all(map(sum, zip(*drawn, strict=True)))
)


def distributions(drawn: list[tuple[int, int]]) -> list[list[Fraction]]:
    return [[Fraction(part, sum(parts)) for part in parts] for parts in zip(*drawn, strict=True)]


@given(pairs, st.fractions(-1, 1, max_denominator=20))
def test_the_optimal_discriminator_is_best_and_its_value_the_divergence(
    drawn: list[tuple[int, int]], shift: Fraction
) -> None:
    data, model = distributions(drawn)
    best = adversarial.optimal_discriminator(data, model)
    value = adversarial.gan_value(data, model, best)
    assert value == pytest.approx(2 * adversarial.jensen_shannon(data, model) - math.log(4))
    other = [None if share is None else min(Fraction(1), max(Fraction(0), share + shift)) for share in best]
    assert adversarial.gan_value(data, model, other) <= value + 1e-12


@pytest.fixture(scope="module")
def scipy_distances() -> tuple[Any, Any]:
    return oracle("scipy.spatial.distance").jensenshannon, oracle("scipy.stats").wasserstein_distance


@given(drawn=pairs)
def test_divergences_are_scipys(scipy_distances: tuple[Any, Any], drawn: list[tuple[int, int]]) -> None:
    data, model = distributions(drawn)
    floats = [[float(share) for share in one] for one in (data, model)]
    jensen_shannon = scipy_distances[0](*floats) ** 2
    assert adversarial.jensen_shannon(data, model) == pytest.approx(jensen_shannon, abs=1e-7)
    assert -1e-12 <= adversarial.jensen_shannon(data, model) <= math.log(2) + 1e-12
    places = [place**2 for place in range(len(data))]
    moved = scipy_distances[1](places, places, *floats)
    assert float(adversarial.wasserstein_1(data, model, places)) == pytest.approx(moved)
    assert adversarial.wasserstein_1(data, model, places) == adversarial.wasserstein_1(model, data, places)


def test_distance_counts_only_for_wasserstein() -> None:
    near, far = ([0, 1, 0], [0, 0, 1])
    for other, distance in ((near, 1), (far, 9)):
        assert adversarial.wasserstein_1([1, 0, 0], other, [0, 1, 9]) == distance
        assert adversarial.jensen_shannon([1, 0, 0], other) == pytest.approx(math.log(2))


@pytest.mark.parametrize("saturating", [True, False])
@pytest.mark.parametrize("logit", [-6.0, -0.5, 2.0])
def test_the_slope_of_the_generators_loss_is_the_numerical_one(logit: float, saturating: bool) -> None:
    def loss(x: float) -> float:
        return adversarial.generator_loss(float(solutions.sigmoid(x)), saturating=saturating)

    slope = adversarial.generator_loss_slope(float(solutions.sigmoid(logit)), saturating=saturating)
    assert solutions.numerical_gradient(loss, logit) == pytest.approx(slope, abs=1e-6)


def test_a_discriminator_that_is_certain_and_wrong_costs_everything() -> None:
    half = [Fraction(1, 2)] * 2
    assert adversarial.gan_value(half, half, [0, Fraction(1, 2)]) == -math.inf
    assert adversarial.gan_value([1, 0], [0, 1], [1, 0]) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: adversarial.optimal_discriminator([1], [1, 0]), "differ in length"),
        (lambda: adversarial.optimal_discriminator([1, 1], [1, 0]), "sum to 1"),
        (lambda: adversarial.gan_value([1], [1], []), "0 values"),
        (lambda: adversarial.gan_value([1], [1], [None]), "needs a value"),
        (lambda: adversarial.gan_value([1], [1], [2]), "lies in"),
        (lambda: adversarial.generator_loss(0), "lies in"),
        (lambda: adversarial.generator_loss_slope(1), "lies in"),
        (lambda: adversarial.wasserstein_1([1, 0], [0, 1], [1, 1]), "rise"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
