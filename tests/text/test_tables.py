"""Tables in every layout: cells know the heads of their row and column."""

from __future__ import annotations

import pytest

from grader.text import Text

PIPES = "| beta | steps |\n|---|---|\n| 0.9 | 10 |\n| 0.99 | 100 |\n"
TABS = "beta\tsteps\n0.9\t10\n0.99\t100\n"
COLUMNS = "beta    steps\n0.9     10\n0.99    100\n"


@pytest.mark.parametrize("source", [PIPES, TABS, COLUMNS])
def test_a_cell_knows_its_heads(source: str) -> None:
    text = Text(source, whole=False)
    cell = text.cell(text.text.index("100"))
    assert cell is not None
    assert (cell.column_head.strip(), cell.row_head.strip()) == ("steps", "0.99")


@pytest.mark.parametrize("source", ["It has 608 parameters.", "600 + 8 = 608\n12", ""])
def test_what_is_no_table_has_no_cells(source: str) -> None:
    assert Text(source, whole=False).tables == []
