"""Backpropagation through time against numerical and symbolic gradients; bounds against what they bound."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import recurrent, recurrent_gradients
from tests.solutions.checks import assert_numerical_gradients

RNG = np.random.default_rng(14)
ENTRIES = st.fractions(-2, 2, max_denominator=6)
XS, H, C = RNG.normal(size=(4, 2, 3)), RNG.normal(size=(2, 3)), RNG.normal(size=(2, 3))


def weights(gates: int) -> tuple[Any, Any, Any]:
    return RNG.normal(size=(3, gates * 3)), RNG.normal(size=(3, gates * 3)), RNG.normal(size=gates * 3)


def test_through_an_rnn() -> None:
    assert_numerical_gradients(recurrent.rnn_sequence, recurrent_gradients.rnn_backward, XS, H, *weights(1))


def test_through_an_lstm() -> None:
    def states(*arguments: Any) -> Any:
        return recurrent.lstm_sequence(*arguments)[0]

    assert_numerical_gradients(states, recurrent_gradients.lstm_backward, XS, H, C, *weights(4))


@settings(deadline=None)
@given(st.lists(st.tuples(ENTRIES, ENTRIES), min_size=1, max_size=5), ENTRIES, ENTRIES, ENTRIES)
def test_the_linear_rnn_exactly(
    steps: list[tuple[Fraction, Fraction]], w: Fraction, u: Fraction, start: Fraction
) -> None:
    symbols = sympy.symbols("w u h")
    h, loss = symbols[2], sympy.Integer(0)
    for x, upstream in steps:
        h = symbols[0] * h + symbols[1] * sympy.Rational(x)
        loss += sympy.Rational(upstream) * h
    at = dict(zip(symbols, map(sympy.Rational, (w, u, start)), strict=True))
    expected = tuple(Fraction(str(sympy.expand(loss).diff(symbol).subs(at))) for symbol in symbols)
    inputs, upstreams = [x for x, _ in steps], [gradient for _, gradient in steps]
    assert recurrent_gradients.linear_rnn_gradient(upstreams, inputs, w, u, start) == expected
    assert recurrent_gradients.linear_rnn_states(inputs, w, u, start)[-1] == h.subs(at)
    assert recurrent_gradients.linear_rnn_gradient(upstreams, inputs, w, u, start, window=len(steps)) == expected


def test_truncation_stops_after_the_window() -> None:
    # h_3 with h_1 and h_0 held fixed where the window is 2: ∂h_3/∂w = h_2 + w·h_1
    truncated = recurrent_gradients.linear_rnn_gradient([0, 0, 1], [1, 1, 1], 2, window=2)
    assert truncated == (3 + 2 * 1, 1 + 2, 0)
    assert recurrent_gradients.linear_rnn_gradient([0, 0, 1], [1, 1, 1], 2, window=1) == (3, 1, 0)
    with pytest.raises(ValueError, match="window is at least 1"):
        recurrent_gradients.linear_rnn_gradient([1], [1], 2, window=0)
    with pytest.raises(ValueError, match="2 upstream gradients for 1 steps"):
        recurrent_gradients.linear_rnn_gradient([1, 1], [1], 2)
    assert recurrent_gradients.linear_rnn_gradient([], [], 2) == (0, 0, 0)


@given(ENTRIES, st.integers(0, 12))
def test_the_factor_is_the_gradient_in_the_first_state(w: Fraction, steps: int) -> None:
    last = [0] * (steps - 1) + [1] * bool(steps)
    start = recurrent_gradients.linear_rnn_gradient(last, [0] * steps, w).start if steps else 1
    assert recurrent_gradients.vanishing_factor(w, steps) == start
    assert recurrent_gradients.vanishing_factor(w, steps, slope=Fraction(1, 4)) == start / Fraction(4) ** steps


@given(st.fractions(0, Fraction(99, 100), max_denominator=100), st.fractions(Fraction(1, 10**6), 2))
def test_one_step_less_does_not_vanish(factor: Fraction, threshold: Fraction) -> None:
    steps = recurrent_gradients.steps_to_vanish(factor, threshold)
    assert factor**steps < threshold
    assert steps == 0 or factor ** (steps - 1) >= threshold
    assert recurrent_gradients.steps_to_vanish(Fraction(1, 2), Fraction(1, 1024)) == 11


@pytest.mark.parametrize("seed", range(5))
def test_the_bound_bounds_the_product_of_jacobians(seed: int) -> None:
    rng = np.random.default_rng(seed)
    w, u, b = rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
    states = recurrent.rnn_sequence(rng.normal(size=(5, 1, 2)), np.zeros((1, 3)), w, u, b)
    jacobian = np.eye(3)
    for state in states[1:]:
        jacobian = jacobian @ u @ np.diag(1 - state[0] ** 2)
    bound = recurrent_gradients.gradient_norm_bound(u, 4)
    assert np.linalg.norm(jacobian, 2) <= bound
    assert bound == pytest.approx(np.sqrt(np.linalg.eigvalsh(u.T @ u).max()) ** 4)


def test_the_spectral_radius_decides_in_the_long_run() -> None:
    u = np.array([[0.9, 5.0], [0.0, 0.8]])
    assert recurrent_gradients.spectral_radius(u) == pytest.approx(0.9)
    assert np.linalg.norm(np.linalg.matrix_power(u, 300)) < 1e-10 < recurrent_gradients.gradient_norm_bound(u, 300)
    turn = [[0.0, -2.0], [2.0, 0.0]]
    assert recurrent_gradients.spectral_radius(turn) == pytest.approx(2)
    with pytest.raises(ValueError, match="square"):
        recurrent_gradients.spectral_radius([[1.0, 2.0]])


def test_the_cell_keeps_what_its_forget_gates_leave() -> None:
    gates = [Fraction(1, 2), 1, Fraction(1, 3)]
    assert recurrent_gradients.lstm_cell_retention(gates) == Fraction(1, 6)
    assert recurrent_gradients.lstm_cell_retention([]) == 1
    bias = np.array([-1e3, np.log(0.25 / 0.75), 0.0, 1e3])  # forget gate ¼, input gate shut
    cells = recurrent.lstm_sequence(np.zeros((3, 1, 1)), [[0.0]], [[2.0]], [[0.0] * 4], [[0.0] * 4], bias)[1]
    assert cells[-1].item() == pytest.approx(2 * recurrent_gradients.lstm_cell_retention([Fraction(1, 4)] * 3))
    with pytest.raises(ValueError, match=r"\[0, 1\]"):
        recurrent_gradients.lstm_cell_retention([2])


def test_numbers_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="steps is at least 0"):
        recurrent_gradients.vanishing_factor(1, -1)
    with pytest.raises(ValueError, match=r"factor lies in \[0, 1\)"):
        recurrent_gradients.steps_to_vanish(1, 0.1)
    with pytest.raises(ValueError, match="threshold is above 0"):
        recurrent_gradients.steps_to_vanish(0.5, 0)
    with pytest.raises(ValueError, match="steps is at least 0"):
        recurrent_gradients.gradient_norm_bound([[1.0]], -1)
