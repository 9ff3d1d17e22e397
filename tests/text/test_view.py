"""The plain view: one spelling for what is written in many, and the way back to every character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import Text
from grader.text.view import plain


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**608**", "608"),
        ("`608`", "608"),
        ("> 608", "608"),
        ("# 608", "608"),
        ("- 608", "608"),
        ("* 608", "608"),
        ("608!", "608."),
        ("608 != 600", "608 != 600"),
        ("5!! is no factorial", "5. is no factorial"),
        ("answer <- 608", "answer ← 608"),
        ("x<-3", "x<-3"),
        ("5 − 3", "5 - 3"),
        ("28 ✕ 28", "28 × 28"),
        ("28\u00a0×\u00a028", "28 × 28"),
        ("6\u200b08", "608"),
        ("$2/n_{in}$", "2/n_{in}"),
        (r"\(2 \times 3\)", "2 × 3"),
        (r"\boxed{608}", r"\boxed{608}"),
        (r"6\,000", "6 000"),
        ("6{,}000", "6,000"),
        ("\\begin{align*} a &= 5\\\\ b &= 6\\end{align*}", "a = 5 b = 6"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"),
    ],
)
def test_marks_of_layout_are_made_plain(source: str, expected: str) -> None:
    assert words(plain(source).text) == expected


def test_an_aligned_equation_is_no_table() -> None:
    assert "  =" not in plain("\\begin{align}\n\\hat x &= 5\\\\\ny &= 6\n\\end{align}").text


def test_the_first_number_of_a_list_is_blanked_with_the_others_and_a_lone_one_is_left() -> None:
    assert words(plain("1. five\n2. six").text) == "five six"
    assert words(plain("2. five").text) == "2. five"


def test_what_was_bold_is_kept_as_a_span_of_the_source() -> None:
    source = "it is **608** here"
    ((start, end),) = plain(source).bold
    assert source[start:end] == "608"


def test_a_number_is_traced_back_to_where_it_was_written() -> None:
    source = "Die Schicht hat **903.400** Parameter."
    text = Text(source, whole=True)
    start = text.text.index("903400")
    first, last = text.view.span(start, start + 6)
    assert source[first:last] == "903.400"


@given(st.text(alphabet="ab 1250,.-*_`$\\{}&#>|\n!<–×é\u00a0\u200b", max_size=80), st.booleans())
def test_every_place_of_a_view_lies_in_the_source_in_order(source: str, whole: bool) -> None:
    text = Text(source, whole=whole)
    before = 0
    for place in range(len(text.text)):
        start, end = text.view.span(place, place + 1)
        assert 0 <= start <= end <= len(source)
        assert start >= before
        before = start


@given(st.text(alphabet="ab 12,.-*_$\\{}&\n", max_size=60))
def test_a_plain_text_stays_as_it_is(source: str) -> None:
    once = plain(source).text
    if not set(once) & set("*_`$\\{}&#>-."):
        assert plain(once).text.split() == once.split()
