"""What being late costs: "10%/day, 2 grace"."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from typing import NamedTuple

from grader.batch.times import days_after, instant
from grader.batch.trees import Trouble

_LENGTH = r"(\d{1,4}(?:\.\d{1,4})?)\s*(d|days?|h|hours?|min|minutes?)?"
_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*%\s*(?:/|per|an?)\s*(day|hour)", re.I)
_GRACE = re.compile(rf"{_LENGTH}\s*(?:of\s+)?grace", re.I)
_MOST = re.compile(r"at most (\d+(?:\.\d+)?)\s*%", re.I)
_NOTHING = re.compile(rf"nothing after {_LENGTH}", re.I)


class Span(NamedTuple):
    """A length of time. days : of the calendar, which are as long as the clocks have it. hours : of 60 minutes."""

    days: Fraction = Fraction(0)
    hours: Fraction = Fraction(0)

    def after(self, start: datetime, zone: tzinfo | None = None) -> datetime:
        """The time so much later, in UTC. zone : whose calendar, None for this machine's."""
        whole = int(self.days)
        rest = (self.days - whole) * 24 + self.hours
        return days_after(start, whole, zone) + timedelta(seconds=float(rest * 3600))


class Policy(NamedTuple):
    """What is taken off.

    rate : the share of the points possible for each begun unit, a day or an hour. grace, end : after the deadline;
    after `end` nothing counts. most : the largest share taken.
    """

    rate: Fraction
    hourly: bool = False
    grace: Span = Span()
    most: Fraction = Fraction(1)
    end: Span | None = None


class Lateness(NamedTuple):
    """How late a submission is. by : after the deadline with extension; None where it is not known.

    share : of the points possible, in [0, 1], that is taken. late : whether it is, grace or not. begun : days, as the
    calendar of the course counts them.
    """

    late: bool = False
    by: timedelta | None = timedelta()
    share: Fraction = Fraction(0)
    begun: int = 0

    @property
    def days(self) -> str:
        """Begun days, as text; "?" where it is not known."""
        return "?" if self.by is None else str(self.begun)


def policy(text: str) -> Policy:
    """The policy that a text states. Raises Trouble, with an example.

    >>> policy("10%/day, 2 grace").grace.days
    Fraction(2, 1)
    """
    rate = None
    found = Policy(Fraction(0))
    for part in filter(None, map(str.strip, text.split(","))):
        if match := _RATE.fullmatch(part):
            rate = Fraction(match[1]) / 100
            found = found._replace(rate=rate, hourly=match[2].casefold() == "hour")
        elif match := _GRACE.fullmatch(part):
            found = found._replace(grace=_length(match))
        elif match := _MOST.fullmatch(part):
            found = found._replace(most=min(Fraction(match[1]) / 100, Fraction(1)))
        elif match := _NOTHING.fullmatch(part):
            found = found._replace(end=_length(match))
        else:
            raise Trouble(f"{part[:60]!r} is not a late rule. It reads like: {EXAMPLE}")
    if rate is None and found.end is None:
        raise Trouble(f"{text[:60]!r} does not say what being late costs. It reads like: {EXAMPLE}")
    return found


EXAMPLE = '"10%/day, 2 grace, at most 50%, nothing after 7 days"'


def span(text: str) -> Span:
    """The length of time that a text states: 2, "2 days", 36h, "3 hours", "90 min". Raises Trouble."""
    match = re.fullmatch(_LENGTH, text.strip(), re.I)
    if match is None:
        raise Trouble(f"{text[:30]!r} is no length of time, such as 2 (days), 3h or 90min.")
    return _length(match)


def _length(match: re.Match[str]) -> Span:
    unit = (match[2] or "d")[0].casefold()
    amount = Fraction(match[1])
    return Span(days=amount) if unit == "d" else Span(hours=amount if unit == "h" else amount / 60)


def lateness(
    rule: Policy | None, due: datetime | None, received: str, extension: float, marked: bool,
    zone: tzinfo | None = None, by: Span | None = None,
) -> Lateness:  # fmt: skip
    """How late, and what it costs.

    received : when, as it is written; "" where nothing is known. extension : in days of the course's calendar.
    marked : whether the platform says that it is late. zone : the course's. by : how late a person said it is, after
    the deadline with extension.

    What is late by an unknown time loses nothing here; it is shown, so that a person decides.
    """
    if due is None:
        return Lateness(late=True, by=None) if marked and by is None else Lateness()
    due = Span(Fraction(extension).limit_denominator(1440)).after(due, zone)
    moment = by.after(due, zone) if by is not None else instant(received, zone) if received else None
    if moment is None:
        return Lateness(late=marked, by=None) if marked or received else Lateness()
    if moment <= due:
        return Lateness()
    found = Lateness(True, moment - due, begun=_begun_days(due, moment, zone))
    if rule is None or moment <= (free := rule.grace.after(due, zone)):
        return found
    if rule.end is not None and moment > rule.end.after(due, zone):
        return found._replace(share=Fraction(1))
    units = math.ceil((moment - free) / timedelta(hours=1)) if rule.hourly else _begun_days(free, moment, zone)
    return found._replace(share=min(rule.rate * units, rule.most))


def _begun_days(start: datetime, moment: datetime, zone: tzinfo | None) -> int:
    days = max((moment - start) // timedelta(days=1) - 1, 0)
    while days_after(start, days, zone) < moment:
        days += 1
    return days
