"""Networks as students write them, run on their truth tables."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from grader.answers.network import Network, Truth, truth
from grader.model.answers import Unreadable
from grader.model.documents import Block, Segment
from grader.networks import Net, Unit

KIND = Network()
OR = truth((0, 1), (1, 0), (1, 1), units=1)
STEPPED_OR = truth((0, 1), (1, 0), (1, 1), units=1, threshold=True)
AND = truth((1, 1))
XOR = truth((0, 1), (1, 0))

RIGHT = [
    ("w1 = w2 = 1, b = 0", OR),
    ("w1=2, w2=2, b=-1", OR),
    ("$w_1 = w_2 = 2$ and $b = -1$", OR),
    ("w_{1} = 1\n\nw_{2} = 1\n\nbias = 0", OR),
    ("w = [1, 1], b = 0", OR),
    ("w = [1 1], b = 0", OR),
    ("We use w = (1, 1) and b = 0.", OR),
    ("$\\mathbf{w} = \\begin{pmatrix} 1 \\\\ 1 \\end{pmatrix}$, $b = 0$", OR),
    ("weights [2, 2], bias −1", OR),
    ("Both weights are 1, the bias is 0.", OR),
    ("A ReLU unit with weights 1 and 1 and no bias.", OR),
    ("One unit with weights of 3 and 3, and a bias of -2.", OR),
    ("ReLU(2x1 + 2x2 - 1)", OR),
    ("f(x) = ReLU(2x_1 + 2x_2 - 1)", OR),
    ("y = relu(A + B)", OR),
    ("y = max(0, x + y)", OR),
    ("y = max(x1 + x2, 0)", OR),
    ("$$y = \\max(0, 2 x_1 + 2 x_2 - 1)$$", OR),
    ("out = relu(5*a + 4*b - 3)", OR),
    ("y = relu(x1 + x2 - 1)", AND),
    ("step(x1 + x2 - 0.5)", STEPPED_OR),
    ("A threshold unit with w1 = w2 = 1 and b = -0.5", STEPPED_OR),
    ("A perceptron with weights 1, 1 and bias -1; it fires from 0 on", STEPPED_OR),
    ("h1 = max(0, x1 + x2), h2 = max(0, x1 + x2 − 1), y = h1 − 2 h2", XOR),
    ("h1 = relu(x1 + x2)\nh2 = relu(x1 + x2 - 1)\ny = h1 - 2*h2", XOR),
    ("h1 = relu(x1 - x2)\nh2 = relu(x2 - x1)\nout = h1 + h2", XOR),
    ("y = ReLU(x1+x2) - 2 ReLU(x1+x2-1)", XOR),
    ("y = max(0, x1 - x2) + max(0, x2 - x1)", XOR),
    ("$h_1 = \\max(0, x_1 - x_2)$, $h_2 = \\max(0, x_2 - x_1)$, $y = h_1 + h_2$", XOR),
    ("Output: relu(relu(x1 + x2) - 2*relu(x1 + x2 - 1))", XOR),
    ("W1 = [[1,1],[1,1]], b1 = [0,-1], W2 = [1,-2], b2 = 0", XOR),
    ("W1 = [[1, -1], [-1, 1]]\nb1 = [0, 0]\nW2 = [[1, 1]]\nb2 = [0]", XOR),
    ("$W = \\begin{bmatrix} 1 & 1 \\\\ 1 & 1\\end{bmatrix}$, $c = [0, -1]$, $w = [1, -2]$, $b = 0$", XOR),
    (
        "$W^{(1)} = \\begin{bmatrix} 1 & -1 \\\\ -1 & 1\\end{bmatrix}$, $b^{(1)} = [0, 0]$, $W^{(2)} = [1, 1]$, "
        "$b^{(2)} = 0$",
        XOR,
    ),
    ("W_1 = \\begin{pmatrix}1 & 1\\\\1 & 1\\end{pmatrix}, b_1 = [0, -1], W_2 = [1, -2], b_2 = 0", XOR),
    ("Hidden unit 1: weights 1, 1, bias 0; hidden unit 2: weights 1, 1, bias -1; output: weights 1, -2, bias 0", XOR),
    (
        "The first hidden neuron has weights (1, -1) and bias 0, the second hidden neuron has weights (-1, 1) and "
        "bias 0. The output has weights (1, 1) and bias 0.",
        XOR,
    ),
    ("w11 = 1, w12 = 1, w21 = 1, w22 = 1, b1 = 0, b2 = -1, v1 = 1, v2 = -2", XOR),
    ("1 relu. both wts 2, bias -1.", OR),
    ("w1, w2, b = 2, 2, -1", OR),
    (">>> w1, w2, b = 1, 1, 0\n>>> relu(w1*x1 + w2*x2 + b)", OR),
    ("- weight x1: 1\n- weight x2: 1\n- bias: 0", OR),
    ("| | x1 | x2 | bias |\n|---|---|---|---|\n| unit 1 | 2 | 2 | -1 |", OR),
    ("w1\tw2\tb\n2\t2\t-1", OR),
    ("w = (1,5; 1,5), b = -0,5", OR),
    ("y = relu(1,5*x1 + 1,5*x2 - 0,5)", OR),
    ("such as “w1 = 3, w2 = -1, b = 0.5”\n\nw1 = 2, w2 = 2, b = -1", OR),
    ("m.set_weights([np.array([[3.],[3.]]), np.array([-2.])])", OR),
    ("('fc.weight', tensor([[2., 2.]])), ('fc.bias', tensor([-1.]))", OR),
    ("W = ((1, 1), (1, 1)), c = (0, -1), w = (1, -2), b = 0", XOR),
    ("Weight for x1: 2, weight for x2: 2, bias: -1", OR),
    ("W1: [[1, 1], [1, 1]]\nb1: [0, -1]\nW2: [1, -2]\nb2: 0", XOR),
    ("h1 = relu(2*x1 - 2*x2)\nh2 = relu(2*x2 - 2*x1)\ny = 0,5*h1 + 0,5*h2", XOR),
    (
        "unit | w(x1) | w(x2) | bias\nh1 | 1 | 1 | 0\nh2 | 2 | 2 | -2\n\nunit | w(h1) | w(h2) | bias\ny | 1 | -1 | 0",
        XOR,
    ),
    (
        "('0.weight', tensor([[1., 1.],\n [2., 2.]])), ('0.bias', tensor([0., -2.])), "
        "('2.weight', tensor([[1., -1.]])), ('2.bias', tensor([0.]))",
        XOR,
    ),
    (
        "model.set_weights([np.array([[1., -1.], [-1., 1.]]), np.array([0., 0.]), np.array([[1.], [1.]]), "
        "np.array([0.])])",
        XOR,
    ),
]

WRONG = [
    ("w1 = w2 = 1, b = -1", OR, "truth table", "(0, 1)"),
    ("w1 = 1, w2 = 0, b = 0", OR, "truth table", "(0, 1)"),
    ("w1 = w2 = 1, b = 1", OR, "truth table", "(0, 0)"),
    ("y = relu(x1 + x2 - 0.5)", OR, "truth table", "output is 1/2"),
    ("step(x1 + x2 - 0.5)", OR, "threshold", "threshold"),
    ("y = relu(x1 + x2)", XOR, "truth table", "(1, 1)"),
    ("y = ReLU(x1+x2) - ReLU(x1+x2-1)", XOR, "truth table", "(1, 1)"),
    ("W1 = [[1,1],[1,1]], b1 = [0,0], W2 = [1,-1], b2 = 0", XOR, "truth table", "(0, 1)"),
    ("h1 = relu(x1), h2 = relu(x2), y = h1 + h2", OR, "units", "fewer"),
]

NOT_READ = [
    "A single unit can do it.",
    "w1 = 1, b = 0",
    "y = ReLU(w1 x1 + w2 x2 + b)",
    "XOR is not linearly separable, so a hidden layer is needed.",
    "weights: see figure",
    "h1 = max(0, x1 + x2), y = h1 - 2 \\foo h2",
    "The truth table is 0 0 -> 0, 0 1 -> 1, 1 0 -> 1, 1 1 -> 1.",
    "x1 + x2 = 1 is the line.",
    "W = (see the figure), c = (0, -1), w = (1, -2), b = 0",
    "h1 = relu(1.0*x1 - x2)\nh2 = relu(x2 - x1)\ny = 0,5*h1 + h2",
]


def found(text: str) -> list[Net]:
    segment = Segment("x", "x.md", (Block("paragraph", text, 1),))
    return [each.answer.value for each in KIND.find(segment) if each.confidence >= 0.8]


@pytest.mark.parametrize(("text", "key"), RIGHT)
def test_a_right_network_is_right_however_it_is_written(text: str, key: Truth) -> None:
    (net,) = set(found(text))
    assert KIND.match(KIND.read(text), key).equal
    assert net == KIND.read(text).value


@pytest.mark.parametrize(("text", "key", "code", "says"), WRONG)
def test_a_wrong_one_is_told_where_it_fails(text: str, key: Truth, code: str, says: str) -> None:
    match = KIND.match(KIND.read(text), key)
    assert match.equal is False
    assert match.code == code
    assert says in match.reason


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_not_given_in_full_is_not_read(text: str) -> None:
    assert found(text) == []
    with pytest.raises(Unreadable):
        KIND.read(text)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("", True),
        ("[0, 1, 1, 0]", True),
        ("array([[0.],\n       [1.],\n       [1.],\n       [0.]])", True),
        ("tensor([0., 1., 1., 0.])", True),
        ("[0.0, 1.0, 1.0, 2.0]", False),
        ("[[0.], [0.], [1.], [1.]]", False),
        ("for x in ([0, 0], [0, 1], [1, 0], [1, 1])", True),
    ],
)
def test_outputs_that_are_printed_have_to_be_those_of_the_weights(printed: str, read: bool) -> None:
    text = "W1 = [[1, -1], [-1, 1]], b1 = [0, 0], W2 = [1, 1], b2 = 0\n\n" + printed
    assert bool(found(text)) is read


def test_a_text_of_relus_and_of_thresholds_says_neither() -> None:
    for text in ("A ReLU unit, its threshold is 0.5: w1 = w2 = 1, b = -0.5", "w1 = w2 = 1, b = -0.5"):
        assert KIND.match(KIND.read(text), OR).equal is None


def test_a_unit_that_is_said_to_be_a_relu_is_judged_as_one() -> None:
    match = KIND.match(KIND.read("A ReLU unit with weights 1 and 1 and bias -0.5"), OR)
    assert (match.equal, match.code) == (False, "truth table")


def test_units_that_would_do_as_threshold_units_are_for_a_person() -> None:
    match = KIND.match(KIND.read("w1 = w2 = 1, b = -0.5"), OR)
    assert match.equal is None
    assert "output is 1/2" in match.reason
    assert KIND.match(KIND.read("y = relu(x1 + x2 - 0.5)"), STEPPED_OR).equal is False


def test_a_bias_that_is_not_said_is_zero_and_said_so() -> None:
    assert "0 was taken" in KIND.read("w1=2, w2=2").notes[0]
    assert KIND.read("w1=2, w2=2, b=0").notes == ()


def test_a_linear_network_is_told_that_it_is_linear() -> None:
    units = (
        Unit("h1", (("x1", Fraction(1)), ("x2", Fraction(1))), Fraction(0), ""),
        Unit("y", (("h1", Fraction(1)),), Fraction(0), "relu"),
    )
    match = KIND.match(KIND.read("w1 = w2 = 1, b = 0")._replace(value=Net(units)), XOR)
    assert match.code == "linear"


def test_two_different_networks_are_no_answer() -> None:
    with pytest.raises(Unreadable, match="two different"):
        KIND.read("y = relu(x1 + x2). With weights 3 and 4 and bias 1 it works, too.")


@pytest.mark.parametrize("said", ["or should b be -1?", "maybe b = 0", "I'm not sure", "Vielleicht."])
def test_a_network_that_is_doubted_is_not_read(said: str) -> None:
    assert found(f"w1 = w2 = 1, b = 0. {said}") == []


@pytest.mark.parametrize("text", ["not w1 = w2 = 1, b = -1", "w1 = w2 = 1, b = 3. Wait, that is wrong."])
def test_a_network_that_is_denied_is_not_read(text: str) -> None:
    assert found(text) == []


def test_random_networks_are_read_back_as_they_are_shown() -> None:
    rng = random.Random(7)  # noqa: S311 - not for secrets
    for _ in range(200):
        units = []
        names = ["x1", "x2"]
        for place in range(rng.randint(1, 3)):
            picked = ["x1", "x2"] if place == 0 else names
            weights = [Fraction(rng.choice((-3, -2, -1, 1, 2, 3)), rng.choice((1, 1, 2))) for _ in picked]
            units.append(
                Unit(f"h{place + 1}", tuple(zip(picked, weights, strict=True)), Fraction(rng.randint(-2, 2)), "relu")
            )
            names = [*names, f"h{place + 1}"]
        units[-1] = units[-1]._replace(name="y")
        net = Net(tuple(units))
        assert KIND.read(KIND.show(net)).value == net


@pytest.mark.parametrize("text", ["relu(" * 5_000, "w1 = " * 5_000, "weights 1, " * 3_000, "h1 = relu(x1 + x2) " * 500])
def test_hostile_text_is_harmless(text: str) -> None:
    assert found(text) == [] or len(found(text)) == 1
