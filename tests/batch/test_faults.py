"""Whatever becomes of a run: nothing is lost, nothing is doubled, and it is told."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

import grader
from grader.batch.crews import Here
from grader.batch.discover import discover
from grader.batch.gradebook import Gradebook, database
from grader.batch.running import run
from grader.batch.trees import Trouble
from tests import tools

from . import course, tiny

GRADER = [sys.executable, "-m", "grader"]
COUNT = 60
KILLS = 20


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the tiny course and its submissions, each of which takes a while."""
    tiny.course(tmp_path / "course")
    texts = {f"s{n:03}.md": tiny.answers(str(6 + n % 4), f"PAUSE{'!' * n} {11 + n % 3}") for n in range(COUNT)}
    course.unpacked(texts, tmp_path / "in")
    return tmp_path


def environment(place: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRADER_")}
    return kept | {"PYTHONPATH": str(place / "course"), "PYTHONUNBUFFERED": "1"}


def start(
    place: Path, *arguments: str, before: list[str] | None = None, cwd: Path | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*(before or []), *GRADER, *arguments],
        cwd=cwd or place,
        env=environment(place),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )


def call(place: Path, *arguments: str, before: list[str] | None = None) -> tuple[int, str]:
    process = start(place, *arguments, before=before)
    said, told = process.communicate(timeout=120)
    assert "Traceback" not in told, told
    return process.returncode, said + told


BATCH = ("batch", "tiny", "in", "--workers", "2")


def clean(place: Path) -> list[object]:
    """What an undisturbed run comes to."""
    code, said = call(place, *BATCH, "-o", "clean.gradebook")
    assert code == 0, said
    return exported(place, "clean.gradebook")


def exported(place: Path, book: str) -> list[object]:
    code, said = call(place, "export", book, "--to", "json", "-o", f"{book}.json")
    assert code == 0, said
    found: list[object] = json.loads((place / f"{book}.json").read_text())
    return found


