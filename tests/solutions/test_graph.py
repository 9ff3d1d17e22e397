"""Computational graphs: gradients against SymPy's derivative and numerical ones, the drawing, and what is refused."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions.gradients import numerical_gradient
from solutions.graph import Graph, computational_graph

NEURON = "z = w*x + b; a = sigma(z); L = (a - y)**2/2"
NETWORK = """
h1 = relu(w11*x1 + w12*x2 + b1)
h2 = tanh(w21*x1 + w22*x2 + b2)
o = sigma(u1*h1 + u2*h2 + c)
L = -y*log(o) - (1 - y)*log(1 - o)
"""
AT = {
    "w11": 1,
    "w12": -2,
    "w21": 0.5,
    "w22": 1,
    "b1": 4,
    "b2": 1,
    "x1": 1,
    "x2": 2,
    "u1": 1,
    "u2": -1,
    "c": 0.5,
    "y": 1,
}

SOURCES = [
    ("f = (x + y)*z", {"x": -2, "y": 5, "z": -4}),
    (NEURON, {"w": 2, "x": 1, "b": -1, "y": 0}),
    (NETWORK, AT),
    ("1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}),
    ("s = a + b; f = s*s + s", {"a": 2, "b": Fraction(1, 3)}),
    ("f = max(x*y, x) - min(x, y)**3 + abs(y)", {"x": 2, "y": -3}),
    ("f = sqrt(x)/y + sin(x*y) - cos(y)^2", {"x": 2, "y": 0.25}),
    ("f = x**y + ln(x) + ReLU(-x) + x**-2", {"x": 3, "y": 2}),
    ("w = 0.5; x = -2; f = -(w·x − 1)² × 3", {}),
    ("f = x - 2 - (3 - x) + 6/x/2 + 7", {"x": 5}),
]


def derivative(graph: Graph, name: str) -> Any:
    """SymPy's own derivative of the output at the values of the inputs."""
    symbols = computational_graph("\n".join(f"{step.name} = {step_text(step)}" for step in graph.steps)).output.value
    at = {
        sympy.Symbol(each, real=True): sympy.Rational(value.numerator, value.denominator)
        for each, value in graph.inputs.items()
        if value is not None
    }
    return sympy.diff(symbols, sympy.Symbol(name, real=True)).subs(at)


def step_text(step: Any) -> str:
    from solutions._expressions import to_text

    text = re.sub(r"\|(.*)\|", r"abs(\1)", to_text(step.expression))
    return text.replace("√", "sqrt")


@pytest.mark.parametrize(("source", "inputs"), SOURCES, ids=lambda each: str(each)[:30])
def test_gradients_are_sympys_derivatives_and_the_numerical_ones(source: str, inputs: dict[str, Any]) -> None:
    graph = computational_graph(source, **inputs)
    points = graph.floats()
    assert list(points) == [node.name for node in graph.nodes]
    for node in graph.nodes:
        assert float(points[node.name].value) == pytest.approx(float(node.value), abs=1e-12)
        assert float(points[node.name].gradient) == pytest.approx(float(node.gradient), abs=1e-12)
    start = {name: float(value) for name, value in graph.inputs.items() if value is not None}
    for name in graph.inputs:
        assert float(graph[name].gradient) == pytest.approx(float(derivative(graph, name)), abs=1e-12)
        numerical = numerical_gradient(
            lambda x, name=name: float(graph.floats(**start | {name: x}).popitem()[1].value), start[name]
        )
        assert float(graph[name].gradient) == pytest.approx(float(numerical), abs=1e-6)


@pytest.mark.parametrize("source", [NEURON, "f = (x + y)*z", "f = exp(-x**2)/(1 + y)", "h = tanh(u*x); f = v*h + h**2"])
def test_without_values_gradients_are_formulas(source: str) -> None:
    graph = computational_graph(source)
    for name in graph.inputs:
        assert sympy.simplify(graph[name].gradient - sympy.diff(graph.output.value, sympy.Symbol(name, real=True))) == 0


def test_values_are_exact() -> None:
    graph = computational_graph(NEURON, w=2, x=1, b=-1, y=0)
    a = 1 / (1 + sympy.exp(-1))
    assert graph["a"].value == a
    assert sympy.simplify(graph["w"].gradient - a * a * (1 - a)) == 0
    assert computational_graph("f = x/3 + 0.1", x=0.2).output.value == sympy.Rational(1, 6)


def test_a_formula_without_a_name_is_called_f() -> None:
    assert computational_graph("x*y", x=2, y=3).output.name == "f"
    assert computational_graph("f*f", f=2).output.name == "v1"


def test_names_of_steps_avoid_those_that_are_taken() -> None:
    graph = computational_graph("v1 = x*y; f = (v1 + x)*y", x=1, y=2)
    assert [node.name for node in graph.nodes] == ["x", "y", "v1", "v2", "f"]


