"""The group of commands, each found by being there and imported only when called; and what becomes of failures."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click

USAGE, OURS, INTERRUPTED, PIPE_CLOSED = 2, 3, 130, 141


class Commands(click.Group):
    """The modules of this package whose names have no underscore; each holds a click command named `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names, found in the folder."""
        del ctx
        names = (os.path.splitext(entry)[0] for entry in os.listdir(os.path.dirname(__file__)) if entry.endswith(".py"))
        return sorted(name for name in names if name[0] != "_")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        import importlib

        command: click.Command = importlib.import_module(f"grader.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called, or a usage error that suggests what was meant."""
        name = args[0]
        if name.startswith("-") or self.get_command(ctx, name) is not None:
            return super().resolve_command(ctx, args)
        raise click.UsageError(f"There is no command {name[:60]!r}: {self._advice(ctx, name)}", ctx)

    def _advice(self, ctx: click.Context, name: str) -> str:
        from grader.authoring import assignments
        from grader.cli._trouble import nearest

        if name in assignments():
            return f"did you mean “grader check {name}”?"
        commands = self.list_commands(ctx)
        near = nearest(name, commands)
        return f"did you mean “grader {near}”?" if near else f"there are {', '.join(commands)}."

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run and leave with the exit code. Whoever uses it is never shown a trace, unless GRADER_DEBUG is set."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        sys.exit(_guarded(lambda: super(Commands, self).main(args, **(extra | {"standalone_mode": False}))))


def _guarded(run: Callable[[], Any]) -> int:
    try:
        code = run()
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as wish:
        click.echo(wish.format_message())
        return USAGE
    except click.UsageError as error:
        _say(_told(error))
        if error.ctx is not None:
            _say(f"See “{error.ctx.command_path} --help”.", prefix="")
        return USAGE
    except click.ClickException as error:
        _say(error.format_message())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("Interrupted.", prefix="")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - so that Python's own flush at the end is silent, too
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the last resort: a person is told in words, never by a trace
        return fault(error)
    return code if isinstance(code, int) else 0


def _told(error: click.UsageError) -> str:
    parameter = error.param if isinstance(error, click.MissingParameter) else None
    if parameter is None or parameter.name != "assignment" or error.ctx is None:
        return error.format_message()
    from grader.authoring import assignments

    names = list(assignments())
    example = f", such as: {error.ctx.command_path} {names[0]}" if names else ""
    return f"Say which assignment{example}. There are: {', '.join(names) or 'none installed'}."


def fault(error: BaseException) -> int:
    """Say that we failed, in one line, with the trace where GRADER_DEBUG is set; the exit code for it."""
    if os.environ.get("GRADER_DEBUG"):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True)
    what = " ".join(str(error).split())[:120]
    _say(
        f"grader itself failed ({type(error).__name__}{': ' if what else ''}{what}). This is our fault, not yours. "
        "Please tell your course's staff; GRADER_DEBUG=1 before the command shows where it happened."
    )
    return OURS


def _say(message: str, prefix: str = "Error: ") -> None:
    from grader.layout import clean

    click.echo(prefix + clean(message), err=True)


@click.group(
    cls=Commands, name="grader", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="grader", message="grader %(version)s")
def cli() -> None:
    """Read homework as students really write it, judge it by mathematics, say what went wrong.

    Start with “grader list”, then “grader new hw4” for an answer sheet and “grader check hw4” for a report.
    """
