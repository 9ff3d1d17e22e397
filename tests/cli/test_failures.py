"""What becomes of wrong commands and of our own faults: words, an exit code, no trace."""

import importlib
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import grader
from grader.cli._group import Commands, cli

Run = Callable[..., Result]
COMMANDS = Commands().list_commands(click.Context(cli))


def test_the_commands_are_those_whose_modules_lie_in_the_folder() -> None:
    assert {"check", "list", "new", "show"} <= set(COMMANDS)
    assert not any(name.startswith("_") for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_of_its_own(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Usage: grader {name}" in result.output
    command = importlib.import_module(f"grader.cli.{name}").command
    assert command.short_help in run("--help").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chekc", "hw4"), "did you mean “grader check”"),
        (("CHECK", "hw4"), "did you mean “grader check”"),
        (("hw4",), "did you mean “grader check hw4”"),
        (("frobnicate",), "there are batch, check, decide"),
        (("check",), "Say which assignment, such as: grader check hw"),
        (("show", "hw4", "3.B", "more"), "unexpected extra argument"),
        (("check", "--qestion", "1.B", "hw4"), "--question"),
        (("--vresion",), "--version"),
    ],
)
def test_a_wrong_command_is_answered_in_two_lines_with_a_suggestion(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert said in result.stderr
    assert len(result.stderr.splitlines()) <= 2
    assert result.exit_code == 2


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    result = run()
    assert "Usage: grader" in result.output
    assert result.exit_code == 2


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").output == f"grader {grader.__version__}\n"


@pytest.mark.parametrize(
    "error", [ValueError("a\nb"), KeyError("x"), RecursionError(), MemoryError(), AssertionError()]
)
def test_a_fault_of_ours_is_one_friendly_line_and_3(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(grader, "check", fail)
    result = run("check", "hw4", "x.md")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
    assert "our fault, not yours" in result.stderr
    assert "GRADER_DEBUG=1" in result.stderr


def test_the_trace_is_shown_only_where_it_is_asked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such axis")

    monkeypatch.setattr(grader, "check", fail)
    monkeypatch.setenv("GRADER_DEBUG", "1")
    result = CliRunner().invoke(cli, ["check", "hw4", "x.md"])
    assert result.exit_code == 3
    assert "Traceback" in result.stderr
    assert "in fail" in result.stderr


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, click.Abort])
def test_an_interruption_leaves_with_130(
    run: Run, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise interruption

    monkeypatch.setattr(grader, "check", stop)
    result = run("check", "hw4", "x.md")
    assert result.exit_code == 130
    assert result.stderr.strip() == "Interrupted."
