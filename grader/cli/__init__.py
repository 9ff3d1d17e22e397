"""The command `grader`: every public module of this package is a subcommand."""

from __future__ import annotations


def main() -> None:
    """Run the command and leave with its exit code; no trace is shown unless GRADER_DEBUG is set.

    0 everything judged is right · 1 something wrong or missing · 2 a usage or file error · 3 a fault of ours ·
    4 something waits for a person, nothing is wrong · 5 nothing to grade · 130 interrupted.
    """
    import gc

    gc.set_threshold(100_000)  # what imports make stays to the end: looking through it again and again costs 3 ms
    try:
        from grader.cli._group import cli

        cli(prog_name="grader")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except SystemExit as leaving:
        _leave_at_once(leaving.code)
        raise


def _leave_at_once(code: object) -> None:
    """Leave without taking the interpreter apart, a tenth of `grader check`, where nothing is left to be done."""
    import atexit
    import os
    import sys
    import threading

    if isinstance(code, int) and threading.active_count() == 1 and atexit._ncallbacks() == 0:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except (OSError, ValueError):
            return
        os._exit(code)
