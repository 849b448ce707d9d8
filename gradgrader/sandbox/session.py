"""One worker, seen from the grader: requests with deadlines, and how it ended if it did."""

from __future__ import annotations

import math
import os
import socket
import tempfile
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import ParamSpec, Self, TypeVar, cast

import msgspec

from gradgrader.errors import GraderBroken
from gradgrader.model.result import Location, Status
from gradgrader.sandbox import trust
from gradgrader.sandbox.channel import Channel, Closed, Late, Superseded
from gradgrader.sandbox.endings import anonymous_file, how_it_ended, overgrown, remove
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.messages import (
    ANSWERS,
    ENCODER,
    REPLIES,
    Answer,
    Hello,
    Load,
    Loaded,
    Progress,
    Raised,
    Run,
    Step,
)
from gradgrader.sandbox.tensors import Malformed
from gradgrader.sandbox.texts import Statement, loading, located, traced
from gradgrader.sandbox.workers import PATIENCE, Ended, Workers
from gradgrader.submissions.source import Submission

CUT = "\n[what it printed beyond this was not kept]\n"
PROCESS = Cage()
T = TypeVar("T")
P = ParamSpec("P")
_LOADING: tuple[type, ...] = (Progress, Loaded)


class Session:
    """A worker of one submission's own, from fork to kill; a context manager.

    It ends at `until` (on `time.monotonic`) whatever its limits say.

    Every method that talks to the worker raises LearnerStopped when it dies, hangs or talks
    nonsense, and the session is over then.
    """

    def __init__(
        self,
        workers: Workers,
        submission: Submission,
        limits: Limits,
        cage: Cage = PROCESS,
        until: float = math.inf,
    ) -> None:
        self._workers, self._submission = workers, submission
        self._limits, self._cage, self._until = limits, cage, until
        self._running: Statement | None = None
        self._sequence = 0
        self._ended: Ended | None = None
        self._graphs = trust.Graphs()

    def __enter__(self) -> Self:
        self._scratch = tempfile.mkdtemp(prefix="gradgrader-")
        self._output, self._traces = anonymous_file(), anonymous_file()
        ours, theirs = socket.socketpair()
        descriptors = (theirs.fileno(), self._output, self._traces)
        self._channel = Channel(ours, self._workers.bell)
        try:
            self._pid = self._workers.spawn(self._limits, self._cage, self._scratch, descriptors)
        except GraderBroken:
            self._put_away()
            raise
        finally:
            theirs.close()
        self._spent = time.monotonic() + PATIENCE  # none of this is the learner's time
        try:
            self.layers = self._receive((Hello,), PATIENCE).layers
        except LearnerStopped as stopped:  # nothing of the learner's has run yet
            trace = os.pread(self._traces, 1 << 16, 0).decode("utf-8", "replace")
            self.__exit__(None, None, None)
            message = f"a worker {stopped.message} before it was ready\n{trace}".rstrip()
            raise GraderBroken(message) from stopped
        self._spent = min(time.monotonic() + self._limits.total, self._until)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._channel.close()
        self._end(grace=True)
        self._put_away()

    def _put_away(self) -> None:
        self._channel.close()
        for descriptor in (self._output, self._traces):
            os.close(descriptor)
        remove(self._scratch)

    @property
    def alive(self) -> bool:
        return self._ended is None

    @property
    def statement(self) -> Statement | None:
        """The top-level statement (unit, index) that was running when loading stopped."""
        return self._running

    def printed(self) -> str:
        """What the submission printed so far; where that is more than the limit, it says so."""
        content = os.pread(self._output, self._limits.output, 0)
        cut = len(content) == self._limits.output
        return content.decode("utf-8", "replace") + (CUT if cut else "")

    def load(self, skip: Sequence[Statement] = ()) -> Loaded:
        """Run the submission's code; `skip` are statements that stopped an earlier worker."""
        submission = self._submission
        self._send(loading(submission, skip))
        ends = time.monotonic() + self._limits.load
        while True:
            reply = cast("Progress | Loaded", self._receive(_LOADING, self._limits.answer, ends))
            self._trust(trust.loaded, reply, submission)
            if isinstance(reply, Loaded):
                self._running = None
                return reply
            self._running = (reply.unit, reply.statement)

    def run(self, function: int, steps: Sequence[Step], *, keep: bool = False) -> list[Answer]:
        """Take these steps with the `function`-th Function that loading found."""
        self._send(Run(function, list(steps), keep))
        answers = []
        for step in steps:
            answer = self._receive(ANSWERS[type(step)], self._limits.answer)
            self._trust(self._graphs.check, step, answer)
            answers.append(answer)
        return answers

    def locate(self, raised: Raised) -> Location | None:
        """The innermost line of the learner's own that was running."""
        return located(self._submission, raised)

    def _send(self, request: Load | Run) -> None:
        if not self.alive:
            raise LearnerStopped(Status.CRASHED, "had ended its process before", "ended")
        self._sequence += 1
        try:
            self._channel.send(ENCODER.encode(request), self._sequence, self._spent)
        except Closed as error:
            raise self._died() from error
        except Late as error:
            raise self._late("did not read what it was sent", self._limits.total) from error

    def _receive(self, kinds: tuple[type[T], ...], patience: float, ends: float | None = None) -> T:
        deadlines = {time.monotonic() + patience: patience, self._spent: self._limits.total}
        if ends is not None:
            deadlines[ends] = self._limits.load
        deadline = min(deadlines)
        try:
            sequence, body = self._channel.receive(deadline, self._look_at_scratch)
            reply = REPLIES.decode(body)
            if sequence != self._sequence or not isinstance(reply, kinds):
                raise Malformed("an answer that nothing asked for")
        except Closed as error:
            raise self._died() from error
        except Late as error:
            raise self._late("did not finish", deadlines[deadline]) from error
        except Superseded:
            self._end()
            raise
        except (ValueError, msgspec.DecodeError, RecursionError) as error:
            raise self._nonsense(error) from error
        else:
            return reply

    def _trust(self, check: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            check(*args, **kwargs)
        except Malformed as error:
            raise self._nonsense(error) from error

    def _nonsense(self, error: Exception) -> LearnerStopped:
        self._end()
        what = str(error) if isinstance(error, Malformed) else "what can't be read"
        return LearnerStopped(
            Status.CRASHED,
            f"sent {what} to the grader (did it fork, or write to a descriptor not its own?)",
            "protocol",
        )

    def _look_at_scratch(self) -> None:
        """A folder can't be given a size without a mount of its own: it is looked at instead."""
        if words := overgrown(self._scratch, self._limits):
            self._end()
            raise LearnerStopped(Status.CRASHED, words, "scratch")

    def _died(self) -> LearnerStopped:
        words, code = how_it_ended(self._end(grace=True))
        return LearnerStopped(Status.CRASHED, words, code, self._traced())

    def _late(self, what: str, seconds: float) -> LearnerStopped:
        self._end(show_stack=True)
        return LearnerStopped(
            Status.TIMED_OUT, f"{what} within {seconds:g} s", "timeout", self._traced()
        )

    def _end(self, *, show_stack: bool = False, grace: bool = False) -> Ended:
        if self._ended is None:
            self._ended = self._workers.end(self._pid, show_stack=show_stack, grace=grace)
        return self._ended

    def _traced(self) -> Location | None:
        return traced(self._submission, self._traces, self._running)
