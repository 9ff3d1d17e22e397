"""What several commands take, with their completion in a shell."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from grader.authoring import Assignment

MAX_ID = 100


def opened(name: str, student: str | None = None) -> Assignment:
    """The assignment of that name, with a student's own numbers. Raises Trouble, which suggests the nearest.

    Where GRADER_SECRET is set, the numbers are keyed by it: only who knows it can tell another's.
    """
    import grader
    from grader.authoring import UnknownAssignment
    from grader.cli._trouble import Trouble

    try:
        assignment = grader.load(name)
    except UnknownAssignment as error:
        raise Trouble(str(error)) from None
    if student is None:
        return assignment
    if not student.strip() or re.search(r"[^\w.@+ -]", student) or len(student) > MAX_ID:
        raise Trouble(f"{student[:60]!r} is no student's ID: letters, digits and . @ + - _ make one.")
    return assignment.dealt(student, os.environ.get("GRADER_SECRET"))


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
student: Decorator = click.option(
    "--student",
    metavar="ID",
    help="With the numbers of the student of this ID, where an assignment's numbers vary.",
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
