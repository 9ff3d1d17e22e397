"""Normalising flows: change of variables, log-determinants, coupling and planar layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "affine_coupling",
    "affine_coupling_inverse",
    "affine_coupling_log_determinant",
    "flow_log_density",
    "linear_flow_log_determinant",
    "planar_flow",
    "planar_flow_log_determinant",
]


def flow_log_density(base_log_density: ArrayLike, log_determinants: ArrayLike) -> Array:
    """The log-density log p(x) of x = f(z) in nats: log p(z) − Σ log|det ∂f_k/∂z| over the layers from z to x.

    base_log_density : (examples,), log p(z). log_determinants : (layers, examples), of each layer in the direction from
    z to x; in the other direction they have the other sign. Raises ValueError where the examples differ in number.

    Source: Rezende and Mohamed, Variational inference with normalizing flows (2015), equations 5 and 7.

    >>> flow_log_density([-1.0], [[0.5], [0.25]]).tolist()
    [-1.75]
    """
    import numpy as np

    base, logarithms = np.asarray(base_log_density, dtype=float), np.asarray(log_determinants, dtype=float)
    if logarithms.ndim != base.ndim + 1 or logarithms.shape[1:] != base.shape:
        raise ValueError(f"log-determinants of shape (layers, *{base.shape}) are needed, not {logarithms.shape}")
    return np.asarray(base - logarithms.sum(axis=0))


def affine_coupling(z: ArrayLike, log_scale: ArrayLike, shift: ArrayLike) -> Array:
    """A coupling layer: the first half of z unchanged, the second times exp(s) plus t.

    z : (…, dimensions), an even number of them. log_scale s, shift t : (…, dimensions/2), what a network makes of the
    first half. Raises ValueError for an odd number.

    Source: Dinh, Sohl-Dickstein, Bengio, Density estimation using Real NVP (2017), equations 4 and 5.

    >>> affine_coupling([1.0, 2.0], [0.0], [3.0]).tolist()
    [1.0, 5.0]
    """
    import numpy as np

    first, second = _halves(z)
    return np.concatenate([first, second * np.exp(np.asarray(log_scale, dtype=float)) + np.asarray(shift)], axis=-1)


def affine_coupling_inverse(x: ArrayLike, log_scale: ArrayLike, shift: ArrayLike) -> Array:
    """The z that affine_coupling takes to x: the second half less t, times exp(−s). The network is not inverted.

    Arguments and errors : as for affine_coupling, s and t of the first half of x, which is that of z.

    Source: Dinh, Sohl-Dickstein, Bengio, Density estimation using Real NVP (2017), equation 8.

    >>> affine_coupling_inverse([1.0, 5.0], [0.0], [3.0]).tolist()
    [1.0, 2.0]
    """
    import numpy as np

    first, second = _halves(x)
    return np.concatenate([first, (second - np.asarray(shift)) * np.exp(-np.asarray(log_scale, dtype=float))], axis=-1)


def affine_coupling_log_determinant(log_scale: ArrayLike) -> Array:
    """The log-determinant of the Jacobian of affine_coupling: Σ s over the last axis; the Jacobian is triangular.

    Source: Dinh, Sohl-Dickstein, Bengio, Density estimation using Real NVP (2017), equation 6.

    >>> affine_coupling_log_determinant([[0.5, 1.0], [0.0, 0.0]]).tolist()
    [1.5, 0.0]
    """
    import numpy as np

    return np.asarray(np.asarray(log_scale, dtype=float).sum(axis=-1))


def linear_flow_log_determinant(weights: ArrayLike, *, positions: int = 1) -> float:
    """The log-determinant of x = W·z, applied at every position: positions·log|det W|; −∞ where W is singular.

    weights : (channels, channels). positions : height × width for an invertible 1×1 convolution, at least 1. Raises
    ValueError otherwise.

    Source: Kingma and Dhariwal, Glow (2018), table 1 and equation 9.

    >>> round(linear_flow_log_determinant([[2.0, 0.0], [1.0, 3.0]], positions=4), 6)
    7.167038
    """
    import numpy as np

    matrix = np.asarray(weights, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or positions < 1:
        raise ValueError("a square matrix and at least 1 position are needed")
    return float(positions * np.linalg.slogdet(matrix).logabsdet)


def planar_flow(z: ArrayLike, u: ArrayLike, w: ArrayLike, b: float) -> Array:
    """A planar layer x = z + u·tanh(wᵀz + b), of the shape of z.

    z : (…, dimensions). u, w : (dimensions,). It is invertible if wᵀu is at least −1.

    Source: Rezende and Mohamed, Variational inference with normalizing flows (2015), equation 10.

    >>> planar_flow([3.0, 1.0], [2.0, 0.0], [0.0, 1.0], -1.0).tolist()
    [3.0, 1.0]
    """
    import numpy as np

    points, direction = np.asarray(z, dtype=float), np.asarray(w, dtype=float)
    return np.asarray(points + np.tanh(points @ direction + b)[..., None] * np.asarray(u, dtype=float))


def planar_flow_log_determinant(z: ArrayLike, u: ArrayLike, w: ArrayLike, b: float) -> Array:
    """The log-determinant of the Jacobian of planar_flow at z: log|1 + tanh′(wᵀz + b)·uᵀw|.

    The last axis of z is lost. Arguments : as for planar_flow. By the matrix determinant lemma two inner products do.

    Source: Rezende and Mohamed, Variational inference with normalizing flows (2015), equations 11 and 12.

    >>> planar_flow_log_determinant([0.0, 0.0], [1.0, 0.0], [1.0, 1.0], 0.0).round(6).tolist()
    0.693147
    """
    import numpy as np

    direction = np.asarray(w, dtype=float)
    slope = 1 - np.tanh(np.asarray(z, dtype=float) @ direction + b) ** 2
    return np.asarray(np.log(np.abs(1 + slope * (np.asarray(u, dtype=float) @ direction))))


def _halves(values: ArrayLike) -> tuple[Array, Array]:
    import numpy as np

    array = np.asarray(values, dtype=float)
    if array.shape[-1] % 2:
        raise ValueError(f"{array.shape[-1]} dimensions do not split into halves")
    half = array.shape[-1] // 2
    return array[..., :half], array[..., half:]
