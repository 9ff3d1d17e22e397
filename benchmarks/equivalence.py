"""python benchmarks/equivalence.py [--peers PYTHON] [--kinds]: grader.maths, Math-Verify and SymPy on the same cases.

The cases are those of tests/maths/cases. PYTHON is an interpreter that has math-verify[antlr4_13_2] (0.9 or later) and
sympy installed; without it only grader is measured. Every judge runs in a process of its own, one after the other in
the same run. Each case is judged twice in a row: the first call is what grading costs, the second what is left when
everything that a judge keeps is kept. A case that takes longer than 5 seconds is a timeout (unread).

agrees : right verdicts of all cases; a wrong answer that is unread is a right verdict, a right one is not.
false accepts : wrong answers that are called right. wrong noes : right answers that are called wrong. unread : right
answers that could not be read or decided. --kinds prints first-call medians for each kind of case.
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
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 5.0

Verdict = bool | None
"""Equal, not equal, or unread."""


class Case(NamedTuple):
    """One row of the tables. symbols : what is declared, which only grader understands."""

    kind: str
    answer: str
    reference: str
    equal: bool
    symbols: dict[str, str]


class Result(NamedTuple):
    """What a judge says of a case, and the milliseconds of its first and second call."""

    verdict: Verdict
    first: float
    again: float


Judge = Callable[[str, str, dict[str, str]], Verdict]


def grader_judge() -> Judge:
    sys.path.insert(0, str(ROOT))
    from grader.maths import Symbol, equivalent

    def judge(answer: str, reference: str, symbols: dict[str, str]) -> Verdict:
        listed = [(name, *said.split()) for name, said in symbols.items()]
        declared = [Symbol(name, (), domain, tuple(shape)) for name, domain, *shape in listed] or None
        match = equivalent(answer, reference, symbols=declared)
        return None if match.code == "unreadable" else match.equal

    return judge


def math_verify_judge() -> Judge:
    from math_verify import ExprExtractionConfig, LatexExtractionConfig, parse, verify

    targets = [LatexExtractionConfig(), ExprExtractionConfig()]

    def judge(answer: str, reference: str, symbols: dict[str, str]) -> Verdict:
        read = [
            parse(text if "$" in text else f"${text}$", extraction_config=targets, parsing_timeout=None)
            for text in (reference, answer)
        ]
        return bool(verify(*read, timeout_seconds=None)) if read[0] and read[1] else None

    return judge


def sympy_judge() -> Judge:
    from sympy import simplify, sympify
    from sympy.parsing.latex import parse_latex

    def read(text: str) -> Any:
        text = text.strip("$ ")
        return parse_latex(text) if "\\" in text else sympify(text.replace("^", "**"))

    def judge(answer: str, reference: str, symbols: dict[str, str]) -> Verdict:
        one, other = read(answer), read(reference)
        return bool(one == other or simplify(one - other) == 0)

    return judge


JUDGES = {"grader": grader_judge, "math-verify": math_verify_judge, "sympy": sympy_judge}


def work(name: str) -> None:
    """Judge the cases on standard input, one a line; answer each with the verdict and both times."""
    judge = JUDGES[name]()
    judge("1", "1", {})
    print("ready", flush=True)
    for line in sys.stdin:
        case = json.loads(line)
        spent = []
        verdict: Verdict = None
        for _ in range(2):
            begun = time.perf_counter()
            try:
                verdict = judge(*case)
            except BaseException:  # noqa: BLE001 - a peer may raise anything
                verdict = None
            spent.append((time.perf_counter() - begun) * 1e3)
        print(json.dumps([verdict, *spent]), flush=True)


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

    def judge(self, case: Case) -> Result:
        self.process.stdin.write(json.dumps([case.answer, case.reference, case.symbols]) + "\n")
        self.process.stdin.flush()
        answer = self.line(2 * LIMIT)
        if answer:
            return Result(*json.loads(answer))
        self.process.kill()
        self.process.wait()
        self.begin()
        return Result(None, LIMIT * 1e3, LIMIT * 1e3)


def cases() -> list[Case]:
    found = []
    for file in sorted((ROOT / "tests" / "maths" / "cases").glob("*.toml")):
        for row in tomllib.loads(file.read_text("utf-8"))["case"]:
            kind = row.get("class", file.stem)
            found.append(Case(kind, row["answer"], row["reference"], row["equal"], row.get("symbols", {})))
    return found


def row(name: str, table: list[Case], results: list[Result]) -> str:
    """One line of figures."""
    pairs = list(zip(table, results, strict=True))
    accepts = sum(result.verdict is True and not case.equal for case, result in pairs)
    noes = sum(result.verdict is False and case.equal for case, result in pairs)
    unread = sum(result.verdict is None and case.equal for case, result in pairs)
    agreed = 1 - (accepts + noes + unread) / len(table)
    first, again = sorted(result.first for result in results), [result.again for result in results]
    return (
        f"{name:12} {agreed:8.1%} {accepts:14} {noes:11} {unread:7} {statistics.median(first):10.3f} "
        f"{first[int(len(first) * 0.95)]:9.2f} {first[-1]:9.1f} {statistics.median(again):10.3f}"
    )


def by_kind(table: list[Case], results: dict[str, list[Result]]) -> None:
    """First-call medians of each kind, and how often the peers' are of ours."""
    print(f"\n{'kind':42}" + "".join(f"{name:>14}" for name in results) + "  peers / grader")
    for kind in dict.fromkeys(case.kind for case in table):
        medians = [
            statistics.median(r.first for case, r in zip(table, each, strict=True) if case.kind == kind)
            for each in results.values()
        ]
        ratios = ", ".join(f"{median / medians[0]:.0f}" for median in medians[1:])
        print(f"{kind:42}" + "".join(f"{median:14.3f}" for median in medians) + f"  {ratios}")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--peers", help="an interpreter with math-verify and sympy")
    options.add_argument("--kinds", action="store_true", help="first-call medians for each kind of case")
    options.add_argument("--worker", choices=JUDGES, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.worker:
        work(chosen.worker)
        return
    table = cases()
    print(f"{len(table)} cases, {sum(case.equal for case in table)} of them equal\n")
    heads = ("judge", "agrees", "false accepts", "wrong noes", "unread", "median ms", "95 % ms", "worst ms", "again ms")
    print("{:12} {:>8} {:>14} {:>11} {:>7} {:>10} {:>9} {:>9} {:>10}".format(*heads))
    measured: dict[str, list[Result]] = {}
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
        measured[name] = [worker.judge(case) for case in table]
        worker.process.kill()
        print(row(name, table, measured[name]), flush=True)
    if chosen.kinds:
        by_kind(table, measured)


if __name__ == "__main__":
    main()