def counts(book: Path) -> dict[str, int]:
    with closing(sqlite3.connect(book)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = ("students", "submissions", "gradings", "responses", "verdicts")
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608


ALL = {"students": COUNT, "submissions": COUNT, "gradings": COUNT, "responses": 2 * COUNT, "verdicts": 2 * COUNT}


def descendants(pid: int) -> set[int]:
    found: set[int] = set()
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return found
    for child in map(int, children):
        found |= {child} | descendants(child)
    return found


def alive(pids: set[int]) -> set[int]:
    def works(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return {pid for pid in pids if works(pid)}


def test_killed_at_any_moment_the_next_run_goes_on(place: Path) -> None:
    rng = random.Random(7)  # noqa: S311 - not for secrets
    interrupted = 0
    everybody: set[int] = set()
    for _ in range(KILLS):
        process = start(place, *BATCH)
        time.sleep(rng.uniform(0.1, 0.9))
        everybody |= descendants(process.pid)
        process.kill()
        process.communicate(timeout=60)
        interrupted += process.returncode == -signal.SIGKILL
        book = place / "tiny.gradebook"
        if book.exists():
            with closing(sqlite3.connect(book)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert interrupted >= 5
    code, said = call(place, *BATCH)
    assert code == 0, said
    assert counts(place / "tiny.gradebook") == ALL
    assert exported(place, "tiny.gradebook") == clean(place)
    deadline = time.monotonic() + 30
    while alive(everybody) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(everybody), "workers end with the run"


def test_an_interruption_is_clean_and_says_how_to_go_on(place: Path) -> None:
    process = start(place, *BATCH)
    book = place / "tiny.gradebook"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if book.exists():
            try:
                with closing(sqlite3.connect(book)) as connection:
                    if connection.execute("SELECT count(*) FROM gradings").fetchone()[0]:
                        break
            except sqlite3.Error:
                pass
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert f"of {COUNT} submissions are graded and kept in tiny.gradebook" in told
    assert "To go on, call the same again: grader batch tiny in --workers 2" in told
    with closing(sqlite3.connect(book)) as connection:
        assert connection.execute("SELECT outcome FROM runs").fetchone() == ("interrupted",)
    code, said = call(place, *BATCH)
    assert code == 0
    assert " before." in said
    assert counts(book) == ALL
    assert exported(place, "tiny.gradebook") == clean(place)


def test_two_runs_at_once_on_one_gradebook_lose_and_double_nothing(place: Path) -> None:
    runs = [start(place, *BATCH) for _ in range(2)]
    said = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert counts(place / "tiny.gradebook") == ALL
    assert exported(place, "tiny.gradebook") == clean(place)
    assert any("entered by another run meanwhile" in out or " before." in out for out, _ in said)


def test_a_full_disk_is_told_and_nothing_is_lost(place: Path) -> None:
    """In one process's own mounts: too small a disk, then a larger one on which the same run goes on."""
    small = place / "small"
    small.mkdir()
    command = " ".join([*GRADER, *BATCH, "-o", f"{small}/tiny.gradebook"])
    script = (
        f"mount -t tmpfs -o size=400k tmpfs {small} && {{ {command}; echo first $?; }}; "
        f"mount -o remount,size=64m {small} && {{ {command}; echo second $?; }}; cp {small}/tiny.gradebook* {place}/"
    )
    process = subprocess.run(
        [*tools.mounts(), "sh", "-c", script], cwd=place, env=environment(place), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    said = process.stdout + process.stderr
    assert "Traceback" not in said
    assert "first 2" in said, said
    assert "There is no room left on the disk" in said
    assert "second 0" in said
    assert counts(place / "tiny.gradebook") == ALL
    assert exported(place, "tiny.gradebook") == clean(place)


def test_a_folder_that_can_not_be_written_is_told(place: Path) -> None:
    fixed = place / "fixed"
    fixed.mkdir()
    command = " ".join([*GRADER, *BATCH, "-o", f"{fixed}/tiny.gradebook"])
    script = f"mount --bind {fixed} {fixed} && mount -o remount,bind,ro {fixed} && {command}"
    process = subprocess.run(
        [*tools.mounts(), "sh", "-c", script], cwd=place, env=environment(place), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert process.returncode == 2, process.stderr
    assert "can't be written" in process.stderr
    assert "-o" in process.stderr
    assert "Traceback" not in process.stderr


@pytest.fixture
def here(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], object]]:
    """A run in this process on a gradebook at a place."""
    monkeypatch.syspath_prepend(str(place / "course"))

    def call(where: str) -> object:
        book = Gradebook(where, "tiny")
        try:
            return run(book, grader.load("tiny"), discover(str(place / "in"), "tiny"), Here(), lambda *_: None)
        finally:
            book.close()

    yield call
    from grader.batch.worker import desk

    desk.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "tiny"]:
        del sys.modules[name]


def test_a_gradebook_locked_by_another_program_is_told_and_then_goes_on(
    place: Path, here: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCKED_FOR", 0.2)
    where = str(place / "x.gradebook")
    Gradebook(where, "tiny").close()
    with closing(sqlite3.connect(where, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="locked by another program, perhaps a database browser: close it"):
            here(where)
        other.execute("ROLLBACK")
    here(where)
    assert counts(Path(where)) == ALL


def test_a_lock_for_a_moment_is_waited_for(place: Path, here: Callable[[str], object]) -> None:
    where = str(place / "x.gradebook")
    Gradebook(where, "tiny").close()
    with closing(sqlite3.connect(where, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.7, other.execute, ("ROLLBACK",))
        timer.start()
        here(where)
        timer.join()
    assert counts(Path(where)) == ALL


def test_bad_submissions_of_every_kind_stop_nobody(place: Path) -> None:
    folder = place / "in"
    zipped = course.zipped({f"{n}.md": b"x" for n in range(3_000)}, place / "many.zip").read_bytes()
    bomb = course.zipped({"a.md": b"\0" * (70 * 2**20)}, place / "bomb.zip").read_bytes()
    course.unpacked(
        {
            "corrupt.zip": b"PK\x03\x04 cut",
            "bomb.zip": bomb,
            "many.zip": zipped,
            "empty.md": b"",
            "binary.md": bytes(range(256)) * 40,
            "large.md": b"1.a\n8\n" * 2_000_000,
            "killer.md": tiny.answers(pears="KILL"),
            "slow.md": tiny.answers(pears="SLEEP"),
            "fault.md": tiny.answers(pears="FAULT"),
        },
        folder,
    )
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.md"))).write_bytes(tiny.answers())
    code, said = call(place, *BATCH, "--limit", "1")
    assert code == 3, said
    assert "8 could not be graded" in said
    for name in ("corrupt", "bomb", "many", "empty", "binary", "large", "killer", "slow"):
        assert f"    {name}: " in said, name
    assert "file names are not UTF-8" in said
    assert "grader itself failed on 1 of them" in said
    again, said = call(place, *BATCH, "--limit", "1")
    assert "0 graded now" in said
    found = {student["id"]: student for student in exported(place, "tiny.gradebook")}  # type: ignore[index]
    assert len(found) == COUNT + 10
    assert found["\\xff\\xfe"]["report"]["points"] == 4  # type: ignore[index]
    assert again == 3
