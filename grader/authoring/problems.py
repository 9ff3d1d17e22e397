"""A problem, its parts, and the beliefs that lead away from its answers: all of them functions of the givens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar, cast, overload

from grader.model.answers import AnswerType

P = ParamSpec("P")
G = TypeVar("G")
K = TypeVar("K")
U = TypeVar("U")

_FUNCTIONS = type(lambda: None)
FIELD = re.compile(r"(?<![\w^_}\\])\{(\w+)\}")


class AuthoringError(TypeError):
    """A slip in a problem module, told with both sides of it."""


class Mistake(NamedTuple):
    """A wrong solver of one part. key : the misconception's name. feedback : what to say to somebody who holds it."""

    key: str
    feedback: str
    credit: Fraction
    solve: Callable[..., Any]


class Convention(NamedTuple):
    """A solver that is right under a stated convention. note : which one, for the student."""

    key: str
    note: str
    solve: Callable[..., Any]


class Relation(NamedTuple):
    """What two answers of one student owe to each other. differ : of both values, a sentence where they disagree."""

    other: Any
    differ: Callable[[Any, Any], str]


@dataclass(eq=False)
class Part(Generic[P, K]):
    """One gradable question of a problem. Call `solve` for its reference answer."""

    label: str
    title: str
    prompt: str
    points: Fraction
    answer: AnswerType[Any, Any] | Callable[..., AnswerType[Any, Any]]
    solve: Callable[P, K]
    problem: Problem[Any]
    uses: Part[Any, Any] | None = None
    carried: Fraction = Fraction(1)
    mistakes: list[Mistake] = field(default_factory=list)
    conventions: list[Convention] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def answer_for(self, *given: Any) -> AnswerType[Any, Any]:
        """The type of its answers; it may depend on the givens."""
        made = self.answer(*given) if isinstance(self.answer, _FUNCTIONS) else self.answer
        return cast("AnswerType[Any, Any]", made)

    def mistake(self, *, credit: float = 0.0) -> Callable[[Callable[P, K]], Callable[P, K]]:
        """Register a function as the answer that a misconception leads to; its docstring is the feedback.

        credit : the share of the points, in [0, 1), that this answer is still worth.
        """
        if not 0 <= credit < 1:
            raise AuthoringError(f"{self.title}: a mistake's credit lies in [0, 1), not {credit}")

        def register(solve: Callable[P, K]) -> Callable[P, K]:
            key, text = self._checked(solve)
            self.mistakes.append(Mistake(key, text, Fraction(credit).limit_denominator(1000), solve))
            return solve

        return register

    def convention(self) -> Callable[[Callable[P, K]], Callable[P, K]]:
        """Register a function as an answer that is right too; its docstring names the convention."""

        def register(solve: Callable[P, K]) -> Callable[P, K]:
            key, text = self._checked(solve)
            self.conventions.append(Convention(key, text, solve))
            return solve

        return register

    def agrees(self, other: Part[Any, Any]) -> Callable[[Callable[[Any, Any], str]], Callable[[Any, Any], str]]:
        """Register what this answer and another of the same student owe to each other.

        The function takes both values, as they were read, and says in a sentence where they disagree, "" where they
        don't. Then this answer is not scored: a person decides.
        """

        def register(differ: Callable[[Any, Any], str]) -> Callable[[Any, Any], str]:
            self.relations.append(Relation(other, differ))
            return differ

        return register

    def _checked(self, solve: Callable[..., Any]) -> tuple[str, str]:
        name, text = solve.__name__, _docstring(solve)
        if not text:
            raise AuthoringError(f"{name} has no docstring: it is what the student would be told")
        if _arguments(solve) != _arguments(self.solve):
            raise AuthoringError(
                f"{name}({', '.join(_arguments(solve))}) has not the arguments of its part: "
                f"{self.solve.__name__}({', '.join(_arguments(self.solve))})"
            )
        if name in {m.key for m in self.mistakes} | {c.key for c in self.conventions}:
            raise AuthoringError(f"{name} stands twice under {self.solve.__name__}")
        return name, text


