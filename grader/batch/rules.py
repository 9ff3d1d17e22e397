"""By what an assignment is judged, as hashes: a verdict is as old as the rules of its question.

A question's hash covers its prompt, points, answer type, key, conventions, mistakes with their credit and feedback,
what it builds on, and the version of grader; not comments, names of variables or files.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import grader
from grader.authoring import Assignment, Question
from grader.authoring.dealing import count, draw, key, ranges

DRAWS = 6
"""So many sets of numbers beside the printed ones are solved for the hash."""

MAX_DEPTH = 30
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Rules(NamedTuple):
    """The rules of an assignment. version : of all of it. questions : the hash of each by its label."""

    version: str
    questions: Mapping[str, str]


def rules(assignment: Assignment) -> Rules:
    """The hashes of an assignment with its printed numbers; the same on every machine and for every order of work."""
    reading = _hash(
        [
            grader.__version__,
            [[scheme.name, dict(scheme.labels)] for scheme in assignment.outline.schemes],
            [question.label for question in assignment.questions],
        ]
    )
    parts = {id(question.part): question.label for question in assignment.questions}
    own = {
        question.label: _hash([grader.__version__, *_described(question, parts)]) for question in assignment.questions
    }
    questions = {
        question.label: _hash([own[label] for label in _with_needed(question, parts)])
        for question in assignment.questions
    }
    return Rules(_hash([assignment.name, reading, questions]), questions)


def _with_needed(question: Question, parts: Mapping[int, str]) -> list[str]:
    """The question's label and those of the questions whose answers it is judged by."""
    needed = {question.label}
    part = question.part.uses
    while part is not None:
        needed.add(parts.get(id(part), question.label))
        part = part.uses
    needed |= {parts[id(relation.other)] for relation in question.part.relations if id(relation.other) in parts}
    return sorted(needed)


def _described(question: Question, parts: Mapping[int, str]) -> Iterator[Any]:
    """Whatever a verdict depends on. parts : of this assignment; what others relate a shared part to is not ours."""
    part = question.part
    yield question.label, question.title, part.prompt, question.stem(), part.points, part.carried
    yield canonical(question.answer)
    yield [(mistake.key, mistake.feedback, mistake.credit) for mistake in part.mistakes]
    yield [(convention.key, convention.note) for convention in part.conventions]
    yield [canonical(relation.differ) for relation in part.relations if id(relation.other) in parts]
    for given in _numbers(question):
        try:
            answers = key(part, given)
        except ValueError as refusal:
            yield str(refusal)
            continue
        yield canonical(answers.reference)
        yield [canonical(value) for _, value in (*answers.conventions, *answers.mistakes)]


def _numbers(question: Question) -> Iterator[tuple[Any, ...]]:
    yield question.problem.printed()
    if ranges(question.problem):
        total = count(question.problem)
        for number in range(min(total, DRAWS)):
            yield (draw(question.problem, number * max(total // DRAWS, 1)),)


def canonical(value: Any, depth: int = 0) -> Any:
    """The value as nested lists of texts that are the same in every process.

    >>> canonical({"b": 1, "a": (2, 0.5)})
    ['dict', [['a', ['tuple', ['2', '0.5']]], ['b', '1']]]
    """
    if depth > MAX_DEPTH:
        return "…"
    if value is None or isinstance(value, bool | int | float | complex | Fraction):
        return str(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        pairs = [[canonical(name, depth + 1), canonical(held, depth + 1)] for name, held in value.items()]
        return ["dict", sorted(pairs, key=repr)]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [canonical(each, depth + 1) for each in value]]
    if isinstance(value, set | frozenset):
        return ["set", sorted((canonical(each, depth + 1) for each in value), key=repr)]
    return _thing(value, depth)


def _thing(value: Any, depth: int) -> Any:
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    if isinstance(value, type):
        return [name, f"{value.__module__}.{value.__qualname__}"]
    if isinstance(value, functools.partial):
        return [name, canonical(value.func, depth + 1), canonical(value.args, depth), canonical(value.keywords, depth)]
    if callable(value) and hasattr(value, "__code__"):
        try:
            return [name, value.__qualname__, inspect.getsource(value)]
        except (OSError, TypeError):
            return [name, value.__qualname__, value.__code__.co_code.hex()]
    if hasattr(value, "tobytes") and hasattr(value, "dtype"):
        return [name, str(value.dtype), str(value.shape), hashlib.sha256(value.tobytes()).hexdigest()]
    if isinstance(value, re.Pattern):
        return [name, value.pattern, str(value.flags)]
    slots = {slot: getattr(value, slot) for slot in getattr(type(value), "__slots__", ()) if hasattr(value, slot)}
    held = slots | vars(value) if hasattr(value, "__dict__") else slots
    if held:
        stable = {slot: each for slot, each in held.items() if not slot.startswith("__")}
        return [name, canonical(stable, depth + 1)]
    return [name, _ADDRESS.sub("", repr(value))]


def _hash(value: Any) -> str:
    return hashlib.sha256(repr(canonical(value)).encode("utf-8", "surrogatepass")).hexdigest()[:24]
