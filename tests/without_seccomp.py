"""Runs a command as where seccomp can't be had: `without_seccomp.py COMMAND...` (x86-64).

A filter of its own answers ENOSYS to whoever asks for one: to seccomp(2), and to prctl(2) with
PR_SET_SECCOMP.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

SECCOMP, PRCTL, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 317, 157, 22, 38
LOAD, EQUAL, RETURN, ALLOW, ENOSYS = 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050000 | 38
FILTER = (
    (LOAD, 0, 0, 0),  # the call's number
    (EQUAL, 3, 0, SECCOMP),
    (EQUAL, 0, 3, PRCTL),
    (LOAD, 0, 0, 16),  # its first argument
    (EQUAL, 0, 1, PR_SET_SECCOMP),
    (RETURN, 0, 0, ENOSYS),
    (RETURN, 0, 0, ALLOW),
)


def main() -> None:
    """Put the filter on, and become the command."""
    libc = ctypes.CDLL(None, use_errno=True)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in FILTER))
    program = ctypes.create_string_buffer(struct.pack("HP", len(FILTER), ctypes.addressof(code)))
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.syscall(SECCOMP, 1, 0, program):
        raise OSError(ctypes.get_errno(), "no filter can be put on")
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
