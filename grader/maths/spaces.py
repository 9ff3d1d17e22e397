"""What the symbols of a comparison stand for: as declared, or where vectors and matrices are meant, as is usual."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from grader.maths.algebra import INDEX
from grader.maths.identity import Space
from grader.maths.nodes import EVERY, Call, Node, Num, Power, Product, Quotient, Summation, Sym
from grader.maths.points import children, free_symbols, rebuilt
from grader.maths.tokens import GREEK
from grader.maths.vocabulary import ACCENTS, LINEAR

USUAL = 3
"""Rows of vectors and matrices whose shapes are not declared."""

MATRICES = frozenset("ABJQUVWXYZ")
"""Letters that stand for matrices where they stand side by side."""

_SIGNS = frozenset(LINEAR.values()) | {"transpose", "entry"}
_OF_TABLES = {"I", "i", "j", "k"}
"""The identity matrix, and usual indices: no symbols that a question has to declare."""

LARGEST = 4
"""A length up to which vectors are as long as they are declared; longer ones are shorter here."""


class Symbol(NamedTuple):
    """A symbol of a question: its canonical name, its other spellings, and what it stands for.

    domain : "real", "positive", "integer" (at least 1), "unit" (between 0 and 1), "vector" or "matrix". shape : of a
    vector its length, of a matrix rows and columns: numbers, or names of sizes ("n", "d"), equal where they are equal.
    """

    name: str
    spellings: tuple[str, ...] = ()
    domain: str = "real"
    shape: tuple[int | str, ...] = ()


def declared(symbols: Mapping[str, Symbol], turn: int = 0) -> Space:
    """The space that the declared symbols describe. turn : which of two choices of the sizes."""
    domains = {name: symbol.domain for name, symbol in symbols.items()}
    tables = [symbol for symbol in symbols.values() if symbol.domain in ("vector", "matrix")]
    if not tables:
        return Space(domains)
    sizes: dict[str, int] = {}
    shapes: dict[str, tuple[int, int]] = {}
    for symbol in tables:
        usual: tuple[int | str, ...] = ("n",) if symbol.domain == "vector" else ("n", "n")
        axes = [_size(axis, sizes, turn) for axis in symbol.shape or usual]
        shapes[symbol.name] = (axes[0], axes[1] if len(axes) > 1 else 1)
    lengths = {shape[0] for shape in shapes.values() if shape[1] == 1}
    every = {EVERY: lengths.pop()} if len(lengths) == 1 else {}
    other = declared(symbols, 1) if turn == 0 else None
    return Space(
        domains, shapes, {name: size for name, size in sizes.items() if not name.isdigit()} | every, other=other
    )


def undeclared(node: Node, symbols: Iterable[Symbol]) -> list[str]:
    """The symbols of a formula that are none of these, nor entries or sizes of theirs, in alphabetical order."""
    listed = tuple(symbols)
    names = {symbol.name for symbol in listed} | {str(axis) for symbol in listed for axis in symbol.shape}
    tables = {symbol.name for symbol in listed if symbol.domain in ("vector", "matrix")}
    strangers = free_symbols(node) - names
    if not tables:
        return sorted(strangers)
    bound = set(_indices(node)) | INDEX | {","}
    return sorted(name for name in strangers if name not in _OF_TABLES and not _is_entry(name, tables, bound))


def _is_entry(name: str, tables: set[str], bound: set[str]) -> bool:
    """Whether it is an entry of a vector or matrix: x_i, W_ij."""
    head, _, index = name.rpartition("_")
    return head in tables and set(index) <= bound


def _size(axis: int | str, sizes: dict[str, int], turn: int) -> int:
    if isinstance(axis, int) and axis <= LARGEST:
        return axis
    name = str(axis)
    if name not in sizes:
        sizes[name] = next(size for size in itertools.count(3 + turn) if size not in sizes.values())
    return sizes[name]


def is_linear(node: Node) -> bool:
    """Whether it holds a sign that only vectors and matrices have: a transpose, a norm, ⊙, softmax."""
    if (isinstance(node, Call) and node.name in _SIGNS) or (isinstance(node, Product) and "@" in node.marks):
        return True
    return any(is_linear(child) for child in children(node))


def usual(nodes: tuple[Node, ...], scalar: frozenset[str] = frozenset(), size: int = USUAL) -> Space:
    """Capitals are matrices, small Latin letters vectors, Greek letters numbers, unless their place says otherwise.

    scalar : names that are numbers all the same. size : of all vectors and matrices.
    """
    names = {name for node in nodes for name in free_symbols(node)}
    numbers = {name for node in nodes for name in _numbers(node)} | scalar
    tables = {name for node in nodes for name in _tables(node)}
    bound = {name for node in nodes for name in _indices(node)}
    shapes: dict[str, tuple[int, int]] = {}
    for name in sorted(names):
        head, _, index = name.partition("_")
        letters = index.replace(",", "")
        entry = bool(letters) and all(letter in INDEX or letter in bound for letter in letters) and name not in tables
        if head in GREEK and name not in tables:
            continue
        if name in numbers and name not in tables:
            continue
        if head == "I" and head not in tables:
            continue
        if entry and (len(letters) == 1 or head[0].isupper()) and index.split("_")[0] not in ACCENTS:
            shapes[head] = (size, size) if head[0].isupper() and len(letters) == 2 else (size, 1)
        else:
            shapes[name] = (size, size) if head[0].isupper() else (size, 1)
    other = usual(nodes, scalar, size + 1) if size == USUAL else None
    return Space({}, shapes, {EVERY: size}, True, other)


def general(nodes: tuple[Node, ...]) -> Space:
    """Every Latin letter is a square matrix: what holds for these holds for all that fit."""
    names = {name for node in nodes for name in free_symbols(node)}
    shapes = {name: (USUAL, USUAL) for name in names if name.partition("_")[0] not in GREEK}
    return Space({}, shapes, {EVERY: USUAL}, guessed=True)


def order_may_matter(nodes: tuple[Node, ...]) -> Space | None:
    """The space in which capitals that stand side by side are matrices; None where there are none."""
    if not any(True for node in nodes for _ in _beside(node)):
        return None
    beside = {name for node in nodes for name in free_symbols(node) if name[0].isascii() and name[0].isupper()}
    if any(name in beside for node in nodes for name in _numbers(node)):
        return None
    return Space({}, dict.fromkeys(beside, (USUAL, USUAL)))


def _capital(node: Node) -> str | None:
    """The usual name of a matrix that a factor is, or a power of; other capitals are sizes as often."""
    if isinstance(node, Power):
        node = node.base
    return node.name if isinstance(node, Sym) and node.name.partition("_")[0] in MATRICES else None


def _beside(node: Node) -> Iterator[str]:
    if isinstance(node, Product):
        for place, mark in enumerate(node.marks):
            pair = node.factors[place : place + 2]
            capitals = [_capital(each) for each in pair]
            if mark == "" and all(capitals):
                yield from (name for name in capitals if name)
    for child in children(node):
        yield from _beside(child)


def _numbers(node: Node, inside: bool = False) -> Iterator[str]:
    """Names that must be numbers: below a fraction line, in an exponent, under a root, at the end of a sum's range."""
    if isinstance(node, Sym):
        if inside:
            yield node.name
        return
    if isinstance(node, Call) and node.name in _SIGNS:
        inside = False
    if isinstance(node, Quotient):
        yield from _numbers(node.top, inside)
        yield from _numbers(node.bottom, True)
        return
    if isinstance(node, Power):
        root = isinstance(node.exponent, Quotient) or (
            isinstance(node.exponent, Num) and node.exponent.value != int(node.exponent.value)
        )
        yield from _numbers(node.base, inside or root)
        yield from _numbers(node.exponent, True)
        return
    if isinstance(node, Summation):
        yield from _numbers(node.low, True)
        yield from _numbers(node.high, True)
        yield from _numbers(node.body, inside)
        return
    for child in children(node):
        yield from _numbers(child, inside)


def _tables(node: Node) -> Iterator[str]:
    """Names that stand where only a vector or a matrix can: in a norm, transposed."""
    if isinstance(node, Call) and node.name in _SIGNS and node.name != "entry":
        yield from (arg.name for arg in node.args if isinstance(arg, Sym))
    for child in children(node):
        yield from _tables(child)


def _indices(node: Node) -> Iterator[str]:
    if isinstance(node, Summation):
        yield node.variable
    for child in children(node):
        yield from _indices(child)


def same_ends(one: Node, other: Node) -> tuple[Node, Node]:
    """Two formulas, in which a sum over all values of an index goes as far as the one end that is named: to K, or n."""
    ends = {end for node in (one, other) for end in _ends(node)}
    named = {end for end in ends if isinstance(end, Sym) and end.name != EVERY}
    if Sym(EVERY) not in ends or len(named) != 1:
        return one, other
    return _ending(one, min(named, key=str)), _ending(other, min(named, key=str))


def _ends(node: Node) -> Iterator[Node]:
    if isinstance(node, Summation):
        yield node.high
    for child in children(node):
        yield from _ends(child)


def _ending(node: Node, end: Node) -> Node:
    return rebuilt(node, lambda each: end if each == Sym(EVERY) else each)
