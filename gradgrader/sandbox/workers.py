"""Where workers come from and how they end: what every way to start them has in common."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import time
from typing import NoReturn, Protocol

import msgspec
import torch
from torch.autograd import forward_ad

from gradgrader.sandbox import worker
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.limits import Limits, die_with_parent

PATIENCE = 20.0
STACK_PAUSE = 0.05
GRACE = 0.5
MESSAGE = 1 << 20


class Spawn(msgspec.Struct, frozen=True, tag=True):
    """Start a worker; its descriptors (socket, output, traces) come along."""

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


class Workers(Protocol):
    """Starts workers with descriptors (socket, output, traces), and ends them.

    Where something can be read from `bell`, nobody waits for what workers do any more.
    """

    @property
    def bell(self) -> int | None:
        """A descriptor, or None where all of it is waited for."""
        ...

    def spawn(
        self, limits: Limits, cage: Cage, scratch: str, descriptors: tuple[int, int, int]
    ) -> int:
        """Start a worker; its pid, which means something to `end` only."""
        ...

    def end(self, pid: int, *, show_stack: bool = False, grace: bool = False) -> Ended:
        """End a worker, and say how it ended (a worker that was gone before says how it went)."""
        ...

    def close(self) -> None:
        """End all of them."""
        ...


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


def become_worker(order: Spawn, descriptors: list[int], layers: dict[str, str]) -> NoReturn:
    """Leave the zygote's descriptors, session and parent's fate behind."""
    try:
        die_with_parent()
        if os.getsid(0) != os.getpid():
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
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, least)


def end_worker(order: End) -> Ended:
    """End a child of this process as ordered, and reap it."""
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
            kill_group(order.pid)
            _, status, usage = os.wait4(order.pid, 0)
            break
        time.sleep(0.001)
    kill_group(order.pid)
    return Ended(status, usage.ru_maxrss, usage.ru_utime + usage.ru_stime, killed)


def kill_group(pid: int) -> bool:
    """End all that a worker has forked, at once: one by one they could fork faster.

    False where there is nobody any more, not even a zombie.
    """
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return False
    return True
