"""Flows: inverses, and log-determinants against numerical Jacobians."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import flows
from tests.tools import oracle

RNG = np.random.default_rng(8)


def log_determinant(f: Callable[[Any], Any], z: Any, h: float = 1e-6) -> float:
    """Of the numerical Jacobian of f at z."""
    columns = [(f(z + h * unit) - f(z - h * unit)) / (2 * h) for unit in np.eye(len(z))]
    return float(np.linalg.slogdet(np.stack(columns, axis=1))[1])


def network(first: Any) -> tuple[Any, Any]:
    return np.tanh(first @ [[0.5, -1.0], [2.0, 0.3]]), np.sin(first)


def coupling(z: Any) -> Any:
    return flows.affine_coupling(z, *network(z[..., :2]))


@given(st.integers(0, 10**6))
def test_a_coupling_is_undone_and_its_determinant_is_the_numerical_one(seed: int) -> None:
    z = np.random.default_rng(seed).normal(size=4)
    x = coupling(z)
    log_scale, shift = network(x[:2])
    assert np.allclose(flows.affine_coupling_inverse(x, log_scale, shift), z)
    assert flows.affine_coupling_log_determinant(log_scale) == pytest.approx(log_determinant(coupling, z), abs=1e-6)


@given(st.integers(0, 10**6))
def test_a_planar_layers_determinant_is_the_numerical_one(seed: int) -> None:
    z, u, w = np.random.default_rng(seed).normal(size=(3, 5))
    numerical = log_determinant(lambda z: flows.planar_flow(z, u, w, 0.3), z)
    assert flows.planar_flow_log_determinant(z, u, w, 0.3) == pytest.approx(numerical, abs=1e-5)
    batch = np.stack([z, u])
    assert np.allclose(
        flows.planar_flow_log_determinant(batch, u, w, 0.3)[0], flows.planar_flow_log_determinant(z, u, w, 0.3)
    )
    assert flows.planar_flow(batch, u, w, 0.3).shape == (2, 5)


def test_a_linear_layer_turns_a_normal_density_into_scipys() -> None:
    stats = oracle("scipy.stats")
    weights = RNG.normal(size=(3, 3))
    z = RNG.normal(size=(6, 3))
    determinant = flows.linear_flow_log_determinant(weights)
    density = flows.flow_log_density(stats.norm.logpdf(z).sum(axis=1), np.full((1, 6), determinant))
    assert np.allclose(density, stats.multivariate_normal(cov=weights @ weights.T).logpdf(z @ weights.T))


def test_an_invertible_convolution_counts_every_position() -> None:
    weights = RNG.normal(size=(2, 2))
    image = RNG.normal(size=6 * 2)
    numerical = log_determinant(lambda pixels: (pixels.reshape(6, 2) @ weights.T).ravel(), image)
    assert flows.linear_flow_log_determinant(weights, positions=6) == pytest.approx(numerical)
    assert flows.linear_flow_log_determinant([[1, 1], [1, 1]]) == -np.inf


def test_a_density_through_layers_still_integrates_to_1() -> None:
    z = np.linspace(-8, 8, 4001)[:, None]
    u, w, b = [0.8], [1.5], 0.2
    density = flows.flow_log_density(
        -(z[:, 0] ** 2) / 2 - np.log(2 * np.pi) / 2, flows.planar_flow_log_determinant(z, u, w, b)[None]
    )
    x = flows.planar_flow(z, u, w, b)[:, 0]
    assert np.exp(density) @ np.gradient(x) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: flows.flow_log_density([1.0], [1.0]), "shape"),
        (lambda: flows.affine_coupling([1.0, 2.0, 3.0], [0.0], [0.0]), "halves"),
        (lambda: flows.linear_flow_log_determinant([[1.0, 2.0]]), "square"),
        (lambda: flows.linear_flow_log_determinant([[1.0]], positions=0), "at least 1"),
    ],
)
def test_what_has_no_meaning_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
