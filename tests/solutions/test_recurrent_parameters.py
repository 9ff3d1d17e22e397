"""Parameters of recurrent layers, in both conventions of their biases, against Keras and PyTorch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import recurrent_parameters

GATES = {
    recurrent_parameters.rnn_parameters: 1,
    recurrent_parameters.lstm_parameters: 4,
    recurrent_parameters.gru_parameters: 3,
}


@pytest.mark.parametrize(
    ("solver", "options", "without", "with_both"),
    [
        # PyTorch 2.13.0: Σ p.numel() of torch.nn.RNN(28, 100), LSTM and GRU with these options, bias=False and True
        (recurrent_parameters.rnn_parameters, {"layers": 2, "bidirectional": True}, 85_600, 86_400),
        (recurrent_parameters.lstm_parameters, {"layers": 2}, 131_200, 132_800),
        (recurrent_parameters.lstm_parameters, {"bidirectional": True}, 102_400, 104_000),
        (recurrent_parameters.lstm_parameters, {"layers": 2, "projection": 20}, 39_200, 40_800),
        (recurrent_parameters.gru_parameters, {"layers": 3, "bidirectional": True}, 436_800, 440_400),
    ],
)
def test_pytorch(solver: Callable[..., int], options: dict[str, Any], without: int, with_both: int) -> None:
    assert solver(28, 100, biases=0, **options) == without
    assert solver(28, 100, biases=2, **options) == with_both
    assert 2 * solver(28, 100, **options) == without + with_both


def test_both_conventions_of_biases() -> None:
    # Keras: count_params() of SimpleRNN(100), LSTM(100) and GRU(100, reset_after=False) on 28 inputs
    assert [solver(28, 100) for solver in GATES] == [12_900, 51_600, 38_700]
    # PyTorch: torch.nn.RNN(28, 100), torch.nn.LSTM(28, 100), torch.nn.GRU(28, 100)
    assert [solver(28, 100, biases=2) for solver in GATES] == [13_000, 52_000, 39_000]


def test_kerass_example_of_sentiment_has_its_printed_parameters() -> None:
    # keras.io, "Bidirectional LSTM on IMDB": 2 757 761 parameters, 98 816 of them in each of the LSTMs' summaries
    lstm = recurrent_parameters.lstm_parameters(128, 64, bidirectional=True)
    assert lstm == 98_816
    assert recurrent_parameters.lstm_parameters(128, 64, layers=2, bidirectional=True) == 2 * lstm
    assert recurrent_parameters.embedding_parameters(20_000, 128) + 2 * lstm + 129 == 2_757_761


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 2), st.integers(1, 3), st.booleans())
def test_they_are_the_sizes_of_the_arrays(inputs: int, units: int, biases: int, layers: int, both: bool) -> None:
    for solver, gates in GATES.items():
        total = 0
        for layer in range(layers):
            width = inputs if layer == 0 else units * (1 + both)
            for _ in range(1 + both):
                total += np.zeros((width, gates * units)).size + np.zeros((units, gates * units)).size
                total += np.zeros((biases, gates * units)).size
        assert solver(inputs, units, biases=biases, layers=layers, bidirectional=both) == total


def test_numbers_out_of_range_are_refused() -> None:
    for solver in GATES:
        with pytest.raises(ValueError, match="0, 1 or 2 biases"):
            solver(3, 4, biases=3)
        with pytest.raises(ValueError, match="inputs is at least 1"):
            solver(0, 4)
    with pytest.raises(ValueError, match="below the 4 units"):
        recurrent_parameters.lstm_parameters(3, 4, projection=4)
    with pytest.raises(ValueError, match="vocabulary is at least 1"):
        recurrent_parameters.embedding_parameters(0, 4)
