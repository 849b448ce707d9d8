"""What a worker may use, and the calls that hold it to that."""

from __future__ import annotations

import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from gradgrader.sandbox import kernel


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, bytes and counts that one worker may use.

    `answer` bounds the wait for each answer and for each statement that loading runs; `load` bounds
    loading as a whole, and `total` all that a worker may take.
    """

    answer: float = 10.0
    load: float = 30.0
    total: float = 120.0
    memory: int = 1 << 30
    output: int = 64 << 10
    file_size: int = 4 << 20
    scratch: int = 64 << 20
    files: int = 10_000
    open_files: int = 64

    def apply(self) -> dict[str, str]:
        """Hold this process to the limits; says of each whether it is on."""
        return {
            "memory": self._limit(resource.RLIMIT_AS, _address_space() + self.memory),
            "cpu time": self._limit(resource.RLIMIT_CPU, int(self.total) + 1),
            "file size": self._limit(resource.RLIMIT_FSIZE, self.file_size),
            "open files": self._limit(resource.RLIMIT_NOFILE, self.open_files),
            "core dumps": self._limit(resource.RLIMIT_CORE, 0),
        }

    def _limit(self, kind: int, value: int) -> str:
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError) as error:
            return f"off: {error}"
        return "on"


def _address_space() -> int:
    """Bytes of address space in use: the limit counts what torch has mapped already."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:  # no /proc: macOS, where the limit is not enforced either
        return 64 << 30
    return pages * resource.getpagesize()


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends (Linux; see prctl(2))."""
    _prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans() -> None:
    """Become the parent of what this process's descendants leave behind (Linux; see prctl(2))."""
    _prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)


def hide_memory() -> None:
    """Let no other process of this user look into this one (Linux; PR_SET_DUMPABLE)."""
    _prctl(kernel.PR_SET_DUMPABLE, 0)


def children() -> list[int]:
    """Pids of this process's children, as this process knows them (Linux; empty elsewhere).

    /proc has the numbers of the namespace that it was mounted in; NSpid ends with our own.
    """
    found: list[int] = []
    for task in Path("/proc/self/task").glob("*/children"):
        for pid in task.read_text(encoding="ascii").split():
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
            found += [int(line.split()[-1]) for line in status.split("\n") if line[:6] == "NSpid:"]
    return found


def _prctl(option: int, value: int) -> None:
    if kernel.LINUX:
        kernel.prctl(option, value)
