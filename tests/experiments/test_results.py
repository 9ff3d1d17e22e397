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
    (
        "Epoche 1: Trainingsfehler 0,26, Testgenauigkeit 94,98 %\nEpoche 2: Trainingsfehler 0,1, Testgenauigkeit 96,1 %",
        ["0.9498", "0.961"],
        2,
    ),
    ("[1/2] train acc 0.95 | test acc 0.96\n[2/2] train acc 0.97 | test acc 0.98", ["0.96", "0.98"], 2),
    (
        "1. train loss 0.18, test 9381/10000 right (93.81 %)\n2. train loss 0.1, test 9584/10000",
        ["0.9381", "0.9584"],
        2,
    ),
    ("epoch,loss,val_acc\n0,0.2,0.96\n1,0.1,0.97\n2,0.1,0.98", ["0.96", "0.97", "0.98"], 3),
    ("epoch;acc;val_acc\n1;0.91;0.95\n2;0.94;0.96", ["0.95", "0.96"], 2),
    ("ep  train   test\n 1  0.92  0.97\n 2  0.93  0.975", ["0.97", "0.975"], 2),
    (
        "| Epoche | Verlust | Genauigkeit (Test) |\n|---|---|---|\n| 1 | 0,2 | 95,0 % |\n| 2 | 0,1 | 96,6 % |",
        ["0.95", "0.966"],
        2,
    ),
    ("Test accuracy by epoch: 95.1, 96.4, 97.62", ["0.951", "0.964", "0.9762"], 3),
    ("epoch  test accuracy\n1  0.96\n2  0.97\n3  0.98\nfinal  0.98", ["0.96", "0.97", "0.98", "0.98"], 3),
    ("{'acc': [0.9, 0.91, 0.92], 'val_acc': [0.95, 0.96, 0.97]}", ["0.95", "0.96", "0.97"], 3),
    ("Epoch 3: 100%|███| 938/938 [00:08<00:00, 110.8it/s, loss=0.05, val_acc=0.976]", ["0.976"], 3),
    ("100%|███| 469/469 [00:03<00:00, 120.31it/s]\nepoch 1: test acc 0.96", ["0.96"], 1),
    ("2020-02-11 21:14:46,403 INFO epoch=01 loss=0.32 train=0.90 test=0.95", ["0.95"], 1),
    (
        "it 2000 | test loss 0.13 | correct 9610/10000\nit 3000 | test loss 0.11 | correct 9655/10000",
        ["0.961", "0.9655"],
        None,
    ),
    (
        "cost = 0.2 training_percent = 0.92\ntest accuracy: 0.938\ncost = 0.1 training_percent = 0.94\ntest accuracy: 0.946",
        ["0.938", "0.946"],
        None,
    ),
    ("Iteration 1, loss = 0.4\nIteration 2, loss = 0.2\nTest set score: 0.975700", ["0.9757"], None),
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


LOG = "\n".join(
    f"Epoch {n}/3\n - 2s - loss: 0.1 - acc: 0.99{n}1 - val_loss: 0.2 - val_acc: 0.97{n}2" for n in (1, 2, 3)
)


def shares(figures: tuple[Figure, ...]) -> list[float]:
    return [float(each.value) for each in figures]


@pytest.mark.parametrize(
    ("said", "evaluations", "claims"),
    [
        ("Test accuracy: 0.9732", [0.9732], []),
        ("Test accuracy: 0.9931", [0.9931], []),
        ("Final accuracy: 0.9931 (training)", [], []),
        ("I got 0.9791 in the end.", [], [0.9791]),
        (".9732 ok", [], [0.9732]),
        ("-> 97.32%", [], [0.9732]),
        ("That is above the 0.97 that was asked.", [], []),
        ("It was 0.9214 before. Now the test accuracy is 0.9732.", [], [0.9732]),
        ("The accuracy is 97,32 %, über 97,0 %.", [], [0.9732]),
        ("We used a momentum of 0.9 and beta_2 = 0.999.", [], []),
        ("model.evaluate(x, y)[1] > 0.9999", [], []),
        ("In all 268 of 10000 are wrong.", [], []),
    ],
)
def test_what_is_said_beside_a_log(said: str, evaluations: list[float], claims: list[float]) -> None:
    read = results(f"{LOG}\n\n{said}")
    assert shares(read.curve) == [0.9712, 0.9722, 0.9732]
    assert shares(read.evaluations) == evaluations
    assert shares(read.claims) == claims


def test_a_log_says_how_many_epochs_it_shows_and_how_many_it_should() -> None:
    read = results(LOG.split("Epoch 3/3", maxsplit=1)[0])
    assert (read.epochs, read.planned, read.rows) == (2, 3, 2)
    assert (results(LOG).epochs, results(LOG).planned) == (3, 3)
    assert results("model.fit(x, y, epochs=10)\n- epochs: 20").epochs is None


def test_the_same_curve_twice_is_one_and_two_curves_are_told_apart() -> None:
    again = "epoch | test accuracy\n1 | 0.9712\n2 | 0.9722\n3 | 0.9732"
    assert not results(f"{LOG}\n\n{again}").differing
    assert len(results(f"{LOG}\n\n{again}").curve) == 3
    assert results(f"{LOG}\n\n{again.replace('0.9732', '0.9832')}").differing


@pytest.mark.parametrize(
    "text",
    [
        "| epoch | train accuracy |\n|---|---|\n| 1 | 0.97 |\n| 2 | 0.98 |\n| 3 | 0.99 |",
        "| epoch | test loss |\n|---|---|\n| 1 | 0.97 |\n| 2 | 0.98 |\n| 3 | 0.99 |",
        "Training accuracy by epoch:\n1: 0.97\n2: 0.98\n3: 0.99",
        "Epoch 1/2\n469/469 [====] - 3s 4ms/step - loss: 0.1 - accuracy: 0.97\nEpoch 2/2\n469/469 [====] - 3s 4ms/step - "
        "loss: 0.1 - accuracy: 0.98",
    ],
)
def test_figures_of_the_training_set_and_losses_are_no_curve(text: str) -> None:
    assert results(text).test == ()


def test_the_images_that_are_held_out_of_training_are_not_the_test_set() -> None:
    read = results("Train on 54000 samples, validate on 6000 samples\n" + LOG + "\nTest accuracy: 0.9699")
    assert shares(read.test) == [0.9699]
    assert results("model.fit(x, y, validation_split=0.1)\n" + LOG).final is None


def test_the_best_so_far_is_not_the_last() -> None:
    read = results("Epoch 1 | val acc 0.9761 | best val acc 0.9761\nEpoch 2 | val acc 0.9748 | best val acc 0.9761")
    assert shares(read.curve) == [0.9761, 0.9748]
    assert read.claims == ()


def test_a_sentence_is_enough_beside_a_log_of_losses() -> None:
    log = "Epoch 1 loss: 0.3\nEpoch 2 loss: 0.2\n"
    assert results(log + "The test accuracy is 0.9763.").final is not None
    assert results("The test accuracy is 0.9763.").final is None
