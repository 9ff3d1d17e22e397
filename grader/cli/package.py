"""`grader package`: an assignment packed up for a platform that grades by itself."""

from __future__ import annotations

import click

from grader.cli import _arguments, _course
from grader.cli._trouble import Trouble


def _platforms(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    del ctx, param
    from grader.batch.packages import packages

    return [name for name in packages() if name.startswith(incomplete)]


@click.command(name="package", short_help="An autograder for Gradescope.")
@_arguments.assignment
@click.option("--for", "platform", required=True, metavar="PLATFORM", shell_complete=_platforms, help="gradescope.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it; hw4-gradescope.zip usually.")
def command(assignment: str, platform: str, output: str | None) -> None:
    """Pack ASSIGNMENT up with grader, as a zip that is uploaded to PLATFORM and grades each submission there.

    There it needs the network only when it is set up, for pip.
    """
    chosen = _arguments.opened(assignment)
    with _course.told():
        from grader.batch.packages import load

        form = load(platform)
        name = output or form.NAME.format(chosen.name)
        data = form.pack(chosen)
    try:
        with open(name, "wb") as file:
            file.write(data)
    except OSError as error:
        raise Trouble(f"{name} can't be written: {error.strerror}. Name another file with -o.") from None
    click.echo(f"Wrote {name}. Upload it as the autograder of a programming assignment.")
