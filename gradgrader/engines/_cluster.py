"""The client's side of a cluster: a window of submissions on their way, as wide as it has threads.

Nothing else is held: a submission is read when there is room for it, and forgotten with its answer.
"""

from __future__ import annotations

import contextlib
import queue
import time
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Any, Self

import msgspec
from distributed import Client, Future, KilledWorker

from gradgrader.engines import _connect
from gradgrader.engines._parcel import Answer, answered, pack
from gradgrader.engines._worker import Graders, grade
from gradgrader.engines.base import Place
from gradgrader.errors import GraderBroken
from gradgrader.grading.job import Event, Job, Lost, Notice, Refused
from gradgrader.submissions.source import Submission

AHEAD = 3  # submissions on their way for each thread of a worker
RETRIES = 2  # of a task that fails; how many workers may die over one is the scheduler's to say
LOOK = 1.0  # seconds between two looks at who is there
REMIND = 60.0  # seconds between two words about nobody being there


class Cluster:
    """An engine: a dask cluster, found or started; what it was sent is taken back at the end."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._plugin = f"gradgrader-{uuid.uuid4().hex}"
        self._stack = contextlib.ExitStack()
        self._out: dict[Future[bytes], tuple[int, str]] = {}
        self._done: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()
        self._room = 1
        self._looked = self._said = -REMIND
        self._met: set[str] = set()
        self._lacking = -1

    def __enter__(self) -> Self:
        self._client: Client = self._stack.enter_context(_connect.client(self._place))
        assert self._client.scheduler is not None
        self._address = str(self._client.scheduler.address)
        self._ours = _connect.check_scheduler(self._client)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stack:
            if self._client.status == "running":
                with contextlib.suppress(OSError, LookupError, ValueError):  # some went before us
                    self._client.cancel(list(self._out), force=True)
                    self._client.unregister_worker_plugin(self._plugin)

    def events(self, job: Job, submissions: Iterable[Submission]) -> Iterator[Event]:
        """Events as they come; raises GradgraderError where the scheduler goes away."""
        with _connect.explained(self._address):
            self._meet()
            self._client.register_plugin(Graders(pack(job)), name=self._plugin)
        coming = enumerate(submissions)
        while True:
            with _connect.explained(self._address):
                yield from self._look()
            while len(self._out) < self._room and (one := next(coming, None)):
                self._send(*one)
            if not self._out:
                return
            with contextlib.suppress(queue.Empty):
                yield from self._take(self._done.get(timeout=LOOK))

    def _look(self) -> Iterator[Event]:
        """Who is there now, and how much they can do."""
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        self._looked = now
        threads = self._meet()
        self._room = max(1, AHEAD * threads)
        if not threads and now - self._said >= REMIND:
            self._said = now
            yield Notice(
                f"waiting for workers at {self._address} (start some: dask worker {self._address})"
            )

    def _meet(self) -> int:
        """How many threads there are; raises GradgraderError where a new worker differs from us."""
        there = self._client.nthreads()
        _connect.check_workers(self._client, self._ours, set(there) - self._met)
        self._met = set(there)
        return sum(there.values())

    def _send(self, number: int, submission: Submission) -> None:
        future = self._client.submit(
            grade,
            self._plugin,
            msgspec.json.encode(submission),
            key=f"{self._plugin}-{number}",
            retries=RETRIES,
            pure=False,
        )
        self._out[future] = number, submission.path
        future.add_done_callback(self._done.put)

    def _take(self, future: Future[bytes]) -> Iterator[Event]:
        """What came of a task."""
        number, path = self._out[future]
        if future.status == "cancelled":
            raise _connect.gone(self._address)
        if future.status == "error":
            del self._out[future]
            yield from _given_up(number, path, future.exception())
            return
        try:  # finished, or lost: its worker died with the answer, and it is graded again
            answer = answered(future.result(timeout=10 * LOOK))
        except (TimeoutError, KilledWorker, ChildProcessError, CancelledError):
            future.add_done_callback(self._done.put)
            return
        del self._out[future]
        yield from self._heard(number, answer)

    def _heard(self, number: int, answer: Answer) -> Iterator[Event]:
        _connect.compare(answer.worker, self._ours, answer.versions)
        started = answer.started
        if started is not None and len(started.missing) > self._lacking:
            self._lacking = len(started.missing)  # the weakest isolation is the run's
            yield started
        event: Any = answer.event
        if isinstance(event, Refused):
            yield Refused(
                f"{answer.worker}: {event.message}", event.hint, event.exit_code, event.detail
            )
        else:
            yield msgspec.structs.replace(event, submission=number)


def _given_up(number: int, path: str, error: BaseException) -> Iterator[Event]:
    """A fault of the cluster's or of ours: no verdict, and the run goes on."""
    if isinstance(error, KilledWorker):
        words = f"{error.allowed_failures + 1} workers died over it"
    elif isinstance(error, ChildProcessError):
        words = f"its grader ended {RETRIES + 1} times: {error}"
    else:
        raise GraderBroken(f"{path}: {type(error).__name__}: {error}") from error
    yield Notice(f"{path}: no verdict, {words}")
    yield Lost(number)
