"""Recurrent layers: one step and whole sequences of RNN, LSTM and GRU, and both directions.

Weights act from the right, as in `dense_forward`: x is (examples, inputs), the weights w of the inputs are (inputs,
gates × units), the weights u of the state (units, gates × units), the biases b (gates × units,). The gates' blocks
stand next to each other, in the order of PyTorch and Keras for the LSTM (i, f, g, o) and of PyTorch for the GRU (r, z,
n). Sequences are (steps, examples, inputs).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from solutions._checks import at_least
from solutions.activations import sigmoid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "bidirectional_sequence",
    "gru_sequence",
    "gru_step",
    "lstm_sequence",
    "lstm_step",
    "recurrent_output_shape",
    "rnn_sequence",
    "rnn_step",
]


def rnn_step(x: ArrayLike, h: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike) -> Array:
    """Next state of a simple recurrent layer, tanh(x·W + h·U + b); (examples, units).

    x : (examples, inputs). h : (examples, units). w : (inputs, units). u : (units, units). b : (units,). Raises
    ValueError where the shapes do not fit.

    Source: Elman, Finding structure in time (1990); Goodfellow, Bengio, Courville, Deep Learning (2016), equations 10.8
    and 10.9.

    >>> rnn_step([[1.0]], [[0.5]], [[2.0]], [[-4.0]], [0.0]).tolist()
    [[0.0]]
    """
    import numpy as np

    return np.asarray(np.tanh(_sums(x, h, w, u, b, gates=1)))


def lstm_step(
    x: ArrayLike, h: ArrayLike, c: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike
) -> tuple[Array, Array]:
    """Next state and cell of an LSTM: c′ = f∘c + i∘g and h′ = o∘tanh(c′), each (examples, units).

    x : (examples, inputs). h, c : (examples, units). w : (inputs, 4·units), u : (units, 4·units) and b : (4·units,) in
    blocks i, f, g, o: the input, forget and output gates pass a sigmoid, the candidate g a tanh. Raises ValueError
    where the shapes do not fit.

    Source: Hochreiter and Schmidhuber, Long short-term memory (1997), with the forget gate of Gers, Schmidhuber,
    Cummins, Learning to forget (2000); Goodfellow, Bengio, Courville, Deep Learning (2016), equations 10.40 to 10.44.

    With all weights 0 every gate is half open:

    >>> [each.tolist() for each in lstm_step([[1.0]], [[0.0]], [[0.0]], [[0.0] * 4], [[0.0] * 4], [0.0] * 4)]
    [[[0.0]], [[0.0]]]
    >>> lstm_step([[1.0]], [[0.0]], [[3.0]], [[0.0] * 4], [[0.0] * 4], [0.0] * 4)[1].tolist()
    [[1.5]]
    """
    import numpy as np

    i, f, g, o = np.split(_sums(x, h, w, u, b, gates=4), 4, axis=1)
    cell = sigmoid(f) * np.asarray(c, dtype=float) + sigmoid(i) * np.tanh(g)
    return np.asarray(sigmoid(o) * np.tanh(cell)), np.asarray(cell)


def gru_step(
    x: ArrayLike,
    h: ArrayLike,
    w: ArrayLike,
    u: ArrayLike,
    b: ArrayLike,
    recurrent_b: ArrayLike | None = None,
    *,
    reset_after: bool = True,
) -> Array:
    """Next state of a GRU, (1 − z)∘n + z∘h; (examples, units).

    x : (examples, inputs). h : (examples, units). w : (inputs, 3·units), u : (units, 3·units) and b : (3·units,) in
    blocks r, z, n: the reset and update gates pass a sigmoid, the candidate n a tanh. recurrent_b : (3·units,), added
    to h·U. reset_after : the reset gate multiplies h·U (cuDNN, PyTorch and Keras), else it multiplies h (the paper).
    Raises ValueError where the shapes do not fit.

    Source: Cho et al., Learning phrase representations using RNN encoder–decoder (2014), equations 5 to 8; PyTorch,
    torch.nn.GRU. In Chung et al. (2014) z and 1 − z change places.

    With all weights 0 the state is halved:

    >>> gru_step([[1.0]], [[3.0]], [[0.0] * 3], [[0.0] * 3], [0.0] * 3).tolist()
    [[1.5]]
    """
    import numpy as np

    state, weights = np.asarray(h, dtype=float), np.asarray(u, dtype=float)
    units = state.shape[-1]
    second = np.zeros(3 * units) if recurrent_b is None else np.asarray(recurrent_b, dtype=float)
    from_input = _sums(x, h, w, np.zeros_like(weights), b, gates=3)
    r, z = np.split(sigmoid((from_input + state @ weights + second)[:, : 2 * units]), 2, axis=1)
    inner, shift = weights[:, 2 * units :], second[2 * units :]
    recalled = r * (state @ inner + shift) if reset_after else (r * state) @ inner + shift
    candidate = np.tanh(from_input[:, 2 * units :] + recalled)
    return np.asarray((1 - z) * candidate + z * state)


def rnn_sequence(xs: ArrayLike, h: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike) -> Array:
    """States of a simple recurrent layer after every step of a sequence; (steps, examples, units).

    xs : (steps, examples, inputs). h : the state before the first step. Otherwise as rnn_step.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 10.2.

    >>> rnn_sequence([[[1.0]], [[0.0]]], [[0.0]], [[1.0]], [[1.0]], [0.0]).round(3).ravel().tolist()
    [0.762, 0.642]
    """
    import numpy as np

    states = [np.asarray(h, dtype=float)]
    for x in np.asarray(xs, dtype=float):
        states.append(rnn_step(x, states[-1], w, u, b))
    return np.stack(states)[1:]


def lstm_sequence(
    xs: ArrayLike, h: ArrayLike, c: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike
) -> tuple[Array, Array]:
    """States and cells of an LSTM after every step of a sequence, each (steps, examples, units).

    xs : (steps, examples, inputs). h, c : before the first step. Otherwise as lstm_step.

    Source: Hochreiter and Schmidhuber, Long short-term memory (1997); Gers, Schmidhuber, Cummins (2000).

    A forget gate held open and an input gate held closed keep the cell:

    >>> closed, opened = -100.0, 100.0
    >>> lstm_sequence([[[9.0]]] * 5, [[0.0]], [[0.25]], [[0.0] * 4], [[0.0] * 4], [closed, opened, 0, 0])[1][-1].item()
    0.25
    """
    import numpy as np

    states, cells = [np.asarray(h, dtype=float)], [np.asarray(c, dtype=float)]
    for x in np.asarray(xs, dtype=float):
        state, cell = lstm_step(x, states[-1], cells[-1], w, u, b)
        states.append(state)
        cells.append(cell)
    return np.stack(states)[1:], np.stack(cells)[1:]


def gru_sequence(
    xs: ArrayLike,
    h: ArrayLike,
    w: ArrayLike,
    u: ArrayLike,
    b: ArrayLike,
    recurrent_b: ArrayLike | None = None,
    *,
    reset_after: bool = True,
) -> Array:
    """States of a GRU after every step of a sequence; (steps, examples, units).

    xs : (steps, examples, inputs). h : the state before the first step. Otherwise as gru_step.

    Source: Cho et al., Learning phrase representations using RNN encoder–decoder (2014), equations 5 to 8.

    >>> gru_sequence([[[1.0]], [[1.0]]], [[4.0]], [[0.0] * 3], [[0.0] * 3], [0.0] * 3).ravel().tolist()
    [2.0, 1.0]
    """
    import numpy as np

    states = [np.asarray(h, dtype=float)]
    for x in np.asarray(xs, dtype=float):
        states.append(gru_step(x, states[-1], w, u, b, recurrent_b, reset_after=reset_after))
    return np.stack(states)[1:]


def bidirectional_sequence(
    xs: ArrayLike, forward: Callable[[Array], Array], backward: Callable[[Array], Array]
) -> Array:
    """States of both directions side by side, those of one step together: (steps, examples, 2·units).

    xs : (steps, examples, inputs). forward, backward : layers with weights of their own, from such a sequence to its
    states (steps, examples, units); `backward` is given the sequence from its end on.

    Source: Schuster and Paliwal, Bidirectional recurrent neural networks (1997).

    Here each direction adds up what it has seen:

    >>> def running_sum(xs):
    ...     return xs.cumsum(axis=0)
    >>> bidirectional_sequence([[[1.0]], [[2.0]], [[4.0]]], running_sum, running_sum).tolist()
    [[[1.0, 7.0]], [[3.0, 6.0]], [[7.0, 4.0]]]
    """
    import numpy as np

    sequence = np.asarray(xs, dtype=float)
    return np.concatenate([forward(sequence), backward(sequence[::-1])[::-1]], axis=-1)


def recurrent_output_shape(
    batch: int, steps: int, units: int, *, sequences: bool = False, bidirectional: bool = False
) -> tuple[int, ...]:
    """Shape of a recurrent layer's output: (batch, units), or (batch, steps, units) with the states of all steps.

    batch, steps, units : at least 1, else ValueError. sequences : whether every step's state is put out, not the last
    one alone (Keras' return_sequences). bidirectional : the states of both directions are put side by side.

    Source: Keras, keras.layers.LSTM and keras.layers.Bidirectional; Schuster and Paliwal (1997).

    >>> recurrent_output_shape(32, 10, 64), recurrent_output_shape(32, 10, 64, sequences=True, bidirectional=True)
    ((32, 64), (32, 10, 128))
    """
    at_least(1, batch=batch, steps=steps, units=units)
    width = units * (2 if bidirectional else 1)
    return (batch, steps, width) if sequences else (batch, width)


def _sums(x: ArrayLike, h: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike, *, gates: int) -> Array:
    """x·W + h·U + b, all gates next to each other."""
    import numpy as np

    inputs, state, from_input, from_state, bias = (np.asarray(each, dtype=float) for each in (x, h, w, u, b))
    units = state.shape[-1]
    expected = ((inputs.shape[-1], gates * units), (units, gates * units), (gates * units,))
    if (from_input.shape, from_state.shape, bias.shape) != expected:
        shapes = f"{from_input.shape}, {from_state.shape} and {bias.shape}"
        raise ValueError("w, u and b have the shapes {}, {} and {}".format(*expected) + f", not {shapes}")
    return np.asarray(inputs @ from_input + state @ from_state + bias)
