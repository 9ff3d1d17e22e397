"""An author's slips: mypy finds them before a student does, and registration finds them without mypy."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.answers.count import Count
from grader.authoring import AuthoringError, Problem, between, one_of

ROOT = Path(__file__).parents[2]
HEAD = '''
from dataclasses import dataclass
from grader.answers.count import Count
from grader.answers.shape import Shape
from grader.authoring import Problem

@dataclass(frozen=True)
class Layer:
    """A layer of {filters} filters."""
    filters: int = 8

@dataclass(frozen=True)
class Other:
    """Something else of {size}."""
    size: int = 8

problem = Problem("1", "A layer", Layer)

@problem.part("a", points=1, answer=Count("parameters"))
def parameters(given: Layer) -> int:
    """How many?"""
    return given.filters
'''
SLIPS = {
    "a mistake returns another type": '@parameters.mistake()\ndef wrong(given: Layer) -> str:\n    """No."""\n    return ""',
    "a field is misspelt": '@parameters.mistake()\ndef wrong(given: Layer) -> int:\n    """No."""\n    return given.filter',
    "a mistake takes another problem's givens": '@parameters.mistake()\ndef wrong(given: Other) -> int:\n    """No."""\n    return 1',
    "a solver does not return what its answer type compares": '@problem.part("b", points=1, answer=Shape("length"))\ndef shape(given: Layer) -> int:\n    """Which?"""\n    return 1',
    "a solver forgets the answer it uses": '@problem.part("b", points=1, answer=Count("bytes"), uses=parameters)\ndef size(given: Layer) -> int:\n    """How much?"""\n    return 1',
    "a convention returns another type": '@parameters.convention()\ndef other(given: Layer) -> tuple[int, ...]:\n    """So."""\n    return (1,)',
}  # fmt: skip


def test_mypy_catches_every_planted_slip_and_accepts_the_module_without_them(tmp_path: Path) -> None:
    clean = tmp_path / "clean.py"
    clean.write_text(HEAD, "utf-8")
    files = [clean]
    for number, slip in enumerate(SLIPS.values()):
        files.append(tmp_path / f"slip_{number}.py")
        files[-1].write_text(f"{HEAD}\n{slip}\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(ROOT / ".mypy_cache")]
    said = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, cwd=ROOT, timeout=300).stdout
    blamed = {line.split(":")[0].rpartition("/")[2] for line in said.splitlines() if ": error:" in line}
    assert blamed == {file.name for file in files[1:]}, said


@dataclass(frozen=True)
class Layer:
    """A layer of {filters} filters."""

    filters: int = 8


@dataclass
class Thawed:
    filters: int = 8


def parameters(given: Layer) -> int:
    """How many?"""
    return given.filters


def undocumented(given: Layer) -> int:
    return given.filters


def two_arguments(gradient: float, given: Layer) -> int:
    """How many?"""
    return given.filters


def test_a_problem_with_givens_that_can_change_is_refused() -> None:
    with pytest.raises(AuthoringError, match="must be a frozen dataclass: Thawed"):
        Problem("1", "A layer", Thawed)


def test_a_mistake_with_other_arguments_is_refused_with_both_signatures() -> None:
    part = Problem("1", "A layer", Layer).part("a", points=1, answer=Count("parameters"))(parameters)
    with pytest.raises(AuthoringError, match=r"two_arguments\(gradient, given\) .* parameters\(given\)"):
        part.mistake()(two_arguments)  # type: ignore[arg-type]


def test_a_mistake_without_feedback_is_refused() -> None:
    part = Problem("1", "A layer", Layer).part("a", points=1, answer=Count("parameters"))(parameters)
    with pytest.raises(AuthoringError, match="undocumented has no docstring"):
        part.mistake()(undocumented)


def test_a_mistake_that_stands_twice_is_refused() -> None:
    part = Problem("1", "A layer", Layer).part("a", points=1, answer=Count("parameters"))(parameters)
    part.mistake()(parameters)
    with pytest.raises(AuthoringError, match="stands twice"):
        part.mistake()(parameters)


def test_a_mistake_worth_full_credit_is_refused() -> None:
    part = Problem("1", "A layer", Layer).part("a", points=1, answer=Count("parameters"))(parameters)
    with pytest.raises(AuthoringError, match="credit lies in"):
        part.mistake(credit=1)


def test_two_parts_of_one_label_are_refused() -> None:
    problem = Problem("1", "A layer", Layer)
    problem.part("a", points=1, answer=Count("parameters"))(parameters)
    with pytest.raises(AuthoringError, match="two parts labelled a"):
        problem.part("a", points=1, answer=Count("parameters"))(parameters)


def test_a_part_without_a_question_or_with_a_strange_weight_is_refused() -> None:
    problem = Problem("1", "A layer", Layer)
    with pytest.raises(AuthoringError, match="no docstring"):
        problem.part("a", points=1, answer=Count("parameters"))(undocumented)
    with pytest.raises(AuthoringError, match="points are at least 0"):
        problem.part("a", points=-1, answer=Count("parameters"))(parameters)
    with pytest.raises(AuthoringError, match=r"takes \(the givens\)"):
        problem.part("a", points=1, answer=Count("parameters"))(two_arguments)  # type: ignore[arg-type]


def test_ranges_that_hold_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="no value twice"):
        one_of(3, 3)
    with pytest.raises(ValueError, match="holds no number"):
        between(5, 3)
