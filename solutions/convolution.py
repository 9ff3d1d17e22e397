"""Convolution layers: how many parameters they learn and what shape they put out."""

from __future__ import annotations

from typing import Literal

Pair = int | tuple[int, int]
"""A length in pixels for both directions, or (height, width)."""

Padding = Pair | Literal["same", "valid"]


def conv2d_parameters(in_channels: int, filters: int, kernel: Pair, *, bias: bool = True, groups: int = 1) -> int:
    """Number of learned parameters of a 2-D convolution.

    Parameters
    ----------
    in_channels, filters : channels that go in and come out, at least 1.
    kernel : (height, width) of a filter in pixels, or one length for both.
    bias : whether each filter has a bias.
    groups : number of groups into which the channels are split; it divides both.

    Raises
    ------
    ValueError
        If groups does not divide both numbers of channels, or a number is below 1.

    References
    ----------
    Goodfellow, Bengio, Courville, Deep Learning (2016), section 9.1; groups: Krizhevsky et al. (2012), section 3.5.

    Examples
    --------
    Eight 5×5 filters on a colour image:

    >>> conv2d_parameters(3, 8, 5)
    608
    >>> conv2d_parameters(96, 256, 5, groups=2)
    307456
    """
    height, width = _pair(kernel)
    _at_least_one(in_channels=in_channels, filters=filters, kernel=min(height, width), groups=groups)
    if in_channels % groups or filters % groups:
        raise ValueError(f"{groups} groups do not divide {in_channels} and {filters} channels evenly")
    return filters * (in_channels // groups * height * width + (1 if bias else 0))


def conv2d_output_shape(
    in_shape: tuple[int, int, int],
    filters: int,
    kernel: Pair,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
) -> tuple[int, int, int]:
    """Shape of the output of a 2-D convolution.

    Parameters
    ----------
    in_shape : (height, width, channels) of one image; lengths in pixels.
    filters : number of filters, hence of output channels.
    kernel, stride, dilation : in pixels, at least 1.
    padding : pixels added on each side, at least 0; "valid" adds none, "same" as many as give ceil(length / stride).

    Returns
    -------
    (height, width, filters). A last stride that does not fit is dropped (floor), as in PyTorch and in TensorFlow's
    "valid" mode.

    Raises
    ------
    ValueError
        If the dilated kernel is larger than the padded image, or a number is out of its range.

    References
    ----------
    Dumoulin and Visin, A guide to convolution arithmetic for deep learning, arXiv:1603.07285, relationship 15.

    Examples
    --------
    Eight 5×5 filters on a colour image of 32×32:

    >>> conv2d_output_shape((32, 32, 3), 8, 5)
    (28, 28, 8)
    >>> conv2d_output_shape((200, 300, 3), 100, 3, stride=2, padding="same")
    (100, 150, 100)
    >>> conv2d_output_shape((4, 4, 1), 1, 5)
    Traceback (most recent call last):
        ...
    ValueError: a kernel of 5 pixels does not fit into 4 with padding 0
    """
    height, width, channels = in_shape
    _at_least_one(height=height, width=width, channels=channels, filters=filters)
    lengths = zip((height, width), _pair(kernel), _pair(stride), _pair(dilation), _sides(padding), strict=True)
    out_height, out_width = (_out_length(*each) for each in lengths)
    return out_height, out_width, filters


def _out_length(length: int, kernel: int, stride: int, dilation: int, padding: int | None) -> int:
    _at_least_one(kernel=kernel, stride=stride, dilation=dilation)
    if padding is None:
        return -(-length // stride)
    if padding < 0:
        raise ValueError(f"padding is at least 0, not {padding}")
    span = dilation * (kernel - 1) + 1
    if span > length + 2 * padding:
        raise ValueError(f"a kernel of {span} pixels does not fit into {length} with padding {padding}")
    return (length + 2 * padding - span) // stride + 1


def _pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def _sides(padding: Padding) -> tuple[int | None, int | None]:
    if padding == "same":
        return None, None
    if padding == "valid":
        return 0, 0
    if isinstance(padding, str):
        raise ValueError(f"padding is a number of pixels, 'same' or 'valid', not {padding!r}")
    return _pair(padding)


def _at_least_one(**numbers: int) -> None:
    for name, number in numbers.items():
        if number < 1:
            raise ValueError(f"{name.replace('_', ' ')} is at least 1, not {number}")
