"""What every mention that is no amount looks like to the signals."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from grader.maths import Quantity

T = TypeVar("T")


class Mention(NamedTuple, Generic[T]):
    """A value in a text, with the fields that an amount has for the signals to look at.

    form : how it is written or said. lone : it is one symbol.
    """

    value: T
    start: int
    end: int
    at: int
    form: str = ""
    lone: bool = False
    quantity: Quantity = Quantity(0)
    operands: tuple[int, ...] = ()
    symbol: str = ""
    chained: bool = False
    step: bool = False
    closed: bool = False
    torn: bool = False
