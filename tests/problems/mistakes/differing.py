"""What every wrong solver has to do: give another answer than the right one and than its siblings, and say why."""

from __future__ import annotations

import itertools
import re
from types import ModuleType
from typing import Any

import numpy as np

import solutions

Case = tuple[tuple[Any, ...], dict[str, Any]]


def case(*arguments: Any, **keywords: Any) -> Case:
    """The arguments of a call."""
    return arguments, keywords


def differ(one: Any, other: Any) -> bool:
    """Whether two answers are not the same, to the rounding of floats."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) != len(other) or any(map(differ, one, other))
    if isinstance(one, np.ndarray | float) or isinstance(other, float):
        first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
        return first.shape != second.shape or not np.allclose(first, second, equal_nan=True)
    return bool(one != other)


def assert_told_apart(module: ModuleType, cases: dict[str, list[Case]]) -> None:
    """Assert that the cases tell every wrong solver from the right one, and the wrong ones from each other."""
    assert module.MISTAKES.keys() == cases.keys()
    for name, wrong in module.MISTAKES.items():
        for one, other in itertools.combinations((getattr(solutions, name), *wrong), 2):
            answers = [(one(*given, **keywords), other(*given, **keywords)) for given, keywords in cases[name]]
            assert any(differ(*pair) for pair in answers), (name, one.__name__, other.__name__)


def assert_explained(module: ModuleType) -> None:
    """Assert that every mistake is listed, and asks the student something without a number in it."""
    listed = list(itertools.chain.from_iterable(module.MISTAKES.values()))
    assert len(listed) == len(set(listed)) >= 3
    for wrong in listed:
        text = wrong.__doc__ or ""
        assert text.endswith((".", "?")), wrong.__name__
        assert "?" in text, wrong.__name__
        assert not re.search(r"\d", text), wrong.__name__
    defined = {
        thing for name, thing in vars(module).items()
        if callable(thing) and not name.startswith("_") and getattr(thing, "__module__", "") == module.__name__
    }  # fmt: skip
    assert defined == set(listed)
