"""Functions that nothing is known of: a value of their own for each argument, the same in every arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=256)
def coefficients(name: str, count: int) -> tuple[int, ...]:
    """Numbers from 1 to 89 that belong to the function."""
    import hashlib

    digest = hashlib.sha256(f"{name}|{count}".encode()).digest() * (1 + count // 16)
    return tuple(1 + byte % 89 for byte in digest[: 2 * count + 2])


def opaque(name: str, args: Sequence[Any], divide: Any) -> Any:
    """A fixed rational function of the arguments, whose coefficients belong to the name.

    It has no identity of its own (it is neither linear nor even), so that two formulas with it agree only where its
    arguments do. divide : the division of the arithmetic that the arguments are numbers of.
    """
    numbers = coefficients(name, max(len(args), 1))
    total = numbers[0] * 1
    for place, arg in enumerate(args):
        linear, square = numbers[2 * place + 1 : 2 * place + 3]
        total = total + arg * linear + arg * arg * square
    return divide(total + numbers[0], total * total + 7)