def test_what_does_not_lead_to_the_output_has_the_gradient_0() -> None:
    graph = computational_graph("w = 2; a = x*2; f = x + 1", x=3)
    assert {node.name: (node.gradient, node.rule) for node in graph.nodes} == {
        "w": (0, "0"),
        "x": (1, "∂f/∂f + ∂f/∂a·2"),
        "a": (0, "0"),
        "f": (1, "1"),
    }
    assert float(graph.floats()["a"].gradient) == 0
    assert graph._repr_html_().count("<rect") == 5


def test_a_value_given_replaces_that_of_the_source() -> None:
    assert computational_graph("w = 2; f = w*3", w=5).output.value == 15


def test_kinks_are_those_of_frameworks() -> None:
    assert computational_graph("f = relu(x)", x=0)["x"].gradient == 0
    assert computational_graph("f = abs(x)", x=0)["x"].gradient == 0
    for function in ("max", "min"):
        graph = computational_graph(f"f = {function}(x, y)", x=1, y=1)
        assert (graph["x"].gradient, graph["y"].gradient) == (1, 0)
        assert [float(graph.floats()[name].gradient) for name in "xy"] == [1, 0]


def test_arrays_are_many_graphs_at_once() -> None:
    graph = computational_graph("f = relu(w*x)**2", w=2)
    points = graph.floats(x=[[1.0, -1.0, 0.5]])
    assert points["w"].gradient.tolist() == [[4.0, 0.0, 1.0]]
    assert points["f"].gradient.tolist() == [[1.0, 1.0, 1.0]]
    assert float(computational_graph("f = exp(2)*3").floats()["v1"].gradient) == 3
    assert computational_graph("f = sigma(x)").floats(x=-1000.0)["f"].value == 0


def test_the_chain_rule_is_in_the_names_of_the_nodes() -> None:
    rules = {node.name: node.rule for node in computational_graph("u = x*y; f = sigma(u)/x - u**3").nodes}
    assert rules == {
        "x": "∂f/∂v2·(−v1/x²) + ∂f/∂u·y",
        "y": "∂f/∂u·x",
        "u": "∂f/∂v3·3·u² + ∂f/∂v1·v1·(1 − v1)",
        "v1": "∂f/∂v2·(1/x)",
        "v2": "∂f/∂f",
        "v3": "∂f/∂f·(−1)",
        "f": "1",
    }


