"""What tests need of the machine."""

from __future__ import annotations

import glob
import importlib
import os
import shutil
import subprocess
from types import ModuleType
from typing import NoReturn

import pytest


def lacks(what: str) -> NoReturn:
    """Skip the test for want of something, or fail it where everything has to be there."""
    if os.environ.get("GRADER_REQUIRE_ALL"):
        pytest.fail(what)
    pytest.skip(what)


def needed(name: str, *places: str) -> str:
    """The path of a program, looked for on PATH and in these places, the newest first."""
    there = (path for place in places for path in sorted(glob.glob(f"{place}/{name}"), reverse=True))
    return shutil.which(name) or next(there, "") or lacks(f"{name} is not installed")


def mounts() -> list[str]:
    """What stands before a command that may mount; only it sees the mounts."""
    command = ["unshare", "--user", "--map-root-user", "--mount"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command, "true"], capture_output=True, check=False).returncode
    ):
        lacks("nothing may be mounted here")
    return command


def oracle(name: str) -> ModuleType:
    """A library whose results ours are held to, by its module's name; it comes with the extra `oracles`."""
    try:
        return importlib.import_module(name)
    except ImportError:
        lacks(f"{name.partition('.')[0]} is not installed")
