"""What a worker does: bytes of submissions in, bytes of results out, nothing kept between them but the assignment.

It runs in a process of the local pool or on a Dask worker; whatever a submission does to it costs that submission only.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import grader
from grader.authoring import Assignment
from grader.batch.records import Result, Task, packed, refused
from grader.batch.rules import rules
from grader.merging import merged, newest, versions
from grader.model.documents import BadFile, Document
from grader.model.verdicts import Report

if TYPE_CHECKING:
    from grader.sandbox import Sandbox

MEMORY = 4 * 2**30
"""Bytes of address space of a local worker."""

HARD = 3.0
"""After so many times its limit of time, a local worker that could not be interrupted ends itself."""

UNSAFE = "With --unsafe-no-sandbox it is run all the same: it can then do whatever you can."

CODE_SHARE = 0.8
"""Of a submission's time, at most so much is for running its code."""


class OutOfTime(BaseException):
    """A submission took longer than it may; no `except Exception` holds it up."""


class Desk(NamedTuple):
    """What a worker keeps between submissions. sandbox : for assignments that ask for code; gone with the process."""

    assignment: Assignment
    version: str
    sandbox: Sandbox | None = None


@functools.cache
def desk(name: str, isolation: str | None = None) -> Desk:
    """The desk for an assignment, set up when it is needed first. isolation : what shuts code in, see Sandbox."""
    assignment = grader.load(name)
    for question in assignment.questions:
        assignment.key(question)
    return Desk(assignment, rules(assignment).version, _sandbox(isolation) if assignment.outline.executed else None)


def _sandbox(isolation: str | None) -> Sandbox:
    from grader.sandbox import Sandbox

    return Sandbox(isolation=isolation)


