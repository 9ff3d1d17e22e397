"""The sandbox: a ladder of isolations, jails that wait for jobs, and submissions run in them."""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, NamedTuple

from grader.model.executions import Call, Cell, Execution
from grader.sandbox import containers, jail, packages
from grader.sandbox.filters import filters
from grader.sandbox.inner.values import Unsendable, encode
from grader.sandbox.limits import Limits
from grader.sandbox.plain import Plain
from grader.sandbox.record import Record
from grader.sandbox.refusals import Refused, Unavailable
from grader.sandbox.zygote import Zygote

_STARTS: dict[str, Callable[[], jail.Start]] = {
    "namespaces": jail.namespaces,
    "landlock": jail.bare,
    "docker": functools.partial(containers.container, "docker"),
    "podman": functools.partial(containers.container, "podman"),
}
_LADDER = ("namespaces", "landlock")
_LANDLOCK = 3
"""Before its third version (Linux 6.2) files that may only be read could be emptied."""
_JAILS = 3
"""How many jails with different modules loaded wait at a time, of some 30 to 150 MB each."""
_OWN_MACHINE = "The code ran as a plain process with limits, not in a sandbox: run only your own code like that."


class Offer(NamedTuple):
    """What a machine can do. isolation : the best there is for other people's code, or None. sentence : for people."""

    isolation: str | None
    sentence: str


def available() -> Offer:
    """The isolation that this machine offers, and why not a better one. Takes as long as a start of the sandbox."""
    missing: list[str] = []
    for name in _LADDER:
        try:
            _started(name, ("numpy",)).close()
        except Unavailable as reason:
            missing.append(f"no {name}: {reason}")
        else:
            return Offer(name, f"Student code is shut in by {name}{_why(missing)}.")
    return Offer(None, f"Other people's code can't be shut in here{_why(missing)}.")


class Sandbox:
    """Runs submissions, one at a time, each in a process of its own; the start is paid once. Use it in a `with`.

    isolation : "namespaces", "landlock", "docker", "podman", or "process" for none at all; None is the best there is.
    own : the code is the user's own, so that a plain process will do where there is nothing better.

    Calls from several threads are taken in turns; for more at a time use a Sandbox each. The jail of a Sandbox ends
    with the thread that first ran something in it, and is started anew when it is needed.
    """

    def __init__(self, *, isolation: str | None = None, own: bool = False) -> None:
        if isolation not in (None, "process", *_STARTS):
            raise ValueError(f"{isolation} is none of {', '.join(_STARTS)}, process")
        self._wanted, self._own = isolation, own
        self._isolation = isolation
        self._jails: dict[tuple[str, ...], Zygote | Plain] = {}
        self._turn = threading.Lock()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all jails."""
        with self._turn:
            for each in self._jails.values():
                each.close()
            self._jails.clear()

    def run(self, cells: Sequence[Cell], calls: Sequence[Call], *, limits: Limits | None = None) -> Execution:
        """What became of one submission: its cells in order in one fresh namespace, then the calls.

        Where a cell or call ends the process, or has to be ended, the rest is tried again without it.
        Raises Refused where nothing shuts the code in well enough, TypeError for arguments that are no plain data.
        """
        limits = limits or Limits()
        record = Record(cells, calls, limits)
        asked: dict[str, Any] = {
            "cells": [list(cell) for cell in cells],
            "calls": [_encoded(call) for call in calls],
            "limits": limits._asdict(),
        }
        with self._turn:
            until = time.monotonic() + limits.total_seconds
            for _ in range(1 + limits.restarts):
                place = self._jail(cells)
                left = min(limits.total_seconds, until - time.monotonic())
                payload = json.dumps(asked | {"skip": record.skip}).encode()
                attempt = place.job(limits._replace(total_seconds=max(left, 0.0)), payload)
                if attempt.ended.startswith("broken"):
                    raise RuntimeError(f"the sandbox could not shut a job in ({attempt.ended})")
                if not record.take(attempt) or time.monotonic() >= until:
                    break
        execution = record.execution(self._isolation or "")
        if self._isolation == "process":
            return execution._replace(remarks=(_OWN_MACHINE, *execution.remarks))
        return execution

    def _jail(self, cells: Sequence[Cell]) -> Zygote | Plain:
        """A jail with what the cells import, started where there is none."""
        modules = packages.worth_loading(cells, _there())
        if self._isolation in ("docker", "podman", "process"):
            modules = ("numpy",)
        place = self._jails.pop(modules, None)
        if place is not None and not place.alive:
            place.close()
            place = None
        while place is None and len(self._jails) >= _JAILS:
            self._jails.pop(next(iter(self._jails))).close()
        self._jails[modules] = place or self._start(modules)
        return self._jails[modules]

    def _start(self, modules: tuple[str, ...]) -> Zygote | Plain:
        reasons = []
        for name in (self._isolation,) if self._isolation else _LADDER:
            if name == "process":
                return Plain()
            try:
                started = _started(name, modules)
            except Unavailable as reason:
                reasons.append(f"no {name}: {reason}")
            else:
                self._isolation = name
                return started
        if self._own:
            self._isolation = "process"
            return Plain()
        raise Refused(
            f"Student code is not run here, for nothing shuts it in{_why(reasons)}. Install bubblewrap on Linux, "
            "or use Docker or Podman. Without a sandbox run only code that you wrote yourself."
        )


def run(
    cells: Sequence[Cell],
    calls: Sequence[Call],
    *,
    limits: Limits | None = None,
    isolation: str | None = None,
    own: bool = False,
) -> Execution:
    """What became of one submission in a Sandbox of its own; see there. Raises Refused, TypeError, ValueError."""
    with Sandbox(isolation=isolation, own=own) as sandbox:
        return sandbox.run(cells, calls, limits=limits)


def _started(name: str, modules: tuple[str, ...]) -> Zygote:
    """A jail of that kind. Raises Unavailable."""
    zygote = Zygote(_STARTS[name](), filters(), modules)
    if name == "landlock" and zygote.has["landlock"] < _LANDLOCK:
        zygote.close()
        raise Unavailable("Linux 6.2 or newer is needed, with Landlock switched on")
    return zygote


def _why(reasons: Sequence[str]) -> str:
    return f" ({'; '.join(reasons)})" if reasons else ""


@functools.cache
def _there() -> frozenset[str]:
    return frozenset(packages.places())


def _encoded(call: Call) -> list[Any]:
    try:
        arguments = None if call.arguments is None else encode(call.arguments)
        return [call.key, call.name, arguments, encode(dict(call.keywords)), call.counted]
    except Unsendable as trouble:
        raise TypeError(f"an argument of the call {call.key} can't be sent: it is {trouble}") from None
