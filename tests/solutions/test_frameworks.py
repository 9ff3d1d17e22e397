"""Code of Keras and PyTorch as people write it, read into layers, and what is refused."""

from __future__ import annotations

import contextlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.frameworks import MAX_CODE, read_layers
from solutions.networks import Branches, Conv, Flatten, Input, Linear, Pool
from solutions.summary import summarise

TABLE = tomllib.loads((Path(__file__).parent / "cases" / "frameworks.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TABLE["network"], ids=lambda case: case["note"])
def test_a_network_has_the_parameters_that_its_framework_counts(case: dict[str, object]) -> None:
    layers = read_layers(str(case["code"]), case.get("name"))  # type: ignore[arg-type]
    shape = tuple(case["in_shape"]) if "in_shape" in case else None  # type: ignore[arg-type]
    table = summarise(layers, shape)
    assert table.parameters == case["parameters"]
    assert list(table.shape) == case["shape"]


@pytest.mark.parametrize("case", TABLE["refused"], ids=lambda case: case["note"])
def test_what_cannot_be_followed_is_refused_with_its_line(case: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=case["message"]):
        read_layers(case["code"], case.get("name"))


def test_layers_are_those_of_the_code() -> None:
    code = "model = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(84, 10))"
    assert read_layers(code) == (Conv(6, 5, padding=2, channels=1), Pool(2, 2), Flatten(), Linear(10, inputs=84))


def test_a_skip_becomes_a_branch() -> None:
    code = "i = Input((8, 8, 4))\nx = Conv2D(4, 3, padding='same')(i)\nm = Model(i, Add()([x, i]))"
    assert read_layers(code) == (Input((8, 8, 4)), Branches(((Conv(4, 3, padding="same"),), ())))


def test_nothing_is_run() -> None:
    with pytest.raises(ValueError, match="no network"):
        read_layers("raise SystemExit")
    with pytest.raises(ValueError, match="cannot be known"):
        read_layers("m = Sequential([Dense(__import__('os').getpid())])")


def test_long_and_deep_code_is_refused() -> None:
    with pytest.raises(ValueError, match="characters"):
        read_layers("#" * (MAX_CODE + 1))
    for code in ("m = Sequential([Dense(" + "(" * 500 + "1" + ")" * 500 + ")])", "m = " + "-" * 50_000 + "1", "\0"):
        with pytest.raises(ValueError, match=r"Python can read|nested|no network"):
            read_layers(code)
    doubling = "def f0(): return Dense(1)\n" + "".join(
        f"def f{n}(): return f{n - 1}() + f{n - 1}()\n" for n in range(1, 40)
    )
    with pytest.raises(ValueError, match="too long"):
        read_layers(doubling)
    for endless in (
        "def f():\n    f()\nf()",
        "def f(): return f()",
        "class A:\n    def forward(self, x): return A()(x)",
    ):
        with pytest.raises(ValueError, match=r"no network|nested"):
            read_layers(endless)


@given(st.text(alphabet="m=Sequential([Dense(1, x)])\n:+-*.fornidef", max_size=80))
def test_any_text_is_read_or_refused(code: str) -> None:
    with contextlib.suppress(ValueError):
        assert all(hasattr(part, "effect") or isinstance(part, Branches) for part in read_layers(code))
