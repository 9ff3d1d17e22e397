"""The program in the jail: NumPy is loaded once, then each job is a fork of it. It never runs a student's code itself.

In come the configuration, once, and for each job its limits (JSON) and its payload; out goes a letter and its text: "r"
ready · "j" bytes of the job's · "n" a system call that was denied · "e" how the job ended, the last of each job.
"""

from __future__ import annotations

import base64
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from typing import Any

from . import confine, student
from .pipes import framed, read, write

_GRACE = 0.5
"""Seconds from the moment when the process should have stopped a cell by itself to its end."""
_PAUSE = 0.01
_NOTES = 50
_LAZY = ("numpy.random", "numpy.linalg", "numpy.fft", "dataclasses", "math", "itertools", "functools", "typing", "time")
"""What most submissions load, and NumPy does not by itself."""


class _Site:
    """Finds the allowed packages, and no other: their neighbours are not looked at."""

    def __init__(self, places: dict[str, str]) -> None:
        self._places = places

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The spec of a top-level module."""
        place = self._places.get(name)
        if path is not None or place is None:
            return None
        if place.endswith(".py"):
            return spec_from_file_location(name, place)
        return spec_from_file_location(name, f"{place}/__init__.py", submodule_search_locations=[place])


class Zygote:
    """Forks jobs and watches them. settings : see `main`."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._watch = _Watch()
        self._settings = settings
        self._filters = [base64.b64decode(code) for code in settings["filters"]]
        self._pids = settings["namespaces"] and _can_unshare()
        self._landlock = confine.landlock_version()

    @property
    def ready(self) -> dict[str, Any]:
        """What this jail has."""
        return {"landlock": self._landlock, "pids": self._pids, "python": sys.version.split()[0]}

    def job(self, limits: dict[str, Any]) -> None:
        """Fork, watch, and say how it ended. The payload is read by the job itself: nothing of it must stay here."""
        ours, theirs = socket.socketpair()
        if self._pids:
            confine.new_pids()
        try:
            child = os.fork()
            if not child:
                self._child(ours, theirs, limits)
        finally:
            if self._pids:
                confine.own_pids()
        theirs.close()
        with ours:
            ended = self._watch.until_the_end(ours, limits)
        os.kill(child, signal.SIGKILL)  # it may have ended; nobody has waited for it yet
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        write(1, framed(b"e" + json.dumps({"ended": ended, "status": status}).encode()))

    def _child(self, ours: socket.socket, theirs: socket.socket, limits: dict[str, Any]) -> None:
        """The job's process; does not return."""
        status = 70
        try:
            payload = read(0)
            ours.detach()
            channel = os.dup2(theirs.detach(), 3)
            null = os.open("/dev/null", os.O_RDWR)
            for standard in (0, 1, 2):
                os.dup2(null, standard)
            os.closerange(4, 1024)
            self._hand_over(channel, limits)
            gc.enable()
            student.main(payload, lambda message: write(channel, framed(message)), tuple(self._settings["silent"]))
            status = 0
        finally:
            os._exit(status)

    def _hand_over(self, channel: int, limits: dict[str, Any]) -> None:
        """Shut the process in, and give the watch what the filter reports to; or tell what could not be done."""
        sender = socket.socket(fileno=channel)
        try:
            listener = self._confine(limits)
        except OSError as trouble:
            sender.send(b"x" + str(trouble).encode()[:400])
            raise
        socket.send_fds(sender, [b"l"], [] if listener is None else [listener])
        if listener is not None:
            os.close(listener)
        sender.detach()

    def _confine(self, limits: dict[str, Any]) -> int | None:
        writable = ["/dev/null"]
        if self._pids:
            confine.fresh_tmp(limits["files"])
            writable.append("/tmp")  # noqa: S108 - this job's own
            os.chdir("/tmp")  # noqa: S108
        else:
            os.chdir("/")
        confine.rlimits(memory=limits["memory"], seconds=int(limits["total_seconds"]) + 1, file_size=limits["files"])
        confine.drop_capabilities()
        if self._landlock:
            confine.landlock(self._settings["readable"], writable)
        return confine.seccomp(self._settings["seccomp"], *self._filters)


