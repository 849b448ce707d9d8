"""Seccomp: which system calls a worker may make, as a filter in classic BPF (seccomp(2), bpf(4)).

An allow-list: what computing needs is allowed, what reaches others (sockets, signals, processes,
tracing, mounting) fails with EPERM at the learner's own line, and what nobody thought of does not
exist (ENOSYS, on which the C library falls back to older calls). A few calls are allowed with
certain arguments only. Numbers from the kernel's tables for x86-64 and for the generic table
(aarch64).
"""

from __future__ import annotations

import errno
import platform
import struct
from collections.abc import Sequence
from functools import cache

from gradgrader.sandbox.syscalls import COMPUTE, FILES, OTHERS, TABLES

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000

_TERMINAL = (0x5401, 0x541B, 0x5413, 0x5451, 0x5450, 0x5421)  # TCGETS .. FIONBIO
_FCNTL = (0, 1, 2, 3, 4, 1030)  # copies and flags of descriptors; neither locks nor leases
_PRCTL = (15, 16, 3, 0x53564D41)  # names, PR_GET_DUMPABLE, names of memory


def program(pid: int, *, files: bool) -> bytes:
    """The filter for the process `pid`; without `files` every open fails (EACCES).

    Raises OSError on a processor without a table.
    """
    machine = platform.machine()
    if machine not in TABLES:
        raise OSError(f"no table of system calls for {machine}")
    audit, numbers = TABLES[machine]
    code = _Code()
    code.architecture(audit)
    code.only(numbers["tgkill"], 0, (pid,))
    code.only(numbers["prlimit64"], 0, (0, pid))
    return code.assembled() + _same_for_all(machine, files=files)


@cache
def _same_for_all(machine: str, *, files: bool) -> bytes:
    """The rules in which no process is named: jumps are relative, so that they stand anywhere."""
    _, numbers = TABLES[machine]
    code = _Code()
    code.answer(numbers["clone"], _ERRNO | errno.EPERM)  # neither a process nor a thread
    code.only(numbers["ioctl"], 1, _TERMINAL)
    code.only(numbers["prctl"], 0, _PRCTL)
    code.only(numbers["fcntl"], 1, _FCNTL)
    answers = {
        COMPUTE: _ALLOW,
        FILES: _ALLOW if files else _ERRNO | errno.EACCES,
        OTHERS: _ERRNO | errno.EPERM,
    }
    for names, result in answers.items():
        for name in names.split():
            if name in numbers:
                code.answer(numbers[name], result)
    code.end(_ERRNO | errno.ENOSYS)
    return code.assembled()


class _Code:
    """BPF instructions, one after the other; each rule ends with its answer or falls through."""

    def __init__(self) -> None:
        self._instructions: list[tuple[int, int, int, int]] = []

    def architecture(self, audit: int) -> None:
        """End the process that speaks for another processor (32-bit calls, x32)."""
        self._add(_LOAD, _ARCHITECTURE)
        self._add(_EQUAL, audit, 1, 0)
        self._add(_RETURN, _KILL)
        self._add(_LOAD, _NUMBER)
        self._add(_AT_LEAST, _X32, 0, 1)
        self._add(_RETURN, _KILL)

    def only(self, number: int, argument: int, values: Sequence[int]) -> None:
        """Allow a call if its `argument` (low 32 bits) is one of `values`, else EPERM."""
        self._add(_EQUAL, number, 0, 2 * len(values) + 2)
        self._add(_LOAD, _ARGUMENTS + 8 * argument)
        for value in values:
            self._add(_EQUAL, value, 0, 1)
            self._add(_RETURN, _ALLOW)
        self._add(_RETURN, _ERRNO | errno.EPERM)

    def answer(self, number: int, result: int) -> None:
        """One answer to a call, whatever its arguments."""
        self._add(_EQUAL, number, 0, 1)
        self._add(_RETURN, result)

    def end(self, result: int) -> None:
        """The answer to everything else."""
        self._add(_RETURN, result)

    def assembled(self) -> bytes:
        """Eight bytes an instruction: code, jumps if true and if false, operand."""
        return b"".join(struct.pack("=HBBI", *one) for one in self._instructions)

    def _add(self, code: int, operand: int, true: int = 0, false: int = 0) -> None:
        self._instructions.append((code, true, false, operand))
