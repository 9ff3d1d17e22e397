"""Imports point down, and `grader check` loads nothing that it does not need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HEAVY = {
    "IPython",
    "asyncio",
    "concurrent",
    "difflib",
    "email",
    "fastjsonschema",
    "http",
    "importlib.metadata",
    "jsonschema",
    "logging",
    "mpmath",
    "multiprocessing",
    "nbformat",
    "numpy",
    "pathlib",
    "pydoc",
    "rapidfuzz",
    "rich",
    "scipy",
    "socket",
    "sqlite3",
    "ssl",
    "subprocess",
    "sympy",
    "tempfile",
    "typing_extensions",
    "unittest",
    "urllib",
    "xml",
    "zipfile",
}
"""Each costs milliseconds to import; none is needed to judge hw4."""


def loaded(*arguments: str) -> set[str]:
    """The modules that a call of grader loads beyond those that Python starts with."""
    program = (
        "import sys; before = set(sys.modules)\n"
        "from grader.cli._group import cli\n"
        "try: cli(prog_name='grader')\n"
        "except SystemExit: pass\n"
        "import json; print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "GRADER_DEBUG")}
    result = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    assert result.stdout
    return set(json.loads(result.stderr.splitlines()[-1]))


def test_the_floors_are_kept() -> None:
    result = subprocess.run(
        ["lint-imports", "--no-cache", "--no-logo"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize("file", ["hw4.md", "hw4.ipynb", "hw4.toml", "hw4_flawed.md"])
def test_check_loads_click_and_ourselves_and_nothing_heavy(file: str) -> None:
    modules = loaded("check", "hw4", f"examples/{file}")
    assert "grader.scoring" in modules
    assert not modules & {"grader.execution", "grader.outputs"}
    assert not any(name.startswith("grader.sandbox") for name in modules)
    assert sorted(modules & HEAVY) == []
    known = set(sys.stdlib_module_names) | {"click", "grader", "problems", "solutions"}
    assert sorted(name for name in modules if name.partition(".")[0] not in known) == []


def test_check_loads_only_its_own_command_and_report() -> None:
    modules = loaded("check", "hw4", "examples/hw4.md")
    ours = {name for name in modules if name.startswith(("grader.cli.", "grader.reports.", "grader.sheets."))}
    assert {name for name in ours if not name.rpartition(".")[2].startswith("_")} == {
        "grader.cli.check",
        "grader.reports.terminal",
    }


def test_nbformat_is_loaded_only_for_a_notebook_of_an_old_version(tmp_path: Path) -> None:
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": []}]}
    (tmp_path / "hw4.ipynb").write_text(json.dumps(old))
    assert "nbformat" in loaded("check", "hw4", str(tmp_path / "hw4.ipynb"))


def test_help_loads_no_more_than_the_commands() -> None:
    ours = {name for name in loaded("--help") if name.startswith(("grader.", "problems", "solutions"))}
    assert ours
    assert {name for name in ours if not name.startswith("grader.cli")} <= {"grader.sheets"}
