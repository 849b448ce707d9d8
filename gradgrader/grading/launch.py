"""Starts the grader's process and passes its events on; no torch here."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from gradgrader.errors import GraderBroken
from gradgrader.grading.job import ENCODER, EVENTS, Event, Graded, Job, Lost, Piece, Shown
from gradgrader.submissions.source import Submission

# What a process needs to find its libraries and to count its lines; nothing else is passed on,
# because a learner's process can read what its ancestors were started with.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
PASSED_ON_PREFIXES = ("MKL_", "OPENBLAS_", "COVERAGE_")
_START = (
    "import gc, json, sys; gc.disable(); sys.path[:] = json.loads(sys.argv.pop());"
    "from {} import main; main()"
)


Work = Submission | Piece
AHEAD = 2  # submissions on their way for each grader


class Grading:
    """A grader at work; a context manager that ends it, whatever happens.

    Starting it costs the import of torch, so start it early and hand it the job when it is ready.
    It ends with the thread that started it. Its files are in a folder of their own in `scratch`.
    With WATCHING for `graders`, each submission that is handed over replaces the one before.
    `service` is the module whose `main` it runs.
    """

    def __init__(
        self,
        graders: int = 0,
        scratch: Path | None = None,
        service: str = "gradgrader.grading.service",
    ) -> None:
        self._graders, self._place, self._service = graders, scratch, service
        if not hasattr(os, "fork"):
            raise GraderBroken(
                f"can't grade on {sys.platform}: it has no fork",
                hint="on Windows, run gradgrader inside WSL 2",
            )

    def __enter__(self) -> Self:
        self._scratch = tempfile.TemporaryDirectory(
            prefix="gradgrader-", dir=self._place, ignore_cleanup_errors=True
        )
        Path(self._scratch.name).chmod(0o711)  # root's workers are nobody: they pass through
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [
                sys.executable,
                "-I",
                "-c",
                _START.format(self._service),
                str(self._graders),
                json.dumps(_path(self._place)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**_environment(), "TMPDIR": self._scratch.name},
            start_new_session=True,  # Ctrl-C is ours to handle, and ends it in order
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process = self._process
        if kind is not None:
            process.kill()  # its children are set to die with it
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        process.wait()
        self._errors.close()
        self._scratch.cleanup()  # also what a grader that was killed could not remove

    def events(self, job: Job, submissions: Iterable[Work] = ()) -> Iterator[Event]:
        """Hand the job over, and yield events as they come; raises GraderBroken.

        `submissions` of a job with graders are asked for as they are needed, so that neither side
        holds many of them.
        """
        self.hand_over(job)
        feeder = _Feeder(self.hand_over, submissions, AHEAD * self._graders)
        feeder.start()
        for event in self._heard():
            if self._graders and isinstance(event, Graded | Shown | Lost):
                feeder.free.release()
            yield event
        feeder.finish()
        self._ended()

    def answers(self) -> Iterator[Event]:
        """Events until it ends, for who hands over by himself; raises GraderBroken."""
        yield from self._heard()
        self._ended()

    def hand_over(self, what: Job | Work | msgspec.Raw | None) -> None:
        """Write the job, then submissions (or their lines); None is the end."""
        stdin = self._process.stdin
        assert stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it died: its output says how
            if what is None:
                stdin.close()
                return
            stdin.write(ENCODER.encode(what) + b"\n")
            stdin.flush()

    def kill(self) -> None:
        """End it at once, and all that it has started."""
        self._process.kill()

    def _heard(self) -> Iterator[Event]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            try:
                yield EVENTS.decode(line)
            except msgspec.DecodeError as error:
                raise GraderBroken(f"the grader wrote something odd: {error}") from error

    def _ended(self) -> None:
        if self._process.wait():
            raise GraderBroken(
                f"the grader ended with code {self._process.returncode}", hint=self._last_words()
            )

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return "\n".join(lines[-5:])


class _Feeder(threading.Thread):
    """Hands over submissions as places become free, apart from whoever reads the answers."""

    def __init__(
        self,
        hand_over: Callable[[Work | None], None],
        submissions: Iterable[Work],
        places: int,
    ) -> None:
        super().__init__(daemon=True)
        self._hand_over, self._submissions = hand_over, submissions
        self._error: Exception | None = None
        self._over = False
        self.free = threading.Semaphore(places)

    def run(self) -> None:
        """Until there are no more; what reading them raises is kept for `finish`."""
        try:
            for submission in self._submissions:
                self.free.acquire()
                if self._over:
                    break
                self._hand_over(submission)
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
        finally:
            self._hand_over(None)

    def finish(self) -> None:
        """No more is wanted: wait for the end; raises what reading a submission has raised."""
        self._over = True
        self.free.release()
        self.join()
        if self._error is not None:
            raise self._error


def _path(scratch: Path | None) -> list[str]:
    """Where to import from: not the current folder, which `python -m` adds, and learners fill.

    Nor a folder that holds `scratch`, as a dask worker's: learners may read what is imported from.
    """
    ours = Path(__file__).parents[2]
    here = Path.cwd()
    left_out = {here, *(scratch.resolve().parents if scratch else ())} - {ours}
    return [entry for entry in sys.path if entry and Path(entry).resolve() not in left_out]


def _environment() -> dict[str, str]:
    passed = {
        name: value
        for name, value in os.environ.items()
        if name in PASSED_ON or name.startswith(PASSED_ON_PREFIXES)
    }
    return {"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", **passed}
