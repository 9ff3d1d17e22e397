"""Whose a loose file is, by its name: "Ada Lovelace - hw4 (1).md", "hw4_group-1.md", "student-01.md".

A number in a name is part of the name: it may be the student's or the group's. Only what says itself that it is
something else is taken off (the assignment, "final", "v2", "part 1"), and only where somebody's name is left.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import NamedTuple


class Owner(NamedTuple):
    """key : whose the file is. guess : see Person. doubt : why that is not certain, "" where it is."""

    key: str
    guess: str = ""
    doubt: str = ""


_GENERIC = frozenset(
    """
    student students submission submissions group groups team gruppe groupe grupo user participant anonymous homework
    hw assignment answer answers solution solutions lab untitled notebook document file work report writeup exercise
    exercises problem problems set sheet final copy version draft part
    """.split()  # noqa: SIM905 - to be read
)
"""Words that are nobody's name, so that a number behind them is what tells one file from another."""

_COPY = re.compile(r"\s*\((\d{1,3})\)$")
_MARK = re.compile(
    r"[ _.-]+(?:final|copy|kopie|copie|draft|corrected|updated?|v\d{1,2}|version[ _.-]?\d{1,2}|submission"
    r"|(?:part|pt|teil|partie|parte)[ _.-]?(?:\d{1,2}|[a-f]|i{1,3}|iv|v)"
    r"|(?:q|question|questions|problem|prob|exercise|page)[ _.-]?\d{1,2}(?:[ _-]?(?:-|to|bis)[ _-]?\d{1,2})?"
    r"|\d of \d|\dof\d)$",
    re.I,
)
_KINDS = "hw|homework|assignment|assign|ps|pset|problem ?set|lab|exercise|sheet|uebung|übung"


def owners(names: Sequence[str], assignment: str) -> dict[str, Owner]:
    """Whose each of the files is that lie beside one another.

    Files of one key are one student's. "(1)" is what a browser or Drive adds to a name that is there already: by
    the same student, or by another one of that name. Where both names are there, the files are kept apart.
    """
    bare = {name: _bare(name, assignment) for name in names}
    copies: dict[str, set[str]] = {}
    for key, copy in bare.values():
        copies.setdefault(key, set()).add(copy)
    found = {name: _owner(key, copy, len(copies[key]) > 1) for name, (key, copy) in bare.items()}
    found = {name: owner._replace(guess=owner.guess or _before(name, assignment)) for name, owner in found.items()}
    numbered: dict[str, set[str]] = {}
    for owner in found.values():
        numbered.setdefault(_stem(owner.key), set()).add(owner.key)
    if len(numbered) < 2:  # of all files only the number differs: it says whose they are
        return found
    return {name: owner._replace(doubt=owner.doubt or _numbered(owner, numbered)) for name, owner in found.items()}


def student(name: str, assignment: str) -> str:
    """Whose file it is, if it lay there alone.

    >>> [student(name, "hw4") for name in ("hw4_ada.md", "Ada Lovelace - hw4 (1).ipynb", "ada-hw4-final.md", "hw4.md")]
    ['ada', 'Ada Lovelace', 'ada', 'hw4']
    >>> [student(name, "hw4") for name in ("student-01.md", "hw4_group-1.md", "hw4 (2).md", "team-1-final.md")]
    ['student-01', 'group-1', 'hw4 (2)', 'team-1']
    """
    return _bare(name, assignment)[0]


def _owner(key: str, copy: str, several: bool) -> Owner:
    if not (copy and several):
        return Owner(key)
    doubt = f"“{key} ({copy})” may be another file of {key}, or somebody else's of that name; it was graded separately"
    return Owner(f"{key} ({copy})", key, doubt)


def _numbered(owner: Owner, numbered: dict[str, set[str]]) -> str:
    """Why it is not certain that "ada-1" and "ada-2" are two students."""
    stem = _stem(owner.key)
    alike = numbered[stem]
    if len(alike) < 2:
        return ""
    return f"{', '.join(sorted(alike)[:4])} were taken for different students; they may be files of “{stem}”"


def _stem(key: str) -> str:
    """What stands before a small number at the end, where that may be a name; else the key."""
    found = re.fullmatch(r"(.+?)[ _.-]+\d{1,2}", key)
    return found[1] if found and _is_name(found[1]) and not found[1].isdigit() else key


def _bare(name: str, assignment: str) -> tuple[str, str]:
    """The name without marks, and the number of the copy, "" where there is none."""
    stem = os.path.splitext(name)[0]
    if stem.casefold().endswith((".tar", ".ipynb", ".nb")):
        stem = os.path.splitext(stem)[0]
    copy, shorter = "", stem
    while True:
        held = _COPY.search(shorter)
        nearer = shorter[: held.start()] if held else _MARK.sub("", shorter)
        if nearer == shorter or not _is_name(_without(nearer, assignment)):
            break
        copy = copy or (held[1] if held else "")
        shorter = nearer
        front = _without(shorter, assignment)
        shorter = front if _is_name(front) else shorter
    bare = _without(shorter, assignment)
    return (bare, copy) if _is_name(bare) else (shorter, copy)


def _before(name: str, assignment: str) -> str:
    """Of "ada-hw4-2.md" the name before the assignment's, where nothing but a small number is behind it."""
    found = re.fullmatch(rf"(.+?)[ _.-]+(?:{_ways(assignment)})[ _.-]+\d{{1,2}}", os.path.splitext(name)[0], re.I)
    return found[1] if found and _is_name(found[1]) else ""


def _ways(assignment: str) -> str:
    """A pattern of the assignment's name in the ways that people write it."""
    numbered = re.fullmatch(r"[A-Za-z]+?0*(\d{1,3})", assignment)
    return re.escape(assignment) + (rf"|(?:{_KINDS})[ _-]?0*{numbered[1]}" if numbered else "")


def _without(stem: str, assignment: str) -> str:
    """The stem without the assignment's name."""
    return re.sub(rf"(?:^|[ _.-]+)(?:{_ways(assignment)})(?=$|[ _.()-])", "", stem, flags=re.I).strip(" _.-")


def _is_name(text: str) -> bool:
    """Whether something is left that may tell one student from another."""
    words = [word for word in re.split(r"[^\w]+|_+", re.sub(r"\(\d+\)", "", text).casefold()) if word]
    return any(word not in _GENERIC for word in words)
