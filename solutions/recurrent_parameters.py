"""Parameters of recurrent layers, with one bias vector per gate as in textbooks and Keras, or two as in PyTorch.

Stacked layers take the states of the layer below, those of both directions where it is bidirectional.
"""

from __future__ import annotations

from solutions._checks import at_least

__all__ = [
    "embedding_parameters",
    "gru_parameters",
    "lstm_parameters",
    "rnn_parameters",
]


def rnn_parameters(inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False) -> int:
    """Number of learned parameters of a simple recurrent layer: units × (inputs + units + biases).

    inputs, units, layers : at least 1. biases : bias vectors, 0, 1 (textbooks, Keras) or 2 (torch.nn.RNN, one for the
    input and one for the state). layers : stacked. bidirectional : each layer has the weights of two. Raises ValueError
    for a number out of its range.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equations 10.8 and 10.9.

    >>> rnn_parameters(10, 20), rnn_parameters(10, 20, biases=2)
    (620, 640)
    """
    return _parameters(1, inputs, units, biases, layers, bidirectional)


def lstm_parameters(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False, projection: int = 0
) -> int:
    """Number of learned parameters of an LSTM: 4 × units × (inputs + units + biases), for three gates and the cell.

    biases : bias vectors, 0, 1 (textbooks, Keras) or 2 (torch.nn.LSTM, cuDNN). projection : below `units`; the state is
    projected to so many numbers without a bias, 0 for none. Otherwise as rnn_parameters.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), equations 10.40 to 10.44; projection: Sak, Senior,
    Beaufays, Long short-term memory based recurrent neural network architectures (2014).

    >>> lstm_parameters(28, 100), lstm_parameters(28, 100, biases=2)
    (51600, 52000)
    """
    return _parameters(4, inputs, units, biases, layers, bidirectional, projection)


def gru_parameters(inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False) -> int:
    """Number of learned parameters of a GRU: 3 × units × (inputs + units + biases), for two gates and the state.

    biases : bias vectors, 0, 1 (the paper, Keras with reset_after=False) or 2 (Keras' default, torch.nn.GRU, cuDNN).
    Otherwise as rnn_parameters.

    Source: Cho et al., Learning phrase representations using RNN encoder–decoder (2014), equations 5 to 8.

    >>> gru_parameters(28, 100), gru_parameters(28, 100, biases=2)
    (38700, 39000)
    """
    return _parameters(3, inputs, units, biases, layers, bidirectional)


def embedding_parameters(vocabulary: int, width: int) -> int:
    """Number of learned parameters of an embedding: a vector of `width` numbers for each token, no biases.

    vocabulary, width : at least 1, else ValueError.

    Source: Bengio, Ducharme, Vincent, Jauvin, A neural probabilistic language model (2003), section 2.

    >>> embedding_parameters(10_000, 300)
    3000000
    """
    at_least(1, vocabulary=vocabulary, width=width)
    return vocabulary * width


def _parameters(
    gates: int, inputs: int, units: int, biases: int, layers: int, bidirectional: bool, projection: int = 0
) -> int:
    at_least(1, inputs=inputs, units=units, layers=layers)
    if biases not in (0, 1, 2):
        raise ValueError(f"a gate has 0, 1 or 2 biases, not {biases}")
    if not 0 <= projection < units:
        raise ValueError(f"a projection is below the {units} units, not {projection}")
    state, directions = projection or units, 2 if bidirectional else 1
    total = 0
    for layer in range(layers):
        seen = inputs if layer == 0 else state * directions
        total += directions * (gates * units * (seen + state + biases) + projection * units)
    return total
