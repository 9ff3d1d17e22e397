"""Sandboxes that are started once. Without one, tests are skipped, or fail under GRADER_REQUIRE_ALL=1."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from grader.model.executions import Cell
from grader.sandbox import Refused, Sandbox
from tests.tools import lacks

JAILS = ("namespaces", "landlock")


@functools.cache
def missing(isolation: str) -> str:
    """Why there is no such isolation here; "" where there is."""
    try:
        with Sandbox(isolation=isolation) as sandbox:
            sandbox.run([Cell("")], [])
    except Refused as refused:
        return str(refused)
    return ""


def need(isolation: str) -> None:
    """End the test where there is no such isolation here."""
    if why := missing(isolation):
        lacks(why)


def _started(isolation: str) -> Iterator[Sandbox]:
    need(isolation)
    with Sandbox(isolation=isolation) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The jail in namespaces."""
    yield from _started("namespaces")


@pytest.fixture(scope="session", params=JAILS)
def each_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """Each kind of jail."""
    yield from _started(request.param)
