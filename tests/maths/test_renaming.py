"""Letters do not matter: renaming all symbols of both formulas never changes a verdict."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.maths import equivalent

CASES = Path(__file__).parent / "cases"
LETTERS = "abcmqruvwxyz"
PLAIN = re.compile(r"[-+*/^()0-9., a-z_|=<>]*")


def renamable() -> list[tuple[str, str, bool]]:
    """Rows of formulas in small letters and known functions, in which every name may be called otherwise."""
    found = []
    for name in ("formulas", "functions", "deep_learning"):
        for row in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]:
            both = row["answer"] + " " + row["reference"]
            names = set(re.findall(r"[a-z_]{1,}", both))
            letters = {each for each in names if len(each) == 1}
            words = names - letters
            known = {
                "relu",
                "max",
                "min",
                "exp",
                "ln",
                "log",
                "tanh",
                "sqrt",
                "sigma",
                "sin",
                "cos",
                "softplus",
                "clip",
                "silu",
            }
            if "symbols" not in row and PLAIN.fullmatch(both) and words <= known and letters <= set(LETTERS):
                found.append((row["answer"], row["reference"], row["equal"]))
    return found


ROWS = renamable()


def renamed(text: str, names: dict[str, str]) -> str:
    return re.sub(r"(?<![a-z])[a-z](?![a-z])", lambda found: names.get(found[0], found[0]), text)


def test_there_are_rows_to_rename() -> None:
    assert len(ROWS) > 60


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ROWS), st.permutations(LETTERS))
def test_other_letters_get_the_same_verdict(row: tuple[str, str, bool], order: list[str]) -> None:
    answer, reference, equal = row
    names = dict(zip(LETTERS, order, strict=True))
    assert equivalent(renamed(answer, names), renamed(reference, names)).equal is equal


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ROWS), st.permutations(["α", "β", "γ", "δ", "η", "θ", "κ", "λ", "μ", "ρ", "τ", "ω"]))
def test_greek_letters_get_the_same_verdict(row: tuple[str, str, bool], order: list[str]) -> None:
    answer, reference, equal = row
    names = dict(zip(LETTERS, order, strict=True))
    assert equivalent(renamed(answer, names), renamed(reference, names)).equal is equal


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ROWS), st.permutations([f"w_{number}" for number in range(1, 13)]))
def test_indexed_names_get_the_same_verdict(row: tuple[str, str, bool], order: list[str]) -> None:
    answer, reference, equal = row
    names = dict(zip(LETTERS, order, strict=True))
    assert equivalent(renamed(answer, names), renamed(reference, names)).equal is equal
