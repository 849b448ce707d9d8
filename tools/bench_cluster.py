"""What a cluster costs: seconds beside this machine's graders, and memory of every kind of process.

One worker with as many threads as there are cores, both engines in turn on the same submissions,
each padded to 200 KB, so that whatever holds more of them than it should shows (`make bench`).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gradgrader.engines.base import engine_for
from gradgrader.exercises.catalogue import roots
from gradgrader.grading.job import Graded, Job, Options
from gradgrader.submissions.source import Submission, Unit

ROOT = Path(__file__).parents[1]
SOLUTION = ROOT / "exercises" / "attn" / "solutions" / "save_output.py"
DASK = str(Path(sys.executable).with_name("dask"))
LITTLE = {"DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "10"}
COUNT, WARM, ROUNDS = 100, 20, 3
JOB = Job(
    submissions=(),
    folders=tuple(map(str, roots())),
    options=Options(exercises=("attn",), seed=1, isolation="full"),
)


def submissions(count: int) -> Iterator[Submission]:
    """So many right ones, each of its own."""
    text = SOLUTION.read_text(encoding="utf-8") + ("#" * 99 + "\n") * 2000
    for number in range(count):
        unit = Unit(name="solution.py", source=f"{text}# {number}\n")
        yield Submission(path=f"{number}.py", units=(unit,))


def below(pid: int) -> Iterator[int]:
    """All processes that this one has started, and theirs."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from below(child)


def mebibytes(pid: int) -> float:
    """A process's share of memory; nothing where it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


@contextmanager
def cluster(threads: int, folder: Path) -> Iterator[tuple[str, int, int]]:
    """A scheduler's address, its pid and its one worker's."""
    file = folder / "scheduler.json"
    common = {"stderr": subprocess.DEVNULL, "cwd": folder, "env": {**os.environ, **LITTLE}}
    asked = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file)]
    scheduler = subprocess.Popen([DASK, "scheduler", *asked, "--no-dashboard"], **common)
    while not file.exists():
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    options = ["--nthreads", str(threads), "--no-nanny", "--no-dashboard"]
    worker = subprocess.Popen([DASK, "worker", address, *options], **common)
    try:
        yield address, scheduler.pid, worker.pid
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait()


def run(threads: int, address: str, watched: tuple[int, int] | None) -> tuple[float, list[float]]:
    """Seconds for each submission once everything is warm, and who holds how much at the end."""
    done, begun, held = 0, 0.0, []
    with engine_for(threads, address) as engine:
        for event in engine.events(JOB, submissions(WARM + COUNT)):
            done += isinstance(event, Graded)
            if done == WARM and not begun:
                begun = time.perf_counter()
            if watched and done == WARM + COUNT - 1 and not held:
                scheduler, worker = watched
                held = [mebibytes(pid) for pid in (os.getpid(), scheduler, worker)]
                held.append(sum(map(mebibytes, below(worker))))
    return (time.perf_counter() - begun) / COUNT, held


def main() -> None:
    """Print the table."""
    threads = os.cpu_count() or 1
    here, there, held = [], [], []
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o711)
        with cluster(threads, Path(name)) as (address, scheduler, worker):
            for _ in range(ROUNDS):
                here.append(run(threads, "", None)[0])
                seconds, held = run(threads, address, (scheduler, worker))
                there.append(seconds)
    ratio = statistics.median(there) / statistics.median(here)
    print(f"a submission on a cluster of one worker, {threads} threads, against --jobs {threads}")
    print(f"  {ratio:.2f} times as long ({1e3 * statistics.median(there):.0f} ms)")
    kinds = ("gradgrader grade", "dask scheduler", "dask worker", f"its {threads} graders")
    for kind, size in zip(kinds, held, strict=True):
        print(f"  {kind:18} {size:5.0f} MiB")


if __name__ == "__main__":
    main()
