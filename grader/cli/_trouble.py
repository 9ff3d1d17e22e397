"""What a person did wrong, and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterable

import click


class Trouble(click.ClickException):
    """What is wrong with what was asked for, and the way out; the message is all that is shown."""

    exit_code = 2


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like what was written, None where none does.

    >>> nearest("chekc", ["check", "list"]), nearest("qqq", ["check", "list"])
    ('check', None)
    """
    import difflib

    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(written.casefold()[:60], folded, n=1, cutoff=0.5)
    return folded[near[0]] if near else None
