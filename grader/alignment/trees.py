"""The nodes of a numbering scheme."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grader.alignment.candidates import LONG_WORD
from grader.kept import kept
from grader.model.answers import AnswerType
from grader.model.assignments import Outline, Scheme


@dataclass(slots=True)
class Tree:
    """The nodes of a scheme in order, with the canonical labels that each opens.

    children : those of the nodes below. leaves_before : so many nodes before it open a question. by_last : the nodes by
    the last component of their names, opening : by the questions that they open. titles : the longer words of the
    questions' titles. answers : the type of the one question's answers. prices : of transitions, once they are known.
    """

    names: list[tuple[str, ...]] = field(default_factory=list)
    labels: list[tuple[str, ...]] = field(default_factory=list)
    children: list[tuple[str, ...]] = field(default_factory=list)
    leaves_before: list[int] = field(default_factory=list)
    by_last: dict[str, list[int]] = field(default_factory=dict)
    titles: list[frozenset[str]] = field(default_factory=list)
    answers: list[AnswerType[Any, Any] | None] = field(default_factory=list)
    opening: dict[str, list[int]] = field(default_factory=dict)
    prices: dict[tuple[int, int, int, bool, bool], float] = field(default_factory=dict)


@kept(8)
def trees(outline: Outline) -> tuple[Tree, ...]:
    """The schemes' trees."""
    return tuple(_tree(scheme, outline) for scheme in outline.schemes)


def _tree(scheme: Scheme, outline: Outline) -> Tree:
    titles = {slot.label: slot.title for slot in outline.slots}
    answers = {slot.label: slot.answer for slot in outline.slots}
    opened: dict[tuple[str, ...], tuple[str, ...]] = {}
    for written, ours in scheme.labels.items():
        parts = tuple(written.split("."))
        for depth in range(1, len(parts)):
            opened.setdefault(parts[:depth], ())
        opened[parts] = ours
    tree = Tree()
    leaves = 0
    for name, ours in opened.items():
        tree.names.append(name)
        tree.labels.append(ours)
        below = tuple(
            label
            for other, labels in opened.items()
            if other[: len(name)] == name and other != name
            for label in labels
        )
        tree.children.append(below)
        tree.leaves_before.append(leaves)
        leaves += bool(ours)
        tree.by_last.setdefault(name[-1].casefold(), []).append(len(tree.names) - 1)
        for label in ours:
            tree.opening.setdefault(label, []).append(len(tree.names) - 1)
        tree.answers.append(answers.get(ours[0]) if len(ours) == 1 else None)
        told = " ".join(titles.get(label, "") for label in ours)
        tree.titles.append(frozenset(LONG_WORD.findall(told.casefold())))
    return tree
