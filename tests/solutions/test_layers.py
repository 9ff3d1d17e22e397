"""Activations, normalisation, dropout, linear layers and logic: against numbers, limits and each other."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import numpy as np
import pytest
import sympy

from solutions import activations, evaluation, linear, logic, normalisation, regularisation

POINTS = np.linspace(-6, 6, 49)
PAIRS = [
    (activations.sigmoid, activations.sigmoid_derivative),
    (np.tanh, activations.tanh_derivative),
    (activations.relu, activations.relu_derivative),
]


@pytest.mark.parametrize(("function", "derivative"), PAIRS)
def test_a_derivative_is_the_slope(function: object, derivative: object) -> None:
    points, step = POINTS + 0.01, 1e-6
    slopes = (function(points + step) - function(points - step)) / (2 * step)  # type: ignore[operator]
    assert np.allclose(derivative(points), slopes, atol=1e-8)  # type: ignore[operator]


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "elu", "sigmoid", "tanh"])
def test_a_formula_its_derivative_its_range_and_its_numbers_agree(name: str) -> None:
    formula = activations.formulas()[name]
    x, alpha = sympy.Symbol("x", real=True), sympy.Symbol("alpha", positive=True)
    numeric = {
        "tanh": np.tanh,
        "leaky_relu": lambda v: activations.leaky_relu(v, 0.3),
        "elu": lambda v: activations.elu(v, 0.3),
    }
    function = numeric.get(name, getattr(activations, name, None))
    for point in (Fraction(-7, 3), Fraction(-1, 5), Fraction(1, 7), Fraction(9, 4)):
        at = {x: sympy.Rational(point), alpha: sympy.Rational(3, 10)}
        assert float(formula.function.subs(at)) == pytest.approx(float(function(float(point))), abs=1e-12)
        exact = sympy.diff(formula.function, x).subs(at)
        assert float(formula.derivative.subs(at)) == pytest.approx(float(exact), abs=1e-12)
        for bound, sign in ((formula.low, 1), (formula.high, -1)):
            if bound is not None:
                limit = float(sympy.sympify(bound).subs(at))
                assert sign * (float(formula.function.subs(at)) - limit) >= 0


def test_softmax_sums_to_one_and_does_not_overflow() -> None:
    values = activations.softmax([[1e4, 0, -1e4], [0.1, 0.2, 0.3]])
    assert np.allclose(values.sum(axis=1), 1)
    assert np.all(np.isfinite(values))


def test_batch_norm_in_training_gives_mean_beta_and_deviation_gamma() -> None:
    rng = np.random.default_rng(0)
    batch = rng.normal(5, 3, (64, 4))
    made = normalisation.batch_norm_training(batch, 2.0, 1.0, np.zeros(4), np.ones(4), momentum=0.5, epsilon=0)
    assert np.allclose(made.output.mean(axis=0), 1)
    assert np.allclose(made.output.std(axis=0), 2)
    assert np.allclose(made.running_mean, batch.mean(axis=0) / 2)
    assert np.allclose(made.running_variance, (1 + batch.var(axis=0)) / 2)
    with pytest.raises(ValueError, match="at least one example"):
        normalisation.batch_norm_training(np.zeros((0, 4)), 1, 0, np.zeros(4), np.ones(4))
    with pytest.raises(ValueError, match="at least 0"):
        normalisation.batch_norm([[1.0]], 1, 0, 0, -1)


@pytest.mark.parametrize("inverted", [True, False])
def test_dropout_keeps_the_mean(inverted: bool) -> None:
    rng = np.random.default_rng(1)
    x = np.ones(100_000)
    mask = rng.random(x.shape) < 0.7
    trained = regularisation.dropout_training(x, mask, 0.7, inverted=inverted).mean()
    tested = regularisation.dropout_at_test(x, 0.7, inverted=inverted).mean()
    assert trained == pytest.approx(tested, abs=0.01)
    with pytest.raises(ValueError, match="lies in"):
        regularisation.dropout_training(x, mask, 0)


def test_linear_layers_collapse_to_one() -> None:
    rng = random.Random(2)  # noqa: S311 - not for secrets
    for _ in range(20):
        sizes = [rng.randint(1, 4) for _ in range(rng.randint(2, 5))]
        layers = [
            (
                [[Fraction(rng.randint(-5, 5), 3) for _ in range(n_in)] for _ in range(n_out)],
                [rng.randint(-3, 3) for _ in range(n_out)],
            )
            for n_in, n_out in itertools.pairwise(sizes)
        ]
        one = linear.collapsed(layers)
        x = [rng.randint(-9, 9) for _ in range(sizes[0])]
        assert logic.run(layers, x, "linear") == logic.run([one], x, "linear")
    with pytest.raises(ValueError, match="behind"):
        linear.collapsed([([[1]], [0]), ([[1, 1]], [0])])
    with pytest.raises(ValueError, match="one bias"):
        linear.collapsed([([[1]], [0, 1])])


@pytest.mark.parametrize("name", logic.TABLES)
def test_threshold_and_relu_networks_on_truth_tables(name: str) -> None:
    table = logic.TABLES[name]
    assert (logic.failing_inputs(logic.RELU_OR, table) == ()) == (name == "or")
    assert (logic.failing_inputs(logic.RELU_XOR, table) == ()) == (name == "xor")
    unit = {"or": (1, 1, Fraction(-1, 2)), "and": (1, 1, Fraction(-3, 2)), "nand": (-1, -1, Fraction(3, 2))}.get(name)
    if unit is not None:
        assert logic.failing_inputs([([unit[:2]], unit[2:])], table, "threshold") == ()


def test_confusion_statistics() -> None:
    rng = np.random.default_rng(4)
    true, predicted = rng.integers(0, 5, 300), rng.integers(0, 5, 300)
    matrix = evaluation.confusion_matrix(true.tolist(), predicted.tolist(), 5)
    assert sum(map(sum, matrix)) == 300
    assert evaluation.accuracy(matrix) == Fraction(int((true == predicted).sum()), 300)
    assert evaluation.recall(matrix)[2] == Fraction(int(((true == 2) & (predicted == 2)).sum()), int((true == 2).sum()))
    assert evaluation.precision(matrix)[2] == Fraction(
        int(((true == 2) & (predicted == 2)).sum()), int((predicted == 2).sum())
    )
    assert evaluation.most_confused(((5, 2, 2), (0, 6, 2), (0, 0, 9)), 1) == ((0, 1), (0, 2), (1, 2))
    for call in (
        lambda: evaluation.confusion_matrix([0], [0, 1], 2),
        lambda: evaluation.confusion_matrix([2], [0], 2),
        lambda: evaluation.accuracy(((0, 0), (0, 0))),
    ):
        with pytest.raises(ValueError, match=r"labels|images"):
            call()
