"""Networks read off code: Keras 1 to 3, PyTorch, listings and broken code."""

from __future__ import annotations

import itertools
import random

import pytest

from grader.experiments import Architecture, architectures


def listed(code: str, mark: str = "{}. {}") -> str:
    return "\n".join(mark.format(number, line) for number, line in enumerate(code.strip("\n").split("\n"), 1))


def only(code: str) -> Architecture:
    (found,) = architectures(code)
    return found


SAME_MLP = {
    "Keras, add": """
model = Sequential()
model.add(Dense(120, input_shape=(784,)))
model.add(Activation('relu'))
model.add(Dropout(0.2))
model.add(Dense(80, activation='relu'))
model.add(Dense(10))
model.fit(x, y, batch_size=64, epochs=7)
""",
    "Keras 1": """
model = Sequential()
model.add(Dense(output_dim=120, input_dim=28*28))
model.add(Dropout(0.2))
model.add(Dense(80))
model.add(Dense(10))
model.fit(x, y, batch_size=64, nb_epoch=7)
""",
    "Keras, a list": """
import tensorflow as tf
epochs = 7
batch_size = 64
model = tf.keras.models.Sequential([
    tf.keras.layers.Flatten(input_shape=(28, 28)),
    tf.keras.layers.Dense(120, activation="relu"),
    tf.keras.layers.Dropout(0.2),
    tf.keras.layers.Dense(80, activation="relu"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
history = model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=2)
""",
    "Keras, functional": """
inputs = keras.Input(shape=(784,))
h = layers.Dense(120, activation="relu")(inputs)
h = layers.Dropout(0.2)(h)
h = layers.Dense(80, activation="relu")(h)
outputs = layers.Dense(10)(h)
model = keras.Model(inputs=inputs, outputs=outputs)
model.fit(x, y, batch_size=64, epochs=7)
""",
    "Keras, a function": """
def build(n_first=120):
    sizes = (120, 80)
    model = Sequential()
    model.add(Input((784,)))
    for size in sizes:
        model.add(Dense(size))
    model.add(Dropout(0.2))
    model.add(Dense(10))
    return model
epochs, batch_size = 7, 64
""",
    "PyTorch, Sequential": """
n_epochs = 7
batch_size = 64
model = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 120), nn.ReLU(), nn.Dropout(0.2),
    nn.Linear(120, 80), nn.ReLU(),
    nn.Linear(80, 10),
).to(device)
""",
    "PyTorch, Module": """
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(28 * 28, 120)
        self.fc2 = nn.Linear(120, 80)
        self.out = nn.Linear(80, 10)

    def forward(self, x):
        x = F.dropout(F.relu(self.fc1(x)), p=0.2)
        return self.out(F.relu(self.fc2(x)))

batch_size = 64
for epoch in range(7):
    train(epoch)
""",
    "a numbered listing": """
1 | model = Sequential()
2 | model.add(Dense(120, input_shape=(784,)))
3 | model.add(Dropout(0.2))
4 | model.add(Dense(80))
5 | model.add(Dense(10))
6 | model.fit(x, y, batch_size=64, epochs=7)
""",
    "between prose": """
%matplotlib inline
First I tried something else, which did not work.

model = Sequential()
model.add(Dense(120, input_shape=(784,)))
model.add(Dropout(0.2))
model.add(Dense(80))
model.add(Dense(10))

Then I trained it:

model.fit(x, y,
          batch_size=64,
          epochs=7)
""",
}


KERAS = SAME_MLP["Keras, add"]
SAME_MLP |= {
    "without the line that makes the model": KERAS.replace("model = Sequential()\n", ""),
    "numbered with points": listed(KERAS),
    "numbered with tabs": listed(KERAS, "{}\t{}"),
    "typed at a prompt": listed(KERAS, ">>> {1}"),
    "indented": listed(KERAS, "    {1}"),
    "indented below a word": "Code:\n" + listed(KERAS, "  {1}") + "\nLog:",
    "escaped for Markdown": KERAS.replace("_", "\\_").replace("model.add(", "model.add\\("),
    "with curly quotes": KERAS.replace("'relu'", "‘relu’"),
    "as items": listed(KERAS, "- {1}"),
    "with its log below": KERAS + "\nEpoch 1/7\n - 3s - loss: 0.3 - acc: 0.9\n\n #  test loss\n 1  0.19\n",
    "functional, never made a model": """
x = Input((784,))
h = Dense(120)(x); h = Dropout(0.2)(h)
h = Dense(80)(h)
y = Dense(10)(h)
epochs, batch_size = 7, 64
""",
    "PyTorch, a list that grows": """
sizes = [784, 120, 80, 10]
layers = []
for i, (into, out) in enumerate(zip(sizes, sizes[1:])):
    layers.append(nn.Linear(into, out))
    if i < 2:
        layers += [nn.ReLU(), nn.Dropout(0.2)]
net = nn.Sequential(*layers)
epochs, batch_size = 7, 64
""",
    "PyTorch, two layers a line": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(784, 120), nn.Linear(120, 80)
        self.drop, self.c = nn.Dropout(0.2), nn.Linear(80, 10)
epochs, batch_size = 7, 64
""",
}


@pytest.mark.parametrize("style", SAME_MLP)
def test_the_same_network_is_read_in_every_style(style: str) -> None:
    network = only(SAME_MLP[style])
    assert network.hidden == (120, 80)
    assert network.has("dropout")
    assert not network.has("normalisation")
    assert network.parameters == 785 * 120 + 121 * 80 + 81 * 10
    assert (network.epochs, network.batch) == (7, 64)
    assert network.unclear == ()


CONVOLUTIONS = {
    "Keras": """
model = Sequential([
    Conv2D(8, (3, 3), activation="relu", input_shape=(28, 28, 1)),
    BatchNormalization(),
    MaxPooling2D((2, 2)),
    Conv2D(16, 3, padding="same"),
    Flatten(),
    Dense(10),
])
""",
    "Keras 1": """
model = Sequential()
model.add(Convolution2D(8, 3, 3, input_shape=(28, 28, 1)))
model.add(BatchNormalization())
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Convolution2D(16, 3, 3, border_mode='same'))
model.add(Flatten())
model.add(Dense(10))
""",
    "PyTorch": """