@pytest.mark.parametrize(
    ("source", "inputs", "message"),
    [
        ("z = w*", {}, "‘z = w[*]’ is not a formula"),
        ("__import__('os').system('true')", {}, "is not read"),
        ("f = open(x)", {}, "‘open.x.’ is not read"),
        ("f = x.y", {}, "‘x.y’ is not read"),
        ("f = [x for x in y]", {}, "is not read"),
        ("f = x if y else z", {}, "is not read"),
        ("f = 'a'*9", {}, "is not read"),
        ("f = True + x", {}, "is not read"),
        ("f = sigma(x, y)", {}, "is not read"),
        ("f = max(x)", {}, "is not read"),
        ("f = floor(x)", {}, "floor has no gradient"),
        ("import os", {}, "not of the form name = formula"),
        ("a = b = x + 1", {}, "not of the form"),
        ("x[0] = y + 1", {}, "not of the form"),
        ("exp = x + 1", {}, "exp is a function"),
        ("a = x + 1; a = a*2", {}, "a is assigned to twice"),
        ("a = b*2; b = x + 1", {}, "b is used before it is assigned"),
        ("a = a*2", {}, "a is used before it is assigned"),
        ("x + 1; f = x*2", {}, "only the last formula"),
        ("f = x", {}, "f is only another name for x"),
        ("x", {}, "the output is only another name"),
        ("x = 3", {}, "computes nothing"),
        ("", {}, "computes nothing"),
        ("f = x*2", {"y": 1}, "y is no input of the graph; it has x"),
        ("f = x*2", {"x": "3"}, "an int, a Fraction or a finite float"),
        ("f = x*2", {"x": float("inf")}, "finite"),
        ("f = 1/x", {"x": 0}, "f has no finite real value"),
        ("f = log(x)", {"x": -1}, "f has no finite real value"),
        ("f = 1/(sin(x)**2 + cos(x)**2 - 1)", {"x": 1}, "v6 cannot be told from 0"),
        ("f = relu(sin(x)**2 + cos(x)**2 - 1)", {"x": 1}, "v6 cannot be told from 0"),
        ("f = sqrt(x)", {"x": 0}, "x has no finite real value or gradient"),
        ("f = x**999", {"x": 3}, "exponents beyond"),
        ("f = exp(x)", {"x": 10**6}, "arguments of functions beyond"),
        ("f = 9e99999*x", {}, "not a number that is read"),
        ("f = " + "1" * 60 + "*x", {}, "not a number that is read"),
        ("f = " + "-(" * 60 + "x" + ")" * 60, {}, "nested too deeply"),
        ("f = " + "(" * 900 + "x" + ")" * 900, {}, "is not a formula"),
        ("x*2" + " " * 4_000, {}, "more than 4000 characters"),
        ("f = " + "+".join(["x"] * 400), {}, "nested too deeply"),
        ("\n".join(f"a{n} = x*{n}" for n in range(1, 320)), {}, "more than 300 nodes"),
    ],
)
def test_what_is_no_graph_is_refused(source: str, inputs: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        computational_graph(source, **inputs)


def test_exact_values_stay_bounded() -> None:
    squares = "\n".join(f"a{n} = a{n - 1}**64" for n in range(1, 20))
    with pytest.raises(ValueError, match="too large to be exact"):
        computational_graph(f"a0 = x + 1\n{squares}", x=2)
    tower = "\n".join(f"a{n} = sigma(a{n - 1})*a{n - 1} + a{n - 1}" for n in range(1, 40))
    with pytest.raises(ValueError, match="too large to be exact"):
        computational_graph(f"a0 = x*2\n{tower}")


def test_an_input_without_a_value_has_no_float() -> None:
    with pytest.raises(ValueError, match="no value for x, y"):
        computational_graph("f = x*y").floats()
    with pytest.raises(ValueError, match="z is no input"):
        computational_graph("f = x*y").floats(x=1.0, y=1.0, z=1.0)
    with pytest.raises(KeyError, match="has the nodes x, f"):
        computational_graph("f = x*2")["q"]


NAMESPACE = {"svg": "http://www.w3.org/2000/svg"}


@pytest.mark.parametrize(
    "graph",
    [
        computational_graph(NEURON, w=2, x=1, b=-1, y=0),
        computational_graph(NEURON),
        computational_graph(NETWORK, **AT),
        computational_graph("h = relu(w*x); y = h + x; L = exp(-y)*x", w=3, x=-2),
        computational_graph("f = exp(2)*3"),
    ],
    ids=["neuron", "symbols", "network", "skips", "constants"],
)
def test_the_drawing_is_whole_accessible_and_nothing_overlaps(graph: Graph) -> None:
    root = ET.fromstring(graph._repr_svg_())  # noqa: S314 - our own
    title, desc = root.find("svg:title", NAMESPACE), root.find("svg:desc", NAMESPACE)
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == f"Computational graph of {graph.output.name}"
    for node in graph.nodes:
        assert f"∂{graph.output.name}/∂{node.name} " in (desc.text or "")
    frames = root.findall(".//svg:rect[@rx]", NAMESPACE)
    boxes = [tuple(float(frame.get(each, "")) for each in ("x", "y", "width", "height")) for frame in frames]
    assert len(boxes) == len(graph.nodes)
    width, height = (float(root.get(each, "")) for each in ("width", "height"))
    for x, y, wide, high in boxes:
        assert x >= 0
        assert y >= 0
        assert x + wide <= width
        assert y + high <= height
    for one, other in itertools.combinations(boxes, 2):
        apart = [
            one[axis] + one[axis + 2] < other[axis] or other[axis] + other[axis + 2] < one[axis] for axis in (0, 1)
        ]
        assert any(apart)
    assert len(root.findall(".//svg:path", NAMESPACE)) == sum(len(node.operands) for node in graph.nodes)


def test_two_drawings_on_a_page_share_no_identifier() -> None:
    drawings = [computational_graph(NEURON, w=w, x=1, b=-1, y=0)._repr_svg_() for w in (1, 2)]
    one, other = (set(re.findall(r' id="([^"]+)"', each)) for each in drawings)
    assert one
    assert not one & other


def test_a_notebook_shows_drawing_and_table() -> None:
    shown = computational_graph(NEURON, w=2, x=1, b=-1, y=0)._repr_html_()
    assert shown.count("<svg") == shown.count("<table") == 1
    assert "∂L/∂a·a·(1 − a)" in shown


NAMES = st.sampled_from("xyz")


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda made: f"({''.join(made)})")
    single = st.tuples(st.sampled_from(["sigma({})", "tanh({})", "({})**2"]), inner)
    return binary | single.map(lambda made: made[0].format(made[1]))


FORMULAS = st.recursive(NAMES | st.integers(-3, 3).map(str), grown, max_leaves=7)


@settings(deadline=None, max_examples=60)
@given(FORMULAS, st.tuples(*[st.integers(-2, 2)] * 3))
def test_any_formula_has_the_numerical_gradient(formula: str, at: tuple[int, ...]) -> None:
    graph = computational_graph(f"f = x*y*z*0.5 + x + {formula}")
    start = dict(zip("xyz", map(float, at), strict=True))
    points = graph.floats(**start)
    for name in "xyz":
        numerical = numerical_gradient(
            lambda x, name=name: float(graph.floats(**start | {name: x})["f"].value), start[name], 1e-4
        )
        assert float(points[name].gradient) == pytest.approx(float(numerical), rel=1e-5, abs=1e-5)


@settings(deadline=None)
@given(st.text(alphabet="xyf=+-*/^().,;12e σ²sigmaexp\n_[]'", max_size=40))
def test_any_text_is_a_graph_or_refused(source: str) -> None:
    try:
        graph = computational_graph(source)
    except ValueError:
        return
    assert str(graph).count("\n") == len(graph.nodes)
