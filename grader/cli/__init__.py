"""The command `grader`: every public module of this package is a subcommand."""

from __future__ import annotations


def main() -> None:
    """Run the command and leave with its exit code; no trace is shown unless GRADER_DEBUG is set.

    0 everything judged is right · 1 something wrong or missing · 2 a usage or file error · 3 a fault of ours ·
    4 something waits for a person, nothing is wrong · 5 nothing to grade · 130 interrupted.
    """
    try:
        from grader.cli._group import cli

        cli(prog_name="grader")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
