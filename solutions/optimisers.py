"""Optimisers, a step of each: SGD, Nesterov, AdaGrad, RMSProp, Adam and AdamW; clipping of gradients.

A step takes the parameters, what the optimiser remembers, and the gradient, all arrays of one shape, and returns the
parameters and what it remembers, the parameters first. Steps count from 1. `momentum_step` has a chapter of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from solutions._checks import above, at_least, below_one, same_shape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "adagrad_step",
    "adam_step",
    "adamw_step",
    "averaging_window",
    "bias_correction",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
    "exponential_average",
    "global_norm",
    "gradient_descent_step",
    "nesterov_step",
    "rmsprop_step",
]

_Decay = TypeVar("_Decay", float, Fraction)


def gradient_descent_step(w: ArrayLike, gradient: ArrayLike, rate: float, *, weight_decay: float = 0.0) -> Array:
    """The parameters w − η(g + λw) after a step of (stochastic) gradient descent.

    w, gradient : of one shape. rate : η, above 0. weight_decay : λ, at least 0, the gradient of ½λ‖w‖². Raises
    ValueError for others.

    Source: Robbins and Monro (1951); Goodfellow, Bengio, Courville, Deep Learning (2016), algorithm 8.1 and equation
    7.4.

    >>> gradient_descent_step([1.0, 2.0], [4.0, -4.0], rate=0.25).tolist()
    [0.0, 3.0]
    """
    at_least(0, weight_decay=weight_decay)
    values, slope = _arrays(rate, w=w, gradient=gradient)
    return values - rate * (slope + weight_decay * values)


def nesterov_step(w: ArrayLike, v: ArrayLike, gradient: ArrayLike, rate: float, momentum: float) -> tuple[Array, Array]:
    """Parameters and velocity after a step of Nesterov's momentum: v ← μv + g, then w ← w − η(g + μv).

    w, v, gradient : of one shape. rate : η, above 0. momentum : μ in [0, 1). Raises ValueError for others. The gradient
    is that at w: the look-ahead is in the second term, as in torch.optim.SGD(nesterov=True).

    Source: Sutskever, Martens, Dahl, Hinton, On the importance of initialization and momentum in deep learning (2013),
    equations 3 and 4, with the parameters shifted as in Bengio, Boulanger-Lewandowski, Pascanu (2013), equation 7.

    >>> [each.tolist() for each in nesterov_step([1.0], [2.0], [4.0], rate=0.5, momentum=0.5)]
    [[-2.25], [5.0]]
    """
    below_one(momentum=momentum)
    values, before, slope = _arrays(rate, w=w, v=v, gradient=gradient)
    velocity = momentum * before + slope
    return values - rate * (slope + momentum * velocity), velocity


def adagrad_step(
    w: ArrayLike, s: ArrayLike, gradient: ArrayLike, rate: float, *, epsilon: float = 1e-10
) -> tuple[Array, Array]:
    """Parameters and sums of squares after a step of AdaGrad: s ← s + g², then w ← w − ηg/(√s + ε).

    w, s, gradient : of one shape, s at least 0. rate : η, above 0. epsilon : at least 0. Raises ValueError for others.

    Source: Duchi, Hazan, Singer, Adaptive subgradient methods (2011), figure 1; Goodfellow, Bengio, Courville, Deep
    Learning (2016), algorithm 8.4.

    >>> [each.tolist() for each in adagrad_step([1.0], [9.0], [4.0], rate=0.5, epsilon=0)]
    [[0.6], [25.0]]
    """
    values, sums, slope = _arrays(rate, w=w, s=s, gradient=gradient)
    sums = sums + slope**2
    return _scaled_step(values, rate, slope, sums, epsilon), sums


def rmsprop_step(
    w: ArrayLike, s: ArrayLike, gradient: ArrayLike, rate: float, *, decay: float = 0.9, epsilon: float = 1e-8
) -> tuple[Array, Array]:
    """Parameters and mean squares after a step of RMSProp: s ← ρs + (1 − ρ)g², then w ← w − ηg/(√s + ε).

    w, s, gradient : of one shape, s at least 0. rate : η, above 0. decay : ρ in [0, 1). epsilon : at least 0. Raises
    ValueError for others.

    Source: Tieleman and Hinton, Neural networks for machine learning, lecture 6.5 (2012); Goodfellow, Bengio,
    Courville, Deep Learning (2016), algorithm 8.5.

    >>> [each.tolist() for each in rmsprop_step([1.0], [0.0], [4.0], rate=0.5, decay=0.75, epsilon=0)]
    [[0.0], [4.0]]
    """
    below_one(decay=decay)
    values, squares, slope = _arrays(rate, w=w, s=s, gradient=gradient)
    squares = decay * squares + (1 - decay) * slope**2
    return _scaled_step(values, rate, slope, squares, epsilon), squares


def adam_step(
    w: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
    gradient: ArrayLike,
    step: int,
    rate: float = 1e-3,
    *,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[Array, Array, Array]:
    """Parameters and both moments after a step of Adam, with bias correction.

    m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²; then w ← w − η·m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ).
    The moments are returned without the correction, as the next step takes them.

    w, m, v, gradient : of one shape, v at least 0, m and v 0 at first. step : t, from 1. rate : η, above 0. beta1,
    beta2 : in [0, 1). epsilon : at least 0. Raises ValueError for others.

    Source: Kingma and Ba, Adam (2015), algorithm 1.

    The first step has the length of the rate, whatever the gradient:

    >>> adam_step([1.0], [0.0], [0.0], [8.0], step=1, rate=0.5, epsilon=0)[0].tolist()
    [0.5]
    """
    values, first, second, slope = _arrays(rate, w=w, m=m, v=v, gradient=gradient)
    first = beta1 * first + (1 - beta1) * slope
    second = beta2 * second + (1 - beta2) * slope**2
    mean, square = first / bias_correction(beta1, step), second / bias_correction(beta2, step)
    return _scaled_step(values, rate, mean, square, epsilon), first, second


def adamw_step(
    w: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
    gradient: ArrayLike,
    step: int,
    rate: float = 1e-3,
    *,
    weight_decay: float = 0.01,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[Array, Array, Array]:
    """Parameters and both moments after a step of AdamW: the weights shrink by η·λ·w beside Adam's step.

    weight_decay : λ, at least 0, else ValueError. It does not enter the moments, hence is not divided by √v̂. Otherwise
    as adam_step.

    Source: Loshchilov and Hutter, Decoupled weight decay regularization (2019), algorithm 2; the rate multiplies λ as
    in torch.optim.AdamW.

    >>> adamw_step([1.0], [0.0], [0.0], [8.0], step=1, rate=0.5, weight_decay=0.5, epsilon=0)[0].tolist()
    [0.25]
    """
    import numpy as np

    at_least(0, weight_decay=weight_decay)
    moved, first, second = adam_step(w, m, v, gradient, step, rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    return np.asarray(moved - rate * weight_decay * np.asarray(w, dtype=float)), first, second


def bias_correction(beta: _Decay, step: int) -> _Decay:
    """Divisor that corrects Adam's averages: 1 − βᵗ, the sum of the weights in an average that began at 0.

    beta : in [0, 1); exact for a Fraction. step : t, from 1. Raises ValueError for others.

    Source: Kingma and Ba, Adam (2015), section 3.

    >>> bias_correction(Fraction(9, 10), 2)
    Fraction(19, 100)
    """
    below_one(beta=beta)
    at_least(1, step=step)
    return 1 - beta**step


def exponential_average(
    values: Sequence[int | Fraction], beta: Fraction, *, corrected: bool = True
) -> tuple[Fraction, ...]:
    """The averages m ← βm + (1 − β)x from m = 0 after each value; exact.

    beta : in [0, 1), else ValueError. corrected : divided by bias_correction, which makes the first one the first value
    and leaves equal values as they are.

    Source: Kingma and Ba, Adam (2015), section 3.

    >>> exponential_average([4, 4], Fraction(1, 2)), exponential_average([4, 4], Fraction(1, 2), corrected=False)
    ((Fraction(4, 1), Fraction(4, 1)), (Fraction(2, 1), Fraction(3, 1)))
    """
    below_one(beta=beta)
    averages, average = [], Fraction(0)
    for step, value in enumerate(values, 1):
        average = beta * average + (1 - beta) * value
        averages.append(average / bias_correction(beta, step) if corrected else average)
    return tuple(averages)


def averaging_window(beta: Fraction) -> Fraction:
    """Approximate number of values in an exponential average: 1/(1 − β), after which a weight has fallen to about 1/e.

    beta : in [0, 1), else ValueError.

    Source: Ng, Deep learning specialization, course 2 (2017), "Understanding exponentially weighted averages".

    >>> averaging_window(Fraction(9, 10)), averaging_window(Fraction(999, 1000))
    (Fraction(10, 1), Fraction(1000, 1))
    """
    below_one(beta=beta)
    return 1 / (1 - Fraction(beta))


def clip_by_value(gradient: ArrayLike, limit: float) -> Array:
    """The gradient with each entry cut to [−limit, limit]; its direction may change.

    limit : above 0, else ValueError.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 10.11.1.

    >>> clip_by_value([3.0, -0.5], 1.0).tolist()
    [1.0, -0.5]
    """
    import numpy as np

    above(0, limit=limit)
    return np.asarray(np.clip(np.asarray(gradient, dtype=float), -limit, limit))


def clip_by_norm(gradient: ArrayLike, limit: float) -> Array:
    """The gradient scaled down to the Euclidean norm `limit` where it is longer; its direction stays.

    limit : above 0, else ValueError.

    Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013), algorithm 1.

    >>> clip_by_norm([3.0, 4.0], 2.5).tolist(), clip_by_norm([3.0, 4.0], 10.0).tolist()
    ([1.5, 2.0], [3.0, 4.0])
    """
    return clip_by_global_norm([gradient], limit)[0]


def clip_by_global_norm(gradients: Sequence[ArrayLike], limit: float) -> list[Array]:
    """All gradients scaled down by one factor to the joint norm `limit` where it is larger.

    limit : above 0, else ValueError.

    Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013), section 3.2;
    torch.nn.utils.clip_grad_norm_.

    >>> [each.tolist() for each in clip_by_global_norm([[3.0], [[4.0]]], 2.5)]
    [[1.5], [[2.0]]]
    """
    import numpy as np

    above(0, limit=limit)
    scale = limit / max(limit, global_norm(gradients))
    return [np.asarray(gradient, dtype=float) * scale for gradient in gradients]


def global_norm(gradients: Sequence[ArrayLike]) -> float:
    """The Euclidean norm of all entries of all gradients together.

    Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks (2013), section 3.2.

    >>> global_norm([[3.0], [[4.0]]])
    5.0
    """
    import numpy as np

    return float(sum((np.asarray(gradient, dtype=float) ** 2).sum() for gradient in gradients) ** 0.5)


def _arrays(rate: float, **given: ArrayLike) -> list[Array]:
    import numpy as np

    above(0, rate=rate)
    arrays = {name: np.asarray(each, dtype=float) for name, each in given.items()}
    same_shape(**{name: each.shape for name, each in arrays.items()})
    return list(arrays.values())


def _scaled_step(w: Array, rate: float, slope: Array, squares: Array, epsilon: float) -> Array:
    """The place w − η·slope/(√squares + ε); no step where the slope is 0."""
    import numpy as np

    at_least(0, epsilon=epsilon)
    if np.any(squares < 0):
        raise ValueError("mean squares are at least 0")
    divisor = np.sqrt(squares) + epsilon
    return np.asarray(w - rate * slope / np.where(divisor > 0, divisor, 1))
