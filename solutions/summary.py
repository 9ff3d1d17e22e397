"""A network's layers with their shapes, parameters, multiply–adds, memory and receptive fields, as a table."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from solutions._tables import html_table, text_table
from solutions.networks import Block, Branches, Input, Part, Reach, Shape

__all__ = ["Row", "Summary", "summarise"]


class Row(NamedTuple):
    """One layer's row in the table of a network.

    layer : the layer, the branches that are joined here, or a block that is folded into one row. shape : of the output
    for one example. parameters : learned numbers. macs : multiply–adds for one example. kept : numbers stored for the
    backward pass. receptive_field : (height, width) in pixels of the input, or (tokens,), not clipped to the input;
    None for all of it; behind a transposed convolution it differs from pixel to pixel, and this is a typical one.
    place : the blocks and paths around the layer, outermost first.
    """

    layer: Part
    shape: Shape
    parameters: int
    macs: int = 0
    kept: int = 0
    receptive_field: tuple[int, ...] | None = None
    place: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Summary:
    """The rows of a network and their sums; it shows itself as a table, in a notebook as HTML."""

    rows: tuple[Row, ...]
    bytes_per_number: int = 4

    @property
    def shape(self) -> Shape:
        """Shape of the output for one example."""
        return self.rows[-1].shape

    @property
    def parameters(self) -> int:
        """Number of learned parameters."""
        return sum(row.parameters for row in self.rows)

    @property
    def macs(self) -> int:
        """Multiply–adds for one example; twice as many floating-point operations."""
        return sum(row.macs for row in self.rows)

    @property
    def activation_bytes(self) -> int:
        """Memory of what is kept of one example for the backward pass, the input not included, in bytes."""
        return self.bytes_per_number * sum(row.kept for row in self.rows)

    def folded(self, depth: int = 1) -> Summary:
        """Return the summary with what lies deeper than `depth` blocks or paths added up to one row per block.

        >>> from solutions.networks import Block, Conv
        >>> network = summarise([Block("stage", (Conv(8, 3), Conv(8, 3))), Conv(1, 1)], (32, 32, 3))
        >>> [row.parameters for row in network.folded().rows]
        [808, 9]
        """
        if depth < 1:
            raise ValueError("a table is folded to a depth of at least 1")
        rows: list[Row] = []
        for place, members in itertools.groupby(self.rows, lambda row: row.place[:depth]):
            together = list(members)
            if len(place) < depth:
                rows += together
                continue
            last = together[-1]
            rows.append(
                Row(
                    Block(place[-1], tuple(row.layer for row in together)),
                    last.shape,
                    sum(row.parameters for row in together),
                    sum(row.macs for row in together),
                    sum(row.kept for row in together),
                    last.receptive_field,
                    place[:-1],
                )
            )
        return Summary(tuple(rows), self.bytes_per_number)

    def __repr__(self) -> str:
        return text_table(_TITLES, self._cells(), right=(2, 3, 4, 5))

    def _repr_html_(self) -> str:
        return html_table(_TITLES, self._cells(), right=(2, 3, 4, 5))

    def _cells(self) -> list[tuple[str, ...]]:
        cells: list[tuple[str, ...]] = []
        before: tuple[str, ...] = ()
        for row in self.rows:
            for depth, name in enumerate(row.place):
                if row.place[: depth + 1] != before[: depth + 1]:
                    cells.append(("  " * depth + name, "", "", "", "", ""))
            before = row.place
            cells.append(
                (
                    "  " * len(row.place) + _label(row.layer),
                    "×".join(map(str, row.shape)),
                    _grouped(row.parameters),
                    _grouped(row.macs),
                    _memory(self.bytes_per_number * row.kept),
                    "all" if row.receptive_field is None else "×".join(map(str, row.receptive_field)),
                )
            )
        sums = _grouped(self.parameters), _grouped(self.macs), _memory(self.activation_bytes)
        return [*cells, ("total", "", *sums, "")]


_TITLES = ("layer", "output", "parameters", "MACs", "memory", "receptive field")


def summarise(layers: Sequence[Part], in_shape: Shape | None = None, *, bytes_per_number: int = 4) -> Summary:
    """Shape, parameters, multiply–adds, memory and receptive field of each layer of a network, for one example.

    Parameters
    ----------
    layers : layers, blocks and branches from the input on, as in solutions.networks or from read_layers.
    in_shape : (height, width, channels), (tokens,) or (units,); not needed where the list begins with an Input.
    bytes_per_number : 4 for 32-bit floats.

    Raises
    ------
    ValueError
        Where a layer does not fit onto what comes before it, the message naming the layer; where paths that are joined
        differ in shape; where no shape of the input is stated.

    References
    ----------
    Receptive fields: Araujo, Norris, Sim, Computing receptive fields of convolutional neural networks, Distill (2019),
    equation 2.

    Examples
    --------
    >>> from solutions.architectures import LENET_5
    >>> print(summarise(LENET_5, (28, 28, 1)))
    layer                  output    parameters     MACs    memory  receptive field
    Conv(6, 5, padding=2)  28×28×6          156  117 600  18.4 KiB              5×5
    Pool(2, 2)             14×14×6            0        0  4.59 KiB              6×6
    Conv(16, 5)            10×10×16       2 416  240 000  6.25 KiB            14×14
    Pool(2, 2)             5×5×16             0        0  1.56 KiB            16×16
    Dense(120)             120           48 120   48 000     480 B              all
    Dense(84)              84            10 164   10 080     336 B              all
    Dense(10)              10               850      840      40 B              all
    total                                61 706  416 520  31.6 KiB
    """
    parts = list(layers)
    if not parts:
        raise ValueError("a network has at least one layer")
    first = parts[0]
    if in_shape is None:
        if not isinstance(first, Input):
            raise ValueError("the shape of the input is needed: summarise(layers, (height, width, channels))")
        in_shape = first.shape
    elif isinstance(first, Input):
        parts[0] = Input(in_shape)
    spatial = max(len(in_shape) - 1, 1)
    start = _State(in_shape, (Fraction(1),) * spatial, (Fraction(1),) * spatial)
    rows: list[Row] = []
    _walk(parts, start, (), rows)
    return Summary(tuple(rows), bytes_per_number)


class _State(NamedTuple):
    """What has come out so far: its shape, how much of the input one number of it sees, and how far neighbours are."""

    shape: Shape
    field: tuple[Fraction, ...] | None
    jump: tuple[Fraction, ...]

    @property
    def pixels(self) -> tuple[int, ...] | None:
        return None if self.field is None else tuple(map(math.ceil, self.field))


def _walk(parts: Sequence[Part], state: _State, place: tuple[str, ...], rows: list[Row]) -> _State:
    for part in parts:
        if isinstance(part, Block):
            state = _walk(part.layers, state, (*place, part.name), rows)
        elif isinstance(part, Branches):
            ends = [
                _walk(path, state, (*place, f"path {number}"), rows) for number, path in enumerate(part.paths, start=1)
            ]
            state = _joined(part, ends)
            size = math.prod(state.shape)
            rows.append(Row(part, state.shape, 0, 0, size, state.pixels, place))
        else:
            try:
                effect = part.effect(state.shape)
            except ValueError as error:
                where = ", ".join((*place, _label(part)))
                raise ValueError(f"{where} does not fit onto {'×'.join(map(str, state.shape))}: {error}") from error
            state = _State(effect.shape, *_seen(state, effect.reach))
            kept = math.prod(effect.shape) if effect.kept is None else effect.kept
            rows.append(Row(part, effect.shape, effect.parameters, effect.macs, kept, state.pixels, place))
    return state


def _seen(state: _State, reach: Reach) -> tuple[tuple[Fraction, ...] | None, tuple[Fraction, ...]]:
    jump = tuple(each * step for each, step in zip(state.jump, reach.step, strict=False))
    if state.field is None or reach.span is None:
        return None, jump
    grown = zip(state.field, reach.span, state.jump, strict=False)
    return tuple(size + (span - 1) * step for size, span, step in grown), jump


def _joined(branches: Branches, ends: Sequence[_State]) -> _State:
    shapes = [end.shape for end in ends]
    if branches.crop and {len(shape) for shape in shapes} == {3}:
        height, width = (min(shape[axis] for shape in shapes) for axis in (0, 1))
        shapes = [(height, width, shape[2]) for shape in shapes]
    alike = {shape[:-1] for shape in shapes} if branches.join == "concat" else set(shapes)
    if len(alike) != 1 or len({len(shape) for shape in shapes}) != 1 or len({end.jump for end in ends}) != 1:
        listed = " and ".join("×".join(map(str, shape)) for shape in shapes)
        raise ValueError(f"paths that put out {listed} cannot be joined by {branches.join!r}")
    channels = sum(shape[-1] for shape in shapes) if branches.join == "concat" else shapes[0][-1]
    fields = [end.field for end in ends]
    known = [field for field in fields if field is not None]
    widest = None if len(known) < len(fields) else tuple(map(max, zip(*known, strict=True)))
    return _State((*shapes[0][:-1], channels), widest, ends[0].jump)


def _label(part: Part) -> str:
    """The call that makes the layer, without what it leaves at its default."""
    if isinstance(part, Block):
        return part.name
    if isinstance(part, Branches):
        return part.join
    if not dataclasses.is_dataclass(part):
        return repr(part)
    said = [
        repr(getattr(part, each.name))
        if each.default is dataclasses.MISSING
        else f"{each.name}={getattr(part, each.name)!r}"
        for each in dataclasses.fields(part)
        if getattr(part, each.name) != each.default
    ]
    return f"{type(part).__name__}({', '.join(said)})"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _memory(count: int) -> str:
    """A number of bytes with three digits and its unit, KiB being 1024 bytes."""
    size, unit = float(count), "B"
    for larger in ("KiB", "MiB", "GiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{size:.0f} B" if unit == "B" else f"{size:.3g} {unit}"
