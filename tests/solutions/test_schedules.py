"""Schedules, against PyTorch's, their ends, and published rates."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import schedules

STEPS = st.integers(0, 300)
FACTORS = st.fractions(Fraction(1, 50), 1, max_denominator=50)


def test_results_of_pytorch() -> None:
    # PyTorch 2.13.0, the rates at these steps of OneCycleLR(max_lr=0.5, total_steps=20),
    # CosineAnnealingWarmRestarts(T_0=4, T_mult=2, eta_min=0.1), CosineAnnealingLR(T_max=10, eta_min=0.1) and
    # PolynomialLR(total_iters=10, power=2), the last three from 1
    assert [schedules.one_cycle(0.5, step, 20) for step in (0, 3, 5, 6, 12, 19)] == pytest.approx(
        [0.02, 0.3341640786499874, 0.5, 0.49373200311754367, 0.250001, 2e-06]
    )
    assert [schedules.cosine_restarts(1.0, step, 4, growth=2, end=0.1) for step in (0, 1, 4, 7, 12, 14)] == (
        pytest.approx([1.0, 0.8681980515339464, 1.0, 0.7222075445642904, 1.0, 0.9657457896300791])
    )
    assert [schedules.cosine_decay(1.0, step, 10, end=0.1) for step in (0, 3, 10)] == pytest.approx(
        [1.0, 0.8145033635316129, 0.1]
    )
    assert [schedules.polynomial_decay(1.0, step, 10, power=2) for step in (0, 3, 10)] == pytest.approx([1.0, 0.49, 0])


@given(STEPS, st.integers(1, 40), FACTORS)
def test_steps_are_milestones_at_their_multiples(step: int, every: int, factor: Fraction) -> None:
    rate = schedules.step_decay(Fraction(1), step, every, factor)
    assert rate == schedules.milestone_decay(Fraction(1), step, range(every, 301, every), factor)
    assert rate == schedules.exponential_decay(Fraction(1), step // every, factor)


@given(st.integers(1, 100), st.integers(1, 4), FACTORS)
def test_decays_fall_from_the_rate_to_the_end(total: int, power: int, end: Fraction) -> None:
    polynomial = [
        schedules.polynomial_decay(Fraction(1), step, total, power=power, end=end) for step in range(total + 5)
    ]
    assert polynomial[0] == 1
    assert set(polynomial[total:]) == {end}
    assert all(later <= earlier for earlier, later in pairwise(polynomial))
    cosine = [schedules.cosine_decay(1.0, step, total, end=float(end)) for step in range(total + 5)]
    assert cosine[0] == 1
    assert cosine[total:] == pytest.approx([float(end)] * 5)
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(cosine))
    # the two halves are mirror images
    assert [one + other for one, other in zip(cosine[: total + 1], cosine[total::-1], strict=True)] == pytest.approx(
        [1 + float(end)] * (total + 1)
    )


def test_a_linear_decay_is_a_line() -> None:
    rates = [schedules.polynomial_decay(Fraction(1), step, 4, end=Fraction(1, 5)) for step in range(5)]
    assert rates == [1, Fraction(4, 5), Fraction(3, 5), Fraction(2, 5), Fraction(1, 5)]
    times = [schedules.inverse_time_decay(Fraction(1), step, Fraction(1, 2)) for step in range(4)]
    assert times == [1, Fraction(2, 3), Fraction(1, 2), Fraction(2, 5)]


@given(st.integers(0, 200), st.integers(1, 20))
def test_restarts_without_growth_repeat(step: int, first: int) -> None:
    assert schedules.cosine_restarts(1.0, step, first) == schedules.cosine_restarts(1.0, step + first, first)
    assert schedules.cosine_restarts(1.0, step * first, first) == 1


@given(st.integers(5, 200), st.floats(0.2, 0.9))
def test_a_cycle_rises_and_falls_once(total: int, rise: float) -> None:
    rates = [schedules.one_cycle(1.0, step, total, rise=rise) for step in range(total)]
    top = rates.index(max(rates))
    assert rates[0] == pytest.approx(1 / 25) or rise * total <= 1.0001
    assert rates[-1] == pytest.approx(1 / 25 / 1e4)
    assert all(one <= other + 1e-12 for one, other in pairwise(rates[: top + 1]))
    assert all(one >= other - 1e-12 for one, other in pairwise(rates[top:]))
    assert abs(top - (rise * total - 1)) <= 1


def test_a_cycle_that_only_rises() -> None:
    assert schedules.one_cycle(1.0, 9, 10, rise=1) == pytest.approx(1)
    assert schedules.one_cycle(1.0, 0, 4, rise=0.25) == 1


@given(st.integers(1, 50), st.integers(1, 200))
def test_warm_up_joins_the_decay(warm_up: int, rest: int) -> None:
    total = warm_up + rest
    assert schedules.linear_warm_up(Fraction(1), warm_up - 1, warm_up) == 1
    assert schedules.linear_warm_up(Fraction(1), 0, warm_up) == Fraction(1, warm_up)
    assert schedules.warm_up_cosine(1.0, warm_up - 1, warm_up, total) == pytest.approx(1)
    assert schedules.warm_up_cosine(1.0, warm_up, warm_up, total) == 1
    assert schedules.warm_up_cosine(1.0, total, warm_up, total, end=0.1) == pytest.approx(0.1)
    assert schedules.warm_up_cosine(1.0, 7, 0, total) == schedules.cosine_decay(1.0, 7, total)


def test_the_first_transformers_rate() -> None:
    # Vaswani et al. (2017), equation 3: it peaks where both terms are equal, at warm_up steps
    peak = schedules.noam_rate(4000, 512)
    assert peak == pytest.approx(512**-0.5 * 4000**-0.5)
    assert schedules.noam_rate(2000, 512) == pytest.approx(peak / 2)
    assert schedules.noam_rate(16_000, 512) == pytest.approx(peak / 2)


def test_rules_of_batches() -> None:
    # Goyal et al. (2017), section 2.1 and 5.1: 0.1 for 256 images, 3.2 for 8192
    assert schedules.linear_scaling_rule(0.1, 256, 8192) == pytest.approx(3.2)
    assert [schedules.steps_per_epoch(10, 3, drop_last=drop) for drop in (False, True)] == [4, 3]
    assert schedules.steps_per_epoch(9, 3) == schedules.steps_per_epoch(9, 3, drop_last=True) == 3


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: schedules.step_decay(1.0, -1, 3, 0.1), "step is at least 0"),
        (lambda: schedules.step_decay(1.0, 1, 0, 0.1), "every is at least 1"),
        (lambda: schedules.milestone_decay(1.0, 1, [5, 3], 0.1), "ascending"),
        (lambda: schedules.exponential_decay(1.0, -1, 0.1), "step is at least 0"),
        (lambda: schedules.inverse_time_decay(1.0, 1, -0.1), "decay is at least 0"),
        (lambda: schedules.polynomial_decay(1.0, 1, 0), "total is at least 1"),
        (lambda: schedules.polynomial_decay(1.0, 1, 2, power=0), "power is at least 1"),
        (lambda: schedules.cosine_decay(1.0, -1, 2), "step is at least 0"),
        (lambda: schedules.cosine_restarts(1.0, 1, 0), "first is at least 1"),
        (lambda: schedules.one_cycle(1.0, 10, 10), "from 0 to 9, not 10"),
        (lambda: schedules.one_cycle(1.0, 1, 10, rise=0), "the rise takes"),
        (lambda: schedules.one_cycle(1.0, 0, 1), "total is at least 2"),
        (lambda: schedules.linear_warm_up(1.0, 1, 0), "warm up is at least 1"),
        (lambda: schedules.warm_up_cosine(1.0, 1, 5, 5), "total is at least 6"),
        (lambda: schedules.noam_rate(0, 512), "step is at least 1"),
        (lambda: schedules.linear_scaling_rule(1.0, 0, 1), "batch is at least 1"),
        (lambda: schedules.steps_per_epoch(1, 0), "batch is at least 1"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
