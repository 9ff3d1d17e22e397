"""What an author should mend in an assignment before a student meets it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from grader.authoring import Assignment, AuthoringError, Question
from grader.authoring.dealing import Clash, clashes, count, draw, key, ranges
from grader.authoring.problems import FIELD, Problem
from grader.model.answers import Answer, Unreadable
from grader.model.rubrics import Rubric

USUAL_DRAWS = 200
SHORTEST_SECRET = 3
"""Characters: a shorter answer stands in many a text by accident."""


class Finding(NamedTuple):
    """Something to mend. label : of the question or the problem. kind : a stable word. text : a sentence."""

    label: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


class Step(NamedTuple):
    """A part of the work that is done: so many of so many, with what was found."""

    done: int
    of: int
    findings: tuple[Finding, ...]


def lint(assignment: Assignment, draws: int = USUAL_DRAWS) -> Iterator[Step]:
    """All findings on the printed numbers and on this many draws of each problem, step by step for a progress bar."""
    try:
        questions = assignment.questions
        _ = assignment.outline
    except AuthoringError as slip:
        yield Step(1, 1, (Finding(assignment.name, "assignment", str(slip)),))
        return
    problems = {id(question.problem): question.problem for question in questions}
    steps = len(questions) + len(problems)
    for done, question in enumerate(questions, 1):
        yield Step(done, steps, tuple(_question(assignment, question)))
    for done, (number, problem) in enumerate(problems.items(), len(questions) + 1):
        labels = {id(q.part): q.label for q in questions if id(q.problem) == number}
        yield Step(done, steps, tuple(_problem(problem, labels, draws)))


def _question(assignment: Assignment, question: Question) -> Iterator[Finding]:
    """What is wrong with the printed question."""
    label = question.label
    texts = {"the question": question.part.prompt}
    texts |= {mistake.key: mistake.feedback for mistake in question.part.mistakes}
    texts |= {convention.key: convention.note for convention in question.part.conventions}
    for name, text in texts.items():
        for field in _unfilled(text, *question.given):
            yield Finding(label, "field", f"{name} speaks of {{{field}}}, which the givens do not have")
    if question.part.uses is not None:
        try:
            assignment.earlier(question)
        except AuthoringError as slip:
            yield Finding(label, "uses", str(slip))
            return
    try:
        answers = key(question.part, question.given)
        again = key(question.part, question.given)
    except Exception as trouble:  # noqa: BLE001 - whatever an author's solver raises is to be told, not to stop us
        yield Finding(label, "solver", f"a solver fails on the printed numbers: {type(trouble).__name__}: {trouble}")
        return
    if not _alike(question, answers.reference, again.reference):
        yield Finding(label, "changing", "the reference is another one each time it is computed")
        return
    if isinstance(answers.reference, Rubric):
        if sum(criterion.points for criterion in answers.reference.criteria) <= 0:
            yield Finding(label, "rubric", "the rubric's criteria are worth nothing")
        return
    for fault in getattr(question.answer, "faults", lambda _: ())(answers.reference):
        yield Finding(label, "cases", fault)
    yield from _read_back(question, answers.reference)


def _read_back(question: Question, reference: Any) -> Iterator[Finding]:
    """The reference, written as the type shows it, has to be read and judged right; and must not be given away."""
    kind = question.answer
    try:
        shown = kind.show(reference)
        judged = kind.match(kind.read(shown), reference)
    except Unreadable as trouble:
        if _is_value(kind, reference):
            yield Finding(question.label, "reading", f"its own reference can't be read back: {trouble.hint}")
        return
    except Exception as trouble:  # noqa: BLE001 - see above
        yield Finding(question.label, "type", f"the reference does not suit its answer type: {trouble!r}")
        return
    if judged.equal is False:
        yield Finding(question.label, "reading", f"its own reference would be judged wrong: {judged.reason}")
    texts = [("the question", question.prompt())]
    texts += [(mistake.key, question.filled(mistake.feedback)) for mistake in question.part.mistakes]
    for name, text in texts if kind.kind != "choice" else ():
        if len(shown) >= SHORTEST_SECRET and re.search(rf"(?<![\w.]){re.escape(shown)}(?!\w|\.\d)", text):
            yield Finding(question.label, "secret", f"{name} gives the answer away")


def _is_value(kind: Any, reference: Any) -> bool:
    """Whether the key is a value of the kind that students give, rather than a demand on it (a table to be held)."""
    try:
        return bool(kind.match(Answer(reference), reference))
    except Exception:  # noqa: BLE001 - a demand is not made to be matched
        return False


def _alike(question: Question, one: Any, other: Any) -> bool:
    if isinstance(one, Rubric):
        return bool(one.criteria == other.criteria)
    try:
        return bool(question.answer.overlap(one, other))
    except Exception:  # noqa: BLE001 - told when it is read back
        return True


def _unfilled(text: str, *given: Any) -> list[str]:
    if not given:
        return []
    return [found for found in FIELD.findall(text) if not hasattr(given[0], found)]


def _problem(problem: Problem[Any], labels: dict[int, str], draws: int) -> Iterator[Finding]:
    """What is wrong with the stem, the printed numbers and the ranges of a problem."""
    label = problem.label
    printed = problem.printed()
    for field in _unfilled((problem.givens.__doc__ or "") if problem.givens else "", *printed):
        yield Finding(label, "field", f"the stem speaks of {{{field}}}, which the givens do not have")
    for clash in _clashes(problem, printed):
        yield Finding(_place(problem, clash, labels), _kind(clash), f"{_said(clash)} with the printed numbers")
    allowed = ranges(problem)
    if not allowed:
        return
    for name, values in allowed.items():
        if getattr(printed[0], name) not in values:
            yield Finding(label, "default", f"{name} = {getattr(printed[0], name)} is printed, but not in its range")
    yield from _drawn(problem, allowed, labels, draws)


def _drawn(
    problem: Problem[Any], allowed: dict[str, tuple[Any, ...]], labels: dict[int, str], draws: int
) -> Iterator[Finding]:
    size = count(problem)
    tried = min(size, draws)
    step = _coprime(size)
    seen: Counter[tuple[str, str, str]] = Counter()
    dealt: dict[str, set[Any]] = {name: set() for name in allowed}
    for number in range(tried):
        given = draw(problem, number if tried == size else number * step % size)
        found = {(_place(problem, clash, labels), _kind(clash), _said(clash)) for clash in _clashes(problem, (given,))}
        seen.update(found)
        if not found:
            for name in allowed:
                dealt[name].add(getattr(given, name))
    for (place, kind, said), times in seen.items():
        if kind == "solver" or times * 2 > tried:
            yield Finding(place, kind, f"{said} in {times * 100 / tried:.0f}% of the draws")
    for name, values in allowed.items():
        for value in values:
            if value not in dealt[name] and (tried == size or tried >= 20 * len(values)):
                yield Finding(problem.label, "never", f"{name} = {value} is never dealt")


def _clashes(problem: Problem[Any], given: tuple[Any, ...]) -> list[Clash]:
    try:
        return list(clashes(problem, given))
    except Exception as trouble:  # noqa: BLE001 - see above
        return [Clash(problem.parts[0], refused=f"{type(trouble).__name__}: {trouble}", crash=True)]


def _place(problem: Problem[Any], clash: Clash, labels: dict[int, str]) -> str:
    return labels.get(id(clash.part), problem.label)


def _kind(clash: Clash) -> str:
    return "solver" if clash.crash else "refused" if clash.refused else "same"


def _said(clash: Clash) -> str:
    if clash.crash:
        return f"a solver fails: {clash.refused}"
    if clash.refused:
        return clash.refused
    return f"{clash.names[0]} and {clash.names[1]} are the same"


def _coprime(size: int) -> int:
    """A stride that visits every draw, and neighbours far apart."""
    import math

    stride = max(int(size * 0.618), 1)
    while math.gcd(stride, size) > 1:
        stride += 1
    return stride
