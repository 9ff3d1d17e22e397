"""Layered drawings of graphs in SVG, from left to right: no edge runs through a box."""

from __future__ import annotations

import hashlib
import html
import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

GAP_X, GAP_Y = 44, 16
LINE, PADDING, CHARACTER = 18, 10, 7.6
SWEEPS = 12

_STYLE = {
    "text": "font:13px system-ui,'DejaVu Sans',sans-serif;text-anchor:middle;fill:#1b1b1b",
    ".name": "font-weight:600",
    ".value": "fill:#0b5d33",
    ".gradient": "fill:#a3201a",
    "rect": "fill:#fff;stroke:#444;stroke-width:1.2",
    ".input": "fill:#eef3fb",
    "path": "fill:none;stroke:#666;stroke-width:1.4",
}


class Box(NamedTuple):
    """A box to draw: its lines of text with a class for each, and the boxes that arrows to it come from."""

    name: str
    lines: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


class _Place(NamedTuple):
    """A box, or where an edge passes through a column: the centre and the size."""

    x: float
    y: float
    width: float
    height: float


def drawing(boxes: Sequence[Box], title: str, description: str) -> str:
    """The drawing as an SVG element with a title and a description for those who cannot see it.

    boxes : each after those that its arrows come from.
    """
    columns, edges = _columns(boxes)
    places = _places(columns, {box.name: box for box in boxes}, edges)
    width = max(place.x + place.width / 2 for place in places.values()) + PADDING
    height = max(place.y + place.height / 2 for place in places.values()) + PADDING
    mark = hashlib.sha256(repr((boxes, title)).encode()).hexdigest()[:8]
    style = "".join(f"#drawing-{mark} {selector}{{{rules}}}" for selector, rules in _STYLE.items())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" style="max-width:100%;height:auto" role="img"'
        f' aria-labelledby="title-{mark} desc-{mark}">',
        f'<title id="title-{mark}">{html.escape(title)}</title>',
        f'<desc id="desc-{mark}">{html.escape(description)}</desc>',
        f"<style>{style}</style>"
        f'<defs><marker id="arrow-{mark}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8"'
        ' orient="auto"><polygon points="0,0 8,4 0,8" fill="#666"/></marker></defs>',
        f'<g id="drawing-{mark}">',
        f'<rect x="0" y="0" width="{width:.0f}" height="{height:.0f}" style="stroke:none"/>',
    ]
    parts += [_path([places[stop] for stop in edge], mark) for edge in edges]
    parts += [_box(box, places[box.name]) for box in boxes]
    return "\n".join([*parts, "</g>", "</svg>"])


def _columns(boxes: Sequence[Box]) -> tuple[list[list[str]], list[list[str]]]:
    """The boxes by column, with a stop in every column that an edge passes, and the edges as lists of stops.

    A box stands right of its sources, and as near to the first box that it leads to as it can.
    """
    column: dict[str, int] = {}
    for box in boxes:
        column[box.name] = max((column[source] + 1 for source in box.sources), default=0)
    for box in reversed(boxes):
        users = [column[other.name] for other in boxes if box.name in other.sources]
        column[box.name] = min(users, default=column[box.name] + 1) - 1
    columns: list[list[str]] = [[] for _ in range(max(column.values()) + 1)]
    for box in boxes:
        columns[column[box.name]].append(box.name)
    edges = []
    for box in boxes:
        for source in box.sources:
            between = range(column[source] + 1, column[box.name])
            stops = [f"{source} → {box.name} {place}" for place in between]
            for place, stop in zip(between, stops, strict=True):
                columns[place].append(stop)
            edges.append([source, *stops, box.name])
    return columns, edges


def _places(columns: list[list[str]], boxes: Mapping[str, Box], edges: list[list[str]]) -> dict[str, _Place]:
    """Where everything stands: sorted by the mean height of its neighbours, sweep by sweep, without overlaps."""
    neighbours: dict[str, list[str]] = {stop: [] for column in columns for stop in column}
    for edge in edges:
        for one, other in itertools.pairwise(edge):
            neighbours[one].append(other)
            neighbours[other].append(one)
    sizes = {stop: _size(boxes.get(stop)) for stop in neighbours}
    y: dict[str, float] = {}
    for column in columns:
        _stack(column, dict.fromkeys(column, 0.0), sizes, y)
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            wished = {
                stop: sum(y[each] for each in neighbours[stop]) / len(neighbours[stop]) if neighbours[stop] else y[stop]
                for stop in column
            }
            column.sort(key=wished.__getitem__)
            _stack(column, wished, sizes, y)
    top = min(y[stop] - sizes[stop][1] / 2 for stop in y) - PADDING
    places, left = {}, float(PADDING)
    for column in columns:
        width = max(sizes[stop][0] for stop in column)
        for stop in column:
            own, height = sizes[stop]
            places[stop] = _Place(left + width / 2, y[stop] - top, own if stop in boxes else width, height)
        left += width + GAP_X
    return places


def _stack(
    column: list[str], wished: Mapping[str, float], sizes: Mapping[str, tuple[float, float]], y: dict[str, float]
) -> None:
    """Set the heights of a column in its order, as near to the wished ones as their sizes allow."""
    bottom = float("-inf")
    for stop in column:
        half = sizes[stop][1] / 2
        y[stop] = max(wished[stop], bottom + half)
        bottom = y[stop] + half + GAP_Y
    shift = sum(wished[stop] - y[stop] for stop in column) / len(column)
    for stop in column:
        y[stop] += shift


def _size(box: Box | None) -> tuple[float, float]:
    if box is None:
        return 0.0, LINE / 2
    longest = max(len(text) for text, _ in box.lines)
    return 2 * PADDING + CHARACTER * longest, 2 * PADDING + LINE * len(box.lines) - 4


def _box(box: Box, place: _Place) -> str:
    left, top = place.x - place.width / 2, place.y - place.height / 2
    shade = "" if box.sources else ' class="input"'
    lines = [
        f'<text class="{kind}" x="{place.x:.1f}" y="{top + PADDING + LINE * number - 5:.1f}">{html.escape(text)}</text>'
        for number, (text, kind) in enumerate(box.lines, start=1)
    ]
    frame = f'<rect{shade} x="{left:.1f}" y="{top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" rx="6"/>'
    return "\n".join([frame, *lines])


def _path(stops: Sequence[_Place], mark: str) -> str:
    """A curve from the right side of the first stop to the left side of the last, flat where it passes a column."""
    x, y = stops[0].x + stops[0].width / 2, stops[0].y
    drawn = [f"M{x:.1f} {y:.1f}"]
    for stop in stops[1:]:
        left = stop.x - stop.width / 2
        half = (x + left) / 2
        drawn.append(f"C{half:.1f} {y:.1f} {half:.1f} {stop.y:.1f} {left:.1f} {stop.y:.1f}")
        x, y = stop.x + stop.width / 2, stop.y
        if stop is not stops[-1]:
            drawn.append(f"H{x:.1f}")
    return f'<path d="{" ".join(drawn)}" marker-end="url(#arrow-{mark})"/>'
