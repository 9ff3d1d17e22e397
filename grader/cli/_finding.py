"""The submission that lies in a folder, where none was named."""

from __future__ import annotations

import os
from collections.abc import Sequence

from grader.cli._trouble import Trouble

SHOWN = 6


def submission(assignment: str, folder: str, suffixes: Sequence[str]) -> str:
    """The one file in the folder that is called after the assignment and can be read.

    hw4.md, hw4-final.ipynb and HW4_alice.toml belong to "hw4", hw40.md does not. Raises Trouble, which says what
     was seen and what to do, where there is none or more than one.
    """
    files = sorted(_readable(folder, suffixes))
    ours = [name for name in files if _named(assignment, name)]
    if len(ours) == 1:
        return ours[0] if folder == os.curdir else os.path.join(folder, ours[0])
    command = f"grader check {assignment}"
    if ours:
        raise Trouble(
            f"Several files here may be your submission: {_list(ours)}.\nSay which: {command} {_quoted(ours[0])}"
        )
    usual = f"{assignment}.md, {assignment}.ipynb or {assignment}.toml"
    looked = f"No submission for {assignment} lies in this folder; it would be called {usual}."
    if files:
        raise Trouble(f"{looked}\nI saw {_list(files)}. Say which: {command} {_quoted(files[0])}")
    raise Trouble(f"{looked}\nName your file: {command} FILE; or start one: grader new {assignment}")


def _readable(folder: str, suffixes: Sequence[str]) -> list[str]:
    with os.scandir(folder) as entries:
        return [
            entry.name
            for entry in entries
            if entry.name.casefold().endswith(tuple(suffixes)) and entry.name[0] != "." and entry.is_file()
        ]


def _named(assignment: str, name: str) -> bool:
    folded, start = name.casefold(), assignment.casefold()
    return folded.startswith(start) and not folded[len(start) :][:1].isalnum()


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _quoted(name: str) -> str:
    import shlex

    return shlex.quote(name)
