"""What it costs to run a submission shut in: a notebook of a dozen NumPy cells and twenty calls of its functions.

    python benchmarks/sandbox.py [--rounds 30] [--peers] [--write]

Against the same code in our own process (at most 5 ms more), and with --peers against nbclient, nbgrader autograde and
otter-grader running the same notebook, each installed into an environment of its own under the user's cache folder. The
start of a batch is left out for all: what counts is what one more submission costs. --write puts the figures under
"Sandbox" in benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from startup import RESULTS, written

import grader.sandbox
from grader.model.executions import Call, Cell, Returned

MORE_MS, PER_SECOND, PEER_RATIO = 5.0, 200.0, 150.0
COPIES = 5
"""Submissions that a peer is given at a time."""

CELLS = [
    "import numpy as np\nrng = np.random.RandomState(0)",
    "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))",
    "def relu(x):\n    return np.maximum(x, 0)",
    "def softmax(z):\n    e = np.exp(z - z.max(axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)",
    "def cross_entropy(z, labels):\n    p = softmax(z)\n    return -np.log(p[np.arange(len(labels)), labels]).mean()",
    """
    def conv2d(x, w, b, stride=1):
        k = w.shape[2]
        rows, columns = (x.shape[1] - k) // stride + 1, (x.shape[2] - k) // stride + 1
        out = np.zeros((len(w), rows, columns))
        for i in range(rows):
            for j in range(columns):
                patch = x[:, i * stride:i * stride + k, j * stride:j * stride + k]
                out[:, i, j] = np.tensordot(w, patch, axes=3) + b
        return out
    """,
    "def max_pool(x, k=2):\n    c, h, w = x.shape\n    return x.reshape(c, h // k, k, w // k, k).max(axis=(2, 4))",
    "def dense(x, w, b):\n    return x @ w + b",
    "x = rng.rand(3, 8, 8)\nw = rng.rand(4, 3, 3, 3)\nprint(conv2d(x, w, np.zeros(4)).shape)",
    "print(max_pool(relu(x - 0.5)).mean())",
    "weights = rng.randn(10, 3) * np.sqrt(2 / 10)\nprint(weights.std())",
    "losses = []\nfor step in range(20):\n    losses.append(float(cross_entropy(weights, np.zeros(10, int))))\n"
    "    weights[:, 0] += 0.1\nprint(losses[-1])",
]
CELLS = [textwrap.dedent(cell).strip() for cell in CELLS]
CALLS = [("conv2d", "(np.ones((3, 7, 7)), np.ones((2, 3, 3, 3)), np.zeros(2))")] * 4
CALLS += [("softmax", "(np.arange(12.0).reshape(3, 4),)")] * 4 + [("max_pool", "(np.ones((3, 8, 8)),)")] * 4
CALLS += [("sigmoid", "(np.linspace(-3, 3, 50),)")] * 4 + [("dense", "(np.ones((5, 10)), np.ones((10, 3)), 1.0)")] * 4


def calls() -> list[Call]:
    """The twenty calls, their arguments made."""
    import numpy as np

    return [Call(str(n), name, eval(given, {"np": np})) for n, (name, given) in enumerate(CALLS)]  # noqa: S307


def in_process() -> float:
    """Seconds that the code itself takes: what a student's own computer would do."""
    asked, names = calls(), {"__name__": "__main__", "print": lambda *_: None}
    start = time.perf_counter()
    for cell in CELLS:
        exec(compile(cell, "cell", "exec"), names)  # noqa: S102 - written above
    for call in asked:
        names[call.name](*call.arguments)  # type: ignore[operator, misc]
    return time.perf_counter() - start


def shut_in(rounds: int, sandbox: grader.sandbox.Sandbox) -> tuple[list[float], list[float]]:
    """Seconds of each submission in the sandbox, and in our own process, in turns."""
    cells, asked = [Cell(text, number) for number, text in enumerate(CELLS, 1)], calls()
    inside, bare = [], []
    for turn in range(rounds + 2):
        start = time.perf_counter()
        execution = sandbox.run(cells, asked)
        elapsed = time.perf_counter() - start
        if not all(isinstance(result, Returned) for result in execution.results.values()):
            raise SystemExit(f"a call failed: {execution}")
        itself = in_process()
        if turn > 1:
            inside.append(elapsed)
            bare.append(itself)
    return inside, bare


