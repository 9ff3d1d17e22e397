"""Answers that are the same, so that one decision serves all who gave them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from grader.batch.gradebook import Standing
from grader.model.verdicts import Outcome, Verdict

_SIGNS = str.maketrans({"×": "x", "·": "*", "−": "-", "–": "-", "’": "'", "“": '"', "”": '"'})


_NUMBER = re.compile(r"(?<![\d.])-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,30}(?!\d))(?:\.\d{1,30}(?!\d))?")
MOST = 1_000
"""Numbers of an answer that are compared."""


class Group(NamedTuple):
    """All who gave one answer to a question.

    text : as the first of them wrote it. outcomes : with how many of them each. members : student, submission.
    decided : for how many a person has. texts : in all the ways in which they wrote it.
    """

    text: str
    outcomes: Mapping[Outcome, int]
    members: tuple[tuple[str, int], ...]
    decided: int = 0
    texts: tuple[str, ...] = ()


def spelled(text: str) -> str:
    r"""The answer without what its spelling may vary in: spaces, small and capital letters, kinds of signs.

    >>> spelled("28 × 28 ×\n3 ") == spelled("28x28x3"), spelled("2 8") == spelled("28")
    (True, False)
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    line = " ".join(plain.split()).strip(" .;,")
    return re.sub(r"(?<=\W) | (?=\W)", "", re.sub(r"(?<=[\d\W])\s*x\s*(?=[\d\W])", "x", line))


def meant(verdict: Verdict) -> Hashable:
    """What an answer says, however it is written: "608", "608 parameters" and "5·5·3·8 + 8 = 608" are one answer.

    Of an answer that was judged it is the numbers in it, together with the verdict; where it is right, or a known
    mistake, only those behind the last sign of equality, since the verdict is on them. An answer that was not judged,
    or has no numbers, is its text.
    """
    text = verdict.read or ""
    judged = (verdict.outcome, verdict.points, verdict.mistake, verdict.convention)
    named = verdict.outcome == Outcome.CORRECT or verdict.mistake is not None
    numbers = _numbers(re.split(r"[=≈→]", text)[-1]) if named else ()
    numbers = numbers or _numbers(text)
    if verdict.outcome.open or not numbers:
        return spelled(text)
    return numbers, judged


def _numbers(text: str) -> tuple[Fraction, ...]:
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return tuple(Fraction(found.replace(",", "")) for found in _NUMBER.findall(plain)[:MOST])


def groups(standings: Iterable[Standing], label: str) -> list[Group]:
    """The groups of answers to one question, the largest first; who answered nothing is in none."""
    found: dict[tuple[Hashable, str], list[tuple[str, int, Verdict, bool]]] = {}
    for standing in standings:
        for machine in standing.machine:
            if machine.label == label and machine.read and standing.number is not None:
                # the same words are another answer where the numbers asked about are others
                key = (meant(machine), standing.variants.get(label, ""))
                decided = label in standing.decisions
                found.setdefault(key, []).append((standing.student.id, standing.number, machine, decided))
    made = [
        Group(
            members[0][2].read or "",
            Counter(verdict.outcome for _, _, verdict, _ in members),
            tuple((student, number) for student, number, _, _ in members),
            sum(decided for *_, decided in members),
            tuple(dict.fromkeys(verdict.read or "" for _, _, verdict, _ in members)),
        )
        for members in found.values()
    ]
    return sorted(made, key=lambda group: (-len(group.members), group.text))
