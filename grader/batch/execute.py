"""Submissions to workers in chunks and results back, whatever becomes of a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import NamedTuple

from grader.batch import worker
from grader.batch.crews import Crew, died
from grader.batch.records import Refused, Result, Task, unpacked
from grader.batch.trees import Trouble

CHUNK = 24
"""Submissions handed to a worker at once; a task of its own for each costs a cluster more than grading it."""

CHUNK_BYTES = 4 * 2**20

AHEAD = 2
"""Chunks for each worker that are under way at once, so that none waits and memory stays flat."""

ATTEMPTS = 2
"""So many workers may be lost to one submission."""

LOOK = 5.0
"""Seconds between two looks at whether anybody works, while nothing comes back."""


class Order(NamedTuple):
    """What is asked of the workers.

    version : of the rules; theirs must be the same. limit : seconds a submission. isolation : what shuts code in.
    """

    assignment: str
    version: str
    limit: float = 60.0
    isolation: str | None = None


def chunks(tasks: Iterable[Task], size: int = CHUNK) -> Iterator[list[Task]]:
    """The tasks in their order, in lists bounded in number and bytes."""
    held: list[Task] = []
    total = 0
    for task in tasks:
        if held and (len(held) >= size or total + task.size > CHUNK_BYTES):
            yield held
            held, total = [], 0
        held.append(task)
        total += task.size
    if held:
        yield held


def execute(order: Order, work: Iterable[list[Task]], crew: Crew, done: Callable[[Sequence[Result]], None]) -> None:
    """Have all chunks graded; `done` is called with results as they come, each submission's exactly once.

    Raises Trouble where the workers are not fit for the work or have gone, and what `done` raises.
    """
    source = iter(work)
    under_way: dict[Future[bytes], list[Task]] = {}
    while True:
        suspects: list[Task] = []
        for chunk in source:
            try:
                under_way[_handed(order, crew, chunk)] = chunk
            except Exception as error:
                if not died(error):
                    raise
                suspects += chunk
                break
            if len(under_way) >= crew.width * AHEAD:
                break
        if not under_way and not suspects:
            return
        for future in _finished(under_way, crew) if under_way else ():
            chunk = under_way.pop(future)
            results = _results(order, future)
            if results is None:
                suspects += chunk
            else:
                done(results)
        if suspects and crew.fragile:  # which of them it was is not known
            suspects += [task for chunk in under_way.values() for task in chunk]
            under_way = {}
        if suspects:
            crew.renew()
        for task in sorted(suspects, key=lambda task: task.number):
            done([_alone(order, task, crew)])


def _handed(order: Order, crew: Crew, chunk: list[Task]) -> Future[bytes]:
    try:
        return crew.executor().submit(worker.grade_chunk, order.assignment, order.limit, chunk, order.isolation)
    except (EOFError, OSError) as error:  # of the processes' own channels; what they run can't raise here
        if died(error):
            raise
        said = " ".join(f"{type(error).__name__} {error}".split())[:120]
        raise Trouble(
            f"The worker processes can't be started ({said}). Is memory left? Use fewer with --workers 1, or none "
            "with --workers 0. What was graded until now is kept."
        ) from None


def _finished(under_way: dict[Future[bytes], list[Task]], crew: Crew) -> set[Future[bytes]]:
    while True:
        finished, _ = wait(under_way, timeout=LOOK, return_when=FIRST_COMPLETED)
        if finished:
            return set(finished)
        gone = crew.absent()
        if gone:
            raise Trouble(f"{gone} What was graded until now is kept; call the same command again to go on.")


def _results(order: Order, future: Future[bytes]) -> list[Result] | None:
    """The results, None where the worker died."""
    try:
        version, results = unpacked(future.result())
    except Exception as error:  # noqa: BLE001 - whatever a worker raised, it is told
        if died(error):
            return None
        told = str(error) if isinstance(error, Refused) else f"{type(error).__name__}: {error}"
        said = " ".join(told.split())[:200]
        raise Trouble(f"The workers can't grade {order.assignment} ({said}). Is it installed there?") from None
    except BaseException as error:
        if died(error):  # a Dask future that was cancelled
            return None
        raise
    ours = worker.stamp(order.version)
    if version != ours:
        raise Trouble(
            f"The workers have other rules for {order.assignment} than this machine, or another GRADER_SECRET "
            f"({version} and {ours}). Install the same version there and start them again."
        )
    return results


def _alone(order: Order, task: Task, crew: Crew) -> Result:
    """One submission in a worker that works on nothing else."""
    for _ in range(ATTEMPTS):
        try:
            future = _handed(order, crew, [task])
        except Exception as error:
            if not died(error):
                raise
            crew.renew()
            continue
        _finished({future: [task]}, crew)
        results = _results(order, future)
        if results is not None:
            return results[0]
        crew.renew()
    told = f"Reading it ended the program {ATTEMPTS} times. A person has to look at it."
    return Result(task.number, "lost", told)
