"""The outer end of the program in the jail: it is started, given jobs, and buried when it dies."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import tempfile
import time
from typing import Any, NamedTuple

from grader.sandbox.filters import Filters
from grader.sandbox.inner.pipes import framed, split, write
from grader.sandbox.jail import Start
from grader.sandbox.limits import Limits
from grader.sandbox.refusals import Unavailable

_START_SECONDS = 60.0
_SLACK_SECONDS = 5.0
"""How much longer than a job may take its end is waited for."""


class Denied(NamedTuple):
    """A system call that the kernel refused: the kind of incident, and its name."""

    kind: str
    name: str


class Attempt(NamedTuple):
    """One job.

    events : messages as the job's process sent them, not to be trusted in any way, and what it was denied, in the order
    in which they came. ended : "left", "time", "reply" (it sent too much), "forged" (it sent what is no message),
    "died" (with all of the jail), "broken: …" (it was not started). status : exit code, or minus the signal.
    """

    events: tuple[bytes | Denied, ...]
    ended: str = "left"
    status: int = 0


class Zygote:
    """A jail that waits for jobs, one at a time. Raises Unavailable where it does not start or can't confine a job."""

    def __init__(self, start: Start, filters: Filters, modules: tuple[str, ...]) -> None:
        self._meanings = filters.meanings
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program; it is what runs other people's
                start.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=start.environment,
                cwd="/",
                start_new_session=True,
                bufsize=0,
            )
        except OSError as trouble:
            raise Unavailable(f"{start.command[0]} does not start ({trouble.strerror})") from None
        self._buffer = bytearray()
        self._messages = split(self._buffer)
        codes = [base64.b64encode(code).decode() for code in (filters.noting, filters.silent)]
        settings = start.settings | {"modules": modules, "filters": codes, "seccomp": filters.number}
        try:
            self._send(json.dumps(settings).encode())
            letter, text = self._receive(time.monotonic() + _START_SECONDS)
            self.has: dict[str, Any] = json.loads(text)
            tried = self.job(Limits(), b'{"cells": [], "calls": [], "skip": [], "limits": %s}' % _PROBE)
        except (OSError, EOFError, TimeoutError) as trouble:
            raise Unavailable(f"the jail does not start ({self.close() or trouble})") from None
        if letter != "r" or tried.ended != "left" or tried.status:
            self.close()
            raise Unavailable(f"the jail can't shut a job in ({tried.ended})")

    def job(self, limits: Limits, payload: bytes) -> Attempt:
        """Run one job and wait for its end. After "died" the zygote is of no more use."""
        until = time.monotonic() + limits.total_seconds + _SLACK_SECONDS
        events: list[bytes | Denied] = []
        said = bytearray()
        try:
            self._send(json.dumps(limits._asdict()).encode())
            self._send(payload)
            while True:
                letter, text = self._receive(until)
                if letter == "j":
                    said += text
                    events += split(said)
                elif letter == "n":
                    events.append(Denied(*self._meanings.get(int(text), ("system_call", f"system call {int(text)}"))))
                else:
                    end = json.loads(text)
                    if end["ended"].startswith("broken"):
                        self.close()
                    ended = "forged" if said and end["ended"] == "left" else end["ended"]
                    return Attempt(tuple(events), ended, end["status"])
        except (OSError, EOFError, TimeoutError):
            self.close()
            return Attempt(tuple(events), "died", self._process.returncode or 0)

    @property
    def alive(self) -> bool:
        """Whether it still takes jobs."""
        return self._process.poll() is None

    def close(self) -> str:
        """End it and all that runs in it; what it had to complain about, for the message of an error."""
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()  # the program in the jail ends, and with it a container
            try:
                self._process.wait(1)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stdout:
                self._process.stdout.close()
            self._errors.seek(0)
            self._complaint = self._errors.read(4000).decode(errors="replace").strip().rpartition("\n")[2][:300]
            self._errors.close()
        return self._complaint

    def _send(self, message: bytes) -> None:
        assert self._process.stdin  # noqa: S101 - a pipe, see above
        write(self._process.stdin.fileno(), framed(message))

    def _receive(self, until: float) -> tuple[str, bytes]:
        """Letter and text of the next message of the zygote's."""
        while (message := next(self._messages, None)) is None:
            self._fill(until)
            self._messages = split(self._buffer)
        return chr(message[0]), message[1:]

    def _fill(self, until: float) -> None:
        assert self._process.stdout  # noqa: S101 - a pipe, see above
        descriptor = self._process.stdout.fileno()
        if not select.select([descriptor], [], [], max(until - time.monotonic(), 0))[0]:
            raise TimeoutError("it does not answer")
        data = os.read(descriptor, 1 << 16)
        if not data:
            raise EOFError("it ended")
        self._buffer += data


_PROBE = b'{"seconds": 5, "steps": 1, "printed": 1, "output": 1}'
