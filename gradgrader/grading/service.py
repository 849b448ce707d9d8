"""The grader's process: imports torch once, forks the zygote, and only then reads exercises.

It is started with a clean environment, takes one job on standard input (a line of JSON, and for a
stream one for each submission) and writes events, a line of JSON each, on standard output.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import traceback
import warnings
from pathlib import Path
from typing import BinaryIO, NoReturn

warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch  # noqa: E402 - after the filter, which is about this import

from gradgrader.errors import GraderBroken, GradgraderError  # noqa: E402
from gradgrader.exercises.catalogue import find, load_all  # noqa: E402
from gradgrader.grading.audited import Auditor  # noqa: E402
from gradgrader.grading.grade import Grader  # noqa: E402
from gradgrader.grading.job import (  # noqa: E402
    ENCODER,
    JOBS,
    SUBMISSIONS,
    WATCHING,
    Event,
    Graded,
    Job,
    Refused,
    SoFar,
    Started,
    Working,
)
from gradgrader.grading.saves import Saves  # noqa: E402
from gradgrader.grading.stream import Grade, stream  # noqa: E402
from gradgrader.sandbox.channel import Superseded  # noqa: E402
from gradgrader.sandbox.isolation import Cage, missing, summary  # noqa: E402
from gradgrader.sandbox.limits import Limits, die_with_parent, hide_memory  # noqa: E402
from gradgrader.sandbox.memory import gather  # noqa: E402
from gradgrader.sandbox.session import Session  # noqa: E402
from gradgrader.sandbox.spawned import Spawned  # noqa: E402
from gradgrader.sandbox.workers import Workers, warm  # noqa: E402
from gradgrader.sandbox.zygote import Zygote  # noqa: E402
from gradgrader.submissions.source import Submission  # noqa: E402


def main(alone: Grade | None = None) -> NoReturn:
    """Serve one job; `alone` is what each of several graders does, where it is not grading."""
    die_with_parent()
    events = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever else prints must not spoil the events
    try:
        warm()
        gc.freeze()  # what imports have made is no garbage: looking for it is 0.2 s of the start
        gc.enable()
        hide_memory()
        graders = int(sys.argv.pop())
        if graders == WATCHING:
            attend(sys.stdin.fileno(), events)
        elif graders:
            gather()
            stream(graders, sys.stdin.fileno(), events, alone or grade_alone)
        else:
            workers = new_workers()  # before the job is read, of which no worker may know
            serve(JOBS.decode(sys.stdin.buffer.readline()), workers, events)
            workers.close()
    except GradgraderError as error:
        tell(events, refused(error))
    except BrokenPipeError:
        pass  # the command line is gone, and nobody waits for an answer
    except Exception as error:  # noqa: BLE001 - our own fault, told as such
        broken = GraderBroken(f"{type(error).__name__}: {error}")
        tell(events, refused(broken, traceback.format_exc()))
    os._exit(0)


def grade_alone(lines: BinaryIO, events: BinaryIO) -> None:
    """A grader of its own, with workers of its own: a job, and a report for each submission."""
    workers = new_workers()
    line = lines.readline()
    if not line:  # a spare that nobody needed
        workers.close()
        return
    grader = _grader(JOBS.decode(line), workers)
    tell(events, started(workers, grader.cage))
    grader.prepare()
    for number, line in enumerate(lines):
        tell(events, Graded(number, grader.grade(SUBMISSIONS.decode(line))))
    workers.close()


def attend(source: int, events: BinaryIO) -> None:
    """A job, then versions of a submission: a newer one ends the grade of the one before."""
    saves = Saves(source)
    workers = new_workers(bell=source)
    grader = _grader(JOBS.decode(saves.job()), workers)
    try:
        tell(events, started(workers, grader.cage))
    except Superseded:  # versions come after that, so this is the end of them
        return
    grader.prepare()
    for number, line in saves:
        with contextlib.suppress(Superseded):
            report = grader.grade(
                SUBMISSIONS.decode(line),
                lambda what, n=number: tell(events, Working(n, what)),  # type: ignore[misc]
                lambda early, left, n=number: tell(events, SoFar(n, early, left)),  # type: ignore[misc]
            )
            tell(events, Graded(number, report))
    workers.close()


def new_workers(bell: int | None = None) -> Workers:
    """Forked before any exercise is read."""
    return Spawned(bell=bell) if sys.platform == "darwin" else Zygote.fork(bell)


def _grader(job: Job, workers: Workers) -> Grader:
    exercises = load_all([Path(folder) for folder in job.folders])
    for name in job.options.exercises:
        find(exercises, name)
    return Grader(workers, exercises, job.options)


def serve(job: Job, workers: Workers, events: BinaryIO) -> None:
    """Say what holds a worker, and grade the job's submissions in order."""
    grader = Auditor(workers, job.audit, job.options) if job.audit else _grader(job, workers)
    tell(events, started(workers, grader.cage))
    grader.prepare()
    for number, submission in enumerate(job.submissions):
        report = grader.grade(submission, lambda what, n=number: tell(events, Working(n, what)))  # type: ignore[misc]
        tell(events, Graded(number, report))


def started(workers: Workers, cage: Cage) -> Started:
    """What a worker that does nothing says of its layers; raises GraderBroken if full isn't."""
    with Session(workers, Submission(path="", units=()), Limits(), cage) as session:
        layers = session.layers
    lacking = missing(layers)
    if cage.level == "full" and lacking:
        reasons = "; ".join(f"{name}: {why}" for name, why in lacking.items())
        raise GraderBroken(
            f"full isolation is not to be had here ({reasons})",
            hint="`gradgrader doctor` lists every layer, and what would switch it on; with "
            "--isolation auto, files are run with the layers that there are: trust who wrote them",
        )
    torch_version = str(torch.__version__)
    return Started(torch_version, summary(layers, cage.level), layers, lacking)


def refused(error: GradgraderError, detail: str = "") -> Refused:
    """An error as an event."""
    return Refused(str(error), error.hint, error.exit_code, detail)


def tell(events: BinaryIO, event: Event) -> None:
    """Write one event."""
    events.write(ENCODER.encode(event) + b"\n")


if __name__ == "__main__":
    main()