class Problem(Generic[P]):
    """A stem with its givens, and the parts that ask about them.

    givens : a frozen dataclass whose docstring is the stem and whose defaults are the printed homework; None where
    the problem has no numbers, and its parts take no argument.
    """

    @overload
    def __init__(self: Problem[[]], label: str, title: str) -> None: ...
    @overload
    def __init__(self: Problem[[G]], label: str, title: str, givens: type[G]) -> None: ...
    def __init__(self, label: str, title: str, givens: type[Any] | None = None) -> None:
        if givens is not None and not getattr(getattr(givens, "__dataclass_params__", None), "frozen", False):
            raise AuthoringError(f"the givens of {label} must be a frozen dataclass: {givens.__name__} is not")
        self.label, self.title, self.givens = label, title, givens
        self.parts: list[Part[Any, Any]] = []

    @overload
    def part(
        self,
        label: str = "",
        *,
        points: float,
        answer: AnswerType[Any, K] | Callable[P, AnswerType[Any, K]],
        title: str = "",
    ) -> Callable[[Callable[P, K]], Part[P, K]]: ...
    @overload
    def part(
        self,
        label: str = "",
        *,
        points: float,
        answer: AnswerType[Any, K] | Callable[P, AnswerType[Any, K]],
        title: str = "",
        uses: Part[P, U],
        carried: float = 1.0,
    ) -> Callable[[Callable[Concatenate[U, P], K]], Part[Concatenate[U, P], K]]: ...
    def part(
        self,
        label: str = "",
        *,
        points: float,
        answer: AnswerType[Any, Any] | Callable[..., AnswerType[Any, Any]],
        title: str = "",
        uses: Part[Any, Any] | None = None,
        carried: float = 1.0,
    ) -> Callable[[Callable[..., Any]], Part[Any, Any]]:
        """Register a function as a question; its docstring is the prompt and what it returns the reference.

        label : below the problem's own, "" where the problem is one question. points : at least 0. answer : the type
        of its answers, or a function of the givens that returns it. title : a few words; the function's name where it
        is left out. uses : an earlier part whose answer the function takes before
        the givens: the reference's in the reference run, the student's own for follow-through, which then earns the
        share `carried` of the points.
        """

        def register(solve: Callable[..., Any]) -> Part[Any, Any]:
            wanted = (1 if uses is not None else 0) + (1 if self.givens is not None else 0)
            if len(_arguments(solve)) != wanted:
                form = ", ".join(["the answer used"] * (uses is not None) + ["the givens"] * (self.givens is not None))
                raise AuthoringError(
                    f"{solve.__name__}({', '.join(_arguments(solve))}) under {self.label} takes ({form})"
                )
            if not _docstring(solve):
                raise AuthoringError(f"{solve.__name__} has no docstring: it is the question's text")
            if any(label == other.label for other in self.parts):
                raise AuthoringError(f"{self.label} has two parts labelled {label or '(nothing)'}")
            if points < 0 or not 0 <= carried <= 1:
                raise AuthoringError(f"{solve.__name__}: points are at least 0 and carried lies in [0, 1]")
            part: Part[Any, Any] = Part(
                label,
                title or solve.__name__.replace("_", " ").capitalize(),
                _docstring(solve),
                Fraction(points).limit_denominator(1000),
                answer,
                solve,
                self,
                uses,
                Fraction(carried).limit_denominator(1000),
            )
            self.parts.append(part)
            return part

        return register

    def printed(self) -> tuple[Any, ...]:
        """The arguments of the printed homework: the givens with their defaults, or nothing."""
        return () if self.givens is None else (self.givens(),)

    def stem(self, *given: Any) -> str:
        """What is said before the parts, with the numbers filled in; "" where there are no givens."""
        return fill(_docstring(self.givens), *given) if self.givens is not None else ""


def fill(text: str, *given: Any) -> str:
    r"""A prompt with its {fields} filled in from the givens; LaTeX's braces are left alone.

    >>> from types import SimpleNamespace
    >>> fill(r"{n} filters, \frac{n}{2} and w^{n}", SimpleNamespace(n=8))
    '8 filters, \\frac{n}{2} and w^{n}'
    """
    if not given:
        return text

    def value(found: re.Match[str]) -> str:
        return str(getattr(given[-1], found[1], found[0]))

    return FIELD.sub(value, text)


def _docstring(thing: Any) -> str:
    """The docstring with its indentation folded: paragraphs stay, lines are joined.

    A dataclass without one is given its own signature by Python, which is no stem.
    """
    text = thing.__doc__ or ""
    if isinstance(thing, type) and text.startswith(f"{thing.__name__}("):
        return ""
    paragraphs = re.split(r"\n[ \t]*\n", text.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _arguments(solve: Callable[..., Any]) -> tuple[str, ...]:
    code = solve.__code__
    return code.co_varnames[: code.co_argcount]
