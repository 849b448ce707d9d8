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
import sys
import time
from dataclasses import dataclass
from typing import NoReturn

import msgspec
import torch
from torch.autograd import forward_ad

from gradgrader.errors import GraderBroken
from gradgrader.sandbox import namespaces, worker
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.limits import (
    Limits,
    adopt_orphans,
    children,
    die_with_parent,
    hide_memory,
)

PATIENCE = 20.0
STACK_PAUSE = 0.05
GRACE = 0.5
_MESSAGE = 1 << 20


class Spawn(msgspec.Struct, frozen=True, tag=True):
    """Fork a worker; its descriptors (socket, output, traces) come along."""

    limits: Limits
    scratch: str
    cage: Cage


class End(msgspec.Struct, frozen=True, tag=True):
    """End a worker: `show_stack` first asks it where it is, `grace` lets it leave by itself."""

    pid: int
    show_stack: bool
    grace: bool


class Ended(msgspec.Struct, frozen=True):
    """How a worker ended: `status` as os.wait4 gives it, `memory` in KiB, `cpu` in seconds.

    `killed` says that it had not ended by itself.
    """

    status: int
    memory: int
    cpu: float
    killed: bool


_ORDERS: msgspec.msgpack.Decoder[Spawn | End] = msgspec.msgpack.Decoder(Spawn | End)
_ENDED = msgspec.msgpack.Decoder(Ended)


@dataclass(frozen=True, slots=True)
class Zygote:
    """The grader's handle on its zygote."""

    pid: int
    sock: socket.socket

    @classmethod
    def fork(cls) -> Zygote:
        """Fork the zygote from this process, which must hold nothing that a learner may not see."""
        if not hasattr(os, "fork"):
            raise GraderBroken(
                f"can't grade on {sys.platform}: it has no fork",
                hint="on Windows, run gradgrader inside WSL 2",
            )
        ours, theirs = socket.socketpair()
        gc.collect()
        gc.freeze()  # a collection in a worker would copy every page that torch is on
        pid = os.fork()
        if not pid:
            ours.close()
            _main(theirs)
        theirs.close()
        return cls(pid, ours)

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
            answer = self.sock.recv(_MESSAGE)
        except TimeoutError as error:
            raise GraderBroken("the process that starts workers does not answer") from error
        if not answer:
            raise GraderBroken("the process that starts workers is gone")
        return answer


def warm() -> None:
    """Import now what torch imports late, so that no worker pays for it (sympy: 0.4 s)."""
    torch.set_num_threads(1)  # a pool of threads does not survive a fork
    x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
    y = torch.tanh(x @ x.T)
    (g,) = torch.autograd.grad(y, x, torch.ones_like(y), create_graph=True)
    torch.autograd.grad(g, x, torch.ones_like(g))
    torch.autograd.gradcheck(torch.tanh, (x,))
    torch.einsum("ij,kj->ik", x, x)
    with forward_ad.dual_level():
        torch.tanh(forward_ad.make_dual(x.detach(), x.detach()))  # type: ignore[no-untyped-call]
    repr(x)


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
        message, descriptors, _, _ = socket.recv_fds(sock, _MESSAGE, 3)
        if not message:
            return
        order = _ORDERS.decode(message)
        if isinstance(order, Spawn):
            pid = os.fork()
            if not pid:
                _become_worker(order, descriptors, layers)
            for descriptor in descriptors:
                os.close(descriptor)
            workers.add(pid)
            sock.sendall(msgspec.msgpack.encode(pid))
        elif order.pid in workers:
            workers.remove(order.pid)
            ended = _end(order)
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


def _become_worker(order: Spawn, descriptors: list[int], layers: dict[str, str]) -> NoReturn:
    """Leave the zygote's descriptors, session and parent's fate behind."""
    try:
        die_with_parent()
        os.setsid()
        null = os.open(os.devnull, os.O_RDONLY)
        spare = [os.dup(d) for d in (null, descriptors[1], descriptors[1], *descriptors[::2])]
        high = [_above(descriptor, 64) for descriptor in spare]
        for target, descriptor in enumerate(high):
            os.dup2(descriptor, target)
        os.closerange(len(high), 4096)
        worker.main(socket.socket(fileno=3), order.limits, order.cage, order.scratch, layers)
    finally:
        os._exit(70)


def _above(descriptor: int, least: int) -> int:
    """A copy of `descriptor` numbered `least` or more."""
    import fcntl  # noqa: PLC0415 - POSIX only, like everything here

    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, least)


def _end(order: End) -> Ended:
    if order.show_stack:
        os.kill(order.pid, signal.SIGUSR1)
        time.sleep(STACK_PAUSE)
    deadline = time.monotonic() + (GRACE if order.grace else 0.0)
    killed = False
    while True:
        pid, status, usage = os.wait4(order.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() >= deadline:
            killed = True
            os.kill(order.pid, signal.SIGKILL)
            _, status, usage = os.wait4(order.pid, 0)
            break
        time.sleep(0.001)
    return Ended(status, usage.ru_maxrss, usage.ru_utime + usage.ru_stime, killed)
