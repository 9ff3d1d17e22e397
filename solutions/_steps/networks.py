"""Steps of solutions.networks."""

from __future__ import annotations

from solutions._explaining import Steps


def dense_parameters(step: Steps, /, n_in: int, n_out: int, *, bias: bool = True) -> None:
    """Declare the step."""
    if bias:
        each = step("weights and a bias per unit", "inputs + 1", inputs=n_in)
        step("parameters of all units", "each*units", each=each, units=n_out)
    else:
        step("weights", "inputs*units", inputs=n_in, units=n_out)
