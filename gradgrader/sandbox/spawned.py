"""Workers that are started rather than forked, for systems on which a fork of torch may not live.

On macOS a process that has used Accelerate or Objective-C must not fork (Python's documentation of
`multiprocessing` says so of its start methods). So each worker is a new interpreter, started and
warmed before it is needed, and used once.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from typing import Self

import msgspec

from gradgrader.errors import GraderBroken
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.limits import Limits, die_with_parent, hide_memory
from gradgrader.sandbox.workers import (
    MESSAGE,
    End,
    Ended,
    Spawn,
    become_worker,
    end_worker,
    warm,
)

AHEAD = 2
WARMING = 120.0
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop());"
    "from gradgrader.sandbox.spawned import main; main(int(sys.argv.pop()))"
)
_ORDERS = msgspec.msgpack.Decoder(Spawn)


class Spawned:
    """Some warm processes, each of which becomes one worker; they are Workers."""

    def __init__(self, ahead: int = AHEAD, bell: int | None = None) -> None:
        self.bell = bell
        self._warm: deque[tuple[subprocess.Popen[bytes], socket.socket]] = deque()
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        for _ in range(ahead):
            self._start()

    def spawn(
        self, limits: Limits, cage: Cage, scratch: str, descriptors: tuple[int, int, int]
    ) -> int:
        """Turn a warm process into a worker, and start another; raises GraderBroken."""
        self._start()
        process, sock = self._warm.popleft()
        with sock:
            sock.settimeout(WARMING)
            try:
                ready = sock.recv(1)
            except TimeoutError:
                ready = b""
            if not ready:
                process.kill()
                raise GraderBroken(f"a worker did not start (code {process.wait()})")
            order = msgspec.msgpack.encode(Spawn(limits, scratch, cage))
            socket.send_fds(sock, [order], list(descriptors))
        self._running[process.pid] = process
        return process.pid

    def end(self, pid: int, *, show_stack: bool = False, grace: bool = False) -> Ended:
        """End a worker, and all that it has started in its session."""
        process = self._running.pop(pid)
        ended = end_worker(End(pid, show_stack, grace))
        process.returncode = os.waitstatus_to_exitcode(ended.status)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        return ended

    def close(self) -> None:
        """End the warm ones and the workers."""
        for process in (*self._running.values(), *(process for process, _ in self._warm)):
            process.kill()
            process.wait()
        for _, sock in self._warm:
            sock.close()
        self._warm.clear()
        self._running.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            path = json.dumps([entry for entry in sys.path if entry])
            process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                [sys.executable, "-I", "-c", _START, str(theirs.fileno()), path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._warm.append((process, ours))


def main(number: int) -> None:
    """Warm up, say so on the descriptor `number`, and become a worker when the order comes."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sock = socket.socket(fileno=number)
    warm()
    hide_memory()
    try:
        sock.sendall(b".")
        message, descriptors, _, _ = socket.recv_fds(sock, MESSAGE, 3)
    except (BrokenPipeError, ConnectionResetError):
        return  # nobody needs it any more
    if message:
        become_worker(_ORDERS.decode(message), descriptors, {})
