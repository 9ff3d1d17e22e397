"""Labels as people type them: "3bii" is 3.B.ii, "3.B" all of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from grader.cli._trouble import Trouble, nearest


def choose(labels: Sequence[str], wanted: str) -> tuple[str, ...]:
    """The labels meant: one of them or all parts below it. Raises Trouble, which suggests the nearest.

    >>> choose(["3.B.i", "3.B.ii", "3.C"], "3bii"), choose(["3.B.i", "3.B.ii", "3.C"], "3.b")
    (('3.B.ii',), ('3.B.i', '3.B.ii'))
    """
    for same in (str, _bare):
        exact = tuple(label for label in labels if same(label) == same(wanted))
        if exact:
            return exact
        below = tuple(label for label in labels if same(wanted) in map(same, _parents(label)))
        if below and same(wanted):
            return below
    near = nearest(wanted, labels) or nearest(_bare(wanted), labels)
    there = f"did you mean {near}?" if near else f"there are {', '.join(labels)}."
    raise Trouble(f"There is no question {wanted[:60]!r}: {there}")


def _parents(label: str) -> list[str]:
    components = label.split(".")
    return [".".join(components[:depth]) for depth in range(1, len(components))]


def _bare(label: str) -> str:
    return "".join(filter(str.isalnum, label)).casefold()
