"""Growth in prose."""

from __future__ import annotations

import pytest

from grader.answers.order import Order
from grader.model.documents import Block, Segment

ORDER = Order("n", "d")


def found(text: str) -> list[str]:
    segment = Segment("x", "x.md", (Block("paragraph", text, 1),))
    return [ORDER.show(each.answer.value) for each in ORDER.find(segment) if each.confidence >= 0.8]


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("Each layer of self-attention takes O(n^2 d) operations.", "O(n^2 d)"),
        (r"So the whole pass costs $\mathcal{O}(n^2 d)$ time.", "O(n^2 d)"),
        (r"Time: $O\left(n \cdot d^2\right)$", "O(n·d^2)"),
        ("O(n d^2)", "O(n d^2)"),
    ],
)
def test_a_growth_is_found_by_its_sign(text: str, growth: str) -> None:
    assert found(text) == [growth]


@pytest.mark.parametrize(
    "text", ["It grows linearly.", "It is not O(n).", "O (see above)", "The option O(x) is wrong."]
)
def test_no_growth_is_found_where_none_is_asserted(text: str) -> None:
    assert not found(text)


def test_a_wrong_growth_is_told_which_way_it_is_wrong() -> None:
    match = ORDER.match(ORDER.read("O(n)"), "O(n^2)")
    assert match.equal is False
    assert "more slowly" in match.reason


def test_a_key_that_is_no_growth_is_a_fault() -> None:
    assert ORDER.faults("O(sin(n))")
    assert not ORDER.faults("O(n)")


def test_two_keys_that_grow_alike_overlap() -> None:
    assert ORDER.overlap("O(n^2)", "O(3n^2 + n)")
    assert not ORDER.overlap("O(n^2)", "O(n)")
