"""The tree that a text is read as. Every node knows the characters it was read from.

Nodes are equal where they say the same, wherever they stand. They are made by a decorator of our own: eighteen frozen
dataclasses take 9 ms to define, more than a check needs to read its file, and these take a tenth of that.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeVar, dataclass_transform

N = TypeVar("N")
EVERY = "#"
"""The name of how many values an index without a range has."""

_PLACE = ("start", "end", "marks")
"""Fields that say where or how a node was written; equality passes over them."""


@dataclass_transform(frozen_default=True)
def node(cls: type[N]) -> type[N]:
    """A frozen class with slots for its annotations, equality by what it says, and a repr."""
    names = tuple(cls.__annotations__)
    defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
    compared = tuple(name for name in names if name not in _PLACE)
    assign = object.__setattr__

    def initialise(self: Any, *given: Any, **named: Any) -> None:
        for name, value in zip(names, given, strict=False):
            assign(self, name, value)
        for name in names[len(given) :]:
            assign(self, name, named[name] if name in named else defaults[name])

    def content(self: Any) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in compared)

    def equal(self: Any, other: object) -> bool:
        return type(self) is type(other) and content(self) == content(other)

    def digest(self: Any) -> int:
        return hash((type(self).__name__, content(self)))

    def shown(self: Any) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in compared)})"

    def refuse(self: Any, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    body = {name: value for name, value in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    body |= {"__slots__": names, "__match_args__": names, "__init__": initialise, "__eq__": equal, "__hash__": digest}
    body |= {"__repr__": shown, "__setattr__": refuse}
    built: Any = type(cls.__name__, (), body)
    return built  # type: ignore[no-any-return]


def placed(node: Node, start: int, end: int) -> Node:
    """The same node, standing elsewhere."""
    names = type(node).__slots__  # type: ignore[union-attr]
    fields = {name: getattr(node, name) for name in names} | {"start": start, "end": end}
    return type(node)(**fields)


@node
class Num:
    """A literal number.

    unit : the place value of the last digit given where it is a decimal or a rounded figure (0.18 → 1/100, 62M → 10⁶),
    None where it is exact. percent : it bore a % sign, and `value` is already divided by 100.
    """

    value: int | Fraction
    unit: Fraction | None = None
    percent: bool = False
    start: int = 0
    end: int = 0


@node
class Sym:
    """A symbol under its canonical name: "w_2", "sigma", "n_in"."""

    name: str
    start: int = 0
    end: int = 0


@node
class Call:
    """A known function applied to its arguments; primes counts the derivatives taken (σ′)."""

    name: str
    args: tuple[Node, ...]
    primes: int = 0
    start: int = 0
    end: int = 0


@node
class Neg:
    """−arg."""

    arg: Node
    start: int = 0
    end: int = 0


@node
class Sum:
    """The sum of its terms; a difference has a Neg."""

    terms: tuple[Node, ...]
    start: int = 0
    end: int = 0


@node
class Product:
    """The product of its factors; marks are the signs between them: "×", "x", "*", "·", "" for none."""

    factors: tuple[Node, ...]
    marks: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


@node
class Quotient:
    """top / bottom."""

    top: Node
    bottom: Node
    start: int = 0
    end: int = 0


@node
class Power:
    """base to the exponent."""

    base: Node
    exponent: Node
    start: int = 0
    end: int = 0


@node
class Factorial:
    """arg!."""

    arg: Node
    start: int = 0
    end: int = 0


@node
class Group:
    """A tuple "(", list "[", set "{" or bare list "" of items."""

    items: tuple[Node, ...]
    bracket: str
    start: int = 0
    end: int = 0


@node
class Interval:
    """An interval whose ends are written with different brackets: [low, high)."""

    low: Node
    high: Node
    closed: tuple[bool, bool]
    start: int = 0
    end: int = 0


@node
class Summation:
    """The sum of body for variable = low … high, or its product, largest, smallest value or their places.

    kind : "sum", "prod", "max", "min", "argmax", "argmin". high is Sym(EVERY) where all values of the index are meant.
    """

    body: Node
    variable: str
    low: Node
    high: Node
    kind: str = "sum"
    start: int = 0
    end: int = 0


@node
class Matrix:
    """Rows of equal length, at least one entry each."""

    rows: tuple[tuple[Node, ...], ...]
    start: int = 0
    end: int = 0


@node
class Chain:
    """Members joined by relations: "=", "≈", "→"."""

    items: tuple[Node, ...]
    relations: tuple[str, ...]
    start: int = 0
    end: int = 0


@node
class PlusMinus:
    """±arg, or left ± arg where `left` is given."""

    arg: Node
    left: Node | None = None
    start: int = 0
    end: int = 0


@node
class WithWords:
    """A node and the words behind it: "608 parameters"."""

    node: Node
    words: str
    start: int = 0
    end: int = 0


Node = (
    Num
    | Sym
    | Call
    | Neg
    | Sum
    | Product
    | Quotient
    | Power
    | Factorial
    | Group
    | Interval
    | Summation
    | Matrix
    | Chain
    | PlusMinus
    | WithWords
)
