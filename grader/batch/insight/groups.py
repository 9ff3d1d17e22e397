"""Identical answers, so that one decision serves all who gave them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from grader.batch.gradebook import Standing
from grader.model.verdicts import Outcome, Verdict

_SIGNS = str.maketrans({"×": "x", "·": "*", "−": "-", "–": "-", "’": "'", "“": '"', "”": '"'})


class Group(NamedTuple):
    """All who gave one answer to a question.

    text : as the first of them wrote it. outcomes : with how many of them each. members : student, submission.
    decided : for how many a person has.
    """

    text: str
    outcomes: Mapping[Outcome, int]
    members: tuple[tuple[str, int], ...]
    decided: int = 0


def spelled(text: str) -> str:
    r"""The answer without what its spelling may vary in: spaces, small and capital letters, kinds of signs.

    >>> spelled("28 × 28 ×\n3 ") == spelled("28x28x3"), spelled("2 8") == spelled("28")
    (True, False)
    """
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    line = " ".join(plain.split()).strip(" .;,")
    return re.sub(r"(?<=\W) | (?=\W)", "", re.sub(r"(?<=[\d\W])\s*x\s*(?=[\d\W])", "x", line))


def groups(standings: Iterable[Standing], label: str) -> list[Group]:
    """The groups of answers to one question, the largest first; who answered nothing is in none."""
    found: dict[tuple[str, str], list[tuple[str, int, Verdict, bool]]] = {}
    for standing in standings:
        for machine in standing.machine:
            if machine.label == label and machine.read and standing.number is not None:
                # the same words are another answer where the numbers asked about are others
                key = (spelled(machine.read), standing.variants.get(label, ""))
                decided = label in standing.decisions
                found.setdefault(key, []).append((standing.student.id, standing.number, machine, decided))
    made = [
        Group(
            members[0][2].read or "",
            Counter(verdict.outcome for _, _, verdict, _ in members),
            tuple((student, number) for student, number, _, _ in members),
            sum(decided for *_, decided in members),
        )
        for members in found.values()
    ]
    return sorted(made, key=lambda group: (-len(group.members), group.text))
