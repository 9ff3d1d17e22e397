"""The figures of an assignment, by the classical theory of tests.

Difficulty: the mean share of the points. Discrimination: the point-biserial correlation of a question's share with the
points of all other questions, the item-rest correlation (Crocker & Algina, Introduction to Classical and Modern Test
Theory, 1986, chapter 14); below 0.2 a question tells little, below 0 something is wrong with it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from grader.batch.gradebook import Standing
from grader.batch.insight.groups import spelled
from grader.model.verdicts import Outcome

LONGEST = 160
"""Characters of an answer that may be the same as another's; longer ones are essays."""

SHOWN_GROUPS = 8

BEST = 0.25
AGREED = 0.5
FEWEST = 4
"""An alarm needs so many of the best quarter, and so large a share of it, on one wrong answer."""

SIGMAS = 3.0
"""So many standard errors between the students with one number and all others are no chance."""

FEWEST_WITH = 12


class Shared(NamedTuple):
    """An answer that several gave. text : as one of them wrote it. best : how many of the best quarter."""

    text: str
    outcome: Outcome
    students: int
    best: int = 0


class Unfair(NamedTuple):
    """Numbers that made a question easier or harder. number : "kernel=5". mean, others : shares of the points."""

    number: str
    students: int
    mean: float
    others: float


class QuestionFigures(NamedTuple):
    """One question. students : those who are judged. difficulty, discrimination : see above, None where undefined.

    open : the share that waits for a person. mistakes : how many hold each misconception. alarm : the wrong answer on
    which the best quarter agrees. decided : by people.
    """

    label: str
    title: str
    points: float
    students: int
    outcomes: Mapping[Outcome, int]
    difficulty: float | None
    discrimination: float | None
    open: float
    mistakes: tuple[tuple[str, int], ...]
    groups: tuple[Shared, ...]
    alarm: Shared | None
    unfair: tuple[Unfair, ...]
    decided: int


class Insight(NamedTuple):
    """An assignment. totals : each student's points so far, of `possible`. waiting : students with something open."""

    assignment: str
    students: int
    absent: int
    waiting: int
    possible: float
    totals: tuple[float, ...]
    questions: tuple[QuestionFigures, ...]

    @property
    def alarms(self) -> tuple[QuestionFigures, ...]:
        """The questions whose key may be wrong."""
        return tuple(question for question in self.questions if question.alarm)


class _Item(NamedTuple):
    """One student's question. share : of its points, None where it waits."""

    share: float | None
    points: float
    outcome: Outcome
    judged: Outcome
    mistake: str | None
    read: str
    variant: str
    decided: bool


def insight(assignment: str, standings: Iterable[Standing]) -> Insight:
    """The figures of a gradebook."""
    rows: list[dict[str, _Item]] = []
    titles: dict[str, tuple[str, float]] = {}
    absent = waiting = 0
    for standing in standings:
        absent += standing.number is None
        if not standing.verdicts:
            continue
        waiting += standing.waiting
        titles.update((v.label, (v.title, float(v.max_points))) for v in standing.verdicts if v.label not in titles)
        rows.append(_items(standing))
    totals = [sum(item.points for item in row.values()) for row in rows]
    questions = tuple(_question(label, *named, rows, totals) for label, named in titles.items())
    possible = sum(points for _, points in titles.values())
    return Insight(assignment, len(rows), absent, waiting, possible, tuple(totals), questions)


def _items(standing: Standing) -> dict[str, _Item]:
    machine = {verdict.label: verdict for verdict in standing.machine}
    items = {}
    for verdict in standing.verdicts:
        points, most = float(verdict.points), float(verdict.max_points)
        judged = machine[verdict.label]
        short = judged.read is not None and len(judged.read) <= LONGEST
        items[verdict.label] = _Item(
            None if verdict.outcome.open or not most else points / most,
            points,
            verdict.outcome,
            judged.outcome,
            verdict.mistake,
            (judged.read or "") if short else "",
            standing.variants.get(verdict.label, ""),
            verdict.label in standing.decisions,
        )
    return items


