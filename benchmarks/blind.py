"""Answers by authors who had not seen the rules: how many are judged, and how many of those wrongly.

    python benchmarks/blind.py FILE.jsonl … [--label 3.B.i] [--show wrong,held]

Each line of a file is one answer: assignment, label, writer, text and the verdict that it deserves. It is handed in as
a Markdown file under its label, through the real readers; with --labelled among the labels of all other questions, so
that what is measured is reading and not how a lone label is understood.
"""

from __future__ import annotations

import argparse
import collections
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import grader
from grader.authoring import Assignment
from grader.reading.markdown import read
from grader.scoring import grade

CURVE = (0.0, 0.6, 0.8, 0.9, 0.95, 0.98)
"""Confidences from which on the verdicts are counted: what a stricter threshold would cost and save."""

FIRM = {"correct", "partial", "incorrect"}


class Judged(NamedTuple):
    """One answer with what it deserves and what it got."""

    row: dict[str, Any]
    got: str
    confidence: float | None
    read: str
    feedback: str

    @property
    def kind(self) -> str:
        """Right, held, refused (right but not credited), credited (beyond what it deserves) or other (both wrong)."""
        wanted = self.row["verdict"]
        if self.got not in FIRM:
            return "right" if wanted == "person" else "held"
        if self.got == wanted or {self.got, wanted} == {"partial", "incorrect"}:
            return "right"  # how much a mistake earns is for each course to say
        order = {"incorrect": 0, "person": 0.5, "partial": 1, "correct": 2}
        return "credited" if order[self.got] > order[wanted] else "refused"


def judged(paths: list[str], label: str | None = None, *, labelled: bool = False) -> Iterator[Judged]:
    """Every answer of the files with the verdict that it gets."""
    assignments: dict[str, Assignment] = {}
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if label and row["label"] != label:
                continue
            name = row["assignment"]
            assignment = assignments.setdefault(name, grader.load(name))
            labels = [question.label for question in assignment.questions] if labelled else [row["label"]]
            text = "".join(f"## {each}\n\n{row['text'] if each == row['label'] else ''}\n\n" for each in labels)
            document = read("answer.md", text.encode())
            verdict = grade(assignment, document)[row["label"]]
            yield Judged(row, str(verdict.outcome), verdict.confidence, verdict.read or "", verdict.feedback)


def main() -> None:
    """Print the figures, by label and in all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--label")
    parser.add_argument("--labelled", action="store_true", help="under the labels of all questions")
    parser.add_argument("--show", default="", help="wrong, held: print those answers")
    parser.add_argument("--width", type=int, default=400)
    parser.add_argument("--json", help="write every outcome to this file")
    wish = parser.parse_args()
    started = time.process_time()
    all_judged = list(judged(wish.files, wish.label, labelled=wish.labelled))
    seconds = time.process_time() - started
    show = set(wish.show.split(","))
    for each in all_judged:
        kind = "wrong" if each.kind in ("refused", "credited") else each.kind
        if kind in show:
            row = each.row
            wanted = f"{row['verdict']} ({row.get('meant', '')})"
            print(f"--- {each.kind} {row['assignment']} {row['label']} {row['writer']} wants {wanted}")
            print(f"    got {each.got}, read {each.read[:80]!r}: {each.feedback[:150]!r}")
            print("\n".join("    | " + line for line in row["text"][: wish.width].split("\n")))
    rows: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for each in all_judged:
        for key in (f"{each.row['assignment']} {each.row['label']}", "all"):
            rows[key]["person" if each.row["verdict"] == "person" else "decidable"] += 1
            if each.kind == "right" and each.row["verdict"] == "person":
                rows[key]["left to a person"] += 1
            else:
                rows[key][each.kind] += 1
            rows[key]["firm"] += each.got in FIRM
    print(f"{'':12} decidable  right  held refused credited | person  left   firm  wrong")
    for key in sorted(rows, key=lambda key: (key == "all", key)):
        row = rows[key]
        wrong = row["refused"] + row["credited"]
        print(f"{key:12} {row['decidable']:9} {row['right'] / max(row['decidable'], 1):6.0%} {row['held']:5} "
              f"{row['refused']:7} {row['credited']:8} | {row['person']:6} {row['left to a person']:5} "
              f"{row['firm']:6} {wrong / max(row['firm'], 1):6.1%}")  # fmt: skip
    print(f"{1000 * seconds / max(len(all_judged), 1):.1f} ms of processor time an answer")
    print("from a confidence of   firm  wrong  right of the decidable")
    decidable = max(rows["all"]["decidable"], 1)
    for least in CURVE:
        firm = [each for each in all_judged if each.got in FIRM and (each.confidence or 0) >= least]
        wrong = sum(each.kind in ("refused", "credited") for each in firm)
        right = sum(each.kind == "right" for each in firm)
        print(f"{least:18.2f} {len(firm):8} {wrong:6} {right / decidable:9.0%}")
    if wish.json:
        data = {f"{each.row['assignment']}|{each.row['label']}|{each.row['text']}": each.got for each in all_judged}
        Path(wish.json).write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
