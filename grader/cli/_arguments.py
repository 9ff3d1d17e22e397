"""What several commands take, with their completion in a shell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.authoring import Assignment


def opened(name: str) -> Assignment:
    """The assignment of that name. Raises Trouble, which suggests the nearest."""
    import grader
    from grader.authoring import UnknownAssignment
    from grader.cli._trouble import Trouble

    try:
        return grader.load(name)
    except UnknownAssignment as error:
        raise Trouble(str(error)) from None


def _assignments(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    del ctx, param
    from grader.authoring import assignments

    return [name for name in assignments() if name.startswith(incomplete)]


def _labels(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    del param
    import grader
    from grader.authoring import UnknownAssignment

    try:
        questions = grader.load(ctx.params.get("assignment") or "".join(ctx.args[:1])).questions
    except UnknownAssignment:
        return []
    return [question.label for question in questions if question.label.casefold().startswith(incomplete.casefold())]


def _files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    del ctx, param
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def _formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    del ctx, param
    from grader.reports import formats

    return [name for name in formats() if name.startswith(incomplete)]


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

assignment: Decorator = click.argument("assignment", shell_complete=_assignments)
label: Decorator = click.argument("label", required=False, shell_complete=_labels)
files: Decorator = click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=_files)
output: Decorator = click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=_files,
    help="Where to write it; hw4.md and the like if left out.",
)
question: Decorator = click.option(
    "-q",
    "--question",
    "questions",
    metavar="LABEL",
    multiple=True,
    shell_complete=_labels,
    help="Only this question, such as 3.B.i, or all below 3.B; may be repeated.",
)
format_name: Decorator = click.option(
    "--format",
    "format_name",
    metavar="NAME",
    shell_complete=_formats,
    help="The report's form: terminal (usual), json, …",
)
