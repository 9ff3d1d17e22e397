"""Figures of a course that was made so that they are known."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from grader.batch.gradebook import Decision, Standing, Student
from grader.batch.insight import groups, insight, spelled
from grader.batch.insight.figures import correlation
from grader.batch.insight.page import render
from grader.model.verdicts import Outcome, Verdict
from tests.tools import needed


def verdict(label: str, share: float | None, read: str | None = None, mistake: str | None = None) -> Verdict:
    outcome = (
        Outcome.NEEDS_PERSON
        if share is None
        else Outcome.CORRECT
        if share == 1
        else Outcome.PARTIAL
        if share
        else Outcome.INCORRECT
    )
    return Verdict(
        label, f"Title {label}", outcome, Fraction(2) * Fraction(share or 0), Fraction(2), read or str(share), mistake
    )


def standing(number: int, *verdicts: Verdict, variants: dict[str, str] | None = None) -> Standing:
    student = Student(f"s{number:03}", "", "", "", 0.0, True, {})
    return Standing(student, number, status="graded", machine=verdicts, verdicts=verdicts, variants=variants or {})


def course(count: int = 40) -> list[Standing]:
    """`a` parts the strong from the weak, `b` is right for the weak only: its key is wrong."""
    made = []
    for n in range(count):
        strong = n < count // 2
        made.append(
            standing(
                n,
                verdict("a", float(strong), mistake=None if strong else "belief"),
                verdict("a2", float(strong or n % 5 == 0)),
                verdict("b", float(not strong), "42" if strong else "41"),
                verdict("c", None, f"an essay of {n}"),
            )
        )
    return made


def test_difficulty_discrimination_and_misconceptions() -> None:
    found = {question.label: question for question in insight("x", course()).questions}
    assert found["a"].difficulty == 0.5
    assert found["b"].difficulty == 0.5
    assert found["a"].mistakes == (("belief", 20),)
    assert found["c"].difficulty is None
    assert found["c"].open == 1
    assert found["a2"].discrimination is None, "a and b add up to the same for all"
    assert found["b"].discrimination is not None
    assert found["b"].discrimination < -0.9


def test_the_key_is_doubted_where_the_best_agree_on_a_wrong_answer() -> None:
    found = insight("x", course())
    (alarm,) = found.alarms
    assert alarm.label == "b"
    assert alarm.alarm is not None
    assert (alarm.alarm.text, alarm.alarm.students, alarm.alarm.best) == ("42", 20, 10)


def test_a_common_mistake_of_the_weak_raises_no_alarm() -> None:
    rows = [
        standing(n, verdict("a", float(n < 30), "7" if n >= 30 else "8"), verdict("b", float(n < 30)))
        for n in range(40)
    ]
    assert insight("x", rows).alarms == ()


def test_a_few_students_raise_no_alarm() -> None:
    assert insight("x", course(6)).alarms == ()


def test_numbers_that_make_a_question_harder_are_named() -> None:
    rows = [
        standing(
            n, verdict("a", float(n % 2 == 0 or n % 10 == 1)), variants={"a": f"kernel={3 + n % 2 * 2}, size={n % 3}"}
        )
        for n in range(120)
    ]
    found = insight("x", rows).questions[0].unfair
    assert {each.number for each in found} == {"kernel=3", "kernel=5"}
    assert next(each for each in found if each.number == "kernel=5").mean == pytest.approx(0.2)


def test_fair_numbers_are_not() -> None:
    rows = [standing(n, verdict("a", float(n % 3 == 0)), variants={"a": f"kernel={n % 2}"}) for n in range(120)]
    assert insight("x", rows).questions[0].unfair == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("28 × 28 × 3", "28x28x3", True),
        ("28 x 28\nx 3.", "28×28×3", True),
        ("(28, 28, 3)", "( 28,28,3 )", True),
        ("2 8", "28", False),
        ("28x28x3", "28x28x8", False),
        ("Three layers", "three  layers", True),
        ("x max", "xmax", False),
        ("1 - 2", "1−2", True),
        ("a b", "ab", False),
    ],
)
def test_answers_are_the_same_however_they_are_spaced(one: str, other: str, same: bool) -> None:
    assert (spelled(one) == spelled(other)) is same


def test_groups_hold_who_gave_the_answer_and_part_numbers_of_ones_own() -> None:
    rows = [standing(n, verdict("a", 0.0, "28 x 28" if n % 2 else "28×28")) for n in range(6)]
    rows += [standing(9, verdict("a", 1.0, "28x28"), variants={"a": "kernel=5"})]
    large, small = groups(rows, "a")
    assert (len(large.members), len(small.members)) == (6, 1)
    assert large.outcomes == {Outcome.INCORRECT: 6}


def test_decisions_of_people_are_counted() -> None:
    one = standing(1, verdict("a", 0.0, "7"))
    decided = one._replace(decisions={"a": Decision("a", Fraction(2), "t", "", "")})
    (group,) = groups([decided, standing(2, verdict("a", 0.0, "7"))], "a")
    assert group.decided == 1


def test_correlation_of_what_does_not_vary_is_none() -> None:
    assert correlation([1, 1, 1], [1, 2, 3]) is None
    assert correlation([1, 2], [1, 2]) is None
    assert correlation([1, 2, 3], [2, 4, 6]) == 1


def test_the_page_is_the_same_each_time_and_holds_no_markup_of_a_student() -> None:
    rows = course()
    evil = "<script>alert(1)</script>$\\frac"
    rows = [
        row._replace(
            machine=tuple(replace(v, read=evil) for v in row.machine),
            verdicts=tuple(replace(v, title=evil) for v in row.verdicts),
        )
        for row in rows
    ]
    page = render(insight("x", rows))
    assert "<script" not in page
    assert page == render(insight("x", rows))
    assert len(re.findall("<svg ", page)) == 3
    assert page.count('role="img"') == 3
    assert "://" not in re.sub(r'xmlns(:xlink)?="[^"]*"', "", page)


def test_a_browser_shows_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(render(insight("x", course())), encoding="utf-8")
    made = tmp_path / "p.png"
    wishes = (f"--user-data-dir={tmp_path}/profile", f"--screenshot={made}")
    subprocess.run(
        [needed("chromium"), "--headless", "--no-sandbox", *wishes, page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert made.stat().st_size > 5_000
