"""Fractions and matrices by the places of their glyphs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.glyphs import Bar, Glyph, typed, written

SIZE = 8.0


def word(text: str, left: float, bottom: float, size: float = SIZE) -> list[Glyph]:
    """The glyphs of a word, as PDFium gives them."""
    return [
        Glyph(letter, left + 0.6 * size * n, bottom, left + 0.6 * size * n + 0.5 * size, bottom + size)
        for n, letter in enumerate(text)
    ]


def matrix(rows: list[list[str]], left: float = 100.0, brackets: str = "[]") -> list[Glyph]:
    """A matrix as PDFium gives it: column by column, a line break behind each entry."""
    height = 14.0 * len(rows)
    columns = list(zip(*rows, strict=True))
    at = left + 6
    inside: list[Glyph] = []
    for column in columns:
        wide = max(map(len, column)) * 0.6 * SIZE
        for number, entry in enumerate(column):
            bottom = 100 - 14.0 * number
            inside += word(entry, at + (wide - len(entry) * 0.6 * SIZE) / 2, bottom)
            inside.append(Glyph("\n", inside[-1].right, bottom, inside[-1].right, bottom))
        at += wide + 8
    low = 100 - height + 10
    opening = Glyph(brackets[0], left, low, left + 3, low + height + 4)
    closing = Glyph(brackets[1], at - 4, low, at - 1, low + height + 4)
    return [opening, *inside, closing]


def joined(glyphs: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


@pytest.mark.parametrize("brackets", ["[]", "()", '"#', "hi"])
@pytest.mark.parametrize(
    "rows",
    [
        [["1", "2"], ["3", "4"]],
        [["0.5", "1"], ["-1", "10"]],
        [["1"], ["2"], ["3"]],
        [["1", "0", "1"], ["0", "1", "12"]],
    ],
)
def test_a_matrix_is_written_row_by_row(rows: list[list[str]], brackets: str) -> None:
    expected = "[" + ", ".join(f"[{', '.join(row)}]" for row in rows) + "]"
    assert (
        joined(typed([*word("A", 80, 93), *matrix(rows, brackets=brackets), *word(",", 300, 93)], []))
        == f"A{expected},"
    )


def test_two_matrices_side_by_side_are_two() -> None:
    ones = [["1", "1"], ["1", "1"]]
    assert joined(typed([*matrix(ones), *matrix(ones, 200.0)], [])) == "[[1, 1], [1, 1]][[1, 1], [1, 1]]"


def test_what_is_no_matrix_stays_as_it_is() -> None:
    hole = [glyph for glyph in matrix([["1", "2"], ["3", "4"]]) if glyph.text != "4"]
    assert joined(typed(hole, [])) == joined(hole)
    one = [Glyph("(", 0, 0, 3, 20), *word("12", 4, 6), Glyph(")", 15, 0, 18, 20)]
    assert joined(typed(one, [])) == "(12)"


def test_a_bracket_of_pieces_is_one() -> None:
    rows = matrix([["1", "2"], ["3", "4"], ["5", "6"]])
    opening, closing = rows[0], rows[-1]
    third = opening.height / 3

    def pieces(whole: Glyph, texts: str) -> list[Glyph]:
        tops = [whole.top - third * n for n in range(3)]
        return [Glyph(text, whole.left, top - third, whole.right, top) for text, top in zip(texts, tops, strict=True)]

    made = [*pieces(opening, "⎡⎢⎣"), *rows[1:-1], *pieces(closing, "⎤⎥⎦")]
    assert joined(typed(made, [])) == "[[1, 2], [3, 4], [5, 6]]"


def test_a_fraction_is_written_with_a_stroke() -> None:
    glyphs = [*word("12", 100, 108), *word("7", 103, 95)]
    assert joined(typed(glyphs, [Bar(100, 110, 106)])) == "12/7"
    sum_ = [*word("a+b", 100, 108), *word("7", 105, 95)]
    assert joined(typed(sum_, [Bar(100, 113, 106)])) == "(a+b)/7"


def test_a_fraction_that_is_a_factor_is_put_in_brackets() -> None:
    glyphs = [*word("x", 92, 101), *word("1", 100, 108), *word("7", 100, 95)]
    assert written(typed(glyphs, [Bar(100, 104, 106)])) == "x(1/7)"


def test_a_word_that_is_underlined_is_no_numerator() -> None:
    glyphs = [*word("under", 100, 108), *word("some other words below", 80, 96)]
    assert joined(typed(glyphs, [Bar(100, 123, 106.5)])) == joined(glyphs)


def test_a_matrix_with_a_bar_that_is_not_understood_stays_as_it_is() -> None:
    glyphs = matrix([["1", "2"], ["3", "4"]])
    assert joined(typed(glyphs, [Bar(106, 116, 99.0), Bar(106, 140, 98.0)])) != "[[1, 2], [3, 4]]"


@given(
    st.lists(st.tuples(st.sampled_from('[]()⎡⎣⎤⎦"#1a-. \n'), *[st.floats(0, 60)] * 2), max_size=40), st.floats(0, 60)
)
def test_no_glyph_is_lost(places: list[tuple[str, float, float]], bar: float) -> None:
    glyphs = [Glyph(text, left, low, left + 4, low + (30 if text in "[]()" else 8)) for text, left, low in places]
    text = joined(typed(glyphs, [Bar(bar, bar + 10, bar)]))
    solid = [glyph.text for glyph in glyphs if glyph.text.strip() and glyph.text not in '[]()⎡⎣⎤⎦"#']
    assert all(text.count(each) == solid.count(each) for each in set(solid) - {"-"})


def test_a_page_of_brackets_and_bars_is_read_in_time() -> None:
    glyphs = [Glyph("[]1"[n % 3], n % 500, n // 500 * 9, n % 500 + 3, n // 500 * 9 + 25) for n in range(60_000)]
    bars = [Bar(n % 500, n % 500 + 9, n // 500 * 9) for n in range(5_000)]
    begun = time.perf_counter()
    typed(glyphs, bars)
    assert time.perf_counter() - begun < 5
