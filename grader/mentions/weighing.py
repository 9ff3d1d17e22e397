"""Which of an answer's readings is meant, or none: all of them and "none of these" compete in one softmax."""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from grader.mentions.signals import SIGNALS

T = TypeVar("T")


@cache
def weights(kind: str) -> dict[str, float]:
    """Return the weights of the signals of one kind of mention ("amount"), in log-odds; "none" speaks for none."""
    with open(os.path.join(os.path.dirname(__file__), "weights.toml"), "rb") as file:
        table: dict[str, dict[str, float]] = tomllib.load(file)
    return table[kind]


def weighed(
    values: Sequence[T],
    signals: Sequence[frozenset[str]],
    none: frozenset[str],
    same: Callable[[T, T], bool],
    kind: str,
) -> list[float]:
    """Return for each reading the probability that its value is meant; readings of one value add up.

    signals : what holds of each. none : what speaks for none of them. same : whether two readings say the same.
    """
    table, against = weights(kind), weights("none")
    scores = [sum(table[name] for name in sorted(held)) for held in signals]
    if not scores:
        return []
    nothing = against["base"] + sum(against[name] for name in sorted(none))
    top = max(*scores, nothing)
    shares = [math.exp(score - top) for score in scores]
    whole = sum(shares) + math.exp(nothing - top)
    groups: list[list[int]] = []
    for number, value in enumerate(values):
        for group in groups:
            if same(values[group[0]], value):
                group.append(number)
                break
        else:
            groups.append([number])
    result = [0.0] * len(values)
    for group in groups:
        share = sum(shares[number] for number in group) / whole
        for number in group:
            result[number] = share
    return result


def decisive(held: frozenset[str], kind: str) -> str:
    """Return the sentence of the signal that speaks loudest among those that hold."""
    table = weights(kind)
    names: list[Any] = sorted((name for name in held if name in SIGNALS), key=lambda name: (-abs(table[name]), name))
    return SIGNALS[names[0]].says if names else "a number in the text"


def against(held: Iterable[str]) -> str:
    """Return the sentence of the signal of an amount that speaks loudest against it, nothing where none does."""
    table = weights("amount")
    names = sorted((name for name in held if name in SIGNALS and table[name] < 0), key=lambda name: (table[name], name))
    return SIGNALS[names[0]].says if names else ""
