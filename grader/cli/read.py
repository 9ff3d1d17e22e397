"""`grader read`: a document as it was understood, before anything is judged."""

from __future__ import annotations

import os

import click

from grader.cli import _arguments


@click.command(name="read", short_help="How a file is understood: lines, readings, doubts.")
@_arguments.assignment
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--html", "page", metavar="PAGE", help="Write a page of HTML instead; - writes it to standard output.")
@_arguments.student
def command(assignment: str, file: str | None, page: str | None, student: str | None) -> None:
    """Show which lines of FILE answer which question, every reading with how sure it is, and what was left over.

    Nothing is judged, and no answer is looked at. Without FILE the submission is looked for in this folder.
    """
    from grader import reading
    from grader.cli import _finding, _screen
    from grader.cli._trouble import Trouble
    from grader.model.documents import BadFile
    from grader.understanding import understand

    chosen = _arguments.opened(assignment, student)
    name = file or _finding.submission(chosen.name, os.curdir, tuple(reading.formats()))
    try:
        document = reading.read(name)
    except BadFile as error:
        raise Trouble(str(error)) from None
    understood = understand(chosen, document)
    if page is None:
        from grader.understanding import terminal

        look = _screen.look()
        _screen.write(terminal.render(understood, look.width, colour=look.colour))
        return
    from grader.understanding.page import render

    _screen.page(page, render(understood))
