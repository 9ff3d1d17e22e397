"""Labels as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cli._labels import choose
from grader.cli._trouble import Trouble

LABELS = ("1.A.i", "1.A.ii", "1.B", "3.B.i", "3.B.ii", "11.B")


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("1.A.i", ("1.A.i",)),
        ("1.a.I", ("1.A.i",)),
        ("1ai", ("1.A.i",)),
        ("3 B (ii)", ("3.B.ii",)),
        ("1.A", ("1.A.i", "1.A.ii")),
        ("1", ("1.A.i", "1.A.ii", "1.B")),
        ("11", ("11.B",)),
        ("11b", ("11.B",)),
    ],
)
def test_a_label_is_understood_however_it_is_written(written: str, labels: tuple[str, ...]) -> None:
    assert choose(LABELS, written) == labels


@pytest.mark.parametrize(("written", "near"), [("3.B.iii", "3.B.ii"), ("1.C", "1.B"), ("3-b-iiii", "3.B.ii")])
def test_a_label_that_is_none_is_answered_with_the_nearest(written: str, near: str) -> None:
    with pytest.raises(Trouble, match=f"did you mean {near}"):
        choose(LABELS, written)


@pytest.mark.parametrize("written", ["", "zzz", "?!"])
def test_where_nothing_is_near_all_are_named(written: str) -> None:
    with pytest.raises(Trouble, match=r"there are 1\.A\.i, .*11\.B"):
        choose(LABELS, written)


@given(st.text())
def test_any_text_is_a_label_or_is_refused_in_words(written: str) -> None:
    try:
        chosen = choose(LABELS, written)
    except Trouble:
        return
    assert chosen
    assert set(chosen) <= set(LABELS)
