"""How long a student waits for `grader check`: whole processes, interleaved in one run.

    python benchmarks/startup.py [--rounds 30] [--peers] [--write]

Against importing what the command and its report are made of (at most 2.0 times), and with --peers against
`nbgrader validate` of one notebook (at least 15 times faster), which is installed into an environment of its own under
the user's cache folder. --write puts the figures under "Start-up" in benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
HEADING = "## Start-up"

BASE = "import click, rich.console, rich.table"
CHECK = "grader check hw4 examples/hw4.md"
PEER = "nbgrader validate peer.ipynb"
AT_MOST, AT_LEAST = 2.0, 15.0


@dataclass(frozen=True)
class Timing:
    """The times of one command in seconds."""

    name: str
    seconds: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.seconds)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Command:
    """What is measured: a process and the folder that it runs in."""

    name: str
    arguments: tuple[str, ...]
    folder: Path = ROOT


def commands() -> list[Command]:
    """Our command, the one it is measured against, and an interpreter that does nothing."""
    return [
        Command(CHECK, (str(Path(sys.executable).with_name("grader")), "check", "hw4", "examples/hw4.md")),
        Command(f'python -c "{BASE}"', (sys.executable, "-c", BASE)),
        Command('python -c "pass"', (sys.executable, "-c", "pass")),
    ]


def measured(commands: list[Command], rounds: int) -> list[Timing]:
    """The times of all commands, taken in turns so that a busy moment falls on each of them alike."""
    seconds: dict[str, list[float]] = {command.name: [] for command in commands}
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(rounds + 1):
        for command in commands:
            name = command.name
            start = time.perf_counter()
            done = subprocess.run(
                command.arguments, cwd=command.folder, capture_output=True, check=False, env=environment
            )
            elapsed = time.perf_counter() - start
            if done.returncode not in (0, 4):
                raise SystemExit(f"{name} left with {done.returncode}: {done.stderr.decode()}")
            if turn:  # the first turn fills the caches
                seconds[name].append(elapsed)
    return [Timing(name, tuple(times)) for name, times in seconds.items()]


def peer(folder: Path) -> Command:
    """`nbgrader validate` of a small notebook in the folder, nbgrader being installed where it is not yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grader-benchmarks" / "nbgrader"
    command = cache / "bin" / "nbgrader"
    if not command.exists():
        venv.create(cache, with_pip=True, clear=True)
        subprocess.run([cache / "bin" / "pip", "install", "--quiet", "nbgrader", "ipykernel"], check=True)
    (folder / "peer.ipynb").write_text(json.dumps(_notebook()), encoding="utf-8")
    return Command(PEER, (str(command), "validate", "peer.ipynb"), folder)


def _notebook() -> dict[str, object]:
    def cell(name: str, source: str, **flags: object) -> dict[str, object]:
        mark = {"schema_version": 3, "grade_id": name, "task": False, "cell_type": "code"} | flags
        return {
            "cell_type": "code",
            "id": name,
            "metadata": {"nbgrader": mark},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }

    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            cell("answer", "parameters = 608", solution=True, grade=False, locked=False),
            cell("tests", "assert parameters == 608", solution=False, grade=True, locked=True, points=1),
        ],
    }


def table(timings: list[Timing]) -> str:
    """The figures as a Markdown table, each beside how it compares with our command."""
    ours = timings[0]
    rows = ["| command | min ms | median ms | ÷ grader, min | ÷ grader, median |", "| --- | --- | --- | --- | --- |"]
    for each in timings:
        ratios = f"{each.least / ours.least:.2f} | {each.median / ours.median:.2f}"
        rows.append(f"| `{each.name}` | {each.least * 1000:.0f} | {each.median * 1000:.0f} | {ratios} |")
    return "\n".join(rows)


def bounds(timings: list[Timing]) -> tuple[list[str], bool]:
    """What was promised, as sentences with what came out, and whether all of it is kept. The least times count."""
    ours, imports, *others = timings
    slower = ours.least / imports.least
    said = [f"grader check takes {slower:.2f} times the time of those imports (at most {AT_MOST})."]
    kept = slower <= AT_MOST
    for peer in (other for other in others if other.name == PEER):
        faster = peer.least / ours.least
        said.append(f"It is {faster:.0f} times as fast as nbgrader validate (at least {AT_LEAST:.0f}).")
        kept &= faster >= AT_LEAST
    return said, kept


def written(text: str, section: str, heading: str = HEADING) -> str:
    """The results page with our section in place of the old one; the others stay as they are."""
    pattern = re.compile(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    if pattern.search(text):
        return pattern.sub(lambda _: section + "\n", text, count=1).rstrip() + "\n"
    return (text.rstrip() + "\n\n" + section).lstrip()


def section(timings: list[Timing], rounds: int) -> str:
    """Our section of the results page."""
    day = datetime.datetime.now(tz=datetime.UTC).date()
    place = f"{os.cpu_count()} cores, Python {platform.python_version().rpartition('.')[0]}"
    return (
        f"{HEADING}\n\n"
        f"`python benchmarks/startup.py --rounds {rounds}{' --peers' * (len(timings) > 3)}`, {day}, {place}: "
        "whole processes, interleaved in one run.\n\n"
        f"{table(timings)}\n\n"
        f"{' '.join(bounds(timings)[0])} nbgrader runs the notebook, grader only reads it.\n"
    )


def main() -> int:
    """Measure, print, and leave with 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=30, help="how often each command is run")
    parser.add_argument(
        "--peers", action="store_true", help="measure nbgrader, too; it is installed where it is not yet"
    )
    parser.add_argument("--write", action="store_true", help="write the figures into benchmarks/RESULTS.md")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        timings = measured(commands() + [peer(Path(folder))] * wanted.peers, wanted.rounds)
    print(table(timings))
    if wanted.write:
        before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
        RESULTS.write_text(written(before, section(timings, wanted.rounds)), encoding="utf-8")
    said, kept = bounds(timings)
    print("\n".join(said))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
