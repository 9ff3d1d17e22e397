"""python benchmarks/equivalence.py [--peers PYTHON]: the same cases through grader.maths, Math-Verify and SymPy.

The cases are those of tests/maths/cases. PYTHON is an interpreter that has math-verify[antlr4_13_2] (0.9 or later) and
sympy installed; without it only grader is measured. Every judge runs in a process of its own, one after the other in
the same run; a case that takes longer than 5 seconds is counted as a timeout (not equal).
"""

from __future__ import annotations

import argparse
import json
import select
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 5.0


def grader_judge() -> Callable[[str, str], bool]:
    sys.path.insert(0, str(ROOT))
    from grader.maths import equivalent

    return lambda answer, reference: equivalent(answer, reference).equal is True


def math_verify_judge() -> Callable[[str, str], bool]:
    from math_verify import ExprExtractionConfig, LatexExtractionConfig, parse, verify

    targets = [LatexExtractionConfig(), ExprExtractionConfig()]

    def judge(answer: str, reference: str) -> bool:
        read = [
            parse(text if "$" in text else f"${text}$", extraction_config=targets, parsing_timeout=None)
            for text in (reference, answer)
        ]
        return bool(read[0] and read[1] and verify(*read, timeout_seconds=None))

    return judge


def sympy_judge() -> Callable[[str, str], bool]:
    from sympy import simplify, sympify
    from sympy.parsing.latex import parse_latex

    def read(text: str) -> Any:
        text = text.strip("$ ")
        return parse_latex(text) if "\\" in text else sympify(text.replace("^", "**"))

    def judge(answer: str, reference: str) -> bool:
        one, other = read(answer), read(reference)
        return one == other or simplify(one - other) == 0

    return judge


JUDGES = {"grader": grader_judge, "math-verify": math_verify_judge, "sympy": sympy_judge}


def work(name: str) -> None:
    """Judge the cases on standard input, one a line; answer each with [verdict, milliseconds]."""
    judge = JUDGES[name]()
    judge("1", "1")
    print("ready", flush=True)
    for line in sys.stdin:
        begun = time.perf_counter()
        try:
            verdict = bool(judge(*json.loads(line)))
        except BaseException:  # noqa: BLE001 - a peer may raise anything
            verdict = False
        print(json.dumps([verdict, (time.perf_counter() - begun) * 1e3]), flush=True)


class Worker:
    """A judge in a process of its own, which is killed and begun anew when it takes too long."""

    def __init__(self, python: str, name: str) -> None:
        self.command = [python, __file__, "--worker", name]
        self.begin()

    def begin(self) -> None:
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        if self.line(60) != "ready":
            raise RuntimeError("it does not start")

    def line(self, seconds: float) -> str | None:
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        return self.process.stdout.readline().strip() if ready else None

    def judge(self, case: tuple[str, str]) -> tuple[bool, float]:
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        answer = self.line(LIMIT)
        if answer:
            verdict, spent = json.loads(answer)
            return verdict, spent
        self.process.kill()
        self.process.wait()
        self.begin()
        return False, LIMIT * 1e3


def cases() -> list[tuple[str, str, bool]]:
    found = []
    for file in sorted((ROOT / "tests" / "maths" / "cases").glob("*.toml")):
        for row in tomllib.loads(file.read_text("utf-8"))["case"]:
            found.append((row["answer"], row["reference"], row["equal"]))
    return found


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--peers", help="an interpreter with math-verify and sympy")
    options.add_argument("--worker", choices=JUDGES, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.worker:
        work(chosen.worker)
        return
    table = cases()
    truth = [equal for *_, equal in table]
    print(f"{len(table)} cases, {sum(truth)} of them equal\n")
    heads = ("judge", "agrees", "false accepts", "false rejects", "median ms", "95 % ms", "worst ms")
    print("{:12} {:>8} {:>14} {:>14} {:>10} {:>9} {:>9}".format(*heads))
    medians = {}
    for name in JUDGES:
        python = sys.executable if name == "grader" else chosen.peers
        if python is None:
            print(f"{name:12} not measured: give --peers PYTHON")
            continue
        try:
            worker = Worker(python, name)
        except RuntimeError as trouble:
            print(f"{name:12} failed: {trouble}")
            continue
        results = [worker.judge(case[:2]) for case in table]
        worker.process.kill()
        verdicts, times = [verdict for verdict, _ in results], sorted(spent for _, spent in results)
        agreed = sum(said == true for said, true in zip(verdicts, truth, strict=True)) / len(table)
        accepts = sum(said and not true for said, true in zip(verdicts, truth, strict=True))
        rejects = sum(true and not said for said, true in zip(verdicts, truth, strict=True))
        medians[name] = statistics.median(times)
        print(
            f"{name:12} {agreed:8.1%} {accepts:14} {rejects:14} {medians[name]:10.3f} "
            f"{times[int(len(times) * 0.95)]:9.2f} {times[-1]:9.1f}"
        )
    for name, median in medians.items():
        if name != "grader":
            print(f"\nmedian of {name} / median of grader: {median / medians['grader']:.0f}")


if __name__ == "__main__":
    main()
