"""Where output goes: what that place can show."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from grader.cli._trouble import Trouble
from grader.reports import Look

if TYPE_CHECKING:
    from rich.progress import Progress


def look(*, reveal: bool = False, one_of_many: bool = False) -> Look:
    """How to write to standard output: coloured and as wide as the terminal, or plain and 80 columns where it is none.

    NO_COLOR is honoured, FORCE_COLOR asks for colour in a pipe, COLUMNS sets the width.
    """
    terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    colour = (terminal or bool(os.environ.get("FORCE_COLOR"))) and not os.environ.get("NO_COLOR")
    return Look(_width(), colour, _symbols(), reveal, one_of_many)


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _symbols() -> bool:
    try:
        "✓✗○–×“…".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@contextmanager
def progress(title: str, things: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while work is done, and nothing at all where that is no terminal.

    It hands out a function that is told how many things are done, of how many.
    """
    with bar("{task.description}", things) as shown:
        if shown is None:
            yield lambda done, of: None
            return
        task = shown.add_task(title, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


@contextmanager
def bar(title: str, behind: str) -> Iterator[Progress | None]:
    """A bar on standard error, with words before it and behind its counts in rich's form; None without a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TextColumn(behind), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield shown


def write(text: str) -> None:
    """Put text out as it is, colours and all."""
    click.echo(text, nl=False, color=True)


def page(place: str, text: str) -> None:
    """Write a page where `--html` says: a file, or "-" for standard output. Raises Trouble where that can't be."""
    if place == "-":
        write(text)
        return
    try:
        with open(place, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise Trouble(f"{place} can't be written: {error.strerror}. Name another file behind --html.") from None
    click.echo(f"Wrote {place}.")
