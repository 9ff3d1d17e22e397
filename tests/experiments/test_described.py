"""Networks in words, lists, tables and summaries, as write-ups give them instead of code."""

from __future__ import annotations

import random

import pytest

from grader.experiments import described

TWO = {
    "calls in a row": "Dense(120, relu) -> Dropout(.2) -> Dense(80, relu) -> Dense(10, softmax)",
    "calls in a sentence": "The layers are Linear(784, 120), ReLU, Linear(120, 80), ReLU and Linear(80, 10).",
    "calls in a list": "* Linear(784, 120) + ReLU\n* Linear(120, 80) + ReLU\n* Linear(80, 10)",
    "calls in a table": "| 1 | Dense(120, activation='relu') |\n| 2 | Dense(80) |\n| 3 | Dense(10) |",
    "a layer a line": "Dense 120 relu drop .2\nDense 80 relu\nDense 10 softmax",
    "layers of so many units": "- Dense layer, 120 units\n- Dense layer, 80 units\n- Output layer, 10 units",
    "numbered layers": "Layer 1: 120 neurons\nLayer 2: 80 neurons\nOutput: 10 neurons",
    "arrows": "784 -> 120 (relu) -> 80 (relu) -> 10",
    "dashes": "net: 784-120-80-10",
    "arrows and a sum": "784 → 120 → 80 → 10 (ReLU), 200 hidden units",
    "in and out": "fc1  784 -> 120  relu\nfc2  120 -> 80  relu\nfc3  80 -> 10",
    "a list": "hidden = [120, 80]",
    "a list with its ends": "dims = [784, 120, 80, 10]",
    "an argument": "net = build([120, 80])",
    "a sum": "hidden units: 120 + 80 = 200",
    "a sentence": "We took two hidden layers of 120 and 80 units.",
    "figures": "2 hidden layers: 120/80",
    "a table": "layer, units, activation\nhidden 1, 120, relu\nhidden 2, 80, relu\noutput, 10, softmax",
    "Keras' summary": "a (Dense)   (None, 120)  94200\nb_1 (Dense)   (None, 80)  9680\nc_2 (Dense) (None, 10) 810",
    "a boxed summary": "│ dense (Dense) │ (None, 120) │\n│ d_1 (Dense) │ (None, 80) │\n│ d_2 (Dense) │ (None, 10) │",
    "PyTorch's print": "Net(\n  (a): Linear(in_features=784, out_features=120, bias=True)\n  (b): Linear("
    "in_features=120, out_features=80, bias=True)\n  (c): Linear(in_features=80, out_features=10, bias=True)\n)",
    "torchsummary": "Linear-1  [-1, 120]  94,200\nReLU-2  [-1, 120]  0\nLinear-3  [-1, 80]  9,680\nLinear-4  [-1, 10]",
}


@pytest.mark.parametrize("way", TWO)
def test_the_same_network_is_read_in_every_way(way: str) -> None:
    (network,) = described(TWO[way])
    assert network.hidden == (120, 80)
    assert network.unclear == ()


@pytest.mark.parametrize("way", TWO)
def test_words_around_it_change_nothing(way: str) -> None:
    (network,) = described(f"We thought about it for 3 days.\n\n{TWO[way]}\n\nIt took 12 epochs, batches of 128.")
    assert network.hidden == (120, 80)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Four hidden layers of 250 units", (250,) * 4),
        ("2 hidden layers with 100 units each", (100, 100)),
        ("a single hidden layer of 96 units", (96,)),
        ("hidden_layer_sizes = (512, 256, 128)", (512, 256, 128)),
    ],
)
def test_counts_in_words(text: str, hidden: tuple[int, ...]) -> None:
    assert [network.hidden for network in described(text)] == [hidden]


@pytest.mark.parametrize(
    "text",
    [
        "conv 5x5x20, batch norm, pool 2, dropout 0.4, dense 100, dense 10",
        "Conv2D(8,5,relu) BatchNorm2d(8) MaxPool2d(2) Dropout(.5) Flatten Dense(10,softmax)",
        "conv 3x3x16 + bn + relu\nconv 3x3x32 + bn + relu\ndropout 0.4\ngap -> fc 10",
        "(a): Conv2d(1, 16, kernel_size=(5, 5))\n(b): BatchNorm2d(16)\n(c): Dropout(p=0.25)\n(fc): Linear(400, 10)",
    ],
)
def test_kinds_of_layers(text: str) -> None:
    (network,) = described(text)
    assert all(map(network.has, ("conv", "normalisation", "dropout", "dense")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Design a convolutional network with dropout after 10 epochs.",
        "I tried a convolution, but it was no better.",
        "a dense layer and dropout",
        "kernel_size = (5, 5)",
        "Epoch 3/10, 469 steps",
        "see the figure",
    ],
)
def test_what_is_only_spoken_of_is_no_network(text: str) -> None:
    assert described(text) == []


def test_descriptions_that_contradict_each_other_are_unclear() -> None:
    (network,) = described("784 -> 120 -> 80 -> 10, that is two hidden layers of 100 and 80 units")
    assert network.unclear
    assert network.hidden is None


def test_two_networks_are_two() -> None:
    found = described("First Dense(50) Dense(10), then Dense(60) Dense(10).")
    assert [network.hidden for network in found] == [(50,), (60,)]


def test_a_network_without_its_output_layer_has_no_known_hidden_layers() -> None:
    (network,) = described("Dense(120), Dense(80), Dropout(0.2)")
    assert network.hidden is None


def test_random_networks_are_read_back() -> None:
    rng = random.Random(5)  # noqa: S311 - not for secrets
    for _ in range(50):
        hidden = [rng.randint(11, 999) for _ in range(rng.randint(1, 5))]
        forms = (
            " -> ".join(f"Dense({units})" for units in [*hidden, 10]),
            "-".join(map(str, [784, *hidden, 10])),
            f"hidden = {hidden}",
        )
        for form in forms[: 3 if 784 not in hidden else 1]:
            assert [network.hidden for network in described(form)] == [tuple(hidden)]


@pytest.mark.parametrize(
    "text",
    [
        "Dense(" * 9_000,
        "784" + " -> 5" * 9_000,
        "conv " * 9_000,
        "a." * 30_000,
        "hidden" * 9_000,
        "2 hidden layers " * 4_000,
    ],
)
def test_hostile_text_is_harmless(text: str) -> None:
    assert len(described(text)) <= 2_000
