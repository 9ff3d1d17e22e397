"""From what was found to the gradebook: bytes within bounds, each submission with what of it can be read."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable

from grader.batch.discover import Found
from grader.batch.gradebook import Gradebook
from grader.batch.gradebook.book import Delivery
from grader.batch.submissions import HandedIn
from grader.batch.trees import Entry, Tree, Trouble
from grader.reading import MAX_BYTES, formats

TOGETHER = 100
"""Submissions entered in one transaction."""

TOGETHER_BYTES = 32 * 2**20

MAX_TOTAL = 64 * 2**20
"""Bytes of one submission that are kept."""

MAX_NAME = 200


def take_in(book: Gradebook, run: int, found: Found, told: Callable[[int, int], None]) -> None:
    """Enter everything that was found. told : how many are entered, of how many."""
    held: list[Delivery] = []
    size = 0
    total = len(found.submissions)
    for number, handed_in in enumerate(found.submissions, 1):
        delivery = delivered(found.tree, handed_in)
        held.append(delivery)
        size += sum(len(data) for _, data in delivery.files)
        if len(held) >= TOGETHER or size >= TOGETHER_BYTES or number == total:
            book.hand_in(run, found.layout, held)
            held, size = [], 0
            told(number, total)


def delivered(tree: Tree, handed_in: HandedIn) -> Delivery:
    """A submission with the bytes of what can be read of it; what is in the way is told in it."""
    files: list[tuple[str, bytes]] = []
    others: list[str] = []
    troubles = [handed_in.trouble] if handed_in.trouble else []
    room = MAX_TOTAL
    for entry in handed_in.entries:
        name = _name(entry)
        if not _can_be_read(entry):
            others.append(name)
            continue
        if entry.size > MAX_BYTES or entry.size > room:
            troubles.append(f"{name} has {entry.size / 2**20:.0f} MB and was not read.")
            others.append(name)
            continue
        try:
            data = tree.read(entry, MAX_BYTES + 1)
        except Trouble as trouble:
            troubles.append(str(trouble))
            others.append(name)
            continue
        if len(data) > MAX_BYTES:
            troubles.append(f"{name} is larger than it says and was not read.")
            others.append(name)
            continue
        room -= len(data)
        files.append((name, data))
    if not files and not troubles:
        troubles.append(_nothing(others))
    return Delivery(
        handed_in.people,
        tuple(sorted(files)),
        tuple(sorted(others)),
        handed_in.received,
        handed_in.late,
        " ".join(troubles),
    )


def _name(entry: Entry) -> str:
    return "/".join(entry.path)[-MAX_NAME:]


def _can_be_read(entry: Entry) -> bool:
    return os.path.splitext(entry.name)[1].casefold() in _suffixes()


@functools.cache
def _suffixes() -> frozenset[str]:
    return frozenset(formats())


def _nothing(others: list[str]) -> str:
    listed = ", ".join(others[:5]) or "nothing"
    return f"No file that can be read was handed in, only {listed}. These can: {', '.join(sorted(_suffixes()))}."
