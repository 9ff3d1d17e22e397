"""Times as platforms and people write them, with a zone, its name, an offset, or none."""

from __future__ import annotations

import re
import zoneinfo
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from grader.batch.trees import Trouble

MAX_LENGTH = 100

_DATE = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"
)
_WORDS = re.compile(
    r"(?:[^\W\d]+(?:-feira)?,? +)?"
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\.? (?:de )?(?P<m>[^\W\d]{3,10})"
    r"|(?P<M>[^\W\d]{3,10})\.? (?P<D>\d{1,2})(?:st|nd|rd|th)?)\.?,? (?:de )?(?P<y>\d{4})"
)
_CLOCK = re.compile(
    r"(?:T|,? (?:at|um|à|às|alle|om) |,? +)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?: ?([AP])\.?M\.?)?"
    r"(?P<zone>.*)",
    re.I,
)
_OFFSET = re.compile(r"(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?(\d\d))?", re.I)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen", "feb fév fev", "mar mär mrz maa", "apr avr abr", "may mai mag mei", "jun giu juin",
            "jul lug juil", "aug aoû aou ago", "sep set", "oct okt ott out", "nov", "dec dez déc dic",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
"""Months by their first letters in English, German, French, Spanish, Italian, Portuguese and Dutch."""

_HOURS = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
    "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9,
    "akdt": -8, "hst": -10, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
"""Hours before UTC of zones that are written as letters; left out are letters that mean several (IST, BST)."""


class Written(NamedTuple):
    """A time as it is written. local : without its zone. zone : None where none is written. dated : only a day."""

    local: datetime
    zone: tzinfo | None = None
    dated: bool = False


def zone_of(name: str) -> tzinfo:
    """The zone of that name, such as Europe/Berlin. Raises Trouble."""
    found = _named(name.strip(), None, None)
    if found is None:
        raise Trouble(f"{name[:60]!r} is not a time zone. It reads like: Europe/Berlin, America/New_York, UTC")
    return found


def written(text: str, course: tzinfo | None = None) -> Written | None:
    """The time in a text, None where it is none that can be read for certain (02/03/2026 is not).

    course : the zone of the course, whose letters ("CST") come before what they mean elsewhere.

    >>> written("2026-02-12 23:30 CET").zone.utcoffset(None)
    datetime.timedelta(seconds=3600)
    """
    text = " ".join(text[: MAX_LENGTH + 1].split())
    if not text or len(text) > MAX_LENGTH:
        return None
    date = _DATE.match(text) or _WORDS.match(text)
    if date is None:
        return None
    rest = text[date.end() :]
    clock = _CLOCK.fullmatch(rest)
    if rest and clock is None:
        return None
    try:
        day = _day(date.groupdict())
        if clock is None:
            return Written(day, dated=True)
        local = datetime.combine(day, _time(clock))
        zone = clock["zone"].strip().strip("()[]")
        if not zone:
            return Written(local)
        found = _named(zone, local, course)
    except (ValueError, KeyError):
        return None
    return Written(local, found) if found is not None else None


def moment(text: str, what: str, zone: tzinfo | None = None, *, ends: bool = False) -> datetime:
    """The time in a text, in UTC. Raises Trouble.

    zone : of times that name none, None for this machine's. ends : a day without a time is over at its end.
    """
    found = instant(text, zone, ends=ends)
    if found is None:
        raise Trouble(f"{text[:40]!r} is no {what}. It reads like: 2026-02-12T23:59-08:00")
    return found


def instant(text: str, zone: tzinfo | None = None, *, ends: bool = False) -> datetime | None:
    """The time in a text, in UTC, None where it can't be read. See `moment`."""
    found = written(text, zone)
    if found is None:
        return None
    local = found.local + timedelta(days=1, seconds=-1) if found.dated and ends else found.local
    return _utc(local, found.zone or zone)


def days_after(start: datetime, days: int, zone: tzinfo | None = None) -> datetime:
    """The time that so many calendar days later is on the clocks of the zone, in UTC; 23 to 25 hours are a day."""
    local = start.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return _utc(local, zone)


def normal(text: str) -> str:
    """The text in ISO 8601 with its offset from UTC where it names a zone; otherwise as it is.

    >>> normal("2026-02-12 23:11:00.123456000 -08:00"), normal("soon"), normal("2026-07-01 12:00 Europe/Berlin")
    ('2026-02-12T23:11:00-08:00', 'soon', '2026-07-01T12:00:00+02:00')
    """
    found = written(text)
    if found is None or found.zone is None:
        return text
    return found.local.replace(tzinfo=found.zone).isoformat(timespec="seconds")


def _utc(local: datetime, zone: tzinfo | None) -> datetime:
    return (local.replace(tzinfo=zone) if zone is not None else local.astimezone()).astimezone(UTC)


def _day(found: dict[str, str | None]) -> datetime:
    if found.get("year"):
        return datetime(int(found["year"] or 0), int(found["month"] or 0), int(found["day"] or 0))
    month, day = found["m"] or found["M"] or "", found["d"] or found["D"] or ""
    letters = month.casefold()
    number = int(month) if month.isdigit() else _MONTHS.get(letters[:4]) or _MONTHS[letters[:3]]
    return datetime(int(found["y"] or 0), number, int(day))


def _time(clock: re.Match[str]) -> time:
    hour = int(clock[1])
    if clock[4]:
        if not 1 <= hour <= 12:
            raise ValueError("no hour of a clock with 12 hours")
        hour = hour % 12 + 12 * (clock[4].casefold() == "p")
    return time(hour, int(clock[2]), int(clock[3] or 0))


def _named(zone: str, local: datetime | None, course: tzinfo | None) -> tzinfo | None:
    """The zone that is written; letters that the course's own clocks show at that time are the course's."""
    if offset := _OFFSET.fullmatch(zone):
        length = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(length if offset[1] == "+" else -length)
    if local is not None and course is not None and zone.casefold() == (course.tzname(local) or "").casefold():
        return course
    if zone.casefold() in _HOURS:
        return timezone(timedelta(hours=_HOURS[zone.casefold()]))
    if not re.fullmatch(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+", zone):
        return None
    try:
        return zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
