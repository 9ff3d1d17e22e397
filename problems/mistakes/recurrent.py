"""Misconceptions about recurrent layers: gates, parameters, and gradients through time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions import recurrent_gradients, recurrent_parameters
from solutions.activations import sigmoid
from solutions.recurrent_gradients import Entry, LinearRnnGradient

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]


def rnn_without_the_state(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False
) -> int:
    """These are the weights of the input. What else does a unit listen to at each step?"""
    return units * (inputs + biases)


def rnn_with_weights_for_each_unit(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False
) -> int:
    """Does a unit hear only its own last state, or that of the whole layer?"""
    return units * (inputs + 1 + biases)


def lstm_with_three_gates(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False
) -> int:
    """You counted the gates. What proposes the content that the input gate lets in?"""
    return recurrent_parameters.gru_parameters(inputs, units, biases=biases, layers=layers, bidirectional=bidirectional)


def lstm_without_biases(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False
) -> int:
    """These are the weights. What is added in every gate before its activation?"""
    return recurrent_parameters.lstm_parameters(inputs, units, biases=0, layers=layers, bidirectional=bidirectional)


def lstm_as_one_rnn(inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False) -> int:
    """Do all gates share one set of weights, or does each have its own?"""
    return recurrent_parameters.rnn_parameters(inputs, units, biases=biases, layers=layers, bidirectional=bidirectional)


def lstm_whose_upper_layers_see_the_input(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False
) -> int:
    """What does a layer on top take in: the sequence itself, or the states of the layer below?"""
    return layers * recurrent_parameters.lstm_parameters(inputs, units, biases=biases, bidirectional=bidirectional)


def lstm_whose_directions_share_weights(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False
) -> int:
    """Two directions read the sequence. Do they read it with the same weights?"""
    return recurrent_parameters.lstm_parameters(inputs, units, biases=biases, layers=layers)


def gru_as_an_lstm(inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False) -> int:
    """Which gates does this cell have? It has no cell state apart from its output."""
    return recurrent_parameters.lstm_parameters(
        inputs, units, biases=biases, layers=layers, bidirectional=bidirectional
    )


def gru_with_its_gates_alone(
    inputs: int, units: int, *, biases: int = 1, layers: int = 1, bidirectional: bool = False
) -> int:
    """These are the parameters of the gates. What computes the new state that they choose from?"""
    return 2 * recurrent_parameters.rnn_parameters(
        inputs, units, biases=biases, layers=layers, bidirectional=bidirectional
    )


def lstm_step_without_forgetting(
    x: ArrayLike, h: ArrayLike, c: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike
) -> tuple[Array, Array]:
    """Does all of the old cell stay? One of the gates decides that."""
    import numpy as np

    i, _, g, o = _blocks(x, h, w, u, b)
    cell = np.asarray(c, dtype=float) + sigmoid(i) * np.tanh(g)
    return np.asarray(sigmoid(o) * np.tanh(cell)), np.asarray(cell)


def lstm_step_without_the_last_tanh(
    x: ArrayLike, h: ArrayLike, c: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike
) -> tuple[Array, Array]:
    """The cell may grow beyond all bounds. What keeps the output within them?"""
    import numpy as np

    i, f, g, o = _blocks(x, h, w, u, b)
    cell = sigmoid(f) * np.asarray(c, dtype=float) + sigmoid(i) * np.tanh(g)
    return np.asarray(sigmoid(o) * cell), np.asarray(cell)


def lstm_step_with_a_sigmoid_candidate(
    x: ArrayLike, h: ArrayLike, c: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike
) -> tuple[Array, Array]:
    """Can your cell ever be lowered by new content? Which activation takes both signs?"""
    import numpy as np

    i, f, g, o = _blocks(x, h, w, u, b)
    cell = sigmoid(f) * np.asarray(c, dtype=float) + sigmoid(i) * sigmoid(g)
    return np.asarray(sigmoid(o) * np.tanh(cell)), np.asarray(cell)


def gradient_of_the_last_step_alone(
    upstream: Sequence[Entry], inputs: Sequence[Entry], w: Entry, u: Entry = 1, start: Entry = 0
) -> LinearRnnGradient:
    """The same weight was used at earlier steps, too. By which paths does it reach the loss?"""
    return recurrent_gradients.linear_rnn_gradient(upstream, inputs, w, u, start, window=1)


def gradient_without_the_chain(
    upstream: Sequence[Entry], inputs: Sequence[Entry], w: Entry, u: Entry = 1, start: Entry = 0
) -> LinearRnnGradient:
    """On its way back the gradient passes every step in between. By what is it multiplied there?"""
    states = (start, *recurrent_gradients.linear_rnn_states(inputs, w, u, start))
    total: Entry = sum(upstream)
    in_w = sum((total * state for state in states[:-1]), Fraction(0))
    return LinearRnnGradient(in_w, sum((total * x for x in inputs), Fraction(0)), total)


def factor_that_grows_with_the_steps(w: Entry, steps: int, *, slope: Entry = 1) -> Entry:
    """Each step multiplies what came through the step before. Is that a multiple or a power?"""
    return w * slope * steps


def factor_without_the_activation(w: Entry, steps: int, *, slope: Entry = 1) -> Entry:
    """The gradient passes the activation at every step as well. What does that do to it?"""
    return recurrent_gradients.vanishing_factor(w, steps)


def _blocks(x: ArrayLike, h: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike) -> list[Array]:
    import numpy as np

    inputs, state, from_input, from_state, bias = (np.asarray(each, dtype=float) for each in (x, h, w, u, b))
    return np.split(inputs @ from_input + state @ from_state + bias, 4, axis=1)


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "rnn_parameters": (rnn_without_the_state, rnn_with_weights_for_each_unit),
    "lstm_parameters": (
        lstm_with_three_gates,
        lstm_without_biases,
        lstm_as_one_rnn,
        lstm_whose_upper_layers_see_the_input,
        lstm_whose_directions_share_weights,
    ),
    "gru_parameters": (gru_as_an_lstm, gru_with_its_gates_alone),
    "lstm_step": (
        lstm_step_without_forgetting,
        lstm_step_without_the_last_tanh,
        lstm_step_with_a_sigmoid_candidate,
    ),
    "linear_rnn_gradient": (gradient_of_the_last_step_alone, gradient_without_the_chain),
    "vanishing_factor": (factor_that_grows_with_the_steps, factor_without_the_activation),
}
