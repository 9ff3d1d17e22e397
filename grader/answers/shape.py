"""The shape of an array: 28×28×8, (28, 28, 8), a vector of length 784."""

from __future__ import annotations

import re
from collections import Counter

from grader.amounts import Unit
from grader.maths import parse
from grader.maths.nodes import Chain, Group, Node, Num, Product, WithWords
from grader.mentions.reading import readings_of
from grader.mentions.shapes import Shaped, shapes
from grader.mentions.signals import Asked
from grader.model.answers import Answer, Candidate, Match, Unreadable
from grader.model.documents import Segment
from grader.patterns import lazily
from grader.text import Text

_SHAPE_WORDS = ("shape", "size", "output", "dimension", "volume", "result", "out", "tensor")


class Shape:
    """The lengths of an array's axes, whole numbers of at least 1.

    axes : the names of the axes in the order asked for. cues : words that announce this shape where several stand in
    one answer ("targets"). others : words that announce another one beside it ("test").
    """

    kind = "shape"

    def __init__(self, *axes: str, cues: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> None:
        self.axes, self.cues, self.others = axes, cues, others

    @property
    def hint(self) -> str:
        """Its axes, and two ways to write them."""
        example = (12, 16, 4, 3)[: max(len(self.axes), 1)]
        one = f"{example[0]}" if len(example) == 1 else "×".join(map(str, example))
        other = ", ".join(map(str, example)) + "," * (len(example) == 1)
        return f"{' × '.join(self.axes)}, written like {one} or ({other})"

    def read(self, text: str) -> Answer[tuple[int, ...]]:
        """The lengths of the axes. Raises Unreadable."""
        said = Text(text[:500], whole=True)
        found = [shape for shape in shapes(said, self.axes) if not shape.step]
        if "·" not in said.text and len({shape.value for shape in found}) == 1 and _covers(said.text, found[-1]):
            return Answer(found[-1].value)
        plain = _undecorated(text)
        node = parse(f"({plain})" if _BARE.fullmatch(plain) else plain)
        if isinstance(node, WithWords) and not _NOUN.fullmatch(node.words):
            raise Unreadable(f"a shape was expected: {self.hint}", (node.node.end, len(text)), text)
        lengths = _lengths(node, bare=True)
        if lengths is None:
            raise Unreadable(f"a shape was expected: {self.hint}", (0, len(text)), text)
        return Answer(lengths)

    def find(self, segment: Segment) -> list[Candidate[tuple[int, ...]]]:
        """Every shape in the text, by the words around it."""
        return readings_of(self, segment)

    whole = True
    translated = False

    @property
    def asked(self) -> Asked:
        """How it is asked for."""
        return Asked(names=(*_SHAPE_WORDS, *self.cues), axes=len(self.axes), others=self.others)

    def mentions(self, text: Text) -> tuple[Shaped, ...]:
        """Every shape of a text."""
        return shapes(text, self.axes)

    def made(self, shape: Shaped, unit: Unit | None) -> Answer[tuple[int, ...]]:
        """The lengths of a shape."""
        del unit
        return Answer(shape.value)

    def same(self, one: Answer[tuple[int, ...]], other: Answer[tuple[int, ...]]) -> bool:
        """Whether two shapes are one, whatever size a batch has."""
        return _without_batch(one.value, len(self.axes)) == _without_batch(other.value, len(self.axes))

    def match(self, given: Answer[tuple[int, ...]], key: tuple[int, ...]) -> Match:
        """Equal axis by axis; says where only their order or their number differs."""
        value = _without_batch(given.value, len(key))
        if value == key:
            return Match(True)
        if len(value) != len(key):
            wanted = f" ({', '.join(self.axes)})" if len(self.axes) == len(key) else ""
            return Match(
                False, f"This shape has {_axes(len(value))}; {_axes(len(key))} were asked for{wanted}.", "axes"
            )
        if Counter(value) == Counter(key):
            return Match(False, f"The axes are in another order than asked for: {', '.join(self.axes)}.", "order")
        return Match(False, "", "different")

    def show(self, value: tuple[int, ...]) -> str:
        """The lengths joined by ×; one length as a tuple."""
        return "×".join(map(str, value)) if len(value) > 1 else f"({', '.join(map(str, value))},)"

    def overlap(self, key: tuple[int, ...], other: tuple[int, ...]) -> bool:
        """Whether both are the same shape."""
        return tuple(key) == tuple(other)


def _without_batch(value: tuple[int, ...], axes: int) -> tuple[int, ...]:
    """The lengths without a first one for a batch of one."""
    return value[1:] if len(value) == axes + 1 > 3 and value[0] == 1 else value


def _covers(text: str, shape: Shaped) -> bool:
    """Whether a text says nothing but a shape."""
    rest = text[: shape.start] + " " + text[shape.end :]
    return not re.search(r"\d", rest) and not re.search(
        r"[^\W_]", _NOUN.sub("", re.sub(r"\b(?:an?|the|of)\b", "", rest))
    )


def _axes(count: int) -> str:
    return "1 axis" if count == 1 else f"{count} axes"


_BARE = lazily(r"\s*\d+(?:\s*,\s*\d+)+\s*")
_NOUN = lazily(r"(?:pixels?|tensors?|arrays?|matrix|matrices|images?|volume|vectors?|channels?|in shape)", re.I)
_DECORATION = lazily(r"^\s*(?:torch\.Size|tf\.TensorShape|TensorShape|np\.shape|shape)?\s*[=:]?\s*(?=[(\[])", re.I)


def _undecorated(text: str) -> str:
    found = _DECORATION.match(text)
    return text[found.end() :] if found and found.end() else text


def _lengths(node: Node, *, bare: bool) -> tuple[int, ...] | None:
    """The axes' lengths that a node says; `bare` allows a lone number."""
    while isinstance(node, Chain):
        node = node.items[-1]
    if isinstance(node, WithWords):
        node = node.node
    if isinstance(node, Product):
        if not all(mark in {"×", "x", "*"} for mark in node.marks):
            return None
        return _whole(node.factors)
    if isinstance(node, Group) and node.bracket in {"(", "[", ""}:
        if len(node.items) == 1 and isinstance(node.items[0], Group | Product):
            return _lengths(node.items[0], bare=bare)
        return _whole(node.items)
    if bare and isinstance(node, Num):
        return _whole((node,))
    return None


def _whole(nodes: tuple[Node, ...]) -> tuple[int, ...] | None:
    lengths = []
    for node in nodes:
        if not isinstance(node, Num) or node.percent or node.unit is not None or node.value != int(node.value):
            return None
        lengths.append(int(node.value))
    return tuple(lengths) if lengths and min(lengths) >= 1 and len(lengths) <= 6 else None
