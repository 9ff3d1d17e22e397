"""Backpropagation through time, and why gradients vanish or explode."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from solutions._checks import above, at_least, below_one
from solutions.activations import sigmoid
from solutions.recurrent import lstm_sequence, rnn_sequence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "LinearRnnGradient",
    "gradient_norm_bound",
    "linear_rnn_gradient",
    "linear_rnn_states",
    "lstm_backward",
    "lstm_cell_retention",
    "rnn_backward",
    "spectral_radius",
    "steps_to_vanish",
    "vanishing_factor",
]

Entry = int | Fraction


class LinearRnnGradient(NamedTuple):
    """Gradients of a loss in the weights w (of the state) and u (of the input), and in the state at the start."""

    w: Entry
    u: Entry
    start: Entry


def linear_rnn_states(inputs: Sequence[Entry], w: Entry, u: Entry = 1, start: Entry = 0) -> tuple[Entry, ...]:
    """The states h_t = w·h_{t−1} + u·x_t of a linear RNN with one unit, after every step; exact.

    inputs : x_1, x_2, … start : h_0.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 10.7, equation 10.36 with an input.

    >>> linear_rnn_states([1, 0, 0], Fraction(1, 2))
    (Fraction(1, 1), Fraction(1, 2), Fraction(1, 4))
    """
    states = [start]
    for x in inputs:
        states.append(w * states[-1] + u * x)
    return tuple(states[1:])


def linear_rnn_gradient(
    upstream: Sequence[Entry],
    inputs: Sequence[Entry],
    w: Entry,
    u: Entry = 1,
    start: Entry = 0,
    *,
    window: int | None = None,
) -> LinearRnnGradient:
    """Backpropagation through time in the linear RNN of linear_rnn_states; exact.

    upstream : ∂L/∂h_t as L sees h_t directly, one for each step: (0, …, 0, 1) for L = h_T. window : truncates, so that
    a step's gradient flows through that step and the window − 1 before it; None for all of them. Raises ValueError
    where the numbers of steps differ, or for a window below 1.

    Source: Werbos, Backpropagation through time (1990); truncation: Williams and Peng, An efficient gradient-based
    algorithm for on-line training of recurrent network trajectories (1990).

    L = h_3 = w²·x_1 + w·x_2 + x_3 at w = 2 and x = (1, 1, 1): ∂L/∂w = 2w + 1.

    >>> linear_rnn_gradient([0, 0, 1], [1, 1, 1], 2)
    LinearRnnGradient(w=5, u=7, start=8)
    """
    if len(upstream) != len(inputs):
        raise ValueError(f"{len(upstream)} upstream gradients for {len(inputs)} steps")
    steps = len(inputs) if window is None else window
    at_least(1 if inputs else 0, window=steps)
    states = (start, *linear_rnn_states(inputs, w, u, start))
    in_w: Entry = 0
    in_u: Entry = 0
    in_start: Entry = 0
    for end, gradient in enumerate(upstream, 1):
        delta = gradient
        first = max(0, end - steps)
        for step in range(end, first, -1):
            in_w += delta * states[step - 1]
            in_u += delta * inputs[step - 1]
            delta = delta * w
        in_start += delta if first == 0 else 0
    return LinearRnnGradient(in_w, in_u, in_start)


def rnn_backward(
    upstream: ArrayLike, xs: ArrayLike, h: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike
) -> tuple[Array, Array, Array, Array, Array]:
    """Gradients in xs, h, w, u and b of a loss whose gradient in rnn_sequence's states is `upstream`.

    upstream : (steps, examples, units), of each state as the loss sees it directly. The others as in rnn_sequence,
    which is run again for the states.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 10.2.2, equations 10.17 to 10.28.

    >>> [each.item() for each in rnn_backward([[[1.0]]], [[[2.0]]], [[3.0]], [[0.0]], [[0.0]], [0.0])]
    [0.0, 0.0, 2.0, 3.0, 1.0]
    """
    import numpy as np

    outer, inputs, from_input, from_state = (np.asarray(each, dtype=float) for each in (upstream, xs, w, u))
    states = rnn_sequence(inputs, h, from_input, from_state, b)
    before = np.concatenate([np.asarray(h, dtype=float)[None], states[:-1]])
    in_xs, in_w, in_u, in_b = (np.zeros(np.shape(each)) for each in (inputs, w, u, b))
    in_h = np.zeros(before[0].shape)
    for step in reversed(range(len(inputs))):
        inner = (outer[step] + in_h) * (1 - states[step] ** 2)
        in_xs[step], in_h = inner @ from_input.T, inner @ from_state.T
        in_w += inputs[step].T @ inner
        in_u += before[step].T @ inner
        in_b += inner.sum(axis=0)
    return in_xs, in_h, in_w, in_u, in_b


def lstm_backward(
    upstream: ArrayLike, xs: ArrayLike, h: ArrayLike, c: ArrayLike, w: ArrayLike, u: ArrayLike, b: ArrayLike
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Gradients in xs, h, c, w, u and b of a loss whose gradient in lstm_sequence's states is `upstream`.

    upstream : (steps, examples, units), of each state as the loss sees it directly. The others as in lstm_sequence.

    Source: Greff et al., LSTM: a search space odyssey (2017), section II.B, without peepholes.

    >>> gradients = lstm_backward([[[1.0]]], [[[2.0]]], [[0.0]], [[0.0]], [[0.0] * 4], [[0.0] * 4], [0.0] * 4)
    >>> gradients[2].item(), gradients[5].tolist()
    (0.25, [0.0, 0.0, 0.25, 0.0])
    """
    import numpy as np

    outer, inputs, from_input, from_state = (np.asarray(each, dtype=float) for each in (upstream, xs, w, u))
    states, cells = lstm_sequence(inputs, h, c, from_input, from_state, b)
    before = np.concatenate([np.asarray(h, dtype=float)[None], states[:-1]])
    cells_before = np.concatenate([np.asarray(c, dtype=float)[None], cells[:-1]])
    in_xs, in_w, in_u, in_b = (np.zeros(np.shape(each)) for each in (inputs, w, u, b))
    in_h, in_c = np.zeros(before[0].shape), np.zeros(before[0].shape)
    for step in reversed(range(len(inputs))):
        sums = inputs[step] @ from_input + before[step] @ from_state + np.asarray(b, dtype=float)
        i, f, g, o = np.split(sums, 4, axis=1)
        i, f, g, o, squashed = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o), np.tanh(cells[step])
        in_state = outer[step] + in_h
        in_cell = in_c + in_state * o * (1 - squashed**2)
        inner = np.concatenate(
            [
                in_cell * g * i * (1 - i),
                in_cell * cells_before[step] * f * (1 - f),
                in_cell * i * (1 - g**2),
                in_state * squashed * o * (1 - o),
            ],
            axis=1,
        )
        in_c = in_cell * f
        in_xs[step], in_h = inner @ from_input.T, inner @ from_state.T
        in_w += inputs[step].T @ inner
        in_u += before[step].T @ inner
        in_b += inner.sum(axis=0)
    return in_xs, in_h, in_c, in_w, in_u, in_b


