"""How fast a whole course is graded, how memory and time grow with it, and where the time goes.

    python benchmarks/batch.py [--sizes 200 2000 20000] [--workers 2] [--peers] [--write]

Generated submissions of hw4: write-ups in Markdown, notebooks and LaTeX, right, wrong and noisy. --peers runs
`nbgrader autograde` on 10 notebooks beside it, nbgrader being installed into an environment of its own where it is not
yet. Trust the ratios: they are of one run on one machine.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import threading
import time
import venv
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import grader  # noqa: E402
from tests.batch.course import canvas, students  # noqa: E402
from tests.corpus.generator import mutant, write_up  # noqa: E402
from tests.corpus.mutations import MUTATIONS  # noqa: E402

NOTEBOOKS = 10
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
HEADING = "## A whole course"


class Run(NamedTuple):
    """One `grader batch`.

    seconds : from start to end, of the wall. cpu : of all its processes' own time, whatever else the machine does.
    memory : the most of all its processes, in MiB.
    """

    size: int
    seconds: float
    cpu: float
    memory: float


def submissions(count: int) -> dict[str, bytes]:
    """Files as Canvas names them; a third is noisy."""
    names = [name for name in MUTATIONS if name != "table_cut"]  # it needs a table, which not every one has
    files = {}
    for name, data in canvas(students(min(count, 600))).items():
        files[name] = data
    base = list(files.values())
    rng = random.Random(5)  # noqa: S311 - not for secrets
    for n in range(len(files), count):
        suffix = (".md", ".ipynb", ".md", ".tex")[n % 4]
        data = base[n % len(base) // 4 * 4 + n % 4] if n % 3 else b""
        if not data:
            suffix = ".md"
            data = mutant(n % 900, rng.choice(names), measured=False)[0].encode()
        files[f"student{n}_{500_000 + n}_{9_000_000 + n}_hw4{suffix}"] = data + b"\n" * (n % 7)
    return files


def batch(folder: Path, count: int, workers: int) -> Run:
    """Grade a course of that size with `grader batch`."""
    source = folder / f"{count}.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name, data in submissions(count).items():
            archive.writestr(name, data)
    command = ["batch", "hw4", str(source), "-o", str(folder / f"{count}.gradebook"), "--workers", str(workers)]
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "grader", *command], stdout=subprocess.DEVNULL, cwd=ROOT)
    peak = [0.0]
    spent: dict[int, float] = {}
    watcher = threading.Thread(target=_watch, args=(process, peak, spent))
    watcher.start()
    process.wait()
    seconds = time.perf_counter() - start
    watcher.join()
    if process.returncode not in (0, 4):
        raise SystemExit(f"grader batch left with {process.returncode}")
    return Run(count, seconds, sum(spent.values()), peak[0])


def _watch(process: subprocess.Popen[bytes], peak: list[float], spent: dict[int, float]) -> None:
    while process.poll() is None:
        family = _family(process.pid)
        peak[0] = max(peak[0], sum(map(_proportional, family)))
        spent.update((pid, cpu) for pid in family if (cpu := _cpu(pid)))
        time.sleep(0.1)


def _cpu(pid: int) -> float:
    """Seconds of the processor that a process has had, itself."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in map(int, children) for each in _family(child))]


def _proportional(pid: int) -> float:
    """The process's memory in MiB, what it shares counted in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def stages(folder: Path, count: int) -> dict[str, float]:
    """Seconds of each stage of a run in one process."""
    from grader.batch.crews import Here
    from grader.batch.discover import discover
    from grader.batch.gradebook import Gradebook
    from grader.batch.running import run

    source = folder / "stages.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name, data in submissions(count).items():
            archive.writestr(name, data)
    clock = time.process_time
    start = clock()
    found = discover(str(source), "hw4")
    taken = {"finding": clock() - start}
    book = Gradebook(str(folder / "stages.gradebook"), "hw4")
    saving = [0.0]
    save = book.save

    def timed(*arguments: object, **more: object) -> int:
        begun = clock()
        try:
            return save(*arguments, **more)  # type: ignore[arg-type]
        finally:
            saving[0] += clock() - begun

    book.save = timed  # type: ignore[method-assign]
    begun = [clock(), 0.0]

    def told(stage: str, done: int, of: int) -> None:
        if stage == "grading" and not begun[1]:
            begun[1] = clock()

    tally = run(book, grader.load("hw4"), found, Here(), told)
    whole = clock() - begun[1]
    book.close()
    taken["entering"] = begun[1] - begun[0]
    taken["reading files"] = tally.seconds["read"]
    taken["judging"] = tally.seconds["judge"]
    taken["saving"] = saving[0]
    taken["the rest"] = max(whole - tally.seconds["read"] - tally.seconds["judge"] - saving[0], 0.0)
    return taken


def a_core(count: int) -> dict[str, float]:
    """Submissions a second of one core's own time, by kind, without the gradebook."""
    hw4 = grader.load("hw4")
    sheet = (ROOT / "examples" / "hw4.toml").read_bytes()
    documents: dict[str, list[tuple[str, bytes]]] = {
        "write-ups of 11 answers": [
            (work.name, work.data) for n in range(count) if (work := write_up(n, measured=False, suffix=".md"))
        ],
        "notebooks, free-form": [
            (work.name, work.data) for n in range(count) if (work := write_up(n, measured=False, suffix=".ipynb"))
        ],
        "answer sheets of 22 answers": [("hw4.toml", sheet)] * count,
        "tagged notebooks of 11 answers": [("hw4.ipynb", _tagged(n)) for n in range(count)],
    }
    found = {}
    for kind, files in documents.items():
        for name, data in files[:10]:
            grader.check(hw4, name, data=data)
        start = time.process_time()
        for name, data in files:
            grader.check(hw4, name, data=data)
        found[kind] = len(files) / (time.process_time() - start)
    return found


