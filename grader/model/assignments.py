"""What alignment and readers may know of an assignment: its outline, with no solver and no key in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from grader.model.answers import AnswerType, Executed, executed


class Slot(NamedTuple):
    """A place for one answer.

    label : canonical, nested by dots ("3.B.i"). title : a few words. prompt : the question as printed.
    variable : the name that a notebook may assign the answer to ("q3_B_i").
    """

    label: str
    title: str
    prompt: str
    answer: AnswerType[Any, Any]
    variable: str


class Scheme(NamedTuple):
    """A numbering under which the assignment was once handed out.

    labels : from a label as written, nested by dots ("2.i", "1.a"), to the canonical labels that it asks for (several
    where one question asks for two things), in the order of the sheet.
    """

    name: str
    labels: Mapping[str, tuple[str, ...]]


class Outline(NamedTuple):
    """The question tree of an assignment: its slots in order and its numbering schemes, the printed one first."""

    name: str
    slots: tuple[Slot, ...]
    schemes: tuple[Scheme, ...]

    @property
    def executed(self) -> dict[str, Executed]:
        """The answer types, by label, of the questions that are answered by running code."""
        return {slot.label: kind for slot in self.slots if (kind := executed(slot.answer))}
