"""Grids: what is read of a text, and that no layout of the same numbers changes it."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.mentions.grids import core, given_grids, grids, told, turned

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "grids.toml").read_text(encoding="utf-8")
)


def read(text: str) -> list[list[list[Fraction]]]:
    return [[[Fraction(entry) for entry in row] for row in grid.rows] for grid in grids(text).found]


def expected(row: dict[str, Any]) -> list[list[list[Fraction]]]:
    return [[[Fraction(entry) for entry in line] for line in grid] for grid in row["grids"]]


@pytest.mark.parametrize("row", CASES["full"], ids=lambda row: row["text"][:40])
def test_a_text_that_is_nothing_but_grids(row: dict[str, Any]) -> None:
    seen = grids(row["text"])
    assert read(row["text"]) == expected(row)
    assert seen.torn == ()
    assert not any(grid.ambiguous for grid in seen.found)


@pytest.mark.parametrize("row", CASES["within"], ids=lambda row: row["text"][:40])
def test_grids_among_words(row: dict[str, Any]) -> None:
    assert read(row["text"]) == expected(row)


@pytest.mark.parametrize("row", CASES["nothing"], ids=lambda row: row["text"][:40])
def test_what_is_no_grid(row: dict[str, Any]) -> None:
    assert read(row["text"]) == []


@pytest.mark.parametrize("row", CASES["many"], ids=lambda row: row["text"][:40])
def test_how_many_there_are(row: dict[str, Any]) -> None:
    assert len(grids(row["text"]).found) == row["count"]


@pytest.mark.parametrize("row", CASES["where"], ids=lambda row: row["text"][:40])
def test_where_a_grid_stands(row: dict[str, Any]) -> None:
    seen = grids(row["text"])
    start, end = seen.view.span(seen.found[0].start, seen.found[0].end)
    assert row["text"][start:end].strip() == row["where"]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("[[1, 1], [1, 1]] x 4", 4),
        ("4 × [[1, 1], [1, 1]]", 4),
        ("Image 4 [[1, 1], [1, 1]]", 1),
        ("[[1, 1], [1, 1]]", 1),
    ],
)
def test_how_often_a_grid_is_meant(text: str, times: int) -> None:
    assert [grid.times for grid in grids(text).found] == [times]


@pytest.mark.parametrize(
    "text", ["[[1, 2], [3, 4, 5]]", "\\begin{bmatrix} a & 1 \\\\ 2 & 3 \\end{bmatrix}", "[[1, 2], [3, 4]"]
)
def test_brackets_full_of_numbers_that_cannot_be_read_are_remembered(text: str) -> None:
    assert grids(text).torn


def test_commas_that_can_be_read_in_two_ways_are_marked() -> None:
    assert [grid.ambiguous for grid in grids("[[0, 0,1], [1, 0,1]]").found] == [True]


def filled(said: str) -> int | None:
    return 1 if "ones" in said else 0 if "zeros" in said else None


@pytest.mark.parametrize(
    ("text", "size", "times"),
    [("a 2×2 matrix of ones", (2, 2), 1), ("4 2x3 matrices of zeros", (2, 3), 4), ("np.ones((2, 2))", (2, 2), 1)],
)
def test_grids_told_in_words(text: str, size: tuple[int, int], times: int) -> None:
    assert [(grid.size, grid.times) for grid in told(text, filled)] == [(size, times)]


def test_a_size_alone_tells_no_grid() -> None:
    assert list(told("The output is 3x3. There are ones.", filled)) == []


def test_what_a_question_gives_is_known_padded_and_turned() -> None:
    prompt = "An image (101 010 100) and the filter 01 10."
    image = ((1, 0, 1), (0, 1, 0), (1, 0, 0))
    assert given_grids(prompt) == {image, ((0, 1), (1, 0))}
    padded = ((0,) * 5, *((0, *row, 0) for row in image), (0,) * 5)
    assert core(padded) == image
    assert turned(((1, 2), (3, 4))) == ((4, 3), (2, 1))


ENTRY = st.sampled_from(["0", "1", "2", "0.5", ".25", "1/4", "-1", "12", "3.75"])
GRID = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(ENTRY, min_size=width, max_size=width), min_size=2, max_size=3)
)
LAYOUTS = [
    lambda rows: "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]",
    lambda rows: "array([" + ",\n       ".join("[" + ", ".join(row) + "]" for row in rows) + "])",
    lambda rows: "[" + "\n ".join("[" + "  ".join(row) + "]" for row in rows) + "]",
    lambda rows: "[" + "; ".join(" ".join(row) for row in rows) + "]",
    lambda rows: "\\begin{bmatrix}" + " \\\\ ".join(" & ".join(row) for row in rows) + "\\end{bmatrix}",
    lambda rows: "$$\\begin{pmatrix}\n" + " \\\\\n".join("&".join(row) for row in rows) + "\n\\end{pmatrix}$$",
    lambda rows: "A:\n" + "\n".join("  ".join(row) for row in rows),
    lambda rows: "\n".join("| " + " ".join(row) + " |" for row in rows),
]


@given(GRID, st.sampled_from(LAYOUTS))
def test_every_layout_says_the_same(rows: list[list[str]], layout: Any) -> None:
    assert read(f"The output is\n\n{layout(rows)}\n") == [[[Fraction(entry) for entry in row] for row in rows]]


@given(st.text(alphabet="[](){}|&\\;,/ \n0159.½-xe", max_size=80))
def test_any_text_is_read_without_trouble_and_grids_are_rectangles(text: str) -> None:
    for grid in grids(text).found:
        assert len({len(row) for row in grid.rows}) == 1
        assert 0 <= grid.start < grid.end <= len(text) + 1