def processor_seconds(submissions: int) -> float:
    """Processor time that one more submission costs, all processes counted. proc(5): stat, fields 4 and 14 to 17."""

    def used() -> float:
        ours, ticks = {os.getpid()}, 0
        for file in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda file: int(file.parent.name)):
            with contextlib.suppress(OSError):
                number, fields = int(file.parent.name), file.read_text().rpartition(")")[2].split()
                if number in ours or int(fields[1]) in ours:
                    ours.add(number)
                    ticks += sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    cells, asked = [Cell(text, number) for number, text in enumerate(CELLS, 1)], calls()
    with grader.sandbox.Sandbox() as sandbox:
        sandbox.run(cells, asked)
        before = used()
        for _ in range(submissions):
            sandbox.run(cells, asked)
        return (used() - before) / submissions


def checks() -> str:
    """The calls as the tests that a peer runs itself, in the student's process."""
    return "import numpy as np\n" + "\n".join(f"assert {name}(*{given}) is not None" for name, given in CALLS)


def notebook(*, graded: bool) -> dict[str, Any]:
    """The submission, with the tests in a cell of its own as nbgrader marks it, or without."""
    texts = [*CELLS, checks()] if graded else CELLS
    cells = []
    for number, text in enumerate(texts):
        mark = {"schema_version": 3, "grade_id": f"c{number}", "task": False, "cell_type": "code", "solution": False}
        test = number == len(CELLS)
        metadata = {"nbgrader": mark | {"grade": True, "locked": True, "points": 1}} if test else {}
        cells.append(
            {
                "cell_type": "code",
                "id": f"c{number}",
                "metadata": metadata,
                "execution_count": None,
                "outputs": [],
                "source": text,
            }
        )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}


def environment(name: str, *packages: str) -> Path | None:
    """The folder of commands of a peer's own environment; None, and a message, where it can't be installed."""
    place = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "grader-benchmarks" / f"sandbox-{name}"
    done = place / "installed"
    if not done.exists():
        venv.create(place, with_pip=True, clear=True)
        pip = [place / "bin" / "pip", "install", "--quiet", *packages, "ipykernel", "numpy"]
        found = subprocess.run(pip, capture_output=True, text=True, check=False)
        if found.returncode:
            print(f"{name} can't be installed here and is left out: {found.stderr.strip()[-200:]}")
            return None
        done.touch()
    return place / "bin"


def one_more(several: Callable[[int], float], rounds: int) -> float:
    """Seconds that one more submission costs, the start left out: between the least times of a batch and of one."""
    many, one = (min(several(count) for _ in range(rounds)) for count in (1 + COPIES, 1))
    return (many - one) / COPIES


def _timed(command: list[str | Path], folder: Path) -> float:
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=os.environ | {"PATH": path}
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} left with {done.returncode}: {done.stderr[-2000:]}")
    return time.perf_counter() - start


def nbclient(commands: Path, folder: Path) -> Callable[[int], float]:
    """A fresh kernel for each notebook, tests included."""
    (folder / "n.ipynb").write_text(json.dumps(notebook(graded=True)))
    program = (
        "import sys, nbformat; from nbclient import NotebookClient\n"
        "for _ in range(int(sys.argv[1])): NotebookClient(nbformat.read('n.ipynb', 4), kernel_name='python3').execute()"
    )
    return lambda count: _timed([commands / "python", "-c", program, str(count)], folder)


def nbgrader(commands: Path, folder: Path) -> Callable[[int], float]:
    """`nbgrader autograde` of one assignment."""
    (folder / "source" / "ps1").mkdir(parents=True)
    (folder / "source" / "ps1" / "n.ipynb").write_text(json.dumps(notebook(graded=True)))
    _timed([commands / "nbgrader", "generate_assignment", "ps1", "--create", "--force"], folder)

    def several(count: int) -> float:
        for place in ("submitted", "autograded"):
            shutil.rmtree(folder / place, ignore_errors=True)
        for student in range(count):
            shutil.copytree(folder / "release" / "ps1", folder / "submitted" / f"s{student}" / "ps1")
        return _timed([commands / "nbgrader", "autograde", "ps1"], folder)

    return several