class _Watch:
    """Passes on what a job sends until it ends, or must.

    The channel is emptied now and then, not at each message: what a process sent stays there when it is killed, and
    to be woken costs more than most answers. No byte of it stays here, where the next job would inherit it.
    """

    def __init__(self) -> None:
        self._buffer = bytearray(1 << 18)

    def until_the_end(self, channel: socket.socket, limits: dict[str, Any]) -> str:
        """How it ended: "left", "time", "reply" (too much was sent) or "broken: …" (it was not started)."""
        first, passed, _, _ = socket.recv_fds(channel, 1, 1)
        if first != b"l":
            return f"broken: {channel.recv(400).decode()}"
        channel.setblocking(False)
        self._channel, self._limits = channel, limits
        self._sent = self._notes = 0
        try:
            return self._watched(passed[0] if passed else None)
        finally:
            for listener in passed:
                os.close(listener)

    def _watched(self, listener: int | None) -> str:
        started = self._heard = time.monotonic()
        poll = select.poll()
        poll.register(self._channel, 0)
        if listener is not None:
            poll.register(listener, select.POLLIN)
        while True:
            now = time.monotonic()
            patience = self._heard + self._limits["seconds"] + _GRACE - now
            left = min(patience, started + self._limits["total_seconds"] - now)
            if left <= 0:
                return "time"
            found = dict(poll.poll(min(left, _PAUSE) * 1000 + 1))
            fits = self._pass_on()  # before what was denied: it was sent before
            if not fits:
                return "reply"
            if self._channel.fileno() in found:
                return "left" if self._pass_on() else "reply"
            if listener in found:
                if found[listener] & select.POLLIN:
                    self._note(listener)
                else:
                    poll.unregister(listener)

    def _note(self, listener: int) -> None:
        number = confine.denied(listener)
        self._notes += 1
        if number is not None and self._notes <= _NOTES:
            write(1, framed(b"n" + str(number).encode()))

    def _pass_on(self) -> bool:
        """Pass on all that has come; whether it is within the bound."""
        view = memoryview(self._buffer)
        while True:
            try:
                length = self._channel.recv_into(view)
            except (BlockingIOError, ConnectionResetError):
                return True
            if not length:
                return True
            self._heard = time.monotonic()
            self._sent += length
            if self._sent <= self._limits["reply"]:
                write(1, struct.pack("!Ic", 1 + length, b"j"))
                write(1, view[:length])
            view[:length] = bytes(length)
            if self._sent > self._limits["reply"]:
                return False


def _can_unshare() -> bool:
    """Whether each job can have its own pids and its own /tmp; tried in a child that is thrown away."""
    child = os.fork()
    if not child:
        status = 1
        try:
            confine.new_pids()
            confine.fresh_tmp(1 << 20)
            confine.own_pids()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def main() -> None:
    """Read the configuration, load, and serve until the input ends.

    The configuration: site {module: path}, modules to load, namespaces (whether to try them), readable and silent
    (paths), filters (two, base64), seccomp (the system call's number).
    """
    settings = json.loads(read(0))
    sys.meta_path.append(_Site(settings["site"]))
    for name in (*settings["modules"], *_LAZY):
        importlib.import_module(name)
    for name in [name for name in sys.modules if name.partition(".")[0] == "inner"]:
        del sys.modules[name]
    zygote = Zygote(settings)
    write(1, framed(b"r" + json.dumps(zygote.ready).encode()))
    gc.collect()
    gc.freeze()
    gc.disable()
    while True:
        try:
            zygote.job(json.loads(read(0)))
        except EOFError:
            return
