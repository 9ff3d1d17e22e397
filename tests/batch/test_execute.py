"""Workers die, hang and fail; each submission gets its result once, and the same whoever worked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

import grader
from grader.batch.crews import Crew, Dask, Here, Processes
from grader.batch.execute import Order, chunks, execute
from grader.batch.records import Result, Task, packed, unpacked
from grader.batch.rules import rules
from grader.batch.trees import Trouble
from grader.model.verdicts import Outcome

from . import tiny
from .course import students

GOOD = tiny.answers()


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tiny.course(tmp_path / "course")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "tiny"]:
        del sys.modules[name]
    from grader.batch.worker import desk

    desk.cache_clear()


def order(limit: float = 30.0, name: str = "tiny") -> Order:
    return Order(name, rules(grader.load(name)).version, limit)


def tasks(*texts: bytes, name: str = "a.md") -> list[Task]:
    return [Task(number, "", (), ((name, text),)) for number, text in enumerate(texts)]


def run(crew: Crew, wanted: Sequence[Task], said: Order, size: int = 4) -> list[Result]:
    found: list[Result] = []
    try:
        execute(said, chunks(wanted, size), crew, found.extend)
    finally:
        crew.close(at_once=True)
    assert sorted(result.number for result in found) == [task.number for task in wanted]
    return sorted(found, key=lambda result: result.number)


def bare(results: Sequence[Result]) -> bytes:
    return packed([result._replace(seconds={}) for result in results], "")


@pytest.mark.parametrize("make", [Here, lambda: Processes(1), lambda: Processes(2), lambda: Processes(3)])
def test_results_are_the_same_to_the_byte_whoever_works(make: Callable[[], Crew]) -> None:
    work = [Task(s.number, "", (), ((s.file, s.data),)) for s in students(20)]
    said = order(name="hw4")
    assert bare(run(make(), work, said, 3)) == bare(run(Here(), work, said, 7))


@pytest.mark.usefixtures("course")
class TestPool:
    def test_a_submission_that_ends_its_worker_twice_is_passed_over_and_no_other(self) -> None:
        work = tasks(*[GOOD] * 5, tiny.answers(pears="KILL"), *[GOOD] * 6, tiny.answers(pears="KILL"))
        results = run(Processes(2), work, order())
        assert [result.number for result in results if result.status == "lost"] == [5, 12]
        assert "ended the program 2 times" in results[5].reason
        assert {result.status for result in results} == {"lost", "graded"}

    def test_a_worker_that_dies_once_costs_one_attempt(self, tmp_path: Path) -> None:
        once = tiny.answers(pears=f"ONCE {tmp_path}/flag 12")
        results = run(Processes(2), tasks(GOOD, once, GOOD), order())
        assert [result.status for result in results] == ["graded"] * 3

    def test_a_worker_killed_from_outside_loses_nothing(self) -> None:
        crew = Processes(2)
        crew.executor().submit(os.getpid).result()
        victim = next(iter(crew.executor()._processes))  # type: ignore[attr-defined]
        killer = threading.Timer(0.15, os.kill, (victim, signal.SIGKILL))
        killer.start()
        results = run(crew, tasks(*(tiny.answers(pears=f"PAUSE {n}") for n in range(12, 36))), order())
        killer.join()
        assert {result.status for result in results} == {"graded"}

    def test_what_takes_for_ever_is_stopped(self) -> None:
        results = run(Processes(2), tasks(GOOD, tiny.answers(pears="SLEEP"), GOOD), order(limit=0.5))
        assert [result.status for result in results] == ["graded", "time", "graded"]
        assert "longer than 0.5 seconds" in results[1].reason

    def test_what_does_not_even_hear_that_is_ended_with_its_worker(self) -> None:
        results = run(Processes(2), tasks(GOOD, tiny.answers(pears="HANG"), GOOD), order(limit=0.5))
        assert [result.status for result in results] == ["graded", "lost", "graded"]

    @pytest.mark.parametrize("harm", ["FAULT", "MEMORY"])
    def test_a_fault_of_ours_waits_for_a_person(self, harm: str) -> None:
        (good, bad) = run(Processes(1), tasks(GOOD, tiny.answers(pears=harm)), order())
        assert not good.faulty
        assert bad.faulty
        assert [verdict.outcome for verdict in bad.verdicts] == [Outcome.CORRECT, Outcome.NEEDS_PERSON]

    def test_workers_with_other_rules_are_refused(self) -> None:
        said = order()._replace(version="other")
        with pytest.raises(Trouble, match="other rules for tiny"):
            run(Processes(1), tasks(GOOD), said)

    def test_workers_with_another_secret_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        crew = Processes(1)
        crew.executor().submit(os.getpid).result()
        monkeypatch.setenv("GRADER_SECRET", "changed since the workers were started")
        with pytest.raises(Trouble, match="another GRADER_SECRET"):
            run(crew, tasks(GOOD), order())

    def test_workers_without_the_assignment_are_refused(self) -> None:
        said = order()._replace(assignment="nosuch")
        with pytest.raises(Trouble, match="can't grade nosuch"):
            run(Processes(1), tasks(GOOD), said)

    def test_no_more_is_under_way_than_the_workers_need(self) -> None:
        handed = 0

        def work() -> Iterator[list[Task]]:
            nonlocal handed
            for task in tasks(*[GOOD] * 40):
                handed += 1
                yield [task]

        seen: list[int] = []
        crew = Processes(1)
        try:
            execute(order(), work(), crew, lambda results: seen.append(handed - len(seen)))
        finally:
            crew.close()
        assert len(seen) == 40
        assert max(seen) <= 3


class TestSubmissions:
    def one(self, *files: tuple[str, bytes], student: str = "", known: tuple[str, ...] = ()) -> Result:
        (result,) = run(Here(), [Task(0, student, known, files)], order(name="hw4"))
        return result

    def test_several_files_are_one_submission(self) -> None:
        result = self.one(("a.md", b"3.B.i\n608"), ("b.md", b"3.B.ii\n28x28x8"), ("net.py", b"x = 1"))
        outcomes = {verdict.label: verdict for verdict in result.verdicts}
        assert outcomes["3.B.i"].outcome == outcomes["3.B.ii"].outcome == Outcome.CORRECT
        assert outcomes["3.B.ii"].source is not None
        assert outcomes["3.B.ii"].source.file == "b.md"

    def test_two_files_that_differ_go_to_a_person(self) -> None:
        result = self.one(("a.md", b"3.B.i\n608"), ("b.md", b"3.B.i\n600"))
        verdict = next(verdict for verdict in result.verdicts if verdict.label == "3.B.i")
        assert verdict.outcome == Outcome.NEEDS_PERSON
        assert "a.md, b.md" in verdict.feedback

    def test_two_files_that_say_the_same_do_not(self) -> None:
        result = self.one(("a.md", b"3.B.i\n608"), ("b.md", b"3.B.i\n8*76 = 608"))
        assert next(v for v in result.verdicts if v.label == "3.B.i").outcome == Outcome.CORRECT

    def test_an_archive_is_opened(self, tmp_path: Path) -> None:
        from .course import zipped

        packed_up = zipped({"x/a.md": b"3.B.i\n608", "x/b.md": b"3.B.ii\n28x28x8"}, tmp_path / "a.zip").read_bytes()
        result = self.one(("a.zip", packed_up))
        assert sum(verdict.outcome == Outcome.CORRECT for verdict in result.verdicts) == 2

    def test_a_bomb_is_told(self, tmp_path: Path) -> None:
        from .course import zipped

        bomb = zipped({"a.md": b" " * (70 * 2**20)}, tmp_path / "a.zip").read_bytes()
        result = self.one(("a.zip", bomb))
        assert result.status == "unreadable"
        assert "64 MB" in result.reason

    def test_a_file_that_is_broken_beside_one_that_is_not_is_told(self) -> None:
        result = self.one(("a.ipynb", b"{"), ("b.md", b"3.B.i\n608"))
        assert result.status == "graded"
        assert any("a.ipynb" in remark for remark in result.remarks)

    def test_numbers_of_ones_own_are_those_of_the_student(self) -> None:
        from grader.sheets import load

        own = grader.load("hw4").dealt("ada")
        question = own["3.B.i"]
        answer = str(own.key(question).reference)
        sheet = load("toml").render(own).replace("\"3.B.i\" = ''", f"\"3.B.i\" = '{answer}'").encode()

        def outcome(student: str, known: tuple[str, ...]) -> Outcome:
            result = self.one(("hw4.toml", sheet), student=student, known=known)
            return next(v for v in result.verdicts if v.label == "3.B.i").outcome

        assert outcome("340001", ("340001", "ada")) == Outcome.CORRECT
        assert outcome("", ()) == Outcome.CORRECT
        assert any("numbers of student ada" in remark for remark in self.one(("hw4.toml", sheet)).remarks)
        other = next(n for n in map(str, range(99)) if grader.load("hw4").dealt(n)["3.B.i"].given != question.given)
        assert outcome(other, (other,)) != Outcome.CORRECT, "another student's numbers are not one's own"

    def test_variants_are_kept(self) -> None:
        result = self.one(("a.md", b"3.B.i\n608"), student="ada")
        assert result.variants["3.B.i"].startswith("size=")

    def test_a_fault_in_reading_costs_one_submission(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from grader.batch import worker

        monkeypatch.setattr(worker, "_report", lambda *_: 1 / 0)
        result = self.one(("a.md", b"3.B.i\n608"))
        assert (result.status, result.faulty) == ("failed", True)
        assert "ZeroDivisionError" in result.remarks[0]


def test_records_come_back_as_they_went() -> None:
    results = run(Here(), [Task(s.number, "", (), ((s.file, s.data),)) for s in students(4)], order(name="hw4"))
    assert unpacked(packed(results, "v")) == ("v", results)


def test_chunks_are_bounded_in_number_and_bytes() -> None:
    big = b"x" * 3 * 2**20
    assert [len(chunk) for chunk in chunks(tasks(b"", b"", b"", big, big, b""), 2)] == [2, 2, 2]
    assert [len(chunk) for chunk in chunks(tasks(big, big, big), 24)] == [1, 1, 1]


@pytest.mark.usefixtures("course")
class TestDask:
    @pytest.fixture
    def cluster(self, course: Path, tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
        """A real scheduler and two worker processes."""
        environment = os.environ | {"PYTHONPATH": str(course), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        file = tmp_path / "scheduler.json"
        log = (tmp_path / "dask.log").open("wb")

        def start(*arguments: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=tmp_path)

        said = ("--scheduler-file", str(file))
        scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *said)
        workers = [
            start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0", *said)
            for _ in range(2)
        ]
        try:
            yield self.address(file, scheduler), workers
        finally:
            for process in (*workers, scheduler):
                process.kill()
                process.wait()
            log.close()

    def address(self, file: Path, scheduler: subprocess.Popen[bytes]) -> str:
        import json

        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and scheduler.poll() is None:
            if file.exists() and file.stat().st_size:
                return str(json.loads(file.read_text())["address"])
            time.sleep(0.05)
        raise AssertionError("the scheduler did not start")

    def crew(self, address: str, workers: int = 2) -> Dask:
        crew = Dask(address)
        crew._client.wait_for_workers(workers, timeout=120)
        crew.width = workers
        return crew

    def test_a_cluster_gives_the_same_bytes_and_a_worker_killed_in_the_middle_loses_nothing(
        self, cluster: tuple[str, list[subprocess.Popen[bytes]]]
    ) -> None:
        address, workers = cluster
        work = tasks(*[tiny.answers(str(n % 9), f"PAUSE{'!' * n} 12") for n in range(60)])
        crew = self.crew(address)
        found: list[Result] = []

        def done(results: Sequence[Result]) -> None:
            found.extend(results)
            if len(found) > 10 and workers[0].poll() is None:
                workers[0].kill()
                workers[0].wait()

        try:
            execute(order(), chunks(work, 3), crew, done)
        finally:
            crew.close()
        assert workers[0].poll() is not None
        assert workers[1].poll() is None
        assert bare(sorted(found, key=lambda result: result.number)) == bare(run(Here(), work, order()))

    def test_what_takes_for_ever_is_stopped_there_too(self, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
        results = run(self.crew(cluster[0]), tasks(GOOD, tiny.answers(pears="SLEEP"), GOOD), order(limit=0.5))
        assert [result.status for result in results] == ["graded", "time", "graded"]

    def test_a_cluster_that_loses_all_workers_is_told(
        self, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("grader.batch.crews.NOBODY", 0.5)
        monkeypatch.setattr("grader.batch.execute.LOOK", 0.3)
        address, workers = cluster
        crew = self.crew(address)
        for worker in workers:
            worker.kill()
            worker.wait()
        with pytest.raises(Trouble, match="has had no worker"):
            run(crew, tasks(GOOD), order())

    def test_no_scheduler_is_told_with_a_way_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("grader.batch.crews.CONNECT", 1)
        with pytest.raises(Trouble, match="Start one with: dask scheduler"):
            Dask("tcp://127.0.0.1:9")


def test_processes_that_can_not_be_started_are_told_and_nobody_interrupted() -> None:
    class Broken(Here):
        def submit(self, fn: object, /, *args: object, **kwargs: object) -> Future[Any]:
            raise EOFError

    with pytest.raises(Trouble, match=r"worker processes can't be started \(EOFError\).*--workers 0"):
        execute(order(name="hw4"), [tasks(GOOD)], Broken(), lambda results: None)
