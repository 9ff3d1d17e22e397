"""The layers of a network, and their parameters by our own arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Layer(NamedTuple):
    """A layer with its kind ("dense", "conv", "pool", "flatten", "dropout", "normalisation", "activation", "input").

    units : outputs of a dense layer, filters of a convolution, None where they can't be told. size : kernel or window.
    inputs : what the code says of the layer's input: its shape, channels last, or the number of inputs.
    """

    kind: str
    units: int | None = None
    size: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    same: bool = False
    inputs: tuple[int, ...] = ()


class Architecture(NamedTuple):
    """A network as its code builds it. epochs, batch : of its training, where the code says them.

    unclear : sentences about what could not be told without running the code.
    """

    layers: tuple[Layer, ...]
    epochs: int | None = None
    batch: int | None = None
    unclear: tuple[str, ...] = ()

    @property
    def hidden(self) -> tuple[int, ...] | None:
        """The units of each hidden dense layer, the last dense layer being the output; None where one is unclear."""
        dense = [layer.units for layer in self.layers if layer.kind == "dense"]
        known = [units for units in dense if units is not None]
        return tuple(known[:-1]) if dense and len(known) == len(dense) and not self.unclear else None

    def has(self, kind: str) -> bool:
        """Whether a layer of that kind is in it."""
        return any(layer.kind == kind for layer in self.layers)

    @property
    def parameters(self) -> int | None:
        """Trainable parameters by our own arithmetic, None where a shape is not known."""
        return _parameters(self.layers) if not self.unclear else None


def _parameters(layers: Sequence[Layer]) -> int | None:
    """Weights and biases, from shapes that are carried from layer to layer, channels last."""
    shape: tuple[int, ...] = ()
    total = 0
    for layer in layers:
        if (layer.inputs and not shape) or (layer.kind == "dense" and layer.inputs):
            shape = layer.inputs
        counted = _counted(layer, shape)
        if counted is None:
            return None
        total, shape = total + counted[0], counted[1]
    return total


def _counted(layer: Layer, shape: tuple[int, ...]) -> tuple[int, tuple[int, ...]] | None:
    """The layer's parameters and the shape of its output; -1 for a length that is not known."""
    match layer.kind:
        case "dense" if layer.units is not None and shape and shape[-1] > 0:
            return (shape[-1] + 1) * layer.units, (*shape[:-1], layer.units)
        case "conv" if layer.units is not None and len(shape) == 3 and layer.size[0] > 0:
            weights = layer.size[0] * layer.size[1] * shape[2]
            return (weights + 1) * layer.units, (*_moved(layer, shape), layer.units)
        case "pool" if len(shape) == 3:
            return 0, (*_moved(layer, shape), shape[2])
        case "global pool" if len(shape) == 3:
            return 0, shape[2:]
        case "flatten":
            if not shape or -1 in shape:
                return 0, (-1,)
            length = 1
            for each in shape:
                length *= each
            return 0, (length,)
        case "normalisation" if shape and shape[-1] > 0:
            return 2 * shape[-1], shape
        case "normalisation" | "dense" | "conv" | "pool" | "global pool" | "unknown":
            return None
        case _:
            return 0, shape


def _moved(layer: Layer, shape: tuple[int, ...]) -> tuple[int, int]:
    lengths = []
    for length, size, stride in zip(shape[:2], layer.size, layer.stride, strict=True):
        if length < 0:
            lengths.append(-1)
        elif layer.same:
            lengths.append(-(-length // stride))
        else:
            lengths.append(max((length - size) // stride + 1, 0))
    return lengths[0], lengths[1]
