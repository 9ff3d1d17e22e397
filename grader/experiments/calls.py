"""What a call that makes a layer says of it: Dense(64), nn.Conv2d(1, 8, 3), MLPClassifier(hidden_layer_sizes=(96,))."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.experiments.layers import Layer

CLASSES = 10
"""Outputs of a network of scikit-learn, which adds the last layer by itself: the digits."""

KINDS = {
    name: kind
    for kind, names in {
        "dense": "dense linear lazylinear",
        "conv": "conv2d convolution2d",
        "pool": "maxpooling2d averagepooling2d maxpool2d avgpool2d",
        "global pool": "globalaveragepooling2d globalaveragepool2d",
        "flatten": "flatten reshape",
        "dropout": "dropout dropout2d spatialdropout2d",
        "normalisation": "batchnormalization batchnorm1d batchnorm2d layernorm",
        "activation": "activation relu softmax sigmoid tanh leakyrelu elu logsoftmax gelu prelu identity",
        "input": "input inputlayer",
    }.items()
    for name in names.split()
}


def layer_of(name: str, given: Sequence[Any], options: dict[str, Any]) -> Layer | None:
    """Return the layer that a call makes, None where its name is no layer's.

    given, options : the arguments by position and by name; what could not be read is any other object.
    """
    kind = KINDS.get(name.lower())
    inputs = shape_of(options.get("input_shape", options.get("input_dim", options.get("batch_input_shape"))))
    match kind:
        case None:
            return None
        case "input":
            return Layer("input", inputs=shape_of(options.get("shape", given[0] if given else None)))
        case "dense":
            return _dense(name, given, options, inputs)
        case "conv":
            return _conv(name, given, options, inputs)
        case "pool":
            size = _pair(options.get("pool_size", options.get("kernel_size", given[0] if given else 2)), (2, 2))
            stride = _pair(options.get("strides", options.get("stride", given[1] if len(given) > 1 else None)), size)
            return Layer("pool", None, size, stride, options.get("padding") == "same", inputs)
        case _:
            return Layer(kind, inputs=inputs)


def perceptron(given: Sequence[Any], options: dict[str, Any]) -> tuple[Layer, ...]:
    """Return the dense layers of scikit-learn's MLPClassifier; its default is a single hidden one of 100 units."""
    sizes = options.get("hidden_layer_sizes", given[0] if given else (100,))
    sizes = (sizes,) if type(sizes) is int else sizes
    if not isinstance(sizes, tuple):
        return (Layer("dense"), Layer("dense", CLASSES))
    hidden = tuple(Layer("dense", size if type(size) is int else None) for size in sizes)
    return (*hidden, Layer("dense", CLASSES))


def _dense(name: str, given: Sequence[Any], options: dict[str, Any], inputs: tuple[int, ...]) -> Layer:
    if name == "Linear":
        into = given[0] if given else options.get("in_features")
        units = given[1] if len(given) > 1 else options.get("out_features")
        inputs = (into,) if type(into) is int else ()
    else:
        written = [value for value in given if type(value) is int]  # behind the input, in TensorFlow 1
        units = written[0] if written else options.get("units", options.get("output_dim", options.get("features")))
    return Layer("dense", units if type(units) is int else None, inputs=inputs)


def _conv(name: str, given: Sequence[Any], options: dict[str, Any], inputs: tuple[int, ...]) -> Layer:
    torch = "in_channels" in options or (name == "Conv2d")
    if torch:
        channels = options.get("in_channels", given[0] if given else None)
        rest = given[1:] if given and "in_channels" not in options else given
        units = options.get("out_channels", rest[0] if rest else None)
        size: Any = options.get("kernel_size", rest[1] if len(rest) > 1 else None)
        stride = options.get("stride", rest[2] if len(rest) > 2 else 1)
        padding = options.get("padding", rest[3] if len(rest) > 3 else 0)
        window = _pair(size, (0, 0))
        same = padding == "same" or (type(padding) is int and padding * 2 + 1 == window[0])
        known = padding in (0, "valid") or same
        inputs = (-1, -1, channels) if type(channels) is int else ()
        return Layer(
            "conv", units if type(units) is int and known else None, window, _pair(stride, (1, 1)), same, inputs
        )
    units = given[0] if given else options.get("filters", options.get("nb_filter"))
    if name == "Convolution2D" and len(given) > 2:
        size = (given[1], given[2])
    else:
        size = options.get("kernel_size", given[1] if len(given) > 1 else None)
    stride = options.get("strides", options.get("subsample", given[2] if len(given) == 3 and name == "Conv2D" else 1))
    same = options.get("padding", options.get("border_mode")) == "same"
    return Layer(
        "conv", units if type(units) is int else None, _pair(size, (0, 0)), _pair(stride, (1, 1)), same, inputs
    )


def _pair(value: Any, usual: tuple[int, int]) -> tuple[int, int]:
    if type(value) is int:
        return value, value
    if isinstance(value, tuple) and len(value) == 2 and all(type(each) is int for each in value):
        return value[0], value[1]
    return usual


def shape_of(value: Any) -> tuple[int, ...]:
    """Return the lengths of a shape, without the one of the batch; () where they are not numbers."""
    if type(value) is int:
        return (value,)
    if isinstance(value, tuple):
        numbers = tuple(each for each in value if type(each) is int)
        return numbers if len(numbers) == len([each for each in value if each is not None]) else ()
    return ()
