"""Experiments: goals reached and missed, and figures that contradict each other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from grader.answers.experiment import Experiment, Goal
from grader.model.answers import Match, Unreadable
from grader.model.documents import Block, Segment

KIND = Experiment()
HUNDRED = Goal(Fraction("0.975"), hidden_units=100, hidden_layers=(1, None))
DEEP = Goal(Fraction("0.983"), hidden_units=1000, hidden_layers=(3, None))
FINAL = Goal(Fraction("0.985"), epochs=10)


def mlp(*hidden: int, epochs: int = 10) -> str:
    layers = "\n".join(f"model.add(Dense({units}, activation='relu'))" for units in hidden)
    return f"model = Sequential()\n{layers}\nmodel.add(Dense(10))\nmodel.fit(x, y, epochs={epochs})"


def log(*shares: str, train: str = "0.9999") -> str:
    lines = [
        f"Epoch {n}/{len(shares)}\n - loss: 0.1{n} - acc: {train} - val_loss: 0.2{n} - val_acc: {share}"
        for n, share in enumerate(shares, 1)
    ]
    return "\n".join(lines)


def judged(goal: Goal, *blocks: tuple[str, str]) -> Match:
    segment = Segment("x", "x.md", tuple(Block(kind, text, 1) for kind, text in blocks))  # type: ignore[arg-type]
    (candidate,) = KIND.find(segment)
    assert candidate.confidence >= 0.8
    return KIND.match(candidate.answer, goal)


@pytest.mark.parametrize("hidden", [(100,), (60, 40), (99,)])
def test_up_to_the_limit_is_within_it(hidden: tuple[int, ...]) -> None:
    assert judged(HUNDRED, ("code", mlp(*hidden)), ("output", "Test accuracy: 0.9781")).equal


def test_the_thirds_of_a_thousand_are_a_thousand() -> None:
    assert judged(DEEP, ("code", mlp(333, 333, 334)), ("output", "Test accuracy: 0.9834")).equal


@pytest.mark.parametrize(
    ("hidden", "accuracy", "goal", "codes"),
    [
        ((101,), "0.9781", HUNDRED, "units"),
        ((60, 60), "0.9781", HUNDRED, "units"),
        ((100,), "0.9712", HUNDRED, "threshold"),
        ((200,), "0.9712", HUNDRED, "units"),
        ((500, 500), "0.9840", DEEP, "layers"),
    ],
)
def test_a_goal_that_is_missed_is_named(hidden: tuple[int, ...], accuracy: str, goal: Goal, codes: str) -> None:
    match = judged(goal, ("code", mlp(*hidden)), ("output", f"Test accuracy: {accuracy}"))
    assert match.equal is False
    assert match.code == codes


def test_an_accuracy_at_the_threshold_reaches_it() -> None:
    assert judged(HUNDRED, ("code", mlp(100)), ("output", "Test accuracy: 0.975")).equal
    assert judged(HUNDRED, ("code", mlp(100)), ("output", "Test accuracy: 97.5%")).equal
    assert judged(HUNDRED, ("code", mlp(100)), ("output", "Test accuracy: 0.9749")).equal is False


CURVE = ("0.9801", "0.9822", "0.9840", "0.9851", "0.9848", "0.9862", "0.9871", "0.9880", "0.9893", "0.9887")

CONTRADICTIONS = [
    ("the best epoch quoted as final", "The final test accuracy is 0.9893.", "best epoch"),
    ("the epoch before", "The final test accuracy is 0.9880.", "log"),
    ("training accuracy quoted for test", "The final test accuracy is 0.9999.", "training accuracy"),
    ("loss quoted as accuracy", "The final test accuracy is 0.210.", "loss"),
    ("nothing that fits", "The final test accuracy is 0.9950.", "0.995"),
]


@pytest.mark.parametrize(("case", "said", "cause"), CONTRADICTIONS, ids=[case for case, _, _ in CONTRADICTIONS])
def test_a_claim_that_its_log_contradicts_is_for_a_person(case: str, said: str, cause: str) -> None:
    del case
    match = judged(FINAL, ("code", mlp(100)), ("output", log(*CURVE)), ("paragraph", said))
    assert (match.equal, match.code) == (None, "contradiction")
    assert cause in match.reason


def test_a_claim_that_its_log_bears_out_is_right() -> None:
    for said in ("The final test accuracy is 0.9887.", "We reach a test accuracy of 98.9% in the end."):
        assert judged(FINAL, ("code", mlp(100)), ("output", log(*CURVE)), ("paragraph", said)).equal


def test_an_evaluation_that_differs_from_the_last_epoch_is_for_a_person() -> None:
    match = judged(FINAL, ("code", mlp(100)), ("output", log(*CURVE) + "\nTest accuracy: 0.9893"))
    assert match.equal is None
    assert "best epoch" in match.reason
    assert judged(FINAL, ("code", mlp(100)), ("output", log(*CURVE) + "\nTest accuracy: 0.9887")).equal


def test_a_share_of_the_training_images_is_no_test_accuracy() -> None:
    match = judged(FINAL, ("code", mlp(100)), ("output", "Test accuracy: 98.9033%"))
    assert match.equal is None
    assert "training accuracy" in match.reason
    assert judged(FINAL, ("code", mlp(100)), ("output", "Test accuracy: 0.9890000224113464")).equal


def test_a_share_of_no_set_is_misread() -> None:
    match = judged(FINAL, ("code", mlp(100)), ("output", "Test accuracy: 0.9890127"))
    assert match.equal is None
    assert "misread" in match.reason


def test_fewer_epochs_than_asked_are_told() -> None:
    match = judged(FINAL, ("code", mlp(100, epochs=5)), ("output", "Test accuracy: 0.9887"))
    assert (match.equal, match.code) == (False, "epochs")


def test_layers_and_parameters_that_are_asked_for() -> None:
    goal = Goal(Fraction("0.985"), needs=("dropout",), parameters=1_000_000)
    dropped = mlp(100).replace("model.add(Dense(10))", "model.add(Dropout(0.5))\nmodel.add(Dense(10))")
    assert judged(goal, ("code", dropped), ("output", "Test accuracy: 0.9887")).equal
    assert judged(goal, ("code", mlp(100)), ("output", "Test accuracy: 0.9887")).code == "needs"
    large = dropped.replace("Dense(100", "Dense(5000, input_shape=(784,)")
    assert judged(goal, ("code", large), ("output", "Test accuracy: 0.9887")).code == "parameters"


UNCLEAR = [
    ([("output", "Test accuracy: 0.9781")], "No code"),
    ([("code", mlp(100))], "No test accuracy"),
    ([("code", mlp(100)), ("paragraph", "It has a test accuracy of 0.9781.")], "no log"),
    ([("code", mlp(100) + "\n" + mlp(90)), ("output", "Test accuracy: 0.9781")], "2 networks"),
    ([("code", mlp(100).replace("Dense(100", "Dense(n")), ("output", "Test accuracy: 0.9781")], "can't be read"),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "says"), UNCLEAR, ids=[says for _, says in UNCLEAR])
def test_what_can_not_be_told_is_for_a_person(blocks: list[tuple[str, str]], says: str) -> None:
    match = judged(HUNDRED, *blocks)
    assert match.equal is None
    assert says in match.reason


def test_the_code_is_not_read_for_figures_nor_the_prose_for_code() -> None:
    code = mlp(100) + "\nprint('Test accuracy: 0.5')"
    assert judged(HUNDRED, ("code", code), ("output", "Test accuracy: 0.9781")).equal


def test_a_field_holds_both() -> None:
    assert KIND.match(KIND.read(f"{mlp(100)}\n\n{log('0.9702', '0.9781')}\n\nTest accuracy: 0.9781"), HUNDRED).equal
    with pytest.raises(Unreadable):
        KIND.read("It went well.")


def test_a_segment_without_code_and_figures_is_not_read() -> None:
    assert KIND.find(Segment("x", "x.md", (Block("paragraph", "It went well.", 1),))) == []


NETWORK, EPOCHS = mlp(100), log("0.9702", "0.9741", "0.9781")
CONVOLUTIONAL = "model = Sequential()\nmodel.add(Conv2D(8, 3))\nmodel.add(Flatten())\nmodel.add(Dense(10))"
IMAGES = Goal(Fraction("0.985"), epochs=10, convolutional=True)
FLAT = HUNDRED._replace(convolutional=False)


def written(*parts: str) -> list[tuple[str, str]]:
    return [("paragraph", "\n\n".join(parts))]


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Test accuracy: 0.9781",
        "97.8 % on the test set.",
        "So .9781 in the end",
        "**Test accuracy: 0,9781**",
        "98 %",
    ],
)
def test_code_log_and_a_claim_that_agree_are_credited(said: str) -> None:
    assert judged(HUNDRED, *written(NETWORK, EPOCHS, said)).equal
    assert judged(HUNDRED, *written(said, NETWORK, EPOCHS)).equal


@pytest.mark.parametrize("said", ["Test accuracy: 0.9811", "98.1 % on the test set.", "So .9811 in the end", "0.9999"])
def test_a_claim_that_differs_from_the_last_epoch_is_a_persons(said: str) -> None:
    match = judged(HUNDRED, *written(NETWORK, EPOCHS, said))
    assert (match.equal, match.code) == (None, "contradiction")


def test_the_training_accuracy_quoted_for_the_test_accuracy_is_recognised() -> None:
    assert "training accuracy" in judged(HUNDRED, *written(NETWORK, EPOCHS, "Test accuracy: 0.9999")).reason
    only_training = "Epoch 1/2\n - 3s - loss: 0.2 - acc: 0.9711\nEpoch 2/2\n - 3s - loss: 0.1 - acc: 0.9781"
    match = judged(HUNDRED, *written(NETWORK, only_training, "Test accuracy: 0.9781"))
    assert match.equal is None
    assert "on the training images" in match.reason


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((EPOCHS, "Test accuracy: 0.9781"), "No code"),
        ((NETWORK, "Test accuracy: 0.9781"), "no log"),
        ((NETWORK, "epoch 1: test acc 0.96", "Test accuracy: 0.9781"), "The log ends with 0.96"),
        ((NETWORK, EPOCHS, log("0.9502", "0.9641", "0.9711")), "several trainings"),
        ((NETWORK, log("0.96", "0.97", "0.98")), "too few digits"),
        ((CONVOLUTIONAL.replace("Flatten())", "Dense(90))"), EPOCHS), "a convolution"),
        ((NETWORK, "Epoch 1 loss: 0.3\nEpoch 2 loss: 0.2", "Test accuracy: 0.0812"), "Is it the loss"),
    ],
)
def test_missing_or_doubtful_evidence_is_a_persons(parts: tuple[str, ...], says: str) -> None:
    match = judged(FLAT, *written(*parts))
    assert match.equal is None
    assert says in match.reason


@pytest.mark.parametrize("said", ["Test accuracy: 0.975", "The test accuracy is 0.975", "97.5 % on the test set"])
def test_a_claim_that_only_rounding_lifts_over_the_threshold_is_a_persons(said: str) -> None:
    match = judged(HUNDRED, *written(NETWORK, log("0.9702", "0.9748"), said))
    assert (match.equal, match.code) == (None, "contradiction")


def test_validation_images_that_are_held_out_of_the_training_set_are_no_test_set() -> None:
    code = NETWORK.replace("epochs=10", "epochs=3, validation_split=0.1")
    assert judged(HUNDRED, ("code", code), ("output", EPOCHS)).equal is None
    assert judged(HUNDRED, ("code", code), ("output", EPOCHS), ("output", "Test accuracy: 0.9766")).equal


def test_a_clear_description_is_as_good_as_code() -> None:
    assert judged(HUNDRED, *written("One hidden layer of 100 units, ReLU.", EPOCHS)).equal
    assert judged(HUNDRED, *written("784 -> 128 -> 10", EPOCHS)).code == "units"


def test_one_of_two_goals_is_worth_half_and_none_of_both_nothing() -> None:
    low = log("0.9602", "0.9641", "0.9711")
    assert judged(HUNDRED, *written(mlp(128), EPOCHS)).credit == Fraction(1, 2)
    assert judged(HUNDRED, *written(mlp(100), low)).credit == Fraction(1, 2)
    assert judged(HUNDRED, *written(mlp(128), low)).credit == 0
    assert judged(DEEP, *written(mlp(600, 600), log("0.9702", "0.9841"))).credit == Fraction(1, 2)


def test_epochs_are_those_that_the_log_shows() -> None:
    assert judged(IMAGES, *written(CONVOLUTIONAL, log(*CURVE))).equal
    fewer = judged(IMAGES, *written(CONVOLUTIONAL, log(*CURVE[:4]), "This is after 10 epochs."))
    assert (fewer.equal, fewer.code, fewer.credit) == (False, "epochs", Fraction(1, 2))
    torn = judged(IMAGES, *written(CONVOLUTIONAL, log(*CURVE).split("Epoch 9/10", maxsplit=1)[0]))
    assert "breaks off after 8 of 10" in torn.reason
    coded = judged(IMAGES, *written(f"{CONVOLUTIONAL}\nmodel.fit(x, y, epochs=10)", log(*CURVE[:4])))
    assert "trains for 10 epochs, the log shows 4" in coded.reason


def test_a_network_without_a_convolution_is_not_the_one_that_was_asked_for() -> None:
    match = judged(IMAGES, *written(mlp(100), log(*CURVE)))
    assert match.equal is None
    assert "no convolution" in match.reason


@pytest.mark.parametrize("figure", ["0.9", "97", "1", "0", "0,9602", "9,781/10,000", "97,4 %", "0.9781"])
def test_a_figure_alone_is_never_credited(figure: str) -> None:
    for text in (figure, f"Test accuracy: {figure}"):
        segment = Segment("x", "x.md", (Block("paragraph", text, 1),))
        assert all(KIND.match(each.answer, HUNDRED).equal is None for each in KIND.find(segment))


def test_a_line_that_a_run_printed_is_a_log() -> None:
    assert judged(HUNDRED, ("code", NETWORK), ("output", "Test accuracy: 0.9781")).equal
    assert judged(HUNDRED, ("code", NETWORK), ("paragraph", "Test accuracy: 0.9781")).equal is None
    assert judged(HUNDRED, ("code", NETWORK), ("code", "Test loss: 0.07\nTest accuracy: 0.9781")).equal
    assert judged(HUNDRED, ("code", NETWORK), ("code", "Test accuracy: 0.9781")).equal is None
    field = f"```python\n{NETWORK}\n```\n\n```\nTest loss: 0.07\nTest accuracy: 0.9781\n```"
    assert KIND.match(KIND.read(field), HUNDRED).equal
