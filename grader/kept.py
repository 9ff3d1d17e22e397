"""What was made of an object that can't be hashed, kept for the next who asks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")


def kept(most: int) -> Callable[[Callable[Concatenate[T, P], R]], Callable[Concatenate[T, P], R]]:
    """Keep up to `most` results of a function; its first argument is known by its identity, the others by their value.

    The first argument is kept, too, so that no other object can take its place.

    >>> @kept(8)
    ... def doubled(numbers: list[int]) -> list[int]:
    ...     return [2 * number for number in numbers]
    >>> given = [1]
    >>> doubled(given) is doubled(given)
    True
    """

    def decorate(function: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
        known: dict[Any, tuple[T, R]] = {}

        @functools.wraps(function)
        def remembered(first: T, /, *others: P.args, **named: P.kwargs) -> R:
            key = id(first), others, tuple(named.items())
            found = known.get(key)
            if found is None or found[0] is not first:
                if len(known) >= most:
                    known.clear()
                found = known[key] = first, function(first, *others, **named)
            return found[1]

        return remembered

    return decorate
