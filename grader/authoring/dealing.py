"""Numbers of one's own for each student: drawn from the ranges of the givens by a keyed hash, the same everywhere.

A draw is usable if no solver refuses it and no two of the reference, the conventions and the mistakes of a part could
be taken for each other: a wrong answer must be told from the right one, and by its own name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple, get_type_hints

from grader.authoring.problems import AuthoringError, Convention, Mistake, Part, Problem
from grader.authoring.ranges import OneOf

MAX_DRAWS = 2_000
"""So many unusable draws in a row say that the ranges hold no usable one."""


class Key(NamedTuple):
    """The answers of one part for one set of numbers: the right one, and those that have a name."""

    reference: Any
    conventions: tuple[tuple[Convention, Any], ...]
    mistakes: tuple[tuple[Mistake, Any], ...]


class Clash(NamedTuple):
    """Why a draw is not usable.

    part : where. names : the two answers that could be taken for each other. refused : else, what a solver says of
    these numbers. crash : it did not mean to.
    """

    part: Part[Any, Any]
    names: tuple[str, str] = ("", "")
    refused: str = ""
    crash: bool = False


def ranges(problem: Problem[Any]) -> dict[str, tuple[Any, ...]]:
    """The givens of a problem that may vary, with their values."""
    if problem.givens is None:
        return {}
    hints = get_type_hints(problem.givens, include_extras=True)
    return {
        name: mark.values
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, OneOf)
    }


def count(problem: Problem[Any]) -> int:
    """How many draws there are, usable or not."""
    return math.prod(len(values) for values in ranges(problem).values())


def draw(problem: Problem[Any], number: int) -> Any:
    """The draw of that number, from 0; numbers past the last begin anew."""
    chosen = {}
    for name, values in ranges(problem).items():
        number, place = divmod(number, len(values))
        chosen[name] = values[place]
    assert problem.givens is not None, f"{problem.label} has no givens"  # noqa: S101
    return problem.givens(**chosen)


def key(part: Part[Any, Any], given: tuple[Any, ...]) -> Key:
    """Every named answer of a part. Raises what its solvers raise."""
    arguments = (*_used(part, given), *given)
    return Key(
        part.solve(*arguments),
        tuple((convention, convention.solve(*arguments)) for convention in part.conventions),
        tuple((mistake, mistake.solve(*arguments)) for mistake in part.mistakes),
    )


def _used(part: Part[Any, Any], given: tuple[Any, ...]) -> tuple[Any, ...]:
    if part.uses is None:
        return ()
    earlier = part.uses
    return (earlier.solve(*_used(earlier, given), *given),)


def clashes(problem: Problem[Any], given: tuple[Any, ...]) -> Iterator[Clash]:
    """Everything that makes a draw unusable."""
    for part in problem.parts:
        try:
            answers = key(part, given)
        except ValueError as refusal:
            yield Clash(part, refused=str(refusal))
            continue
        kind = part.answer_for(*given)
        named = [("the reference", answers.reference)]
        named += [(convention.key, value) for convention, value in answers.conventions]
        for mistake, wrong in answers.mistakes:
            for name, other in named:
                if kind.overlap(other, wrong):
                    yield Clash(part, (name, mistake.key))
            named.append((mistake.key, wrong))


def deal(problem: Problem[Any], secret: str, student: str) -> tuple[Any, ...]:
    """The givens of one student: as printed where nothing may vary, else the first usable draw.

    Draws are numbered by HMAC-SHA-256, keyed by the secret, of problem, student and try; nothing of it depends on the
    machine or the version of Python. Raises AuthoringError where the ranges hold no usable draw.
    """
    import hashlib
    import hmac

    if not ranges(problem):
        return problem.printed()
    size = count(problem)
    for attempt in range(MAX_DRAWS):
        text = "\0".join((problem.label, student.strip().casefold(), str(attempt)))
        digest = hmac.digest(secret.encode(), text.encode(), hashlib.sha256)
        given = (draw(problem, int.from_bytes(digest) % size),)
        if next(clashes(problem, given), None) is None:
            return given
    raise AuthoringError(f"the ranges of {problem.label} hold no usable draw: grader lint says why")
