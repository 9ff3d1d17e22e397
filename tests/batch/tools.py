"""Programs that tests start; where one is missing the test is skipped, and fails under GRADER_REQUIRE_ALL=1."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess

import pytest


def needed(name: str, *places: str) -> str:
    """The path of a program, looked for on PATH and in these places, the newest first."""
    found = shutil.which(name) or next(
        (path for place in places for path in sorted(glob.glob(f"{place}/{name}"), reverse=True)), None
    )
    if found is None:
        _missing(f"{name} is not installed")
    return str(found)


def mounts() -> list[str]:
    """What stands before a command that may mount; only it sees the mounts."""
    command = ["unshare", "--user", "--map-root-user", "--mount"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command, "true"], capture_output=True, check=False).returncode
    ):
        _missing("nothing may be mounted here")
    return command


def _missing(what: str) -> None:
    if os.environ.get("GRADER_REQUIRE_ALL"):
        pytest.fail(what)
    pytest.skip(what)
