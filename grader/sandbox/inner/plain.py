"""One job as a plain process with limits, for people's own code on their own machine: no jail, any system."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from . import student
from .pipes import framed, read, write


def main() -> None:
    """Read the limits and the payload from the input, run, and answer on what was the output."""
    limits, payload = json.loads(read(0)), read(0)
    channel = os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(channel, os.O_BINARY)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    _bound(limits)
    student.main(payload, lambda message: write(channel, framed(message)), ())
    os._exit(0)


def _bound(limits: dict[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_CPU, int(limits["total_seconds"]) + 1),
        (resource.RLIMIT_FSIZE, limits["files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS has no bound on the address space; a lower one may be set already
            continue
