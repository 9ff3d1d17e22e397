"""Connectionist temporal classification, against the sum over every path, PyTorch's result and numerical gradients."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import ctc
from tests.solutions.checks import assert_numerical_gradients, sines

LABELS = st.lists(st.integers(1, 2), max_size=3)
ROWS = st.lists(st.tuples(*[st.integers(1, 9)] * 3), min_size=1, max_size=5)


def paths(label: list[int], steps: int) -> list[tuple[int, ...]]:
    """Every path of three classes that collapses to the label, by the definition: merge, then drop."""

    def collapsed(path: tuple[int, ...]) -> list[int]:
        return [entry for entry, _ in itertools.groupby(path) if entry != 0]

    return [path for path in itertools.product(range(3), repeat=steps) if collapsed(path) == label]


@given(ROWS, LABELS)
def test_the_probability_is_the_sum_over_all_paths(counts: list[tuple[int, ...]], label: list[int]) -> None:
    rows = [[Fraction(count, sum(row)) for count in row] for row in counts]
    alignments = paths(label, len(rows))
    expected = sum(
        (
            math.prod((row[entry] for row, entry in zip(rows, path, strict=True)), start=Fraction(1))
            for path in alignments
        ),
        Fraction(0),
    )
    assert ctc.ctc_probability(rows, label) == expected
    logits = np.log(np.array(rows, dtype=float))
    assert math.exp(-ctc.ctc_loss(logits, label)) == pytest.approx(float(expected))
    assert ctc.ctc_path_count(label, len(rows)) == len(alignments)
    assert (ctc.ctc_least_steps(label) <= len(rows)) == bool(alignments)
    assert all(ctc.ctc_collapse(path) == tuple(label) for path in alignments)


def test_the_loss_is_that_of_pytorch() -> None:
    # torch.nn.functional.ctc_loss(log_softmax(2·sin(1…24) as (6, 1, 4)), [[1, 1, 3]], [6], [3]), PyTorch 2.13.0
    assert ctc.ctc_loss(2 * sines(6, 4), [1, 1, 3]) == pytest.approx(4.372387688166704, abs=1e-12)


@pytest.mark.parametrize("label", [[], [1], [2, 2], [1, 1, 3], [3, 1, 3]])
def test_the_gradient_is_the_numerical_one(label: list[int]) -> None:
    assert_numerical_gradients(
        lambda logits: np.array(ctc.ctc_loss(logits, label)),
        lambda upstream, logits: [upstream * ctc.ctc_gradient(logits, label)],
        np.random.default_rng(23).normal(size=(5, 4)),
    )


def test_the_blank_may_be_another_class() -> None:
    logits = np.random.default_rng(24).normal(size=(5, 4))
    moved = logits[:, [1, 2, 3, 0]]
    assert ctc.ctc_loss(moved, [0, 1, 0], blank=3) == pytest.approx(ctc.ctc_loss(logits, [1, 2, 1]))
    assert np.allclose(ctc.ctc_gradient(moved, [0, 1], blank=3), ctc.ctc_gradient(logits, [1, 2])[:, [1, 2, 3, 0]])
    rows = [[Fraction(1, 2), Fraction(1, 2)]] * 2
    assert ctc.ctc_probability(rows, [0], blank=1) == Fraction(3, 4)
    assert ctc.ctc_collapse([3, 0, 0, 3, 0, 1], blank=3) == (0, 0, 1)


def test_the_best_path_is_not_always_the_likeliest_label() -> None:
    # Graves et al. (2006), section 3.2: both steps prefer the blank, yet the label has more paths
    rows = [[Fraction(6, 10), Fraction(4, 10)]] * 2
    assert ctc.ctc_best_path([[float(share) for share in row] for row in rows]) == ()
    assert ctc.ctc_probability(rows, [1]) == Fraction(64, 100) > ctc.ctc_probability(rows, []) == Fraction(36, 100)


def test_too_few_steps() -> None:
    assert ctc.ctc_loss(np.zeros((2, 3)), [1, 1]) == math.inf
    assert ctc.ctc_probability([[Fraction(1, 2)] * 2], [1, 1]) == 0
    assert ctc.ctc_probability([], []) == 1
    with pytest.raises(ValueError, match="2 steps are too few for this label: it takes 3"):
        ctc.ctc_gradient(np.zeros((2, 3)), [1, 1])


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: ctc.ctc_loss(np.zeros((3, 2)), [0]), "other than the blank 0, not 0"),
        (lambda: ctc.ctc_loss(np.zeros((3, 2)), [2]), "not 2"),
        (lambda: ctc.ctc_probability([[1, 0]], [-1]), "not -1"),
        (lambda: ctc.ctc_loss(np.zeros(3), [1]), "logits are"),
        (lambda: ctc.ctc_path_count([1], -1), "steps is at least 0"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