def _tagged(seed: int) -> bytes:
    """A notebook whose cells say which question they answer."""
    from tests.corpus.answers import TUNED

    rng = random.Random(seed)  # noqa: S311 - not for secrets
    cells = [
        {"cell_type": "markdown", "id": f"c{n}", "metadata": {"tags": [label]}, "source": rng.choice(said).text}
        for n, (label, said) in enumerate(TUNED.items())
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def nbgrader(folder: Path) -> float:
    """Seconds for each notebook of `nbgrader autograde`, with as many assertions as hw4 has questions for a machine."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grader-benchmarks" / "nbgrader"
    command = cache / "bin" / "nbgrader"
    if not command.exists():
        venv.create(cache, with_pip=True, clear=True)
        subprocess.run([cache / "bin" / "pip", "install", "--quiet", "nbgrader", "ipykernel"], check=True)
    course = folder / "nbgrader"
    text = json.dumps(_assertions())
    places = [course / "source" / "hw4", *(course / "submitted" / f"s{n}" / "hw4" for n in range(NOTEBOOKS))]
    for place in places:
        place.mkdir(parents=True)
        (place / "hw4.ipynb").write_text(text, encoding="utf-8")
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'x'\n")
    environment = os.environ | {"PATH": f"{cache}/bin{os.pathsep}{os.environ['PATH']}"}

    def call(*arguments: str) -> None:
        subprocess.run([command, *arguments], cwd=course, env=environment, check=True, capture_output=True)

    call("generate_assignment", "hw4", "--force")
    start = time.perf_counter()
    call("autograde", "hw4")
    taken = time.perf_counter() - start
    graded = list((course / "autograded").glob("*/hw4/hw4.ipynb"))
    if len(graded) != NOTEBOOKS:
        raise SystemExit(f"nbgrader graded {len(graded)} of {NOTEBOOKS} notebooks")
    return taken / NOTEBOOKS


def _assertions() -> dict[str, object]:
    cells = []
    for n in range(11):
        answer = {
            "schema_version": 3,
            "grade_id": f"a{n}",
            "task": False,
            "solution": True,
            "grade": False,
            "locked": False,
        }
        tests = {
            "schema_version": 3,
            "grade_id": f"t{n}",
            "task": False,
            "solution": False,
            "grade": True,
            "locked": True,
            "points": 1,
        }
        for name, source, mark in (("a", f"q{n} = {600 + n}", answer), ("t", f"assert q{n} == {600 + n}", tests)):
            cells.append(
                {
                    "cell_type": "code",
                    "id": f"{name}{n}",
                    "metadata": {"nbgrader": mark},
                    "execution_count": None,
                    "outputs": [],
                    "source": source,
                }
            )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def report(
    runs: Sequence[Run],
    taken: dict[str, float],
    rates: dict[str, float],
    peer: float | None,
    wanted: argparse.Namespace,
) -> str:
    """The figures as a section of RESULTS.md."""
    place = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    sizes = " ".join(str(run.size) for run in runs)
    lines = [
        HEADING,
        "",
        f"`python benchmarks/batch.py --sizes {sizes} --workers {wanted.workers}{' --peers' * wanted.peers}`, "
        f"{datetime.date.today().isoformat()}, {place}.",
        "",
        "| submissions | seconds | a second | processor ms for each | ÷ smallest | memory of all processes, MiB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    first = runs[0].cpu / runs[0].size
    for run in runs:
        each = run.cpu / run.size
        lines.append(
            f"| {run.size} | {run.seconds:.1f} | {run.size / run.seconds:.0f} | {each * 1000:.1f} | {each / first:.2f} "
            f"| {run.memory:.0f} |"
        )
    total = sum(taken.values())
    lines += ["", "Share of the time by stage, in one process: "
              + ", ".join(f"{name} {seconds / total:.1%}" for name, seconds in taken.items()) + "."]  # fmt: skip
    lines += ["", "A core, without the gradebook: "
              + ", ".join(f"{rate:.0f} {kind}" for kind, rate in rates.items()) + " a second."]  # fmt: skip
    if peer is not None:
        fastest = min(run.seconds / run.size for run in runs)
        lines += [
            "",
            f"nbgrader autograde takes {peer:.2f} s for each of {NOTEBOOKS} notebooks with 11 answers; grader batch "
            f"takes {fastest * 1000:.1f} ms for each submission, {peer / fastest:.0f} times as fast.",
        ]
    return "\n".join(lines) + "\n"


def write(section: str) -> None:
    """Put the section into RESULTS.md in the place of the one that is there."""
    text = RESULTS.read_text(encoding="utf-8")
    before, found, after = text.partition(HEADING)
    rest = after.partition("\n## ")[2] if found else ""
    joined = before.rstrip() + "\n\n" + section + (f"\n## {rest}" if rest else "")
    RESULTS.write_text(joined, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2_000, 20_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--peers", action="store_true", help="run nbgrader, too; it is installed where it is not yet")
    parser.add_argument("--write", action="store_true", help="put the figures into benchmarks/RESULTS.md")
    wanted = parser.parse_args()
    tell: Callable[[object], None] = lambda text: print(text, file=sys.stderr)  # noqa: E731
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = []
        for size in wanted.sizes:
            runs.append(batch(folder, size, wanted.workers))
            tell(runs[-1])
        taken = stages(folder, min(400, *wanted.sizes))
        rates = a_core(200)
        peer = nbgrader(folder) if wanted.peers else None
    section = report(runs, taken, rates, peer, wanted)
    print(section)
    if wanted.write:
        write(section)


if __name__ == "__main__":
    main()
