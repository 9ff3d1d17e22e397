"""How the time of a check grows with the length of what was handed in, and what a sheet costs beside a write-up.

    python benchmarks/reading.py

Prints ratios within one run: the time per character of a write-up of 1, 10 and 100 times the length, and that of an
answer sheet with the same answers. Linear time is a ratio near 1.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import grader  # noqa: E402
from tests.corpus.generator import write_up  # noqa: E402

ROUNDS = 7


def seconds(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the ratios."""
    assignment = grader.load("hw4")
    document = write_up(3, measured=False).data
    base = None
    for times in (1, 10, 100):
        data = document * times
        taken = seconds(lambda data=data: grader.check(assignment, "hw4.md", data=data), 3 if times > 10 else ROUNDS)
        each = taken / len(data)
        base = base or each
        print(f"{times:4}× the length ({len(data)} bytes): {each / base:5.2f} times the time per character")
    whole = seconds(lambda: grader.check(assignment, "hw4.md", data=(ROOT / "examples" / "hw4.md").read_bytes()))
    sheet = seconds(lambda: grader.check(assignment, "hw4.toml", data=(ROOT / "examples" / "hw4.toml").read_bytes()))
    print(f"an answer sheet takes {sheet / whole:.2f} of the time of a write-up with the same answers")


if __name__ == "__main__":
    main()
