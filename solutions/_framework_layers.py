"""The layers of Keras and PyTorch by the names and arguments of their constructors.

Each function has the parameters of the constructor that it stands for, as far as they change shapes or parameters.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from solutions.networks import (
    Activation,
    BatchNorm,
    Conv,
    DepthwiseConv,
    Dropout,
    Flatten,
    GlobalAveragePool,
    LayerNorm,
    Linear,
    Pool,
    TransposedConv,
    Upsample,
)
from solutions.transformers import Embedding

Made = Any
"""A layer, or None for one that does nothing."""


def _keras_conv(
    filters: Any, kernel_size: Any, strides: Any = 1, padding: Any = "valid", data_format: Any = None,
    dilation_rate: Any = 1, groups: Any = 1, activation: Any = None, use_bias: Any = True,
) -> Made:  # fmt: skip
    _channels_last(data_format)
    return Conv(
        _count(filters), _lengths(kernel_size), _lengths(strides), padding, _count(groups), bool(use_bias),
        _lengths(dilation_rate),
    )  # fmt: skip


def _keras_depthwise(
    kernel_size: Any, strides: Any = 1, padding: Any = "valid", depth_multiplier: Any = 1, data_format: Any = None,
    dilation_rate: Any = 1, activation: Any = None, use_bias: Any = True,
) -> Made:  # fmt: skip
    _channels_last(data_format)
    _only("depth_multiplier", depth_multiplier, 1)
    _only("dilation_rate", dilation_rate, 1, (1, 1))
    return DepthwiseConv(_lengths(kernel_size), _lengths(strides), padding, bool(use_bias))


def _keras_transposed(
    filters: Any, kernel_size: Any, strides: Any = 1, padding: Any = "valid", output_padding: Any = None,
    data_format: Any = None, dilation_rate: Any = 1, activation: Any = None, use_bias: Any = True,
) -> Made:  # fmt: skip
    _channels_last(data_format)
    _only("output_padding", output_padding, None)
    _only("dilation_rate", dilation_rate, 1, (1, 1))
    return TransposedConv(_count(filters), _lengths(kernel_size), _lengths(strides), padding, bool(use_bias))


def _keras_pool(
    pool_size: Any = 2, strides: Any = None, padding: Any = "valid", data_format: Any = None, *, kind: Any
) -> Made:
    _channels_last(data_format)
    size = _lengths(pool_size)
    return Pool(size, size if strides is None else _lengths(strides), padding, kind=kind)


def _keras_upsampling(size: Any = 2, data_format: Any = None, interpolation: Any = "nearest") -> Made:
    _channels_last(data_format)
    _only("interpolation", interpolation, "nearest")
    return Upsample(_square(size))


def _torch_conv(
    in_channels: Any, out_channels: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1,
    groups: Any = 1, bias: Any = True,
) -> Made:  # fmt: skip
    edge: Any = padding if isinstance(padding, str) else _lengths(padding, least=0)
    return Conv(
        _count(out_channels), _lengths(kernel_size), _lengths(stride), edge, _count(groups), bool(bias),
        _lengths(dilation), _count(in_channels),
    )  # fmt: skip


def _torch_transposed(
    in_channels: Any, out_channels: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0, output_padding: Any = 0,
    groups: Any = 1, bias: Any = True, dilation: Any = 1,
) -> Made:  # fmt: skip
    for name, value, usual in (("output_padding", output_padding, 0), ("groups", groups, 1), ("dilation", dilation, 1)):
        _only(name, value, usual)
    edge = _lengths(padding, least=0)
    return TransposedConv(
        _count(out_channels), _lengths(kernel_size), _lengths(stride), edge, bool(bias), _count(in_channels)
    )


def _torch_pool(
    kernel_size: Any, stride: Any = None, padding: Any = 0, dilation: Any = 1, return_indices: Any = False,
    ceil_mode: Any = False, *, kind: Any,
) -> Made:  # fmt: skip
    _only("dilation", dilation, 1)
    size = _lengths(kernel_size)
    step = size if stride is None else _lengths(stride)
    return Pool(size, step, _lengths(padding, least=0), bool(ceil_mode), kind)


def _torch_average_pool(
    kernel_size: Any, stride: Any = None, padding: Any = 0, ceil_mode: Any = False, count_include_pad: Any = True
) -> Made:
    return _torch_pool(kernel_size, stride, padding, ceil_mode=ceil_mode, kind="average")


def _torch_adaptive(output_size: Any) -> Made:
    _only("output_size", output_size, 1, (1, 1))
    return GlobalAveragePool(keep=True)


def _torch_upsample(size: Any = None, scale_factor: Any = None, mode: Any = "nearest") -> Made:
    _only("size", size, None)
    _only("mode", mode, "nearest")
    return Upsample(_square(scale_factor))


def _torch_flatten(start_dim: Any = 1, end_dim: Any = -1) -> Made:
    _only("start_dim", start_dim, 1)
    _only("end_dim", end_dim, -1)
    return Flatten()


def _torch_layer_norm(normalized_shape: Any, eps: Any = None, elementwise_affine: Any = True) -> Made:
    _only("elementwise_affine", elementwise_affine, True)
    features = normalized_shape[0] if isinstance(normalized_shape, tuple) else normalized_shape
    if isinstance(normalized_shape, tuple) and len(normalized_shape) != 1:
        raise ValueError("it normalises more than the last axis, which is not read")
    return LayerNorm(_count(features))


def _torch_batch_norm(num_features: Any, eps: Any = None, momentum: Any = None, affine: Any = True) -> Made:
    _only("affine", affine, True)
    return BatchNorm(_count(num_features))


def _keras_norm(
    axis: Any = -1, momentum: Any = None, epsilon: Any = None, center: Any = True, scale: Any = True, *, layer: Any
) -> Made:
    for name, value, usual in (("axis", axis, -1), ("center", center, True), ("scale", scale, True)):
        _only(name, value, usual)
    return layer()


def _embedding(*sizes: Any, **more: Any) -> Made:
    stated = [more[name] for name in ("input_dim", "num_embeddings", "output_dim", "embedding_dim") if name in more]
    vocabulary, width = (*sizes[:2], *stated)
    return Embedding(_count(vocabulary), _count(width))


def _dropout(rate: Any = 0.5, **changes: Any) -> Made:
    return Dropout(changes.pop("p", rate))


def _function(*settings: Any, name: str, **more: Any) -> Made:
    return Activation(name)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 10**9:
        raise ValueError(f"a whole number from 1 on is needed, not {value!r}")
    return value


def _lengths(value: Any, least: int = 1) -> int | tuple[int, int]:
    pair = value if isinstance(value, tuple) else (value, value)
    if len(pair) != 2 or any(type(each) is not int or not least <= each <= 10**6 for each in pair):
        raise ValueError(f"a length in pixels or two are needed, not {value!r}")
    return pair[0] if pair[0] == pair[1] else (pair[0], pair[1])


def _square(value: Any) -> int:
    length = _lengths(value)
    if isinstance(length, tuple):
        raise ValueError(f"different factors in height and width, {length}, are not read")
    return length


def _only(name: str, value: Any, *usual: Any) -> None:
    if value not in usual:
        raise ValueError(f"{name}={value!r} is not read, only {name}={usual[0]!r}")


def _channels_last(data_format: Any) -> None:
    _only("data_format", data_format, None, "channels_last")


LAYERS: dict[str, Callable[..., Made]] = {
    "Conv2D": _keras_conv,
    "DepthwiseConv2D": _keras_depthwise,
    "Conv2DTranspose": _keras_transposed,
    "MaxPooling2D": functools.partial(_keras_pool, kind="max"),
    "AveragePooling2D": functools.partial(_keras_pool, kind="average"),
    "GlobalAveragePooling2D": lambda data_format=None, keepdims=False: GlobalAveragePool(keepdims),
    "GlobalAveragePooling1D": lambda data_format=None, keepdims=False: GlobalAveragePool(keepdims),
    "UpSampling2D": _keras_upsampling,
    "Dense": lambda units, activation=None, use_bias=True: Linear(_count(units), bool(use_bias)),
    "BatchNormalization": functools.partial(_keras_norm, layer=BatchNorm),
    "LayerNormalization": functools.partial(_keras_norm, layer=LayerNorm),
    "Conv2d": _torch_conv,
    "ConvTranspose2d": _torch_transposed,
    "MaxPool2d": functools.partial(_torch_pool, kind="max"),
    "AvgPool2d": _torch_average_pool,
    "AdaptiveAvgPool2d": _torch_adaptive,
    "Upsample": _torch_upsample,
    "Linear": lambda in_features, out_features, bias=True: Linear(
        _count(out_features), bool(bias), _count(in_features)
    ),
    "BatchNorm1d": _torch_batch_norm,
    "BatchNorm2d": _torch_batch_norm,
    "LayerNorm": _torch_layer_norm,
    "Flatten": _torch_flatten,
    "Identity": lambda *ignored, **more: None,
    "Embedding": _embedding,
    "Activation": lambda activation: Activation(str(activation)),
    **dict.fromkeys(("Dropout", "Dropout2d", "SpatialDropout2D"), _dropout),
    **{
        name: functools.partial(_function, name=name.lower())
        for name in (
            "ReLU", "ReLU6", "LeakyReLU", "ELU", "SELU", "GELU", "SiLU", "Sigmoid", "Tanh", "Softmax", "LogSoftmax",
            "Softplus", "Hardswish",
        )
    },
}  # fmt: skip
"""What a constructor's call makes."""

LAYERS |= {"MaxPool2D": LAYERS["MaxPooling2D"], "AvgPool2D": LAYERS["AveragePooling2D"]}

FUNCTIONS: dict[str, Callable[..., Made]] = {
    "max_pool2d": LAYERS["MaxPool2d"],
    "avg_pool2d": LAYERS["AvgPool2d"],
    "adaptive_avg_pool2d": LAYERS["AdaptiveAvgPool2d"],
    "flatten": lambda start_dim=0, end_dim=-1: _torch_flatten(start_dim, end_dim),
    "dropout": lambda p=0.5: Dropout(p),
    **{
        name: functools.partial(_function, name=name)
        for name in (
            "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "tanh", "softmax", "log_softmax",
            "softplus",
        )
    },
}  # fmt: skip
"""What PyTorch's functions do to the value that is their first argument, given the other arguments."""

IGNORED = {
    "name", "dtype", "device", "inplace", "trainable", "kernel_initializer", "bias_initializer", "kernel_regularizer",
    "bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint", "input_shape", "input_dim",
    "batch_input_shape", "depthwise_initializer", "depthwise_regularizer", "batch_size", "training",
}  # fmt: skip
"""Arguments that change neither shapes nor the number of parameters, and those of the input, read on their own."""
