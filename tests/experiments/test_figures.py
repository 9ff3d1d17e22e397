"""Numbers in all spellings, by what they are called; thresholds that digits decide or not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.experiments.figures import Figure, kind_of, like_an_accuracy, named, respelled

SPELLINGS = [
    ("Testgenauigkeit 97,82 %", "Testgenauigkeit 97.82 %"),
    ("Test accuracy: 0,9602", "Test accuracy: 0.9602"),
    ("9,781/10,000", " 9781/ 10000"),
    ("0,2079,0.1370,0.9605", "0,2079,0.1370,0.9605"),
    ("1, 0.8891, 0.9288", "1, 0.8891, 0.9288"),
    ("1,000 ; 0,0980", "1.000 ; 0.0980"),
    ("0,111\t0,9811", "0.111\t0.9811"),
    ("3,000 iterations", " 3000 iterations"),
    ("on 10,000 test images 97.6 %", "on  10000 test images 97.6 %"),
]


@pytest.mark.parametrize(("written", "read"), SPELLINGS)
def test_commas_are_decimal_or_of_thousands_by_their_line(written: str, read: str) -> None:
    assert respelled(written) == read


@given(st.text(alphabet="0123456789,. \n/%;|acx", max_size=80))
def test_every_character_keeps_its_place(text: str) -> None:
    read = respelled(text)
    assert len(read) == len(text)
    assert respelled(read.replace(",", "")) == read.replace(",", "")


CALLED = [
    ("loss: 0.25 - acc: 0.92 - val_loss: 0.12 - val_acc: 0.96", ["loss", "plain", "loss", "test"]),
    ("Test set: Average loss: 0.05, Accuracy: 9832/10000 (98%)", ["loss", "plain"]),
    ("ep 3 loss 0.19 test 9637/10000", ["loss", "test"]),
    ("Trainingsfehler 0.26, Testgenauigkeit 94.98 %", ["loss", "test"]),
    ("perte entr. 0.25 | exact. entr. 92.29 % | exact. test 95.10 %", ["loss", "training", "test"]),
    ("iter 500: cost 0.21, train 0.94, test 0.952", ["loss", "training", "test"]),
    ("cost = 0.06 training_percent = 0.98", ["loss", "training"]),
    ("final accuracy 0.9812 (training)", ["training"]),
    ("Training set score: 0.98, test set score: 0.97", ["training", "test"]),
    ("correct=9655 of 10000", ["plain"]),
    ("9655 of 10000 correct", ["plain"]),
    ("test error: 2.4 %", ["loss"]),
    ("val acc 0.9748 | best val acc 0.9761", ["test", ""]),
    ("lr=0.001 momentum = 0.95", []),
    ("5s 84us/step", []),
    ("accuracy after epoch 3", []),
    ("accuracy: 300", []),
    ("Training - 5 points", []),
]


@pytest.mark.parametrize(("line", "kinds"), CALLED)
def test_a_number_is_what_the_words_before_it_say(line: str, kinds: list[str]) -> None:
    assert [each.kind for each in named(line)] == kinds


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("acc .9812", "0.9812"),
        ("test: 98.12 %", "0.9812"),
        ("test acc = 98.12", "0.9812"),
        ("accuracy = 98.69 [%]", "0.9869"),
        ("9812/10000 (98.12%)", "0.9812"),
        ("Accuracy on the 10000 test images: 97.83 %", "0.9783"),
        ("val_acc: 9.812e-01", "0.9812"),
    ],
)
def test_shares_in_every_form(line: str, value: str) -> None:
    (found,) = named(line)
    assert found.figure.value == Fraction(value)
    assert line[slice(*found.figure.span)].strip("%[] ")[:1] in "9."


def figure(share: str) -> Figure:
    return Figure(Fraction(share), Fraction(1, 10 ** len(share.partition(".")[2])), None, (0, 0))


@pytest.mark.parametrize(
    ("share", "threshold", "decided"),
    [
        ("0.9", "0.975", None),
        ("1", "0.975", None),
        ("0", "0.975", None),
        ("0.97", "0.975", None),
        ("0.98", "0.975", None),
        ("0.98", "0.983", None),
        ("0.99", "0.975", True),
        ("0.975", "0.975", True),
        ("0.974", "0.975", False),
        ("0.9749", "0.975", False),
        ("0.9750", "0.975", True),
        ("0.96", "0.975", False),
        ("0.98", "0.98", None),
        ("0.980", "0.98", True),
        ("0.8", "0.975", False),
    ],
)
def test_a_threshold_is_reached_for_certain_or_missed_for_certain_or_open(
    share: str, threshold: str, decided: bool | None
) -> None:
    assert figure(share).reaches(Fraction(threshold)) is decided


@given(st.integers(0, 10_000), st.integers(1, 999), st.integers(0, 3))
def test_no_rounding_is_decided_against_what_was_rounded(right: int, threshold: int, places: int) -> None:
    exact, bound = Fraction(right, 10_000), Fraction(threshold, 1_000)
    rounded = Figure(Fraction(round(exact * 10**places), 10**places), Fraction(1, 10**places), None, (0, 0))
    decided = rounded.reaches(bound)
    if places < 3 and (bound * 10**places).denominator > 1:
        assert decided is None or decided == (exact >= bound)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("p, train accuracy", "training"),
        ("train_accs", "training"),
        ("test loss", "loss"),
        ("error by epoch", "loss"),
        ("Fehlerrate (Test)", "loss"),
        ("val_acc", "test"),
        ("Genauigkeit (Test)", "test"),
        ("Accuracy", "plain"),
        ("epoch", ""),
        ("Training: 1 epoch each, batch 32", ""),
    ],
)
def test_a_column_or_caption_says_what_its_figures_are(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(("share", "like"), [("0.9812", True), ("0.98", False), ("0.0512", False), ("1", False)])
def test_what_looks_like_an_accuracy(share: str, like: bool) -> None:
    assert like_an_accuracy(figure(share)) is like


@pytest.mark.parametrize("line", ["acc " * 20_000, "9" * 50_000, "1/" * 30_000, "0.9 of " * 9_000])
def test_hostile_lines_are_harmless(line: str) -> None:
    assert len(list(named(line[:2_000]))) <= 2_000
