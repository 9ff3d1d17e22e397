"""`grader new`: an answer sheet to fill in."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from grader import sheets
from grader.cli import _arguments

USUAL = "markdown"


def _forms(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each format of an answer sheet that there is."""
    for name in reversed(sheets.sheets()):
        usual = " (usual)" if name == USUAL else ""
        command = click.option(f"--{name}", "form", flag_value=name, help=f"In the format {name}{usual}.")(command)
    return command


@click.command(name="new", short_help="An answer sheet to fill in.")
@_arguments.assignment
@_forms
@_arguments.output
@_arguments.student
def command(assignment: str, form: str | None, output: str | None, student: str | None) -> None:
    """Write an answer sheet for ASSIGNMENT into this folder, to be filled in and handed in. No file is overwritten."""
    from grader.cli._trouble import Trouble

    chosen = _arguments.opened(assignment, student)
    sheet = sheets.load(form or _by_suffix(output) or USUAL)
    name = output or chosen.name + sheet.SUFFIX
    text = sheet.render(chosen)
    try:
        with open(name, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Trouble(f"{name} is there already and stays as it is. Name another file with -o FILE.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Trouble(f"{name} can't be written: {reason}. Name another file with -o FILE.") from None
    click.echo(f"Wrote {name}. Fill it in, then: grader check {chosen.called()} {_quoted(name)}")


def _by_suffix(output: str | None) -> str | None:
    """The format that the file's name asks for, None where it asks for none."""
    suffix = os.path.splitext(output or "")[1].casefold()
    return next((name for name in sheets.sheets() if suffix == sheets.load(name).SUFFIX), None)


def _quoted(name: str) -> str:
    import shlex

    return shlex.quote(name)
