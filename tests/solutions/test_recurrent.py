"""Recurrent layers, against loops over numbers as the papers write them, and against PyTorch's printed results."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from solutions import recurrent

RNG = np.random.default_rng(13)
STEPS, EXAMPLES, INPUTS, UNITS = 4, 3, 2, 5
XS, H, C = RNG.normal(size=(STEPS, EXAMPLES, INPUTS)), RNG.normal(size=(EXAMPLES, UNITS)), RNG.normal(size=(3, UNITS))


def weights(gates: int) -> tuple[Any, Any, Any]:
    return (
        RNG.normal(size=(INPUTS, gates * UNITS)),
        RNG.normal(size=(UNITS, gates * UNITS)),
        RNG.normal(size=gates * UNITS),
    )


def sigma(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def affine(x: Any, h: Any, w: Any, u: Any, b: Any, column: int) -> float:
    """One gate of one unit: Σ x w + Σ h u + b."""
    from_input = sum(float(x[place]) * float(w[place, column]) for place in range(len(x)))
    return from_input + sum(float(h[place]) * float(u[place, column]) for place in range(len(h))) + float(b[column])


def test_an_lstm_step_is_that_of_the_book_unit_by_unit() -> None:
    w, u, b = weights(4)
    states, cells = recurrent.lstm_step(XS[0], H, C, w, u, b)
    for example, unit in np.ndindex(EXAMPLES, UNITS):
        i, f, g, o = (affine(XS[0, example], H[example], w, u, b, gate * UNITS + unit) for gate in range(4))
        cell = sigma(f) * C[example, unit] + sigma(i) * math.tanh(g)
        assert cells[example, unit] == pytest.approx(cell)
        assert states[example, unit] == pytest.approx(sigma(o) * math.tanh(cell))


@pytest.mark.parametrize("reset_after", [True, False])
def test_a_gru_step_is_that_of_the_paper_unit_by_unit(reset_after: bool) -> None:
    w, u, b = weights(3)
    second, none = RNG.normal(size=3 * UNITS), np.zeros(3 * UNITS)
    states = recurrent.gru_step(XS[0], H, w, u, b, second, reset_after=reset_after)
    for example in range(EXAMPLES):
        x, h = XS[0, example], H[example]
        r = [sigma(affine(x, h, w, u, b + second, unit)) for unit in range(UNITS)]
        for unit in range(UNITS):
            z = sigma(affine(x, h, w, u, b + second, UNITS + unit))
            place, silent = 2 * UNITS + unit, np.zeros(UNITS)
            from_input = affine(x, silent, w, u, b, place)
            if reset_after:
                recalled = r[unit] * affine(np.zeros(INPUTS), h, w, u, second, place)
            else:
                recalled = affine(np.zeros(INPUTS), np.array(r) * h, w, u, none, place) + second[place]
            expected = (1 - z) * math.tanh(from_input + recalled) + z * h[unit]
            assert states[example, unit] == pytest.approx(expected)


# One step of torch.nn.RNNCell, LSTMCell and GRUCell (2.13.0, float64) with 2 inputs and 2 units, the weights and biases
# set to sin(1), sin(2), … in the order weight_ih, weight_hh, bias_ih, bias_hh; x = (0.5, −1), h = (0.25, 0.75) and
# c = (−0.5, 0.3).
TORCH = {
    "rnn": [-0.9096904042680131, 0.5737087615935355],
    "lstm": [0.0838688899951589, 0.44437040607843975],
    "cell": [0.24127676700160267, 0.7325007403985423],
    "gru": [0.1758403932646117, 0.2332248879501081],
}


def pytorch_weights(gates: int) -> tuple[Any, Any, Any, Any]:
    numbers = np.sin(np.arange(1, gates * 12 + 1))
    rows, size = gates * 2, gates * 4
    first, second, rest = numbers[:size], numbers[size : 2 * size], numbers[2 * size :]
    return first.reshape(rows, 2).T, second.reshape(rows, 2).T, rest[:rows], rest[rows:]


def test_one_step_is_that_of_pytorch() -> None:
    x, h, c = [[0.5, -1.0]], [[0.25, 0.75]], [[-0.5, 0.3]]
    w, u, b, second = pytorch_weights(1)
    assert recurrent.rnn_step(x, h, w, u, b + second)[0] == pytest.approx(TORCH["rnn"], abs=1e-12)
    w, u, b, second = pytorch_weights(4)
    states, cells = recurrent.lstm_step(x, h, c, w, u, b + second)
    assert states[0] == pytest.approx(TORCH["lstm"], abs=1e-12)
    assert cells[0] == pytest.approx(TORCH["cell"], abs=1e-12)
    w, u, b, second = pytorch_weights(3)
    assert recurrent.gru_step(x, h, w, u, b, second)[0] == pytest.approx(TORCH["gru"], abs=1e-12)


def test_a_sequence_is_its_steps_one_after_the_other() -> None:
    w, u, b = weights(1)
    states = recurrent.rnn_sequence(XS, H, w, u, b)
    expected = H
    for step in range(STEPS):
        expected = np.tanh(XS[step] @ w + expected @ u + b)
        assert np.allclose(states[step], expected)
    w, u, b = weights(4)
    states, cells = recurrent.lstm_sequence(XS, H, C, w, u, b)
    before = recurrent.lstm_sequence(XS[:-1], H, C, w, u, b)
    assert np.allclose(states[:-1], before[0])
    last = recurrent.lstm_step(XS[-1], before[0][-1], before[1][-1], w, u, b)
    assert np.allclose([states[-1], cells[-1]], last)
    w, u, b = weights(3)
    states = recurrent.gru_sequence(XS, H, w, u, b, reset_after=False)
    assert states.shape == (STEPS, EXAMPLES, UNITS)
    assert np.allclose(states[1], recurrent.gru_step(XS[1], states[0], w, u, b, reset_after=False))


def test_the_second_direction_reads_from_the_end() -> None:
    w, u, b = weights(1)
    other = weights(1)
    both = recurrent.bidirectional_sequence(
        XS, lambda xs: recurrent.rnn_sequence(xs, H, w, u, b), lambda xs: recurrent.rnn_sequence(xs, H, *other)
    )
    assert np.allclose(both[:, :, :UNITS], recurrent.rnn_sequence(XS, H, w, u, b))
    assert np.allclose(both[-1, :, UNITS:], recurrent.rnn_step(XS[-1], H, *other))
    shape = recurrent.recurrent_output_shape(EXAMPLES, STEPS, UNITS, sequences=True, bidirectional=True)
    assert both.transpose(1, 0, 2).shape == shape
    assert recurrent.recurrent_output_shape(EXAMPLES, STEPS, UNITS, bidirectional=True) == (EXAMPLES, 2 * UNITS)


def test_gates_that_are_full_or_empty() -> None:
    zeros = np.zeros
    keep = np.repeat([-1e3, 1e3, 0, 1e3], UNITS)
    states, cells = recurrent.lstm_step(XS[0], H, C, zeros((INPUTS, 20)), zeros((UNITS, 20)), keep)
    assert np.allclose(cells, C)
    assert np.allclose(states, np.tanh(C))
    hold = np.repeat([0, 1e3, 0], UNITS)
    assert np.allclose(recurrent.gru_step(XS[0], H, zeros((INPUTS, 15)), zeros((UNITS, 15)), hold), H)


def test_weights_of_another_shape_are_refused() -> None:
    w, u, b = weights(4)
    with pytest.raises(ValueError, match=r"\(2, 5\), \(5, 5\) and \(5,\), not \(2, 20\)"):
        recurrent.rnn_step(XS[0], H, w, u, b)
    with pytest.raises(ValueError, match="have the shapes"):
        recurrent.gru_step(XS[0], H, w, u, b)
    with pytest.raises(ValueError, match="units is at least 1"):
        recurrent.recurrent_output_shape(1, 1, 0)
