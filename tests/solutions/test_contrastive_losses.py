"""Losses of embeddings, against loops over pairs, PyTorch's results and the values of embeddings that are all alike."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import contrastive_losses
from tests.solutions.checks import sines
from tests.tools import oracle

RNG = np.random.default_rng(21)
ONE, OTHER, THIRD = RNG.normal(size=(3, 4, 5))


def cosine(one: Any, other: Any) -> float:
    return float(one @ other / math.sqrt((one @ one) * (other @ other)))


def test_cosines_agree_with_scikit_learn() -> None:
    expected = oracle("sklearn.metrics.pairwise").cosine_similarity(ONE, OTHER[:3])
    assert np.allclose(contrastive_losses.cosine_similarities(ONE, OTHER[:3]), expected)


def test_info_nce_is_pytorchs_cross_entropy_of_cosines() -> None:
    # PyTorch 2.13.0: cross_entropy(normalize(a) @ normalize(b).T / 0.1, arange(3))
    made = contrastive_losses.info_nce_loss(sines(3, 4), sines(3, 4, first=20))
    assert made == pytest.approx(0.00012680835148957452, abs=1e-12)


def test_simclr_pair_by_pair() -> None:
    views, total = np.concatenate([ONE, OTHER]), 0.0
    for place in range(8):
        partner = (place + 4) % 8
        powers = {other: math.exp(cosine(views[place], views[other]) / 0.3) for other in range(8) if other != place}
        total -= math.log(powers[partner] / sum(powers.values()))
    assert contrastive_losses.nt_xent_loss(ONE, OTHER, temperature=0.3) == pytest.approx(total / 8)


def test_clip_asks_both_ways() -> None:
    made = contrastive_losses.clip_loss(ONE, OTHER, temperature=0.5)
    total = 0.0
    for place in range(4):
        rows = [math.exp(cosine(ONE[place], OTHER[other]) / 0.5) for other in range(4)]
        columns = [math.exp(cosine(ONE[other], OTHER[place]) / 0.5) for other in range(4)]
        total -= math.log(rows[place] / sum(rows)) + math.log(columns[place] / sum(columns))
    assert made == pytest.approx(total / 8)
    assert made == pytest.approx(contrastive_losses.clip_loss(OTHER, ONE, temperature=0.5))


@pytest.mark.parametrize("squared", [True, False])
def test_triplets_one_by_one(squared: bool) -> None:
    power = 2 if squared else 1
    total = 0.0
    for place in range(4):
        near, far = math.dist(ONE[place], OTHER[place]) ** power, math.dist(ONE[place], THIRD[place]) ** power
        total += max(0.0, near - far + 1.5)
    assert contrastive_losses.triplet_loss(ONE, OTHER, THIRD, margin=1.5, squared=squared) == pytest.approx(total / 4)
    assert total > 0


def test_pairs_one_by_one() -> None:
    same, total = [True, False, True, False], 0.0
    for place in range(4):
        distance = math.dist(ONE[place], OTHER[place])
        total += distance**2 / 2 if same[place] else max(0.0, 4.0 - distance) ** 2 / 2
    assert contrastive_losses.contrastive_pair_loss(ONE, OTHER, same, margin=4.0) == pytest.approx(total / 4)


@given(st.integers(1, 6), st.floats(0.05, 5))
def test_embeddings_that_are_alike_give_the_logarithm_of_their_number(examples: int, temperature: float) -> None:
    alike = np.ones((examples, 3))
    loss = contrastive_losses.info_nce_loss(alike, alike, temperature=temperature)
    assert loss == pytest.approx(math.log(examples))
    assert contrastive_losses.info_nce_bound(loss, examples) == pytest.approx(0, abs=1e-9)
    assert contrastive_losses.nt_xent_loss(alike, alike, temperature=temperature) == pytest.approx(
        math.log(2 * examples - 1), abs=1e-9
    )


def test_temperatures_and_margins_of_the_papers_are_the_defaults() -> None:
    for loss, temperature in (
        (contrastive_losses.info_nce_loss, 0.1),
        (contrastive_losses.nt_xent_loss, 0.5),
        (contrastive_losses.clip_loss, 0.07),
    ):
        assert loss(ONE, OTHER) == loss(ONE, OTHER, temperature=temperature)
    near = ONE + 0.01
    assert contrastive_losses.triplet_loss(ONE, near, near) == pytest.approx(0.2)
    assert contrastive_losses.contrastive_pair_loss([[0.0]], [[0.25]], [False]) == 0.75**2 / 2


def test_what_does_not_fit_is_refused() -> None:
    for call, message in (
        (lambda: contrastive_losses.cosine_similarities(ONE, OTHER[:, :2]), "5 and 2 features"),
        (lambda: contrastive_losses.cosine_similarities(ONE, np.zeros((1, 5))), "length 0"),
        (lambda: contrastive_losses.cosine_similarities(ONE[0], OTHER), "embeddings are"),
        (lambda: contrastive_losses.info_nce_loss(ONE, OTHER[:3]), "4 queries need as many keys, not 3"),
        (lambda: contrastive_losses.info_nce_loss(ONE, OTHER, temperature=0), "temperature is above 0"),
        (lambda: contrastive_losses.info_nce_bound(-1, 3), "loss is at least 0"),
        (lambda: contrastive_losses.nt_xent_loss(ONE, OTHER[:3]), "shapes differ"),
        (lambda: contrastive_losses.triplet_loss(ONE, OTHER, THIRD, margin=-1), "margin is at least 0"),
        (lambda: contrastive_losses.contrastive_pair_loss(ONE, OTHER, [True]), "shapes differ"),
        (lambda: contrastive_losses.contrastive_pair_loss(ONE, OTHER, [True] * 4, margin=0), "margin is above 0"),
    ):
        with pytest.raises(ValueError, match=message):
            call()
