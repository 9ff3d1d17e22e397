"""What became of all people and files of a run: nobody and nothing is lost without being named."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from grader.batch.gradebook import Gradebook, Standing
from grader.batch.intake import Taken
from grader.batch.submissions import Left
from grader.batch.times import instant
from grader.reading import UNANSWERED


class Account(NamedTuple):
    """people : of the course; each is graded, in `ungraded` with the reason, or in `absent`.

    strangers : who handed in and is not on the roster. files : of the download; each was read or is in `unread`.
    within : what was not read within archives. doubts : what is not certain. points : of all who are graded.
    waiting, answers : students and answers that wait for a person. faulty : submissions on which we failed. stale :
    decisions on answers that were changed since.
    """

    people: int = 0
    graded: int = 0
    ungraded: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    files: int = 0
    unread: tuple[Left, ...] = ()
    within: tuple[Left, ...] = ()
    doubts: tuple[str, ...] = ()
    points: Fraction = Fraction(0)
    waiting: int = 0
    answers: int = 0
    faulty: int = 0
    stale: int = 0

    @property
    def uncertain(self) -> bool:
        """Whether something was passed over that somebody has to look at."""
        passed = any(not each.settled for each in (*self.unread, *self.within))
        return passed or bool(self.doubts or self.strangers)

    def checksum(self) -> str:
        """The account in one line."""
        said = [f"{self.graded} graded"]
        if self.ungraded:
            said.append(f"{len(self.ungraded)} could not be graded")
        said += [f"{len(self.absent)} handed in nothing", f"{counted(len(self.unread), 'file')} not read"]
        names = ", ".join(each.path for each in self.unread[:3])
        more = f" and {len(self.unread) - 3} more" if len(self.unread) > 3 else ""
        named = f": {names}{more}" if names else ""
        people = "1 person" if self.people == 1 else f"{self.people} people"
        return f"{people}, {counted(self.files, 'file')}: {', '.join(said)}{named}; {two(self.points)} points in all"


def account(book: Gradebook, taken: Taken) -> Account:
    """The account of a run by the gradebook."""
    found = Account(files=taken.files)
    zone = book.zone()
    ungraded, absent, strangers, doubts = [], [], [], list(taken.doubts)
    unread, within = list(taken.left), list[Left]()
    enrolled = False
    for standing in book.standings():
        who = " ".join(dict.fromkeys((standing.student.id, standing.student.name))).strip()
        enrolled = enrolled or standing.student.enrolled
        found = found._replace(people=found.people + 1)
        received = standing.student.cells.get("received", "")
        if received and instant(received, zone) is None:
            doubts.append(f"the time of {who} in the roster can't be read: “{received[:60]}”")
        if standing.number is None:
            absent.append(who)
            continue
        if not standing.student.enrolled:
            strangers.append(who)
        if standing.status != "graded":
            ungraded.append(f"{who}: {standing.reason or 'not tried yet'}")
        if standing.student.id in taken.students:
            for each, is_file in _unread(standing):
                (unread if is_file else within).append(each)
        found = found._replace(
            graded=found.graded + (standing.status == "graded"),
            points=found.points + standing.points,
            waiting=found.waiting + standing.waiting,
            answers=found.answers + sum(verdict.outcome.open for verdict in standing.verdicts),
            faulty=found.faulty + _is_faulty(standing),
            stale=found.stale + len(standing.stale),
        )
    return found._replace(
        ungraded=tuple(ungraded),
        absent=tuple(absent),
        strangers=tuple(strangers) if enrolled else (),
        unread=tuple(unread),
        within=tuple(within),
        doubts=tuple(doubts),
    )


def _unread(standing: Standing) -> list[tuple[Left, bool]]:
    """What of a submission was not read, and whether it is a whole file of it."""
    said = dict(standing.unread)
    if standing.status != "graded":
        said |= {name: said.get(name, standing.reason or "not tried yet") for name in standing.files}
    who = standing.student.id
    return [
        (Left(f"{who}: {file}", reason, settled=reason == UNANSWERED), file in standing.files)
        for file, reason in said.items()
    ]


def _is_faulty(standing: Standing) -> bool:
    return standing.status == "failed" or any(v.staff.startswith("Traceback") for v in standing.machine)


def counted(number: int, noun: str) -> str:
    """A number of things: 1 file, 2 files."""
    return f"{number} {noun}{'s' * (number != 1)}"


def two(points: Fraction) -> str:
    """Points with at most two decimals."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".")