def begin(memory: int = MEMORY) -> None:
    """Prepare a process of the local pool: Ctrl-C is the parent's business, and the parent's end is ours."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # no such limits here
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def grade_chunk(name: str, limit: float, tasks: Sequence[Task], isolation: str | None = None) -> bytes:
    """The results on some submissions, in their order. limit : seconds for each. isolation : see `desk`.

    What is in a worker's way is data, too: not every exception can be sent.
    """
    from grader.sandbox.refusals import Refused

    try:
        held = desk(name, isolation)
        if held.sandbox is not None:
            held.sandbox.run((), ())
    except Refused as why:
        return refused(f"{why} {UNSAFE}")
    except Exception as error:  # noqa: BLE001 - whoever called is told
        return refused(f"{type(error).__name__}: {error}")
    return packed([graded(held, Task(*task), limit) for task in tasks], stamp(held.version))


def stamp(version: str) -> str:
    """The version with a mark of the secret by which numbers are dealt here: workers must have the same."""
    secret = os.environ.get("GRADER_SECRET")
    if secret is None:
        return version
    return f"{version}-{hashlib.sha256(f'mark of {secret}'.encode()).hexdigest()[:8]}"


def graded(held: Desk, task: Task, limit: float) -> Result:
    """The result on one submission; it never raises for what a student wrote."""
    try:
        with _at_most(limit):
            return _result(held, task, limit)
    except OutOfTime:
        return Result(
            task.number, "time", f"It took longer than {limit:g} seconds to read. A person has to look at it."
        )
    except Exception:  # noqa: BLE001 - a fault of ours costs one submission, which a person looks at
        told = "The grader itself failed on this submission; a person will look at it. It is not held against you."
        return Result(task.number, "failed", told, remarks=(traceback.format_exc(limit=-3)[-2_000:],), faulty=True)


def _result(held: Desk, task: Task, limit: float) -> Result:
    clock = time.perf_counter
    start = clock()
    documents, unread = _documents(task)
    read = clock()
    if not documents:
        reason = " ".join(why for _, why in unread) or "Nothing was handed in that can be read."
        return Result(task.number, "unreadable", reason, unread=unread)
    assignment = _dealt(held.assignment, task)
    remarks = [_unread(file, why) for file, why in unread]
    if assignment.student is not None and not task.student:
        remarks.append(f"Judged with the numbers of student {assignment.student}, for whom this sheet was written.")
    share = limit / sum(map(len, documents.values()))
    reports = {
        file: merged([_report(held, assignment, document, share) for document in within])
        for file, within in documents.items()
    }
    chains = versions(list(reports)) if task.numbered else [[file] for file in reports]
    report = merged([newest([reports[file] for file in chain]) for chain in chains])
    return Result(
        task.number,
        "graded",
        verdicts=report.verdicts,
        variants=_variants(assignment),
        remarks=(*report.remarks, *remarks),
        faulty=report.faulty,
        seconds={"read": read - start, "judge": clock() - read},
        unread=unread,
    )


def _unread(file: str, why: str) -> str:
    return why if file.partition(": ")[0] in why else f"{file} was not read: {why}."


def _report(held: Desk, assignment: Assignment, document: Document, limit: float) -> Report:
    from grader.scoring import grade

    if held.sandbox is None:
        return grade(assignment, document)
    from grader.execution import executed_by
    from grader.sandbox import Limits

    bounds = Limits()
    bounds = bounds._replace(total_seconds=min(bounds.total_seconds, CODE_SHARE * limit))
    try:
        ran = executed_by(functools.partial(held.sandbox.run, limits=bounds), document, assignment.outline)
    except BaseException:
        held.sandbox.close()  # it may have been in the middle of this one
        raise
    return _told(grade(assignment, document, ran), assignment)


def _told(report: Report, assignment: Assignment) -> Report:
    """With what only staff may know of the run beside each verdict on code."""
    code = assignment.outline.executed
    return replace(
        report,
        verdicts=tuple(
            replace(verdict, staff="\n".join(filter(None, (verdict.staff, *report.staff))))
            if verdict.label in code
            else verdict
            for verdict in report.verdicts
        ),
    )


def _documents(task: Task) -> tuple[dict[str, tuple[Document, ...]], tuple[tuple[str, str], ...]]:
    """The write-ups in each file of a submission, in the order of the names, and what was not read, and why."""
    from grader.reading import MAX_WRITE_UPS, UNANSWERED, documents, is_project_file

    found: dict[str, tuple[Document, ...]] = {}
    unread: list[tuple[str, str]] = []
    written = [file for file in task.files if not is_project_file(file[0])] or list(task.files)
    unread += [(name, UNANSWERED) for name, _ in task.files if all(name != other for other, _ in written)]
    room = MAX_WRITE_UPS
    for name, data in sorted(written, key=lambda file: file[0]):
        if room <= 0:
            unread.append((name, f"only {MAX_WRITE_UPS} write-ups are read"))
            continue
        try:
            gathered = documents(name, data)
        except BadFile as trouble:
            unread.append((name, str(trouble)))
            continue
        found[_free(name, found)] = gathered.documents
        unread += gathered.unread
        room -= len(gathered.documents)
    return found, tuple(unread)


def _free(name: str, taken: Collection[str]) -> str:
    """The name, or one like it where a file of the same name is there already."""
    return next(
        each for each in itertools.chain((name,), (f"{name} [{n}]" for n in itertools.count(2))) if each not in taken
    )


def _dealt(assignment: Assignment, task: Task) -> Assignment:
    """The assignment with the numbers of the student: those of the sheet, where it was written for them."""
    from grader.sheets import student_of

    written = next(filter(None, (student_of(data, assignment.name) for _, data in task.files)), None)
    if task.student:
        mine = written is not None and written.casefold() in task.known
        return assignment.dealt(written if mine and written else task.student, os.environ.get("GRADER_SECRET"))
    return assignment if written is None else assignment.dealt(written, os.environ.get("GRADER_SECRET"))


def _variants(assignment: Assignment) -> dict[str, str]:
    """The numbers that each question was dealt, as text; nothing where they are the printed ones."""
    if assignment.student is None:
        return {}
    from grader.authoring.dealing import ranges

    return {
        question.label: ", ".join(f"{name}={getattr(question.given[0], name)}" for name in ranges(question.problem))
        for question in assignment.questions
        if question.given and ranges(question.problem)
    }


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in this thread after some seconds; end the process where even that is not heard."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _by_signal(seconds):
            yield
        return
    with _by_thread(seconds):
        yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    import faulthandler

    def out(number: int, frame: object) -> None:
        del number, frame
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, out)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    pooled = _in_pool()
    if pooled:  # a long step in C hears no signal
        faulthandler.dump_traceback_later(seconds * HARD, exit=True, file=_nowhere())
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if pooled:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    """For threads of a Dask worker, which get no signals."""
    import ctypes

    mine = threading.get_ident()
    over = threading.Event()
    raise_in: Callable[..., int] = ctypes.pythonapi.PyThreadState_SetAsyncExc

    def watch() -> None:
        if not over.wait(seconds):
            raise_in(ctypes.c_ulong(mine), ctypes.py_object(OutOfTime))

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _in_pool() -> bool:
    from multiprocessing import parent_process

    return parent_process() is not None


@functools.cache
def _nowhere() -> Any:
    return open(os.devnull, "w") if sys.stderr is not None else None
