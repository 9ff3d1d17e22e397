"""Who does the work: this process, a pool of processes, or the workers of a Dask cluster. Each is an Executor."""

from __future__ import annotations

import os
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, Protocol

from grader.batch import worker
from grader.batch.trees import Trouble

NOBODY = 90.0
"""Seconds that a cluster may be without any worker."""


CONNECT = 10
"""Seconds within which a scheduler answers."""


class Crew(Protocol):
    """An executor that can be set up anew after a worker died."""

    width: int
    """How many chunks are worked on at once."""

    fragile: bool
    """Whether the end of one worker is the end of all that is under way."""

    def executor(self) -> Executor:
        """The executor, set up where there is none."""

    def renew(self) -> None:
        """Leave a broken executor behind; the next call of `executor` sets up another."""

    def absent(self) -> str:
        """Why nobody can work, "" where somebody can; asked from time to time while nothing comes back."""

    def close(self, *, at_once: bool = False) -> None:
        """Let go of all workers; `at_once` without waiting for what they are at."""


class Here(Executor):
    """The work is done in this process, when it is handed in."""

    width = 1
    fragile = False

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is the future's
            future.set_exception(error)
        return future

    def executor(self) -> Executor:
        """The very same."""
        return self

    def renew(self) -> None:
        """Nothing breaks here."""

    def absent(self) -> str:
        """We are here."""
        return ""

    def close(self, *, at_once: bool = False) -> None:
        """Nothing is held."""


class Processes:
    """A pool of processes on this machine, forked from a clean server; each with bounded memory."""

    fragile = True

    def __init__(self, workers: int | None = None, *, memory: int = worker.MEMORY) -> None:
        self.width = workers or usable_cores()
        self._memory = memory
        self._pool: Any = None

    def executor(self) -> Executor:
        """The pool."""
        if self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            context = multiprocessing.get_context(method)
            if method == "forkserver":
                context.set_forkserver_preload(["grader.batch.worker", "grader.scoring", "grader.reading.markdown"])
            self._pool = ProcessPoolExecutor(self.width, context, initializer=worker.begin, initargs=(self._memory,))
        pool: Executor = self._pool
        return pool

    def renew(self) -> None:
        """Leave the broken pool."""
        self.close(at_once=True)

    def absent(self) -> str:
        """A pool that loses its workers says so itself."""
        return ""

    def close(self, *, at_once: bool = False) -> None:
        """End all processes."""
        if self._pool is None:
            return
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        if at_once:
            for process in processes:
                process.kill()
            for process in processes:
                process.join(5)
        self._pool = None


class Dask:
    """The workers of a Dask cluster, on which grader and the assignment are installed. Raises Trouble."""

    fragile = False

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ModuleNotFoundError:
            raise Trouble("Dask is not installed: pip install 'grader[dask]'") from None
        self.address = address
        try:
            self._client: Any = distributed.Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as trouble:
            said = " ".join(str(trouble).split())[:120]
            raise Trouble(f"No Dask scheduler answers at {address} ({said}). Start one with: dask scheduler") from None
        self.width = max(sum(self._workers().values()), 1)
        self._alone_since: float | None = None

    def executor(self) -> Executor:
        """The cluster. Each chunk is tried on as many workers as the scheduler allows."""
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def renew(self) -> None:
        """Dask starts its workers itself."""

    def absent(self) -> str:
        """That the cluster has had no worker for a while, or no scheduler."""
        try:
            workers = len(self._workers())
        except (OSError, ValueError, RuntimeError):
            workers = 0
        if workers:
            self._alone_since = None
            return ""
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since < NOBODY:
            return ""
        return f"The Dask cluster at {self.address} has had no worker for {NOBODY:g} seconds."

    def _workers(self) -> dict[str, int]:
        """The threads of each worker by its address."""
        threads: dict[str, int] = self._client.nthreads()
        return threads

    def close(self, *, at_once: bool = False) -> None:
        """Leave the cluster as it is."""
        self._client.close(timeout=1 if at_once else 10)


def usable_cores() -> int:
    """The cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def crew(workers: int | None = None, scheduler: str | None = None) -> Crew:
    """Who works: a cluster where a scheduler is named, this process for 0 workers, else a pool of processes."""
    if scheduler:
        return Dask(scheduler)
    return Here() if workers == 0 else Processes(workers)


def died(error: BaseException) -> bool:
    """Whether a future's failure says that its worker died, rather than what it ran failed."""
    names = {kind.__name__ for kind in type(error).__mro__}
    return isinstance(error, BrokenExecutor) or bool(names & {"KilledWorker", "CancelledError", "CommClosedError"})