def _question(
    label: str, title: str, points: float, rows: Sequence[Mapping[str, _Item]], totals: Sequence[float]
) -> QuestionFigures:
    pairs = [(row[label], total - row[label].points) for row, total in zip(rows, totals, strict=True) if label in row]
    judged = [(item.share, rest) for item, rest in pairs if item.share is not None]
    outcomes = Counter(item.outcome for item, _ in pairs)
    mistakes = Counter(item.mistake for item, _ in pairs if item.mistake)
    shared = _shared(pairs)
    wrong = [each for each in shared if each.outcome in (Outcome.INCORRECT, Outcome.PARTIAL)]
    best = max(math.ceil(len(pairs) * BEST), 1)
    suspicious = max(wrong, key=lambda each: each.best, default=None)
    if suspicious is not None and (suspicious.best < FEWEST or suspicious.best < AGREED * best):
        suspicious = None
    open_ = sum(count for outcome, count in outcomes.items() if outcome.open)
    return QuestionFigures(
        label, title, points, len(pairs), dict(outcomes),
        sum(share for share, _ in judged) / len(judged) if judged else None,
        correlation([share for share, _ in judged], [rest for _, rest in judged]),
        open_ / len(pairs) if pairs else 0.0,
        tuple(mistakes.most_common()), tuple(shared[:SHOWN_GROUPS]), suspicious,
        tuple(_unfair([(item.variant, item.share) for item, _ in pairs if item.share is not None])),
        sum(item.decided for item, _ in pairs),
    )  # fmt: skip


def _shared(pairs: Sequence[tuple[_Item, float]]) -> list[Shared]:
    """Answers that stand more than once, the commonest first; `best` by the points of all other questions."""
    ranked = sorted(pairs, key=lambda pair: -pair[1])
    best = set(map(id, (item for item, _ in ranked[: max(math.ceil(len(pairs) * BEST), 1)])))
    found: dict[tuple[str, str], list[_Item]] = {}
    for item, _ in pairs:
        if item.read:
            found.setdefault((spelled(item.read), item.variant), []).append(item)
    shared = [
        Shared(items[0].read, _usual(items), len(items), sum(id(item) in best for item in items))
        for items in found.values()
        if len(items) > 1
    ]
    return sorted(shared, key=lambda each: (-each.students, each.text))


def _usual(items: Sequence[_Item]) -> Outcome:
    """The commonest outcome; the same words are now and then in doubt for where they stand."""
    return Counter(item.judged for item in items).most_common(1)[0][0]


def correlation(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Pearson's correlation, None where one of the two does not vary or there are fewer than three pairs.

    >>> correlation([0, 0, 1, 1], [1, 2, 3, 4])
    0.894
    """
    count = len(ones)
    if count < 3:
        return None
    mean, mean_of_others = sum(ones) / count, sum(others) / count
    spread = sum((one - mean) ** 2 for one in ones)
    spread_of_others = sum((other - mean_of_others) ** 2 for other in others)
    if spread <= 1e-12 or spread_of_others <= 1e-12:
        return None
    both = sum((one - mean) * (other - mean_of_others) for one, other in zip(ones, others, strict=True))
    return round(both / math.sqrt(spread * spread_of_others), 3)


def _unfair(shares: Sequence[tuple[str, float]]) -> list[Unfair]:
    """Numbers whose students did better or worse than all others by more than chance."""
    by_number: dict[str, list[float]] = {}
    for variant, share in shares:
        for number in filter(None, variant.split(", ")):
            by_number.setdefault(number, []).append(share)
    every = [share for _, share in shares]
    found = []
    for number, mine in sorted(by_number.items()):
        rest_count = len(every) - len(mine)
        if len(mine) < FEWEST_WITH or rest_count < FEWEST_WITH:
            continue
        mean = sum(mine) / len(mine)
        others = (sum(every) - sum(mine)) / rest_count
        overall = sum(every) / len(every)
        variance = sum((share - overall) ** 2 for share in every) / (len(every) - 1)
        error = math.sqrt(variance * (1 / len(mine) + 1 / rest_count))
        if error > 1e-9 and abs(mean - others) > SIGMAS * error:
            found.append(Unfair(number, len(mine), mean, others))
    return found