model = nn.Sequential(
    nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, kernel_size=3, padding=1), nn.Flatten(), nn.Linear(13 * 13 * 16, 10),
)
""",
}


@pytest.mark.parametrize(
    ("code", "hidden", "epochs"),
    [
        ("clf = MLPClassifier(hidden_layer_sizes=(96,), max_iter=9)\nclf.fit(X, y)", (96,), 9),
        ("clf = MLPClassifier((60, 40)).fit(X, y)", (60, 40), None),
        ("sizes = (60, 40)\nmlp = MLPClassifier(hidden_layer_sizes=sizes)", (60, 40), None),
        ("MLPClassifier()", (100,), None),
        ("MLPClassifier(hidden_layer_sizes=sizes)", None, None),
    ],
)
def test_a_network_of_scikit_learn_has_an_output_layer_of_its_own(
    code: str, hidden: tuple[int, ...] | None, epochs: int | None
) -> None:
    network = only(code)
    assert (network.hidden, network.epochs) == (hidden, epochs)


@pytest.mark.parametrize("style", CONVOLUTIONS)
def test_parameters_of_a_convolutional_network(style: str) -> None:
    network = only(CONVOLUTIONS[style])
    assert network.parameters == (9 * 1 + 1) * 8 + 2 * 8 + (9 * 8 + 1) * 16 + (13 * 13 * 16 + 1) * 10
    assert network.has("normalisation")


@pytest.mark.parametrize(
    "code",
    [
        "model = Sequential()\nmodel.add(Dense(n_hidden))\nmodel.add(Dense(10))",
        "model = Sequential()\nmodel.add(Dense(int(input())))\nmodel.add(Dense(10))",
        "model = Sequential()\nfor n in sizes:\n    model.add(Dense(50))\nmodel.add(Dense(10))",
        "model = Sequential()\nif deep:\n    model.add(Dense(50))\nmodel.add(Dense(10))",
        "model = Sequential()\nmodel.add(Dense(50))\nmodel.add(Dense(60) Dropout(3)\nmodel.add(Dense(10))",
        "model = Sequential([*hidden, Dense(10)])",
        "model = Sequential()\nmodel.add(Dense(50))\nmodel.add(SeparableConv2D(3))\nmodel.add(Dense(10))",
        "layers = []\nfor n in sizes:\n    layers.append(Dense(50))\nSequential([*layers, Dense(10)])",
        "model = Sequential()\nif depth > 2:\n    model.add(Dense(50))\nmodel.add(Dense(10))",
    ],
)
def test_what_can_not_be_told_is_said_and_not_guessed(code: str) -> None:
    for network in architectures(code):
        assert network.unclear
        assert network.hidden is None
        assert network.parameters is None


def test_two_networks_are_two() -> None:
    code = "a = Sequential([Dense(50), Dense(10)])\nb = Sequential([Dense(60), Dense(10)])"
    assert [network.hidden for network in architectures(code)] == [(50,), (60,)]


def test_random_networks_have_the_units_and_parameters_that_arithmetic_gives() -> None:
    rng = random.Random(3)  # noqa: S311 - not for secrets
    for _ in range(60):
        hidden = tuple(rng.randint(1, 400) for _ in range(rng.randint(1, 5)))
        sizes = (784, *hidden, 10)
        pairs = list(itertools.pairwise(sizes))
        total = sum((into + 1) * out for into, out in pairs)
        codes = (
            "m = Sequential()\nm.add(Input(shape=(784,)))\n" + "\n".join(f"m.add(Dense({n}))" for n in (*hidden, 10)),
            "m = nn.Sequential(" + ", nn.ReLU(), ".join(f"nn.Linear({into}, {out})" for into, out in pairs) + ")",
            "x = Input((784,))\n"
            + "\n".join(f"x = Dense({n})(x)" for n in (*hidden, 10))
            + "\nm = Model(inputs=[x], outputs=x)",
        )
        for code in codes:
            assert only(code).hidden == hidden
            assert only(code).parameters == total


@pytest.mark.parametrize(
    "code",
    [
        "(" * 100_000,
        "Dense(" * 5_000,
        "model = Sequential()\n" + "model.add(Dense(10))\n" * 30_000,
        "for a in range(50):\n for b in range(50):\n  for c in range(50):\n   for d in range(50):\n    x = Dense(1)",
        "x = 9**9**9**9",
        "x = [0] * 10**9",
        "\x00 model = Sequential()",
        "x = " + "-" * 50_000 + "1",
        "Dense\n" * 50_000,
        "import os; os.system('touch /tmp/hacked')",
    ],
)
def test_hostile_code_is_harmless(code: str) -> None:
    assert all(isinstance(network, Architecture) for network in architectures(code))
