"""What the pages show is what happens."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import grader
from grader import reports, sheets
from grader.cli._group import cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def test_the_readme_shows_the_real_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("COLUMNS", raising=False)
    shown = re.search(r"```console\n\$ grader (.*?)\n(.*?)```", text("README.md"), re.DOTALL)
    assert shown
    assert CliRunner().invoke(cli, shlex.split(shown[1]), prog_name="grader").stdout == shown[2]


def test_the_readme_has_exactly_the_two_commands_that_ci_runs() -> None:
    commands = re.findall(r"^python3 -m venv .*$", text("README.md"), re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("grader check hw4 examples/hw4.md")
    assert commands[1].endswith("pytest")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_of_grader_that_is_named_is_one(page: Path) -> None:
    for command, rest in re.findall(
        r"^(?:\$ |    )grader (\w+) ([^#\n]*)", page.read_text(encoding="utf-8"), re.MULTILINE
    ):
        result = CliRunner().invoke(cli, [command, "--help"], prog_name="grader")
        assert result.exit_code == 0, command
        for option in re.findall(r"(?<!\S)--?\w[\w-]*", rest):
            assert re.search(rf"(?<!\S){option}\b", result.output), f"grader {command} {option}"


def test_the_instructors_example_runs() -> None:
    code = re.findall(r"```python\n(.*?)```", text("docs/instructors.md"), re.DOTALL)[0]
    names: dict[str, Any] = {"__name__": "page"}
    imports = (
        "from dataclasses import dataclass\nfrom typing import Annotated\nfrom grader.answers.count import Count\n"
        "from grader.authoring import Problem, one_of\nfrom solutions.convolution import conv2d_parameters\n"
    )
    exec(imports + code, names)  # noqa: S102 - our own page
    given = names["ConvLayer"]()
    assert names["parameters"].solve(given) == 608
    assert names["forgets_biases"](given) == 600
    assert names["conv_layer"].stem(given).startswith("A convolution layer applies 8 filters of size 5×5")


def test_the_instructors_example_of_code_runs_and_has_nothing_to_mend() -> None:
    code = re.findall(r"```python\n(.*?)```", text("docs/instructors.md"), re.DOTALL)[1]
    imports = (
        "from __future__ import annotations\nimport numpy as np\nimport solutions\n"
        "from grader.answers.code import Case, Code, Function\nfrom grader.authoring import Problem\n"
        "activations = Problem('1', 'Activations')\n"
    )
    names: dict[str, Any] = {"__name__": "page"}
    exec(imports + code, names)  # noqa: S102 - our own page
    part, wrong = names["softmax"], names["sums_over_the_wrong_axis"]()
    assert list(part.answer.faults(part.solve())) == []
    assert part.answer.overlap(part.solve(), part.solve())
    assert not part.answer.overlap(part.solve(), wrong)


def test_the_instructors_table_names_every_answer_type() -> None:
    folder = ROOT / "grader" / "answers"
    types = {file.stem for file in folder.glob("*.py") if not file.stem.startswith("_")}
    named = {name.lower() for name in re.findall(r"^\| `(\w+)\(", text("docs/instructors.md"), re.MULTILINE)}
    assert types == named


def test_the_students_page_names_every_answer_sheet() -> None:
    page = text("docs/students.md")
    assert all(f"--{name}" in page for name in sheets.sheets())
    assert "--json" in page
    assert "json" in reports.formats()


@pytest.mark.parametrize(
    ("written", "label", "outcome"),
    [
        ("3.B.i\n608", "3.B.i", "correct"),
        ("## Problem 3\n\n### B\n\nPart i) 608 parameters", "3.B.i", "correct"),
        ("3.B.i\n8·5·5·3 + 8 = 608 parameters", "3.B.i", "correct"),
        ("3.B.ii\n28×28×8", "3.B.ii", "correct"),
        ("3.B.ii\n28 x 28 x 8", "3.B.ii", "correct"),
        ("3.B.ii\n(28, 28, 8)", "3.B.ii", "correct"),
        ("3.B.ii\n$28 \\times 28 \\times 8$", "3.B.ii", "correct"),
    ],
)
def test_what_the_students_page_offers_is_read(tmp_path: Path, written: str, label: str, outcome: str) -> None:
    (tmp_path / "hw4.md").write_text(written + "\n", encoding="utf-8")
    assert grader.check("hw4", tmp_path / "hw4.md")[label].outcome == outcome


def test_the_line_for_bash_completion_works() -> None:
    line = re.search(r"`(eval [^`]*bash_source grader\)\")`", text("docs/students.md"))
    assert line
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    result = subprocess.run(
        ["bash", "-c", f"{line[1]}; complete -p grader"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PATH": path},
    )
    assert "grader" in result.stdout
    assert result.returncode == 0, result.stderr


def test_the_page_of_questions_is_what_the_command_makes() -> None:
    from click.testing import CliRunner

    from grader.cli._group import cli

    made = CliRunner().invoke(cli, ["list", "--markdown"]).output
    assert text("docs/questions.md") == made, "run: grader list --markdown > docs/questions.md"


def test_the_page_of_solvers_is_what_the_command_makes() -> None:
    from solutions.__main__ import page

    assert text("docs/solutions.md") == page(), "run: python -m solutions --markdown > docs/solutions.md"


def test_the_calls_of_solvers_on_the_instructors_page_work() -> None:
    import solutions

    calls = re.findall(r"^- `(solutions\.\w+\(.*\))` (?:shows|draws|is)", text("docs/instructors.md"), re.MULTILINE)
    assert len(calls) == 3
    for call in calls:
        assert str(eval(call, {"solutions": solutions}))  # noqa: S307 - our own page
