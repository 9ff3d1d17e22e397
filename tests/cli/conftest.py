import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli._group import cli

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which commands are called, in a terminal that is none."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "GRADER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(here: Path) -> Callable[..., Result]:
    """Call `grader` with arguments. Every failure but a planned one is an error of the test."""

    def call(*arguments: str, input: str | None = None) -> Result:
        result = CliRunner().invoke(cli, list(arguments), input=input, prog_name="grader")
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def example(here: Path) -> Callable[..., str]:
    """Copy an example submission into the folder; its name there."""

    def copy(name: str, to: str = "") -> str:
        shutil.copy(EXAMPLES / name, here / (to or name))
        return to or name

    return copy
