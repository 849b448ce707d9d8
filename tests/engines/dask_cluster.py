"""A real `dask scheduler` and real `dask worker`s on loopback, started and killed by the tests."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DASK = str(Path(sys.executable).with_name("dask"))
PATIENCE = 60


class Process:
    """A dask command that runs, and what it has said on standard error."""

    def __init__(self, *arguments: object, home: Path, **env: str) -> None:
        self.process = subprocess.Popen(
            [DASK, *map(str, arguments), "--no-dashboard"],
            cwd=home,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(home), **env},
        )
        self.said: list[str] = []
        self._new = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stderr:
            with self._new:
                self.said.append(line)
                self._new.notify_all()

    def wait_for(self, pattern: str) -> str:
        """The first group of the first line that matches."""

        def found() -> str | None:
            return next((m[1] for line in self.said if (m := re.search(pattern, line))), None)

        with self._new:
            assert self._new.wait_for(found, PATIENCE), "".join(self.said)
            return found()

    def end(self, how: int = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait()
        self._reader.join()
        self.process.stderr.close()


def children(pid: int) -> list[int]:
    """Processes that this one has started and that still run."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@dataclass
class DaskCluster:
    """A scheduler, and workers that come and go."""

    home: Path
    workers: list[Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scheduler = Process(
            *("scheduler", "--host", "127.0.0.1", "--port", 0),
            home=self.home,
            DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1",
        )
        self.address = self.scheduler.wait_for(r"Scheduler at: +(tcp://\S+)")

    def start(self, count: int = 1, **env: str) -> None:
        """More workers, which are there when this returns."""
        options = ("--nthreads", 1, "--no-nanny", "--host", "127.0.0.1")
        new = [
            Process("worker", self.address, *options, home=self.home, **env) for _ in range(count)
        ]
        for one in new:
            one.wait_for(r"(Registered to)")
        self.workers += new

    def kill(self, pid: int) -> None:
        """A worker dies without a word."""
        (one,) = [worker for worker in self.workers if worker.process.pid == pid]
        self.workers.remove(one)
        one.end(signal.SIGKILL)

    def graders(self) -> list[int]:
        """Processes that workers have started."""
        return [pid for worker in self.workers for pid in children(worker.process.pid)]

    def left(self) -> Iterator[Path]:
        """What gradgrader has on the workers' disk."""
        return self.home.rglob("gradgrader-*")

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.end()
