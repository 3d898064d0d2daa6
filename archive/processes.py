"""Work done in other processes, its results in the order of the work.

For work that needs the processor and no database. New processes begin empty (nothing of this one is copied into them),
end with this one however it ends, and leave Ctrl-C to it.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

Name, Item, Result = TypeVar("Name"), TypeVar("Item"), TypeVar("Result")

MOST_JOBS = 8  # one process writes down what the others find out: more would wait for it
AHEAD = 4  # pieces of work under way for each process; their results wait in memory for their turn


@dataclass(frozen=True, slots=True)
class Crash:
    """Stands for the result where the process at work came to a sudden end, even when it had nothing else to do."""


def processors() -> int:
    """How many processes can work at once, MOST_JOBS at most."""
    with contextlib.suppress(AttributeError):  # not on macOS
        return min(len(os.sched_getaffinity(0)), MOST_JOBS)
    return min(os.cpu_count() or 1, MOST_JOBS)


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[tuple[Name, Item]],
    *,
    jobs: int,
    prepare: Callable[..., object] | None = None,
    prepared_with: tuple = (),
) -> Iterator[tuple[Name, Result | Crash]]:
    """The result of `work` for each item, under the item's name, which stays here.

    Functions, items and results travel between processes: they have to be picklable, and their modules are imported
    there. `prepare(*prepared_with)` is called first in each process. Items are taken as they are needed. What `work`
    raises is raised here, when the turn comes to it.
    """
    team = _Team(work, jobs, prepare, prepared_with)
    under_way: deque[tuple[Name, Item, Future]] = deque()
    try:
        for name, item in items:
            under_way.append((name, item, team.begin(item)))
            if len(under_way) == jobs * AHEAD:
                yield _first_of(under_way, team)
        while under_way:
            yield _first_of(under_way, team)
    except BaseException:  # also Ctrl-C, and a reader who has had enough
        team.stop()
        raise
    team.dismiss()


def _first_of(under_way: deque, team: "_Team") -> tuple:
    """The result of the first item. Of several that were at work when a process crashed, any may have done it: the
    first is tried alone, the others begin anew; so the one to blame is alone when its turn comes."""
    name, item, future = under_way.popleft()
    try:
        return name, future.result()
    except BrokenProcessPool:
        result = team.alone(item)
        again = [(*of, item, done if _is_well(done) else team.begin(item)) for *of, item, done in under_way]
        under_way.clear()
        under_way.extend(again)
        return name, result


def _is_well(future: Future) -> bool:
    return future.done() and not isinstance(future.exception(), BrokenProcessPool)


class _Team:
    """The processes, and new ones in their place when they have come to an end."""

    def __init__(self, work, jobs, prepare, prepared_with):
        self.work, self.jobs = work, jobs
        self.arguments = (prepare, prepared_with)
        self.pool = self._pool(jobs)

    def begin(self, item) -> Future:
        try:
            return self._submit(self.pool, item)
        except BrokenProcessPool:
            self.pool.shutdown()
            self.pool = self._pool(self.jobs)
            return self._submit(self.pool, item)

    def alone(self, item):
        with self._pool(1) as pool:
            try:
                return self._submit(pool, item).result()
            except BrokenProcessPool:
                return Crash()

    def dismiss(self) -> None:
        self.pool.shutdown()

    def stop(self) -> None:
        """Without waiting for what is under way."""
        processes = list((self.pool._processes or {}).values())
        self.pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()

    def _pool(self, jobs: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, context, initializer=_prepare, initargs=self.arguments)

    def _submit(self, pool: ProcessPoolExecutor, item) -> Future:
        """A process that begins now inherits that Ctrl-C is none of its business; here it is heard right afterwards."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return pool.submit(self.work, item)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare(prepare: Callable[..., object] | None, prepared_with: tuple) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare:
        prepare(*prepared_with)


def _end_with_parent() -> None:
    """A process that waits for work would not notice that nobody is left to give any."""
    multiprocessing.parent_process().join()
    os._exit(1)
