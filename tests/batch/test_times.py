"""Times as they are written are what they are: zones, their names, the calendar; in doubt they are no time."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.late import lateness, policy, span
from grader.batch.times import instant, moment, normal, zone_of
from grader.batch.trees import Trouble

BERLIN = ZoneInfo("Europe/Berlin")
CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-02-12T23:30:00+01:00", "2026-02-12T22:30:00"),
        ("2026-02-12 23:30:00.123456 UTC", "2026-02-12T23:30:00"),
        ("2026-02-12 23:30:00.123456789 -08:00", "2026-02-13T07:30:00"),
        ("2026-02-12T23:30Z", "2026-02-12T23:30:00"),
        ("2026-02-12 23:30 CET", "2026-02-12T22:30:00"),
        ("2026-02-12 23:30 Europe/Berlin", "2026-02-12T22:30:00"),
        ("2026-07-12 23:30 Europe/Berlin", "2026-07-12T21:30:00"),
        ("2026-07-12T23:30 CEST", "2026-07-12T21:30:00"),
        ("2026-02-12 23:30 -0800", "2026-02-13T07:30:00"),
        ("2026-02-12 23:30 +1", "2026-02-12T22:30:00"),
        ("2026-02-12 23:30 UTC+01:00", "2026-02-12T22:30:00"),
        ("2026-02-12 11:30 PM EST", "2026-02-13T04:30:00"),
        ("12.02.2026 23:30", "2026-02-12T22:30:00"),
        ("2026-02-12 23:30", "2026-02-12T22:30:00"),
        ("2026-02-12T23:30", "2026-02-12T22:30:00"),
        ("Thursday, 12 February 2026, 11:30 PM", "2026-02-12T22:30:00"),
        ("Feb 12, 2026 at 11:30pm", "2026-02-12T22:30:00"),
        ("Feb 12, 2026 12:05 am", "2026-02-11T23:05:00"),
        ("Donnerstag, 12. Februar 2026, 23:30", "2026-02-12T22:30:00"),
        ("jeudi 12 février 2026, 23:30", "2026-02-12T22:30:00"),
        ("jeudi 12 juillet 2026 à 23:30", "2026-07-12T21:30:00"),
        ("viernes, 12 de junio de 2026, 23:30", "2026-06-12T21:30:00"),
        ("giovedì, 12 febbraio 2026, 23:30", "2026-02-12T22:30:00"),
        ("quinta-feira, 12 de fevereiro de 2026, 23:30", "2026-02-12T22:30:00"),
        ("donderdag, 12 februari 2026, 23:30", "2026-02-12T22:30:00"),
        ("2026/2/12 23:30", "2026-02-12T22:30:00"),
    ],
)
def test_a_time_is_read_with_its_zone_or_the_courses(text: str, utc: str) -> None:
    assert moment(text, "time", BERLIN).replace(tzinfo=None) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    "text",
    [
        "soon", "", "02/03/2026 23:30", "2026-02-30 10:00", "2026-02-12 25:00", "2026-02-12 23:30 XYZ", "?",
        "2026-02-12 23:30 IST", "2026-02-12 23:30 Europe/Nowhere", "2026-02-12 23:30 ../../etc/passwd",
        "2026-02-12 13:30 PM", "12 Foo 2026, 23:30", "2026-02-12 23:30 +99:00", "9" * 500,
    ],
)  # fmt: skip
def test_what_is_no_time_for_certain_is_none(text: str) -> None:
    assert instant(text, BERLIN) is None
    assert normal(text) == text


def test_letters_are_those_of_the_course_where_its_clocks_show_them() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert moment("2026-02-12 23:30 CST", "time", shanghai).hour == 15
    assert moment("2026-02-12 23:30 CST", "time", CHICAGO).hour == 5


def test_a_day_alone_is_over_at_its_end_where_it_is_a_deadline() -> None:
    assert moment("2026-02-12", "deadline", BERLIN, ends=True).isoformat() == "2026-02-12T22:59:59+00:00"
    assert moment("2026-02-12", "time", BERLIN).isoformat() == "2026-02-11T23:00:00+00:00"


def test_a_zone_that_is_none_is_told() -> None:
    with pytest.raises(Trouble, match="'Berlin' is not a time zone"):
        zone_of("Berlin")


@given(st.text(max_size=120))
def test_no_text_is_too_odd(text: str) -> None:
    found = instant(text, BERLIN)
    assert found is None or found.tzinfo is not None
    assert isinstance(normal(text), str)


@pytest.mark.parametrize(
    ("received", "extension", "share", "days"),
    [
        ("2026-03-28T23:59+01:00", 0, "0", "0"),
        ("2026-03-29T23:59+02:00", 0, "1/10", "1"),  # 23 hours later: the clocks were put forward
        ("2026-03-30T00:00+02:00", 0, "2/10", "2"),
        ("2026-03-29T23:59+02:00", 1, "0", "0"),
        ("2026-03-30T00:00+02:00", 1, "1/10", "1"),
        ("2026-03-30 23:59", 1.5, "1/10", "1"),
    ],
)
def test_days_are_those_of_the_courses_calendar(received: str, extension: float, share: str, days: str) -> None:
    due = moment("2026-03-28 23:59", "deadline", BERLIN)
    found = lateness(policy("10%/day"), due, received, extension, False, BERLIN)
    assert (found.share, found.days) == (Fraction(share), days)


def test_a_day_of_25_hours_is_one_day() -> None:
    due = moment("2026-10-24 23:59", "deadline", BERLIN)
    found = lateness(policy("10%/day, 1 grace"), due, "2026-10-25T23:58+01:00", 0, False, BERLIN)
    assert (found.share, found.days) == (0, "1")
    assert lateness(policy("10%/day, 24h grace"), due, "2026-10-25T23:58+01:00", 0, False, BERLIN).share > 0


@pytest.mark.parametrize(
    ("received", "marked", "unknown"), [("", True, True), ("yesterday", False, True), ("", False, False)]
)
def test_late_by_an_unknown_time_is_unknown(received: str, marked: bool, unknown: bool) -> None:
    due = moment("2026-02-12 23:59", "deadline", BERLIN)
    found = lateness(policy("10%/day"), due, received, 0, marked, BERLIN)
    assert (found.by is None) is unknown


def test_what_a_person_said_comes_first() -> None:
    due = moment("2026-02-12 23:59", "deadline", BERLIN)
    found = lateness(policy("10%/day"), due, "2026-02-20T00:00Z", 1, True, BERLIN, span("3h"))
    assert (str(found.share), found.days) == ("1/10", "1")
    assert not lateness(policy("10%/day"), due, "", 0, True, BERLIN, span("0")).late


@pytest.mark.parametrize("text", ["3 weeks", "-1h", "", "h", "1e3", "nan"])
def test_a_length_that_is_none_is_told(text: str) -> None:
    with pytest.raises(Trouble, match="no length of time"):
        span(text)
