"""From what was found to the gradebook: bytes within bounds, each submission with what of it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from grader.batch.discover import Found
from grader.batch.gradebook import Gradebook
from grader.batch.gradebook.entering import Delivery
from grader.batch.submissions import HandedIn, Left, left
from grader.batch.times import instant
from grader.batch.trees import Entry, Tree, Trouble
from grader.reading import MAX_BYTES, form, formats, limit, slim

TOGETHER = 100
"""Submissions entered in one transaction."""

TOGETHER_BYTES = 32 * 2**20

MAX_TOTAL = 64 * 2**20
"""Bytes of one submission that are kept."""

MAX_NAME = 200

UNKNOWN = "files of this kind can't be read"


class Taken(NamedTuple):
    """What became of the files of a download.

    files : how many there are, but for the platform's own. left : those that were not entered to be read. doubts :
    what is not certain about whose a file is or when it came. students : one of each submission that was entered and
    counts now; with `left`, its files are all files of the download.
    """

    files: int = 0
    own: int = 0
    left: tuple[Left, ...] = ()
    doubts: tuple[str, ...] = ()
    students: frozenset[str] = frozenset()


def take_in(book: Gradebook, run: int, found: Found, told: Callable[[int, int], None]) -> Taken:
    """Enter everything that was found. told : how many are entered, of how many."""
    whose, doubts = _by_student(book, found)
    over = [*found.left, *_outdated(found, whose)]
    counting: list[str] = []
    held: list[Delivery] = []
    size = 0

    def enter() -> None:
        counts = book.hand_in(run, found.layout, held)
        for delivery, current in zip(held, counts, strict=True):
            if current:
                counting.append(delivery.students[0])
            else:
                why = "handed in before the submission that is in the gradebook"
                over.extend(Left(name, why, settled=True) for name, _ in delivery.files)

    for number, (handed_in, students) in enumerate(whose, 1):
        delivery, unread = delivered(found.tree, handed_in)
        over += unread
        held.append(delivery._replace(students=students))
        size += sum(len(data) for _, data in delivery.files)
        if len(held) >= TOGETHER or size >= TOGETHER_BYTES or number == len(whose):
            enter()
            held, size = [], 0
            told(number, len(whose))
    files = len(found.tree.entries) + len(found.tree.skipped) + found.tree.litter - found.own
    return Taken(files, found.own, tuple(over), (*doubts, *_unreadable_times(book, found)), frozenset(counting))


Whose = list[tuple[HandedIn, tuple[str, ...]]]


def _by_student(book: Gradebook, found: Found) -> tuple[Whose, tuple[str, ...]]:
    """Every submission with the students whose it is; several of one student are read as one, or the newest counts."""
    listed = found.submissions
    identified = book.identify([person for each in listed for person in each.people])
    ids = iter(identified.students)
    students = [tuple(dict.fromkeys(next(ids) for _ in each.people)) for each in listed]
    mine: dict[str, list[int]] = {}
    for place, several in enumerate(students):
        for student in several:
            mine.setdefault(student, []).append(place)
    whose: dict[tuple[int, ...], list[str]] = {}
    doubts = [each.doubt for each in listed if each.doubt]
    zone = book.zone()
    for student, places in mine.items():
        times = [instant(listed[place].received, zone) for place in places]
        if len(places) > 1 and all(times) and len(set(times)) == len(times):
            places = [max(zip(times, places, strict=True), key=lambda each: str(each[0]))[1]]
        whose.setdefault(tuple(places), []).append(student)
    joined = [
        (_joined([listed[place] for place in places]), tuple(several)) for places, several in sorted(whose.items())
    ]
    return joined, (*dict.fromkeys(doubts), *identified.doubts)


def _joined(several: list[HandedIn]) -> HandedIn:
    """One submission of several; a file that two of them call the same keeps both contents."""
    first, *others = several
    if not others:
        return first
    entries = tuple(dict.fromkeys(entry for each in several for entry in each.entries))
    trouble = "" if entries else next(filter(None, (each.trouble for each in several)), "")
    received = max(each.received for each in several)
    late = any(each.late for each in several)
    return first._replace(
        entries=entries, received=received, late=late, trouble=trouble, order=max(each.order for each in several)
    )


def _outdated(found: Found, whose: Whose) -> Iterator[Left]:
    """Files of submissions that are nobody's newest."""
    used = {entry.handle for handed_in, _ in whose for entry in handed_in.entries}
    for each in found.submissions:
        yield from left((entry for entry in each.entries if entry.handle not in used), "of an earlier submission")


def _unreadable_times(book: Gradebook, found: Found) -> Iterator[str]:
    zone = book.zone()
    for each in found.submissions:
        if each.received and instant(each.received, zone) is None:
            yield f"the time of {each.people[0].key} can't be read: “{each.received[:60]}”"


def delivered(tree: Tree, handed_in: HandedIn) -> tuple[Delivery, list[Left]]:
    """A submission with the bytes of what can be read of it, and the files that can't be, each with the reason."""
    files: list[tuple[str, bytes]] = []
    over: list[Left] = []
    room = MAX_TOTAL
    for entry in handed_in.entries:
        try:
            data = _bytes(tree, entry, room)
        except Trouble as trouble:
            over.append(Left(_name(entry), str(trouble)))
            continue
        room -= len(data)
        files.append((_name(entry), data))
    troubles = [handed_in.trouble, *(each.reason for each in over if each.reason != UNKNOWN)]
    others = [each.path for each in over]
    told = " ".join(dict.fromkeys(filter(None, troubles)))
    if not files and not told:
        told = _nothing(others)
    delivery = Delivery(
        handed_in.people, tuple(sorted(files)), tuple(sorted(others)), handed_in.received, handed_in.late, told,
        handed_in.order,
    )  # fmt: skip
    who = handed_in.people[0].key
    return delivery, [each._replace(path=f"{who}: {each.path}") for each in over]


def _bytes(tree: Tree, entry: Entry, room: int) -> bytes:
    """What of a file is kept. Raises Trouble where it can't be read."""
    name = _name(entry)
    if form(name) is None:
        raise Trouble(UNKNOWN)
    most = limit(name)
    if entry.size > most:
        raise Trouble(f"{name} has {entry.size / 2**20:.0f} MB and was not read.")
    data = tree.read(entry, most + 1)
    if len(data) > most:
        raise Trouble(f"{name} is larger than it says and was not read.")
    data = slim(name, data)
    if len(data) > min(MAX_BYTES, room):
        raise Trouble(f"{name} has {len(data) / 2**20:.0f} MB and was not read.")
    return data


def _name(entry: Entry) -> str:
    return "/".join(entry.path)[-MAX_NAME:]


def _nothing(others: Iterable[str]) -> str:
    listed = ", ".join(list(others)[:5]) or "nothing"
    return f"No file that can be read was handed in, only {listed}. These can: {', '.join(sorted(formats()))}."
