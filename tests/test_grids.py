"""Tables whatever separates their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.grids import grids

SAME = {
    "pipes": "| epoch | loss | acc |\n|---|---|---|\n| 1 | 0.3 | 0.95 |\n| 2 | 0.2 | 0.97 |",
    "bold": "| **epoch** | loss | acc |\n|---|---|---|\n| **1** | 0.3 | 0.95 |\n| 2 | 0.2 | `0.97` |",
    "commas": "epoch,loss,acc\n1,0.3,0.95\n2,0.2,0.97",
    "semicolons": "epoch; loss; acc\n1; 0.3; 0.95\n2; 0.2; 0.97",
    "tabs": "epoch\tloss\tacc\n1\t0.3\t0.95\n2\t0.2\t0.97",
    "columns": "epoch   loss   acc\n1       0.3    0.95\n2       0.2    0.97",
    "single spaces": "epoch loss acc\n1 0.3 0.95\n2 0.2 0.97",
    "LaTeX": "epoch & loss & acc \\\\ \\hline\n1 & 0.3 & 0.95 \\\\\n2 & 0.2 & 0.97 \\\\",
    "an index in front": "   epoch  loss   acc\n0      1   0.3  0.95\n1      2   0.2  0.97",
    "between sentences": "Here it is.\n\nepoch,loss,acc\n1,0.3,0.95\n2,0.2,0.97\n\nThat was all.",
}


@pytest.mark.parametrize("form", SAME)
def test_the_same_table_is_read_in_every_form(form: str) -> None:
    (grid,) = grids(SAME[form])
    assert grid.names == ("epoch", "loss", "acc")
    assert [row.cells for row in grid.rows] == [("1", "0.3", "0.95"), ("2", "0.2", "0.97")]


@pytest.mark.parametrize("form", SAME)
def test_a_grid_says_where_it_stands(form: str) -> None:
    (grid,) = grids(SAME[form])
    assert "epoch" in SAME[form][grid.start :].split("\n")[0]
    assert SAME[form][grid.rows[0].start : grid.rows[0].end].strip(" \\|").endswith("0.95")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It went well.\nVery well.\nAs expected.",
        "1,2,3\n4,5,6\n7,8,9",
        "epoch,loss\n1,0.3",
        "epoch,loss,acc\n1,0.3\n2,0.2",
        "Epoch 1/3 loss 0.2\nEpoch 2/3 loss 0.1\nEpoch 3/3 loss 0.1",
    ],
)
def test_what_is_no_table_is_none(text: str) -> None:
    assert grids(text) == []


def test_a_single_row_counts_where_it_is_asked_for() -> None:
    assert grids("w1,w2,b\n1,1,0") == []
    assert len(grids("w1,w2,b\n1,1,0", fewest=1)) == 1


@given(
    st.lists(st.lists(st.decimals(0, 1, places=4), min_size=2, max_size=5), min_size=2, max_size=9).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    ),
    st.sampled_from([" | ", "\t", ";", ", ", "   "]),
)
def test_what_is_written_is_read_back(rows: list[list[object]], separator: str) -> None:
    names = [f"column {'abcde'[place]}" for place in range(len(rows[0]))]
    (grid,) = grids("\n".join(separator.join(map(str, row)) for row in [names, *rows]))
    assert [list(row.cells) for row in grid.rows] == [list(map(str, row)) for row in rows]


@pytest.mark.parametrize("text", ["| " * 50_000, "a,b\n" * 20_000, "a b\n1 2\n" * 10_000, "1\t" * 50_000])
def test_hostile_text_is_harmless(text: str) -> None:
    assert all(grid.rows for grid in grids(text))
