"""Steps of solutions.architectures."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from solutions._explaining import Steps, Value
from solutions.architectures import alexnet_layers, layer_table, vgg_layers
from solutions.networks import Conv, Dense, Part, Shape


def mlp_parameters(step: Steps, /, sizes: Sequence[int], *, bias: bool = True) -> None:
    """Declare the step."""
    counts = [
        _dense(step, n_in, n_out, f"layer {n}", bias) for n, (n_in, n_out) in enumerate(itertools.pairwise(sizes), 1)
    ]
    step.sum("parameters", counts)


def network_parameters(step: Steps, /, in_shape: Shape, layers: Sequence[Part]) -> None:
    """Declare the step."""
    counts: list[Value] = []
    before = in_shape
    for number, row in enumerate(layer_table(in_shape, layers), start=1):
        name = f"layer {number}"
        if isinstance(row.layer, Conv):
            counts.append(_conv(step, row.layer, before[2], name))
        elif isinstance(row.layer, Dense):
            counts.append(_dense(step, math.prod(before), row.layer.units, name, row.layer.bias))
        elif row.parameters:
            raise ValueError(f"steps are declared for convolutions and dense layers, not for {row.layer}")
        before = row.shape
    step.sum("parameters", counts)


def alexnet_parameters(step: Steps, /, *, groups: int = 1, bias: bool = True) -> None:
    """Declare the step."""
    network_parameters(step, (227, 227, 3), alexnet_layers(groups=groups, bias=bias))


def vgg_parameters(step: Steps, /, configuration: str, *, dense: bool = True, bias: bool = True) -> None:
    """Declare the step."""
    network_parameters(step, (224, 224, 3), vgg_layers(configuration, dense=dense, bias=bias))


def _conv(step: Steps, layer: Conv, channels: int, name: str) -> Value:
    height, width = (layer.kernel, layer.kernel) if isinstance(layer.kernel, int) else layer.kernel
    formula = "h*w*c" + "/g" * (layer.groups > 1)
    return step(
        f"parameters of {name}, a convolution",
        f"({formula} + 1)*f" if layer.bias else f"{formula}*f",
        h=height, w=width, c=channels, f=layer.filters, g=layer.groups,
    )  # fmt: skip


def _dense(step: Steps, n_in: int, n_out: int, name: str, bias: bool) -> Value:
    return step(f"parameters of {name}, a dense one", "(i + 1)*o" if bias else "i*o", i=n_in, o=n_out)
