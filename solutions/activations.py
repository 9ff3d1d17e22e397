"""Activation functions with their derivatives and ranges: in NumPy, and as formulas in SymPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "Formula",
    "elu",
    "formulas",
    "leaky_relu",
    "relu",
    "relu_derivative",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "tanh_derivative",
]


class Formula(NamedTuple):
    """An activation as SymPy expressions in x (and α), and its range as an interval of the reals.

    low, high : the ends of the range; None for no bound. closed : whether each end is reached.
    """

    function: Any
    derivative: Any
    low: Any
    high: Any
    closed: tuple[bool, bool]


def sigmoid(x: ArrayLike) -> Array:
    """σ(x) = 1/(1 + e⁻ˣ), of the shape of x, in [0, 1] in floating point; no overflow for any x.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 3.10.

    >>> sigmoid([0, 1000, -1000]).tolist()
    [0.5, 1.0, 0.0]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    small = np.exp(-np.abs(values))
    return np.asarray(np.where(values >= 0, 1 / (1 + small), small / (1 + small)))


def sigmoid_derivative(x: ArrayLike) -> Array:
    """σ′(x) = σ(x)(1 − σ(x)), at most ¼.

    >>> float(sigmoid_derivative(0))
    0.25
    """
    import numpy as np

    value = sigmoid(x)
    return np.asarray(value * (1 - value))


def tanh_derivative(x: ArrayLike) -> Array:
    """tanh′(x) = 1 − tanh²(x), at most 1.

    >>> float(tanh_derivative(0))
    1.0
    """
    import numpy as np

    return np.asarray(1 - np.tanh(np.asarray(x, dtype=float)) ** 2)


def relu(x: ArrayLike) -> Array:
    """max(0, x).

    >>> relu([-2, 0, 3]).tolist()
    [0.0, 0.0, 3.0]
    """
    import numpy as np

    return np.asarray(np.maximum(np.asarray(x, dtype=float), 0))


def relu_derivative(x: ArrayLike) -> Array:
    """1 where x is positive, else 0; at 0 frameworks take 0.

    >>> relu_derivative([-2, 0, 3]).tolist()
    [0.0, 0.0, 1.0]
    """
    import numpy as np

    return np.asarray(np.asarray(x, dtype=float) > 0, dtype=float)


def leaky_relu(x: ArrayLike, slope: float = 0.01) -> Array:
    """X where it is positive, slope·x elsewhere; slope in [0, 1).

    Source: Maas, Hannun, Ng, Rectifier nonlinearities improve neural network acoustic models (2013).

    >>> leaky_relu([-2, 3], 0.1).tolist()
    [-0.2, 3.0]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    return np.asarray(np.where(values > 0, values, slope * values))


def elu(x: ArrayLike, alpha: float = 1.0) -> Array:
    """X where it is positive, α(eˣ − 1) elsewhere; it tends to −α.

    Source: Clevert, Unterthiner, Hochreiter, Fast and accurate deep network learning by ELUs (2016), equation 15.

    >>> elu([-1000, 2], 0.5).tolist()
    [-0.5, 2.0]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    return np.asarray(np.where(values > 0, values, alpha * np.expm1(np.minimum(values, 0))))


def softmax(x: ArrayLike, axis: int = -1) -> Array:
    """Probabilities eˣⁱ/Σeˣʲ along an axis, of the shape of x; they sum to 1, without overflow.

    Source: Goodfellow, Bengio, Courville, Deep Learning (2016), section 4.1.

    >>> softmax([1000.0, 1000.0]).tolist()
    [0.5, 0.5]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    powers = np.exp(values - values.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def formulas() -> dict[str, Formula]:
    """The usual activations in SymPy by name, α being positive and below 1 where it is a slope.

    >>> formulas()["sigmoid"].low, formulas()["elu"].low
    (0, -alpha)
    """
    import sympy

    x = sympy.Symbol("x", real=True)
    alpha = sympy.Symbol("alpha", positive=True)
    sigma = 1 / (1 + sympy.exp(-x))
    step = sympy.Piecewise((0, x <= 0), (1, True))
    return {
        "relu": Formula(sympy.Max(0, x), step, 0, None, (True, False)),
        "leaky_relu": Formula(
            sympy.Piecewise((alpha * x, x <= 0), (x, True)),
            sympy.Piecewise((alpha, x <= 0), (1, True)),
            None,
            None,
            (False, False),
        ),
        "elu": Formula(
            sympy.Piecewise((alpha * (sympy.exp(x) - 1), x <= 0), (x, True)),
            sympy.Piecewise((alpha * sympy.exp(x), x <= 0), (1, True)),
            -alpha,
            None,
            (False, False),
        ),
        "sigmoid": Formula(sigma, sigma * (1 - sigma), 0, 1, (False, False)),
        "tanh": Formula(sympy.tanh(x), 1 - sympy.tanh(x) ** 2, -1, 1, (False, False)),
    }
