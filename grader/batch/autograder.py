"""`python -m grader.batch.autograder hw4 /autograder`: one submission on Gradescope, to results.json."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

from grader.batch.records import Result, Task
from grader.batch.trees import Folder, Trouble
from grader.gradescope import failure, results
from grader.model.verdicts import Report

LIMIT = 240.0
"""Seconds; the platform's own limit is 10 minutes by default."""

MAX_FILES = 1_000


def main(name: str, root: str) -> int:
    """Grade what lies in `root`/submission and write `root`/results/results.json; 0 where it is written."""
    start = time.monotonic()
    try:
        found = _graded(name, os.path.join(root, "submission"), start)
        code = 0
    except Trouble as trouble:
        found, code = failure(str(trouble)), 0
    except Exception as error:  # noqa: BLE001 - the student is told that it is not theirs, the staff sees the trace
        import traceback

        traceback.print_exception(error)
        told = "The grader itself failed. This is not your fault; please tell the staff."
        found, code = failure(told), 0
    folder = os.path.join(root, "results")
    os.makedirs(folder, exist_ok=True)
    text = json.dumps(found, allow_nan=False)
    with open(os.path.join(folder, "results.json"), "w", encoding="ascii") as file:
        file.write(text)
    return code


def _graded(name: str, folder: str, start: float) -> dict[str, Any]:
    from grader.batch.worker import desk, graded

    result = graded(desk(name), Task(0, "", (), _files(folder)), LIMIT)
    if result.status != "graded":
        _tell(result)
        return failure(result.reason)
    names = ", ".join(sorted({v.source.file for v in result.verdicts if v.source})) or "submission"
    report = Report(name, names, result.verdicts, result.remarks, faulty=result.faulty)
    return results(report, seconds=time.monotonic() - start)


def _files(folder: str) -> tuple[tuple[str, bytes], ...]:
    """What was handed in that can be read. Raises Trouble where there is nothing."""
    from grader.reading import MAX_BYTES, formats

    tree = Folder(folder)
    if len(tree.entries) > MAX_FILES:
        raise Trouble(f"{len(tree.entries)} files were handed in; hand in the write-up alone.")
    suffixes = tuple(formats())
    readable = [entry for entry in tree.entries if entry.name.casefold().endswith(suffixes) and entry.size <= MAX_BYTES]
    if not readable:
        listed = ", ".join("/".join(entry.path) for entry in tree.entries[:5]) or "nothing"
        raise Trouble(
            f"No file that can be read was handed in, only {listed}. These can: {', '.join(sorted(suffixes))}."
        )
    return tuple(("/".join(entry.path), tree.read(entry, MAX_BYTES)) for entry in readable)


def _tell(result: Result) -> None:
    """For the staff, who see what the autograder prints."""
    for remark in result.remarks:
        print(remark, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
