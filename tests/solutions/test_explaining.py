"""Explanations: every step's arithmetic holds, the steps arrive at the solver's result, and they read well."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

import solutions
from solutions._chapters import chapters, load
from solutions._explaining import Rounded, Steps, declared_steps

HALF = Fraction(1, 2)
MATRIX = ((5, 1, 3), (1, 6, 0), (0, 3, 9))
IMAGE = [[1, 1, 1, 0], [1, 2, 1, 0], [1, 1, -1, 0], [0, 0, 0, 7]]

CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("conv2d_parameters", (3, 8, 5), {}),
    ("conv2d_parameters", (96, 256, (3, 5)), {"groups": 2, "bias": False}),
    ("conv2d_output_shape", ((32, 32, 3), 8, 5), {}),
    ("conv2d_output_shape", ((200, 300, 3), 100, 3), {"stride": 2, "padding": "same"}),
    ("conv2d_output_shape", ((17, 20, 3), 4, (3, 5)), {"stride": (2, 3), "padding": (1, 2), "dilation": (2, 1)}),
    ("conv2d_output_shape", ((5, 4, 1), 1, 2), {"stride": 2, "ceil": True}),
    ("conv2d_output_shape", ((5, 5, 1), 1, 1), {"stride": 3, "ceil": True}),
    ("cross_correlate2d", (IMAGE, [[0, 1], [-1, 2]]), {"stride": 2, "padding": 1}),
    ("convolve2d", (IMAGE, [[0, 1], [-1, HALF]]), {}),
    ("feature_map_bytes", ([(100, 150, 100)],), {}),
    ("prediction_bytes", ([(100, 150, 100), (50, 75, 200), (25, 38, 400)], 903_400), {}),
    ("prediction_bytes", ([(100, 150, 100)], 10), {"bytes_per_number": 2}),
    ("training_bytes", ((200, 300, 3), [(100, 150, 100), (50, 75, 200)], 903_400, 50), {}),
    ("dense_parameters", (784, 100), {}),
    ("dense_parameters", (784, 100), {"bias": False}),
    ("mlp_parameters", ((784, 100, 10),), {}),
    ("network_parameters", ((28, 28, 1), solutions.LENET_5), {}),
    ("alexnet_parameters", (), {"groups": 2}),
    ("vgg_parameters", ("D",), {}),
    ("average_pool2d", (IMAGE,), {}),
    ("max_pool2d", (IMAGE, 3), {"stride": 1}),
    ("terminal_velocity", (Fraction(9, 10),), {}),
    ("momentum_updates", (HALF, 4), {}),
    ("momentum_step", ([1.0, 2.0], [2.0, 0.0], [4.0, -1.0]), {"rate": 0.1, "momentum": 0.9}),
    ("log_sum_exp", ([[1.0, 2.0, -1.0], [1000, 1000, 999]],), {}),
    ("cross_entropy", ([[0.0, 0.0], [3.0, 0.5]], [1, 0]), {}),
    ("cross_entropy", ([[0, 1, 2]], [1]), {}),
    ("xavier_variance", (100,), {}),
    ("xavier_variance", (100, 300), {}),
    ("he_variance", (100,), {}),
    ("uniform_variance", (3,), {}),
    ("accuracy", (MATRIX,), {}),
    ("recall", (MATRIX,), {}),
    ("precision", (MATRIX,), {}),
    ("sigmoid", ([0, 1.5, -2],), {}),
    ("sigmoid_derivative", ([0, 1.5],), {}),
    ("tanh_derivative", ([0, 1.5],), {}),
    ("relu", ([-2, 0, 3.5],), {}),
    ("leaky_relu", ([-2, 3], 0.1), {}),
    ("elu", ([-2, 3],), {"alpha": 0.5}),
    ("softmax", ([[1.0, 2.0], [1000, 1000]],), {}),
    ("softmax", ([[1.0, 2.0], [0.0, -1.0]],), {"axis": 0}),
    ("batch_norm", ([[3.0, 4.0]], [2, 1], 1, [1, 2], [4, 9]), {}),
    ("dropout_training", ([2.0, 4.0], [1, 0], 0.5), {}),
    ("dropout_training", ([2.0, 4.0], [1, 0], 0.5), {"inverted": False}),
    ("dropout_at_test", ([2.0], 0.5), {"inverted": False}),
    ("dropout_at_test", ([2.0], 0.5), {}),
    ("dense_forward", ([[1.0, 2.0]], [[3.0, 1.0], [4.0, -1.0]], [5.0, 0.5]), {}),
    ("dense_backward", ([[1.0, 3.0], [0.5, 1.0]], [[1.0, 2.0], [0.0, 1.0]], [[3.0, 1.0], [4.0, -1.0]]), {}),
]


def numbers_in(result: Any) -> Iterator[float]:
    if isinstance(result, tuple | list):
        for each in result:
            yield from numbers_in(each)
    elif isinstance(result, np.ndarray):
        yield from map(float, result.ravel())
    elif result is not None:
        yield float(result)


@pytest.mark.parametrize(
    ("name", "arguments", "options"), CALLS, ids=lambda each: each if isinstance(each, str) else ""
)
def test_the_steps_arrive_at_the_result(name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    made = solutions.explain(getattr(solutions, name), *arguments, **options)
    reached = [float(step.value) for step in made.steps] + ([float(arguments[1])] if "shape" in name else [])
    for number in numbers_in(made.result):
        assert any(number == pytest.approx(value, rel=1e-12, abs=1e-12) for value in reached), number
    assert all(step.says.isascii() for step in made.steps)  # so that any LaTeX font has it
    last = float(made.steps[-1].value)
    assert any(last == pytest.approx(number, rel=1e-12) for number in numbers_in(made.result))


@pytest.mark.parametrize(
    ("name", "arguments", "options"), CALLS, ids=lambda each: each if isinstance(each, str) else ""
)
def test_every_line_holds_as_it_is_printed(name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    """SymPy computes each printed left side anew; to the digits shown it is the right side."""
    for step in solutions.explain(getattr(solutions, name), *arguments, **options).steps:
        left, relation, right = re.split(r" ([=≈]) ", step.text.removesuffix(f" {step.says}"))
        value, stated = (number_of(side) for side in (left, right))
        if relation == "=":
            assert sympy.nsimplify(value, rational=True) == sympy.nsimplify(stated, rational=True), step.text
        else:
            assert abs(value - stated) <= 2e-4 * max(1, abs(stated)), step.text


def number_of(text: str) -> Any:
    text = text.replace("−", "-").replace("·", "*").replace("√", "sqrt").replace("σ", "sigma").replace("²", "**2")
    text = text.replace("⌊", "floor(").replace("⌋", ")").replace("⌈", "ceiling(").replace("⌉", ")").replace("ln", "log")
    sigma = {"sigma": lambda x: 1 / (1 + sympy.exp(-x)), "max": sympy.Max, "min": sympy.Min}
    return sympy.sympify(text, locals=sigma, rational=True)


def test_the_declared_steps_have_the_parameters_of_their_solvers() -> None:
    declared = [(chapter, name, steps) for chapter in chapters() for name, steps in declared_steps(chapter).items()]
    assert len(declared) >= 30
    assert {name for _, name, _ in declared} == {name for name, _, _ in CALLS}
    for chapter, name, steps in declared:
        own = list(inspect.signature(getattr(load(chapter), name)).parameters.values())
        theirs = list(inspect.signature(steps).parameters.values())[1:]
        assert [(p.name, p.kind, p.default) for p in own] == [(p.name, p.kind, p.default) for p in theirs], name


@pytest.mark.parametrize(
    ("name", "arguments", "options", "text"),
    [
        (
            "conv2d_parameters",
            (3, 8, 5),
            {},
            "5·5·3 = 75 weights per filter\n75 + 1 = 76 with the bias\n76·8 = 608 parameters of all filters",
        ),
        ("conv2d_output_shape", ((32, 32, 3), 8, 5), {"padding": 2}, "⌊(32 + 2·2 − 5)/1⌋ + 1 = 32 height and width"),
        ("terminal_velocity", (Fraction(9, 10),), {}, "1/(1 − 9/10) = 10 times the learning rate and the gradient"),
        ("uniform_variance", (3,), {}, "3²/3 = 3 variance"),
        ("max_pool2d", ([[1, 2], [3, -4]],), {}, "max(1, 2, 3, −4) = 3 in row 1, column 1"),
        ("cross_correlate2d", ([[3, -4]], [[-1, -2]]), {}, "3·(−1) + (−4)·(−2) = 5 in row 1, column 1"),
        (
            "momentum_step",
            ([1.0], [2.0], [4.0], 0.1, 0.9),
            {},
            "0.9·2 + 4 = 5.8 new velocity\n1 − 0.1·5.8 = 0.42 new weight",
        ),
        ("sigmoid", ([1],), {}, "exp(−1) ≈ 0.367879 exponential\n1/(1 + 0.367879) ≈ 0.731059 the value"),
    ],
)
def test_texts(name: str, arguments: tuple[Any, ...], options: dict[str, Any], text: str) -> None:
    assert str(solutions.explain(getattr(solutions, name), *arguments, **options)) == text


def test_latex() -> None:
    made = solutions.explain(solutions.conv2d_parameters, 3, 8, 5)
    assert made.latex == (
        "\\begin{aligned}\n5 \\cdot 5 \\cdot 3 &= 75 && \\text{weights per filter} \\\\\n"
        "75 + 1 &= 76 && \\text{with the bias} \\\\\n"
        "76 \\cdot 8 &= 608 && \\text{parameters of all filters}\n\\end{aligned}"
    )
    assert made._repr_latex_() == f"$$\n{made.latex}\n$$"
    assert made.call == "conv2d_parameters(3, 8, 5)"
    rate = solutions.explain(solutions.momentum_step, [0.0], [0.0], [1.0], rate=1e-7, momentum=0.5).latex
    assert r"1 \cdot 10^{-7}" in rate


@pytest.mark.parametrize(
    ("name", "arguments", "options"), CALLS, ids=lambda each: each if isinstance(each, str) else ""
)
def test_latex_is_balanced(name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    latex = solutions.explain(getattr(solutions, name), *arguments, **options).latex
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", latex):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert latex.count(r"\left") == latex.count(r"\right")
    assert all(row.count("&") - row.count(r"\&") == 3 for row in latex.splitlines()[1:-1])


def test_the_solvers_own_errors_come_first() -> None:
    with pytest.raises(ValueError, match="a kernel of 5 pixels does not fit"):
        solutions.explain(solutions.conv2d_output_shape, (4, 4, 1), 1, 5)
    with pytest.raises(TypeError):
        solutions.explain(solutions.conv2d_parameters, 3)


def test_what_has_no_steps_says_so() -> None:
    with pytest.raises(ValueError, match="relative_error declares no steps; python -m solutions"):
        solutions.explain(solutions.relative_error, [1.0], [2.0])
    with pytest.raises(ValueError, match="declares no steps"):
        solutions.explain(max, 1, 2)
    with pytest.raises(ValueError, match="convolutions and dense layers, not for BatchNorm"):
        solutions.explain(solutions.network_parameters, (4, 4, 2), [solutions.BatchNorm()])


def test_a_large_example_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 100 steps"):
        solutions.explain(solutions.relu, np.zeros((20, 20)))
    with pytest.raises(ValueError, match="up to 60"):
        solutions.explain(solutions.softmax, np.zeros(100))
    with pytest.raises(ValueError, match="products"):
        solutions.explain(solutions.dense_forward, np.zeros((1, 100)), np.zeros((100, 1)), [0.0])


def test_large_and_infinite_numbers() -> None:
    assert float(solutions.explain(solutions.sigmoid, [-1000]).steps[-1].value) == 0
    with pytest.raises(ValueError, match="infinite or undefined"):
        solutions.explain(solutions.relu, [float("inf")])
    with pytest.raises(ValueError, match="too large to be explained"):
        Steps()("power", "exp(x)", x=1000)


def test_rounded_numbers_stay_rounded() -> None:
    steps = solutions.explain(solutions.sigmoid, [1]).steps
    assert all(isinstance(step.value, Rounded) for step in steps)
    assert isinstance(solutions.explain(solutions.sigmoid_derivative, [0]).steps[-1].value, Fraction)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 7), st.booleans())
def test_any_convolutions_parameters(channels: int, filters: int, kernel: int, bias: bool) -> None:
    made = solutions.explain(solutions.conv2d_parameters, channels, filters, kernel, bias=bias)
    assert made.steps[-1].value == made.result


@given(
    st.tuples(st.integers(1, 60), st.integers(1, 60)), st.integers(1, 7), st.integers(1, 4), st.integers(0, 3),
    st.integers(1, 3), st.booleans(),
)  # fmt: skip
def test_any_convolutions_shape(
    size: tuple[int, int], kernel: int, stride: int, padding: int, dilation: int, ceil: bool
) -> None:
    try:
        made = solutions.explain(
            solutions.conv2d_output_shape,
            (*size, 1),
            1,
            kernel,
            stride=stride,
            padding=padding,
            dilation=dilation,
            ceil=ceil,
        )
    except ValueError as error:
        assume("does not fit" not in str(error))
        raise
    reached = {step.value for step in made.steps}
    assert set(made.result[:2]) <= reached
