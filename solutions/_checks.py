"""Checks of arguments that several chapters share."""

from __future__ import annotations

from fractions import Fraction

Number = float | Fraction


def at_least(least: Number, **numbers: Number) -> None:
    """Raise ValueError for the first of the numbers that is below `least`; its name is in the message."""
    for name, number in numbers.items():
        if not number >= least:
            raise ValueError(f"{name.replace('_', ' ')} is at least {least}, not {number}")


def above(least: Number, **numbers: Number) -> None:
    """Raise ValueError for the first of the numbers that is not above `least`."""
    for name, number in numbers.items():
        if not number > least:
            raise ValueError(f"{name.replace('_', ' ')} is above {least}, not {number}")


def below_one(**numbers: Number) -> None:
    """Raise ValueError for the first of the numbers that is outside [0, 1), where decay rates lie."""
    for name, number in numbers.items():
        if not 0 <= number < 1:
            raise ValueError(f"{name.replace('_', ' ')} lies in [0, 1), not {number}")


def same_shape(**shapes: tuple[int, ...]) -> None:
    """Raise ValueError where the shapes are not all one."""
    if len(set(shapes.values())) > 1:
        raise ValueError("these shapes differ: " + ", ".join(f"{name} {shape}" for name, shape in shapes.items()))
