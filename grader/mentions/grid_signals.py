"""What speaks for and against grids' being the answer: a row per signal, each with its own examples.

A row is a function of a `Spot`, the first of the grids where it stands; its docstring is the reason that a person is told.
In its examples the grid stands in double angle brackets. A *bar* leaves the answer to a person whatever the weights
say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.mentions.grids import Grid, Grids
from grader.patterns import lazily
from grader.text import Text

LEAD = 220
"""Characters before a grid that may announce it."""


class Spot:
    """Grids that may be the answer, where they stand, with the words around them.

    members : the grids in order. others : those of the text that are no members and that the question does not give.
    """

    def __init__(self, text: Text, seen: Grids, members: Sequence[Grid], others: Sequence[Grid]) -> None:
        self.text, self.members = text, members
        self.start, self.end = place(text, seen, members[0])[0], place(text, seen, members[-1])[1]
        self.others = [(place(text, seen, other), other) for other in others]
        self.last_end = max((end for (_, end), _ in self.others if end <= self.start), default=0)
        self.next_start = min((start for (start, _), _ in self.others if start >= self.end), default=len(text.text))

    @cached_property
    def lead(self) -> str:
        """The words before it since the last grid, from the last full stop on."""
        said = self.text.text[max(self.last_end, self.start - LEAD) : self.start]
        cell = self.text.cell(self.start)
        head = f"{cell.column_head} {cell.row_head}: " if cell is not None else ""
        return head + _STOP.split(said.rstrip(" \n[("))[-1]

    @cached_property
    def phrase(self) -> str:
        """What stands on its line between the last comma or bracket and it."""
        return (
            self.text.phrase_before(self.start)[-60:]
            if self.last_end <= self.text.line(self.start, self.start)[0]
            else self.lead
        )

    @cached_property
    def behind(self) -> str:
        """The words right behind it on its line, up to the next grid."""
        said = self.text.text[self.end : min(self.next_start, self.end + 80)]
        return _STOP.split(said.split("\n")[0])[0]

    def has(self, name: str, said: str) -> bool:
        """Return whether a stretch holds a word of a class."""
        return self.text.has(name, said)

    def last_of(self, name: str) -> int:
        """Return where the last word of a class in the lead ends; -1 where there is none."""
        return max((mark.end() for mark in self.text.words(name).finditer(self.lead)), default=-1)


_STOP = lazily(r"(?<=[.;?!])\s|\n\s*\n(?=.*\n)")


def place(text: Text, seen: Grids, grid: Grid) -> tuple[int, int]:
    """Return the span of a grid in the text; if it is described in words, the span of the words."""
    if grid.told:
        return grid.start, grid.end
    start, end = seen.view.span(grid.start, grid.end)
    return text.view.place(start), text.view.place(end)


@dataclass(frozen=True)
class GridSignal:
    """A row of the table."""

    name: str
    holds: Callable[[Spot], bool]
    says: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    bar: bool = False


GRID_SIGNALS: dict[str, GridSignal] = {}
Row = Callable[[Spot], bool]


def row(*, yes: Sequence[str], no: Sequence[str], bar: bool = False) -> Callable[[Row], Row]:
    """Enter a row of the table."""

    def enter(holds: Row) -> Row:
        says = " ".join((holds.__doc__ or "").split()).rstrip(".")
        GRID_SIGNALS[holds.__name__] = GridSignal(holds.__name__, holds, says, tuple(yes), tuple(no), bar)
        return holds

    return enter


@row(
    yes=["Output:\n<<[[1, 0], [0, 1]]>>", "The result is <<[[1, 0], [0, 1]]>>"],
    no=["Padded input: <<[[1, 0], [0, 1]]>>"],
)
def named(spot: Spot) -> bool:
    """It is called the output, the result or the answer."""
    return spot.last_of("OUTPUT") > spot.last_of("INPUT")


@row(
    yes=["A = <<[[1, 0], [0, 1]]>>", "we get\n\n<<1 0\n0 1>>\n", "Image 1: <<[[1, 0], [0, 1]]>>"],
    no=["<<[[1, 0], [0, 1]]>> is it"],
)
def announced(spot: Spot) -> bool:
    """The words or signs before it announce it."""
    near = spot.lead[-60:]
    return (
        bool(re.search(r"[:=→⇒>)][\s$*_`\"'(\[]*$", near)) or spot.has("ANNOUNCE", near) or spot.has("CONCLUDE", near)
    )


@row(yes=["[[4, 2], [2, 1]] → <<[[1, 0], [0, 1]]>>", "so <<[[1, 0], [0, 1]]>>"], no=["A = <<[[1, 0], [0, 1]]>>"])
def concluded(spot: Spot) -> bool:
    """An arrow or a word of conclusion leads to it."""
    return bool(re.search(r"(?:→|⇒|->|=>)[\s$*_`(\[]*$", spot.lead)) or spot.has("CONCLUDE", spot.lead[-30:])


@row(yes=["It is <<[[1, 0], [0, 1]]>>."], no=["<<[[1, 0], [0, 1]]>> and [[2, 0], [0, 2]]"])
def only(spot: Spot) -> bool:
    """No other grid stands there that the question does not give."""
    return all(any(other.rows == member.rows for member in spot.members) for _, other in spot.others)


@row(yes=["[[2, 0], [0, 2]] and <<[[1, 0], [0, 1]]>>"], no=["<<[[1, 0], [0, 1]]>> and [[2, 0], [0, 2]]"])
def last(spot: Spot) -> bool:
    """It is the last grid of the answer."""
    return spot.next_start == len(spot.text.text)


@row(yes=["<<[[1, 0], [0, 1]]>>, since windows count"], no=["My windows give <<[[1, 0], [0, 1]]>>"])
def begins(spot: Spot) -> bool:
    """The answer begins with it."""
    return not re.search(r"[^\W_]", spot.text.text[: spot.start])


@row(yes=[">>> print(pool(x))\n<<[[1 0]\n [0 1]]>>"], no=["I get\n<<[[1 0]\n [0 1]]>>"])
def printed(spot: Spot) -> bool:
    """It was printed by the code above it."""
    return spot.text.is_printed(spot.start)


@row(
    yes=["[[2, 0], [0, 2]]. Wait, that is wrong: <<[[1, 0], [0, 1]]>>"],
    no=["<<[[2, 0], [0, 2]]>>. Wait, that is wrong: [[1, 0], [0, 1]]"],
)
def corrected(spot: Spot) -> bool:
    """It stands behind a correction of another."""
    said = spot.text.text[spot.last_end : spot.start]
    return spot.last_end > 0 and spot.has("RETRACT", said)


@row(
    yes=["Padded input:\n<<0 1\n1 0>>\n\nOutput:\n1 1\n1 1\n", "the filter <<[[0, 1], [1, 0]]>>"],
    no=["Moving the filter gives <<[[0, 1], [1, 0]]>>"],
)
def taken_in(spot: Spot) -> bool:
    """It is an input, a filter or a window."""
    near = spot.last_of("INPUT")
    later = max(
        spot.last_of("OUTPUT"), spot.last_of("CONCLUDE"), *(mark.end() for mark in _ARROW.finditer(spot.lead)), -1
    )
    return near > later and len(spot.lead) - near < 40


_ARROW = lazily(r"→|⇒|->|=>")


@row(
    yes=["It is not <<[[0, 1], [1, 0]]>>", "<<[[0, 1], [1, 0]]>> is wrong"],
    no=["It is <<[[0, 1], [1, 0]]>>, not flipped"],
    bar=True,
)
def denied(spot: Spot) -> bool:
    """The text denies it."""
    except_ = spot.text.words("EXCEPT")
    return spot.has("DENY", except_.sub(" ", spot.phrase[-30:])) or spot.has("WRONG", spot.behind[:40])


@row(yes=["If the filter were flipped we would get <<[[0, 1], [1, 0]]>>"], no=["We get <<[[0, 1], [1, 0]]>>"], bar=True)
def supposed(spot: Spot) -> bool:
    """It is only supposed."""
    return (spot.has("SUPPOSE", spot.lead) and not corrected(spot)) or spot.has("CONDITIONAL", spot.behind)


@row(yes=["Is it <<[[0, 1], [1, 0]]>>?"], no=["It is <<[[0, 1], [1, 0]]>>."], bar=True)
def asked(spot: Spot) -> bool:
    """It stands in a question."""
    return bool(re.match(r"[^.\n]{0,80}\?", spot.text.text[spot.end : spot.end + 90]))


@row(
    yes=["At first I had <<[[0, 1], [1, 0]]>>. Now [[1, 1], [1, 1]]"],
    no=["I wrote averages at first. The maxima: <<[[0, 1], [1, 0]]>>"],
    bar=True,
)
def earlier(spot: Spot) -> bool:
    """The student says that it was an earlier answer."""
    return spot.has("EARLIER", spot.lead) or spot.has("EARLIER", spot.behind)


@row(
    yes=["<<[[0, 1], [1, 0]]>>\n\nEdit: it is [[1, 1], [1, 1]]"],
    no=["<<[[0, 1], [1, 0]]>>\n\nEdit: fixed a typo"],
    bar=True,
)
def retracted(spot: Spot) -> bool:
    """A correction with another grid follows."""
    marks = [mark.start() for mark in spot.text.words("RETRACT").finditer(spot.text.text, spot.end)]
    values = [member.rows for member in spot.members]
    return any(start > mark and other.rows not in values for mark in marks for (start, _), other in spot.others)


@row(yes=["My friend got <<[[0, 1], [1, 0]]>>"], no=["I got <<[[0, 1], [1, 0]]>>"], bar=True)
def others(spot: Spot) -> bool:
    """It is somebody else's."""
    return spot.has("OTHER", spot.lead) and not spot.has("AGREE", spot.lead)


@row(yes=["For example, a window: <<[[0, 1], [1, 0]]>>"], no=["It is <<[[0, 1], [1, 0]]>>"])
def aside(spot: Spot) -> bool:
    """It stands in a check or an example."""
    return spot.has("CHECK", spot.lead)
