"""What being late costs: "10%/day, 2 grace"."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from grader.batch.trees import Trouble

_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*%\s*(?:/|per|an?)\s*(day|hour)", re.I)
_GRACE = re.compile(r"(\d+(?:\.\d+)?)\s*(d|days?|h|hours?)?\s*(?:of\s+)?grace", re.I)
_MOST = re.compile(r"at most (\d+(?:\.\d+)?)\s*%", re.I)
_NOTHING = re.compile(r"nothing after (\d+(?:\.\d+)?)\s*(d|days?|h|hours?)?", re.I)


class Policy(NamedTuple):
    """What is taken off.

    rate : the share of the points possible for each begun unit. unit, grace, end : times; after `end` nothing counts.
    most : the largest share taken.
    """

    rate: Fraction
    unit: timedelta
    grace: timedelta = timedelta()
    most: Fraction = Fraction(1)
    end: timedelta | None = None


class Lateness(NamedTuple):
    """How late a submission is. by : after the deadline with extension; None where it is not known.

    share : of the points possible, in [0, 1], that is taken. late : whether it is, grace or not.
    """

    late: bool = False
    by: timedelta | None = timedelta()
    share: Fraction = Fraction(0)

    @property
    def days(self) -> str:
        """Begun days, as text; "?" where it is not known."""
        return "?" if self.by is None else str(math.ceil(self.by / timedelta(days=1)))


def policy(text: str) -> Policy:
    """The policy that a text states. Raises Trouble, with an example.

    >>> policy("10%/day, 2 grace").grace.days
    2
    """
    rate = None
    found = Policy(Fraction(0), timedelta(days=1))
    for part in filter(None, map(str.strip, text.split(","))):
        if match := _RATE.fullmatch(part):
            unit = timedelta(hours=1) if match[2].casefold() == "hour" else timedelta(days=1)
            rate = Fraction(match[1]) / 100
            found = found._replace(rate=rate, unit=unit)
        elif match := _GRACE.fullmatch(part):
            found = found._replace(grace=_length(match))
        elif match := _MOST.fullmatch(part):
            found = found._replace(most=min(Fraction(match[1]) / 100, Fraction(1)))
        elif match := _NOTHING.fullmatch(part):
            found = found._replace(end=_length(match))
        else:
            raise Trouble(f"{part[:60]!r} is no rule for what is late. It reads like: {EXAMPLE}")
    if rate is None and found.end is None:
        raise Trouble(f"{text[:60]!r} does not say what being late costs. It reads like: {EXAMPLE}")
    return found


EXAMPLE = '"10%/day, 2 grace, at most 50%, nothing after 7 days"'


def _length(match: re.Match[str]) -> timedelta:
    hours = (match[2] or "d")[0].casefold() == "h"
    return timedelta(hours=float(match[1])) if hours else timedelta(days=float(match[1]))


def moment(text: str, what: str) -> datetime:
    """A time in ISO 8601; without a zone it is this machine's. Raises Trouble."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise Trouble(f"{text[:40]!r} is no {what}. It reads like: 2026-02-12T23:59-08:00") from None


def lateness(rule: Policy | None, due: datetime | None, received: str, extension: float, marked: bool) -> Lateness:
    """How late, and what it costs. marked : whether the platform says that it is late.

    What is late by an unknown time loses nothing here; it is shown, so that a person decides.
    """
    if due is None or not received:
        return Lateness(late=True, by=None) if marked else Lateness()
    by = moment(received, "time of handing in") - due - timedelta(days=extension)
    if by <= timedelta():
        return Lateness()
    counted = by - (rule.grace if rule else timedelta())
    if rule is None or counted <= timedelta():
        return Lateness(True, by)
    if rule.end is not None and by > rule.end:
        return Lateness(True, by, Fraction(1))
    units = math.ceil(counted / rule.unit)
    return Lateness(True, by, min(rule.rate * units, rule.most))
