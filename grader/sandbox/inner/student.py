"""One job: the cells in order in one fresh namespace, then the calls. Runs in a process that is thrown away.

Whatever the code under test does to this process, it spoils its own results only: outside, messages are data.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import io
import json
import linecache
import os
import random
import signal
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any, Self

from . import source
from .values import TooLarge, Unsendable, decode, encode, too_much

Send = Callable[[bytes], None]
Answer = dict[str, Any]

_SEED = 0
_MONITOR = 3  # one of the two tool numbers that sys.monitoring leaves free
_FILE = "<cell "
_LOOKS = ("open", "os.listdir", "os.scandir")
_TOLD = 20
_SHELL = ("run_line_magic", "run_cell_magic", "magic", "system", "getoutput")


class TimeUp(BaseException):
    """The cell or call took too long; no `except Exception` of a student's catches it."""


class TooMuchOutput(BaseException):
    """The cell or call wrote more than is taken."""


class _Printed(io.TextIOBase):
    """Where print goes: keeps the beginning, counts the rest."""

    encoding = "utf-8"

    def __init__(self, keep: int, most: int) -> None:
        self._keep, self._most = keep, most
        self.begin()

    def begin(self) -> None:
        self._parts: list[str] = []
        self._kept = self._seen = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() needs a str, not {type(text).__name__}")
        if self._kept < self._keep:
            self._parts.append(text[: self._keep - self._kept])
            self._kept += len(self._parts[-1])
        self._seen += len(text)
        if self._seen > self._most:
            raise TooMuchOutput
        return len(text)

    def text(self) -> str:
        return "".join(self._parts) + ("…" if self._seen > self._kept else "")


