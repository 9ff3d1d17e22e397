"""A process of its own with limits and nothing more: for people's own code on their own machine, on any system."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time

from grader.sandbox.inner.pipes import framed, read
from grader.sandbox.jail import ENVIRONMENT, HERE
from grader.sandbox.limits import Limits
from grader.sandbox.zygote import Attempt

_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from inner.plain import main; del sys.path[0]; main()"
_KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "USERPROFILE", "LD_LIBRARY_PATH")
_START_SECONDS = 30.0
_GRACE_SECONDS = 0.5


class Plain:
    """Starts a fresh interpreter for each job. `job`, `alive` and `close` are those of a zygote."""

    alive = True

    def job(self, limits: Limits, payload: bytes) -> Attempt:
        """Run one job and wait for its end."""
        environment = ENVIRONMENT | {name: os.environ[name] for name in _KEPT if name in os.environ}
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            process = subprocess.Popen(  # noqa: S603 - asked for by somebody whose own code it is
                [sys.executable, "-I", "-B", "-c", _BOOT, str(HERE)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment | {"HOME": folder},
                cwd=folder,
                start_new_session=True,
            )
            try:
                return self._watched(process, limits, payload)
            finally:
                _end(process)

    def close(self) -> str:
        """Nothing is open."""
        return ""

    def _watched(self, process: subprocess.Popen[bytes], limits: Limits, payload: bytes) -> Attempt:
        assert process.stdin  # noqa: S101 - a pipe, see above
        assert process.stdout  # noqa: S101
        come: queue.Queue[bytes | None] = queue.Queue()
        threading.Thread(target=_pump, args=(process.stdout.fileno(), come, limits.reply), daemon=True).start()
        bounds = json.dumps(limits._asdict()).encode()
        try:
            for part in (bounds, payload):
                process.stdin.write(framed(part))
            process.stdin.close()
        except OSError:  # it ended before it read all; its status tells
            pass
        events: list[bytes] = []
        until, patience = time.monotonic() + limits.total_seconds, _START_SECONDS
        while True:
            try:
                message = come.get(timeout=max(min(until - time.monotonic(), limits.seconds + patience), 0.001))
            except queue.Empty:
                return Attempt(tuple(events), "time")
            if message is None:
                break
            events.append(message)
            patience = _GRACE_SECONDS
        too_much = sum(map(len, events)) > limits.reply
        _end(process)
        return Attempt(tuple(events), "reply" if too_much else "left", process.returncode)


def _pump(descriptor: int, come: queue.Queue[bytes | None], most: int) -> None:
    """Hand over what the process sends, up to a bound, and None at its end."""
    try:
        while most >= 0:
            message = read(descriptor)
            most -= len(message)
            come.put(message)
    except (EOFError, OSError, MemoryError, OverflowError):  # the end, or a length that is none
        pass
    come.put(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
