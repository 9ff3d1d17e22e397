"""The tree that a text is read as. Every node knows the characters it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Num:
    """A literal number.

    unit : the place value of the last digit given where it is a decimal or a rounded figure (0.18 → 1/100, 62M → 10⁶),
    None where it is exact. percent : it bore a % sign, and `value` is already divided by 100.
    """

    value: int | Fraction
    unit: Fraction | None = None
    percent: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sym:
    """A symbol under its canonical name: "w_2", "sigma", "n_in"."""

    name: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A known function applied to its arguments; primes counts the derivatives taken (σ′)."""

    name: str
    args: tuple[Node, ...]
    primes: int = 0
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Neg:
    """−arg."""

    arg: Node
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of its terms; a difference has a Neg."""

    terms: tuple[Node, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Product:
    """The product of its factors; marks are the signs between them: "×", "x", "*", "·", "" for none."""

    factors: tuple[Node, ...]
    marks: tuple[str, ...] = field(default=(), compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quotient:
    """top / bottom."""

    top: Node
    bottom: Node
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Power:
    """base to the exponent."""

    base: Node
    exponent: Node
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Factorial:
    """arg!."""

    arg: Node
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A tuple "(", list "[", set "{" or bare list "" of items."""

    items: tuple[Node, ...]
    bracket: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval whose ends are written with different brackets: [low, high)."""

    low: Node
    high: Node
    closed: tuple[bool, bool]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Summation:
    """The sum of body for index = low … high."""

    body: Node
    index: str
    low: Node
    high: Node
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of equal length, at least one entry each."""

    rows: tuple[tuple[Node, ...], ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Members joined by relations: "=", "≈", "→"."""

    items: tuple[Node, ...]
    relations: tuple[str, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PlusMinus:
    """±arg, or left ± arg where `left` is given."""

    arg: Node
    left: Node | None = None
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class WithWords:
    """A node and the words behind it: "608 parameters"."""

    node: Node
    words: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


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
