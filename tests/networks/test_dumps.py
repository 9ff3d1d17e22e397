"""Networks as frameworks print them, as tables and lists give them."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from grader.networks import Net
from grader.networks.dumps import contradicted, dumps, tables


def nets(text: str) -> list[Net]:
    return [net for net, _, _ in (*dumps(text), *tables(text))]


def test_random_layers_are_read_from_a_print_and_from_a_table() -> None:
    rng = random.Random(2)  # noqa: S311 - not for secrets
    for _ in range(50):
        weights = [[rng.randint(-4, 4) or 1 for _ in range(2)] for _ in range(2)]
        biases = [rng.randint(-3, 3) for _ in range(2)]
        out, last = [rng.randint(1, 4), -rng.randint(1, 4)], rng.randint(-2, 2)
        printed = f"l1.weight {weights} l1.bias {biases} l2.weight {[out]} l2.bias {[last]}"
        rows = [f"h,{row[0]},{row[1]},{bias}" for row, bias in zip(weights, biases, strict=True)]
        table = "unit,w1,w2,b\n" + "\n".join(rows)
        table += f"\n\nunit,h1,h2,b\ny,{out[0]},{out[1]},{last}"
        (first,), (second,) = nets(printed), nets(table)
        assert first == second
        assert [unit.bias for unit in first.units] == [*biases, last]
        assert [weight for _, weight in first.units[-1].weights] == out


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fc.weight tensor([[1., 1.]])",
        "fc.bias tensor([1.]) fc.weight tensor([[1., 1.]])",
        "fc.weight [[1, 2, 3]] fc.bias [0]",
        "x1 | x2 | y\n0 | 0 | 0\n0 | 1 | 1",
        "w1 | w2 | b\na | b | c",
        "w1, w2, b = 1, 1",
        "w1, w2, c = 1, 1, 0",
        "- weight x1: 1\n- bias: 0",
        "unit | w1 | w2 | w1 | b\nh | 1 | 1 | 1 | 0",
    ],
)
def test_what_is_not_given_in_full_is_not_read(text: str) -> None:
    assert nets(text) == []


def test_printed_outputs_are_compared_in_both_usual_orders() -> None:
    outputs = {(0, 0): (Fraction(0),), (0, 1): (Fraction(1),), (1, 0): (Fraction(3),), (1, 1): (Fraction(0),)}
    assert not contradicted("[0, 1, 3, 0]", (0, 0), outputs)
    assert not contradicted("[0, 3, 1, 0]", (0, 0), outputs)
    assert not contradicted("[0, 1, 1, 0]", (0, 0), outputs)
    assert contradicted("[0, 1, 3, 1]", (0, 0), outputs)
    assert not contradicted("W = [0, 1, 3, 1]", (0, 16), outputs)


@pytest.mark.parametrize("text", ["weight [" * 9_000, "[1, " * 9_000, "w1, " * 9_000, "w1,w2,b\n" * 2_000])
def test_hostile_text_is_harmless(text: str) -> None:
    assert nets(text[:10_000]) == []
