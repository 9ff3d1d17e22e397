"""The gradebook on a real PostgreSQL server, which is restarted in the middle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import func, select, text

import grader
from grader.batch.crews import Here
from grader.batch.discover import discover
from grader.batch.gradebook import Gradebook, schema
from grader.batch.running import run
from grader.batch.trees import Trouble
from tests import tools

from . import course, tiny

PEOPLE = course.students(12)


class Server(NamedTuple):
    data: Path
    control: str
    user: dict[str, Any]

    @property
    def url(self) -> str:
        return f"postgresql:///postgres?host={self.data.parent}&user=grader"

    def call(self, *arguments: str) -> None:
        options = f"-k {self.data.parent} -c listen_addresses='' -c fsync=off"
        command = [self.control, "-D", str(self.data), "-l", str(self.data.parent / "log"), "-w", "-o", options]
        subprocess.run(
            [*command, *arguments], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=120,
            cwd=self.data.parent, **self.user,
        )  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of our own, run by nobody in particular: PostgreSQL refuses to be run by root."""
    places = "/usr/lib/postgresql/*/bin"
    initdb, control = tools.needed("initdb", places), tools.needed("pg_ctl", places)
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = {"user": "nobody", "extra_groups": ()}
        shutil.chown(folder, "nobody")
    subprocess.run(
        [initdb, "-D", str(folder / "data"), "-A", "trust", "-U", "grader", "--no-sync", "-E", "UTF8"],
        check=True, capture_output=True, timeout=120, cwd=folder, **user,
    )  # fmt: skip
    running = Server(folder / "data", control, user)
    running.call("start")
    yield running
    running.call("-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def place(server: Server) -> Iterator[str]:
    """An empty database."""
    yield server.url
    book = Gradebook(server.url, None) if _is_there(server.url) else None
    if book is not None:
        schema.metadata.drop_all(book.database.engine)
        book.close()


def _is_there(url: str) -> bool:
    try:
        Gradebook(url).close()
    except Trouble:
        return False
    return True


def rows(book: Gradebook, table: str) -> int:
    with book.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one())


def test_it_holds_what_sqlite_holds(place: str, tmp_path: Path) -> None:
    found = discover(str(course.zipped(course.canvas(PEOPLE), tmp_path / "in.zip")), "hw4")
    hw4 = grader.load("hw4")
    held = []
    for where in (place, str(tmp_path / "x.gradebook")):
        book = Gradebook(where, "hw4")
        assert run(book, hw4, found, Here(), lambda *_: None).graded == len(PEOPLE)
        assert run(book, hw4, found, Here(), lambda *_: None).graded == 0
        book.decide([(1, "3.B.i")], grader.load("hw4")["3.B.i"].points, "tina", "naïve – but right")
        held.append([standing._replace(number=None) for standing in book.standings()])
        assert rows(book, "verdicts") == len(PEOPLE) * len(hw4.questions)
        book.close()
    assert [standing._replace(decisions={}) for standing in held[0]] == [s._replace(decisions={}) for s in held[1]]


def test_a_restart_in_the_middle_loses_and_doubles_nothing(
    server: Server, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tiny.course(tmp_path / "course")))
    texts = {f"s{n:03}.md": tiny.answers(str(6 + n % 4), f"PAUSE{'!' * n} {11 + n % 3}") for n in range(60)}
    found = discover(str(course.unpacked(texts, tmp_path / "in")), "tiny")
    book = Gradebook(place, "tiny")
    restarts: list[threading.Thread] = []

    def told(stage: str, done: int, of: int) -> None:
        if stage == "grading" and done > 10 and not restarts:
            restarts.append(threading.Thread(target=server.call, args=("-m", "immediate", "restart")))
            restarts[0].start()

    tally = run(book, grader.load("tiny"), found, Here(), told)
    restarts[0].join()
    assert tally.graded + tally.meanwhile >= 60
    assert (rows(book, "submissions"), rows(book, "gradings"), rows(book, "verdicts")) == (60, 60, 120)
    clean = Gradebook(str(tmp_path / "clean.gradebook"), "tiny")
    run(clean, grader.load("tiny"), found, Here(), lambda *_: None)
    assert [s.verdicts for s in book.standings()] == [s.verdicts for s in clean.standings()]
    for each in (book, clean):
        each.close()
    from grader.batch.worker import desk

    desk.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "tiny"]:
        del sys.modules[name]


def test_two_writers_at_once_take_turns(place: str, tmp_path: Path) -> None:
    found = discover(str(course.zipped(course.canvas(PEOPLE), tmp_path / "in.zip")), "hw4")
    Gradebook(place, "hw4").close()
    troubles: list[BaseException] = []

    def work() -> None:
        book = Gradebook(place, "hw4")
        try:
            run(book, grader.load("hw4"), found, Here(), lambda *_: None)
        except BaseException as trouble:  # noqa: BLE001 - it is the test's
            troubles.append(trouble)
        finally:
            book.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    book = Gradebook(place)
    assert (rows(book, "submissions"), rows(book, "gradings")) == (len(PEOPLE), len(PEOPLE))
    book.close()


def test_a_server_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.batch.gradebook.database.PATIENCE", 0.2)
    with pytest.raises(Trouble, match="can't be used") as told:
        Gradebook(f"postgresql://u:secret@/x?host={tmp_path}", "hw4")
    assert "secret" not in str(told.value)


def test_tables_of_a_newer_grader_are_refused(place: str) -> None:
    book = Gradebook(place, "hw4")
    with book.database.engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE key = 'schema'"))
    book.close()
    with pytest.raises(Trouble, match="newer version of grader"):
        Gradebook(place)
    from sqlalchemy import create_engine

    engine = create_engine(place.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = '1' WHERE key = 'schema'"))
    engine.dispose()
