"""Several graders side by side, each a process of its own, and one who hands out the work.

They are forked from the warm process, so torch is imported once, and before that process has read
the job or a submission: each forks its own workers, whose memory must hold nothing of either. A
submission goes to whoever is free. When a grader ends, a spare one takes its place and gets the
submission again; if that one ends too, the submission is told as lost.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import msgspec

from gradgrader.errors import GraderBroken
from gradgrader.grading.job import ENCODER, EVENTS, Event, Graded, Lost, Refused, Shown, Started
from gradgrader.sandbox.limits import die_with_parent

CHUNK = 1 << 16
TRIES = 2
SPARES = 3
Grade = Callable[[BinaryIO, Any], None]


def keep_to_one_core(number: int, count: int) -> None:
    """Let a grader and its workers, who take turns, run where their data is.

    Only where all cores are taken anyway. A spare one may share a core with another grader.
    """
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        if count >= len(cores):
            os.sched_setaffinity(0, {cores[number % len(cores)]})


@dataclass(slots=True)
class _Work:
    """A submission on its way: its number, its line, and how often a grader ended over it."""

    number: int
    line: bytes
    ended: int = 0


@dataclass(slots=True)
class _Grader:
    """A process that grades, and what it has to do."""

    pid: int
    sock: socket.socket
    work: _Work | None = None
    rest: bytes = b""
    ready: bool = False


@dataclass(slots=True)
class _Stream:
    """Reads submissions, keeps graders busy, and passes events on."""

    count: int
    source: int
    events: BinaryIO
    grade: Grade
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    graders: list[_Grader] = field(default_factory=list)
    waiting: deque[_Work] = field(default_factory=deque)
    spares: deque[_Grader] = field(default_factory=deque)
    job: bytes = b""
    rest: bytes = b""
    seen: int = 0
    open: bool = True
    told: bool = False

    def run(self) -> None:
        """Until the source ends and everything is graded."""
        for _ in range(self.count + SPARES):  # all of them now: this process knows nothing yet
            self._fork()
        self.selector.register(self.source, selectors.EVENT_READ)
        while self.open or self.waiting or any(grader.work for grader in self.graders):
            for key, _ in self.selector.select():
                if key.fd == self.source:
                    self._read()
                else:
                    self._hear(key.data)
            self._hand_out()
        for grader in (*self.graders, *self.spares):
            grader.sock.close()
            os.waitpid(grader.pid, 0)

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if not pid:
            self._become(ours, theirs)
        theirs.close()
        self.spares.append(_Grader(pid, ours))

    def _start(self) -> None:
        """Let a spare one begin; raises GraderBroken where there are none left."""
        if not self.spares:
            raise GraderBroken("graders keep ending")
        grader = self.spares.popleft()
        self.graders.append(grader)
        self.selector.register(grader.sock, selectors.EVENT_READ, grader)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # heard of next
            grader.sock.sendall(self.job + b"\n")

    def _become(self, ours: socket.socket, theirs: socket.socket) -> None:
        """In the child: grade what comes, and end."""
        code = 1
        try:
            die_with_parent()
            keep_to_one_core(len(self.spares), self.count)
            ours.close()
            os.close(self.source)
            for other in self.spares:
                other.sock.close()
            with theirs.makefile("rb") as lines, theirs.makefile("wb", buffering=0) as events:
                try:
                    self.grade(lines, events)
                except Exception as error:  # noqa: BLE001 - told as what it is: ours
                    broken = GraderBroken(f"{type(error).__name__}: {error}")
                    hint = getattr(error, "hint", "")
                    code = getattr(error, "exit_code", broken.exit_code)
                    message = str(error) if hint else str(broken)
                    events.write(ENCODER.encode(Refused(message, hint, code)) + b"\n")
            code = 0
        finally:
            os._exit(code)

    def _read(self) -> None:
        """Submissions, as many as there are; a source that waits for graders is not read."""
        chunk = os.read(self.source, CHUNK)
        if not chunk:
            self.open = False
            self.selector.unregister(self.source)
        self._take(chunk)

    def _take(self, chunk: bytes) -> None:
        *lines, self.rest = (self.rest + chunk).split(b"\n")
        for line in lines:
            if not self.job:
                self.job = line
                for _ in range(self.count):
                    self._start()
            else:
                self.waiting.append(_Work(self.seen, line))
                self.seen += 1

    def _hear(self, grader: _Grader) -> None:
        with contextlib.suppress(ConnectionResetError):
            if chunk := grader.sock.recv(CHUNK):
                *lines, grader.rest = (grader.rest + chunk).split(b"\n")
                for line in lines:
                    self._pass_on(EVENTS.decode(line), grader)
                return
        self._bury(grader)

    def _pass_on(self, event: Event, grader: _Grader) -> None:
        match event:
            case Started():
                grader.ready = True
                if not self.told:
                    self._tell(event)
                self.told = True
            case Graded() | Shown():
                assert grader.work is not None
                self._tell(msgspec.structs.replace(event, submission=grader.work.number))
                grader.work = None
            case Refused():
                self._tell(event)
                raise BrokenPipeError  # nobody can grade: the reason has been told
            case _:
                self._tell(event)

    def _bury(self, grader: _Grader) -> None:
        """A grader has ended: its work is done again by another, or lost."""
        self.selector.unregister(grader.sock)
        grader.sock.close()
        os.waitpid(grader.pid, 0)
        self.graders.remove(grader)
        if not grader.ready:
            raise GraderBroken("a grader ended before it was ready")
        if grader.work is not None:
            grader.work.ended += 1
            if grader.work.ended < TRIES:
                self.waiting.appendleft(grader.work)
            else:
                self._tell(Lost(grader.work.number))
        self._start()

    def _hand_out(self) -> None:
        for grader in self.graders:
            if self.waiting and grader.ready and grader.work is None:
                grader.work = self.waiting.popleft()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # heard of next
                    grader.sock.sendall(grader.work.line + b"\n")

    def _tell(self, event: Event) -> None:
        self.events.write(ENCODER.encode(event) + b"\n")


def stream(graders: int, source: int, events: BinaryIO, grade: Grade) -> None:
    """Grade what comes from the descriptor `source` (a job, then submissions), side by side."""
    _Stream(graders, source, events, grade).run()