def vanishing_factor(w: Entry, steps: int, *, slope: Entry = 1) -> Entry:
    """By how much a gradient is scaled on its way back through `steps` steps of an RNN of one unit: (w × slope)^steps.

    slope : of the activation, taken as the same at every step: 1 for a linear unit, at most ¼ for a sigmoid and 1 for
    tanh. Raises ValueError for fewer than 0 steps.

    Source: Bengio, Simard, Frasconi, Learning long-term dependencies with gradient descent is difficult (1994);
    Goodfellow, Bengio, Courville, Deep Learning (2016), section 8.2.5.

    >>> vanishing_factor(Fraction(1, 2), 10), vanishing_factor(2, 10)
    (Fraction(1, 1024), 1024)
    """
    at_least(0, steps=steps)
    return (w * slope) ** steps


def steps_to_vanish(factor: float | Fraction, threshold: float | Fraction) -> int:
    """Least number of steps after which a gradient scaled by `factor` at each step is below `threshold` of its size.

    factor : in [0, 1), else ValueError. threshold : above 0, else ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 8.2.5, solved for the steps.

    >>> steps_to_vanish(Fraction(1, 2), Fraction(1, 1000))
    10
    """
    below_one(factor=factor)
    above(0, threshold=threshold)
    steps = 0
    if factor > 0 and threshold <= 1:
        steps = max(0, math.floor(math.log(threshold) / math.log(factor)) - 1)  # logarithms round; powers decide
    while factor**steps >= threshold:
        steps += 1
    return steps


def spectral_radius(u: ArrayLike) -> float:
    """The largest absolute value of an eigenvalue of a square matrix.

    A linear RNN's gradients vanish in the long run where that of U is below 1, and explode where it is above. Raises
    ValueError for a matrix that is not square.

    Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013), section 2.1.

    >>> spectral_radius([[0.0, 2.0], [0.5, 0.0]])
    1.0
    """
    import numpy as np

    matrix = np.asarray(u, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"the matrix is square, not {matrix.shape}")
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def gradient_norm_bound(u: ArrayLike, steps: int, *, slope: float = 1.0) -> float:
    """Upper bound (slope × largest singular value of U)^steps of the norm of ∂h_T/∂h_{T−steps}.

    slope : the activation's largest derivative, 1 for tanh, ¼ for a sigmoid. steps at least 0, else ValueError. Below
    1 the gradient vanishes; above 1 it need not explode.

    Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013), equation 7.

    >>> gradient_norm_bound([[0.0, 2.0], [0.5, 0.0]], 3)
    8.0
    """
    import numpy as np

    at_least(0, steps=steps)
    return float((slope * np.linalg.norm(np.asarray(u, dtype=float), 2)) ** steps)


def lstm_cell_retention(forget_gates: Sequence[Entry]) -> Entry:
    """Share of a cell's content, and of the gradient along it, that such forget gates leave: their product.

    forget_gates : in [0, 1], else ValueError. With gates of 1 nothing is lost: the constant error carousel.

    Source: Hochreiter and Schmidhuber, Long short-term memory (1997), section 3.2; Gers, Schmidhuber, Cummins (2000).

    >>> lstm_cell_retention([Fraction(9, 10)] * 3)
    Fraction(729, 1000)
    """
    if any(not 0 <= gate <= 1 for gate in forget_gates):
        raise ValueError("a gate lies in [0, 1]")
    return math.prod(forget_gates, start=Fraction(1))
