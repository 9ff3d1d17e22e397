"""Libraries that solvers are held to; the extra `oracles` installs them."""

from __future__ import annotations

import importlib
from typing import Any

from tests.tools import lacks


def oracle(name: str) -> Any:
    """The module of this name, or a skipped test where it is not installed (a failure under GRADER_REQUIRE_ALL)."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        lacks(f"{name} is not installed; the extra oracles has it")
