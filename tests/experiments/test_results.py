"""Figures read off logs of many makers, and off sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grader.experiments import Figure, images_of, results

KERAS_2 = """Train on 60000 samples, validate on 10000 samples
Epoch 1/3
60000/60000 [==============================] - 5s 84us/step - loss: 0.2531 - acc: 0.9270 - val_loss: 0.1203 - val_acc: 0.9634
Epoch 2/3
60000/60000 [==============================] - 4s 70us/step - loss: 0.1012 - acc: 0.9701 - val_loss: 0.0903 - val_acc: 0.9734
Epoch 3/3
60000/60000 [==============================] - 4s 70us/step - loss: 0.0712 - acc: 0.9783 - val_loss: 0.0801 - val_acc: 0.9761
"""
KERAS_3 = """Epoch 1/2
1875/1875 ━━━━━━━━━━━━━━━━━━━━ 3s 1ms/step - accuracy: 0.9421 - loss: 0.1902 - val_accuracy: 0.9713 - val_loss: 0.0931
Epoch 2/2
1875/1875 ━━━━━━━━━━━━━━━━━━━━ 3s 1ms/step - accuracy: 0.9721 - loss: 0.0902 - val_accuracy: 0.9755 - val_loss: 0.0801
"""
TORCH = """Train Epoch: 1 [0/60000 (0%)]\tLoss: 2.300039
Train Epoch: 1 [59520/60000 (99%)]\tLoss: 0.0412

Test set: Average loss: 0.0521, Accuracy: 9832/10000 (98%)

Train Epoch: 2 [59520/60000 (99%)]\tLoss: 0.0112

Test set: Average loss: 0.0413, Accuracy: 9871/10000 (99%)
"""

LOGS = [
    (KERAS_2, ["0.9634", "0.9734", "0.9761"], 3),
    (KERAS_3, ["0.9713", "0.9755"], 2),
    (TORCH, ["0.9832", "0.9871"], 2),
    (KERAS_2 + "Test score: 0.0801\nTest accuracy: 0.9761", ["0.9634", "0.9734", "0.9761", "0.9761"], 3),
    ("Test loss: 0.0688\nTest accuracy: 0.9812", ["0.9812"], None),
    ("('Test accuracy:', 0.9887)", ["0.9887"], None),
    ("Test accuracy: 0.99309999999999998", ["0.9931"], None),
    ("Test Accuracy of the model on the 10000 test images: 97.83 %", ["0.9783"], None),
    ("test_acc = 97.8%", ["0.978"], None),
    ("Epoch 4: train loss 0.05, val acc 97.6%", ["0.976"], 4),
    ("[epoch 2] val_accuracy=0.981", ["0.981"], 2),
    ("Accuracy on test set = .9812", ["0.9812"], None),
    ("1: 85.1 %\n2: 95.6 %\n3: 97.0 %", ["0.851", "0.956", "0.970"], 3),
    ("| epoch | accuracy |\n|---|---|\n| 1 | 0.95 |\n| 2 | 0.96 |\n| 3 | 0.97 |", ["0.95", "0.96", "0.97"], 3),
    ("Epoch 1/1\r 1/60 acc: 0.1 - val_acc: 0.2\r60/60 acc: 0.9 - val_acc: 0.91", ["0.91"], None),
]


@pytest.mark.parametrize(("log", "shares", "epochs"), LOGS)
def test_test_accuracies_are_read_in_order(log: str, shares: list[str], epochs: int | None) -> None:
    read = results(log)
    assert len(read.test) == len(shares)
    for figure, share in zip(read.test, shares, strict=True):
        assert abs(figure.value - Fraction(share)) <= Fraction(1, 10**6)
    assert read.final == read.test[-1]
    assert read.epochs == epochs
    assert read.claims == ()


def test_training_accuracies_and_losses_are_kept_apart() -> None:
    read = results(KERAS_2 + "Test score: 0.0801\n")
    assert [float(figure.value) for figure in read.training] == [0.9270, 0.9701, 0.9783]
    assert float(read.losses[-1].value) == 0.0801
    assert len(read.losses) == 7


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("I reached a test accuracy of 0.981 with it.", "0.981"),
        ("The final test accuracy was 98.1%.", "0.981"),
        ("The test accuracy is about 98 percent.", "0.98"),
    ],
)
def test_what_a_sentence_says_is_a_claim(said: str, share: str) -> None:
    read = results(said)
    assert [figure.value for figure in read.claims] == [Fraction(share)]
    assert read.test == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "accuracy",
        "The accuracy rose after epoch 3.",
        "accuracy: 300",
        "Dense(100)",
        "print('Test accuracy:', score[1])",
    ],
)
def test_where_no_accuracy_is_given_none_is_read(text: str) -> None:
    read = results(text)
    assert read.test == ()
    assert read.claims == ()


def figure(share: str) -> Figure:
    return Figure(Fraction(share), Fraction(1, 10 ** len(share.partition(".")[2])), None, (0, 0))


@pytest.mark.parametrize(
    ("share", "sizes"),
    [
        ("0.9876", (10_000, 60_000)),
        ("0.98763", (60_000,)),
        ("0.9876333", (60_000,)),
        ("0.9876312", ()),
        ("0.98", (10_000, 60_000)),
    ],
)
def test_granularity(share: str, sizes: tuple[int, ...]) -> None:
    assert images_of(figure(share), (10_000, 60_000)) == sizes


@pytest.mark.parametrize("text", ["accuracy: " * 40_000, "1: 0.9\n" * 40_000, "9" * 300_000, "epoch 1 " * 40_000])
def test_hostile_text_is_harmless(text: str) -> None:
    assert results(text).epochs in (None, 1)


@pytest.mark.parametrize("line", ["Test accuracy: **0.9771**", "Test accuracy: `0.9771`", "Test accuracy = $0.9771$"])
def test_an_accuracy_in_bold_in_code_or_in_maths_is_read(line: str) -> None:
    final = results(line).final
    assert final is not None
    assert final.value == Fraction("0.9771")


def test_a_claim_in_maths_is_a_claim() -> None:
    assert [claim.value for claim in results("The test accuracy is $0.9921$.").claims] == [Fraction("0.9921")]
