"""A warm process that has imported torch, and knows no exercise: it forks workers and ends them.

It is forked from the grader before the grader has read any exercise, so whatever a worker finds in
its memory is torch and this program's code. It never runs a learner's code itself.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import time
from dataclasses import dataclass
from typing import NoReturn

import msgspec

from gradgrader.errors import GraderBroken
from gradgrader.sandbox import isolation, namespaces
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.limits import (
    Limits,
    adopt_orphans,
    children,
    die_with_parent,
    hide_memory,
)
from gradgrader.sandbox.workers import (
    MESSAGE,
    PATIENCE,
    End,
    Ended,
    Spawn,
    become_worker,
    end_worker,
    kill_group,
)

SETTLES = 2.0

_ORDERS: msgspec.msgpack.Decoder[Spawn | End] = msgspec.msgpack.Decoder(Spawn | End)
_ENDED = msgspec.msgpack.Decoder(Ended)


@dataclass(frozen=True, slots=True)
class Zygote:
    """The grader's handle on its zygote, which are Workers."""

    pid: int
    sock: socket.socket
    bell: int | None = None

    @classmethod
    def fork(cls, bell: int | None = None) -> Zygote:
        """Fork the zygote from this process, which must hold nothing that a learner may not see."""
        ours, theirs = socket.socketpair()
        isolation.foresee()
        gc.collect()
        gc.freeze()  # a collection in a worker would copy every page that torch is on
        pid = os.fork()
        if not pid:
            ours.close()
            _main(theirs)
        theirs.close()
        return cls(pid, ours, bell)

    def spawn(
        self, limits: Limits, cage: Cage, scratch: str, descriptors: tuple[int, int, int]
    ) -> int:
        """Fork a worker with these descriptors; its pid."""
        order = msgspec.msgpack.encode(Spawn(limits, scratch, cage))
        socket.send_fds(self.sock, [order], list(descriptors))
        return int(msgspec.msgpack.decode(self._answer(), type=int))

    def end(self, pid: int, *, show_stack: bool = False, grace: bool = False) -> Ended:
        """End a worker, and say how it ended (a worker that was gone before says how it went)."""
        self.sock.sendall(msgspec.msgpack.encode(End(pid, show_stack, grace)))
        return _ENDED.decode(self._answer())

    def close(self) -> None:
        """End the zygote and all its workers."""
        self.sock.close()
        os.waitpid(self.pid, 0)

    def _answer(self) -> bytes:
        self.sock.settimeout(PATIENCE)
        try:
            answer = self.sock.recv(MESSAGE)
        except TimeoutError as error:
            raise GraderBroken("the process that starts workers does not answer") from error
        if not answer:
            raise GraderBroken("the process that starts workers is gone")
        return answer


def _main(sock: socket.socket) -> NoReturn:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    layers = namespaces.leave()
    die_with_parent()  # which the kernel forgets where the user changes
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    if layers["process namespace"] == namespaces.ON:
        _into_it(sock)
    adopt_orphans()
    hide_memory()
    workers: set[int] = set()
    try:
        _loop(sock, workers, layers)
    except BrokenPipeError:
        pass
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)


def _into_it(sock: socket.socket) -> None:
    """Go on as the first process of the new namespace: whatever is in it ends with that one."""
    pid = os.fork()
    if pid:
        sock.close()
        hide_memory()
        os.waitpid(pid, 0)
        os._exit(0)
    die_with_parent()


def _loop(sock: socket.socket, workers: set[int], layers: dict[str, str]) -> None:
    while True:
        message, descriptors, _, _ = socket.recv_fds(sock, MESSAGE, 3)
        if not message:
            return
        order = _ORDERS.decode(message)
        if isinstance(order, Spawn):
            pid = os.fork()
            if not pid:
                become_worker(order, descriptors, layers)
            for descriptor in descriptors:
                os.close(descriptor)
            workers.add(pid)
            sock.sendall(msgspec.msgpack.encode(pid))
        elif order.pid in workers:
            workers.remove(order.pid)
            ended = end_worker(order)
            _sweep(workers)
            until = time.monotonic() + SETTLES
            while kill_group(order.pid) and time.monotonic() < until:
                time.sleep(0.001)  # until they are ours to reap
                _sweep(workers)
            sock.sendall(msgspec.msgpack.encode(ended))


def _sweep(workers: set[int]) -> None:
    """End what a worker has started: its processes are the zygote's when it is gone."""
    for _ in range(100):  # each may have started others, which come here in turn
        orphans = set(children()) - workers
        if not orphans:
            return
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