def otter(commands: Path, folder: Path) -> Callable[[int], float]:
    """otter's API on this machine; its command-line tool for batches needs Docker and is slower."""
    (folder / "tests").mkdir()
    test = {"name": "q1", "points": 1, "suites": [{"type": "doctest", "cases": [{"code": _doctest(checks())}]}]}
    (folder / "tests" / "q1.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    sheet = notebook(graded=False)
    call = 'import otter\ngrader = otter.Notebook("n.ipynb")\ngrader.check("q1")'
    sheet["cells"].append(sheet["cells"][0] | {"id": "last", "source": call})
    (folder / "n.ipynb").write_text(json.dumps(sheet))
    _timed([commands / "otter", "generate", "-t", "tests", "-o", "autograder.zip"], folder)
    program = (
        "import sys; from otter.api import grade_submission\n"
        "for _ in range(int(sys.argv[1])):\n"
        "    assert grade_submission('n.ipynb', 'autograder.zip', quiet=True).total == 1"
    )
    return lambda count: _timed([commands / "python", "-c", program, str(count)], folder)


def _doctest(text: str) -> str:
    return "\n".join(f">>> {line}" for line in text.splitlines())


PEERS: dict[str, tuple[Callable[[Path, Path], Callable[[int], float]], tuple[str, ...]]] = {
    "nbclient": (nbclient, ("nbclient", "nbformat")),
    "nbgrader autograde": (nbgrader, ("nbgrader",)),
    "otter-grader": (otter, ("otter-grader",)),
}


def peers(rounds: int) -> dict[str, float]:
    """Seconds that one more submission costs each peer that can be had."""
    found = {}
    for name, (prepare, packages) in PEERS.items():
        commands = environment(name.partition(" ")[0], *packages)
        if commands is not None:
            with tempfile.TemporaryDirectory() as folder:
                found[name] = one_more(prepare(commands, Path(folder)), rounds)
    return found


def main() -> int:
    """Measure, print, and leave with 1 where a bound is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=100, help="how many submissions are run")
    parser.add_argument("--peers", action="store_true", help="measure the peers, too; they are installed where needed")
    parser.add_argument("--write", action="store_true", help="write the figures into benchmarks/RESULTS.md")
    wanted = parser.parse_args()

    with grader.sandbox.Sandbox() as sandbox:
        inside, bare = shut_in(wanted.rounds, sandbox)
        others = peers(3) if wanted.peers else {}
        for times, more in zip((inside, bare), shut_in(wanted.rounds, sandbox), strict=True):
            times += more  # before the peers and after them, for a machine may be busy now and then
    best, itself = min(inside), min(bare)
    rate = 1 / processor_seconds(wanted.rounds)
    added = (best - itself) * 1000

    rows = ["| what runs the submission | ms, least | median | ÷ Sandbox.run, least |", "| --- | --- | --- | --- |"]
    for name, times in (("the code alone, in a running Python", bare), ("`Sandbox.run`", inside)):
        least, middle = min(times) * 1000, statistics.median(times) * 1000
        rows.append(f"| {name} | {least:.1f} | {middle:.1f} | {least / best / 1000:.2f} |")
    rows += [f"| {name} | {seconds * 1000:.0f} | | {seconds / best:.0f} |" for name, seconds in others.items()]
    said = (
        f"The sandbox adds {added:.1f} ms to the code's own time (at most {MORE_MS:g}). A second of processor time is "
        f"enough for {rate:.0f} submissions, all processes counted (at least {PER_SECOND:g})."
    )
    kept = added <= MORE_MS and rate >= PER_SECOND
    if ratio := others.get("nbgrader autograde", 0) / best:
        said += f" nbgrader takes {ratio:.0f} times as long (at least {PEER_RATIO:g})."
        kept &= ratio >= PEER_RATIO
    day = datetime.datetime.now(tz=datetime.UTC).date()
    place = f"{os.cpu_count()} cores, Python {platform.python_version().rpartition('.')[0]}"
    place += f", load {os.getloadavg()[2]:.1f}"  # processes that wanted a core in the last quarter of an hour
    how = f"python benchmarks/sandbox.py --rounds {wanted.rounds}{' --peers' * wanted.peers}"
    text = (
        f"## Sandbox\n\n`{how}`, {day}, {place}: a notebook of 12 NumPy\ncells and 20 calls of its functions; what "
        "one more submission of a batch costs, all measured in one run.\n\n" + "\n".join(rows) + f"\n\n{said}\n"
    )
    print(text)
    if wanted.write:
        RESULTS.write_text(written(RESULTS.read_text(encoding="utf-8"), text, "## Sandbox"), encoding="utf-8")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