class _Traced:
    """Counts the lines of the student's own code that run, up to a bound, from which on nothing is slowed down.

    By sys.settrace; `_Monitored` does the same at less cost, where Python has sys.monitoring.
    """

    def __init__(self, theirs: dict[str, Any], most: int) -> None:
        self._theirs, self.count, self._most = theirs, 0, most

    def __enter__(self) -> Self:
        sys.settrace(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _called(self, frame: types.FrameType, _: str, __: object) -> Any:
        return self._ran if frame.f_globals is self._theirs else None

    def _ran(self, frame: types.FrameType, event: str, _: object) -> Any:
        if event == "line":
            self.count += 1
            if self.count >= self._most:
                sys.settrace(None)
                return None
        return self._ran


_Steps = _Traced
if sys.version_info >= (3, 12):
    from sys import monitoring

    class _Monitored(_Traced):
        def __enter__(self) -> Self:
            if monitoring.get_tool(_MONITOR) is None:
                monitoring.use_tool_id(_MONITOR, "steps")
            monitoring.register_callback(_MONITOR, monitoring.events.LINE, self._line)
            monitoring.restart_events()
            monitoring.set_events(_MONITOR, monitoring.events.LINE)
            return self

        def __exit__(self, *_: object) -> None:
            monitoring.set_events(_MONITOR, 0)

        def _line(self, code: types.CodeType, _: int) -> object:
            if not code.co_filename.startswith(_FILE):
                return monitoring.DISABLE
            self.count += 1
            if self.count >= self._most:
                monitoring.set_events(_MONITOR, 0)
            return None

    _Steps = _Monitored


class Job:
    """A submission that runs.

    asked : {"cells": [[source, number, line] …], "calls": [[key, name, arguments, keywords, counted] …],
    "skip": [indices], "limits": {…}}, the values encoded. send : takes one message, JSON in bytes.
    """

    def __init__(self, asked: dict[str, Any], send: Send) -> None:
        self._asked, self._send = asked, send
        limits = asked["limits"]
        self._seconds, self._most_steps = limits["seconds"], limits["steps"]
        self._printed = _Printed(limits["printed"], limits["output"])
        self._missing: dict[str, str] = {}
        self._magics: list[str] = []
        self._module = types.ModuleType("__main__")

    def run(self) -> None:
        """All cells, then all calls; one message each, in order. A function that took too long gets no second turn."""
        self._furnish()
        cells, calls, skip = self._asked["cells"], self._asked["calls"], set(self._asked["skip"])
        for index, cell in enumerate(cells):
            if index not in skip:
                self._report(index, self._cell(*cell))
        slow: dict[str, Answer] = {}
        for index, (_, *call) in enumerate(calls, len(cells)):
            if index in skip:
                continue
            answer = slow.get(call[0]) or self._guarded(functools.partial(self._call, *call))
            if answer.get("failure") == "time":
                slow[call[0]] = answer
            self._report(index, answer)

    def _report(self, index: int, answer: Answer) -> None:
        large = {"item": index} | _failure("output", "what it gives is too large")
        try:
            message = json.dumps({"item": index} | answer).encode()
        except MemoryError:
            message = json.dumps(large).encode()
        self._send(json.dumps(large).encode() if too_much(message) else message)

    def _furnish(self) -> None:
        """The namespace, and what a notebook has that a bare interpreter has not."""
        sys.modules["__main__"] = self._module
        sys.argv = [""]
        sys.stdin = io.StringIO()
        sys.stdout = sys.stderr = self._printed
        builtins.input = _no_input
        shell = types.SimpleNamespace(**dict.fromkeys(_SHELL, self._magic))
        self._module.__dict__.update(display=print, get_ipython=lambda: shell, help=lambda *_: None)
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, _time_up)

    def _magic(self, *words: object) -> None:
        self._magics.append(" ".join(str(word)[:80] for word in words))

    def _cell(self, text: str, number: int | None, line: int) -> Answer:
        self._printed.begin()
        self._magics.clear()
        name = f"{_FILE}{number or ''}>"
        found: Answer = {}

        def execute() -> Answer:
            prepared = source.prepared(text, name, line)
            self._missing |= {bound: f"{top} is not installed here" for bound, top in prepared.missing.items()}
            found.update(magics=list(prepared.skipped), missing=sorted(set(prepared.missing.values())))
            linecache.cache[name] = (len(text), None, ("\n" * (line - 1) + text).splitlines(keepends=True), name)
            try:
                exec(prepared.code, self._module.__dict__)  # noqa: S102 - what this process is for
            finally:
                for bound in self._missing.keys() & self._module.__dict__.keys():
                    del self._missing[bound]
            return {}

        answer = self._guarded(execute) | found
        if "failure" in answer:
            self._excuse(text, number)
        answer["magics"] = answer.get("magics", []) + self._magics
        return answer | {"printed": self._printed.text()}

    def _excuse(self, text: str, number: int | None) -> None:
        """Remember which names are missing because this cell failed."""
        cause = f"cell {number} did not get that far" if number else "the script did not get that far"
        with contextlib.suppress(SyntaxError, ValueError, MemoryError, RecursionError):
            for bound in source.bound(text):
                if bound not in self._module.__dict__:
                    self._missing.setdefault(bound, cause)

    def _call(self, name: str, arguments: Any, keywords: Any, counted: bool) -> Answer:
        """What the call, or the look at a variable, gives."""
        names = self._module.__dict__
        if name not in names:
            because = f": {self._missing[name]}" if name in self._missing else ""
            return _failure("undefined", f"{name} is not defined{because}")
        if arguments is None:
            return {"value": encode(names[name])}
        function = names[name]
        if not callable(function):
            return _failure("not_callable", f"{name} is no function but of type {type(function).__name__}")
        given, named = decode(arguments), decode(keywords)
        steps = _Steps(names, self._most_steps)
        with steps if counted else contextlib.nullcontext():
            value = function(*given, **named)
        answer: Answer = {"value": encode(value), "steps": steps.count}
        try:
            after = encode(given)
        except Unsendable:
            return answer | {"arguments": {"t": [None] * len(given)}}
        return answer if after == arguments else answer | {"arguments": after}

    def _guarded(self, action: Callable[[], Answer]) -> Answer:
        """What the action gives, or the failure that it ends with, within the time."""
        _sow()
        try:
            with _alarm(self._seconds):
                try:
                    return action()
                except (TimeUp, MemoryError, TooMuchOutput):
                    raise
                except BaseException as trouble:  # noqa: BLE001 - SystemExit too
                    return self._described(trouble)
        except TimeUp as trouble:
            return _failure("time", f"stopped after {self._seconds:g} seconds") | _where(trouble)
        except MemoryError as trouble:
            return _failure("memory", "it needs more memory than it may have") | _where(trouble)
        except TooMuchOutput as trouble:
            return _failure("output", "it prints too much") | _where(trouble)
        except BaseException as trouble:  # noqa: BLE001 - an exception whose own text raises
            return _failure("error", type(trouble).__name__)

    def _described(self, trouble: BaseException) -> Answer:
        if isinstance(trouble, TooLarge):
            return _failure("output", f"it is {trouble}, too much to be sent")
        if isinstance(trouble, Unsendable):
            return _failure("unsendable", f"it is {trouble}")
        if isinstance(trouble, SyntaxError):
            place = {"line": trouble.lineno} if str(trouble.filename).startswith(_FILE) else {}
            return _failure("error", f"{type(trouble).__name__}: {trouble.msg}") | place
        kind, because = "error", ""
        if isinstance(trouble, NameError) and trouble.name in self._missing:
            kind, because = "skipped", f" ({self._missing[trouble.name]})"
        elif isinstance(trouble, ModuleNotFoundError) and not source.is_there(trouble.name or ""):
            kind = "skipped"
        return _failure(kind, f"{type(trouble).__name__}: {str(trouble)[:400]}{because}") | _where(trouble)


def _failure(kind: str, message: str) -> Answer:
    return {"failure": kind, "message": message}


def _where(trouble: BaseException) -> Answer:
    """The last line of the student's own code that the error passed through."""
    place: Answer = {}
    trace = trouble.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(_FILE):
            place = {"line": trace.tb_lineno, "number": int(name[len(_FILE) : -1] or 0) or None}
        trace = trace.tb_next
    return place


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _time_up(*_: object) -> None:
    raise TimeUp


def _no_input(*_: object) -> str:
    raise RuntimeError("input() has nobody to ask here: put the value into the code")


def _sow() -> None:
    random.seed(_SEED)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(_SEED)


def _watch(send: Send, readable: tuple[str, ...], writable: tuple[str, ...]) -> None:
    """Tell which files were asked for that a job has no business with. Only tells: the jail is what denies."""
    told: set[str] = set()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _LOOKS or type(arguments[0]) not in (str, bytes):
            return
        path = os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(arguments[0])))
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        fine = path.startswith(writable if writes else readable)
        if not fine and path not in told and len(told) < _TOLD:
            told.add(path)
            send(json.dumps({"note": "filesystem", "message": path[:200]}).encode())

    sys.addaudithook(hook)


def main(payload: bytes, send: Send, readable: tuple[str, ...] = (), writable: tuple[str, ...] = ()) -> None:
    """Run the job that the payload asks for.

    readable, writable : beginnings of paths that may be opened without a word; () to say nothing of any.
    """
    job = Job(json.loads(payload), send)
    if readable:
        _watch(send, readable, writable)
    job.run()
