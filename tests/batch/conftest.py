from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import grader
from grader.batch.crews import Here
from grader.batch.discover import discover
from grader.batch.gradebook import Gradebook
from grader.batch.running import Tally, Wish, run

from . import course


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    """An empty gradebook of hw4."""
    opened = Gradebook(str(tmp_path / "hw4.db"), "hw4")
    yield opened
    opened.close()


@pytest.fixture
def graded(book: Gradebook, tmp_path: Path) -> Callable[..., Tally]:
    """Grade files into the gradebook, in this process."""

    def call(files: dict[str, bytes], wish: Wish | None = None) -> Tally:
        path = course.zipped(files, tmp_path / "in.zip")
        return run(book, grader.load("hw4"), discover(str(path), "hw4"), Here(), lambda *_: None, wish)

    return call
