"""Steps of solutions.convolution."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from solutions._explaining import Steps, Value
from solutions.convolution import Entry, Padding, Pair


def conv2d_parameters(
    step: Steps, /, in_channels: int, filters: int, kernel: Pair, *, bias: bool = True, groups: int = 1
) -> None:
    """Declare the step."""
    height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
    channels: Value = in_channels
    if groups > 1:
        channels = step("channels that a filter sees", "c/g", c=in_channels, g=groups)
    each = step("weights per filter", "h*w*c", h=height, w=width, c=channels)
    if bias:
        each = step("with the bias", "weights + 1", weights=each)
    step("parameters of all filters", "each*filters", each=each, filters=filters)


def conv2d_output_shape(
    step: Steps,
    /,
    in_shape: tuple[int, int, int],
    filters: int,
    kernel: Pair,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    ceil: bool = False,
) -> None:
    """Declare the step."""
    given: list[tuple[int, ...]] = [
        (value, value) if isinstance(value, int) else value for value in (kernel, stride, dilation)
    ]
    edges: Pair | None = {"same": None, "valid": 0}[padding] if isinstance(padding, str) else padding
    sides = (edges, edges) if isinstance(edges, int) or edges is None else edges
    rows = list(zip(in_shape[:2], *given, sides, strict=True))
    if rows[0] == rows[1]:
        _length(step, "height and width", *rows[0], ceil=ceil)
    else:
        for name, row in zip(("height", "width"), rows, strict=True):
            _length(step, name, *row, ceil=ceil)


def _length(
    step: Steps, name: str, n: int, kernel: int, stride: int, dilation: int, padding: int | None, *, ceil: bool
) -> None:
    if padding is None:
        step(f"{name} with 'same' padding", "ceil(n/s)", n=n, s=stride)
        return
    span: Value = kernel
    if dilation > 1:
        span = step("pixels that a dilated filter spans", "d*(k - 1) + 1", d=dilation, k=kernel)
    if not ceil:
        step(name, "floor((n + 2*p - k)/s) + 1", n=n, p=padding, k=span, s=stride)
        return
    count = step(name, "ceil((n + 2*p - k)/s) + 1", n=n, p=padding, k=span, s=stride)
    if (int(count) - 1) * stride >= n + padding:
        step(f"{name}, the last window beginning outside the image", "windows - 1", windows=count)


def cross_correlate2d(
    step: Steps,
    /,
    image: Sequence[Sequence[Entry]],
    kernel: Sequence[Sequence[Entry]],
    *,
    stride: int = 1,
    padding: int = 0,
) -> None:
    """Declare the step."""
    width = len(image[0]) + 2 * padding
    rows = (
        [[0] * width] * padding + [[0] * padding + list(row) + [0] * padding for row in image] + [[0] * width] * padding
    )
    down, right = len(kernel), len(kernel[0])
    places = itertools.product(range(0, len(rows) - down + 1, stride), range(0, width - right + 1, stride))
    for top, left in places:
        pairs = [(rows[top + i][left + j], kernel[i][j]) for i in range(down) for j in range(right)]
        step.dot(f"in row {top // stride + 1}, column {left // stride + 1}", pairs)


def convolve2d(
    step: Steps,
    /,
    image: Sequence[Sequence[Entry]],
    kernel: Sequence[Sequence[Entry]],
    *,
    stride: int = 1,
    padding: int = 0,
) -> None:
    """Declare the step."""
    turned = [list(row)[::-1] for row in kernel][::-1]
    cross_correlate2d(step, image, turned, stride=stride, padding=padding)


def feature_map_bytes(step: Steps, /, shapes: Sequence[tuple[int, int, int]], *, bytes_per_number: int = 4) -> None:
    """Declare the step."""
    _map_sizes(step, shapes, bytes_per_number)


def prediction_bytes(
    step: Steps, /, shapes: Sequence[tuple[int, int, int]], parameters: int, *, bytes_per_number: int = 4
) -> None:
    """Declare the step."""
    sizes = _map_sizes(step, shapes, bytes_per_number)
    pairs = [step.sum("bytes of two consecutive maps", pair) for pair in itertools.pairwise(sizes)] or sizes
    largest = step.over("max", "bytes at once", pairs) if len(pairs) > 1 else pairs[0]
    weights = step("bytes of parameters", "n*b", n=parameters, b=bytes_per_number)
    step.sum("bytes in all", [largest, weights])


def training_bytes(
    step: Steps,
    /,
    in_shape: tuple[int, int, int],
    shapes: Sequence[tuple[int, int, int]],
    parameters: int,
    batch: int,
    *,
    bytes_per_number: int = 4,
) -> None:
    """Declare the step."""
    each = step.sum("bytes for one image", _map_sizes(step, [in_shape, *shapes], bytes_per_number, first=0))
    images = step("bytes for the batch", "images*each", images=batch, each=each)
    weights = step("bytes of parameters", "n*b", n=parameters, b=bytes_per_number)
    step.sum("bytes in all", [images, weights])


def _map_sizes(
    step: Steps, shapes: Sequence[tuple[int, int, int]], bytes_per_number: int, first: int = 1
) -> list[Value]:
    """Bytes of every map; the input of the network is map 0."""
    return [
        step(f"bytes of map {number}", "h*w*c*b", h=height, w=width, c=channels, b=bytes_per_number)
        for number, (height, width, channels) in enumerate(shapes, start=first)
    ]
