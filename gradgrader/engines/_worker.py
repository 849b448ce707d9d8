"""What runs in a dask worker: it hands submissions to graders, and runs none of them itself."""

from __future__ import annotations

import asyncio
import os
import tempfile
import threading
from pathlib import Path

import msgspec
from distributed import Worker, WorkerPlugin, get_worker

from gradgrader.engines._parcel import COMPARED, Answer, installed, unpack
from gradgrader.engines._warm import Warm


class Graders(WorkerPlugin):
    """A run's warm graders on one worker, started when the first submission comes.

    Their files are in the worker's own folder, which dask removes even where the worker was killed.
    """

    def __init__(self, parcel: bytes) -> None:
        self._parcel = parcel

    def setup(self, worker: Worker) -> None:
        """Make room; the exercises stay where no learner's process can read them."""
        home = Path(worker.local_directory)
        if not os.geteuid():
            home.chmod(0o711)  # root's learners are nobody: they pass through to their scratch
        self._address = worker.address
        self._graders = worker.state.nthreads
        self._lock = threading.Lock()
        self._warm: Warm | None = None
        self._closed = False
        self._folder = tempfile.TemporaryDirectory(prefix="gradgrader-", dir=home)
        Path(self._folder.name).chmod(0o711)
        self._job = unpack(self._parcel, Path(self._folder.name) / "exercises")

    async def teardown(self, worker: Worker) -> None:  # noqa: ARG002 - dask's signature
        """The run is over, or the worker closes."""
        await asyncio.to_thread(self._close)

    def grade(self, submission: bytes) -> bytes:
        """One submission, in whichever thread of the worker has time."""
        warm = self._current()
        event = warm.ask(submission)
        versions = {name: installed(name) for name in COMPARED}
        return msgspec.json.encode(Answer(self._address, versions, warm.started, event))

    def _current(self) -> Warm:
        with self._lock:
            if self._closed:
                raise ChildProcessError("the run is over")
            if self._warm is None or self._warm.over:
                self._warm = Warm(self._graders, self._job, Path(self._folder.name))
                self._warm.start()
            return self._warm

    def _close(self) -> None:
        with self._lock:
            self._closed = True
            warm = self._warm
        if warm is not None:
            warm.end()
        self._folder.cleanup()


def grade(plugin: str, submission: bytes) -> bytes:
    """The task: what that run's graders say of a submission."""
    graders = get_worker().plugins[plugin]
    assert isinstance(graders, Graders)
    return graders.grade(submission)
