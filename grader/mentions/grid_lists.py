"""Grids in brackets: nested lists, printed arrays of any depth, rows in brackets of their own, Matlab's semicolons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from grader.mentions.grid_entries import Rows, Token, commas, exact, leaf

MAX_DEPTH = 12
Array: TypeAlias = "Fraction | tuple[Array, ...]"


class Bracketed(NamedTuple):
    """What a bracket holds: grids in order, or one vector; neither where it could not be read.

    many : how many numbers it holds. ambiguous : its commas could separate or be decimal.
    """

    start: int
    end: int
    grids: tuple[Rows, ...]
    vector: tuple[Fraction, ...]
    many: int
    ambiguous: bool = False


@dataclass
class _Frame:
    start: int
    bracket: str
    called: bool
    found: list[Token] = field(default_factory=list)
    inner: list[_Node] = field(default_factory=list)
    dirty: bool = False


class _Node(NamedTuple):
    start: int
    end: int
    bracket: str
    found: tuple[Token, ...]
    inner: tuple[_Node, ...]


def bracketed(found: Sequence[Token]) -> list[Bracketed]:
    """Return the outermost brackets that hold numbers alone, in order."""
    tops: list[_Node] = []
    frames: list[_Frame] = []
    for place, token in enumerate(found):
        if token.kind == "open":
            before = found[place - 1] if place else None
            called = before is not None and before.end == token.start and before.kind in ("word", "close")
            frames.append(_Frame(token.start, token.text, called))
        elif token.kind == "close" and frames:
            _close(frames, token.end, tops)
        elif frames:
            if token.kind in ("word", "other"):
                frames[-1].dirty = True
            frames[-1].found.append(token)
    read = [_read(node) for node in tops]
    for frame in frames:  # its end is missing
        inner = [_read(node) for node in frame.inner]
        numbers = [token for token in frame.found if token.kind == "number"]
        read += inner
        read.append(Bracketed(frame.start, frame.start + 1, (), (), len(numbers) + sum(each.many for each in inner)))
    return sorted(read)


def _close(frames: list[_Frame], end: int, tops: list[_Node]) -> None:
    frame = frames.pop()
    numbers = any(token.kind == "number" for token in frame.found)
    clean = not frame.dirty and (bool(frame.inner) != numbers) and len(frames) < MAX_DEPTH
    if clean and frame.called and not frame.inner:
        clean = False  # zeros(2, 2), images[0]
    if not clean:
        tops += frame.inner
        if frames:
            frames[-1].dirty = True
        return
    node = _Node(frame.start, end, frame.bracket, tuple(frame.found), tuple(frame.inner))
    if len(node.inner) == 1 and node.bracket != "[":
        node = node.inner[0]
    (frames[-1].inner if frames else tops).append(node)


def _tokens(node: _Node) -> Iterator[Token]:
    yield from node.found
    for each in node.inner:
        yield from _tokens(each)


def _leaves(node: _Node) -> Iterator[tuple[Token, ...]]:
    if not node.inner:
        yield node.found
    for each in node.inner:
        yield from _leaves(each)


def _read(node: _Node) -> Bracketed:
    many = sum(token.kind == "number" for token in _tokens(node))
    plain, pointed = _array(node, decimal=False), _array(node, decimal=True)
    marks = [commas(each, nested=bool(node.inner)) for each in _leaves(node)]
    array, ambiguous = plain, False
    if plain is None:
        array = pointed
    elif pointed is not None and pointed != plain and any(glued and mixed for glued, mixed, _ in marks):
        array = pointed
        ambiguous = not any(zero for *_, zero in marks)
    if array is None:
        return Bracketed(node.start, node.end, (), (), many)
    shape = _shape(array) or ()
    if len(shape) == 1:
        return Bracketed(node.start, node.end, (), tuple(array), many, ambiguous)  # type: ignore[arg-type]
    return Bracketed(node.start, node.end, tuple(_flat(array, len(shape))), (), many, ambiguous)


def _array(node: _Node, *, decimal: bool) -> Array | None:
    if not node.inner:
        rows = leaf(node.found, decimal=decimal)
        return None if rows is None else rows.rows[0] if len(rows.rows) == 1 else rows.rows
    parts = [_array(each, decimal=decimal) for each in node.inner]
    listed = [leaf(each.found, decimal=decimal) for each in node.inner if not each.inner]
    if len(listed) == len(parts) > 1 and all(
        each and each.mark == "semicolon" and len(each.rows[0]) == 1 for each in listed
    ):
        parts = [tuple(row[0] for row in each.rows) for each in listed if each]  # [[1; 0,5], [0,5; 0,25]]
    if (
        any(part is None or _shape(part) is None for part in parts)
        or len({_shape(part) for part in parts if part is not None}) > 1
    ):
        return None
    return tuple(part for part in parts if part is not None)


def _shape(array: Array) -> tuple[int, ...] | None:
    if isinstance(array, Fraction):
        return ()
    inner = {_shape(each) for each in array}
    if len(inner) != 1 or None in inner:
        return None
    return len(array), *(inner.pop() or ())


def _flat(array: Array, depth: int) -> Iterator[Rows]:
    if isinstance(array, Fraction):
        return
    if depth == 2:
        yield exact(array)  # type: ignore[arg-type]
        return
    for each in array:
        yield from _flat(each, depth - 1)
