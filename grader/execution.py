"""From a submission's code to the responses of the questions that are answered by running it.

Nothing is run here: `cells` and `calls` go to the sandbox, and what comes of them comes back as an Execution.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from grader.model.answers import Executed, executed
from grader.model.assignments import Outline, Slot
from grader.model.documents import Document, Source
from grader.model.executions import Call, Cell, Execution, Failure, Results, Returned
from grader.responses import Response, Status
from grader.sandbox.refusals import Refused

Runner = Callable[[Sequence[Cell], Sequence[Call]], Execution]
"""Runs the cells in order, then the calls."""

NOT_RUN = "Its code was not run; a person will look at it."

_UNWRITTEN = re.compile(r"NotImplementedError\b")
_ELSEWHERE = re.compile(
    r"(?:FileNotFound|Permission|OS|Connection\w*|Timeout|URL|HTTP|Import|ModuleNotFound|BlockingIO|gaierror)Error\b"
)
"""Errors that may well be the fault of the place where the code was run: no file, no network, no package."""

_ENDED = ("lost", "time", "memory", "output")
_GOES_ON = re.compile(r"[\s)\]}#]|$")


class Definition(NamedTuple):
    """The text that defines a function or assigns a variable, and where it stands."""

    text: str
    source: Source
    cell: Cell


def calls(outline: Outline) -> tuple[Call, ...]:
    """Every call of the assignment; empty where no question needs code to be run."""
    return tuple(call for label, kind in outline.executed.items() for call in kind.calls(label))


def cells(document: Document, outline: Outline) -> tuple[Cell, ...]:
    """The code of a submission, in order: its cells, or its blocks of code, or a sheet's fields; then the author's."""
    kinds = outline.executed
    return _students(document, kinds.keys()) + tuple(Cell(kind.setup) for kind in kinds.values() if kind.setup)


def executed_by(run: Runner, document: Document, outline: Outline) -> Execution:
    """What came of running a submission's code; where that is refused, of nothing."""
    wanted = calls(outline)
    try:
        return run(cells(document, outline), wanted)
    except Refused as why:
        return not_run(wanted, str(why))


def _students(document: Document, labels: object) -> tuple[Cell, ...]:
    if document.cells:
        return document.cells
    wanted = [
        block
        for block in document.blocks
        if block.kind == "code" or (block.kind == "field" and block.label in labels)  # type: ignore[operator]
    ]
    return tuple(Cell(block.text, block.cell, block.line) for block in wanted if block.text.strip())


def definition(document: Document, outline: Outline, kind: Executed) -> Definition | None:
    """The last place on the left margin where the code defines or assigns the name; None where there is none."""
    name = re.escape(kind.name)
    begins = re.compile(rf"^(?:async[ \t]+)?def[ \t]+{name}[ \t]*\(|^{name}[ \t]*(?::[^=\n]*)?=(?!=)", re.M)
    for cell in reversed(_students(document, outline.executed.keys())):
        found = [match.start() for match in begins.finditer(cell.source)]
        if found:
            return _whole(document, cell, found[-1])
    return None


def _whole(document: Document, cell: Cell, start: int) -> Definition:
    """The definition that starts there: up to the next line that stands on the left margin."""
    first = cell.source.count("\n", 0, start)
    lines = cell.source.split("\n")[first:]
    stop = next((n for n, line in enumerate(lines[1:], 1) if not _GOES_ON.match(line)), len(lines))
    text = "\n".join(lines[:stop]).rstrip()
    line = cell.line + first
    return Definition(text, Source(document.path, line, line + text.count("\n"), cell.number), cell)


def respond(slot: Slot, document: Document, outline: Outline, execution: Execution | None) -> Response:
    """The response to a question whose answer comes of running code."""
    kind = executed(slot.answer)
    assert kind is not None, f"{slot.label} is not answered by code"  # noqa: S101
    written = definition(document, outline, kind)
    text, source = (written.text, written.source) if written else (None, None)
    if execution is None:
        return Response(Status.DOUBTFUL, text, source, reason=NOT_RUN)
    keys = [call.key for call in kind.calls(slot.label)]
    results = _results(kind, keys, written, execution)
    reason = _doubt(results) or _loss(keys, execution)
    if reason:
        return Response(Status.DOUBTFUL, text, source, reason=reason)
    reason = _absence(kind, results, written)
    if reason:
        return Response(Status.ABSENT, reason=reason)
    return Response(Status.READ, text or kind.name, source, 1.0, kind.answer(results))


def _results(
    kind: Executed, keys: Sequence[str], written: Definition | None, execution: Execution
) -> tuple[Returned | Failure, ...]:
    """What came of the question's calls; where the name was never defined, why its cell did not define it."""
    results = tuple(execution.results.get(key, Failure("lost")) for key in keys)
    if not all(_is_undefined(result, kind.name) for result in results):
        return results
    if written is None:
        return tuple(Failure("undefined") for _ in results)
    failed = next((ran.failure for ran in execution.cells if ran.cell == written.cell and ran.failure), None)
    if failed is None:
        return tuple(Failure("undefined") for _ in results)
    kept = failed.kind == "skipped" or _ELSEWHERE.match(failed.message)
    return tuple(failed if kept else failed._replace(kind="undefined") for _ in results)


def _is_undefined(result: Returned | Failure, name: str) -> bool:
    """Whether there was no such name, be it that the author's code, which calls it, did not find it."""
    if not isinstance(result, Failure):
        return False
    return result.kind == "undefined" or result.message.startswith(f"NameError: name {name!r} is not defined")


def _is(result: Returned | Failure, kind: str) -> bool:
    return isinstance(result, Failure) and result.kind == kind


def _doubt(results: Results) -> str:
    """Why a person has to decide, "" where nobody has to: perhaps it is no fault of this function."""
    for result in results:
        if isinstance(result, Failure) and result.kind == "skipped":
            return f"It was not run: {result.message.rstrip('.') or 'it was left out'}. A person will look at it."
        if isinstance(result, Failure) and _ELSEWHERE.match(result.message):
            return f"It needs what is not there where it was run: {result.message}. A person will look at it."
    return ""


def _loss(keys: Sequence[str], execution: Execution) -> str:
    """Why a person has to decide where calls were lost: another question's call ended the process, or took too long."""
    before: Returned | Failure | None = None
    for key, result in execution.results.items():
        if key in keys and _ended(result):
            if not _is(result, "lost") or not _ended(before):
                return ""
            return "It was not run: something else in this file ended the run before. A person will look at it."
        before = result
    return ""


def _ended(result: Returned | Failure | None) -> bool:
    return isinstance(result, Failure) and result.kind in _ENDED


def _absence(kind: Executed, results: Results, written: Definition | None) -> str:
    """Why there is nothing to judge, "" where there is something."""
    if written is None and all(_is(result, "undefined") for result in results):
        return f"There is no {kind.name} in this file. Expected: {kind.stub.partition(chr(10))[0].rstrip(':')}."
    bare = [result for result in results if isinstance(result, Failure) and _UNWRITTEN.match(result.message)]
    if len(bare) == len(results):
        return f"{kind.name} is still as it was handed out: raise NotImplementedError."
    if len(results) == 1 and isinstance(results[0], Returned) and results[0].value is None:
        return f"{kind.name} is still None."
    return ""


def not_run(wanted: Sequence[Call], why: str) -> Execution:
    """An execution of nothing at all. why : for the person who handed the code in."""
    return Execution({call.key: Failure("skipped", why) for call in wanted}, isolation="none")
