"""A grader's process on a cluster's worker, kept warm between the submissions that it is sent."""

from __future__ import annotations

import threading
from pathlib import Path
from queue import SimpleQueue

import msgspec

from gradgrader.errors import GraderBroken
from gradgrader.grading.job import Graded, Job, Lost, Refused, Started
from gradgrader.grading.launch import Grading

Verdict = Graded | Lost | Refused
IDLE = 120.0  # seconds without work after which it ends: its run may have gone without a word


class Warm(threading.Thread):
    """Starts graders and hears them; they end with this thread, not with one that asks them.

    Who asks waits for an answer of his own; where the graders end instead, that is raised to all.
    """

    def __init__(self, graders: int, job: Job, scratch: Path) -> None:
        super().__init__(daemon=True, name="gradgrader")
        self._job = job
        self._grading = Grading(graders, scratch)
        self._lock = threading.Lock()
        self._begun = threading.Event()
        self._waiting: dict[int, SimpleQueue[Verdict | str]] = {}
        self._asked = 0
        self._why = ""
        self._rest: threading.Timer | None = None
        self.started: Started | None = None
        self.over = False

    def run(self) -> None:
        """Until the graders end."""
        try:
            with self._grading as grading:
                grading.hand_over(self._job)
                self._begun.set()
                for event in grading.answers():
                    if isinstance(event, Started):
                        self.started = event
                    elif isinstance(event, Graded | Lost):
                        self._pass_on(event.submission, event)
                    elif isinstance(event, Refused):
                        self._refuse(event)
        except (GraderBroken, OSError) as error:
            self._why = self._why or f"{error}\n{getattr(error, 'hint', '')}".strip()
        finally:
            self._part()

    def ask(self, submission: bytes) -> Verdict:
        """What comes of it; raises ChildProcessError where the graders end over it."""
        self._begun.wait()
        answer: SimpleQueue[Verdict | str] = SimpleQueue()
        with self._lock:
            if self.over:
                raise ChildProcessError(self._why or "the graders have ended")
            if self._rest is not None:
                self._rest.cancel()
            self._waiting[self._asked] = answer
            self._asked += 1
            self._grading.hand_over(msgspec.Raw(submission))
        verdict = answer.get()
        if isinstance(verdict, str):
            raise ChildProcessError(verdict)
        return verdict

    def end(self) -> None:
        """End the graders: in order where they have nothing to do, at once where they have."""
        self._begun.wait()
        with self._lock:
            self.over = True
            if self._waiting:
                self._grading.kill()
            else:
                self._grading.hand_over(None)
        self.join()

    def _retire(self) -> None:
        with self._lock:
            if not self._waiting and not self.over:
                self.over = True
                self._grading.hand_over(None)

    def _pass_on(self, number: int, verdict: Verdict | str) -> None:
        with self._lock:
            self._waiting.pop(number).put(verdict)
            if not self._waiting:
                self._rest = threading.Timer(IDLE, self._retire)
                self._rest.daemon = True
                self._rest.start()

    def _refuse(self, event: Refused) -> None:
        """Graders that can't even start say so to everybody; later it is only their end."""
        self._why = f"{event.message}\n{event.detail}".strip()
        if self.started is None:
            for number in list(self._waiting):
                self._pass_on(number, event)

    def _part(self) -> None:
        self._begun.set()
        with self._lock:
            self.over = True
            if self._rest is not None:
                self._rest.cancel()
            for answer in self._waiting.values():
                answer.put(self._why or "the graders have ended")
            self._waiting.clear()
