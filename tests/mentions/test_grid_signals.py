"""The signals of grids: every row of the table holds in its own examples, and in those alone that it names."""

from __future__ import annotations

import pytest

from grader.mentions.grid_signals import GRID_SIGNALS, Spot
from grader.mentions.grids import grids
from grader.mentions.weighing import weights
from grader.text import Text

EXAMPLES = [
    pytest.param(name, text, wanted, id=f"{name}-{text[:30]}")
    for name, row in GRID_SIGNALS.items()
    for wanted, texts in ((True, row.yes), (False, row.no))
    for text in texts
]


def spot(example: str) -> Spot:
    """The grid in double angle brackets, among all others of the text."""
    start = example.index("<<")
    plain = example.replace("<<", "").replace(">>", "", 1) if not example.startswith(">>>") else _prompted(example)
    seen = grids(plain)
    start = plain.index(example[start + 2 : example.index(">>", start)].strip("\n"))
    mine = next(grid for grid in seen.found if seen.view.span(grid.start, grid.end)[1] > start)
    return Spot(Text(plain, whole=False), seen, [mine], [grid for grid in seen.found if grid is not mine])


def _prompted(example: str) -> str:
    return ">>>" + example[3:].replace("<<", "").replace(">>", "")


@pytest.mark.parametrize(("name", "text", "wanted"), EXAMPLES)
def test_a_signal_holds_where_its_examples_say(name: str, text: str, wanted: bool) -> None:
    assert GRID_SIGNALS[name].holds(spot(text)) is wanted


def test_every_signal_has_examples_a_sentence_and_a_weight() -> None:
    table = weights("grid")
    for name, row in GRID_SIGNALS.items():
        assert row.yes, name
        assert row.no, name
        assert row.says, name
        assert name in table
