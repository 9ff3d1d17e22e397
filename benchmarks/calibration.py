"""How far a confidence can be trusted: readings of the corpus by their confidence, and how many of them are right.

    python benchmarks/calibration.py [DOCUMENTS]

Every answer of the measured half of tests/corpus is judged by its surest reading, whatever its confidence; what only a
person should decide counts as wrong. Prints the table and writes docs/reliability.svg. The threshold of
grader.responses is the least confidence from which on fewer than 1 in 1000 are wrong.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import grader  # noqa: E402
from grader.alignment import align  # noqa: E402
from grader.reading import read  # noqa: E402
from grader.readings import readings as found_in  # noqa: E402
from grader.responses import THRESHOLD, Status, respond  # noqa: E402
from grader.scoring import judge  # noqa: E402
from tests.corpus.generator import mutant, write_up  # noqa: E402
from tests.corpus.mutations import MUTATIONS  # noqa: E402

BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0001)


class Judged(NamedTuple):
    """A reading's confidence, and whether the verdict that it leads to is the right one."""

    confidence: float
    right: bool


def judged(name: str, data: bytes, allowed: dict[str, set[str]]) -> list[Judged]:
    """The surest reading of every question that has one."""
    assignment = grader.load("hw4")
    document = read(name, data=data)
    segments = align(document, assignment.outline).segments
    found = []
    for question, slot in zip(assignment.questions, assignment.outline.slots, strict=True):
        if question.label not in allowed:
            continue
        mine = [segment for segment in segments if segment.label == question.label]
        readings = [
            (candidate.confidence * segment.confidence, candidate)
            for segment in mine
            if segment.text.strip()
            for candidate in found_in(slot.answer, segment)
        ]
        if not readings:
            continue
        response = respond(slot, mine)
        best = max(readings, key=lambda each: each[0])[1]
        verdict = judge(assignment, question, response._replace(status=Status.READ, answer=best.answer), {})
        if verdict.outcome.open:  # whatever was read: a person decides
            continue
        found.append(Judged(response.confidence or 0.0, verdict.outcome in allowed[question.label]))
    return found


def main(documents: int) -> None:
    """Print the table and write the picture."""
    all_judged: list[Judged] = []
    for seed in range(documents):
        written = write_up(seed, measured=True, suffix=(".md", ".ipynb", ".tex")[seed % 3])
        expected = {label: {said.outcome} for label, said in written.expected.items()}
        all_judged += judged(written.name, written.data, expected)
        mutation = list(MUTATIONS)[seed % len(MUTATIONS)]
        text, allowed = mutant(seed, mutation, measured=True)
        all_judged += judged("hw4.md", text.encode(), allowed)
    rows = []
    print(f"{len(all_judged)} readings of {2 * documents} documents")
    print("confidence    readings    right")
    for low, high in itertools.pairwise(BINS):
        here = Counter(each.right for each in all_judged if low <= each.confidence < high)
        if here.total():
            rows.append((low, min(high, 1.0), here[True] / here.total(), here.total()))
            print(f"{low:.2f} – {min(high, 1):.2f}  {here.total():8}  {here[True] / here.total():8.1%}")
    sure = [each for each in all_judged if each.confidence >= THRESHOLD]
    wrong = sum(not each.right for each in sure)
    print(f"from {THRESHOLD} on: {len(sure)} readings, {wrong} wrong ({wrong / max(len(sure), 1):.3%})")
    (ROOT / "docs" / "reliability.svg").write_text(picture(rows), encoding="utf-8")


def picture(rows: list[tuple[float, float, float, int]]) -> str:
    """The reliability curve: the share of right readings against their confidence; areas go with their number."""
    most = max(count for *_, count in rows)
    dots = "".join(
        f'<circle cx="{60 + 200 * (low + high):.1f}" cy="{440 - 400 * right:.1f}" '
        f'r="{3 + 12 * (count / most) ** 0.5:.1f}">'
        f"<title>{low:.2f}–{high:.2f}: {right:.1%} of {count}</title></circle>"
        for low, high, right, count in rows
    )
    ticks = "".join(
        f'<text x="{60 + 400 * n / 5}" y="460" text-anchor="middle">{n / 5:.1f}</text>'
        f'<text x="52" y="{445 - 400 * n / 5}" text-anchor="end">{n / 5:.1f}</text>'
        for n in range(6)
    )
    threshold = 60 + 400 * THRESHOLD
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500" font-family="sans-serif" font-size="13">'
        '<rect width="500" height="500" fill="#fff"/>'
        '<path d="M60 40V440H460" fill="none" stroke="#333"/>'
        '<path d="M60 440L460 40" stroke="#999" stroke-dasharray="4"/>'
        f'<path d="M{threshold} 40V440" stroke="#b00" stroke-dasharray="2"/>'
        f'<text x="{threshold - 6}" y="425" text-anchor="end" fill="#b00">threshold</text>{ticks}'
        f'<g fill="#2a6fb0" fill-opacity=".75">{dots}</g>'
        '<text x="260" y="485" text-anchor="middle">confidence of a reading</text>'
        '<text x="18" y="240" text-anchor="middle" transform="rotate(-90 18 240)">share that is right</text></svg>\n'
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
