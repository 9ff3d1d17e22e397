"""Positions: the properties that their papers state, and published slopes."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import positions

RNG = np.random.default_rng(16)


def test_sinusoids_entry_by_entry() -> None:
    made = positions.sinusoidal_positions(7, 10)
    for step, column in np.ndindex(7, 10):
        angle = step / 10_000 ** (2 * (column // 2) / 10)
        assert made[step, column] == pytest.approx(math.cos(angle) if column % 2 else math.sin(angle))


@given(st.integers(0, 30), st.integers(0, 30))
def test_an_offset_is_a_rotation_of_the_sinusoids(step: int, offset: int) -> None:
    made = positions.sinusoidal_positions(61, 8)
    for pair, angle in enumerate(positions.rotary_angles(61, 8)[offset]):
        sine, cosine = made[step, 2 * pair : 2 * pair + 2]
        turned = [sine * np.cos(angle) + cosine * np.sin(angle), cosine * np.cos(angle) - sine * np.sin(angle)]
        assert made[step + offset, 2 * pair : 2 * pair + 2] == pytest.approx(turned)


@pytest.mark.parametrize("pair", range(4))
def test_a_pair_repeats_after_its_wavelength(pair: int) -> None:
    length = positions.position_wavelength(pair, 8, base=100.0)
    rate = positions.rotary_angles(2, 8, base=100.0)[1, pair]
    assert length * rate == pytest.approx(2 * math.pi)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_rotated_scores_depend_on_the_distance_alone(one: int, other: int, shift: int, halves: bool) -> None:
    q, k = RNG.normal(size=(1, 6)), RNG.normal(size=(1, 6))

    def score(query: int, key: int) -> float:
        turned = positions.rotate_positions(q, first=query, halves=halves)
        return float((turned @ positions.rotate_positions(k, first=key, halves=halves).T).item())

    assert score(one, other) == pytest.approx(score(one + shift, other + shift))
    assert np.linalg.norm(positions.rotate_positions(q, first=one)) == pytest.approx(np.linalg.norm(q))


def test_a_rotation_is_the_papers_matrix() -> None:
    x, step = RNG.normal(size=(1, 4)), 5
    one, other = step * 1.0, step * 10_000 ** (-2 / 4)
    matrix = np.zeros((4, 4))
    matrix[:2, :2] = [[math.cos(one), -math.sin(one)], [math.sin(one), math.cos(one)]]
    matrix[2:, 2:] = [[math.cos(other), -math.sin(other)], [math.sin(other), math.cos(other)]]
    assert np.allclose(positions.rotate_positions(x, first=step)[0], matrix @ x[0])
    order = [0, 2, 1, 3]
    assert np.allclose(positions.rotate_positions(x[:, order], first=step, halves=True)[0], (matrix @ x[0])[order])


def test_slopes_of_the_paper_and_of_its_code() -> None:
    assert positions.alibi_slopes(8) == tuple(Fraction(1, 2**place) for place in range(1, 9))
    assert positions.alibi_slopes(16)[:2] == (pytest.approx(2**-0.5), Fraction(1, 2))
    # the paper's repository, get_slopes(12): those of 8 heads, then every other one of 16, 2^−0.5, 2^−1.5, …
    assert [float(slope) for slope in positions.alibi_slopes(12)[8:]] == pytest.approx(
        [2**-0.5, 2**-1.5, 2**-2.5, 2**-3.5]
    )
    assert positions.alibi_slopes(1) == (Fraction(1, 256),)


def test_the_bias_grows_with_the_distance() -> None:
    bias = positions.alibi_bias(4, 5)
    assert bias.shape == (4, 5, 5)
    for head, query, key in np.ndindex(bias.shape):
        slope = float(positions.alibi_slopes(4)[head])
        assert bias[head, query, key] == (-np.inf if key > query else -slope * (query - key))


def test_numbers_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="even, not 5"):
        positions.sinusoidal_positions(3, 5)
    with pytest.raises(ValueError, match="steps is at least 1"):
        positions.rotary_angles(0, 4)
    with pytest.raises(ValueError, match="base is above 0"):
        positions.rotary_angles(3, 4, base=0)
    with pytest.raises(ValueError, match="pairs 0 to 3, not 4"):
        positions.position_wavelength(4, 8)
    with pytest.raises(ValueError, match="first is at least 0"):
        positions.rotate_positions([[1.0, 2.0]], first=-1)
    with pytest.raises(ValueError, match="heads is at least 1"):
        positions.alibi_slopes(0)
    with pytest.raises(ValueError, match="steps is at least 1"):
        positions.alibi_bias(2, 0)
